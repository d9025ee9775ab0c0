"""What is known when a set begins: the athlete's profile, earlier sets, those of today, and whether today is as usual."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from neuraldrive import catalog, monitor
from neuraldrive.adapt import LoadVelocityProfile
from neuraldrive.errors import NeuraldriveError
from neuraldrive.records import SetEntry
from neuraldrive.store import Store
from neuraldrive.workflows import look


@dataclass(frozen=True)
class SoFar:
    """For one lift of one athlete.

    Args:
        history: all earlier sets, today's with them, in the order in which they were done.
        session: those of today that are the same work.
        day: today's first sets against other days; None where too little is known.
    """

    profile: LoadVelocityProfile | None
    history: tuple[SetEntry, ...]
    session: tuple[SetEntry, ...]
    day: monitor.DayChange | None


def so_far(store: Store, athlete: str, lift: str, load_kg: float | None) -> SoFar:
    """What is known now, a rating that was given a moment ago with it."""
    history = [look.entry(each) for each in store.sets(athlete, lift)]
    today = datetime.now(UTC).astimezone().date()
    now = [each for each in history if local_day(each) == today]
    earlier = [each for each in history if local_day(each) != today]
    try:
        profile = look.profile(store, athlete, lift).profile
    except NeuraldriveError:
        profile = None
    return SoFar(profile, (*earlier, *now), tuple(same_work(now, load_kg)), flag(now, earlier))


def against_other_days(now: Sequence[SetEntry], earlier: Sequence[SetEntry]) -> monitor.DayChange:
    """Usual or changed: the first sets of a day against earlier days of the same lift.

    Raises:
        MeasureError: there are too few days, or no set that can be compared.
    """
    sensor = now[-1].device or "unknown"
    return monitor.change(now, monitor.baseline(earlier, sensor=sensor if sensor in catalog.sensors() else "unknown"))


def flag(now: Sequence[SetEntry], earlier: Sequence[SetEntry]) -> monitor.DayChange | None:
    """The same, or None where nothing can be said."""
    try:
        return against_other_days(now, earlier) if now and earlier else None
    except NeuraldriveError:
        return None


def local_day(entry: SetEntry) -> date | None:
    """The day of a set, where we are; None where it has no date."""
    return entry.started_at.astimezone().date() if entry.started_at is not None else None


def same_work(sets: Sequence[SetEntry], load_kg: float | None) -> list[SetEntry]:
    """The sets of a day that are the work itself: not lighter than nine tenths of its load."""
    return [each for each in sets if load_kg is None or (each.load_kg or 0.0) >= 0.9 * load_kg]
