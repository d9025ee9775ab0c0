"""Days of a plan on their dates."""

from __future__ import annotations

from datetime import date

import pytest

from neuraldrive import plan

MONDAY = date(2026, 12, 7)
WEEKS = """starts 2026-12-07

week 1:
  mon: back squat 5x2 @ 90%
  2026-12-10: deadlift 3x1 @ 90%
weeks 2-3 "wave":
  mon 18:00: back squat 4x2 @ 92.5%
  fri: bench press 5x3 @ 85%"""


def test_each_day_comes_on_its_date_in_order() -> None:
    days = list(plan.dated_days(plan.parse(WEEKS), MONDAY))
    assert [(f"{each.date:%m-%d}", each.week, each.label) for each in days] == [
        ("12-07", 1, ""), ("12-10", 1, ""), ("12-14", 2, "wave"), ("12-18", 2, "wave"), ("12-21", 3, "wave"),
        ("12-25", 3, "wave"),
    ]  # fmt: skip


def test_a_plan_without_weeks_holds_for_every_week() -> None:
    every = plan.parse("mon: back squat 5x2 @ 90%")
    assert [each.week for each in plan.dated_days(every, MONDAY, weeks=3)] == [1, 2, 3]
    assert plan.days_on(every, date(2028, 1, 3), MONDAY)[0].week == 57
    assert plan.days_on(every, date(2026, 11, 30), MONDAY) == ()


def test_the_next_day_is_found_across_weeks_and_not_after_the_end() -> None:
    read = plan.parse(WEEKS)
    assert plan.next_day(read, date(2026, 12, 10), MONDAY).date == date(2026, 12, 14)
    assert plan.next_day(read, date(2026, 12, 25), MONDAY) is None


@pytest.mark.parametrize(("text", "saved", "starts"), [
    (WEEKS, date(2026, 11, 28), MONDAY),
    ("mon: back squat 5x2 @ 90%", date(2026, 12, 9), MONDAY),
    ("2026-12-10: back squat 5x2 @ 90%", date(2026, 11, 28), MONDAY),
])  # fmt: skip
def test_week_1_begins_as_said_as_the_dates_tell_or_when_it_was_kept(text: str, saved: date, starts: date) -> None:
    assert plan.starts_on(plan.parse(text), saved) == starts


def test_a_day_is_as_long_as_its_sets_and_rests() -> None:
    short, long = (plan.parse(f"mon: back squat 5x2 @ 90% rest {rest}min") for rest in (2, 5))
    minutes = [plan.minutes_of(each, plan.days_on(each, MONDAY, MONDAY)[0]) for each in (short, long)]
    assert minutes[1] - minutes[0] == pytest.approx(4 * 3.0)
