"""Which columns of a file are force: how people and makers of force plates, load cells and dynamometers head them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from neuraldrive.readers.columns import parted, slug
from neuraldrive.readers.force_units import is_force_unit

_WORDS = frozenset((
    "force", "forces", "fz", "f", "torque", "moment", "grf", "vgrf", "loadcell", "dynamometer", "plate", "fp",
    "grip", "tension", "kraft", "drehmoment", "fuerza", "forca", "couple",
))  # fmt: skip
_OTHER = frozenset((  # parts, figures and places of a force, not its course; a plate's free moment is no effort
    "x", "y", "fx", "fy", "mx", "my", "mz", "px", "py", "pz", "vx", "cop", "copx", "copy", "rfd", "peak", "mean", "max",
    "min", "avg", "average", "impulse", "rate", "target", "template", "emg",
))  # fmt: skip
_SIDES = frozenset(
    ("left", "right", "l", "r", "a", "b", "front", "rear", "v", "vertical", "n", "z", "c", "channel", "ch")
)
_WHOLE = frozenset(("total", "sum", "combined", "both"))
_UPWARD_Y = re.compile(r"^(?:\d+_)?(?:\w+_)?ground_force\d*(?:_\w+)?_v([xyz])$")


@dataclass(frozen=True)
class ForceColumn:
    """Place, header, unit as written (None where none is), and the name without its side or number."""

    index: int
    header: str
    unit: str | None
    stem: str


def force_columns(headers: Sequence[str]) -> list[ForceColumn]:
    """The columns whose sum is the force: one, or those of two plates or sides; of several kinds all, for the user to choose.

    >>> [each.header for each in force_columns(["Time", "Fz", "Mx", "My", "CoPx"])]
    ['Fz']
    >>> [each.header for each in force_columns(["FP1", "FP2"])]
    ['FP1', 'FP2']
    """
    upward = [_named(index, text) for index, text in enumerate(headers) if _points_up(text)]
    if upward:
        return upward
    found = [_named(index, text) for index, text in enumerate(headers) if is_force(text)]
    whole = [each for each in found if _WHOLE & set(slug(each.header).split("_"))]
    return whole[:1] or found


def is_force(header: str) -> bool:
    """Whether a column of this name is the course of a force.

    >>> is_force("Force: Force 3 [V]"), is_force("Peak force (N)"), is_force("Right (N)"), is_force("position")
    (True, False, True, False)
    """
    name, unit = _parted(header)
    words = _words(name)
    if words & _OTHER:
        return False
    if unit is not None and not is_force_unit(unit):
        return False
    named = bool(words & _WORDS) or words >= {"load", "cell"}
    return named or (unit is not None and unit.lower() in ("n", "kn", "nm", "n·m") and bool(words & _SIDES))


def _points_up(header: str) -> bool:
    """The vertical force of a plate in the convention of OpenSim, whose y points up."""
    match = _UPWARD_Y.match(slug(header))
    return match is not None and match[1] == "y"


def _named(index: int, header: str) -> ForceColumn:
    name, unit = _parted(header)
    kept = [word for word in re.sub(r"\d+", "", slug(name)).split("_") if word and word not in _SIDES]
    return ForceColumn(index, header, unit, "_".join(kept))


def _parted(header: str) -> tuple[str, str | None]:
    """Name and unit; "Force_N" and "Fz_kN" have theirs behind the last line."""
    name, unit = parted(header)
    match = re.fullmatch(r"(.*[A-Za-z0-9])[_ ](k?N|kg|lbf|Nm|V|mV)", header.strip())
    return (match[1], match[2]) if unit is None and match else (name, unit)


def _words(name: str) -> set[str]:
    return {word for part in slug(name).split("_") for word in (part, re.sub(r"\d+", "", part)) if word}
