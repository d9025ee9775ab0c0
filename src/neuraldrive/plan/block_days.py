"""Days of a week as they are printed: no easy day for one small piece of work alone, and a word on days without rest between."""

from __future__ import annotations

from neuraldrive.plan.block_first_day import minutes_of
from neuraldrive.plan.block_slots import REPEATED
from neuraldrive.plan.block_wish import Wish
from neuraldrive.plan.weeks import BUILD, TAPER, Week
from neuraldrive.records.prescription import Prescription

Days = dict[int, tuple[Prescription, ...]]
"""Work by the index of the day in the week."""
FEW_DAYS = 3
"""So many days can have a day of rest between any two of them."""


def merged(days: Days, week: Week, wish: Wish) -> Days:
    """Days of an easy week; one that is left with a single repeated effort gives it to another, or rests in a taper."""
    found = dict(days)
    for day, work in days.items():
        if week.kind == BUILD or len(work) != 1 or work[0].method != REPEATED:
            continue
        named = work[0].lifts[0] in wish.lifts
        to = None if week.kind == TAPER else _room(found, day, wish)
        if to is not None:
            found[to] += work
        if to is not None or (week.kind == TAPER and not named):
            del found[day]
    return found


def _room(days: Days, day: int, wish: Wish) -> int | None:
    """Another day with time for its work."""
    lift = days[day][0].lifts
    for other in sorted(days, key=lambda each: len(days[each])):
        if other == day or any(item.lifts == lift for item in days[other]):
            continue
        if minutes_of(days[other] + days[day]) <= wish.minutes:
            return other
    return None


def adjacent(wish: Wish) -> tuple[str, str] | None:
    """Two days after one another where as many days could all have rest between them.

    >>> from neuraldrive.plan.block import wish
    >>> adjacent(wish(goal="power", weeks=3, days="mon tue", minutes=60))
    ('mon', 'tue')
    """
    at = wish.at
    pairs = ((one, other) for one in at for other in at if (other - one) % 7 == 1)
    if len(at) > FEW_DAYS:
        return None
    return next(((wish.days[at.index(one)], wish.days[at.index(other)]) for one, other in pairs), None)
