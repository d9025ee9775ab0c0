"""Courses that the lab draws: a run beside others that differ by chance alone, thinned to what a screen can show."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

import numpy as np
from numpy.typing import NDArray

from neuraldrive.figures import discharges
from neuraldrive.kernels import courses
from neuraldrive.records import Recording, Signal
from neuraldrive.sources import source

Floats = NDArray[np.float64]
Series = Mapping[str, NDArray[Any]]

POINTS = 500
"""Of each course: more than a panel has pixels."""
RUNS, MOST_RUNS = 9, 16
LEVEL = 0.90
_ENDS = (5.0, 95.0)
_UNITS_AT = (0.10, 0.50, 0.90)
_SHORT_S, _WINDOW_S = 2.5, 0.4
_COLUMNS = 600


@dataclass(frozen=True)
class Row:
    """A number of a simulated effort, and as people read it: `text` has its unit, `note` says how it was taken."""

    name: str
    label: str
    value: float
    text: str
    note: str = ""


class Label(TypedDict):
    """What stands beside a panel: a number as the table has it, at its level on the axis, and in short what it is."""

    level: float | None
    text: str
    hint: str


def label(row: Row, hint: str) -> Label:
    """A number of the table beside its panel, without what chance does to it.

    >>> label(Row("rate", "rate", 11.0, "11.0 pps [10.1, 11.9]"), "mean")["text"]
    '11.0 pps'
    """
    if not math.isfinite(row.value):
        return Label(level=None, text="", hint="")
    return Label(level=row.value, text=row.text.partition(" [")[0], hint=hint)


@dataclass(frozen=True, eq=False)
class Picture:
    """What is drawn and told of one simulated effort of one person.

    Args:
        facts: what a drawing needs besides its series: ends of axes, numbers of units, marks, and `labels`, the number
            that stands beside each panel.
        rows: the main numbers.
        findings: one sentence for each panel.
        doubts: what must be said beside it.
        sources: keys and titles of what the model and the presets rest on.
        python: the lines that make the same recording, in `recording`.
        series: arrays by name; courses are (POINTS,) over `at_s`, discharges (all of them) by unit, one unit after the
            other.
    """

    facts: Mapping[str, object]
    rows: tuple[Row, ...]
    findings: Mapping[str, str]
    doubts: tuple[str, ...]
    sources: Mapping[str, str]
    python: tuple[str, ...]
    series: Series


def grid(duration_s: float) -> Floats:
    """Times of the courses, (POINTS,)."""
    return np.linspace(0.0, duration_s, POINTS)


def banded(name: str, runs: Sequence[Floats]) -> dict[str, Floats]:
    """The first run as it is; of several also the ends that hold 90 % of them at each time, NaN where fewer than half
    of them have a value.

    >>> sorted(banded("force", [np.zeros(3), np.ones(3)]))
    ['force', 'force_high', 'force_low']
    """
    if len(runs) < 2:
        return {name: runs[0]}
    ordered = np.sort(np.array(runs), axis=0)  # what is missing comes last
    have = np.isfinite(ordered).sum(axis=0)
    low, high = (np.where(2 * have >= len(runs), _at(ordered, have, share / 100.0), np.nan) for share in _ENDS)
    return {name: runs[0], f"{name}_low": low, f"{name}_high": high}


def _at(ordered: Floats, have: NDArray[np.int64], share: float) -> Floats:
    """A quantile of each column of (runs, m) whose first `have` values, rising, count; as np.quantile, all at once."""
    place = share * np.maximum(have - 1, 0)
    below = np.floor(place).astype(np.int64)
    columns = np.arange(ordered.shape[1])
    first, second = ordered[below, columns], ordered[np.minimum(below + 1, np.maximum(have - 1, 0)), columns]
    return np.asarray(first + (place - below) * (second - first))


def spread(values: Sequence[float]) -> tuple[float, float]:
    """Ends that hold 90 % of the runs.

    >>> spread([0.0, 10.0])
    (0.5, 9.5)
    """
    low, high = np.percentile(values, _ENDS)
    return float(low), float(high)


def row(name: str, label: str, values: Sequence[float], unit: str, decimals: int, note: str = "") -> Row:
    """The mean of what the runs come to, and the ends that hold 90 % of them, if chance is in it.

    >>> row("rate", "rate", [10.0, 12.0], "pps", 1).text
    '11.0 pps [10.1, 11.9]'
    """
    text = f"{float(np.mean(values)):.{decimals}f} {unit}"
    if len(values) > 1:
        low, high = (f"{end:.{decimals}f}" for end in spread(values))
        text += f" [{low}, {high}]" if low != high else ""
    return Row(name, label, float(np.mean(values)), text, note)


def on(signal: Signal, at_s: Floats) -> Floats:
    """A channel read at these times, its ends held, (m,)."""
    return np.interp(at_s, signal.times, signal.samples)


def trains_of(recording: Recording) -> tuple[Floats, ...]:
    """Discharge times by unit."""
    units = recording.motor_units
    return tuple(units.discharge_times_s) if units is not None else ()


def raster(recording: Recording) -> dict[str, NDArray[Any]]:
    """Every discharge, and how many each unit has; `discharges` in seconds as float32."""
    trains = trains_of(recording)
    return {
        "discharges": np.concatenate([np.zeros(0), *trains]).astype(np.float32),
        "discharge_counts": np.array([times.size for times in trains], dtype=np.uint32),
    }


def shares(recording: Recording, at_s: Floats) -> Floats:
    """Share of the pool's units that are active at each of evenly spaced times from 0, (m,)."""
    trains = trains_of(recording)
    starts = np.concatenate(([0], np.cumsum([times.size for times in trains]))).astype(np.int64)
    times_s = np.concatenate([np.zeros(0), *trains])
    return courses.active_units(times_s, starts, at_s.size, float(at_s[1] - at_s[0])) / max(1, len(trains))


def shown_units(count: int) -> tuple[int, ...]:
    """Numbers (from 1) of the units whose rates are drawn: early, middle and late by threshold, the same for everybody.

    >>> shown_units(120)
    (12, 60, 108)
    """
    return tuple(dict.fromkeys(max(1, round(share * count)) for share in _UNITS_AT))


def window_s(duration_s: float) -> float:
    """Over which rates are counted: 0 where the effort is so short that each interval is its own."""
    return 0.0 if duration_s < _SHORT_S else _WINDOW_S


def rates(
    recordings: Sequence[Recording], single: Callable[[Recording, int], Floats], at_s: Floats
) -> dict[str, Floats]:
    """Courses of the shown units, `rate_12` and its band, pps.

    Args:
        single: the train of a unit (from 0) with a doublet as one discharge.
    """
    window, made = window_s(float(at_s[-1])), dict[str, Floats]()
    for number in shown_units(len(trains_of(recordings[0]))):
        runs = [discharges.rate_course(single(each, number - 1), at_s, window) for each in recordings]
        made |= banded(f"rate_{number}", runs)
    return made


def emg_columns(signal: Signal) -> dict[str, Floats]:
    """The lowest and highest millivolt of each of many stretches, so that the line looks the same."""
    edges = np.linspace(0, signal.samples.size, min(_COLUMNS, signal.samples.size) + 1).astype(int)[:-1]
    low, high = (1e3 * reduced.reduceat(signal.samples, edges) for reduced in (np.minimum, np.maximum))
    return {"emg_low": low, "emg_high": high}


def titles(keys: Sequence[str]) -> dict[str, str]:
    """Papers by key."""
    return {key: str(source(key)) for key in keys}
