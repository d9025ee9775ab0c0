"""A plan as a calendar: weeks of days, what each asks in a few words, and what of it was done."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from neuraldrive import catalog, plan
from neuraldrive.plan import DatedDay
from neuraldrive.plan.laid_out import WEEKDAYS, weeks_in
from neuraldrive.records import Plan, Prescription
from neuraldrive.records.prescription_text import sets_text
from neuraldrive.store import Store, StoredPlan
from neuraldrive.workflows.plan_past import as_exercise, begun

SHOWN, MOST_WITHOUT_END = 4, 104
"""Weeks of a calendar; weeks that a plan for every week is looked ahead."""


@dataclass(frozen=True)
class CalendarSession:
    """A session of a day: `title` is the method or the lift of its first work, `words` that, `more` how many other lines there are.

    `done` of `lifts` planned lifts were lifted on its date.
    """

    title: str
    words: str
    more: int
    at: str
    done: int
    lifts: int
    warned: bool


@dataclass(frozen=True)
class CalendarDay:
    """A date with its sessions."""

    date: date
    sessions: tuple[CalendarSession, ...]


@dataclass(frozen=True)
class CalendarWeek:
    """A week of the plan, from 1, with its seven days."""

    number: int
    label: str
    is_this: bool
    days: tuple[CalendarDay, ...]


def next_work(weeks: Sequence[CalendarWeek], on: date) -> date | None:
    """The first day from a date on with a session that is not done yet; None where the weeks have none."""
    days = (day for week in weeks for day in week.days if day.date >= on)
    return next(
        (day.date for day in days if any(not each.done or each.done < each.lifts for each in day.sessions)), None
    )


def week_on(read: Plan, stored: StoredPlan, on: date) -> int:
    """The plan's week of a date: the first before it begins, the last when it is over."""
    starts = plan.starts_on(read, stored.made_at.astimezone().date())
    return min(max((on - starts).days // 7 + 1, 1), weeks_in(read) or MOST_WITHOUT_END)


def shown_weeks(read: Plan, week: int) -> range:
    """The weeks of a calendar around one of them.

    >>> shown_weeks(plan.parse("weeks 1-12:\\n  mon: rest"), 3)
    range(2, 6)
    """
    last = weeks_in(read) or MOST_WITHOUT_END
    first = max(min(week - 1, last - SHOWN + 1), 1)
    return range(first, min(first + SHOWN, last + 1))


def calendar(
    store: Store, stored: StoredPlan, read: Plan, weeks: range, warned: Collection[tuple[int, str, str]] = ()
) -> list[CalendarWeek]:
    """Weeks of a plan.

    Args:
        warned: week, day ("mon", or a date) and time of day of what has an error or a warning.
    """
    starts = plan.starts_on(read, stored.made_at.astimezone().date())
    first = starts + timedelta(weeks=weeks.start - 1)
    done = _done(store, stored.athlete, first)
    this = (date.today() - starts).days // 7 + 1
    return [_week(read, starts, number, this, done, warned) for number in weeks]


def _week(
    read: Plan, starts: date, number: int, this: int, done: Mapping[date, Collection[str]],
    warned: Collection[tuple[int, str, str]],
) -> CalendarWeek:  # fmt: skip
    days, label = [], ""
    for index in range(len(WEEKDAYS)):
        on = starts + timedelta(weeks=number - 1, days=index)
        found = plan.days_on(read, on, starts)
        label = label or next((each.label for each in found if each.label), "")
        sessions = tuple(
            _session(each, done.get(on, ()), (number, each.day.day, each.day.at) in warned)
            for each in found
            if each.day.work or each.day.note
        )
        days.append(CalendarDay(on, sessions))
    return CalendarWeek(number, label, number == this, tuple(days))


def _session(day: DatedDay, done: Collection[str], is_warned: bool) -> CalendarSession:
    work = [each for each in day.day.work if not each.warm_up]
    if not work:
        return CalendarSession(day.day.note or "Warm-up", "", 0, day.day.at, 0, 0, is_warned)
    lifts = {plan.of_week(each, day.week)[0].name for each in work}
    title, words = _called(work[0], day.week)
    return CalendarSession(title, words, len(work) - 1, day.day.at, len(lifts & set(done)), len(lifts), is_warned)


def _called(item: Prescription, week: int) -> tuple[str, str]:
    """The method that a line claims and its work; of one that claims none its lift and its sets."""
    words = short(item, week)
    if item.method:
        return str(catalog.method(item.method).label).split()[0], words
    lift = plan.of_week(item, week)[1]
    return f"{lift[:1].upper()}{lift[1:]}", words.removeprefix(lift).strip()


def short(item: Prescription, week: int) -> str:
    """A line in a few words: back squat 5×2, 90 %.

    >>> short(plan.parse_line("max effort back squat 5x2 @ 90% rest 4min"), 1)
    'back squat 5×2, 90 %'
    """
    first, more = item.parts[0], "…" if len(item.parts) > 1 else ""
    words = sets_text(first).replace("x", "×", 1).replace(" @ ", ", ").replace("%", " %").replace("-", "–")
    return f"{plan.of_week(item, week)[1]} {words}{more}"


def _done(store: Store, athlete: str, since: date) -> dict[date, set[str]]:
    found: dict[date, set[str]] = {}
    for day, lift in _lifted(store, athlete, since):
        found.setdefault(day, set()).add(as_exercise(lift))
    return found


def _lifted(store: Store, athlete: str, since: date) -> Iterator[tuple[date, str]]:
    for each in store.sets(athlete, since=begun(since), measured=False):
        if each.entry.started_at is not None:
            yield each.entry.started_at.date(), each.entry.lift


def block_of(read: Plan, week: int) -> int:
    """Which of the plan's blocks of weeks (from 0) has a week: of several the one with the fewest weeks; −1 for none.

    >>> block_of(plan.parse("week 1:\\n  mon: rest\\nweeks 2-4:\\n  mon: rest"), 3)
    1
    """
    found = [
        (each.last - each.first if each.first else MOST_WITHOUT_END, at)
        for at, each in enumerate(read.weeks)
        if each.first == 0 or each.first <= week <= each.last
    ]
    return min(found)[1] if found else -1
