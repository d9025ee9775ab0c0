"""An athlete at a glance, for the team: trained when, usual or changed, what is measured of the nervous system, what waits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from neuraldrive.records import SetEntry
from neuraldrive.store import LiftDay, OnRoster, Store
from neuraldrive.workflows import lately
from neuraldrive.workflows.lately import DayStanding, LiftLately
from neuraldrive.workflows.neural_profile import neural_profile

WEEK = timedelta(days=7)
WEEKS_SHOWN = timedelta(days=56)
ORDER = ("slower", "faster", "drift down", "usual", "unsure", "absent", "new")


@dataclass(frozen=True)
class Unrated:
    """The heaviest set of a lift on its last day, where none of that day was rated: it teaches nothing of the 1RM."""

    set_id: int
    session_id: int
    number: int
    lift: str
    load_kg: float | None
    repetitions: int
    on: date


@dataclass(frozen=True)
class Glance:
    """An athlete as the team's list shows them.

    Args:
        kind: of ORDER: what the last day says, the most telling lift first; "absent" after a week without a session, "new"
            before the first that has a date.
        undated: there are sessions, and none of them has a date.
        trained: days of the last seven.
        markers: group of the neural profile → (measured, of how many).
    """

    id: int
    name: str
    simulated: bool
    last: date | None
    kind: str
    trained: tuple[date, ...]
    standing: DayStanding | None
    markers: Mapping[str, tuple[int, int]]
    unrated: tuple[Unrated, ...] = ()
    undated: bool = False


def glance(store: Store, who: OnRoster, on: date) -> Glance:
    """The athlete as known on a day."""
    every = store.lift_days(who.id)
    days = [each for each in every if each.day <= on]
    last = days[-1].day if days else None
    recent = last is not None and on - last < WEEK
    found = _of_last_day(store, who.id, days, last) if last is not None else []
    said = [lately.standing(each) for each in found]
    best = min(said, key=lambda each: ORDER.index(each.kind), default=None)
    kind = "new" if best is None else best.kind if recent else "absent"
    return Glance(
        who.id, who.name, who.athlete.simulated, last, kind, trained_lately(days, on), best, _markers(store, who.id),
        tuple(_unrated(found)) if recent else (), not every and bool(store.sessions(who.id, limit=1)),
    )  # fmt: skip


def trained_lately(days: Sequence[LiftDay], on: date) -> tuple[date, ...]:
    """Days of the last seven."""
    return tuple(sorted({each.day for each in days if on - WEEK < each.day <= on}))


def in_order(everybody: Sequence[Glance], by: str) -> list[Glance]:
    """Changed first, or the last to train first, or by name.

    >>> in_order([], "changed")
    []
    """
    named = sorted(everybody, key=lambda each: each.name.lower())
    latest = sorted(named, key=lambda each: each.last or date.min, reverse=True)
    if by == "name":
        return named
    return latest if by == "trained" else sorted(latest, key=lambda each: ORDER.index(each.kind))


def _of_last_day(store: Store, athlete_id: int, days: Sequence[LiftDay], last: date) -> list[LiftLately]:
    lifts = [each.lift for each in days if each.day == last]
    found = (lately.lift_lately(store, athlete_id, days, lift, last) for lift in lifts)
    return [each for each in found if each is not None and each.sets]


def _unrated(found: Sequence[LiftLately]) -> list[Unrated]:
    waiting = []
    for each in found:
        if all(entry.reserve is None for entry in each.sets):
            number, entry = max(zip(each.set_ids, each.sets, strict=True), key=lambda pair: pair[1].load_kg or 0.0)
            waiting.append(_as_waiting(each, number, entry))
    return waiting


def _as_waiting(found: LiftLately, set_id: int, entry: SetEntry) -> Unrated:
    return Unrated(set_id, found.session_id, entry.number, found.lift, entry.load_kg, entry.repetition_count, found.on)


def _markers(store: Store, athlete_id: int) -> dict[str, tuple[int, int]]:
    counted: dict[str, tuple[int, int]] = {}
    for each in neural_profile(store, athlete_id):
        known, of = counted.get(each.marker.group, (0, 0))
        counted[each.marker.group] = (known + (each.latest is not None), of + 1)
    return counted
