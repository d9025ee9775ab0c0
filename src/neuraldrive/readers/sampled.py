"""Columns of samples on one clock, checked: lost, doubled and missing samples, time that runs backwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from neuraldrive.errors import BadValue
from neuraldrive.readers.columns import Column
from neuraldrive.readers.dates import moments
from neuraldrive.readers.doubts import NAMED
from neuraldrive.readers.table import Floats, Ints, Table
from neuraldrive.records import Signal

SLOWEST_S = 0.5  # a rise lasts 0.3 to 3 s: at two samples a second nothing is seen of it
STEADY = 0.25  # of an interval: what a clock in whole ms leaves at 200 Hz; beyond it each sample keeps its own time
LARGEST = 1e12  # in any SI unit: beyond it stands a glitch, and sums of squares would overflow
COARSE_SHARE = 0.2  # of samples that share their time: the clock was written with too few decimals
_EPOCHS = ((1e17, 1e-9), (1e14, 1e-6), (1e11, 1e-3), (1e8, 1.0))  # since 1970 in ns, µs, ms, s


@dataclass(frozen=True)
class Sampled:
    """Times in s, the values of each channel in SI, and what is to be said about them."""

    times: Floats
    values: Mapping[str, Floats]
    flags: tuple[str, ...]
    started_at: datetime | None = None

    def signals(self, units: Mapping[str, str]) -> dict[str, Signal]:
        """The channels as Signals: at a steady rate if the clock is steady, else with their own times."""
        rate = steady_rate(self.times)
        clock = {"rate_hz": rate, "start_s": float(self.times[0])} if rate else {"times_s": self.times}
        return {name: Signal(samples, units[name], **clock) for name, samples in self.values.items()}


def sampled(table: Table, time: Column | float, channels: Mapping[str, Column]) -> Sampled:
    """The channels on their clock; `time` is its column, or a rate in Hz where the file has none.

    Raises:
        BadValue: no sample is left, time runs backwards, stands still, or steps too slowly for a lift.
    """
    columns = list(channels.values())
    started_at = None
    if isinstance(time, Column):
        lines, values = table.numbers([time.index, *(column.index for column in columns)])
        seconds, started_at = _seconds(table, time, values[:, 0])
        values = values[:, 1:]
    else:
        lines, values = table.numbers([column.index for column in columns])
        seconds = np.arange(len(lines)) / time
    with np.errstate(over="ignore"):
        values = values * np.array([column.factor for column in columns])
    finite = (np.abs(values) < LARGEST).all(axis=1) & (np.abs(seconds) < LARGEST)
    _refuse(table, lines[~finite], "sample", "finite numbers")
    lines, seconds, values = lines[finite], seconds[finite], values[finite]
    keep, flags = _in_order(table, lines, seconds)
    lines, seconds, values = lines[keep], seconds[keep], values[keep]
    flags += _steps(table, lines, seconds, time.header if isinstance(time, Column) else "rate")
    by_name = {name: np.ascontiguousarray(values[:, index]) for index, name in enumerate(channels)}
    return Sampled(seconds, by_name, tuple(flags), started_at)


def steady_rate(times: Floats) -> float | None:
    """The rate, Hz, if every sample lies where a steady clock would put it; else None."""
    if times.size < 2:
        return None
    step = (times[-1] - times[0]) / (times.size - 1)
    drift = np.abs(times - times[0] - np.arange(times.size) * step).max()
    if drift > STEADY * step:
        return None
    rate = 1 / step
    return float(round(rate)) if abs(rate - round(rate)) < 1e-6 * rate else float(rate)


def _seconds(table: Table, time: Column, numbers: Floats) -> tuple[Floats, datetime | None]:
    """The clock in s; dates and seconds since 1970 become a start and the seconds from it."""
    if numbers.size and not np.isfinite(numbers).any():
        cells = [cells[time.index] for _, cells in table.rows]
        dated = [moment.timestamp() if moment else np.nan for moment in moments(cells, table.doubts)]
        numbers, factor = np.array(dated, dtype=np.float64), 1.0
    else:
        finite = np.abs(numbers[np.isfinite(numbers)])
        first = float(finite[0]) if finite.size else 0.0
        epoch = next((factor for least, factor in _EPOCHS if first >= least), None)
        if epoch is None or (time.unit is not None and time.factor != epoch):
            with np.errstate(over="ignore"):
                return numbers * time.factor, None
        factor = epoch
    known = numbers[np.isfinite(numbers)]
    if not known.size:
        return numbers, None
    start = known[0] * factor
    try:
        started_at = datetime.fromtimestamp(start, UTC).replace(tzinfo=None)
    except (OverflowError, OSError, ValueError):
        return numbers * time.factor, None
    return (numbers - known[0]) * factor, started_at


def _in_order(table: Table, lines: Ints, seconds: Floats) -> tuple[NDArray[np.bool_], list[str]]:
    if seconds.size < 3:
        raise _bad(table, "samples", f"{seconds.size} that can be used", "at least 3", "Record or export it again.")
    steps = np.diff(seconds)
    back = np.flatnonzero(steps < 0)
    if back.size:
        at = int(back[0])
        raise BadValue(
            "time", found=f"{seconds[at + 1]:g} s after {seconds[at]:g} s", needed="time that runs forward",
            remedy="Sort the rows, or split the file where a new recording starts.",
            where=table.doubts.place(int(lines[at + 1])),
        )  # fmt: skip
    keep = np.r_[True, steps > 0]
    doubled = int((~keep).sum())
    if not doubled:
        return keep, []
    if doubled > COARSE_SHARE * keep.size:
        raise _bad(
            table, "time", f"{doubled} of {keep.size} samples with the time of the one before",
            "a time for each sample", "Write the time with more decimals, or in milliseconds.",
        )  # fmt: skip
    _refuse(table, lines[~keep], "sample with the time of the one before", "a time of its own")
    return keep, [f"{doubled} samples with the time of the one before were dropped"]


def _steps(table: Table, lines: Ints, seconds: Floats, header: str) -> list[str]:
    if seconds.size < 3:
        raise _bad(table, "samples", f"{seconds.size} with times of their own", "at least 3", "Record it again.")
    steps = np.diff(seconds)
    usual = float(np.median(steps))
    if usual > SLOWEST_S:
        hint = "If it counts milliseconds, write 'time (ms)' in the header." if usual < 500 else "Name its unit."
        raise _bad(
            table, f"column {header!r}", f"a sample every {usual:g} s", f"at most {SLOWEST_S} s between two", hint
        )
    if np.mean(np.abs(steps - usual) < usual / 4) < 0.9:
        return []  # triggered by position or by chance: an uneven clock has no gaps
    gaps = np.flatnonzero(steps > 1.5 * usual)
    if not gaps.size:
        return []
    longest = int(gaps[np.argmax(steps[gaps])])
    lost = int(np.round(steps[gaps] / usual - 1).sum())
    where = f"the longest {steps[longest]:.3f} s before line {lines[longest + 1]}"
    return [f"{lost} samples are missing in {gaps.size} gaps, {where}"]


def _refuse(table: Table, lines: Ints, what: str, needed: str) -> None:
    for line in lines[:NAMED].tolist():
        table.doubts.refuse(line, what, repr(table.line(line)), needed)
    table.doubts.more(what, max(0, lines.size - NAMED))


def _bad(table: Table, what: str, found: str, needed: str, remedy: str) -> BadValue:
    return BadValue(what, found=found, needed=needed, remedy=remedy, where=table.doubts.file)
