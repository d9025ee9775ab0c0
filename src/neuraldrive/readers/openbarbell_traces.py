"""OpenBarbell V3: the position-triggered trace of each repetition, with its log of repetitions if that lies beside."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from neuraldrive import catalog
from neuraldrive.errors import InputError
from neuraldrive.readers import log, openbarbell_reps
from neuraldrive.readers.columns import slug
from neuraldrive.readers.door import opened
from neuraldrive.readers.log import Row
from neuraldrive.readers.options import Options
from neuraldrive.readers.table import Table, table
from neuraldrive.records import Reading, Recording, Signal
from neuraldrive.records.recording import POSITION_TRIGGERED

NAME = "openbarbell_traces"
LABEL = "OpenBarbell V3 traces (CSV)"
SUFFIXES = (".csv",)
CARD = "the columns set, rep, t_s, pos_m: one line for each 30 mm of a rise"
DEVICE = openbarbell_reps.DEVICE

_SURE = ("set", "rep", "t_s", "pos_m")
_BESIDE = "*_reps.csv"
_TICK_S = 1e-4
_SPAN_M = 4.0  # a snatch travels 2 m
# Measured on 162 repetitions: the device's own duration is 0.18 s longer (middle one), its own range 62 + 27.0 mm for
# each line. The first interval (75 ms) is like the second (64 ms), so it is a whole one, and begins at (0 s, 0 m).
_TRIGGERED = "triggered by position: the first and last few centimetres, about 0.2 s together, are not in it"

Key = tuple[str, int]


def recognises(table: Table) -> float:
    """1 where set, repetition, time and position are there by the device's names."""
    return 1.0 if set(_SURE) <= {slug(column) for column in table.columns} else 0.0


def read(found: Table, options: Options) -> Reading:
    """One session of sets whose repetitions each have their rise; loads and ratings come from the log beside.

    Raises:
        BadValue: nothing is left.
    """
    traces = dict(_traces(found))
    logged, note = _beside(found, options, traces)
    rises = {key: _rise(found, key, trace, logged.get(key), options) for key, trace in traces.items()}
    rows = [_row(key, trace, rises[key], logged.get(key), options) for key, trace in traces.items()]
    sessions = log.sessions(rows, found.doubts, device=options.device or DEVICE, note=note)
    if not logged:
        found.doubts.ask("Which lift and load is it? A trace does not say: put the log of repetitions beside the file.")
    rises_in_order = tuple(
        each.rise for s in sessions for e in s.sets for each in e.repetitions if each.rise is not None
    )
    return log.reading(found, NAME, sessions, rises_in_order)


class _Trace:
    """The lines of one repetition."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.times: list[float] = [0.0]
        self.heights: list[float] = [0.0]
        self.speed_times: list[float] = []
        self.speeds: list[float] = []
        self.excluded: str | None = None

    def add(self, time: float, height: float, windows: tuple[float, float]) -> str | None:
        """Takes a sample, or says why not.

        `windows` are the times, in 0.1 ms, of the step that ends here and of the one half a step later.
        """
        if not (np.isfinite(time) and np.isfinite(height)):
            return "a time and a position"
        if time <= self.times[-1]:
            return f"a time after {self.times[-1]:g} s"
        if abs(height) > _SPAN_M:
            return f"a position within {_SPAN_M:g} m"
        step_m, since = height - self.heights[-1], time - self.times[-1]
        for ticks, middle in zip(windows, (time - since / 2, time), strict=True):
            if ticks > 0 and step_m > 0:
                self.speed_times.append(middle)
                self.speeds.append(step_m / (ticks * _TICK_S))
        self.times.append(time)
        self.heights.append(height)
        return None

    def channels(self) -> dict[str, Signal]:
        """Position at each step; velocity over each window, where the file has them."""
        channels = {"position": Signal(np.array(self.heights), "m", times_s=np.array(self.times))}
        if len(self.speeds) > 1:
            channels["velocity"] = Signal(np.array(self.speeds), "m/s", times_s=np.array(self.speed_times))
        return channels


def _traces(found: Table) -> Iterator[tuple[Key, _Trace]]:
    index = {slug(column): place for place, column in reversed(list(enumerate(found.columns)))}
    wanted_columns = [index[name] for name in ("rep", "t_s", "pos_m")]
    windows = [index[name] for name in ("a", "b") if name in index]
    lines, values = found.numbers(wanted_columns + windows)
    if len(windows) < 2:
        values = np.pad(values[:, :3], ((0, 0), (0, 2)))
    names = dict(found.rows)
    traces: dict[Key, _Trace] = {}
    for line, (number, time, height, first, second) in zip(lines.tolist(), values.tolist(), strict=True):
        name = names[line][index["set"]].strip()
        if not name or not number >= 0 or number != int(min(number, 1e6)):
            found.doubts.refuse(line, "row", repr(found.line(line)), "a set and the number of a repetition")
            continue
        trace = traces.setdefault((name, int(number)), _Trace(line))
        if wanted := trace.add(time, height, (first, second)):
            found.doubts.refuse(line, "sample", f"{time:g} s, {height:g} m", wanted)
            trace.excluded = f"a sample that cannot be (line {line})"
    yield from ((key, trace) for key, trace in traces.items() if len(trace.times) > 1)


def _rise(found: Table, key: Key, trace: _Trace, logged: Row | None, options: Options) -> Recording:
    return Recording(
        trace.channels(),
        task=options.lift or (logged.lift if logged else None), device=options.device or DEVICE,
        load_kg=logged.load_kg if logged else options.load_kg, athlete=options.athlete,
        origin=f"{found.path.name}:{trace.line}", flags=(POSITION_TRIGGERED, _TRIGGERED),
    )  # fmt: skip


def _row(key: Key, trace: _Trace, rise: Recording, logged: Row | None, options: Options) -> Row:
    row = logged or Row(
        trace.line, options.lift or catalog.ANY_LIFT, key[0], number=key[1] + 1, load_kg=options.load_kg
    )
    row.rise, row.note = rise, f"set {key[0]}"
    row.excluded = row.excluded or trace.excluded
    return row


def _beside(found: Table, options: Options, traces: dict[Key, _Trace]) -> tuple[dict[Key, Row], str]:
    """The lines of the log beside the file that tells these repetitions, and a word on where they come from."""
    for path in sorted(found.path.parent.glob(_BESIDE)):
        beside = _log(path) if path != found.path else None
        if beside is None:
            continue
        rows: dict[Key, Row] = {}
        for row in openbarbell_reps.rows(beside, options):
            row.file = path.name
            rows[str(row.set_key), (row.number or 1) - 1] = row
        if not rows.keys() & traces.keys():
            continue
        found.doubts.take(beside.doubts)
        note = f"Loads, ratings and the device's own figures are from {path.name} (sha256 {beside.sha256[:12]})."
        return rows, f"{note} {openbarbell_reps.NO_DATES}"
    return {}, openbarbell_reps.NO_DATES


def _log(path: Path) -> Table | None:
    try:
        beside = table(opened(path))
    except InputError:
        return None
    return beside if openbarbell_reps.recognises(beside) else None
