"""Store → what a person wants to see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from neuraldrive import adapt, measure
from neuraldrive.errors import MeasureError, NotInStore
from neuraldrive.records import SetEntry
from neuraldrive.records.training import allowed
from neuraldrive.store import AthleteSummary, Correction, OnRoster, Store, StoredSession, StoredSet

_LEAST_MPS = allowed("mean_velocity")[0]


@dataclass(frozen=True)
class LiftProfile:
    """One lift's profile on its last day, and the estimates of the days before, as they would have been given then."""

    athlete: str
    profile: adapt.LoadVelocityProfile
    earlier: tuple[adapt.LoadVelocityProfile, ...] = ()


def athlete(store: Store, name: str) -> AthleteSummary:
    """The athlete of that name.

    Raises:
        NotInStore: there is none, with those that are there.
    """
    everybody = store.athletes()
    for each in everybody:
        if each.name == name:
            return each
    raise NotInStore(
        "athlete", found=repr(name), needed=f"one of {', '.join(each.name for each in everybody) or 'nobody yet'}",
        remedy="Check the name with: neuraldrive athletes.",
    )  # fmt: skip


def on_roster(store: Store, who: str | int) -> OnRoster:
    """The athlete of that name or number, without counting what there is of them.

    Raises:
        NotInStore: there is none.
    """
    everybody = store.roster()
    for each in everybody:
        if who in (each.id, each.name):
            return each
    names = ", ".join(each.name for each in everybody[:8])
    raise NotInStore(
        "athlete", found=repr(who), needed=f"one of {names or 'nobody yet'}",
        remedy="Check the name with: neuraldrive athletes.",
    )  # fmt: skip


def corrections_of(store: Store, found: StoredSession) -> list[Correction]:
    """Every correction of a session, its sets and their repetitions, the first first."""
    sets = {each.id for each in found.sets}
    repetitions = {number for each in found.sets for number in each.repetition_ids}
    ours = {"session": {found.id}, "set": sets, "repetition": repetitions}
    return [each for each in store.corrections() if each.target_id in ours.get(each.kind, ())]


def profile(
    store: Store, athlete: str, lift: str, *, with_history: bool = False, until: date | None = None
) -> LiftProfile:
    """The athlete's profile of a lift from all that is stored, or from the sets until a day.

    Raises:
        NotInStore: no such athlete, or no set of that lift, with those that are there.
    """
    stored = store.sets(athlete, lift)
    if not stored:
        lifts = store.lifts(athlete)
        raise NotInStore(
            f"sets of {lift} by {athlete}", found=f"sets of {', '.join(lifts)}" if lifts else "no set at all",
            needed=f"at least one set of {lift}", remedy="Choose a lift that is there, or import or log one.",
        )  # fmt: skip
    sets = [entry(each) for each in stored]
    days = _by_day([each for each in sets if until is None or not each.started_at or each.started_at.date() <= until])
    if not days:
        raise MeasureError(
            f"profile of {lift}", found=f"no set until {until}", needed="one", remedy="Record or log a set first."
        )
    last = adapt.load_velocity(days[-1], history=_flat(days[:-1]))
    if not with_history:
        return LiftProfile(athlete, last)
    return LiftProfile(athlete, last, tuple(_as_it_was(days)))


def profiles(store: Store, athlete: str, *, with_history: bool = False, until: date | None = None) -> list[LiftProfile]:
    """The athlete's profiles of every lift that allows one."""
    found = []
    for lift in store.lifts(athlete):
        try:
            found.append(profile(store, athlete, lift, with_history=with_history, until=until))
        except MeasureError:
            continue
    return found


def entry(stored: StoredSet) -> SetEntry:
    """The set, each repetition with the mean velocity that was derived for it: ours where there is a signal."""
    repetitions = []
    for repetition, ours in zip(stored.entry.repetitions, stored.measurements, strict=True):
        speed = next((each.value for each in ours if each.measure == "mean_velocity"), repetition.mean_velocity)
        rose = speed is not None and speed >= _LEAST_MPS  # a failed repetition can end below where it began
        repetitions.append(replace(repetition, mean_velocity=speed if rose else None))
    return replace(stored.entry, repetitions=tuple(repetitions))


def _as_it_was(days: Sequence[Sequence[SetEntry]]) -> Iterator[adapt.LoadVelocityProfile]:
    """The profile of each earlier day, from what was known then."""
    for index, day in enumerate(days[:-1]):
        try:
            yield adapt.load_velocity(day, history=_flat(days[:index]))
        except MeasureError:
            continue


def _by_day(sets: Sequence[SetEntry]) -> list[list[SetEntry]]:
    """Sets by day in time order; those without a date come first, as the oldest."""
    groups: dict[date, list[SetEntry]] = {}
    for entry in sets:
        groups.setdefault(entry.started_at.date() if entry.started_at else date.min, []).append(entry)
    return [groups[day] for day in sorted(groups)]


def _flat(days: Sequence[Sequence[SetEntry]]) -> list[SetEntry]:
    return [entry for day in days for entry in day]


def with_signals(store: Store, stored: StoredSet) -> SetEntry:
    """The set with its raw signals and the rise of each repetition, found again; as it is where there are none."""
    if stored.recording_id is not None:
        return measure.with_rises(replace(stored.entry, recording=store.recording(stored.recording_id)))
    rises = [None if each is None else store.recording(each) for each in stored.rise_ids]
    if not any(rises):
        return stored.entry
    pairs = zip(stored.entry.repetitions, rises, strict=True)
    return replace(stored.entry, repetitions=tuple(replace(repetition, rise=rise) for repetition, rise in pairs))
