"""What the published pools may be given: constants, excitation, targets and steps, or an error that says why not."""

from __future__ import annotations

import math
from collections.abc import Mapping
from difflib import get_close_matches
from typing import TypeGuard

import numpy as np
from numpy.typing import ArrayLike, NDArray

from neuraldrive.errors import BadValue
from neuraldrive.simulate.door import check_seed
from neuraldrive.units import is_number

Floats = NDArray[np.float64]
Limits = Mapping[str, tuple[float, float]]


def constants(paper: str, given: Mapping[str, float], limits: Limits) -> dict[str, float]:
    """The constants that differ from the paper's, each known and within its limits; `units` a whole number.

    Raises:
        BadValue: a name that is none of the paper's constants (the nearest is named), or a value that cannot be.
    """
    for name, value in given.items():
        if name not in limits:
            near = get_close_matches(name, limits, n=3)
            raise BadValue(
                f"{paper}: {name}",
                found="no such constant",
                needed=", ".join(near or limits),
                remedy="Take one of these names.",
            )
        low, high = limits[name]
        if not (_is_number(value) and low <= value <= high and (name != "units" or value == int(value))):
            needed = f"{'a whole number ' if name == 'units' else ''}from {low:g} to {high:g}"
            raise BadValue(f"{paper}: {name}", found=f"{value}", needed=needed, remedy="Correct the constant.")
    return {name: int(value) if name == "units" else float(value) for name, value in given.items()}


def excitation(value: float, maximal: float) -> float:
    """One excitation between 0 and the pool's maximum."""
    return float(excitation_course([value, value], maximal)[0])


def excitation_course(values: ArrayLike, maximal: float) -> Floats:
    """A course of excitation, shape (m,) with m at least 2, finite, from 0 to the pool's maximum.

    Raises:
        BadValue: another shape, values that are not finite, below 0 or above the maximum.
    """
    remedy = (
        f"Excitation has the paper's own unit: the first unit's threshold is about 1, the pool's maximum {maximal:g}."
    )
    return _course("excitation", values, maximal * (1.0 + 1e-12), f"0 to {maximal:g}", remedy)


def target_course(values: ArrayLike) -> Floats:
    """A course of force, shape (m,) with m at least 2, as shares of the rested maximum, 0 to 1.

    Raises:
        BadValue: another shape, values that are not finite, below 0 or above 1.
    """
    return _course("target", values, 1.0, "0 to 1, a share of the rested maximum", "Write 50 % as 0.5.")


def share(what: str, value: float) -> float:
    """A share above 0 and up to 1."""
    if not (_is_number(value) and 0.0 < value <= 1.0):
        raise BadValue(what, found=f"{value}", needed="above 0 and up to 1", remedy="Write 50 % as 0.5.")
    return float(value)


def steps(duration_s: float, step_s: float) -> int:
    """How many steps a duration takes.

    Raises:
        BadValue: a duration shorter than two steps, longer than a day, or not finite.
    """
    if not (_is_number(duration_s) and 2.0 * step_s <= duration_s <= 86_400.0):
        needed = f"{2.0 * step_s:g} to 86400 s"
        raise BadValue("duration_s", found=f"{duration_s} s", needed=needed, remedy="Give a duration in seconds.")
    return round(duration_s / step_s)


def number_within(what: str, value: float, low: float, high: float, remedy: str) -> float:
    """A finite number from `low` to `high`."""
    if not (_is_number(value) and low <= value <= high):
        raise BadValue(what, found=f"{value}", needed=f"{low:g} to {high:g}", remedy=remedy)
    return float(value)


def _course(what: str, values: ArrayLike, highest: float, needed: str, remedy: str) -> Floats:
    try:
        course = np.array(values, dtype=np.float64)
    except (TypeError, ValueError) as cause:
        raise BadValue(what, found=f"{values!r:.60}", needed="numbers", remedy=remedy) from cause
    if np.asarray(values).dtype.kind == "b":
        raise BadValue(what, found=f"{values!r:.60}", needed="numbers", remedy=remedy)
    if course.ndim != 1 or course.size < 2:
        raise BadValue(what, found=f"shape {course.shape}", needed="two numbers or more in a row", remedy=remedy)
    wrong = ~((course >= 0.0) & (course <= highest))
    if wrong.any():
        first = int(wrong.argmax())
        raise BadValue(what, found=f"{course[first]:g} at place {first}", needed=needed, remedy=remedy)
    return course


def _is_number(value: object) -> TypeGuard[float]:
    return is_number(value) and -math.inf < value < math.inf


def generator(seed: int) -> np.random.Generator:
    """The generator of a seed, a whole number from 0."""
    check_seed(seed)
    return np.random.default_rng(seed)
