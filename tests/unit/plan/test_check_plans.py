"""Days, weeks and calendars of a plan against the rules."""

from __future__ import annotations

from dataclasses import replace

import pytest

from neuraldrive import catalog
from neuraldrive.plan.check import check
from neuraldrive.plan.laid_out import laid_days
from neuraldrive.plan.lines import read_lines
from neuraldrive.plan.minutes import session_seconds
from neuraldrive.plan.setting import Setting
from neuraldrive.records.finding import Finding
from neuraldrive.records.prescription import Plan, PlanDay, PlanWeek, Prescription, Rotation, Span, Wave
from plan_examples import HEAVY, SPEED, SPEED_BENCH, THROW, line, peaking_block, plan, sets, week


def by_rule(plan_: Plan | None, rule: str, **more: object) -> list[Finding]:
    assert plan_ is not None
    return [each for each in check(plan_, **more) if each.rule == rule]  # type: ignore[arg-type]


def test_minutes_count_sets_rests_warm_up_build_up_and_changes() -> None:
    lines = list(read_lines(plan(week(mon=[HEAVY, THROW])), Setting()).values())
    heavy = 5 * (2 * 4 + 15) + 4 * 240
    throw = 5 * (4 * 2 + 15) + 4 * 150
    assert session_seconds(lines) == 600 + 300 + heavy + 120 + throw


def test_a_session_too_long_loses_sets_of_its_last_line_first() -> None:
    long = plan(week(mon=[HEAVY, SPEED_BENCH, line("barbell_row", "5x8", 0.7, rest=120)]))
    (found,) = by_rule(long, "session_minutes", minutes=58)
    assert found.severity == "error"
    assert found.mend == "2 sets of barbell row instead of 5"
    assert by_rule(found.mended, "session_minutes", minutes=58) == []
    assert by_rule(long, "session_minutes", minutes=90) == by_rule(long, "session_minutes") == []


def test_a_session_far_too_long_loses_lines() -> None:
    (found,) = by_rule(plan(week(mon=[HEAVY, THROW])), "session_minutes", minutes=35)
    assert "leave bench throw out" in found.mend
    assert by_rule(found.mended, "session_minutes", minutes=35) == []


def test_prilepin_counts_every_load_of_a_lift_together() -> None:
    twice = plan(week(mon=[line("back_squat", "6x4", 0.85, rest=240), line("back_squat", "4x4", 0.75, rest=240)]))
    (found,) = by_rule(twice, "prilepin")
    assert "24 repetitions at 85% and 16 at 75%: 187% of the highest total" in found.says
    assert (found.severity, found.mend) == ("warning", "3 sets of back squat (2nd) instead of 4")
    assert by_rule(found.mended, "prilepin") == []


def test_prilepin_leaves_what_claims_repeated_effort_jumps_and_warm_ups_alone() -> None:
    many = line("bench_press", "6x12", 0.7, rest=120, method="repeated_effort")
    warm = replace(line("back_squat", "9x9", 0.9), warm_up=True)
    assert by_rule(plan(week(mon=[warm, many, line("drop_jump", "8x10", 0.0, unit="body")])), "prilepin") == []


@pytest.mark.parametrize(
    ("text", "load", "severity"),
    [("5x5", 0.75, None), ("5x5", 0.8, "note"), ("5x5", 0.85, "note"), ("4x10", 0.7, "note"), ("6x12", 0.7, "warning"),
     ("8x5", 0.8, "warning"), ("10x10", 0.6, None), ("2x8", 0.8, "note"), ("3x5", 0.8, None)],
)  # fmt: skip
def test_the_table_is_advice_until_it_is_far_exceeded(text: str, load: float, severity: str | None) -> None:
    found = by_rule(plan(week(mon=[line("back_squat", text, load)])), "prilepin")
    assert [each.severity for each in found] == ([severity] if severity else [])


def test_a_wave_is_counted_step_by_step() -> None:
    steps = (sets("1x3", 0.9), sets("1x2", 0.925), sets("1x1", 0.95))
    waves = plan(week(mon=[Prescription(("back_squat",), Wave(steps, 3), rest_s=Span(240))]))
    (found,) = by_rule(waves, "prilepin")
    assert "18 repetitions" not in found.says
    assert "9 repetitions at 90%, 6 at 92.5% and 3 at 95%: 180%" in found.says
    assert found.mend == "6 sets of back squat instead of 9"
    assert "warning" not in {each.severity for each in by_rule(found.mended, "prilepin")}


@pytest.mark.parametrize(
    ("text", "load", "severity"),
    [("5x5", 0.88, "warning"), ("7x1", 0.95, "note"), ("5x2", 0.9, None), ("3x1", 0.85, "note")],
)
def test_inol_is_graded(text: str, load: float, severity: str | None) -> None:
    found = by_rule(plan(week(mon=[line("back_squat", text, load, rest=240, method="maximal_effort")])), "inol")
    assert [each.severity for each in found] == ([severity] if severity else [])
    assert all(by_rule(each.mended, "inol") == [] for each in found if each.mended is not None and severity == "note")


