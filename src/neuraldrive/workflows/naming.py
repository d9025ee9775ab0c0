"""Whom a typed name means: somebody who is there, somebody new, or, where it looks like a slip, nobody until that is said."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from neuraldrive.errors import BadValue
from neuraldrive.records import Athlete
from neuraldrive.store import Store
from neuraldrive.store.people import said_alike

SHORT, FEW, MORE = 5, 1, 2
"""A name of at most so many letters is near another with so few slips in it; a longer one with so many."""

_TELLS_APART = re.compile(r"\d+|\b\w\b")


@dataclass(frozen=True)
class Meant:
    """An athlete by the name that is kept, whether it is somebody new, and if so of which names it may be a slip."""

    name: str
    is_new: bool = False
    near: tuple[str, ...] = ()


def look_up(store: Store, name: str, *, new: bool = False) -> Meant:
    """Whom a name means; capitals, blanks and how letters are put together make no difference.

    Args:
        new: it is somebody new, however near the name is to another; the name of somebody who is there means them all the same.

    Raises:
        RecordError: an empty name.
    """
    name = Athlete(" ".join("".join(each for each in name if each.isprintable()).split())).name
    names = {each.id: each.name for each in store.roster()}
    known = store.athlete_named(name)
    if known is not None:
        return Meant(names[known])
    return Meant(name, is_new=True, near=() if new else tuple(near(name, names.values())))


def meant(store: Store, name: str, *, new: bool = False) -> Meant:
    """The same, where nobody can be asked.

    Raises:
        BadValue: nobody has the name, and somebody has one that it may be a slip of. RecordError: an empty name.
    """
    found = look_up(store, name, new=new)
    if found.near:
        raise BadValue(
            "athlete", found=f"{found.name}, who is not there", needed="somebody who is there, or the word that it is somebody new",
            remedy=f"Did you mean {' or '.join(found.near)}? --new makes a new athlete.",
        )  # fmt: skip
    return found


def near(name: str, names: Iterable[str]) -> list[str]:
    """Those that a name may be a slip of, at most three, the nearest first.

    Names that differ in a number or in a letter that stands alone are different people; a first name is near the whole one.

    >>> near("Adaa", ["Ada", "Bea"]), near("Ada", ["Bea", "Ada Smith"]), near("Lifter 2", ["Lifter 1"]), near("Bo", ["Ed"])
    (['Ada'], ['Ada Smith'], [], [])
    """
    one, allowed = said_alike(name), FEW if len(name) <= SHORT else MORE
    slips = sorted((_slips(one, said_alike(each), allowed), each) for each in names)
    return [each for slip, each in slips if slip <= allowed and 2 * slip < max(len(name), len(each))][:3]


def _slips(one: str, other: str, most: int) -> int:
    """Letters that would have to be put right, exact up to `most`.

    0 where one begins with all words of the other, all where numbers or lone letters differ.
    """
    fewer, more = sorted((one.split(), other.split()), key=len)
    begins = more[: len(fewer)] == fewer
    if not begins and _at_least(one, other, most) > most:
        return most + 1
    if _TELLS_APART.findall(one) != _TELLS_APART.findall(other):
        return len(one) + len(other)
    if begins:
        return 0
    same = sum(each.size for each in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks())
    return max(len(one), len(other)) - same


def _at_least(one: str, other: str, most: int) -> int:
    """So many slips at least, by their lengths, then by their letters in any order: said at once, as a full match is not."""
    longer = max(len(one), len(other))
    apart = longer - min(len(one), len(other))
    return apart if apart > most else longer - (Counter(one) & Counter(other)).total()
