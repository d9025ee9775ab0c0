"""Rest: earned by time, then by the next first repetition."""

from __future__ import annotations

import numpy as np
import pytest

from neuraldrive import catalog
from neuraldrive.errors import BadValue
from neuraldrive.monitor import Rest, RestAdvice
from neuraldrive.records import Load, Prescription, Repetition, SetEntry, Sets, Span

HEAVY = catalog.method("maximal_effort")


def resting(first_mps: float = 0.42) -> Rest:
    rest = Rest(HEAVY, sensor="linear_encoder")
    rest.begin(SetEntry("back_squat", 140, [Repetition(1, 140, first_mps), Repetition(2, 140, first_mps - 0.05)]))
    return rest


def first(velocity: float | None, load: float = 140.0) -> Repetition:
    return Repetition(1, load, velocity)


@pytest.mark.parametrize("name", catalog.methods())
def test_the_first_rest_is_the_least_that_the_method_asks_for(name: str) -> None:
    assert Rest(catalog.method(name)).interval_s == catalog.method(name)["rest_s_low"]


def test_a_prescribed_rest_goes_before_the_methods() -> None:
    work = Prescription(("back_squat",), (Sets(Span(5), Span(2), Load(Span(0.9))),), rest_s=Span(240, 300))
    assert Rest(work).interval_s == 240
    assert Rest(work).method == HEAVY


def test_time_is_earned_when_the_interval_has_passed_and_outcome_not_before_the_first_repetition() -> None:
    early, late = resting().after(100), resting().after(180)
    assert (early.time_earned, early.left_s, early.outcome_earned) == (False, 80, None)
    assert (late.time_earned, late.left_s, late.outcome_earned) == (True, 0, None)
    with pytest.raises(BadValue, match="0 s or more"):
        resting().after(-1)


def test_a_first_repetition_as_fast_as_the_last_earns_the_rest() -> None:
    advice = resting().resume(first(0.40), rested_s=180)
    assert (advice.outcome_earned, advice.lengthened, advice.interval_s) == (True, False, 180)


def test_one_that_fell_by_more_than_the_typical_error_lengthens_the_next_rest_and_says_so() -> None:
    rest = resting()
    advice = rest.resume(first(0.42 - 1.05 * rest.typical_error_mps), rested_s=190)
    assert (advice.outcome_earned, advice.lengthened, advice.interval_s) == (False, True, 240)
    assert "too short" in advice.why
    assert "The next rest is 60 s longer, 240 s." in advice.why
    assert rest.after(200).time_earned is False


def test_one_that_fell_by_less_does_not() -> None:
    rest = resting()
    assert rest.resume(first(0.42 - 0.95 * rest.typical_error_mps)).lengthened is False


def test_another_load_or_a_repetition_without_velocity_tells_nothing() -> None:
    for repetition, words in ((first(0.2, 150.0), "no earlier first repetition"), (first(None), "no velocity")):
        advice = resting().resume(repetition, rested_s=200)
        assert (advice.outcome_earned, advice.interval_s, advice.time_earned) == (None, 180, True)
        assert words in advice.why


def test_a_rest_cut_short_is_not_lengthened_but_asked_for() -> None:
    advice = resting().resume(first(0.30), rested_s=60)
    assert (advice.outcome_earned, advice.lengthened, advice.time_earned) == (False, False, False)
    assert "wait for all of it" in advice.why


def test_what_has_to_come_back_is_the_last_velocity_that_a_rest_earned() -> None:
    rest = resting()
    assert rest.resume(first(0.34)).lengthened
    rest.begin(SetEntry("back_squat", 140, [first(0.34)]))
    assert rest.resume(first(0.34)).lengthened
    assert rest.resume(first(0.41)).outcome_earned


def test_longer_rests_in_vain_say_that_it_is_not_the_rest() -> None:
    rest = resting()
    advice: list[RestAdvice] = [rest.resume(first(0.30)) for _ in range(3)]
    assert [each.interval_s for each in advice] == [240, 300, 300]
    assert "it is not the rest" in advice[-1].why


def test_noise_alone_lengthens_one_rest_in_six() -> None:
    # repetition and set scatter of an encoder; three standard errors of 16 % in 3,000 rests are 2 points
    rng, rest = np.random.default_rng(3), resting()
    apart = rng.normal(0, rest.typical_error_mps, 3000)
    longer = [resting().resume(first(0.42 - fall)).lengthened for fall in apart]
    assert np.mean(longer) == pytest.approx(0.159, abs=0.02)


def test_a_worse_sensor_needs_a_larger_fall() -> None:
    assert (
        Rest(HEAVY, sensor="wrist_watch").typical_error_mps > 2 * Rest(HEAVY, sensor="linear_encoder").typical_error_mps
    )