def test_too_little_is_said_only_of_what_claims_strength_or_speed() -> None:
    assert by_rule(plan(week(mon=[line("deadlift", "1x5", 0.85)])), "inol") == []


def test_a_week_of_too_much_says_how_much_less() -> None:
    fives = [line("back_squat", "5x5", 0.85, rest=240)]
    found = [
        each for each in by_rule(plan(week(mon=fives, wed=fives, fri=fives)), "inol") if each.where == "every week"
    ]
    assert [(each.severity, each.mend) for each in found] == [
        ("warning", "about 20% fewer repetitions of it in the week")
    ]


def test_easy_weeks_may_be_easy() -> None:
    easy = week(1, label="deload", mon=[line("back_squat", "2x2", 0.7, rest=180)])
    assert by_rule(plan(easy, goal="maximal strength"), "inol") == []
    assert by_rule(plan(easy, goal="maximal strength"), "one_of_each") == []


@pytest.mark.parametrize(("training", "most"), [("untrained", 100), ("trained", 120), ("advanced", 140)])
def test_landings_are_counted_by_training(training: str, most: int) -> None:
    jumps = plan(week(mon=[line("drop_jump", "15x10", 0.0, unit="body"), line("bench_throw", "5x4", 0.4)]))
    (found,) = by_rule(jumps, "contacts", training=training)
    assert found.says.startswith(f"150 landings; {most}")
    assert by_rule(found.mended, "contacts", training=training) == []


def test_heavy_squats_on_two_days_running_are_moved_apart() -> None:
    (found,) = by_rule(plan(week(mon=[HEAVY], tue=[HEAVY], fri=[SPEED])), "days_apart")
    assert (found.where, found.severity, found.mend) == ("tue, back squat", "error", "move Tuesday to Wednesday")
    assert by_rule(found.mended, "days_apart") == []


def test_days_that_only_a_rating_makes_heavy_are_noted() -> None:
    rated = [line("back_squat", "3x5", 8, unit="rpe")]
    assert [each.severity for each in by_rule(plan(week(mon=rated, tue=rated)), "days_apart")] == ["note"]


def test_sunday_meets_the_monday_after() -> None:
    (found,) = by_rule(plan(week(mon=[HEAVY], sun=[HEAVY])), "days_apart")
    assert by_rule(found.mended, "days_apart") == []


def test_light_work_and_other_patterns_may_follow_at_once() -> None:
    bench = replace(HEAVY, lifts=("bench_press",), called=())
    assert by_rule(plan(week(mon=[HEAVY], tue=[bench, SPEED])), "days_apart") == []


def test_a_week_without_a_method_is_told_how_to_get_one() -> None:
    found = by_rule(plan(week(mon=[HEAVY], thu=[SPEED]), goal="maximal strength"), "one_of_each")
    assert [(each.about, each.severity) for each in found] == [("ballistic", "warning")]
    assert by_rule(plan(week(mon=[HEAVY], thu=[SPEED, THROW]), goal="maximal strength"), "one_of_each") == []


def test_weeks_that_lack_the_same_are_named_together() -> None:
    weeks = [week(at, mon=[HEAVY], thu=[SPEED]) for at in (1, 2, 3)]
    (found,) = by_rule(
        plan(*weeks, week(4, mon=[HEAVY], thu=[SPEED, THROW]), week(5, mon=[HEAVY], thu=[SPEED])), "one_of_each"
    )
    assert found.where == "weeks 1-3 and 5"


def test_a_rotation_too_short_turns_slower() -> None:
    turns = line(("back_squat", "front_squat"), "3x1", 0.95, rest=240, rotation=Rotation(1))
    (found,) = by_rule(plan(week(mon=[turns])), "rotation")
    assert found.mend == "every 2 weeks instead of every 1, or 3 lifts"
    assert by_rule(found.mended, "rotation") == []


def test_a_lift_that_comes_back_too_early_is_exchanged_but_one_that_stays_is_not() -> None:
    def weeks(*lifts: str) -> Plan:
        heavy = [line(lift, "3x1", 0.95, rest=240, method="maximal_effort") for lift in lifts]
        return plan(*(week(at, mon=[item]) for at, item in enumerate(heavy, 1)))

    (found,) = by_rule(weeks("box_squat", "front_squat", "box_squat"), "rotation")
    assert found.where == "week 3, mon, box squat"
    assert by_rule(found.mended, "rotation") == []
    assert by_rule(weeks("box_squat", "front_squat", "back_squat", "box_squat"), "rotation") == []
    assert by_rule(weeks("back_squat", "back_squat", "back_squat"), "rotation") == []


def test_volume_that_leaps_is_brought_back() -> None:
    calm = [week(at, mon=[line("back_squat", "3x3", 0.8, rest=240)]) for at in (1, 2, 3)]
    (found,) = by_rule(plan(*calm, week(4, mon=[line("back_squat", "6x3", 0.8, rest=240)])), "weekly_rise")
    assert found.where == "week 4"
    assert "100% above" in found.says
    assert by_rule(found.mended, "weekly_rise") == []


