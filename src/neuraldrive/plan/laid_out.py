"""A plan laid out: its lines where they are written, and its days in the order in which they come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from neuraldrive.errors import RecordError
from neuraldrive.plan import door
from neuraldrive.plan.words import listed, ordinal
from neuraldrive.records.plan_days import DAYS
from neuraldrive.records.prescription import Plan, PlanDay, PlanWeek, Prescription

WEEKDAYS = DAYS
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
EASY_WEEKS = ("deload", "taper", "test", "meet", "competition", "opener", "first weeks")
"""Words in a week's label by which it is meant to be easy."""
EVERY_WEEK = 2
"""A plan of one week for every week is laid out twice, so that its Sunday meets its Monday."""


@dataclass(frozen=True)
class Place:
    """Where something is written: indices of week, day and line in the plan's records; −1 for a whole one."""

    week: int = -1
    day: int = -1
    line: int = -1


@dataclass(frozen=True)
class LaidDay:
    """A day as it comes.

    Args:
        number: days since Monday of week 1; of the calendar (date.toordinal) where the plan is tied to one.
        week: 1 for the first.
    """

    number: int
    week: int
    place: Place
    day: PlanDay


def first_monday(plan: Plan) -> date | None:
    """The Monday of week 1: as said, or that of the first date in the plan; None where there is no date."""
    door.of_kind("plan", plan, Plan, door.READ)
    if plan.starts:
        return as_date(plan.starts)
    dated = [
        as_date(day.day) - timedelta(weeks=max(week.first, 1) - 1)
        for week in plan.weeks
        for day in week.days
        if day.day not in WEEKDAYS
    ]
    return min(dated) - timedelta(days=min(dated).weekday()) if dated else None


def as_date(text: str) -> date:
    """A date from YYYY-MM-DD.

    Raises:
        RecordError: there is no such day.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise RecordError(
            "day of a plan", found=repr(text), needed="mon to sun, or a date that exists", remedy="Write 2027-03-06."
        ) from None


def weeks_in(plan: Plan) -> int:
    """How many weeks the plan has; 0 where its one week stands for every week."""
    return max((week.last or week.first for week in plan.weeks), default=0)


def laid_days(plan: Plan) -> tuple[LaidDay, ...]:
    """All days of all weeks, the first first; a date comes once."""
    start = first_monday(plan)
    origin = start.toordinal() if start else 0
    found = [
        LaidDay(_number(day, number, origin), number, Place(at, index), day)
        for number in range(1, (weeks_in(plan) or EVERY_WEEK) + 1)
        for at, week in enumerate(plan.weeks)
        if week.first == 0 or week.first <= number <= (week.last or week.first)
        for index, day in enumerate(week.days)
        if day.day in WEEKDAYS or number == max(week.first, 1)
    ]
    return tuple(sorted(found, key=lambda each: (each.number, each.day.at)))


def _number(day: PlanDay, week: int, origin: int) -> int:
    if day.day in WEEKDAYS:
        return origin + 7 * (week - 1) + WEEKDAYS.index(day.day)
    return as_date(day.day).toordinal()


def written(plan: Plan) -> Iterator[tuple[Place, Prescription]]:
    """Every line where it is written."""
    for at, week in enumerate(plan.weeks):
        for index, day in enumerate(week.days):
            for line, item in enumerate(day.work):
                yield Place(at, index, line), item


def where(plan: Plan, place: Place) -> str:
    """A place in words: "weeks 1-3, mon, back squat"."""
    words = []
    if place.week >= 0:
        week = plan.weeks[place.week]
        last = week.last or week.first
        if week.first:
            words.append(f"week {week.first}" if last == week.first else f"weeks {week.first}-{last}")
        elif place.day < 0:
            words.append("every week")
        if place.day >= 0:
            words.append(_day_name(week, place.day))
        if place.line >= 0:
            words.append(named(plan, place))
    return ", ".join(words) or "plan"


def _day_name(week: PlanWeek, at: int) -> str:
    """The day; with its time where the week has two sessions on it."""
    day = week.days[at]
    twice = sum(each.day == day.day for each in week.days) > 1
    return f"{day.day} {day.at}" if twice and day.at else day.day


def named(plan: Plan, place: Place) -> str:
    """A line by its lift, as it is written; the second of the same on a day is "back squat (2nd)"."""
    names = [_lift_words(item) for item in plan.weeks[place.week].days[place.day].work]
    name = names[place.line]
    number = names[: place.line + 1].count(name)
    return name if number == 1 else f"{name} ({ordinal(number)})"


def _lift_words(item: Prescription) -> str:
    return f"warm-up {listed(item.called, 'or')}" if item.warm_up else listed(item.called, "or")


def easy(plan: Plan, week: int) -> bool:
    """Whether a week is labelled as an easy one."""
    return any(word in plan.weeks[week].label.lower() for word in EASY_WEEKS)
