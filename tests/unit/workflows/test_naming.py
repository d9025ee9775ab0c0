"""Whom a slip in a name may mean, among many athletes too."""

from __future__ import annotations

import random
from difflib import SequenceMatcher

import pytest

from neuraldrive.workflows import naming

ABC = "abcdefghijklmnopqrstuvwxyz"


def _names(seed: int, letters: int, count: int) -> list[str]:
    chance = random.Random(seed)
    return ["".join(chance.choices(ABC, k=letters)) for _ in range(count)]


@pytest.fixture
def matched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names that were compared letter by letter."""
    found: list[str] = []

    def counted(junk: None, one: str, other: str, *, autojunk: bool) -> SequenceMatcher[str]:
        found.append(other)
        return SequenceMatcher(junk, one, other, autojunk=autojunk)

    monkeypatch.setattr(naming, "SequenceMatcher", counted)
    return found


@pytest.mark.parametrize("letters", [12, 196])
def test_a_long_name_is_matched_only_with_those_that_it_can_be_a_slip_of(letters: int, matched: list[str]) -> None:
    names = _names(1, letters, 300) + _names(2, 12, 300)
    meant = names[7]
    assert naming.near(meant[:-1], names) == [meant]
    assert len(matched) <= 3


def test_those_that_are_near_are_found_as_by_matching_everybody(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(3)
    names = ["".join(chance.choices("abc ", k=chance.randint(2, 9))).strip() or "a" for _ in range(200)]
    quick = {each: naming.near(each, names) for each in names}
    monkeypatch.setattr(naming, "_at_least", lambda one, other, most: 0)
    assert quick == {each: naming.near(each, names) for each in names}
    assert sum(len(each) > 1 for each in quick.values()) > 50