def dated(*days: str, **head: str) -> Plan:
    return Plan((PlanWeek(tuple(PlanDay(day, (HEAVY,)) for day in days)),), **head)  # type: ignore[arg-type]


def test_two_days_on_one_date_are_found_where_only_a_date_ties_the_plan() -> None:
    (found,) = by_rule(dated("mon", "2026-12-07"), "calendar")
    assert found.about == "two days on one"
    assert found.mend == "move it to Tuesday"
    assert by_rule(found.mended, "calendar") == []


def test_two_sessions_of_one_day_may_have_each_its_hour() -> None:
    days = (PlanDay("mon", (HEAVY,), at="08:00"), PlanDay("mon", (THROW,), at="17:00"))
    assert by_rule(Plan((PlanWeek(days),)), "calendar") == []


def test_a_plan_that_is_over_starts_anew_and_one_that_runs_is_only_noted() -> None:
    block = plan(week(1, mon=[HEAVY]), week(2, mon=[HEAVY]), starts="2026-12-07")
    (over,) = by_rule(block, "calendar", today="2027-01-06")
    assert (over.severity, over.mend) == ("error", "5 weeks later: starts 2027-01-11")
    assert by_rule(over.mended, "calendar", today="2027-01-06") == []
    (runs,) = by_rule(block, "calendar", today="2026-12-09")
    assert runs.severity == "note"
    assert by_rule(block, "calendar", today="2026-12-07") == []


def test_a_competition_outside_the_plan_moves_its_start() -> None:
    block = plan(week(1, mon=[HEAVY]), week(2, mon=[HEAVY]), starts="2026-12-07")
    (found,) = by_rule(block, "calendar", competition="2027-03-06")
    assert found.mend == "starts 2027-02-22 instead of 2026-12-07"
    assert by_rule(found.mended, "calendar", competition="2027-03-06") == []


def test_a_competition_of_a_plan_without_dates_ties_it() -> None:
    (found,) = by_rule(plan(week(1, mon=[HEAVY]), week(2, mon=[HEAVY])), "calendar", competition="2027-03-06")
    assert found.mend == "starts 2027-02-22"
    assert by_rule(found.mended, "calendar", competition="2027-03-06") == []


def test_a_competition_that_is_over_is_an_error() -> None:
    (found,) = by_rule(plan(week(mon=[HEAVY])), "calendar", competition="2026-03-06", today="2026-12-01")
    assert found.severity == "error"


def taper(plan_: Plan | None) -> list[Finding]:
    return [each for each in by_rule(plan_, "taper") if each.severity != "note"]


def test_the_peaking_block_tapers() -> None:
    assert taper(peaking_block()) == []


def test_a_fortnight_cut_to_the_bone_is_noted() -> None:
    assert [(each.about, each.severity) for each in by_rule(peaking_block(), "taper")] == [("much", "note")]


def last_week(*days: PlanDay) -> Plan:
    block = peaking_block()
    return replace(block, weeks=(*block.weeks[:-1], replace(block.weeks[-1], days=days)))


def test_a_last_week_as_full_as_the_others_is_cut() -> None:
    full = last_week(PlanDay("mon", (line("back_squat", "5x3", 0.8, rest=240),)), PlanDay("wed", (SPEED_BENCH,)))
    (found,) = [each for each in by_rule(full, "taper") if each.about == "volume"]
    assert found.mended is not None
    assert "volume" not in {each.about for each in by_rule(found.mended, "taper")}


def test_a_heavy_day_too_close_to_the_meet_is_lightened() -> None:
    heavy = last_week(PlanDay("wed", (line("back_squat", "2x1", 0.95, rest=240),)))
    (found,) = taper(heavy)
    assert (found.where, found.mend) == ("week 12, wed, back squat", "85% instead of 95%")
    assert taper(found.mended) == []


def test_training_on_the_eve_is_left_out() -> None:
    eve = last_week(
        PlanDay("mon", (line("back_squat", "2x1", 0.8),)), PlanDay("fri", (line("back_squat", "2x1", 0.8),))
    )
    (found,) = taper(eve)
    assert found.mend == "leave fri out"
    assert taper(found.mended) == []


def test_a_block_that_never_goes_heavy_before_the_meet_is_told_so() -> None:
    block = peaking_block()
    light = replace(
        block, weeks=tuple(replace(each, days=block.weeks[0].days) for each in block.weeks[:11]) + block.weeks[11:]
    )
    assert "load" in {each.about for each in by_rule(light, "taper")}


def test_days_are_laid_out_in_order_and_dates_once() -> None:
    block = plan(week(1, 2, fri=[HEAVY], mon=[HEAVY]), starts="2026-12-07")
    assert [each.number - laid_days(block)[0].number for each in laid_days(block)] == [0, 4, 7, 11]


def test_every_finding_names_a_rule_of_the_catalogue() -> None:
    for each in check(peaking_block(), minutes=30, equipment=("bar",), spare=("wrist",), today="2027-06-01"):
        assert each.rule in catalog.rules()
        assert each.says.endswith(".")
        assert each.mend
