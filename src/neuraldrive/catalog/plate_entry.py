"""Bars and plates that exist: what a bar weighs empty, and which pairs of plates there are to put on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from neuraldrive.catalog.entries import slug, tables, unknown
from neuraldrive.errors import CatalogError
from neuraldrive.sources import Sourced
from neuraldrive.units import KG_PER_LB, LOAD_UNITS

MOST_PAIRS = 20


@dataclass(frozen=True)
class Bar:
    """A bar, and the kind of equipment that it is: "bar", "safety_bar" …"""

    name: str
    label: str
    aliases: tuple[str, ...]
    kind: str
    mass: Sourced

    @property
    def mass_kg(self) -> float:
        """Without plates and collars."""
        return self.mass.value

    @property
    def provisional(self) -> bool:
        """Whether it should be weighed: such bars differ."""
        return self.mass.how == "assumed"


@dataclass(frozen=True)
class PlateSet:
    """Plates of a gym: pairs of each by its mass in `unit` ("kg" or "lb"), the heaviest first.

    Raises:
        CatalogError: no unit of plates, a plate without mass, or no pairs of it.

    >>> from neuraldrive import catalog
    >>> catalog.plate_set("pounds").heaviest_kg
    483.0...
    """

    name: str
    label: str
    aliases: tuple[str, ...]
    unit: str
    pairs: tuple[tuple[float, int], ...]

    def __post_init__(self) -> None:
        sound = all(
            not isinstance(number, bool) and mass > 0 and number == int(number) and 1 <= number <= MOST_PAIRS
            for mass, number in self.pairs
        )
        if self.unit not in LOAD_UNITS or not self.pairs or not sound:
            raise CatalogError(
                f"plates {self.name}", found=f"{self.unit}, {dict(self.pairs)}",
                needed=f"kg or lb, and 1 to {MOST_PAIRS} pairs of each plate", remedy="{25: 4, 20: 1, 10: 2}, say.",
            )  # fmt: skip
        ordered = sorted(((float(mass), int(number)) for mass, number in self.pairs), reverse=True)
        object.__setattr__(self, "pairs", tuple(ordered))

    @property
    def unit_kg(self) -> float:
        """Its unit in kg."""
        return KG_PER_LB if self.unit == "lb" else 1.0

    @property
    def heaviest_kg(self) -> float:
        """All of them together."""
        return 2.0 * self.unit_kg * sum(mass * number for mass, number in self.pairs)


@cache
def bars() -> Mapping[str, Bar]:
    """All bars by name, the one to take first of each kind."""
    return {
        name: Bar(name, row["label"], tuple(row["aliases"]), row["kind"], Sourced.from_table(row["mass_kg"], name))
        for name, row in tables("plates")["bars"].items()
    }


@cache
def plate_sets() -> Mapping[str, PlateSet]:
    """All sets of plates by name."""
    return {name: _plate_set(name, row) for name, row in tables("plates")["sets"].items()}


def bar(name: str) -> Bar:
    """The bar of that name, label or alias.

    Raises:
        CatalogError: no such bar.

    >>> bar("women's bar").mass_kg, bar("SSB").provisional
    (15.0, True)
    """
    return bars()[_name("bar", name, bars())]


def plate_set(name: str) -> PlateSet:
    """The set of plates of that name, label or alias.

    Raises:
        CatalogError: no such set.

    >>> plate_set("home gym").pairs[0]
    (20.0, 2)
    """
    return plate_sets()[_name("set of plates", name, plate_sets())]


def _name(what: str, written: str, entries: Mapping[str, Bar | PlateSet]) -> str:
    for name, entry in entries.items():
        if slug(written) in map(slug, (name, entry.label, *entry.aliases)):
            return name
    raise unknown(what, written, entries)


def _plate_set(name: str, row: Mapping[str, Any]) -> PlateSet:
    pairs = tuple((float(mass), int(number)) for mass, number in row["pairs"])
    return PlateSet(name, row["label"], tuple(row["aliases"]), row["unit"], pairs)
