"""What the page of a session shows: its sets in a strip, one of them whole, what was left out and what was corrected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from neuraldrive import catalog
from neuraldrive.records import Measurement, Repetition
from neuraldrive.store import Correction, Store, StoredSession, StoredSet
from neuraldrive.units import load_text
from neuraldrive.web import words
from neuraldrive.web.words import called, number

_SHOWN = {"mean": "mean_velocity", "propulsive": "mean_propulsive_velocity", "peak": "peak_velocity",
          "range": "range_of_motion"}  # fmt: skip
_Z95 = 1.96
_GRADES = {"may stop a set": 3, "advises": 2}
_FIELDS = {
    "load_kg": "load", "rpe": "RPE", "rpe_at_most": "RPE is an upper bound", "reps_in_reserve": "repetitions in reserve",
    "started_at": "date", "rise_s": "start and end", "excluded": "left out", "name": "name",
    "device": "sensor",
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A repetition as a row of the table; `at` is its place in the set."""

    id: int
    at: int
    start_s: float | None
    end_s: float | None
    excluded: str | None
    picked: bool
    mean: Measurement | None
    propulsive: Measurement | None
    peak: Measurement | None
    range: Measurement | None

    @property
    def told(self) -> dict[str, Any]:
        """What the trace needs to know of it."""
        mean = None if self.mean is None else round(self.mean.value, 3)
        return {"id": self.id, "at": self.at, "start": self.start_s, "end": self.end_s, "mean": mean,
                "excluded": self.excluded}  # fmt: skip

    @property
    def error(self) -> float | None:
        """Half the interval of the mean velocity, m/s."""
        interval = self.mean.interval if self.mean is not None else None
        return None if interval is None else (interval[1] - interval[0]) / 2


@dataclass(frozen=True)
class Excluded:
    """A repetition that is left out: where, why, by whom and when; `waits` until somebody says that it is rightly so."""

    id: int
    set_at: int
    at: int
    why: str
    who: str
    when: datetime | None
    waits: bool = False


@dataclass(frozen=True)
class Logged:
    """A correction in words; `can_undo` where it still stands."""

    id: int
    what: str
    change: str
    why: str
    who: str
    when: datetime
    is_undo: bool
    undone: bool


def lines(stored: StoredSet) -> list[Line]:
    """The repetitions of a set."""
    together = zip(stored.repetition_ids, stored.entry.repetitions, stored.measurements, strict=True)
    return [_line(number, at, each, found) for at, (number, each, found) in enumerate(together, 1)]


def _line(number: int, at: int, each: Repetition, found: Sequence[Measurement]) -> Line:
    by_name = {one.measure: one for one in found}
    return Line(
        number, at, each.start_s, each.end_s, each.excluded, "picked by hand" in each.flags,
        **{name: by_name.get(measure) for name, measure in _SHOWN.items()},
    )  # fmt: skip


def sensor(stored: StoredSet) -> dict[str, Any]:
    """The badge of the sensor: its name, what it may do (3 may stop, 2 advises, 1 counts), and its error, m/s of a mean."""
    name = stored.entry.device or next((each.device for each in stored.entry.repetitions if each.device), None)
    entry = catalog.sensor(name if name is not None and name in catalog.sensors() else "unknown")
    return {
        "name": called(name or "sensor not known"), "grade": entry.grade, "level": _GRADES.get(entry.grade, 1),
        "error": _Z95 * entry.mean_velocity_sd(),
    }  # fmt: skip


def rule_records() -> dict[str, str]:
    """What each rule did on easy and hard sets of lifters that it had not seen, by the rule's name."""
    return {name: _record(each) for name, each in catalog.stop_records().items()}


def _record(of: catalog.StopRecord) -> str:
    easy, hard = (
        f"{of[name]:.0f} of {of[kind]:.0f}" for name, kind in (("easy_stopped", "easy"), ("hard_stopped", "hard"))
    )
    after = f" {of.after}" if of.after else ""
    return f"stops {easy} easy sets ({of.false_share:.0%}), catches {hard} hard ones ({of.catch_share:.0%}){after}".replace(
        "%", " %"
    )


def exclusions(found: StoredSession, log: Sequence[Correction]) -> list[Excluded]:
    """All that is left out of a session, with who said so; what a file or the detector left out was said by nobody."""
    undone = {each.undoes for each in log}
    stands = [each for each in log if each.undoes is None and each.step not in undone]
    said = {each.target_id: each for each in stands if each.kind == "repetition" and each.field == "excluded"}
    made = []
    for set_at, stored in enumerate(found.sets, 1):
        for at, (own, each) in enumerate(zip(stored.repetition_ids, stored.entry.repetitions, strict=True), 1):
            if each.excluded is not None:
                fix = said.get(own)
                by = fix if fix is not None and fix.new == each.excluded else None
                who = by.who if by is not None else "found when it was recorded or imported"
                made.append(
                    Excluded(own, set_at, at, each.excluded, who, by.at if by is not None else None, own not in said)
                )
    return made


def log_lines(store: Store, found: StoredSession, log: Sequence[Correction], unit: str) -> list[Logged]:
    """The corrections of a session in words, the latest first."""
    places = _places(found)
    undone = {each.undoes for each in log}
    return [
        Logged(
            each.id, f"{places.get((each.kind, each.target_id), 'A repetition')}: {_field(each.field)}",
            _change(each, unit), each.why, each.who, each.at,
            each.undoes is not None, each.step in undone,
        )
        for each in reversed(log)
    ]  # fmt: skip


def minutes(found: StoredSession) -> float | None:
    """From the first set to the last, min; None where their times are not known."""
    times = [each.entry.started_at for each in found.sets if each.entry.started_at is not None]
    try:
        long = (max(times) - min(times)).total_seconds() / 60 if times else 0.0
    except TypeError:  # some have a zone and some have none
        return None
    return long if long >= 1.0 else None


def finding(rows: Sequence[Line]) -> str:
    """What the trace of a set shows, in a sentence."""
    counted = [row for row in rows if row.excluded is None and row.mean is not None]
    if not counted:
        return f"{words.counted(len(rows), 'repetition')}, none with a velocity"
    first, last = (number(row.mean.value) if row.mean is not None else "" for row in (counted[0], counted[-1]))
    out = sum(1 for row in rows if row.excluded is not None)
    told = f"{words.counted(len(rows) - out, 'repetition')}, mean velocity {first} m/s in the first, {last} in the last"
    return told + (f"; {out} left out" if out else "")


def _places(found: StoredSession) -> Mapping[tuple[str, int], str]:
    places = {("session", found.id): "Session"}
    for set_at, stored in enumerate(found.sets, 1):
        places["set", stored.id] = f"Set {set_at}"
        places |= {("repetition", each): f"Set {set_at}, rep {at}" for at, each in enumerate(stored.repetition_ids, 1)}
    return places


def _change(each: Correction, unit: str) -> str:
    if each.field == "excluded" and each.old == each.new and each.undoes is None:
        return f"rightly so: {each.new}"
    return f"{_value(each.field, each.old, unit)} → {_value(each.field, each.new, unit)}"


def _field(name: str) -> str:
    return _FIELDS.get(name, called(name))


def _value(field: str, value: object, unit: str) -> str:
    if field == "rise_s":
        return f"{value['start_s']:.3f} to {value['end_s']:.3f} s" if isinstance(value, Mapping) else "not there"
    if value is None or value == "":
        return "counts" if field == "excluded" else "none"
    if field == "load_kg" and isinstance(value, int | float):
        return load_text(float(value), unit)
    return called(str(value)) if field in ("lift", "device") else str(value)
