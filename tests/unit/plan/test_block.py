"""Blocks: what a coach would call good weeks, the calendar, easy weeks and tests, and bad words refused."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest

from block_rules import broken
from block_wishes import random_wish
from neuraldrive import catalog, plan
from neuraldrive.errors import BadValue, CatalogError, InputError, MissingExtra, PlanConflict
from neuraldrive.plan import solver
from neuraldrive.plan.block import wish
from neuraldrive.plan.weeks import kinds, weeks
from neuraldrive.records.prescription import Plan, Prescription, Span, Wave

ORDER = ("plyometric", "ballistic", "dynamic_effort", "compensatory_acceleration", "maximal_effort", "repeated_effort")


@pytest.fixture(scope="module")
def strength() -> Plan:
    return plan.block(goal="maximal strength", weeks=12, days="mon wed fri", minutes=75)


@pytest.fixture(scope="module")
def peak() -> Plan:
    return plan.block(goal="peaking", weeks=8, days="mon wed fri", minutes=90, competition="2027-03-06", tested=False)


def lines(week: int, of: Plan) -> list[tuple[str, Prescription]]:
    """Days and work of a week, warm-ups left out."""
    return [(day.day, item) for day in of.weeks[week - 1].days for item in day.work if not item.warm_up]


def test_three_days_hold_heavy_lower_fast_and_heavy_upper_work_apart(strength: Plan) -> None:
    heavy = {
        day: catalog.exercise(item.lifts[0]).pattern for day, item in lines(1, strength) if item.method == ORDER[4]
    }
    assert len(heavy) == 2
    assert "press" in heavy.values()
    assert {"dynamic_effort", "ballistic"} <= {item.method for _, item in lines(1, strength)}


def test_each_session_goes_from_released_to_fast_to_heavy_to_small_work(strength: Plan) -> None:
    for week in strength.weeks:
        for day in week.days:
            at = [ORDER.index(item.method) for item in day.work if not item.warm_up]
            assert at == sorted(at)


def test_speed_work_follows_the_three_week_wave(strength: Plan) -> None:
    squats = [item for week in (1, 2, 3) for _, item in lines(week, strength) if item.method == "dynamic_effort"]
    lower = [item.parts[0] for item in squats if catalog.exercise(item.lifts[0]).pattern in ("squat", "hinge")]
    assert [part.sets.high for part in lower] == [12, 10, 8]
    assert lower[0].load is not None
    assert lower[0].load.amount == Span(0.5)


def test_heavy_waves_climb_and_begin_anew_from_higher(strength: Plan) -> None:
    loads = [
        max(part.load.amount.high for part in item.parts if part.load)
        for week in (1, 2, 3, 5, 6, 7, 9, 10, 11)
        for _, item in lines(week, strength)[:]
        if item.method == "maximal_effort" and catalog.exercise(item.lifts[0]).pattern == "press"
    ]
    assert loads == [0.85, 0.875, 0.9, 0.875, 0.9, 0.925, 0.9, 0.925, 0.95]
    last = [item for _, item in lines(11, strength) if item.method == "maximal_effort"]
    assert all(isinstance(item.scheme, Wave) for item in last)


def test_every_fourth_week_of_a_long_block_is_easy_and_says_how_well_that_is_borne_out(strength: Plan) -> None:
    assert [week.first for week in strength.weeks if week.label == "deload"] == [4, 8, 12]
    assert any("somewhat less strength" in note for note in strength.notes)
    short = plan.block(goal="maximal strength", weeks=7, days="mon wed fri", minutes=75)
    assert not any(week.label == "deload" for week in short.weeks)


def test_an_easy_week_has_less_of_everything_and_keeps_its_lifts(strength: Plan) -> None:
    usual, easy = ({item.lifts: item.repetitions for _, item in lines(week, strength)} for week in (3, 4))
    assert usual.keys() == easy.keys()
    assert sum(easy.values()) < 0.8 * sum(usual.values())


def test_the_advanced_have_another_heavy_lift_every_week() -> None:
    block = plan.block(goal="maximal strength", weeks=6, days="mon tue thu fri", minutes=75, training="advanced")
    heavy = [
        {item.lifts[0] for _, item in lines(week.first, block) if item.method == "maximal_effort"}
        for week in block.weeks
    ]
    for at, lifts in enumerate(heavy):
        assert not lifts & set().union(*heavy[max(at - 2, 0) : at])


def test_a_peak_ends_with_the_lifts_of_the_meet_and_its_day(peak: Plan) -> None:
    heavy = {item.lifts[0] for _, item in lines(7, peak) if item.method == "maximal_effort"}
    assert heavy <= {"back_squat", "bench_press", "deadlift"}
    assert peak.weeks[-1].days[-1].day == "sat"
    assert peak.weeks[-1].days[-1].note == "competition"
    assert peak.starts == "2027-01-11"
    assert [week.label for week in peak.weeks[-2:]] == ["taper", "taper"]


def test_without_a_profile_the_block_begins_with_a_test_of_the_lifts(peak: Plan) -> None:
    first = peak.weeks[0].days[0].work
    assert peak.weeks[0].label == "test"
    assert first[0].warm_up
    assert {item.lifts[0] for item in first if item.fast} == {"back_squat", "bench_press", "deadlift"}
    assert not any(item.method == "maximal_effort" for _, item in lines(1, peak))


def test_where_no_week_is_left_for_a_test_the_plan_says_so() -> None:
    block = plan.block(goal="peaking", weeks=2, days="mon thu", minutes=75, competition="2027-03-06", tested=False)
    assert not any(week.label == "test" for week in block.weeks)
    assert any("no week is left for a test" in note for note in block.notes)


def test_no_stop_rule_asks_for_a_loss_in_singles_or_doubles(strength: Plan) -> None:
    for week in range(1, 13):
        for _, item in lines(week, strength):
            assert item.stops
            if min(part.repetitions.high for part in item.parts if part.repetitions) < 3:
                assert "loss" not in {stop.kind for stop in item.stops}


def test_speed_work_with_a_bar_too_slow_to_be_judged_is_kept_lighter() -> None:
    block = plan.block(goal="maximal strength", weeks=3, days="mon wed", minutes=60, lifts=["deadlift"])
    assert not [each for each in plan.check(block, minutes=60) if each.rule == "loss_needs"]


def test_the_same_words_give_the_same_plan_in_another_process() -> None:
    code = "from neuraldrive import plan; print(plan.block(goal='power', weeks=5, days='tue fri', minutes=60, seed=3))"
    outs = [
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    ]
    here = str(plan.block(goal="power", weeks=5, days="tue fri", minutes=60, seed=3))
    assert outs == [f"{here}\n"] * 2


def test_another_seed_gives_another_plan_that_keeps_the_rules() -> None:
    asked = {"goal": "power", "weeks": 4, "days": ("mon", "wed", "fri"), "minutes": 75, "training": "trained"}
    one, other = (plan.block(**asked, seed=seed) for seed in (1, 2))
    assert one != other
    assert not [*broken(one, asked), *broken(other, asked)]


def test_a_built_plan_is_read_back_from_its_text(strength: Plan, peak: Plan) -> None:
    for each in (strength, peak):
        assert str(plan.parse(str(each))) == str(each)


def test_doses_of_the_schemes_climb_in_the_phases_of_a_block() -> None:
    asked = wish(goal="power", weeks=7, days="mon wed fri", minutes=60)
    assert [week.label for week in weeks(asked)] == [
        *["accumulation"] * 3,
        *["transmutation"] * 2,
        *["realisation"] * 2,
    ]


def test_two_weeks_to_a_competition_are_all_taper() -> None:
    assert kinds(wish(goal="peaking", weeks=2, days="mon", minutes=60, competition="2027-03-06")) == ("taper", "taper")


def test_a_week_whose_only_day_is_too_near_the_competition_rests() -> None:
    block = plan.block(goal="peaking", weeks=6, days="sun", minutes=75, competition="2027-04-26")
    assert [str(week.days[0]) for week in block.weeks[-2:]] == ["sun: rest", 'mon:\n  note "competition"']


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"goal": "strenght"}, "Did you mean"),
        ({"weeks": 0}, "1 to 52"),
        ({"weeks": True}, "1 to 52"),
        ({"days": ()}, "mon,wed,fri"),
        ({"days": "mon mon"}, "each once"),
        ({"days": ["monday", "funday"]}, "funday"),
        ({"minutes": float("nan")}, "10 to 300"),
        ({"minutes": 5}, "10 to 300"),
        ({"training": "elite"}, "untrained, trained, advanced"),
        ({"equipment": ["barr"]}, "Did you mean bar"),
        ({"spare": ["kneee"]}, "Did you mean knee"),
        ({"starts": "2027-01-05"}, "Start on 2027-01-04 or 2027-01-11"),
        ({"starts": "2027-02-30"}, "a day that exists"),
        ({"starts": "2027-01-04", "competition": "2027-03-06"}, "Plan 9 weeks"),
        ({"goal": "peaking"}, "the day to peak for"),
        ({"lifts": ["plank"]}, "has a place for"),
    ],
)
def test_words_that_cannot_be_are_refused_with_what_to_write_instead(change: dict[str, object], says: str) -> None:
    asked = {"goal": "maximal strength", "weeks": 4, "days": "mon wed fri", "minutes": 60}
    with pytest.raises(BadValue, match=says):
        plan.block(**{**asked, **change})  # type: ignore[arg-type]


def test_an_unknown_lift_is_refused_with_the_nearest_names() -> None:
    with pytest.raises(CatalogError, match="Bench press"):
        plan.block(goal="power", weeks=4, days="mon", minutes=60, lifts=["bench pres"])


def test_a_start_and_a_competition_may_be_dates_of_the_calendar() -> None:
    block = plan.block(goal="power", weeks=3, days="mon", minutes=75, starts=date(2027, 1, 4))
    assert block.starts == "2027-01-04"


def test_without_the_solver_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solver, "find_spec", lambda name: None)
    with pytest.raises(MissingExtra, match=r"neuraldrive\[plan\]"):
        plan.block(goal="power", weeks=1, days="mon", minutes=60)


def test_too_few_minutes_for_a_test_are_said_at_once() -> None:
    with pytest.raises(PlanConflict, match="a test to begin with") as caught:
        plan.block(
            goal="maximal strength", weeks=4, days="mon tue thu fri", minutes=24, tested=False, lifts=["bench_press"]
        )
    assert isinstance(caught.value, InputError)


def test_the_independent_check_finds_what_is_broken(strength: Plan) -> None:
    asked = {"weeks": 12, "days": ("mon", "wed", "fri"), "minutes": 75, "training": "trained"}
    assert not list(broken(strength, asked))
    assert any("minutes" in text for text in broken(strength, {**asked, "minutes": 40}))
    assert any("work on fri" in text for text in broken(strength, {**asked, "days": ("mon", "wed")}))
    week = strength.weeks[0]
    day = week.days[0]
    bad = [replace(item, rest_s=Span(10)) for item in day.work]
    changed = replace(
        strength, weeks=(replace(week, days=(replace(day, work=bad), *week.days[1:])), *strength.weeks[1:])
    )
    assert any("rest" in text for text in broken(changed, asked))
    none = replace(strength, weeks=(replace(week, days=week.days[:1]), *strength.weeks[1:]))
    assert any("no " in text for text in broken(none, asked))


def test_random_wishes_are_the_same_for_the_same_seed() -> None:
    assert random_wish(5) == random_wish(5)
