"""Usual or changed, for bar speed and for any measure with dates."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import numpy as np
import pytest

from neuraldrive.errors import BadValue, MeasureError
from neuraldrive.monitor import baseline, change, drift
from neuraldrive.records import Measurement, Repetition, SetEntry

FIRST = date(2026, 3, 2)
LOADS = (80.0, 100.0, 120.0)


def one_set(load: float, velocity: float, day: int, number: int = 1) -> SetEntry:
    at = datetime.combine(FIRST + timedelta(days=day), datetime.min.time())
    repetitions = [
        Repetition(i, load, velocity - fall, range_of_motion_m=0.6) for i, fall in enumerate((0.0, 0.01, 0.02), 1)
    ]
    return SetEntry("back_squat", load, repetitions, number=number, started_at=at)


def training_day(day: int, shift: float = 0.0) -> list[SetEntry]:
    return [one_set(load, 1.1 - load / 200 + shift, day, number) for number, load in enumerate(LOADS, 1)]


def history(shifts: tuple[float, ...]) -> list[SetEntry]:
    return [each for day, shift in enumerate(shifts) for each in training_day(3 * day, shift)]


STEADY = history((0.01, -0.01, 0.0, 0.02, -0.02, 0.0))


def test_a_day_on_the_line_is_usual_whatever_its_loads() -> None:
    usual = baseline(STEADY, sensor="linear_encoder")
    for load in (90.0, 110.0, 130.0):
        found = change([one_set(load, 1.1 - load / 200, 20)], usual)
        assert found.word == "usual"
        assert abs(found.difference) < 0.01


@pytest.mark.parametrize(("shift", "words"), [(-0.11, "slower"), (0.11, "faster")])
def test_a_day_far_off_the_line_is_changed_and_says_by_how_much(shift: float, words: str) -> None:
    found = change(training_day(20, shift), baseline(STEADY, sensor="linear_encoder"))
    assert found.word == "changed"
    assert f"0.11 m/s {words} than your line at 80 and 100 kg" in found.why
    assert found.chance < found.false_alarm == 0.05
    assert found.interval[0] < found.difference < found.interval[1]


def test_what_is_told_from_is_where_the_word_turns() -> None:
    usual = baseline(STEADY, sensor="linear_encoder")
    told = change(training_day(20), usual).told_from
    assert change(training_day(20, -1.05 * told), usual).word == "changed"
    assert change(training_day(20, -0.95 * told), usual).word == "usual"


def test_a_stricter_false_alarm_rate_flags_less() -> None:
    usual = baseline(STEADY, sensor="linear_encoder")
    assert change(training_day(20, -0.09), usual).word == "changed"
    assert change(training_day(20, -0.09), usual, false_alarm=0.001).word == "usual"
    with pytest.raises(BadValue, match="between 0 and 1"):
        change(training_day(20), usual, false_alarm=5)


def test_two_earlier_days_are_too_few_and_say_so() -> None:
    usual = baseline(history((0.0, 0.01)))
    found = change(training_day(9, -0.3), usual)
    assert found.word == "unsure"
    assert "3 are needed" in found.why
    with pytest.raises(MeasureError, match="3 or more"):
        usual.typical_error()


def test_an_unrack_counted_as_a_repetition_is_no_changed_day() -> None:
    today = training_day(20)
    stray = Repetition(4, 80.0, 0.95, range_of_motion_m=1.3)
    today[0] = SetEntry("back_squat", 80.0, [*today[0].repetitions, stray], started_at=today[0].started_at)
    assert change(today, baseline(STEADY)).word == "usual"


def test_warm_ups_that_contradict_each_other_are_no_verdict() -> None:
    today = training_day(20)
    today[0] = one_set(80.0, 1.15, 20)
    found = change(today, baseline(STEADY, sensor="linear_encoder"))
    assert found.word == "unsure"
    assert "do another" in found.why


def test_sets_too_light_to_compare_are_passed_over_and_named() -> None:
    empty_bar = one_set(20.0, 0.9, 20)
    usual = baseline([*STEADY, one_set(20.0, 1.9, 15)])
    assert "1 sets: lighter than half of the working load" in usual.left_out
    assert change([empty_bar, *training_day(20)], usual).word == "usual"
    assert (
        change([empty_bar], usual).why == "Nothing to compare today: a set of 60 kg or more with a velocity is needed."
    )


def test_an_old_line_and_a_set_without_velocity_are_left_out_by_name() -> None:
    silent = SetEntry("back_squat", 100.0, [Repetition(1, 100.0)], started_at=datetime(2026, 5, 20, 10))
    usual = baseline([*STEADY, *training_day(90), silent])
    assert usual.days == (FIRST + timedelta(days=90),)
    assert any("older than 60 days" in each for each in usual.left_out)
    assert any("no velocity" in each for each in usual.left_out)


def test_a_worse_sensor_needs_a_larger_change() -> None:
    encoder, wrist = (baseline(STEADY, sensor=name) for name in ("linear_encoder", "wrist_watch"))
    assert wrist.told_from() > 1.3 * encoder.told_from()


def test_typical_error_falls_from_one_warm_up_to_two_and_has_an_interval() -> None:
    usual = baseline(STEADY, sensor="linear_encoder")
    one, two = usual.typical_error(1), usual.typical_error(2)
    assert two.value < one.value
    assert two.interval is not None
    assert two.interval[0] < two.value < two.interval[1]


def test_a_set_logged_in_the_wrong_unit_neither_bends_the_line_nor_hides_the_others() -> None:
    usual = baseline([*STEADY, one_set(265.0, 0.5, 16)], sensor="linear_encoder")
    assert usual.days[:6] == baseline(STEADY).days
    assert usual.fitted is not None
    assert list(np.flatnonzero(~usual.fitted.near)) == [18]
    assert change(training_day(20), usual).word == "usual"


def test_sets_of_two_lifts_have_no_common_line() -> None:
    with pytest.raises(MeasureError, match="sets of one lift"):
        baseline(
            [*STEADY, SetEntry("bench_press", 60, [Repetition(mean_velocity=0.5)], started_at=datetime(2026, 3, 3))]
        )
    with pytest.raises(MeasureError, match="three days"):
        baseline([])
    with pytest.raises(BadValue, match="pairs of date and value"):
        baseline(STEADY, "jump_height")


def readings(values: tuple[float, ...]) -> list[tuple[date, float]]:
    return [(FIRST + timedelta(days=2 * i), value) for i, value in enumerate(values)]


def test_jump_height_is_compared_as_a_share() -> None:
    usual = baseline(readings((0.40, 0.42, 0.41, 0.39, 0.41)), "jump_height")
    found = change([0.33, 0.34], usual)
    assert (found.word, found.unit) == ("changed", "ratio")
    assert found.why.startswith("17 % lower than usual; ")
    with pytest.raises(BadValue, match="above 0"):
        change(0.0, usual)


def test_any_measure_with_dates_has_a_baseline_of_its_own_scatter() -> None:
    values = [(day, Measurement("voluntary_activation", value, "ratio", "twitch")) for day, value in
              readings((0.92, 0.93, 0.91, 0.92, 0.93, 0.92))]  # fmt: skip
    usual = baseline(values, "voluntary_activation")
    assert usual.unit == "ratio"
    assert change(0.92, usual).word == "usual"
    assert change(0.80, usual).word == "changed"


def test_a_lasting_fall_that_no_day_shows_is_drifting_since_its_first_days() -> None:
    rng = np.random.default_rng(4)
    level = np.where(np.arange(24) < 14, 0.0, -0.05)
    usual = baseline(history(tuple((level + rng.normal(0, 0.012, 24)).tolist())), sensor="linear_encoder")
    found = drift(usual)
    assert found.word == "drifting"
    assert found.since is not None
    assert FIRST + timedelta(days=3 * 12) <= found.since <= FIRST + timedelta(days=3 * 18)
    assert "one false alarm in 335 days" in str(found)


def test_steady_days_do_not_drift_and_a_single_bad_day_does_not_either() -> None:
    usual = baseline(STEADY, sensor="linear_encoder")
    assert drift(usual).word == "steady"
    bad = change(training_day(20, -0.3), usual).drift
    assert bad is not None
    assert bad.word == "steady"


def test_where_less_is_better_a_lasting_rise_is_what_drifts() -> None:
    slow = readings((0.20, 0.21, 0.20, 0.21, 0.20, 0.21, 0.20, *(0.24,) * 6))
    assert drift(baseline(slow, "time_to_force")).word == "drifting"
    assert drift(baseline(slow, "force_at_will")).word == "steady"
