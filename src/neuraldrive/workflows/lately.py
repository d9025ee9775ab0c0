"""An athlete's lift lately: only the weeks that its baseline and its profile remember, so that years behind cost nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from neuraldrive import adapt, catalog, monitor
from neuraldrive.adapt import LoadVelocityProfile
from neuraldrive.errors import MeasureError, NeuraldriveError
from neuraldrive.monitor import DayChange
from neuraldrive.records import SetEntry
from neuraldrive.store import LiftDay, Store
from neuraldrive.workflows import look

REMEMBERED = timedelta(days=60)
"""As long as baselines and profiles look back."""
HARD_SETS = 8
"""Rated sets that a profile learns the 1RM from, however old."""
_ZONES = timedelta(days=1)


@dataclass(frozen=True)
class LiftLately:
    """A lift's sets up to a day, by day; `on` is the last day it was done, `sets` that day's."""

    lift: str
    on: date
    sets: tuple[SetEntry, ...]
    earlier: tuple[SetEntry, ...]
    session_id: int
    days: int
    set_ids: tuple[int, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class DayStanding:
    """A lift's last day against the athlete's own days.

    Args:
        kind: "slower", "faster", "drift down", "usual" or "unsure".
        change: what `monitor.change` says; None where nothing can be compared, and `why` says why.
        standings: of the days before and of this one, in standard deviations of a day, the first first; with their days.
    """

    lift: str
    on: date
    session_id: int
    kind: str
    why: str
    change: DayChange | None
    standings: tuple[tuple[date, float], ...] = ()
    told_from: float | None = None


def lift_lately(store: Store, athlete_id: int, days: Sequence[LiftDay], lift: str, until: date) -> LiftLately | None:
    """The sets of a lift on its last day until one, and of the weeks before; None where it was never done until then.

    Args:
        days: of the athlete, from `Store.lift_days`.
    """
    own = [each for each in days if each.lift == lift and each.day <= until]
    if not own:
        return None
    last = own[-1]
    before = own[-2].day if len(own) > 1 else last.day
    stored = store.sets(athlete_id, lift, _since(before - REMEMBERED), measured="mean_velocity")
    dated = [(each.id, look.entry(each)) for each in stored if each.entry.started_at is not None]
    today = [(number, each) for number, each in dated if _day(each) == last.day]
    return LiftLately(
        lift, last.day, tuple(each for _, each in today), tuple(each for _, each in dated if _day(each) < last.day),
        last.session_id, len(own), tuple(number for number, _ in today),
    )  # fmt: skip


def standing(found: LiftLately) -> DayStanding:
    """The last day of a lift: usual, slower, faster, drifting, or not to be told."""
    sensor = found.sets[-1].device or ""
    about = (found.lift, found.on, found.session_id)
    try:
        usual = monitor.baseline(found.earlier, sensor=sensor if sensor in catalog.sensors() else "unknown")
        change = monitor.change(found.sets, usual)
        limit = usual.told_from() if usual.fitted is not None else None
    except NeuraldriveError as error:
        return DayStanding(*about, "unsure", f"{error.found}: {error.remedy}", None)
    before = zip(usual.days[-len(usual.standings) :] if usual.standings else (), usual.standings, strict=True)
    today = change.standing
    return DayStanding(
        *about, _kind(change), change.why, change, (*before, *([] if today is None else [(found.on, today)])), limit
    )


def profile(store: Store, athlete_id: int, found: LiftLately) -> LoadVelocityProfile:
    """The load-velocity profile of a lift's last day; the same as from all that is stored.

    Raises:
        MeasureError: there is nothing to learn it from.
    """
    rated = [look.entry(each) for each in store.hard_sets(athlete_id, found.lift, HARD_SETS + len(found.sets))]
    return adapt.load_velocity(found.sets, history=(*_older(rated, found), *found.earlier))


def profile_before(store: Store, athlete_id: int, found: LiftLately) -> LoadVelocityProfile | None:
    """The profile as it was before a lift's last day; None where there was none."""
    if not found.earlier:
        return None
    last = max(map(_day, found.earlier))
    now = [each for each in found.earlier if _day(each) == last]
    older = [each for each in found.earlier if _day(each) < last]
    rated = [look.entry(each) for each in store.hard_sets(athlete_id, found.lift, HARD_SETS + len(found.sets))]
    try:
        return adapt.load_velocity(now, history=(*_older(rated, found), *older))
    except MeasureError:
        return None


def history(
    store: Store, athlete_id: int, days: Sequence[LiftDay], lift: str, until: date, *, weeks: int = 26
) -> list[tuple[date, LoadVelocityProfile]]:
    """The profile of the last day of each week, as it would have been given then; the first first."""
    first = until - timedelta(weeks=weeks)
    own = [each.day for each in days if each.lift == lift and first < each.day <= until]
    weekly = sorted({_week(day): day for day in own}.values())
    if not weekly:
        return []
    stored = store.sets(athlete_id, lift, _since(weekly[0] - REMEMBERED), measured="mean_velocity")
    sets = [look.entry(each) for each in stored if each.entry.started_at is not None]
    rated = [look.entry(each) for each in store.hard_sets(athlete_id, lift, HARD_SETS + len(sets))]
    return [(day, made) for day in weekly if (made := _as_of(day, sets, rated)) is not None]


def _as_of(day: date, sets: Sequence[SetEntry], rated: Sequence[SetEntry]) -> LoadVelocityProfile | None:
    now = [each for each in sets if _day(each) == day]
    window = [each for each in sets if day - REMEMBERED <= _day(each) < day]
    older = [each for each in rated if each.started_at is None or _day(each) < day - REMEMBERED]
    try:
        return adapt.load_velocity(now, history=(*older[-HARD_SETS:], *window))
    except MeasureError:
        return None


def _older(rated: Sequence[SetEntry], found: LiftLately) -> list[SetEntry]:
    """Those that the window does not hold already."""
    since = min((_day(each) for each in (*found.earlier, *found.sets)), default=found.on)
    return [each for each in rated if each.started_at is None or _day(each) < since]


def _kind(change: DayChange) -> str:
    if change.word == "changed":
        return "slower" if change.difference < 0 else "faster"
    if change.word == "usual" and change.drift is not None and change.drift.word == "drifting":
        return "drift down"
    return change.word


def _since(day: date) -> datetime:
    """A moment before that day in every zone."""
    return datetime.combine(day, time(), UTC) - _ZONES


def _day(entry: SetEntry) -> date:
    assert entry.started_at is not None
    return entry.started_at.date()


def _week(day: date) -> date:
    return day - timedelta(days=day.weekday())
