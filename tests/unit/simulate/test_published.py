"""The faces of the published pools: what they return, and what they refuse in words."""

from __future__ import annotations

import numpy as np
import pytest

from neuraldrive.errors import BadValue
from neuraldrive.simulate.published import fuglevand_1993, potvin_fuglevand_2017

POTVIN = potvin_fuglevand_2017()
FUGLEVAND = fuglevand_1993()
NAN = float("nan")


def test_a_hold_returns_all_that_happened_on_one_time_base() -> None:
    course = POTVIN.hold(at=0.5, duration_s=10.0)
    assert course.times_s[[0, -1]] == pytest.approx([0.1, 10.0])
    for each in (course.excitation, course.force, course.maximal_force, course.target, course.strength_share):
        assert each is not None
        assert each.shape == (100,)
    for each in (course.discharge_rate_pps, course.unit_force, course.capacity):
        assert each.shape == (100, 120)
    assert course.unit_force.sum(axis=1) == pytest.approx(course.force, rel=1e-12)
    assert course.force_share.min() >= 0.5
    assert course.failed_at_s is None


def test_strength_without_adaptation_starts_whole_and_lies_above_the_most_of_the_moment() -> None:
    course = POTVIN.hold(at=0.8, duration_s=20.0)
    assert course.strength_share[0] == pytest.approx(1.0, rel=1e-12)
    assert np.all(course.strength_share[5:60] > course.maximal_force_share[5:60])


def test_a_followed_excitation_has_no_target_and_cannot_fail() -> None:
    course = POTVIN.follow(np.full(50, 67.0))
    assert course.target is None
    assert course.failed_at_s is None
    assert course.force_share[0] == pytest.approx(1.0, rel=1e-12)


def test_an_endurance_beyond_the_longest_time_is_none_not_zero() -> None:
    assert POTVIN.endurance_time_s(0.2, longest_s=100.0) is None


def test_a_contraction_gives_force_and_discharges_that_measures_can_take() -> None:
    made = FUGLEVAND.contraction(np.linspace(0.0, 47.0, 3001), seed=2)
    assert made.motor_units.count == 120
    assert made.motor_units.discharge_count == made.trains.times_s.size > 1000
    assert made.force_signal.unit == "MVF"
    assert made.force_signal.duration_s == pytest.approx(3.0)
    assert made.force_share == pytest.approx(made.force / FUGLEVAND.maximal_force)
    assert made.sources == ("fuglevand_1993",)


def test_units_that_stay_silent_are_kept_in_their_place() -> None:
    units = FUGLEVAND.contraction(np.full(501, 5.0)).motor_units
    silent = np.array([times.size == 0 for times in units.discharge_times_s])
    assert np.array_equal(silent, FUGLEVAND.recruitment_threshold > 5.0)


def test_the_bank_has_the_same_discharges_and_nearly_the_same_force() -> None:
    ramp = np.linspace(0.0, 47.0, 3001)
    exact, bank = FUGLEVAND.contraction(ramp, seed=4), FUGLEVAND.contraction_by_twitch_bank(ramp, seed=4)
    assert np.array_equal(exact.trains.times_s, bank.trains.times_s)
    assert np.abs(exact.force_share - bank.force_share).max() < 1e-6


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others() -> None:
    drive = np.full(2001, 30.0)
    first, again, other = (FUGLEVAND.contraction(drive, seed=seed).force.tobytes() for seed in (1, 1, 2))
    assert first == again != other


def test_a_force_at_maximal_excitation_lies_about_one() -> None:
    share = FUGLEVAND.contraction(np.full(10_001, 47.0), seed=1).force_share[2000:]
    assert share.mean() == pytest.approx(1.0, abs=0.005)


