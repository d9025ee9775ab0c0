"""A rule of plans: its numbers, each with its source, why it is kept, and what the evidence says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from neuraldrive.catalog.entries import Numbered, broken, numbers_in, slug, tables, texts_in, unknown, wrong_keys
from neuraldrive.sources import Sourced

_TEXTS = {"label": str, "hard": bool, "why": str, "verdict": str}


@dataclass(frozen=True)
class Rule(Numbered):
    """A rule that plans are built by and checked against.

    Args:
        hard: whether a builder keeps it always; a soft rule is a wish.
        numbers: each with its source.
        why: what it is for, and to what it applies.
        verdict: what the evidence says of it.

    >>> from neuraldrive import catalog
    >>> rule = catalog.rule("inol")
    >>> rule.label, rule["session_high"], rule.sources
    ('Dose of a lift: INOL', 2.0, ('hristov_2005', 'neuraldrive'))
    """

    name: str
    label: str
    hard: bool
    numbers: Mapping[str, Sourced]
    why: str
    verdict: str

    def __getitem__(self, name: str) -> float:
        if name not in self.numbers:
            raise unknown(f"number of the rule {self.name}", name, self.numbers)
        return self.numbers[name].value

    def __repr__(self) -> str:
        return f"Rule({self.name}: {self.label})"


def load_rule(name: str, table: Mapping[str, Any]) -> Rule:
    """A Rule from its TOML table.

    Raises:
        CatalogError: a key is missing, unknown or of the wrong kind, or a lower end lies above its upper end.
    """
    texts, wrong = texts_in(table, _TEXTS)
    if wrong:
        raise wrong_keys("rule", wrong, _TEXTS).at(name)
    numbers = numbers_in(table, name)
    for key, number in numbers.items():
        other = numbers.get(f"{key.removesuffix('_low')}_high") if key.endswith("_low") else None
        if other is not None and number.value > other.value:
            raise broken(f"rule: {key}", f"{number.value:g} above {other.value:g}", "the lower number first").at(name)
    return Rule(name=name, numbers=numbers, **texts)


@cache
def rules() -> Mapping[str, Rule]:
    """All rules of plans by name: those that builders keep always first."""
    found = [load_rule(name, table) for name, table in tables("rules").items()]
    return {each.name: each for each in sorted(found, key=lambda each: (not each.hard, each.name))}


def rule(name: str) -> Rule:
    """The rule of that name or label.

    Raises:
        CatalogError: no such rule; the nearest come first.

    >>> rule("taper")["volume_cut_low"], rule("days apart")["least_days"]
    (0.41, 2.0)
    """
    if name in rules():
        return rules()[name]
    for each in rules().values():
        if slug(name) in (each.name, slug(each.label)):
            return each
    raise unknown("rule", name, rules())
