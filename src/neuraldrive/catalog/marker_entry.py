"""A neural marker: which test it comes from, which claims it rests on, and what was found in other people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from neuraldrive import glossary
from neuraldrive.catalog.entries import tables, unknown
from neuraldrive.errors import CatalogError
from neuraldrive.sources import Sourced

GROUPS = ("recruitment", "rate_coding")
_NEEDED = {
    "label", "meaning", "group", "measure", "effort", "per", "unit", "axis", "step", "places", "needs", "claims", "order",
    "provisional",
}  # fmt: skip


@dataclass(frozen=True)
class ReferenceRange:
    """What was found in people, of one muscle.

    Args:
        people: how many, a number for each group that was measured.
        ends: what `low` and `high` are, such as "mean ± SD"; `low` is None where only the upper end is known.
    """

    who: str
    muscle: str
    people: tuple[int, ...]
    ends: str
    low: Sourced | None
    high: Sourced

    @property
    def sources(self) -> tuple[str, ...]:
        """Keys of the papers."""
        return tuple(dict.fromkeys(each.source for each in (self.low, self.high) if each is not None))


@dataclass(frozen=True)
class NeuralMarker:
    """One marker of the neural profile.

    Args:
        group: "recruitment" or "rate_coding".
        measure: the term of the glossary that is measured; `effort` the kind of effort that it is measured in, or "".
        per: what a value is multiplied by to be shown in `unit`, with `places` decimals, on an axis from `axis[0]` to
            `axis[1]` with ticks every `step`.
        needs: the test that would fill it.
        claims: ids of the claims it rests on.

    >>> from neuraldrive import catalog
    >>> marker = catalog.marker("voluntary_activation")
    >>> marker.group, marker.claims, marker.reference("vastus_lateralis").sources
    ('recruitment', ('S6',), ('quinlan_2018', 'kooistra_2007'))
    """

    name: str
    label: str
    meaning: str
    group: str
    measure: str
    effort: str
    per: float
    unit: str
    axis: tuple[float, float]
    step: float
    places: int
    needs: str
    claims: tuple[str, ...]
    references: tuple[ReferenceRange, ...]
    provisional: bool
    order: int

    def reference(self, muscle: str) -> ReferenceRange | None:
        """What was found in that muscle; in another where none is known of it."""
        own = (each for each in self.references if each.muscle == muscle)
        return next(own, self.references[0] if self.references else None)

    def others(self, muscle: str) -> tuple[ReferenceRange, ...]:
        """Other groups of the same muscle."""
        first = self.reference(muscle)
        return tuple(each for each in self.references if first and each.muscle == first.muscle and each is not first)


@cache
def markers() -> Mapping[str, NeuralMarker]:
    """All markers by name, in their order."""
    found = {name: _load(name, table) for name, table in tables("markers").items()}
    return dict(sorted(found.items(), key=lambda each: (GROUPS.index(each[1].group), each[1].order)))


def marker(name: str) -> NeuralMarker:
    """The marker of that name.

    Raises:
        CatalogError: no such marker.
    """
    if name in markers():
        return markers()[name]
    raise unknown("marker", name, markers())


def _load(name: str, table: Mapping[str, Any]) -> NeuralMarker:
    wrong = sorted(_NEEDED ^ (table.keys() - {"references"}))
    if wrong or table["group"] not in GROUPS:
        raise CatalogError(
            "marker", found=f"{', '.join(wrong) or table['group']} missing, unknown or wrong",
            needed=f"{', '.join(sorted(_NEEDED))}; group one of {', '.join(GROUPS)}", where=f"markers/{name}.toml",
            remedy="Correct the entry.",
        )  # fmt: skip
    glossary.term(table["measure"])
    rest: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    rest["references"] = tuple(_range(f"{name}.references", each) for each in table.get("references", []))
    return NeuralMarker(name=name, **rest)


def _range(where: str, table: Mapping[str, Any]) -> ReferenceRange:
    missing = sorted({"who", "muscle", "people", "ends", "high"} - table.keys())
    people = table.get("people")
    counted = isinstance(people, list) and people and all(type(each) is int and each > 0 for each in people)
    if missing or not counted or not table["ends"]:
        given = {key: table[key] for key in ("people", "ends") if key in table}
        raise CatalogError(
            "people a marker was measured in", found=f"{', '.join(missing) or given} missing or wrong",
            needed="who, muscle, people (how many, by group), ends (what low and high are), high and, if known, low",
            where=where, remedy="Complete the entry from the paper.",
        )  # fmt: skip
    low = Sourced.from_table(table["low"], f"{where}.low") if "low" in table else None
    high = Sourced.from_table(table["high"], f"{where}.high")
    return ReferenceRange(table["who"], table["muscle"], tuple(table["people"]), table["ends"], low, high)
