"""Bar path from a phone's video (WL Analysis): per frame, below tables of extremes."""

from __future__ import annotations

import csv

import numpy as np

from neuraldrive.errors import BadValue
from neuraldrive.readers import delimited
from neuraldrive.readers.columns import Column
from neuraldrive.readers.options import Options
from neuraldrive.readers.sampled import Sampled, sampled
from neuraldrive.readers.table import Table, headed
from neuraldrive.records import Reading
from neuraldrive.units import KG_PER_LB

NAME = "phone_video"
LABEL = "Bar path from a phone's video (WL Analysis)"
SUFFIXES = (".txt", ".csv")
CARD = "a line 'Frame number, Time (s), velocity (vertical, m/s), ...' below the tables of extremes"
DEVICE = "phone_video"

WHOLE_FROM_S = 10.0  # later times are written as whole seconds
UNEVEN_S = 0.05  # the first frame is up to 0.03 s off in the recordings seen

_HEADER = "Frame number,"
_COLUMNS = {
    "position": "displacement (vertical, m)", "velocity": "velocity (vertical, m/s)",
    "acceleration": "acceleration (vertical, m/s^2)",
}  # fmt: skip


def recognises(table: Table) -> float:
    """1 where the frames' header is there."""
    return 1.0 if _header_line(table) else 0.0


def read(table: Table, options: Options) -> Reading:
    """One recording at the video's frame rate.

    From 10 s on the times are written as whole seconds, so the clock is that of the frame numbers, at the rate
    of the first 10 s.

    Raises:
        BadValue: a column is missing, or no frame rate fits the times.
    """
    frames = headed(table, _header_line(table))
    at = {name: frames.columns.index(header) for name, header in _COLUMNS.items() if header in frames.columns}
    if "position" not in at or "Time (s)" not in frames.columns:
        raise BadValue("columns", found=", ".join(frames.columns), needed=", ".join(_COLUMNS.values()),
                       remedy="Export the analysis again.")  # fmt: skip
    at.pop("acceleration", None)  # blank or rounded to 1 m/s² in many frames
    rate = _rate(frames)
    clock = Column(0, "Frame number", "frames", 1 / rate)
    columns = {name: Column(index, frames.columns[index], "", 1.0) for name, index in at.items()}
    found = sampled(frames, clock, columns)
    shifted = Sampled(found.times - 1 / rate, found.values, found.flags)
    flags = [*found.flags, f"clock from frame numbers at {rate:.2f} frames a second"]
    recording = delimited.recording(frames, shifted, _with_load(table, options), flags, device=DEVICE)
    return delimited.reading(frames, NAME, (recording,), options)


def _header_line(table: Table) -> int:
    return next((number for number, line in enumerate(table.head, 1) if line.startswith(_HEADER)), 0)


def _rate(frames: Table) -> float:
    """Frames a second, from the times that are written with decimals."""
    _, values = frames.numbers([0, frames.columns.index("Time (s)")])
    values = values[(np.abs(values) < 1e6).all(axis=1) & (values[:, 1] < WHOLE_FROM_S)]
    if len(values) < 3 or np.ptp(values[:, 0]) == 0:
        raise _unsteady(frames, f"{len(values)} frames in the first {WHOLE_FROM_S:g} s")
    step, start = np.polyfit(values[:, 0], values[:, 1], 1)
    worst = float(np.abs(values[:, 1] - start - step * values[:, 0]).max())
    if worst > UNEVEN_S or not 1 / 1000 <= step <= 1 / 5:
        raise _unsteady(frames, f"times {worst:.3f} s off a clock of {step:.4f} s a frame")
    return float(1 / step)


def _unsteady(frames: Table, found: str) -> BadValue:
    return BadValue(
        "frames", found=found, needed="a steady rate of 5 to 1000 frames a second",
        remedy="Export the analysis of an unedited video.", where=frames.doubts.place(frames.header_line),
    )  # fmt: skip


def _with_load(table: Table, options: Options) -> Options:
    """The load in the first line, once the user said its unit: the app writes kg under the heading lbs."""
    cells = next(csv.reader(table.head[:1]), [])
    try:
        written = float(cells[1]) if cells[0].lower().startswith("weight") else 0.0
    except (IndexError, ValueError):
        written = 0.0
    if options.load_kg is not None or not 0.5 <= written <= 1500:
        return options
    if options.load_unit is None:
        table.doubts.ask(
            f"Is the load {written:.1f} kg ({written / KG_PER_LB:.0f} lb) or {written * KG_PER_LB:.1f} kg? "
            f"The file says {cells[0].strip(': ')} {written:.1f}, and this app writes kg there: give load_unit."
        )
        return options
    factor = KG_PER_LB if options.load_unit == "lb" else 1.0
    return Options(options.athlete, options.lift, written * factor, options.load_unit, options.device)
