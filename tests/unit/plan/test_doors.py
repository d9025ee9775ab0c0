"""What is no plan, line, day or number is refused in words, wherever it comes in."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from neuraldrive import adapt, plan
from neuraldrive.errors import BadValue, CatalogError, RecordError
from neuraldrive.records.prescription import Load, Sets

MONDAY = date(2026, 12, 7)
WEEK = plan.parse("mon: back squat 5x2 @ 90%")
LINE = WEEK.weeks[0].days[0].work[0]
DAY = plan.days_on(WEEK, MONDAY, MONDAY)[0]
IN_KG = plan.parse_line("back squat 5x2 @ 140kg")
TODAY = "2026-12-07"
ANY: Any = None


@pytest.mark.parametrize("given", [None, 5, b"mon: rest", ["mon: rest"], Path("week.plan")])
def test_what_is_no_text_is_not_read(given: Any) -> None:
    for read in (plan.parse, plan.parse_line):
        with pytest.raises(BadValue, match="needed text"):
            read(given)


@pytest.mark.parametrize(
    "told",
    [
        {"minutes": "60"}, {"minutes": True}, {"competition": 5}, {"competition": True}, {"sensor": None}, {"sensor": 5},
        {"spare": None}, {"spare": "knee"}, {"spare": [5]}, {"today": 5}, {"today": datetime(2026, 12, 7)},
        {"equipment": "bar"}, {"equipment": 5}, {"training": None}, {"training": ["trained"]}, {"profiles": [1]},
        {"profiles": {"back_squat": 5}}, {"competition": date.max}, {"competition": "9999-12-31"}, {"today": date.min},
    ],
)  # fmt: skip
def test_a_check_for_what_cannot_be_is_refused(told: dict[str, Any]) -> None:
    with pytest.raises(BadValue) as caught:
        plan.check(WEEK, **told)
    assert caught.value.found
    assert caught.value.needed


@pytest.mark.parametrize("asked", [plan.check, lambda read, **told: plan.minutes_of(read, DAY, **told)])
def test_what_is_no_profile_is_refused_with_the_function_that_makes_one(asked: Callable[..., Any]) -> None:
    with pytest.raises(BadValue) as caught:
        asked(WEEK, profiles={"back_squat": 5})
    (named,) = re.findall(r"adapt\.(\w+)", caught.value.remedy)
    assert callable(getattr(adapt, named))


@pytest.mark.parametrize("given", ["mon: rest", None, LINE])
def test_only_a_plan_is_checked_and_dated(given: Any) -> None:
    calls: tuple[Callable[[], Any], ...] = (
        lambda: plan.check(given), lambda: plan.first_monday(given), lambda: plan.starts_on(given, MONDAY),
        lambda: plan.days_on(given, MONDAY, MONDAY), lambda: plan.dated_days(given, MONDAY),
        lambda: plan.next_day(given, MONDAY, MONDAY), lambda: plan.only_day(given, ANY),
    )  # fmt: skip
    for call in calls:
        with pytest.raises(BadValue, match="needed a Plan"):
            call()


def test_nothing_at_hand_is_not_all_at_hand() -> None:
    found = [each for each in plan.check(WEEK, equipment=[]) if each.rule == "equipment"]
    assert len(found) == 1
    assert [each.rule for each in plan.check(WEEK, equipment=None) if each.rule == "equipment"] == []


@pytest.mark.parametrize(
    "call",
    [
        lambda: plan.prescribe("text", {}), lambda: plan.prescribe(LINE, None), lambda: plan.prescribe(LINE, {"x": 5}),
        lambda: plan.prescribe(LINE, {}, plates=5), lambda: plan.prescribe(LINE, {}, bars=5),
        lambda: plan.prescribe(IN_KG, {}, bars="bar"), lambda: plan.prescribe(LINE, {}, bars={"bar": "x"}),
        lambda: plan.prescribe(LINE, {}, bands="red"), lambda: plan.prescribe(LINE, {}, bands=["red"]),
        lambda: plan.prescribe(LINE, {}, bands={"back_squat": 5}), lambda: plan.prescribe(LINE, {}, week="1"),
        lambda: plan.of_week("x", 1),
    ],
)  # fmt: skip
def test_only_lines_and_what_the_gym_has_are_prescribed(call: Callable[[], Any]) -> None:
    with pytest.raises(BadValue):
        call()


@pytest.mark.parametrize("line", [LINE, IN_KG])
def test_bars_and_plates_that_do_not_exist_are_told_whatever_the_line(line: Any) -> None:
    for told in ({"plates": "stone"}, {"bars": ["broom"]}):
        with pytest.raises(CatalogError):
            plan.prescribe(line, {}, **told)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "call",
    [
        lambda: plan.change(None, [], [], TODAY), lambda: plan.change(LINE, None, [], TODAY),
        lambda: plan.change(LINE, [5], [], TODAY), lambda: plan.change(LINE, [], None, TODAY),
        lambda: plan.change(LINE, [], [5], TODAY), lambda: plan.change(LINE, [], [], day="x"),
        lambda: plan.change(LINE, [], [], day=MONDAY), lambda: plan.changed(None, None), lambda: plan.changed(LINE, None),
    ],
)  # fmt: skip
def test_only_lines_and_sets_change_anything(call: Callable[[], Any]) -> None:
    with pytest.raises(BadValue):
        call()


@pytest.mark.parametrize("given", [None, TODAY, 5, datetime(2026, 12, 7), date.max, date.min])
def test_only_dates_of_our_time_are_days_of_a_plan(given: Any) -> None:
    calls: tuple[Callable[[], Any], ...] = (
        lambda: plan.days_on(WEEK, given, MONDAY), lambda: plan.days_on(WEEK, MONDAY, given),
        lambda: plan.dated_days(WEEK, given, weeks=2), lambda: plan.next_day(WEEK, given, MONDAY),
        lambda: plan.next_day(WEEK, MONDAY, given), lambda: plan.starts_on(WEEK, given),
    )  # fmt: skip
    for call in calls:
        with pytest.raises(BadValue):
            call()


@pytest.mark.parametrize("weeks", ["5", -5, 1.5, True, None])
def test_weeks_are_counted_whole(weeks: Any) -> None:
    with pytest.raises(BadValue, match="whole number from 0"):
        plan.dated_days(WEEK, MONDAY, weeks=weeks)
    with pytest.raises(BadValue, match="whole number from 1"):
        plan.next_day(WEEK, MONDAY, MONDAY, within=weeks)


def test_the_calendar_ends_without_an_error() -> None:
    last = date(2100, 12, 27)
    assert [each.week for each in islice(plan.dated_days(WEEK, last, weeks=10**9), 2)] == [1, 2]
    rest = plan.parse("starts 2026-12-07\nweek 1:\n  mon: rest")
    assert plan.next_day(rest, MONDAY, MONDAY, within=10**12) is None


def test_a_day_of_a_plan_for_every_week_has_its_minutes_after_years() -> None:
    (day,) = plan.days_on(WEEK, date(2032, 12, 6), MONDAY)
    assert day.week > 104
    assert plan.minutes_of(WEEK, day) == plan.minutes_of(WEEK, plan.days_on(WEEK, MONDAY, MONDAY)[0])


@pytest.mark.parametrize("build", [lambda: Load(5), lambda: Sets(5, 2)])  # type: ignore[arg-type]
def test_records_want_spans(build: Callable[[], Any]) -> None:
    with pytest.raises(RecordError, match="needed a Span"):
        build()
