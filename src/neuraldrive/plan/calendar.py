"""Which day of a plan a date is, and which date a day of a plan is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from neuraldrive.adapt import LoadVelocityProfile
from neuraldrive.plan import door
from neuraldrive.plan.laid_out import WEEKDAYS, as_date, first_monday, weeks_in
from neuraldrive.plan.lines import read_lines
from neuraldrive.plan.minutes import session_seconds
from neuraldrive.plan.setting import Setting
from neuraldrive.records.prescription import LAST_YEAR, MOST_WEEKS, Plan, PlanDay, PlanWeek

LAST_DAY = date(LAST_YEAR, 12, 31) + timedelta(weeks=MOST_WEEKS)


@dataclass(frozen=True)
class DatedDay:
    """A day of a plan on its date; `week` of the plan counts from 1, `label` is that of the week."""

    date: date
    week: int
    day: PlanDay
    label: str = ""


def starts_on(plan: Plan, saved: date) -> date:
    """The Monday of week 1: as the plan says or its dates tell, else of the week in which it was saved.

    Raises:
        BadValue: no plan, or no date of 1990 to 2100; so with the others of this module.
    """
    door.of_kind("plan", plan, Plan, door.READ)
    door.day("saved", saved)
    return first_monday(plan) or saved - timedelta(days=saved.weekday())


def days_on(plan: Plan, on: date, starts: date) -> tuple[DatedDay, ...]:
    """What the plan has for a date, the earliest time of day first; nothing on a day of rest.

    >>> from neuraldrive.records.prescription import PlanWeek
    >>> plan = Plan((PlanWeek((PlanDay("mon", ()),)),))
    >>> [each.week for each in days_on(plan, date(2026, 12, 14), date(2026, 12, 7))]
    [2]
    """
    door.of_kind("plan", plan, Plan, door.READ)
    return _days_on(plan, door.day("on", on), door.day("starts", starts))


def _days_on(plan: Plan, on: date, starts: date) -> tuple[DatedDay, ...]:
    week = (on - starts).days // 7 + 1
    if week < 1:
        return ()
    found = [
        DatedDay(on, week, day, block.label)
        for block in plan.weeks
        if block.first == 0 or block.first <= week <= (block.last or block.first)
        for day in block.days
        if day.day == WEEKDAYS[on.weekday()] or (day.day not in WEEKDAYS and as_date(day.day) == on)
    ]
    return tuple(sorted(found, key=lambda each: each.day.at))


def dated_days(plan: Plan, starts: date, weeks: int = 0) -> Iterator[DatedDay]:
    """All days with their dates, the first first; of a plan for every week so many weeks.

    Args:
        weeks: how far a plan without an end is told.
    """
    door.of_kind("plan", plan, Plan, door.READ)
    door.day("starts", starts)
    most = 7 * (weeks_in(plan) or door.whole("weeks", weeks, 0))
    return (each for on in _days_from(starts, most) for each in _days_on(plan, on, starts))


def _days_from(first: date, most: int) -> Iterator[date]:
    """So many days, to the end of the years in which a plan can be at most."""
    return (first + timedelta(days=number) for number in range(min(most, (LAST_DAY - first).days + 1)))


def next_day(plan: Plan, after: date, starts: date, within: int = 400) -> DatedDay | None:
    """The first day with work after a date; None where there is none within so many days."""
    door.of_kind("plan", plan, Plan, door.READ)
    door.day("starts", starts)
    ahead = _days_from(door.day("after", after) + timedelta(days=1), door.whole("within", within, 1))
    return next((each for on in ahead for each in _days_on(plan, on, starts)), None)


def only_day(plan: Plan, day: DatedDay) -> Plan:
    """A plan of that one day, in its week, for the checks."""
    door.of_kind("plan", plan, Plan, door.READ)
    door.of_kind("day", day, DatedDay, "plan.days_on(plan, date, starts) gives them.")
    number = day.week if day.week <= MOST_WEEKS else 0
    week = PlanWeek((day.day,), number, number, day.label)
    return replace(plan, weeks=(week,), competition="")


def minutes_of(plan: Plan, day: DatedDay, profiles: Mapping[str, LoadVelocityProfile] | None = None) -> float:
    """How long the day takes, rests counted, by the rule "session_minutes"."""
    door.by_name("profiles", profiles or {}, LoadVelocityProfile, "adapt.load_velocity makes one.")
    lines = read_lines(only_day(plan, day), Setting(profiles or {}))
    return session_seconds(list(lines.values())) / 60.0
