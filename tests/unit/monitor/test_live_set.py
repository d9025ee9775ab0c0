"""A live set: repetitions in, one word each."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from neuraldrive import adapt
from neuraldrive.errors import BadValue, CatalogError
from neuraldrive.monitor import LiveSet
from neuraldrive.records import Load, Prescription, Repetition, SetEntry, Sets, Span, Stop, Verdict

FALLING = (0.50, 0.47, 0.43, 0.38, 0.33, 0.28)


def asked(
    repetitions: int | None = 8, method: str = "maximal_effort", lift: str = "back_squat", **more
) -> Prescription:
    count = None if repetitions is None else Span(repetitions)
    return Prescription((lift,), (Sets(Span(5), count, Load(Span(0.9))),), method=method, **more)


def rated(sets: int, lift: str = "back_squat", end_mps: float = 0.36) -> list[SetEntry]:
    """Sets of three at five loads, ended with 2 in reserve at about the same velocity."""
    loads = [100.0 + 10.0 * (i % 5) for i in range(sets)]
    return [
        SetEntry(
            lift, load, [Repetition(i, load, end_mps + rest) for i, rest in enumerate((0.08, 0.04, 0.0), 1)], rpe=8
        )
        for load in loads
    ]


def all_of(live: LiveSet, velocities: tuple[float, ...], load_kg: float | None = 120.0) -> list[Verdict]:
    return [live.add(Repetition(i, load_kg, v, peak_velocity=1.5 * v)) for i, v in enumerate(velocities, 1)]


def words(live: LiveSet, velocities: tuple[float, ...], load_kg: float | None = 120.0) -> list[str]:
    return [verdict.word for verdict in all_of(live, velocities, load_kg)]


def test_a_set_that_tires_goes_from_go_to_stop_with_an_encoder() -> None:
    told = all_of(LiveSet(asked(), sensor="linear_encoder"), FALLING)
    assert told[0].word == "go"
    assert told[-1].word == "stop"
    assert told[-1].ends == "set"
    chances = [verdict.probability for verdict in told]
    assert chances == sorted(chances)
    assert told[-1].probability >= told[-1].threshold == 0.35


def test_the_reason_names_velocity_and_floor_and_the_range_is_of_whole_repetitions() -> None:
    verdict = all_of(LiveSet(asked(), sensor="linear_encoder"), FALLING)[-1]
    assert "0.28 m/s" in verdict.why
    assert f"floor of {verdict.floor_mps:.2f} m/s" in verdict.why
    assert all(float(end).is_integer() for end in verdict.reserve)
    assert verdict.why.count(".") - verdict.why.count("0.") == 1


def test_singles_and_doubles_are_judged_to_one_in_reserve_and_longer_sets_to_two() -> None:
    assert [LiveSet(asked(n)).rules[0].name for n in (1, 2, 3, 8)] == [
        "until 1 in reserve", "until 1 in reserve", "until 2 in reserve", "until 2 in reserve"
    ]  # fmt: skip


def test_the_athletes_own_rated_sets_move_the_floor() -> None:
    strong, weak = (LiveSet(asked(), history=rated(12, end_mps=v), sensor="linear_encoder") for v in (0.24, 0.45))
    assert strong.rules[0].floor_mps < weak.rules[0].floor_mps
    assert words(strong, (0.40,)) == ["go"]
    assert words(weak, (0.40,)) == ["stop"]


def test_history_of_another_lift_tells_nothing() -> None:
    other = LiveSet(asked(), history=rated(12, "bench_press"), sensor="linear_encoder")
    assert other.rules[0].athlete.sets == 0


def test_a_zero_rating_is_a_rating_and_a_bound_is_none() -> None:
    failed = [SetEntry("back_squat", 120, [Repetition(mean_velocity=0.3)], reps_in_reserve=0)]
    bound = [SetEntry("back_squat", 80, [Repetition(mean_velocity=0.7)], rpe=5.5, rpe_at_most=True)]
    assert LiveSet(asked(), history=failed).rules[0].athlete.sets == 1
    assert LiveSet(asked(), history=bound).rules[0].athlete.sets == 0


@pytest.mark.parametrize(
    ("stop", "rule"),
    [
        (Stop("reserve", 0), "until 0 in reserve"),
        (Stop("rpe", 9), "until 1 in reserve"),
        (Stop("loss", 0.2), "loss 20 % from the fastest"),
        (Stop("velocity", 0.3), "floor 0.30 m/s"),
        (Stop("set_mean", 0.1), "set mean 10 % below the first 3"),
        (Stop("height", 0.05), "set mean 5 % below the first 2"),
        (Stop("failure"), "until failure"),
    ],
)
def test_what_the_prescription_says_sets_the_zone(stop: Stop, rule: str) -> None:
    assert [each.name for each in LiveSet(asked(stops=(stop,))).rules] == [rule]


def test_of_two_stops_the_first_that_is_reached_speaks() -> None:
    live = LiveSet(asked(stops=(Stop("loss", 0.3), Stop("velocity", 0.45))), sensor="linear_encoder")
    verdict = all_of(live, (0.50, 0.44))[-1]
    assert (verdict.word, verdict.rule) == ("stop", "floor 0.45 m/s")


@pytest.mark.parametrize(
    ("rule", "first_stop"),
    [("loss 20%", 4), ("loss 10 % from first", 3), ("floor 0.35", 5), ("floor", 5), ("failure", 99)],
)
def test_a_coach_chooses_a_classical_rule_by_name(rule: str, first_stop: int) -> None:
    told = words(LiveSet(asked(None), sensor="linear_encoder", rule=rule), FALLING)
    assert "stop" not in told[: first_stop - 1]
    assert told[first_stop - 1 :] == ["stop"] * max(len(FALLING) - first_stop + 1, 0)


def test_loss_from_the_first_and_from_the_fastest_are_two_rules() -> None:
    rising = (0.40, 0.50, 0.41)
    assert words(LiveSet(asked(None), sensor="linear_encoder", rule="loss 15%"), rising)[-1] == "stop"
    assert words(LiveSet(asked(None), sensor="linear_encoder", rule="loss 15% from first"), rising)[-1] == "go"


@pytest.mark.parametrize("rule", ["loss", "stop at noon", "reserve 2 at 3", "loss 20 % from last", "floor 0.3.1"])
def test_a_rule_that_is_none_is_refused_with_those_that_are(rule: str) -> None:
    with pytest.raises(BadValue, match=r"loss 20% from first|reserve 2 at 0\.5"):
        LiveSet(asked(), rule=rule)


def test_a_threshold_can_be_chosen() -> None:
    at = [LiveSet(asked(), sensor="linear_encoder", rule=f"reserve 2 at {chance}") for chance in (0.05, 0.95)]
    first = [words(live, FALLING).index("stop") for live in at]
    assert first[0] < first[1]


@pytest.mark.parametrize("sensor", ["wrist_watch", "phone_video", "unknown", "watch_on_bar"])
def test_sensors_that_may_not_stop_a_set_advise_and_say_what_they_would_have_said(sensor: str) -> None:
    told = all_of(LiveSet(asked(), history=rated(12), sensor=sensor), FALLING)
    assert "stop" not in [verdict.word for verdict in told]
    assert told[-1].advice
    assert "would be a stop" in told[-1].why
    assert told[-1].word == "last rep"


def test_an_inertial_unit_on_the_bar_advises_until_it_has_ten_rated_sets() -> None:
    new, known = (LiveSet(asked(), history=rated(n), sensor="bar_imu") for n in (9, 10))
    assert "stop" not in words(new, FALLING)
    assert words(known, FALLING)[-1] == "stop"
    assert words(LiveSet(asked(), history=rated(10), sensor="bar_imu", rule="loss 10%"), FALLING)[-1] == "last rep"


def test_poorer_sensors_have_wider_bands_and_history_carries_them() -> None:
    found = [all_of(LiveSet(asked(), history=rated(12), sensor=sensor), FALLING[:3])[-1]
             for sensor in ("linear_encoder", "bar_imu", "phone_video")]  # fmt: skip
    widths = [verdict.reserve[1] - verdict.reserve[0] for verdict in found]
    assert widths[0] <= widths[1] <= widths[2]
    assert widths[0] < widths[2]
    assert found[2].rests_on.startswith("mainly 12 rated sets")
    assert found[2].grade == "counts only"


def test_a_failed_repetition_ends_the_set_whatever_the_sensor() -> None:
    live = LiveSet(asked(), sensor="wrist_watch")
    live.add(Repetition(1, 120, 0.5))
    verdict = live.add(Repetition(2, 120, excluded="failed attempt: rose 0.20 of 0.55 m"))
    assert (verdict.word, verdict.ends, verdict.rule, verdict.repetition) == ("stop", "set", "failed repetition", 1)


def test_prescribed_repetitions_end_the_set_and_the_one_before_is_the_last() -> None:
    told = all_of(LiveSet(asked(3), sensor="linear_encoder"), (0.80, 0.79, 0.80))
    assert [verdict.word for verdict in told] == ["go", "last rep", "stop"]
    assert told[-1].rule == "repetitions done"
    assert words(LiveSet(asked(None), sensor="linear_encoder"), (0.80, 0.79, 0.80)) == ["go"] * 3


def speed_session(sets: int, velocity: float = 0.90) -> list[SetEntry]:
    made = [Repetition(i, 80, velocity, peak_velocity=1.5 * velocity) for i in (1, 2, 3)]
    return [SetEntry("back_squat", 80, made) for _ in range(sets)]


@pytest.mark.parametrize(("mean", "word", "ends"), [(0.83, "stop", "set"), (0.79, "stop", "session")])
def test_dynamic_work_ends_when_a_set_mean_falls_a_tenth_below_the_first_three(
    mean: float, word: str, ends: str
) -> None:
    live = LiveSet(asked(3, "dynamic_effort"), sensor="linear_encoder", session=speed_session(4))
    told = all_of(live, (mean + 0.02, mean, mean - 0.02))
    assert [verdict.word for verdict in told[:2]] == ["go", "last rep"]
    assert (told[-1].word, told[-1].ends) == (word, ends)


def test_one_slow_repetition_does_not_end_dynamic_work() -> None:
    live = LiveSet(asked(3, "dynamic_effort"), sensor="linear_encoder", session=speed_session(4))
    assert all_of(live, (0.92, 0.76, 0.90))[-1].ends == "set"


def test_the_first_sets_of_dynamic_work_make_the_reference() -> None:
    live = LiveSet(asked(3, "dynamic_effort"), sensor="linear_encoder", session=speed_session(2))
    verdict = all_of(live, (0.60, 0.60, 0.60))[-1]
    assert verdict.ends == "set"
    assert verdict.floor_mps is None


def test_dynamic_work_on_an_inertial_unit_is_judged_by_two_sets_and_on_a_wrist_not_at_all() -> None:
    session = speed_session(4)
    bar, wrist = (
        LiveSet(asked(3, "dynamic_effort"), sensor=name, session=session) for name in ("bar_imu", "wrist_watch")
    )
    told = all_of(bar, (0.78, 0.78, 0.78))[-1]
    assert told.velocity_mps == 0.78
    assert "0.84 m/s" in told.why
    assert "cannot tell" in all_of(wrist, (0.5, 0.5, 0.5))[-1].why


@pytest.mark.parametrize(("velocity", "ends"), [(0.87, "set"), (0.84, "session")])
def test_ballistic_work_ends_when_peak_velocity_falls_a_twentieth_below_the_first_two(
    velocity: float, ends: str
) -> None:
    live = LiveSet(asked(3, "ballistic", release=True), sensor="linear_encoder", session=speed_session(3))
    assert all_of(live, (velocity,) * 3)[-1].ends == ends


def test_a_set_put_away_early_is_judged_as_a_whole() -> None:
    live = LiveSet(asked(3, "dynamic_effort"), sensor="linear_encoder", session=speed_session(3))
    all_of(live, (0.75, 0.74))
    assert live.end().ends == "session"
    assert LiveSet(asked(), sensor="linear_encoder").end().word == "go"


def profile_of(load_at_half: float) -> adapt.LoadVelocityProfile:
    loads = load_at_half * np.array([0.6, 0.8, 1.0, 1.1])
    sets = [SetEntry("back_squat", float(load), [Repetition(mean_velocity=v)], rpe=rpe)
            for load, v, rpe in zip(loads, (0.85, 0.68, 0.50, 0.41), (5, 6, 7, 8.5), strict=True)]  # fmt: skip
    return adapt.load_velocity(sets)


def test_slow_from_the_first_repetition_is_told_apart_from_falling() -> None:
    profile = profile_of(120.0)
    slow, tired, usual = (
        all_of(LiveSet(asked(), profile, sensor="linear_encoder"), velocities)[-1]
        for velocities in ((0.30, 0.30, 0.30), FALLING, (0.50, 0.49, 0.48))
    )
    assert (slow.pace, tired.pace, usual.pace) == ("slow from the first repetition", "falling", "as expected")
    assert "intent or the day" in slow.why
    assert "intent" not in tired.why


def test_without_a_profile_nothing_tells_slow_from_the_first_repetition() -> None:
    assert all_of(LiveSet(asked(), sensor="linear_encoder"), (0.30, 0.30))[-1].pace == "as expected"


def test_a_fall_that_the_sensor_cannot_tell_is_no_fall() -> None:
    fall = (0.50, 0.42)
    assert all_of(LiveSet(asked(), sensor="linear_encoder"), fall)[-1].pace == "falling"
    assert all_of(LiveSet(asked(), sensor="phone_video"), fall)[-1].pace == "as expected"


def test_a_repetition_can_be_taken_back_left_out_or_revised() -> None:
    live = LiveSet(asked(), sensor="linear_encoder")
    all_of(live, (0.50, 0.25))
    assert live.verdict().word == "stop"
    assert live.take_back().word == "go"
    live.add(Repetition(2, 120, 0.25))
    assert live.leave_out().repetition == 1
    assert live.repetitions[-1].excluded == "bad repetition"
    live.add(Repetition(3, 120, 0.30))
    verdict = live.add(Repetition(3, 120, 0.48, revises=3))
    assert (verdict.word, verdict.repetition) == ("go", 2)


def test_a_repetition_without_velocity_still_counts() -> None:
    live = LiveSet(asked(2), sensor="phone_video")
    assert live.add(Repetition(1, 120)).word == "last rep"
    assert live.add(Repetition(2, 120)).word == "stop"


def test_a_single_is_done_after_one_repetition_and_a_stop_that_is_said_is_no_advice() -> None:
    single = LiveSet(asked(1), history=rated(12), sensor="phone_video").add(Repetition(1, 120, 0.15))
    assert (single.word, single.rule, single.advice) == ("stop", "repetitions done", False)
    assert single.why.startswith("The one repetition is done")
    double = all_of(LiveSet(asked(2), history=rated(12), sensor="linear_encoder"), (0.45, 0.30))
    assert [verdict.word for verdict in double] == ["last rep", "stop"]


def test_as_many_repetitions_as_go_end_by_the_engine_alone() -> None:
    live = LiveSet(asked(None), sensor="linear_encoder")
    assert live.most is None
    told = all_of(live, FALLING)
    assert (told[0].word, told[-1].word, told[-1].rule) == ("go", "stop", "until 2 in reserve")


def test_a_rated_set_without_a_load_moves_curve_and_floor() -> None:
    unknown = [replace(each, load_kg=None) for each in rated(12, end_mps=0.24)]
    live = LiveSet(asked(), history=unknown, sensor="linear_encoder")
    assert live.rules[0].athlete.sets == 12
    weighed = LiveSet(asked(), history=rated(12, end_mps=0.24), sensor="linear_encoder")
    assert live.rules[0].floor_mps == weighed.rules[0].floor_mps < LiveSet(asked()).rules[0].floor_mps
    assert all_of(live, (0.40,))[-1].rests_on.endswith("load not used")


def test_a_set_that_stands_in_history_and_in_the_session_counts_once() -> None:
    sets = rated(4)
    assert LiveSet(asked(), history=sets, session=sets[2:]).rules[0].athlete.sets == 4
    assert LiveSet(asked(), history=sets[:2], session=sets[2:]).rules[0].athlete.sets == 4


def test_no_load_on_the_repetition_is_no_error_and_is_told() -> None:
    verdict = all_of(LiveSet(asked(), history=rated(12), sensor="linear_encoder"), (0.5,), load_kg=None)[-1]
    assert "load not used" in verdict.rests_on


def test_an_empty_set_goes() -> None:
    live = LiveSet(asked(), sensor="linear_encoder")
    assert live.verdict().word == live.take_back().word == "go"


def test_a_sensor_that_is_none_is_refused() -> None:
    with pytest.raises(CatalogError, match="linear_encoder"):
        LiveSet(asked(), sensor="linear_encodre")
