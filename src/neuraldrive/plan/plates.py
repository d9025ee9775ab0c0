"""The load that can be put on the bar: the nearest that the plates at hand give, and how they go on."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from neuraldrive import catalog
from neuraldrive.errors import BadValue, CatalogError
from neuraldrive.units import kilograms

Plates = str | catalog.PlateSet | Mapping[float, int]
"""A set of the catalogue by name, one of one's own, or pairs of each plate in kg."""

PER_UNIT = 1000
"""Loads are added up in thousandths of a kg or lb, so that 1.25 and 0.5 add up exactly."""
SAME = 1e-6


@dataclass(frozen=True)
class Loading:
    """A bar as it is loaded.

    Args:
        load_kg: bar and plates.
        per_side: plates on each side, the heaviest first, in `unit`.
        step_kg: the smallest step that the plates allow.
    """

    load_kg: float
    bar_kg: float
    per_side: tuple[float, ...]
    unit: str
    step_kg: float

    def __str__(self) -> str:
        """In words.

        >>> print(nearest_load(101))
        bar of 20 kg, each side 25 + 15 kg
        """
        bar = f"bar of {self.bar_kg:.4g} kg"
        if not self.per_side:
            return f"{bar}, empty"
        return f"{bar}, each side {' + '.join(f'{mass:g}' for mass in self.per_side)} {self.unit}"


def nearest_load(load_kg: float, bar_kg: float = 20.0, plates: Plates = "kg") -> Loading:
    """The load nearest to `load_kg` that bar and plates give; half-way between two, the lighter.

    It never lies further off than the smallest step of the plates.

    Raises:
        BadValue: the load is below the empty bar, above all plates, or in a gap between what they give.

    >>> nearest_load(87.3).load_kg, nearest_load(87.3, plates={20: 1, 10: 2, 2.5: 1, 0.5: 2}).per_side
    (87.5, (20.0, 10.0, 2.5, 0.5, 0.5))
    """
    if not (math.isfinite(load_kg) and math.isfinite(bar_kg) and bar_kg > 0.0):
        raise BadValue(
            "load",
            found=f"{load_kg} kg on a bar of {bar_kg} kg",
            needed="a load and a bar in kg",
            remedy="Correct them.",
        )
    given = plates_of(plates)
    loads, ways, step = _loads(given.pairs, given.unit, round(bar_kg, 6))
    at = bisect_left(loads, load_kg)
    near = min((loads[each] for each in (at - 1, at) if 0 <= each < len(loads)), key=lambda each: abs(each - load_kg))
    if abs(near - load_kg) > step + SAME:
        raise _out_of_reach(load_kg, loads, at, step, given)
    return Loading(near, bar_kg, ways[loads.index(near)], given.unit, step)


def smallest_step(plates: Plates = "kg") -> float:
    """The least by which a load can be raised, kg: two of the lightest plates.

    >>> smallest_step("kg_fractional"), round(smallest_step("lb"), 2)
    (1.0, 2.27)
    """
    given = plates_of(plates)
    return 2.0 * given.unit_kg * given.pairs[-1][0]


def plates_of(plates: Plates) -> catalog.PlateSet:
    """Plates as a set, whatever way they are given.

    Raises:
        BadValue: no plates, or not pairs by mass.
        CatalogError: no set of that name.
    """
    if isinstance(plates, catalog.PlateSet):
        return plates
    if isinstance(plates, str):
        return catalog.plate_set(plates)
    try:
        return catalog.PlateSet("own", "Own plates", (), "kg", tuple(plates.items()))
    except (CatalogError, AttributeError, TypeError, ValueError) as cause:
        raise BadValue(
            "plates", found=f"{plates!r:.60}", needed="pairs of each plate in kg, or a set of the catalogue",
            remedy='{25: 4, 20: 1, 10: 2, 2.5: 1}, "kg", "kg_fractional" or "lb", say.',
        ) from cause  # fmt: skip


@lru_cache(maxsize=64)
def _loads(
    pairs: tuple[tuple[float, int], ...], unit: str, bar_kg: float
) -> tuple[list[float], list[tuple[float, ...]], float]:
    """Every load in kg, rising, with the fewest plates that give it; and the smallest step."""
    sides: dict[int, tuple[float, ...]] = {0: ()}
    for mass, number in pairs:
        for side, on in list(sides.items()):
            for more in range(1, number + 1):
                heavier = side + more * round(mass * PER_UNIT)
                way = (*on, *(mass,) * more)
                if heavier not in sides or _better(way, sides[heavier]):
                    sides[heavier] = way
    kg = kilograms(1.0, unit) / PER_UNIT
    rising = sorted(sides)
    loads = [round(bar_kg + 2 * side * kg, 6) for side in rising]
    return loads, [sides[side] for side in rising], 2 * pairs[-1][0] * kg * PER_UNIT


def _better(way: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Fewer plates, and among as few the heavier ones first."""
    return (-len(way), way) > (-len(other), other)


def _out_of_reach(load_kg: float, loads: list[float], at: int, step: float, plates: catalog.PlateSet) -> BadValue:
    found = f"{load_kg:.4g} kg"
    if at == 0:
        return BadValue(
            "load", found=found, needed=f"at least the empty bar, {loads[0]:.4g} kg",
            remedy="Take a lighter bar, or dumbbells.",
        )  # fmt: skip
    if at == len(loads):
        return BadValue(
            "load", found=found, needed=f"at most {loads[-1]:.4g} kg: the bar with all plates ({plates.label})",
            remedy="Check the load; if it is right, name more plates.",
        )  # fmt: skip
    return BadValue(
        "load", found=found, needed=f"{loads[at - 1]:.4g} or {loads[at]:.4g} kg: the plates give nothing between",
        remedy=f"Choose one of them, or add plates (the lightest pair is a step of {step:.4g} kg).",
    )  # fmt: skip
