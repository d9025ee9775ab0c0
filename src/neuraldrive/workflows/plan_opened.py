"""A plan opened at a week: its text checked, the lines of that week, the calendar around it, what the last session changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from neuraldrive import plan
from neuraldrive.plan.laid_out import DAY_NAMES, WEEKDAYS, Place, weeks_in
from neuraldrive.plan.written import written
from neuraldrive.records import Plan
from neuraldrive.records.day_sheet import DaySheet
from neuraldrive.store import Store, StoredPlan
from neuraldrive.workflows import planning
from neuraldrive.workflows.plan_checked import Checked, checked
from neuraldrive.workflows.plan_lines import Fitting
from neuraldrive.workflows.plan_weeks import MOST_WITHOUT_END, CalendarWeek, block_of, calendar, shown_weeks, week_on

BAD = ("error", "warning")


@dataclass(frozen=True)
class Opened:
    """A plan at a week.

    Args:
        week, weeks: shown, and in all; 0 where the plan has no end.
        block: which of the plan's blocks of weeks has it; lines: the first and last of that in the text.
        title: what is shown, in words: "Week 3", "Weeks 2–4, each", "Every week".
        facts: the plan in a line.
        earlier, later: weeks to go to from the calendar; None at its ends.
    """

    stored: StoredPlan
    checked: Checked
    week: int
    weeks: int
    block: int
    lines: tuple[int, int]
    title: str
    facts: str
    calendar: tuple[CalendarWeek, ...]
    earlier: int | None
    later: int | None


def opened(store: Store, stored: StoredPlan, fitting: Fitting) -> Opened:
    """A plan at the week of the fitting."""
    found = checked(stored.text, fitting)
    read = found.found.plan
    if read is None:  # written by an earlier version, in words that are read no more
        return Opened(stored, found, 1, 0, -1, _all_lines(stored), "All of it", "", (), None, None)
    weeks = weeks_in(read)
    week = min(max(fitting.week, 1), weeks or MOST_WITHOUT_END)
    block, shown = block_of(read, week), shown_weeks(read, week)
    days = tuple(calendar(store, stored, read, shown, warned(found)))
    lines = found.found.blocks[block] if block >= 0 and len(read.weeks) > 1 else _all_lines(stored)
    return Opened(
        stored, found, week, weeks, block, lines, _title(read, block, week), facts(read, stored), days,
        max(shown.start - 2, 1) if shown.start > 1 else None,
        min(shown.stop + 1, weeks or MOST_WITHOUT_END) if shown.stop <= (weeks or MOST_WITHOUT_END) else None,
    )  # fmt: skip


def week_of(stored: StoredPlan, on: date) -> int:
    """The plan's week of a day."""
    read = written(stored.text).plan
    return week_on(read, stored, on) if read is not None else 1


def _all_lines(stored: StoredPlan) -> tuple[int, int]:
    return 1, stored.text.rstrip("\n").count("\n") + 1


def _title(read: Plan, block: int, week: int) -> str:
    if block < 0:
        return f"Week {week}: rest"
    of = read.weeks[block]
    if of.first == 0:
        return "Every week"
    return f"Week {of.first}" if of.first == of.last else f"Weeks {of.first}–{of.last}, each"


def facts(read: Plan, stored: StoredPlan) -> str:
    """A plan in a line: what for, how long, which days, until when."""
    days = [each for each in WEEKDAYS if any(day.day == each for week in read.weeks for day in week.days if day.work)]
    weeks = weeks_in(read)
    words = [
        stored.title, read.goal, f"{weeks} week{'s' if weeks > 1 else ''}" if weeks else "every week",
        ", ".join(DAY_NAMES[WEEKDAYS.index(each)] for each in days),
    ]  # fmt: skip
    if read.competition:
        on = date.fromisoformat(read.competition)
        words.append(f"competition {on.day} {on:%B %Y}")
    told = [each for index, each in enumerate(words) if each and each.lower() not in [w.lower() for w in words[:index]]]
    return " · ".join(told)


def warned(found: Checked) -> set[tuple[int, str, str]]:
    """Week, day and time of day of sessions with an error or a warning."""
    bad = {each.number for each in found.lines if each.state in BAD}
    places = [each.place for each in found.found.sentences if each.line in bad]
    places += [place for place, line in (found.found.heads or {}).items() if line in bad and place.day >= 0]
    return set(_dated(found.found.plan, places)) if found.found.plan else set()


def _dated(read: Plan, places: list[Place]) -> Iterator[tuple[int, str, str]]:
    for place in places:
        week = read.weeks[place.week]
        day = week.days[place.day]
        first, last = (week.first, week.last) if week.first else (1, MOST_WITHOUT_END)
        yield from ((number, day.day, day.at) for number in range(first, last + 1))


def next_sheet(store: Store, stored: StoredPlan, fitting: Fitting, on: date) -> DaySheet | None:
    """The plan's next day with work, from a date on, as it is to be done; None where none comes."""
    read = plan.parse(stored.text)
    starts = plan.starts_on(read, stored.made_at.astimezone().date())
    day = on
    if not any(each.day.work for each in plan.days_on(read, on, starts)):
        ahead = plan.next_day(read, on, starts)
        if ahead is None:
            return None
        day = ahead.date
    found = planning.sheets(store, stored.athlete, day, unit=fitting.unit, known=fitting.known)
    return next((each for each in found if each.plan_id == stored.id), None)
