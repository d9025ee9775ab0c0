"""Rows of a log → sessions, sets and repetitions, with impossible values named and left out."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from neuraldrive.errors import BadValue
from neuraldrive.readers.doubts import Doubts
from neuraldrive.readers.loads import impossible_load
from neuraldrive.readers.table import Table
from neuraldrive.records import Reading, Recording, Repetition, Session, SetEntry
from neuraldrive.records.training import allowed

_LOGGED = {name: allowed(name) for name in Repetition.LOGGED}
_SAME_WORKOUT = timedelta(days=1)  # a workout number used again later than this is another workout


@dataclass(slots=True)
class Row:
    """One line of a log: a repetition, or a whole set where `count` is given. Values are SI, None where missing."""

    line: int
    lift: str
    set_key: Hashable
    set_number: int | None = None
    athlete: str = ""
    workout: Hashable = None
    at: datetime | None = None
    number: int | None = None
    load_kg: float | None = None
    load_unit: str = "kg"
    rpe: float | None = None
    rpe_at_most: bool = False
    reps_in_reserve: float | None = None
    count: int | None = None
    values: Mapping[str, float | None] = field(default_factory=dict)
    claims: Mapping[str, float] = field(default_factory=dict)
    rise: Recording | None = None
    flags: tuple[str, ...] = ()
    excluded: str | None = None
    note: str = ""
    file: str | None = None


def sessions(rows: Iterable[Row], doubts: Doubts, *, device: str | None, note: str = "") -> tuple[Session, ...]:
    """The rows as sessions, one for each athlete and workout, in the order of the file."""
    grouped: dict[Hashable, dict[Hashable, list[Row]]] = {}
    last: dict[Hashable, tuple[int, datetime | None]] = {}
    for row in rows:
        owner = (row.athlete, row.workout)
        run, before = last.get(owner, (0, None))
        if row.workout is not None and row.at and before and abs(row.at - before) > _SAME_WORKOUT:
            run += 1
        last[owner] = (run, row.at or before)
        grouped.setdefault((*owner, run), {}).setdefault((row.lift, row.set_key), []).append(row)
    return tuple(_session(list(sets.values()), doubts, device, note) for sets in grouped.values())


def reading(table: Table, name: str, found: tuple[Session, ...], recordings: tuple[Recording, ...] = ()) -> Reading:
    """The Reading of these sessions.

    Raises:
        BadValue: nothing is left of the file.
    """
    doubts = table.doubts
    if not any(entry.repetition_count for session in found for entry in session.sets):
        first = doubts.refusals[:1]
        raise BadValue(
            "rows", found=str(first[0]) if first else "no repetition", needed="at least one repetition or set",
            remedy="Check the rows and the units in the header.", where=doubts.place(table.header_line),
        )  # fmt: skip
    if any(not session.athlete for session in found):
        doubts.ask("Whose sets are these? The file names no athlete: give athlete.")
    return Reading(name, str(table.path), table.sha256, recordings, found, doubts.refusals, doubts.questions)


def _session(groups: Sequence[list[Row]], doubts: Doubts, device: str | None, note: str) -> Session:
    runs = [run for group in groups for run in _runs(group)]
    entries = tuple(_entry(run, ordinal, doubts, device) for ordinal, run in enumerate(runs, 1))
    first = runs[0][0]
    times = [row.at for run in runs for row in run if row.at is not None]
    return Session(first.athlete, entries, started_at=min(times, default=None), device=device, note=note)


def _runs(rows: list[Row]) -> Iterator[list[Row]]:
    """A set number used twice in a workout is two sets: its repetitions are counted from the start again."""
    run: list[Row] = []
    for row in rows:
        if run and row.number is not None and run[-1].number is not None and row.number <= run[-1].number:
            yield run
            run = []
        run.append(row)
    yield run


def _entry(rows: list[Row], ordinal: int, doubts: Doubts, device: str | None) -> SetEntry:
    first = rows[0]
    repetitions = [_repetition(row, place, doubts, device) for place, row in enumerate(rows, 1) if _has_figures(row)]
    loads = [row.load_kg for row in rows if row.load_kg is not None]
    load = loads[0] if loads else None
    flags = [f"loads of {min(loads):g} to {max(loads):g} kg in one set"] if len(set(loads)) > 1 else []
    speeds = [each.mean_velocity for each in repetitions if each.mean_velocity is not None and each.excluded is None]
    if load is not None and (wrong := impossible_load(first.lift, load, speeds)):
        doubts.refuse(first.line, "load", *wrong, file=first.file, kept="without its load")
        load = None
        repetitions = [_without_load(each, f"impossible load: {wrong[0]}") for each in repetitions]
    rated = next((row for row in reversed(rows) if row.rpe is not None), first)
    kept = next((row.reps_in_reserve for row in reversed(rows) if row.reps_in_reserve is not None), None)
    return SetEntry(
        first.lift, load, tuple(repetitions), rpe=rated.rpe, reps_in_reserve=kept, rpe_at_most=rated.rpe_at_most,
        number=first.set_number or ordinal, started_at=min((row.at for row in rows if row.at is not None), default=None), device=device,
        load_unit=first.load_unit, flags=tuple(flags), note=first.note, count=first.count,
    )  # fmt: skip


def _has_figures(row: Row) -> bool:
    """A set logged as a count alone has no repetition of its own."""
    return row.count is None or any(value is not None for value in row.values.values())


def _repetition(row: Row, place: int, doubts: Doubts, device: str | None) -> Repetition:
    values: dict[str, float | None] = {}
    excluded = row.excluded
    for name, value in row.values.items():
        if value is not None:
            low, high, unit = _LOGGED[name]
            if not low <= value <= high:
                doubts.refuse(
                    row.line, words(name), f"{value:g} {unit}", f"{low:g} to {high:g} {unit}", row.file,
                    kept=f"without its {words(name)}",
                )  # fmt: skip
                excluded = excluded or f"{words(name)} of {value:g} {unit} (line {row.line})"
                value = None
        values[name] = value
    load = row.load_kg
    if load is not None and not allowed("load_kg")[0] <= load <= allowed("load_kg")[1]:
        load = None  # refused by name with its set
    flags, mean, peak = row.flags, values.get("mean_velocity"), values.get("peak_velocity")
    if mean is not None and peak is not None and mean > peak:
        flags = (*flags, "logged mean velocity above its peak velocity")
    if row.count is not None and row.count > 1:
        flags = (*flags, f"one figure logged for {row.count} repetitions")
    return Repetition(
        row.number or place,
        load,
        claims=row.claims,
        device=device,
        rise=row.rise,
        flags=flags,
        excluded=excluded,
        revises=None,
        **values,
    )


def _without_load(repetition: Repetition, reason: str) -> Repetition:
    rise = replace(repetition.rise, load_kg=None) if repetition.rise else None
    return replace(repetition, load_kg=None, rise=rise, excluded=repetition.excluded or reason)


def words(name: str) -> str:
    """A field's name as people read it.

    >>> words("range_of_motion_m")
    'range of motion'
    """
    return re.sub(r"_(?:m|s|w|kg)$", "", name).replace("_", " ")
