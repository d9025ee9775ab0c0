"""A number with its paper, its place in it, and how it was read."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from neuraldrive.errors import CatalogError

HOW = ("stated", "derived", "digitised", "assumed", "recalled")


@dataclass(frozen=True)
class Source:
    """One entry of sources.bib."""

    key: str
    kind: str
    fields: Mapping[str, str]

    def __str__(self) -> str:
        authors = self.fields.get("author", self.key).strip("{}").split(" and ")
        names = authors[0].split(",")[0] + (" et al." if len(authors) > 1 else "")
        title = self.fields.get("title", "")
        title += "" if title.endswith("?") else "."
        doi = f" doi:{self.fields['doi']}" if "doi" in self.fields else ""
        return f"{names} ({self.fields.get('year', 'n.d.')}). {title}{doi}"


@cache
def bibliography() -> Mapping[str, Source]:
    """All sources by key.

    >>> bibliography()["sanchez_medina_2010"].fields["year"]
    '2010'
    """
    text = resources.files("neuraldrive").joinpath("sources.bib").read_text(encoding="utf-8")
    found = {}
    for kind, key, body in re.findall(r"@(\w+)\{([^,\s]+),\s*\n(.*?)\n\}", text, flags=re.DOTALL):
        found[key] = Source(key, kind.lower(), dict(re.findall(r"(\w+)\s*=\s*\{(.*?)\},?\s*(?:\n|$)", body)))
    return found


def source(key: str) -> Source:
    """The source of that key.

    Raises:
        CatalogError: sources.bib has no such entry.
    """
    try:
        return bibliography()[key]
    except KeyError:
        raise CatalogError(
            "source", found=repr(key), needed="a key of sources.bib", remedy="Add the paper to sources.bib."
        ) from None


@dataclass(frozen=True)
class Sourced:
    """A number from the literature: outside its allowed range, or without a source, it does not load.

    >>> Sourced(0.17, "m/s", "gonzalez_badillo_2010", "abstract", "stated", (0.0, 0.5)).value
    0.17

    Raises:
        CatalogError: the value lies outside its range, or how it was read is not named.
    """

    value: float
    unit: str
    source: str
    where: str
    how: str
    allowed: tuple[float, float]
    note: str = ""

    def __post_init__(self) -> None:
        low, high = self.allowed
        if not math.isfinite(self.value) or not low <= self.value <= high:
            raise CatalogError(
                "catalogue number",
                found=f"{self.value} {self.unit}",
                needed=f"between {low} and {high} {self.unit}",
                remedy=f"Check it against {self.source}, {self.where}.",
            )
        if self.how not in HOW:
            raise CatalogError(
                "how a number was read", found=repr(self.how), needed=", ".join(HOW), remedy="Correct the entry."
            )
        source(self.source)

    @classmethod
    def from_table(cls, table: Mapping[str, Any], name: str) -> Sourced:
        """From a TOML table with value, unit, source, where, how, range and, if any, note."""
        try:
            low, high = table["range"]
            return cls(
                float(table["value"]), table["unit"], table["source"], table["where"], table["how"],
                (float(low), float(high)), table.get("note", ""),
            )  # fmt: skip
        except (KeyError, TypeError, ValueError, OverflowError) as cause:
            raise CatalogError(
                f"catalogue number {name}",
                found=f"{sorted(table)} ({cause})",
                needed="value, unit, source, where, how, range = [low, high]",
                remedy="Complete the entry.",
            ) from cause
        except CatalogError as error:
            raise error.at(name) from None
