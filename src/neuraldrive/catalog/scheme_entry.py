"""A scheme: how loads, sets and lifts change from week to week, what is said to come of it, and what was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from neuraldrive.catalog.claim_entry import VERDICTS
from neuraldrive.catalog.entries import Numbered, broken, numbers_in, slug, tables, texts_in, unknown, wrong_keys
from neuraldrive.sources import HOW, Sourced, source

_TEXTS = {
    "label": str, "aliases": list, "method": str, "claimed": str, "found": str, "disagreement": str, "verdict": str,
    "read": list,
}  # fmt: skip
_NUMBERS = (
    "accommodating_load", "waves_a_session", "weeks_a_lift", "lifts_in_turn", "weeks_a_wave", "first_share",
    "second_share", "last_share", "every_weeks", "least_weeks", "fast_days_low",
)  # fmt: skip
_STEP_KEYS = {"weeks", "source", "where", "how"}


@dataclass(frozen=True)
class Step:
    """So many sets of so many repetitions at a share of the 1RM."""

    sets: int
    repetitions: int
    relative_load: float


@dataclass(frozen=True)
class Scheme(Numbered):
    """A scheme of the catalogue.

    Args:
        method: the training method whose work it doses, "" for none in particular.
        weeks: steps of each week in order; after the last the scheme begins anew or ends.
        source, where, how: of the steps, as of any number.
        numbers: more of it, each with its source.
        claimed, found: what is said to come of it, and what the papers bear out.
        disagreement: where practice and papers, or papers among themselves, differ.
        verdict: a key of VERDICTS: of the claim that it is better than others.
        read: keys of the papers that the verdict rests on.

    Raises:
        CatalogError: a word or paper is unknown, or the steps are none.

    >>> from neuraldrive import catalog
    >>> wave = catalog.scheme("wave")
    >>> [(step.sets, step.repetitions, step.relative_load) for week in wave.weeks for step in week]
    [(12, 2, 0.5), (10, 2, 0.55), (8, 2, 0.6)]
    """

    name: str
    label: str
    aliases: tuple[str, ...]
    method: str
    weeks: tuple[tuple[Step, ...], ...]
    source: str
    where: str
    how: str
    numbers: Mapping[str, Sourced]
    claimed: str
    found: str
    disagreement: str
    verdict: str
    read: tuple[str, ...]

    def __post_init__(self) -> None:
        for key in (self.source, *self.read):
            source(key)
        for what, word, known in (("verdict", self.verdict, VERDICTS), ("how", self.how, dict.fromkeys(HOW))):
            if word not in known:
                raise broken(f"scheme: {what}", repr(word), ", ".join(known)).at(self.name)
        for key in self.numbers:
            if key not in _NUMBERS:
                raise unknown("number of a scheme", key, dict.fromkeys(_NUMBERS)).at(self.name)

    def __getitem__(self, name: str) -> float:
        if name not in self.numbers:
            raise unknown(f"number of the scheme {self.name}", name, self.numbers)
        return self.numbers[name].value

    def __repr__(self) -> str:
        return f"Scheme({self.name}: {self.label})"

    @property
    def sources(self) -> tuple[str, ...]:
        """Keys of the papers that its steps, its numbers and its verdict rest on."""
        return tuple(sorted({self.source, *self.read, *super().sources}))


def load_scheme(name: str, table: Mapping[str, Any]) -> Scheme:
    """A Scheme from its TOML table.

    Raises:
        CatalogError: a key is missing, unknown or of the wrong kind, or the steps do not hold.
    """
    texts, wrong = texts_in(table, _TEXTS)
    steps = table.get("steps", {})
    wrong += sorted(_STEP_KEYS ^ steps.keys())
    if wrong:
        raise wrong_keys("scheme", wrong, [*_TEXTS, "steps"]).at(name)
    numbers = numbers_in(table, name, besides=("steps",))
    lists: Any = {key: tuple(texts[key]) for key in ("aliases", "read")}
    words: Any = {key: texts[key] for key in ("label", "method", "claimed", "found", "disagreement", "verdict")}
    cited: Any = {key: steps[key] for key in ("source", "where", "how")}
    return Scheme(name=name, weeks=_weeks(steps["weeks"], name), numbers=numbers, **lists, **words, **cited)


def _weeks(rows: Any, name: str) -> tuple[tuple[Step, ...], ...]:
    try:
        found = tuple(tuple(Step(int(s), int(r), float(load)) for s, r, load in week) for week in rows)
    except (TypeError, ValueError):
        found = ()
    fits = all(
        step.sets >= 1 and step.repetitions >= 1 and 0 < step.relative_load <= 1 for week in found for step in week
    )
    if not found or not all(found) or not fits:
        needed = "[sets, repetitions, share of the 1RM] of each step of each week"
        raise broken("scheme: weeks", repr(rows), needed).at(name)
    return found


@cache
def schemes() -> Mapping[str, Scheme]:
    """All schemes by name."""
    return {name: load_scheme(name, table) for name, table in tables("schemes").items()}


def scheme(name: str) -> Scheme:
    """The scheme of that name, label or alias.

    Raises:
        CatalogError: no such scheme; the nearest come first.

    >>> scheme("deload").verdict, scheme("conjugate").name
    ('disputable', 'conjugate_rotation')
    """
    for each in schemes().values():
        if slug(name) in {slug(text) for text in (each.name, each.label, *each.aliases)}:
            return each
    raise unknown("scheme", name, schemes())
