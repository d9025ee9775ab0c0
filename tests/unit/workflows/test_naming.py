"""Whom a slip in a name may mean, among many athletes too."""

from __future__ import annotations

import random
import re
import time
from difflib import SequenceMatcher

import pytest

from neuraldrive.store.people import said_alike
from neuraldrive.workflows import names_near
from neuraldrive.workflows.names_near import FEW, MORE, SHORT, near

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

    monkeypatch.setattr(names_near, "SequenceMatcher", counted)
    return found


@pytest.mark.parametrize("letters", [12, 196])
def test_a_long_name_is_matched_only_with_those_that_it_can_be_a_slip_of(letters: int, matched: list[str]) -> None:
    names = _names(1, letters, 300) + _names(2, 12, 300)
    meant = names[7]
    assert near(meant[:-1], names) == [meant]
    assert len(matched) <= 3


def _slowly(name: str, names: list[str]) -> list[str]:
    """Everybody compared letter by letter."""
    one, allowed, found = said_alike(name), FEW if len(name) <= SHORT else MORE, []
    for each in names:
        other = said_alike(each)
        fewer, more = sorted((one.split(), other.split()), key=len)
        blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
        slips = 0 if more[: len(fewer)] == fewer else max(len(one), len(other)) - sum(block.size for block in blocks)
        tells = [re.findall(r"\d+|\b\w\b", said) for said in (one, other)]
        if tells[0] == tells[1] and slips <= allowed and 2 * slips < max(len(name), len(each)):
            found.append((slips, each))
    return [each for _, each in sorted(found)][:3]


@pytest.mark.parametrize("letters", ["abc ", "abAB 12", "a\u00e9e\u0301 \u00df", "\u0430\u0431\u0432 \u0410"])
def test_those_that_are_near_are_found_as_by_matching_everybody(letters: str) -> None:
    chance = random.Random(3)
    names = ["".join(chance.choices(letters, k=chance.randint(2, 9))).strip() or letters[0] for _ in range(200)]
    names = sorted({" ".join(each.split()) for each in names})
    quick = {each: near(each, names) for each in names}
    assert quick == {each: _slowly(each, names) for each in names}
    assert sum(len(each) > 1 for each in quick.values()) > 50


def test_one_among_three_thousand_is_compared_in_a_few_milliseconds() -> None:
    names = [
        f"{one.title()} {other.title()}" for one, other in zip(_names(1, 6, 3000), _names(2, 7, 3000), strict=True)
    ]
    near(names[0], names)
    begun = time.process_time()
    for each in names[:50]:
        assert near(f"{each}x", names)[0] == each
    assert (time.process_time() - begun) / 50 < 0.005  # 0.001 s as measured, 0.02 s before


@pytest.mark.parametrize(
    ("typed", "there", "is_near"),
    [
        ("\u0410da Smith", "Ada Smith", True),  # Cyrillic A
        ("Ada Smith", "Ada Sm\u0456th", True),  # Cyrillic i
        ("\u0410da Smiht", "Ada Smith", True),
        ("\u0420\u041e\u0420\u0410", "POPA", True),  # all Cyrillic, and looks like Latin
        ("\u0391\u039d\u039d\u0391", "ANNA", True),  # Greek
        ("\u0412\u043e", "Bo", True),
        ("\u0410\u043d\u043d\u0430", "Anna", False),  # Cyrillic, and does not look like it
        ("Jo", "Bo", False),
        ("Bo", "Ed", False),
        ("Ada \u0418\u0432\u0430\u043d\u043e\u0432\u0430", "Eva \u0418\u0432\u0430\u043d\u043e\u0432\u0430", True),
    ],
)
def test_a_name_that_looks_like_another_in_letters_of_another_script_is_near(
    typed: str, there: str, is_near: bool
) -> None:
    assert near(typed, [there, "Somebody Else"]) == [there] * is_near


def test_two_names_that_look_alike_and_differ_in_capitals_are_near_too() -> None:
    assert near("popa", ["\u0420\u043e\u0440\u0430"]) == ["\u0420\u043e\u0440\u0430"]
