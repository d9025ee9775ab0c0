"""A day whose warm-up was changed: load history is left out of the verdict."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from neuraldrive import catalog, monitor
from neuraldrive.kernels import reserve, stop_engine
from neuraldrive.monitor import LiveSet
from neuraldrive.records import Repetition, SetEntry
from rated_examples import all_of, asked, rated

MONDAY = datetime(2026, 3, 2, 18)


def warm_up(day: int, slower: float = 0.0) -> list[SetEntry]:
    return [
        SetEntry("back_squat", load, [Repetition(1, load, speed - slower)], started_at=MONDAY + timedelta(days=day))
        for load, speed in ((80.0, 0.76), (100.0, 0.56))
    ]


def day_of(slower: float) -> monitor.DayChange:
    earlier = [each for day in (0, 3, 7, 10, 14) for each in warm_up(day, 0.004 * (day % 3))]
    return monitor.change(warm_up(17, slower), monitor.baseline(earlier, sensor="linear_encoder"))


def live(day: monitor.DayChange | None = None, **more) -> LiveSet:
    return LiveSet(asked(), history=rated(12), sensor="linear_encoder", day=day, **more)


def test_a_usual_day_and_no_day_at_all_change_nothing() -> None:
    usual = day_of(0.0)
    assert (usual.word, usual.left_out) == ("usual", "")
    assert all_of(live(usual), (0.5, 0.45)) == all_of(live(), (0.5, 0.45))
    assert live(usual).day == ""


@pytest.mark.parametrize(("slower", "words"), [(0.15, "slower"), (-0.15, "faster")])
def test_a_changed_day_says_by_how_much_and_what_is_left_out(slower: float, words: str) -> None:
    day = day_of(slower)
    told = all_of(live(day), (0.5, 0.45))[-1]
    assert told.day == live(day).day == day.left_out
    assert told.day.startswith(f"today is {abs(day.difference):.2f} m/s {words} than usual: load history is left out")
    assert told.day in told.rests_on


def test_load_then_says_nothing_whatever_is_on_the_bar_or_in_history() -> None:
    day = day_of(0.15)
    light, heavy = (all_of(live(day), (0.5, 0.42), load_kg=kg)[-1].probability for kg in (80.0, 160.0))
    assert light == heavy
    usual = [all_of(live(), (0.5, 0.42), load_kg=kg)[-1].probability for kg in (80.0, 160.0)]
    assert usual[0] < usual[1]


def test_the_chance_is_that_of_velocity_and_floor_with_a_calibration_of_their_own() -> None:
    rule = live(day_of(0.15)).rules[0]
    speeds = [0.5, 0.42]
    found = stop_engine.found(rule.constants, rule.athlete, float("nan"), stop_engine.np.array(speeds))
    told = stop_engine.near_end(rule.constants, rule.athlete, found, 2.0, by_load=False)
    engine = catalog.stop_engine("back_squat")
    expected = reserve.pooled(told, engine.calibrations_without_load[2].known)
    assert len(told) == 2
    assert all_of(live(day_of(0.15)), tuple(speeds))[-1].probability == pytest.approx(expected)
    assert engine.calibrations_without_load[2].known != engine.calibrations[2].known


def test_a_load_that_is_not_known_is_judged_in_the_same_way() -> None:
    unknown = all_of(live(), (0.5, 0.42), load_kg=None)[-1]
    assert unknown.probability == all_of(live(day_of(0.15)), (0.5, 0.42))[-1].probability
    assert unknown.day == ""
    assert unknown.rests_on.endswith("load not used")


def test_an_athlete_without_rated_sets_has_no_load_history_to_leave_out() -> None:
    new = [LiveSet(asked(), sensor="linear_encoder", day=day) for day in (None, day_of(0.15))]
    assert len({all_of(each, (0.5, 0.42))[-1].probability for each in new}) == 1


def test_a_rule_that_knows_no_load_says_nothing_of_the_day() -> None:
    assert live(day_of(0.15), rule="loss 20%").day == ""


def test_a_day_that_is_unsure_leaves_nothing_out() -> None:
    assert replace(day_of(0.15), word="unsure").left_out == ""


def test_a_change_of_another_measure_is_named() -> None:
    jumps = [(MONDAY.date() + timedelta(days=day), 0.40 + 0.004 * (day % 2)) for day in range(0, 20, 2)]
    low = monitor.change(0.25, monitor.baseline(jumps, "jump_height"))
    assert low.left_out == "today's jump height is lower than usual: load history is left out of the verdict"
