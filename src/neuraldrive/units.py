"""SI inside; conversion and rounding at the faces only."""

from __future__ import annotations

import re
from numbers import Real
from typing import TypeGuard

from neuraldrive.errors import BadValue

KG_PER_LB = 0.45359237
STANDARD_GRAVITY_MPS2 = 9.80665

# factor to SI and the SI unit, by the spelling met in files; lower case except where case tells units apart
_TO_SI: dict[str, tuple[float, str]] = {
    "s": (1.0, "s"), "sec": (1.0, "s"), "seconds": (1.0, "s"), "ms": (1e-3, "s"), "us": (1e-6, "s"),
    "µs": (1e-6, "s"), "min": (60.0, "s"),
    "m": (1.0, "m"), "cm": (1e-2, "m"), "mm": (1e-3, "m"), "in": (0.0254, "m"), "inch": (0.0254, "m"),
    "m/s": (1.0, "m/s"), "mps": (1.0, "m/s"), "cm/s": (1e-2, "m/s"), "mm/s": (1e-3, "m/s"),
    "m/s2": (1.0, "m/s2"), "m/s^2": (1.0, "m/s2"), "m/s²": (1.0, "m/s2"), "mps2": (1.0, "m/s2"),
    "g": (STANDARD_GRAVITY_MPS2, "m/s2"), "mg": (STANDARD_GRAVITY_MPS2 * 1e-3, "m/s2"),
    "rad/s": (1.0, "rad/s"), "deg/s": (0.017453292519943295, "rad/s"), "°/s": (0.017453292519943295, "rad/s"),
    "dps": (0.017453292519943295, "rad/s"),
    "kg": (1.0, "kg"), "kgs": (1.0, "kg"), "lb": (KG_PER_LB, "kg"), "lbs": (KG_PER_LB, "kg"),
    "n": (1.0, "N"), "kn": (1e3, "N"), "w": (1.0, "W"), "kw": (1e3, "W"), "%": (0.01, "ratio"),
    "ratio": (1.0, "ratio"), "": (1.0, "ratio"),
}  # fmt: skip

LOAD_UNITS = ("kg", "lb")

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_LOADS = re.compile(r"(\d+(?:\.\d+)?(?:(?:, | and |–)\d+(?:\.\d+)?)*) kg\b")


def to_si(unit: str) -> tuple[float, str]:
    """Factor that turns a value in `unit` into SI, and the SI unit.

    >>> to_si("mm")
    (0.001, 'm')

    Raises:
        BadValue: the unit is not known.
    """
    try:
        return _TO_SI[unit.strip().lower()]
    except KeyError:
        known = ", ".join(sorted(key for key in _TO_SI if key))
        raise BadValue(
            "unit", found=repr(unit), needed=f"one of {known}", remedy="Name the unit in the column's header."
        ) from None


def kilograms(value: float, unit: str) -> float:
    """A load in kg, from kg or lb.

    >>> round(kilograms(225, "lb"), 2)
    102.06
    """
    factor, si = to_si(unit)
    if si != "kg":
        raise BadValue("load unit", found=repr(unit), needed="kg or lb", remedy="Write the load as 100 kg or 220 lb.")
    return value * factor


def load_text(load_kg: float | None, unit: str = "kg") -> str:
    """A load as people read it: at most one decimal, in the unit they like.

    >>> load_text(102.058), load_text(102.058, "lb"), load_text(None)
    ('102.1 kg', '225 lb', '–')
    """
    if load_kg is None:
        return "–"
    value = load_kg / to_si(unit)[0]
    return f"{value:.1f}".removesuffix(".0") + f" {unit}"


def loads_in(text: str, unit: str = "kg") -> str:
    """A sentence that tells loads in kg, with them in the unit that people like.

    >>> loads_in("slower than your line at 110 and 120 kg", "lb")
    'slower than your line at 242.5 and 264.6 lb'
    """
    if unit == "kg":
        return text
    return _LOADS.sub(lambda told: f"{_NUMBER.sub(lambda kg: _in_unit(kg[0], unit), told[1])} {unit}", text)


def _in_unit(kg: str, unit: str) -> str:
    return load_text(float(kg), unit).removesuffix(f" {unit}")


def parse_load(text: str, unit: str = "kg") -> tuple[float, str]:
    """A load as people write it → kg and the unit it was written in; a bare number is in `unit`.

    >>> parse_load("142,5 kg"), parse_load("225lb")[1]
    ((142.5, 'kg'), 'lb')

    Raises:
        BadValue: not a number with kg or lb.
    """
    match = re.fullmatch(r"\s*(\d+(?:[.,]\d+)?)\s*(kg|kgs|lb|lbs)?\s*", text.lower())
    if match is None:
        raise BadValue(
            "load", found=repr(text), needed="a number with kg or lb", remedy="Write it as 142.5kg or 225lb."
        )
    spelled = (match[2] or unit).removesuffix("s")
    return kilograms(float(match[1].replace(",", ".")), spelled), spelled


def is_number(value: object) -> TypeGuard[float]:
    """Whether it is a real number, of Python or of NumPy; True and False are none, though Python counts with them.

    >>> is_number(0.4), is_number(True), is_number("0.4")
    (True, False, False)
    """
    return isinstance(value, Real) and not isinstance(value, bool)