@pytest.mark.parametrize("make", [potvin_fuglevand_2017, fuglevand_1993])
def test_an_unknown_constant_is_refused_with_the_nearest_names(make: object) -> None:
    assert callable(make)
    with pytest.raises(BadValue, match="recruitment_range"):
        make(recruitment_rnge=50)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("units", 1), ("units", 2.5), ("units", NAN), ("units", True), ("recruitment_range", 1.0), ("gain_pps", -1.0),
        ("longest_contraction_time_s", 90.0), ("minimal_rate_pps", float("inf")), ("twitch_force_range", "100"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("make", [potvin_fuglevand_2017, fuglevand_1993])
def test_constants_that_cannot_be_are_refused(make: object, name: str, value: object) -> None:
    assert callable(make)
    with pytest.raises(BadValue, match=name):
        make(**{name: value})


def test_peak_rates_below_the_minimal_rate_are_refused() -> None:
    with pytest.raises(BadValue, match="peak rates"):
        potvin_fuglevand_2017(peak_rate_last_pps=5.0)
    with pytest.raises(BadValue, match="peak rates"):
        fuglevand_1993(peak_rate_difference_pps=30.0)
    with pytest.raises(BadValue, match="offset"):
        potvin_fuglevand_2017(adaptation_offset_pps=9.0)


def test_intervals_so_variable_that_they_would_turn_negative_are_refused() -> None:
    with pytest.raises(BadValue, match="interval_cv"):
        fuglevand_1993(interval_cv=0.3)
    made = fuglevand_1993(interval_cv=0.26).contraction(np.full(20_001, 47.0))
    assert min(np.diff(times).min() for times in made.motor_units.discharge_times_s) > 0.0


@pytest.mark.parametrize("excitation", [68.0, -0.1, NAN, float("inf"), "half"])
def test_an_excitation_that_cannot_be_is_refused_everywhere(excitation: float) -> None:
    for call in (POTVIN.force, POTVIN.discharge_rates, FUGLEVAND.mean_force, FUGLEVAND.steady_force):
        with pytest.raises(BadValue, match="excitation"):
            call(excitation)
    for follow in (POTVIN.follow, FUGLEVAND.contraction, FUGLEVAND.contraction_by_twitch_bank):
        with pytest.raises(BadValue, match="excitation"):
            follow([10.0, excitation, 10.0])


def test_the_error_names_the_place_and_the_maximum() -> None:
    with pytest.raises(BadValue, match=r"found 99 at place 2, needed 0 to 67.*unit"):
        POTVIN.follow([1.0, 2.0, 99.0])


@pytest.mark.parametrize("course", [[], [10.0], [[1.0, 2.0]], 10.0, None, ["a", "b"]])
def test_a_course_of_another_shape_is_refused(course: object) -> None:
    for follow in (POTVIN.follow, POTVIN.track, FUGLEVAND.contraction):
        with pytest.raises(BadValue):
            follow(course)  # type: ignore[arg-type]


@pytest.mark.parametrize("target", [1.01, -0.01, NAN, 50.0])
def test_a_target_above_the_maximum_or_not_a_number_is_refused(target: float) -> None:
    with pytest.raises(BadValue, match="target"):
        POTVIN.track([0.1, target])
    with pytest.raises(BadValue, match="at"):
        POTVIN.hold(target, duration_s=10.0)
    with pytest.raises(BadValue, match="at"):
        POTVIN.endurance_time_s(target)


@pytest.mark.parametrize("duration_s", [-1.0, 0.0, 0.1, NAN, float("inf"), 1e6])
def test_a_duration_that_cannot_be_is_refused(duration_s: float) -> None:
    with pytest.raises(BadValue, match="duration_s"):
        POTVIN.hold(0.5, duration_s=duration_s)


@pytest.mark.parametrize("step_s", [0.0, -0.1, 10.0, NAN])
def test_a_wrong_step_is_refused(step_s: float) -> None:
    for call in (POTVIN.follow, POTVIN.track):
        with pytest.raises(BadValue, match="step_s"):
            call([0.1, 0.1], step_s)


@pytest.mark.parametrize("rate_hz", [0.0, -1000.0, 0.001, NAN, 1e7])
def test_a_wrong_rate_is_refused(rate_hz: float) -> None:
    with pytest.raises(BadValue, match="rate_hz"):
        FUGLEVAND.contraction([0.1, 0.1], rate_hz)


@pytest.mark.parametrize("seed", [-1, 1.5, "x", True, None])
def test_a_seed_that_is_no_whole_number_is_refused(seed: object) -> None:
    with pytest.raises(BadValue, match="seed"):
        FUGLEVAND.contraction([0.1, 0.1], seed=seed)  # type: ignore[arg-type]


def test_what_they_are_is_said_in_one_line() -> None:
    assert repr(POTVIN) == "PotvinFuglevand2017(120 units, excitation to 67)"
    assert repr(FUGLEVAND) == "Fuglevand1993(120 units, excitation to 47)"
    assert "failed at 6.5 s" in repr(POTVIN.hold(0.9, duration_s=10.0))
