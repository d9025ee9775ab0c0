"""A session looked at again: what was said, what another rule would have said, what was done; and whether a day was usual."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from neuraldrive import catalog, monitor, plan
from neuraldrive.adapt import LoadVelocityProfile, load_velocity
from neuraldrive.errors import MeasureError, NeuraldriveError, NotInStore
from neuraldrive.plan.door import written_day
from neuraldrive.records import Prescription, Repetition, SetEntry
from neuraldrive.store import LiveSetRow, Store, StoredSet
from neuraldrive.workflows import lately, look
from neuraldrive.workflows.day_so_far import flag, local_day, same_work

USUAL_RULES = ("loss 10%", "loss 20%", "reserve 2")
NO_VERDICT = "no verdict: it needs the speed of the repetitions"


class ReviewRow(NamedTuple):
    """A repetition, and what was said after it; `reserve` is what it left, as a range, `floor_mps` the slowest of its zone."""

    number: int
    velocity: str
    word: str
    probability: float | None
    why: str
    advice: bool = False
    reserve: tuple[float, float] | None = None
    floor_mps: float | None = None


@dataclass(frozen=True)
class SetReview:
    """A set: what was said live, or would be said now; what other rules say; and what was done.

    `grade` is what its words were allowed to be, `rests_on` whose sets stood behind them, `day` how the day differed from usual
    where load history was left out for that. `has_speed` is False where no repetition tells its speed: no rule judges then.
    """

    set_id: int
    number: int
    lift: str
    load_kg: float | None
    judged: str
    rows: tuple[ReviewRow, ...]
    others: Mapping[str, str]
    done: str
    grade: str = ""
    rests_on: str = ""
    day: str = ""
    has_speed: bool = True


class Words(NamedTuple):
    """All that was said of a set, and what that rested on."""

    rows: list[ReviewRow]
    grade: str = ""
    rests_on: str = ""
    day: str = ""


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
    return [_of_set(store, stored, rules) for stored in session.sets]


def review_set(store: Store, set_id: int, rules: Sequence[str] = USUAL_RULES) -> SetReview:
    """One set.

    Raises:
        NotInStore: no such set. BadValue: a rule that is none.
    """
    return _of_set(store, store.stored_set(set_id), rules)


def _of_set(store: Store, stored: StoredSet, rules: Sequence[str]) -> SetReview:
    entry, row = look.entry(stored), _live(store, stored.id)
    again = _judges(store, stored, entry, row)
    said = _said(store, stored, entry) if row is not None else _words(again(""), entry)
    has_speed = any(each.mean_velocity is not None for each in entry.repetitions)
    others = {rule: _first_stop(_words(again(rule), entry).rows, has_speed) for rule in rules}
    return SetReview(
        stored.id, entry.number, entry.lift, entry.load_kg, "as it was said" if row is not None else "as it would be said now",
        tuple(said.rows), others, _done(said.rows, entry, has_speed), said.grade, said.rests_on, said.day, has_speed,
    )  # fmt: skip


def _judges(
    store: Store, stored: StoredSet, entry: SetEntry, row: LiveSetRow | None
) -> Callable[[str], monitor.LiveSet]:
    """What judges the set anew by a rule, from what was known before it."""
    before = {each.id: look.entry(each) for each in store.sets(stored.athlete, entry.lift) if each.id < stored.id}
    history, own = tuple(before.values()), {each.id for each in store.session(stored.session_id).sets}
    same = same_work([each for number, each in before.items() if number in own], entry.load_kg)
    on, profile = local_day(entry), _profile(history)
    now = [each for each in history if on is not None and local_day(each) == on]
    day = flag(now, [each for each in history if on is not None and (local_day(each) or on) < on])
    prescription = plan.parse_line(row.prescription) if row is not None else _free(entry)
    sensor = _known(row.sensor if row is not None else entry.device or "unknown")
    return lambda rule: monitor.LiveSet(
        prescription, profile, history=history, session=same, sensor=sensor, rule=rule, lift=entry.lift, day=day
    )


def _words(judge: monitor.LiveSet, entry: SetEntry) -> Words:
    """What a rule says of each repetition."""
    rows, verdict = [], judge.verdict()
    for each in entry.repetitions:
        verdict = judge.add(each)
        why = each.excluded or verdict.why
        rows.append(ReviewRow(
            each.number, _speed(each), verdict.word, verdict.probability, why, verdict.advice, verdict.reserve,
            verdict.floor_mps,
        ))  # fmt: skip
    return Words(rows, judge.grade, verdict.rests_on, judge.day)


def _said(store: Store, stored: StoredSet, entry: SetEntry) -> Words:
    """What was said live of each repetition, the last word on it; sets of older versions tell less of what it rested on."""
    said = {each.repetition: each for each in store.verdicts(stored.id)}
    rows, facts = [], {}
    for each in entry.repetitions:
        verdict = said.get(each.number)
        if verdict is None:
            rows.append(
                ReviewRow(each.number, _speed(each), "", None, each.excluded or "nothing was said: found afterwards")
            )
        else:
            facts = verdict.facts
            rows.append(ReviewRow(
                each.number, _speed(each), verdict.word, verdict.probability, each.excluded or verdict.why,
                bool(facts.get("advice")), _range(facts.get("reserve")), facts.get("floor_mps"),
            ))  # fmt: skip
    return Words(rows, *(str(facts.get(name) or "") for name in ("grade", "rests_on", "day")))


def _range(told: Any) -> tuple[float, float] | None:
    return (float(told[0]), float(told[1])) if told else None


def _speed(repetition: Repetition) -> str:
    return f"{repetition.mean_velocity:.2f} m/s" if repetition.mean_velocity is not None else "–"


def _first_stop(rows: Sequence[ReviewRow], has_speed: bool) -> str:
    """After which repetition a rule stops; no verdict where it stops none and no repetition tells its speed."""
    stop = next((row for row in rows if row.word == "stop"), None)
    if stop is None and not has_speed:
        return NO_VERDICT
    return "would not have stopped it" if stop is None else f"would have stopped after repetition {stop.number}"


def _done(rows: Sequence[ReviewRow], entry: SetEntry, has_speed: bool) -> str:
    """What was lifted, and what the lifter did with the word."""
    stop = next((k for k, row in enumerate(rows) if row.word == "stop"), None)
    rated = f", rated {entry.rated}" if entry.reserve is not None else ""
    count = len(rows) or entry.repetition_count
    done = f"Done: {count} repetition{'' if count == 1 else 's'}"
    if stop is None:
        counted = "" if entry.count is None or rows else ", counted by hand"
        return f"{done}{counted}, {'without a stop' if has_speed else 'no speed'}{rated}."
    after = len(rows) - stop - 1
    went_on = "stopped there" if after == 0 else f"went on for {after} more"
    return f"{done}; stop was said after {rows[stop].number}, and the lifter {went_on}{rated}."


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
