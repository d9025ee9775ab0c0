"""A session looked at again: what was said, what another rule would have said, what was done; and whether a day was usual."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from neuraldrive import catalog, monitor, plan
from neuraldrive.adapt import LoadVelocityProfile, load_velocity
from neuraldrive.errors import MeasureError, NeuraldriveError, NotInStore
from neuraldrive.plan.door import written_day
from neuraldrive.records import Prescription, SetEntry
from neuraldrive.store import LiveSetRow, Store, StoredSet
from neuraldrive.workflows import lately, live, look

USUAL_RULES = ("loss 10%", "loss 20%", "reserve 2")


class ReviewRow(NamedTuple):
    """A repetition, and what was said after it."""

    number: int
    velocity: str
    word: str
    probability: float | None
    why: str


@dataclass(frozen=True)
class SetReview:
    """A set: what was said live, or would be said now; what other rules say; and what was done."""

    set_id: int
    number: int
    lift: str
    load_kg: float | None
    judged: str
    rows: tuple[ReviewRow, ...]
    others: Mapping[str, str]
    done: str


class DayReview(NamedTuple):
    """A lift's day: usual, changed or unsure, and why."""

    lift: str
    day: str
    word: str
    why: str
    difference: float | None
    told_from: float | None
    drift: str


def review(store: Store, session_id: int, rules: Sequence[str] = USUAL_RULES) -> list[SetReview]:
    """Every set of a session.

    Raises:
        NotInStore: no such session. BadValue: a rule that is none.
    """
    session = store.session(session_id)
    found = []
    before: list[SetEntry] = []
    for stored in session.sets:
        entry = look.entry(stored)
        history = [look.entry(each) for each in store.sets(stored.athlete, entry.lift) if each.id < stored.id]
        found.append(_of_set(store, stored, entry, history, tuple(before), rules))
        before.append(entry)
    return found


def _of_set(
    store: Store, stored: StoredSet, entry: SetEntry, history: Sequence[SetEntry], before: Sequence[SetEntry],
    rules: Sequence[str],
) -> SetReview:  # fmt: skip
    row = _live(store, stored.id)
    prescription = plan.parse_line(row.prescription) if row is not None else _free(entry)
    sensor = row.sensor if row is not None else entry.device or "unknown"
    same = live.same_work([each for each in before if each.lift == entry.lift], entry.load_kg)
    profile = _profile(history)

    def judged(rule: str) -> list[ReviewRow]:
        judge = monitor.LiveSet(
            prescription, profile, history=history, session=same, sensor=_known(sensor), rule=rule, lift=entry.lift
        )
        rows = []
        for each in entry.repetitions:
            verdict = judge.add(each)
            speed = f"{each.mean_velocity:.2f} m/s" if each.mean_velocity is not None else "–"
            rows.append(ReviewRow(each.number, speed, verdict.word, verdict.probability, each.excluded or verdict.why))
        return rows

    said = _said(store, stored, entry) if row is not None else judged("")
    others = {rule: _first_stop(judged(rule)) for rule in rules}
    return SetReview(
        stored.id, entry.number, entry.lift, entry.load_kg, "as it was said" if row is not None else "as it would be said now",
        tuple(said), others, _done(said, entry),
    )  # fmt: skip


def _said(store: Store, stored: StoredSet, entry: SetEntry) -> list[ReviewRow]:
    """What was said live of each repetition, the last word on it."""
    said = {each.repetition: each for each in store.verdicts(stored.id)}
    rows = []
    for each in entry.repetitions:
        verdict = said.get(each.number)
        speed = f"{each.mean_velocity:.2f} m/s" if each.mean_velocity is not None else "–"
        if verdict is None:
            rows.append(ReviewRow(each.number, speed, "", None, each.excluded or "nothing was said: found afterwards"))
        else:
            rows.append(ReviewRow(each.number, speed, verdict.word, verdict.probability, each.excluded or verdict.why))
    return rows


def _first_stop(rows: Sequence[ReviewRow]) -> str:
    """After which repetition a rule stops."""
    stop = next((row for row in rows if row.word == "stop"), None)
    return "would not have stopped it" if stop is None else f"would have stopped after repetition {stop.number}"


def _done(rows: Sequence[ReviewRow], entry: SetEntry) -> str:
    """What the lifter did with the word."""
    stop = next((k for k, row in enumerate(rows) if row.word == "stop"), None)
    rated = f", rated RPE {10.0 - entry.reserve:g}" if entry.reserve is not None else ""
    if stop is None:
        return f"Done: {len(rows)} repetitions, without a stop{rated}."
    after = len(rows) - stop - 1
    went_on = "stopped there" if after == 0 else f"went on for {after} more"
    return f"Done: {len(rows)} repetitions; stop was said after {rows[stop].number}, and the lifter {went_on}{rated}."


def _live(store: Store, set_id: int) -> LiveSetRow | None:
    try:
        return store.live_set(set_id)
    except NotInStore:
        return None


def _free(entry: SetEntry) -> Prescription:
    try:
        return plan.parse_line(f"{entry.lift.replace('_', ' ')} 1xmax")
    except NeuraldriveError:
        return plan.parse_line("back squat 1xmax")


def _known(sensor: str) -> str:
    return sensor if sensor in catalog.sensors() else "unknown"


def _profile(history: Sequence[SetEntry]) -> LoadVelocityProfile | None:
    try:
        return load_velocity(history) if history else None
    except MeasureError:
        return None


def day_of(store: Store, athlete: str, day: str | None = None) -> list[DayReview]:
    """Each lift on a day (its last one if not given): usual or changed against the athlete's own days.

    Raises:
        NotInStore: nobody of that name. BadValue: a day that does not exist.
    """
    person = look.on_roster(store, athlete)
    done = store.lift_days(person.id)
    found = []
    for lift in store.lifts(person.id):
        days = [each.day for each in done if each.lift == lift]
        wanted = written_day("date", day) if day else (days[-1] if days else None)
        if wanted is None or wanted not in days:
            continue
        sets = lately.lift_lately(store, person.id, done, lift, wanted)
        if sets is not None:
            found.append(_told(lately.standing(sets)))
    return found


def _told(said: lately.DayStanding) -> DayReview:
    change = said.change
    if change is None:
        return DayReview(said.lift, str(said.on), "unsure", said.why, None, None, "")
    drift = f"{change.drift.word}" if change.drift is not None else ""
    difference, told_from = _finite(change.difference), _finite(change.told_from)
    return DayReview(said.lift, str(said.on), change.word, change.why, difference, told_from, drift)


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
