"""What a rule that ends sets did on easy and hard sets of lifters that it had not seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from neuraldrive.catalog.entries import Numbered, broken, numbers_in, tables, texts_in, wrong_keys
from neuraldrive.sources import Sourced

_TEXTS = {"rule": str, "after": str, "lifters": int, "rated_sets": int}
_NUMBERS = ("easy", "easy_stopped", "hard", "hard_stopped")


@dataclass(frozen=True)
class StopRecord(Numbered):
    """A rule's record.

    `numbers`, each with its source, in sets: easy (RPE 6 or less) and how many of them were stopped anywhere (easy_stopped),
    hard (RPE 9 or more) and how many were stopped by their last repetition (hard_stopped).

    Args:
        rule: as reviews name it, such as "loss 20%"; "" for the stop verdict itself.
        after: what must have come before, in words.
        lifters, rated_sets: on which it was judged.

    >>> from neuraldrive import catalog
    >>> record = catalog.stop_records()["loss 20%"]
    >>> round(record.false_share, 3), record.catch_share
    (0.224, 0.925)
    """

    rule: str
    after: str
    lifters: int
    rated_sets: int
    numbers: Mapping[str, Sourced]

    @property
    def false_share(self) -> float:
        """Share of easy sets that it stops."""
        return self["easy_stopped"] / self["easy"]

    @property
    def catch_share(self) -> float:
        """Share of hard sets that it stops in time."""
        return self["hard_stopped"] / self["hard"]


def load_stop_record(name: str, table: Mapping[str, Any]) -> StopRecord:
    """A StopRecord from its TOML table.

    Raises:
        CatalogError: a key is missing, unknown or of the wrong kind, or more sets were stopped than there are.
    """
    texts, wrong = texts_in(table, _TEXTS)
    numbers = numbers_in(table, name)
    wrong += sorted(numbers.keys() ^ set(_NUMBERS))
    if wrong:
        raise wrong_keys("stop record", wrong, (*_TEXTS, *_NUMBERS)).at(name)
    for kind in ("easy", "hard"):
        stopped, there = numbers[f"{kind}_stopped"].value, numbers[kind].value
        if not 0 <= stopped <= there or there < 1:
            raise broken(f"stop record: {kind}", f"{stopped:g} of {there:g}", "at most all of one or more").at(name)
    return StopRecord(numbers=numbers, **texts)


@cache
def stop_records() -> Mapping[str, StopRecord]:
    """The record of every rule that was judged, by the rule's name."""
    found = (load_stop_record(name, table) for name, table in tables("stop_records").items())
    return {each.rule: each for each in found}
