"""Which day of a plan cannot be where it stands: written twice, or dated outside its week."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from neuraldrive.records.prescription import PlanDay, PlanWeek

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Misplaced(NamedTuple):
    """The day `day` of the block of weeks `week` (both from 0), and what is wrong with it."""

    week: int
    day: int
    found: str
    needed: str
    remedy: str


class _Taken:
    """Times of day that are taken on one weekday or date: by week, and in every week."""

    def __init__(self) -> None:
        self._ever: set[str] = set()
        self._always: set[str] = set()
        self._in_week: dict[int, set[str]] = {}

    def take(self, weeks: range | None, at: str) -> bool:
        """Whether a time of day ("" for all of it) is free in those weeks (None for every one); it then is no more."""
        before = [self._ever] if weeks is None else [self._always, *(self._in_week.get(each, ()) for each in weeks)]
        if any(_clash(at, taken) for taken in before):
            return False
        self._ever.add(at)
        if weeks is None:
            self._always.add(at)
        for each in weeks or ():
            self._in_week.setdefault(each, set()).add(at)
        return True


def misplaced(weeks: Sequence[PlanWeek], starts: str) -> Misplaced | None:
    """The first day that cannot be where it stands; None where all can.

    Two times on one day may be, if each has its time of day. `starts` ties dates to weeks where it is not "".
    """
    seen: dict[str, _Taken] = {}
    for i, j, week, entry in _days(weeks):
        first, last = (week.first, week.last) if week.first else (1, float("inf"))
        day, of = _weekday(entry.day, starts)
        if of is not None and not first <= of <= last:
            return Misplaced(i, j, f"{entry.day}, a day of week {of}", _called(week), "Move it, or correct the date.")
        numbers = range(of, of + 1) if of is not None else range(week.first, week.last + 1) if week.first else None
        if not seen.setdefault(day, _Taken()).take(numbers, entry.at):
            return Misplaced(
                i, j, f"{entry.day} a second time", "each day once a week",
                f"Put all of it under one `{entry.day}:`, or give each its time of day: `{entry.day} 08:00:`.",
            )  # fmt: skip
    return None


def _days(weeks: Sequence[PlanWeek]) -> Iterator[tuple[int, int, PlanWeek, PlanDay]]:
    for i, week in enumerate(weeks):
        for j, entry in enumerate(week.days):
            yield i, j, week, entry


def _weekday(day: str, starts: str) -> tuple[str, int | None]:
    """The day as "mon" to "sun" and its week, where its date can be placed; else as it is."""
    if day in DAYS or not starts:
        return day, None
    week, weekday = divmod((date.fromisoformat(day) - date.fromisoformat(starts)).days, 7)
    return DAYS[weekday], week + 1


def _called(week: PlanWeek) -> str:
    if not week.first:
        return "a day from the start on"
    return f"a day of week {week.first}" if week.first == week.last else f"a day of weeks {week.first} to {week.last}"


def _clash(at: str, taken: Collection[str]) -> bool:
    return bool(taken) if not at else at in taken or "" in taken
