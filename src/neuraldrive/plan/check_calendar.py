"""A plan against the calendar: days in the past, two on one date, the day of the competition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from neuraldrive.plan.edits import with_days
from neuraldrive.plan.laid_out import (
    DAY_NAMES,
    WEEKDAYS,
    LaidDay,
    as_date,
    first_monday,
    weeks_in,
    where,
)  # fmt: skip
from neuraldrive.plan.setting import Setting
from neuraldrive.records.finding import Finding
from neuraldrive.records.prescription import Plan, PlanDay

RULE = "calendar"


def calendar_findings(plan: Plan, days: Sequence[LaidDay], setting: Setting) -> Iterator[Finding]:
    """What of the plan's days does not exist, or exists twice."""
    start = first_monday(plan)
    yield from _twice(plan, days)
    yield from _outside(plan, start)
    if setting.today is not None and start is not None:
        yield from _past(plan, days, start, setting.today)
    if setting.competition is not None:
        yield from _competition(plan, start, setting.competition, setting.today)


def _twice(plan: Plan, days: Sequence[LaidDay]) -> Iterator[Finding]:
    for earlier, later in pairwise(days):
        if earlier.number != later.number or (earlier.day.at and later.day.at and earlier.day.at != later.day.at):
            continue
        says = f"Two days on one: {where(plan, earlier.place)} and {where(plan, later.place)}."
        mend, mended = _freed(plan, days, later)
        yield Finding(where(plan, later.place), RULE, "two days on one", says, mend, "error", (), mended)


def _freed(plan: Plan, days: Sequence[LaidDay], day: LaidDay) -> tuple[str, Plan | None]:
    """The day moved to the nearest free one of its week; else both under one."""
    week = plan.weeks[day.place.week]
    monday = day.number - as_weekday(day)
    taken = {each.number - monday for each in days if each.week == day.week}
    others = tuple(each for at, each in enumerate(week.days) if at != day.place.day)
    for to in sorted(range(7), key=lambda each: (abs(each - as_weekday(day)), -each)):
        if to in taken:
            continue
        name = WEEKDAYS[to] if day.day.day in WEEKDAYS else date.fromordinal(monday + to).isoformat()
        moved = (*others[: day.place.day], replace(day.day, day=name), *others[day.place.day :])
        return f"move it to {DAY_NAMES[to]}", with_days(plan, day.place.week, moved)
    return "put both under one day", None


def as_weekday(day: LaidDay) -> int:
    """0 for Monday."""
    return WEEKDAYS.index(day.day.day) if day.day.day in WEEKDAYS else as_date(day.day.day).weekday()


def _outside(plan: Plan, start: date | None) -> Iterator[Finding]:
    """Dates that lie in another week than the one they are written in."""
    for week in plan.weeks:
        for day in week.days:
            if day.day in WEEKDAYS or start is None or week.first == 0:
                continue
            found = (as_date(day.day) - start).days // 7 + 1
            if not week.first <= found <= (week.last or week.first):
                says = f"{day.day} lies in week {found}, not in week {week.first}."
                monday = start + timedelta(weeks=week.first - 1)
                wanted = monday + timedelta(days=as_date(day.day).weekday())
                mended = _redated(plan, {day.day: wanted.isoformat()})
                yield Finding(
                    f"week {week.first}, {day.day}", RULE, "other week", says, f"{wanted}", "error", (), mended
                )


def _redated(plan: Plan, dates: dict[str, str]) -> Plan:
    def of(day: PlanDay) -> PlanDay:
        return replace(day, day=dates.get(day.day, day.day))

    weeks = tuple(replace(week, days=tuple(of(day) for day in week.days)) for week in plan.weeks)
    return replace(plan, weeks=weeks)


def _past(plan: Plan, days: Sequence[LaidDay], start: date, today: date) -> Iterator[Finding]:
    first, last = days[0].number if days else start.toordinal(), days[-1].number if days else start.toordinal()
    if first >= today.toordinal():
        return
    later = -(-(today.toordinal() - first) // 7)
    mended = _later(plan, later)
    over = last < today.toordinal() and weeks_in(plan) > 0
    severity, word = ("error", "is over") if over else ("note", "has begun")
    says = f"The plan {word}: its first day was {date.fromordinal(first)}, today is {today}."
    mend = f"{later} week{'s' if later > 1 else ''} later: starts {start + timedelta(weeks=later)}"
    yield Finding("plan", RULE, "past", says, mend, severity, (), mended)


def _later(plan: Plan, weeks: int) -> Plan:
    """The plan so many weeks later; its competition stays, or goes where it would lie before the start."""
    shift = timedelta(weeks=weeks)
    dates = {
        day.day: (as_date(day.day) + shift).isoformat()
        for week in plan.weeks
        for day in week.days
        if day.day not in WEEKDAYS
    }
    starts = (as_date(plan.starts) + shift).isoformat() if plan.starts else ""
    competition = "" if starts and plan.competition and plan.competition < starts else plan.competition
    return replace(_redated(plan, dates), starts=starts, competition=competition)


def _competition(plan: Plan, start: date | None, day: date, today: date | None) -> Iterator[Finding]:
    if today is not None and day < today:
        says = f"The competition on {day} is over; today is {today}."
        yield Finding("plan", RULE, "past competition", says, "another day, or none", "error")
        return
    weeks = weeks_in(plan)
    if weeks == 0:
        return
    wanted = day - timedelta(days=day.weekday(), weeks=weeks - 1)
    if start is None:
        mended = replace(plan, starts=wanted.isoformat())
        says = f"Nothing ties the plan to the calendar, and so to the competition on {day}."
        yield Finding("plan", RULE, "competition", says, f"starts {wanted}", "error", (), mended)
        return
    end = start + timedelta(weeks=weeks)
    if start <= day < end:
        return
    shift = (wanted - start).days // 7
    mended = _later(plan, shift)
    says = f"The competition on {day} is not in the plan ({start} to {end - timedelta(days=1)})."
    mend = f"starts {wanted} instead of {start}"
    yield Finding("plan", RULE, "competition", says, mend, "error", (), mended)
