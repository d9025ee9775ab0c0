"""Plans as coaches write them: load and danger decide, advice stays advice, and nobody's plan gets more work by a mend."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from neuraldrive import plan
from neuraldrive.plan.check import check
from neuraldrive.records.finding import Finding
from neuraldrive.records.prescription import Plan, Prescription
from neuraldrive.workflows import planning
from random_plans import random_plan

FIVES = """mon:
  squat 5x5 @ 80% rest 3min
  bench press 5x5 @ 80% rest 3min
  barbell row 5x5 @ 75% rest 2min
wed:
  squat 5x5 @ 75% rest 3min
  overhead press 5x5 @ 80% rest 3min
  deadlift 1x5 @ 85%
fri:
  squat 5x5 @ 85% rest 3min
  bench press 5x5 @ 82.5% rest 3min
  barbell row 5x5 @ 77.5% rest 2min
"""


def warned(text: str) -> list[Finding]:
    return [each for each in check(plan.parse(text)) if each.severity != "note"]


def unclaimed(seed: int) -> Plan:
    """Any plan none of whose lines claims a method."""
    any_plan = random_plan(seed)
    weeks = [
        replace(each, days=tuple(replace(day, work=tuple(map(_unnamed, day.work))) for day in each.days))
        for each in any_plan.weeks
    ]
    return replace(any_plan, weeks=tuple(weeks))


def _unnamed(item: Prescription) -> Prescription:
    return replace(item, method="")


def lines(of: Plan) -> list[Prescription]:
    return [item for each in of.weeks for day in each.days for item in day.work]


# Load and danger decide


def test_heavy_sets_to_failure_with_short_rests_are_warned_of_with_the_reason() -> None:
    found = warned("mon: deadlift 5x5 @ 85% rest 30s until failure")
    assert [(each.rule, each.about, each.where) for each in found] == [
        ("heavy_sets", "rest", "mon, deadlift"), ("heavy_sets", "failure", "mon, deadlift"),
    ]  # fmt: skip
    assert "the next begins tired" in found[0].says
    assert "fifteen studies found no more strength by it" in found[1].says
    assert all({"de_salles_2009", "grgic_2022"} <= set(each.sources) for each in found)


@pytest.mark.parametrize(
    "sets", ["5x5 @ 85%", "6x3 @ 87%", "10x2 @ 92%", "3x8 @ 80%", "4x10 @ 72%", "8x2 @ 55%", "9x5 @ 88%"]
)
@pytest.mark.parametrize("end", ["", " until failure", " until set mean falls 10%"])
@pytest.mark.parametrize("claim", ["", "repeated effort "])
def test_a_shorter_rest_never_takes_a_warning_away(sets: str, end: str, claim: str) -> None:
    told = [
        {each.key for each in warned(f"goal maximal strength\nmon: {claim}squat {sets}{rest}{end}") if each.about != "rest"}
        for rest in ("", " rest 5min", " rest 3min", " rest 100s", " rest 60s", " rest 10s")
    ]  # fmt: skip
    short = [
        sum(each.about == "rest" for each in warned(f"mon: squat {sets} rest {rest}{end}"))
        for rest in ("5min", "3min", "100s", "60s", "10s")
    ]
    assert all(each == told[0] for each in told)
    assert short == sorted(short)


def test_singles_far_from_their_most_may_follow_fast() -> None:
    assert warned("mon: squat 10x1 @ 85% rest 60s") == []
    assert [each.about for each in warned("mon: squat 10x1 @ 98% rest 60s")] == [
        "rest",
        "too much back_squat",
        "week of back_squat",
    ]


def test_a_single_set_as_far_as_it_goes_is_a_test_and_more_are_not() -> None:
    assert warned("mon: squat 1xmax @ 85%") == []
    (found,) = warned("mon: squat 3xmax @ 85%")
    assert (found.about, found.mend) == ("failure", "until 1 in reserve")
    assert found.mended is not None
    assert warned(str(found.mended)) == []


def test_a_claim_of_repeated_effort_hides_no_heavy_sets() -> None:
    rules = {each.rule for each in warned("mon: repeated effort squat 8x6 @ 84% rest 60s until failure")}
    assert {"heavy_sets", "prilepin", "inol"} <= rules


def test_the_days_dose_sees_many_light_repetitions_and_a_single_together() -> None:
    alone = warned("mon: squat 8x10 @ 60% rest 60s")
    (both,) = warned("mon:\n  squat 8x10 @ 60% rest 60s\n  squat 1x1 @ 97%")
    assert alone == []
    assert both.says.startswith(
        "Back squat, 80 repetitions at 60% and 1 at 97%: INOL, repetitions ÷ (100 − %), is 2.33"
    )
    assert [each.rule for each in warned("mon:\n  squat 10x10 @ 60%\n  deadlift 1x1 @ 100%")] == ["inol"]


@pytest.mark.parametrize(
    "text", ["squat 3x5 @ RPE 8", "max effort squat 3x5 @ RPE 8 rest 3min", "squat 5x5 until 2 in reserve"]
)
def test_a_rating_is_held_against_no_share(text: str) -> None:
    found = check(plan.parse(f"mon: {text}"))
    assert {each.rule for each in found} == {"one_of_each"}
    assert not any("81" in each.says for each in found)


# A plain plan


def test_five_sets_of_five_on_three_days_give_two_pieces_of_advice() -> None:
    found = check(plan.parse(FIVES))
    assert [(each.severity, each.about) for each in found] == [
        ("note", "hard sessions"), ("note", "dynamic_effort and ballistic"),
    ]  # fmt: skip
    assert found[0].where == "fri"
    assert "25 repetitions at 85%" in found[0].says
    assert "no trial" in found[0].says
    assert "Hard too: back squat on 1 other day, bench press on 2 other days" in found[0].says


@pytest.mark.parametrize(
    "text",
    [FIVES, "mon: deadlift 1x5 @ 85%", "mon: bench press 5x5 @ 80%", "mon: squat 5x5 @ 70%", "mon: squat 8x2 @ 55% rest 5min",
     "week 1:\n  mon: bench press 4x10 @ 70%\nweek 2:\n  mon: squat 3x5 @ RPE 8"],
)  # fmt: skip
def test_a_mended_plan_without_faults_is_the_plan(text: str, tmp_path: Path) -> None:
    planning.write_mended(plan.parse(text), tmp_path / "better.txt", {})
    assert plan.parse((tmp_path / "better.txt").read_text(encoding="utf-8")) == plan.parse(text)


@pytest.mark.parametrize("seed", range(12))
def test_no_mend_adds_sets_repetitions_or_load_to_what_claims_no_method(seed: int) -> None:
    setting = {"minutes": 45.0, "competition": "2027-01-16"} if seed % 2 else {}
    before = unclaimed(seed)
    for finding in check(before, **setting):  # type: ignore[arg-type]
        if finding.mended is not None:
            assert list(added(before, finding.mended)) == [], str(finding)


def added(before: Plan, after: Plan) -> Iterator[str]:
    """What the later plan has more of: line by line where no line went or moved, else in all."""
    now, then = lines(after), lines(before)
    if [item.lifts for item in now] == [item.lifts for item in then]:
        for old, new in zip(then, now, strict=True):
            if new.sets > old.sets or new.repetitions > old.repetitions or top(new) > top(old) or new.method:
                yield f"{new} was {old}"
    elif sum(item.repetitions for item in now) > sum(item.repetitions for item in then):
        yield "repetitions"


def top(item: Prescription) -> float:
    return max((part.load.amount.high for part in item.parts if part.load is not None), default=0.0)


def test_a_whole_plan_that_claims_nothing_is_mended_without_more_work(tmp_path: Path) -> None:
    for seed in range(4):
        before = unclaimed(seed)
        planning.write_mended(before, tmp_path / "better.txt", {})
        after = plan.parse((tmp_path / "better.txt").read_text(encoding="utf-8"))
        assert sum(item.repetitions for item in lines(after)) <= sum(item.repetitions for item in lines(before))
        assert max(map(top, lines(after))) <= max(map(top, lines(before)))


# Words


def test_lines_are_told_by_their_lift_and_those_of_the_same_by_their_number() -> None:
    text = "mon:\n  warm-up squat 1x5 @ 120%\n  squat 1x1 @ 120%\n  squat 1x1 @ 130%\n  bench press or floor press 1x1 @ 120%"
    found = [each for each in check(plan.parse(text)) if each.rule == "possible"]
    assert [each.where for each in found] == ["mon, squat", "mon, squat (2nd)", "mon, bench press or floor press"]


def test_two_sessions_of_one_day_are_told_by_their_hour() -> None:
    text = "mon 08:00: squat 1x1 @ 120%\nmon 17:00: squat 1x1 @ 130%"
    found = [each.where for each in check(plan.parse(text)) if each.rule == "possible"]
    assert found == ["mon 08:00, squat", "mon 17:00, squat"]


@pytest.mark.parametrize(
    ("text", "says"),
    [("3x5 @ 95%", "5 repetitions at 95%: hardly anybody lifts that more than 3 times."),
     ("1x2 @ 103%", "2 repetitions at 103%: hardly anybody lifts that more than once."),
     ("1x1 @ 110%", "1 repetition at 110%: nobody lifts more than the 1RM.")],
)  # fmt: skip
def test_what_cannot_be_lifted_is_said_in_plain_words(text: str, says: str) -> None:
    assert next(each.says for each in check(plan.parse(f"mon: squat {text}")) if each.rule == "possible") == says


def test_no_finding_speaks_in_riddles() -> None:
    for seed in range(8):
        for each in check(random_plan(seed), minutes=40):
            words = f" {each.where} {each.says} {each.mend} "
            for riddle in (" line ", "less work", "of it.", " 1 repetitions", " 1 sets", "so often", "leave out 2"):
                assert riddle not in words, words
            assert "INOL" not in words or "repetitions ÷ (100 − %)" in words
