"""What a session changes on the next day of an exercise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from neuraldrive import catalog, plan
from neuraldrive.records import SetEntry
from neuraldrive.records.prescribed import Prescribed
from neuraldrive.records.prescription import Prescription, Span

HEAVY = plan.parse_line("max effort back squat 5x2 @ 90% rest 4min until 1 in reserve")
FAST = plan.parse_line("speed bench 9x3 @ 50%, as fast as possible, rest 60s, until set mean falls 10%")
DAY = "2026-12-07"
RULE = catalog.rule("progression")


def planned(line: Prescription, load_kg: float) -> list[Prescribed]:
    part = line.parts[0]
    return [
        Prescribed(line.lifts[0], line.called[0], number + 1, part.repetitions, load_kg=load_kg)
        for number in range(int(part.sets.high))
    ]


def done(lift: str, load_kg: float, count: int, sets: int, rpe: float | None = None) -> list[SetEntry]:
    return [SetEntry(lift, load_kg, (), rpe=rpe, count=count)] * sets


def squats(count: int, rpe: float | None, sets: int = 5) -> object:
    return plan.change(HEAVY, planned(HEAVY, 127.5), done("back_squat", 127.5, count, sets, rpe), DAY)


def test_a_session_as_planned_changes_nothing() -> None:
    assert squats(2, 9.0) is None
    assert squats(2, 9.5) is None  # half a point is within what a rating can tell
    assert squats(2, None) is None


@pytest.mark.parametrize(("rpe", "factor"), [(10.0, 0.96), (8.0, 1.02), (7.0, 1.04), (5.0, 1.08)])
def test_a_rating_off_what_was_asked_moves_the_load(rpe: float, factor: float) -> None:
    made = squats(2, rpe)
    assert made.load_factor == pytest.approx(factor)
    assert f"rated RPE {rpe:g} where 9 was asked" in str(made)


def test_no_change_is_larger_than_the_most() -> None:
    easy = replace(HEAVY, stops=(plan.parse_line("back squat 1x1 @ 90% until RPE 10").stops[0],))
    made = plan.change(easy, planned(easy, 127.5), done("back_squat", 127.5, 2, 5, 2.0), DAY)
    assert made.load_factor == pytest.approx(1 + RULE["most_change"])


def test_failed_repetitions_take_a_twentieth_off() -> None:
    made = squats(1, 10.0)
    assert made.load_factor == pytest.approx(1 - RULE["missed_cut"])
    assert "5 of 5 sets fell short of 2 repetitions" in made.says


def test_a_set_left_with_repetitions_in_reserve_has_not_failed() -> None:
    assert squats(1, 8.5, sets=5) is None


def test_an_easy_rating_raises_nothing_where_sets_were_left_out() -> None:
    assert squats(2, 7.0, sets=3) is None


def test_warm_ups_and_other_lifts_are_not_counted() -> None:
    entries = [*done("back_squat", 60.0, 2, 3, 10.0), *done("deadlift", 150.0, 1, 1, 10.0)]
    assert plan.change(HEAVY, planned(HEAVY, 127.5), entries, DAY) is None
    assert (
        plan.change(replace(HEAVY, warm_up=True), planned(HEAVY, 127.5), done("back_squat", 127.5, 1, 5), DAY) is None
    )


def test_work_that_its_stop_rule_ended_has_as_many_sets_the_next_time() -> None:
    made = plan.change(FAST, planned(FAST, 50.0), done("bench_press", 50.0, 3, 6), DAY)
    assert (made.load_factor, made.most_sets) == (1.0, 6)
    assert "its stop rule ended it after 6 of 9 sets" in made.says
    assert plan.changed(FAST, made).sets == 6


def test_a_changed_line_says_kilograms_from_what_was_done() -> None:
    """127.5 kg less 4 %; the rating has moved the profile already, and a share of it would count it twice."""
    line = plan.changed(HEAVY, squats(2, 10.0))
    assert str(line) == "max effort back squat 5x2 @ 122.5kg rest 4min until 1 in reserve"
    assert plan.parse_line(str(line)) == line


def test_a_heavier_share_is_so_much_heavier() -> None:
    heavier = plan.parse_line("max effort back squat 3x2 @ 92.5% until 1 in reserve")
    line = plan.changed(heavier, squats(2, 10.0), HEAVY)
    assert line.parts[0].load.amount.middle == pytest.approx(127.5 * 0.96 * 92.5 / 90, abs=0.25)


def test_a_rating_that_leaves_less_is_so_much_heavier() -> None:
    rows = plan.parse_line("row 3x8 @ RPE 8")
    harder = plan.parse_line("row 3x6 @ RPE 9")
    made = plan.change(rows, planned(rows, 60.0), done(rows.lifts[0], 60.0, 8, 3, 6.0), DAY)
    assert plan.changed(rows, made).parts[0].load.amount.middle == pytest.approx(60 * 1.04, abs=0.25)
    assert plan.changed(harder, made, rows).parts[0].load.amount.middle > 64.0


def test_every_step_of_a_wave_moves() -> None:
    wave = plan.parse_line("back squat wave 90/92.5/95 x 3/2/1, two waves")
    made = plan.change(HEAVY, planned(HEAVY, 127.5), done("back_squat", 127.5, 2, 5, 10.0), DAY)
    kilograms = [part.load.amount.middle for part in plan.changed(wave, made, HEAVY).parts]
    assert kilograms == [122.5, 126.0, 129.0] * 2


@pytest.mark.parametrize("load", ["@ 0.8m/s", "@ body weight"])
def test_a_load_that_follows_the_day_by_itself_stays(load: str) -> None:
    line = plan.parse_line(f"back squat 3x3 {load}")
    assert plan.changed(line, squats(2, 10.0)) == line


def test_the_first_of_a_range_of_sets_is_enough() -> None:
    line = plan.parse_line("back squat 3-5x2 @ 90% until 1 in reserve")
    sets = [replace(each, optional=number >= 3) for number, each in enumerate(planned(line, 127.5))]
    assert plan.change(line, sets, done("back_squat", 127.5, 2, 3, 7.0), DAY).load_factor > 1.0


def test_repetitions_of_a_range_fail_below_its_lower_end() -> None:
    line = plan.parse_line("back squat 3x3-5 @ 85%")
    sets = [Prescribed("back_squat", "back squat", 1, Span(3, 5), load_kg=120.0)] * 3
    assert plan.change(line, sets, done("back_squat", 120.0, 3, 3), DAY) is None
    assert plan.change(line, sets, done("back_squat", 120.0, 2, 3), DAY).load_factor < 1.0


def test_a_slip_of_the_pen_moves_nothing() -> None:
    """A set with 200 kg where 127.5 was planned is other work, or a typo."""
    entries = [*done("back_squat", 200.0, 1, 1), *done("back_squat", 127.5, 2, 5)]
    assert plan.change(HEAVY, planned(HEAVY, 127.5), entries, DAY) is None


def test_a_failed_set_lightens_from_the_load_that_failed() -> None:
    entries = [*done("back_squat", 132.5, 2, 2), *done("back_squat", 127.5, 1, 3)]
    made = plan.change(HEAVY, planned(HEAVY, 127.5), entries, DAY)
    assert made.done_kg == 127.5
    assert plan.changed(HEAVY, made).parts[0].load.amount.middle == pytest.approx(0.95 * 127.5, abs=0.25)


@pytest.mark.parametrize(("one", "other", "alike"), [
    ("back squat 5x2 @ 90%", "back squat 3x3 @ 85%", True), ("back squat 5x2 @ 90%", "back squat 3x5 @ 80%", False),
    ("max effort back squat 5x2 @ 90%", "back squat 5x2 @ 90%", False), ("back squat 3xmax @ 70%", "back squat 3x5 @ 70%", False),
])  # fmt: skip
def test_only_the_same_work_is_compared(one: str, other: str, alike: bool) -> None:
    assert plan.comparable(plan.parse_line(one), plan.parse_line(other)) is alike
