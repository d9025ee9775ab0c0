"""Volts → force: a factor, or the straight line through a table of calibration."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from neuraldrive.errors import BadValue
from neuraldrive.readers.columns import parted
from neuraldrive.readers.door import opened
from neuraldrive.readers.force_units import force_unit
from neuraldrive.readers.table import table

_FEWEST_POINTS = 2
_CROOKED = 0.1


@dataclass(frozen=True)
class Calibration:
    """`force = factor · reading + offset`, in `unit`, and what it rests on."""

    factor: float
    offset: float
    unit: str
    words: str


def calibration(given: float | str | Path) -> Calibration:
    """From newtons a volt, or from a table whose two columns are the reading and the force.

    The column of the force may name its unit, as Force (N·m); newtons where it does not.

    Raises:
        UnreadableFile: there is no such file, or it is no table.
        BadValue: no line can be drawn through it, or the factor is none.

    >>> calibration(500.0).factor
    500.0
    """
    if isinstance(given, int | float):
        if not np.isfinite(given) or given == 0:
            raise _bad(f"{given:g}", "newtons a volt", "Give the factor, or the file of the table.", None)
        return Calibration(float(given), 0.0, "N", f"calibrated with {given:g} N a volt")
    found = table(opened(given))
    if len(found.columns) < 2:
        raise _bad(
            "no two columns with names",
            "the reading beside the force",
            "Name them: Voltage, Force (N).",
            found.path.name,
        )
    _, values = found.numbers([0, 1])
    values = values[np.isfinite(values).all(axis=1)]
    if len(values) < _FEWEST_POINTS or np.ptp(values[:, 0]) == 0 or np.ptp(values[:, 1]) == 0:
        raise _bad(f"{len(values)} points", "two or more that differ", "Measure more loads.", found.path.name)
    factor, unit = force_unit(parted(found.columns[1])[1] or "N")
    slope, offset = np.polyfit(values[:, 0], values[:, 1], 1)
    off = values[:, 1] - slope * values[:, 0] - offset
    worst = float(np.abs(off).max())
    if worst > _CROOKED * float(np.ptp(values[:, 1])):
        raise _bad(f"points up to {worst:.3g} off their line", "a straight line", "Check the table.", found.path.name)
    words = f"calibrated by {len(values)} points of {found.path.name}, up to {worst * factor:.2g} {unit} off their line"
    return Calibration(float(slope * factor), float(offset * factor), unit, words)


def _bad(found: str, needed: str, remedy: str, where: str | None) -> BadValue:
    return BadValue("calibration", found=found, needed=needed, remedy=remedy, where=where)
