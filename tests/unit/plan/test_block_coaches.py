"""What coaches and athletes asked of built blocks: the meet's lifts, singles, jumps, unknown lifts, beginners, sore knees."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from neuraldrive import catalog, plan
from neuraldrive.catalog.exercise_entry import EQUIPMENT
from neuraldrive.errors import BadValue, PlanConflict
from neuraldrive.plan import conflicts
from neuraldrive.plan.block import wish
from neuraldrive.plan.conflicts import search
from neuraldrive.records.prescription import Plan, PlanWeek, Prescription

HEAVY, RELEASED, FAST = "maximal_effort", "ballistic", "dynamic_effort"
MEET = {"back_squat", "bench_press", "deadlift"}
USUAL: dict[str, Any] = {"weeks": 8, "days": "mon wed fri", "minutes": 90}


def work(week: PlanWeek) -> Iterator[Prescription]:
    return (item for day in week.days for item in day.work if not item.warm_up)


def heavy(week: PlanWeek) -> set[str]:
    return {item.lifts[0] for item in work(week) if item.method == HEAVY}


def top(item: Prescription) -> float:
    return max(part.load.amount.high for part in item.parts if part.load is not None and part.load.unit == "share")


@pytest.mark.parametrize("goal", ["maximal strength", "power", "peaking", "rate of force development"])
@pytest.mark.parametrize("training", ["trained", "advanced"])
def test_before_a_competition_the_last_heavy_weeks_have_its_lifts_and_no_new_ones(goal: str, training: str) -> None:
    block = plan.block(goal=goal, **{**USUAL, "weeks": 10}, training=training, competition="2027-03-06")
    last = [week for week in block.weeks if week.label != "deload"][-5:]
    assert all(heavy(week) <= MEET for week in last)
    before = set().union(*(heavy(week) for week in last[:3]))
    assert heavy(last[3]) | heavy(last[4]) <= before


def test_named_lifts_are_those_of_the_competition() -> None:
    named = ["front_squat", "overhead_press"]
    block = plan.block(goal="maximal strength", **USUAL, lifts=named, competition="2027-03-06")
    assert all(heavy(week) <= set(named) for week in block.weeks[-4:])


@pytest.mark.parametrize("weeks", [2, 3, 5, 8, 12])
def test_a_peak_goes_up_to_singles_of_95_percent_or_more(weeks: int) -> None:
    block = plan.block(goal="peaking", **{**USUAL, "weeks": weeks}, competition="2027-03-06")
    singles = [
        part.load.amount.high
        for week in block.weeks[-5:]
        for item in work(week)
        if item.method == HEAVY
        for part in item.parts
        if part.load is not None and part.repetitions is not None and part.repetitions.high == 1
    ]
    assert 0.95 <= max(singles) <= 1.0


@pytest.mark.parametrize("day", ["2027-03-01", "2027-03-04", "2027-03-06"])
def test_nothing_fast_or_released_is_done_in_the_last_three_days(day: str) -> None:
    asked = {**USUAL, "days": "mon tue wed thu fri sat sun", "weeks": 4}
    block = plan.block(goal="peaking", **asked, competition=day)
    for week in block.weeks[-2:]:
        for each in week.days:
            before = wish(goal="peaking", **asked, competition=day).days_before(
                week.first, ("mon", "tue", "wed", "thu", "fri", "sat", "sun").index(each.day)
            )
            assert before is not None
            for item in each.work:
                assert before > 3 or item.method == "repeated_effort"


def test_jumps_are_few_with_long_rests_and_only_hops_are_done_in_tens() -> None:
    block = plan.block(goal="power", **USUAL)
    jumps = [item for week in block.weeks for item in work(week) if item.method in ("plyometric", RELEASED)]
    assert any(item.lifts[0] in ("pogo", "hurdle_hop", "single_leg_hop") for item in jumps)
    for item in jumps:
        repetitions = item.parts[0].repetitions
        assert repetitions is not None
        assert item.rest_s is not None
        if item.lifts[0] in ("pogo", "hurdle_hop", "single_leg_hop"):
            assert 10 <= repetitions.high <= 12
        else:
            assert 3 <= repetitions.high <= 5
            assert 120 <= item.rest_s.low <= 180


@pytest.mark.parametrize("weeks", [4, 6, 10])
def test_heavy_lifts_stay_three_weeks_or_more_so_that_they_build(weeks: int) -> None:
    block = plan.block(goal="power", **{**USUAL, "weeks": weeks})
    builds = [heavy(week) for week in block.weeks if week.label != "deload"]
    changes = [at for at, (one, other) in enumerate(pairwise(builds), 1) if one != other]
    assert all(end - start >= 3 for start, end in pairwise([0, *changes, len(builds)]))


def loads(block: Plan) -> Iterator[tuple[int, Prescription]]:
    for week in block.weeks:
        for day in week.days:
            for item in day.work:
                if any(part.load is not None and part.load.unit == "share" for part in item.parts):
                    yield week.first, item


@pytest.mark.parametrize("goal", ["maximal strength", "power", "peaking"])
@pytest.mark.parametrize("tested", [False, (), ("bench_press",), ("bench_press", "deadlift")])
def test_what_is_written_in_percent_is_known_or_was_tested_in_week_1(goal: str, tested: Any) -> None:
    meet: dict[str, Any] = {"competition": "2027-03-06"} if goal == "peaking" else {}
    block = plan.block(goal=goal, **USUAL, tested=tested, **meet)
    first = {item.lifts[0] for item in block.weeks[0].days[0].work if item.note == "measure and rate every set"}
    known = {*(tested or ()), *first}
    for week, item in loads(block):
        exercise = catalog.exercise(item.lifts[0])
        lift = catalog.exercise(exercise.lift) if exercise.lift else exercise
        assert {exercise.name, lift.name, lift.stand_in} & known, (week, str(item))


def test_only_lifts_that_are_not_known_are_tested() -> None:
    block = plan.block(goal="maximal strength", **USUAL, tested=["bench_press"])
    assert "bench_press" not in {item.lifts[0] for item in block.weeks[0].days[0].work if item.fast}


def test_a_profile_of_each_side_of_the_body_makes_a_test_week_needless() -> None:
    block = plan.block(goal="maximal strength", **USUAL, tested=["bench press", "deadlift"])
    assert block.weeks[0].label != "test"


@pytest.mark.parametrize("goal", ["maximal strength", "power"])
@pytest.mark.parametrize("tested", [True, False])
def test_the_untrained_begin_with_60_to_80_percent(goal: str, tested: bool) -> None:
    block = plan.block(goal=goal, **USUAL, training="untrained", tested=tested)
    for week in block.weeks[:4]:
        assert not heavy(week)
        assert all(top(item) <= 0.8 for number, item in loads(block) if number == week.first)
    assert any(heavy(week) for week in block.weeks[4:])
    found = plan.check(block, training="untrained", minutes=90)
    assert not [each for each in found if each.severity != "note" and each.rule != "weekly_rise"]


@pytest.mark.parametrize("tested", [True, False])
def test_heavy_work_has_its_warm_up_before_it(tested: bool) -> None:
    block = plan.block(goal="maximal strength", **USUAL, tested=tested)
    for week in block.weeks:
        for day in week.days:
            for before, item in pairwise((None, *day.work)):
                if item is not None and item.method == HEAVY:
                    assert before is not None
                    assert before.warm_up
                    assert before.lifts == item.lifts
    first = next(item for day in block.weeks[1].days for item in day.work if item.warm_up)
    assert str(first).endswith("1x5 @ 40%, 1x3 @ 60%, 1x1 @ 80%")


@pytest.mark.parametrize("goal", ["power", "rate of force development"])
def test_a_spared_knee_has_no_jumps_and_a_note_on_squats(goal: str) -> None:
    block = plan.block(goal=goal, **USUAL, spare=["knee"])
    for week in block.weeks:
        for item in work(week):
            exercise = catalog.exercise(item.lifts[0])
            assert exercise.pattern != "jump"
            assert "knee" not in exercise.stresses
    assert any("knee is spared" in note for note in block.notes)


@pytest.mark.parametrize("tested", [True, False])
@pytest.mark.parametrize("days", ["mon", "mon tue", "mon tue wed thu fri", "mon tue wed thu fri sat"])
def test_no_day_holds_one_small_piece_alone(days: str, tested: bool) -> None:
    block = plan.block(goal="maximal strength", **{**USUAL, "days": days}, tested=tested)
    for week in block.weeks:
        for day in week.days:
            assert len(day.work) != 1 or day.work[0].method != "repeated_effort", (week.first, day.day)


def test_days_after_one_another_are_spoken_of_where_others_are_free() -> None:
    two, four = (plan.block(goal="power", **{**USUAL, "days": days}) for days in ("sun mon", "mon tue thu fri"))
    assert any("sun and mon follow each other" in note for note in two.notes)
    assert not any("follow each other" in note for note in four.notes)


@pytest.mark.parametrize("asked", [
    {"goal": "maximal strength", "weeks": 4, "days": "mon tue thu fri", "minutes": 20, "lifts": ["bench_press"]},
    {"goal": "power", "weeks": 5, "days": "mon thu", "minutes": 20},
])  # fmt: skip
def test_the_minutes_that_free_a_block_are_enough_for_its_test_too(asked: dict[str, Any]) -> None:
    with pytest.raises(PlanConflict) as caught:
        plan.block(**asked, tested=False)
    assert "tested=" not in str(caught.value)
    (minutes,) = (each for each in caught.value.rules if each.rule == "minutes")
    plan.block(**{**asked, **minutes.change}, tested=False)


def test_no_remedy_goes_beyond_the_limits() -> None:
    with pytest.raises(BadValue) as caught:
        plan.block(goal="power", weeks=4, days="mon", minutes=60, starts="2027-01-04", competition="2029-01-04")
    assert "Plan " not in str(caught.value)
    with pytest.raises(BadValue, match="Plan 1 week\\."):
        plan.block(goal="power", weeks=4, days="mon", minutes=60, starts="2027-03-01", competition="2027-03-06")


HARD: dict[str, Any] = {
    "goal": "peaking", "weeks": 3, "days": "fri thu sat", "minutes": 20, "training": "advanced", "seed": 1,
    "tested": False, "competition": "2027-03-01", "equipment": [each for each in EQUIPMENT if each not in ("bar", "bands")],
}  # fmt: skip


def test_a_conflict_that_took_half_a_minute_is_found_with_little_effort() -> None:
    names, sure = search(wish(**HARD))
    assert names == ("taper:load",)
    assert sure


def test_a_search_that_is_ended_says_that_fewer_may_be_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conflicts, "EFFORT", 0.0)
    with pytest.raises(PlanConflict, match="the search was ended"):
        plan.block(goal="maximal strength", weeks=4, days="wed", minutes=30)


def test_names_keep_their_capitals_and_only_what_flies_is_released() -> None:
    block = plan.block(goal="power", **USUAL, lifts=["romanian_deadlift", "power_clean"])
    named = {item.called[0]: item for week in block.weeks for item in work(week)}
    assert "Romanian deadlift" in named
    assert not named["power clean"].release
    assert named["power clean"].fast
    assert all(catalog.exercise(item.lifts[0]).pattern in ("jump", "throw") for item in named.values() if item.release)
    assert str(plan.parse(str(block))) == str(block)
