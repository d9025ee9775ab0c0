"""How much a measure scatters from day to day and from reading to reading in people who have not changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from neuraldrive.catalog.entries import Numbered, slug, tables, unknown, wrong_keys
from neuraldrive.sources import Sourced

_TEXTS = {"label": str, "relative": bool, "provisional": bool}
_NUMBERS = ("day_sd", "reading_sd", "day_weight", "reading_weight")


@dataclass(frozen=True)
class Scatter(Numbered):
    """What is known of a measure's scatter in people at large; an athlete's own is shrunk to it.

    `numbers`, each with its source: day_sd and reading_sd, and in how many of the athlete's own days and readings each weighs
    (day_weight, reading_weight). A reading is what one set, jump or pull gives.

    Args:
        relative: whether the SDs are shares of the value (coefficients of variation), not in its unit.

    >>> from neuraldrive import catalog
    >>> catalog.scatter("mean_velocity")["day_sd"], catalog.scatter("jump height").relative
    (0.026, True)
    """

    name: str
    label: str
    relative: bool
    provisional: bool
    numbers: Mapping[str, Sourced]


def load_scatter(name: str, table: Mapping[str, Any]) -> Scatter:
    """A Scatter from its TOML table.

    Raises:
        CatalogError: a key is missing, unknown or of the wrong kind.
    """
    wrong = [key for key, kind in _TEXTS.items() if not isinstance(table.get(key), kind)]
    wrong += [key for key in _NUMBERS if not isinstance(table.get(key), dict)]
    wrong += sorted(table.keys() - {*_TEXTS, *_NUMBERS})
    if wrong:
        raise wrong_keys("scatter", wrong, (*_TEXTS, *_NUMBERS)).at(name)
    numbers = {key: Sourced.from_table(table[key], f"{name}.{key}") for key in _NUMBERS}
    return Scatter(name, numbers=numbers, **{key: table[key] for key in _TEXTS})


@cache
def scatters() -> Mapping[str, Scatter]:
    """The scatter of every measure of which it is known, by name."""
    return {name: load_scatter(name, table) for name, table in tables("scatter").items()}


def scatter(name: str) -> Scatter:
    """The scatter of that measure.

    Raises:
        CatalogError: none is known of it; the nearest names come first.
    """
    if slug(name) in scatters():
        return scatters()[slug(name)]
    raise unknown("scatter of a measure", name, scatters())
