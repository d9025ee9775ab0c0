"""Which day of a plan cannot be where it stands: written twice, or dated outside its week."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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


class _Place(NamedTuple):
    first: float
    last: float
    at: str


def misplaced(weeks: Sequence[PlanWeek], starts: str) -> Misplaced | None:
    """The first day that cannot be where it stands; None where all can.

    Two times on one day may be, if each has its time of day. `starts` ties dates to weeks where it is not "".
    """
    seen: dict[str, list[_Place]] = {}
    for i, j, week, entry in _days(weeks):
        first, last = (week.first, week.last) if week.first else (1, float("inf"))
        day, of = _weekday(entry.day, starts)
        if of is not None and not first <= of <= last:
            return Misplaced(i, j, f"{entry.day}, a day of week {of}", _called(week), "Move it, or correct the date.")
        place = _Place(first, last, entry.at) if of is None else _Place(of, of, entry.at)
        others = seen.setdefault(day, [])
        if any(_clash(place, other) for other in others):
            return Misplaced(
                i, j, f"{entry.day} a second time", "each day once a week",
                f"Put all of it under one `{entry.day}:`, or give each its time of day: `{entry.day} 08:00:`.",
            )  # fmt: skip
        others.append(place)
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


def _clash(one: _Place, other: _Place) -> bool:
    apart = one.at and other.at and one.at != other.at
    return not apart and one.first <= other.last and other.first <= one.last
