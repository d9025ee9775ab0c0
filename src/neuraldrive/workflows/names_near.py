"""Of which names a typed one may be a slip: quick among thousands, as nearly all are ruled out at once by their letters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

import numpy as np

from neuraldrive.store.people import said_alike
from neuraldrive.workflows.look_alikes import in_latin, mixes_scripts

SHORT, FEW, MORE = 5, 1, 2
"""A name of at most so many letters is near another with so few slips in it; a longer one with so many."""
MOST_TOLD = 3

_TELLS_APART = re.compile(r"\d+|\b\w\b")
_BINS = 32
_ROW = np.dtype([("letters", "<i2", _BINS), ("length", "<i8"), ("apart", "<i8"), ("first", "<i8"), ("looks", "<i8")])


@dataclass(frozen=True)
class _Key:
    """What of a name is compared, and the same in numbers, as one row of `_ROW`."""

    said: str
    words: list[str]
    apart: list[str]
    looks: str
    row: bytes


def near(name: str, names: Iterable[str]) -> list[str]:
    """Those that a name may be a slip of, at most three, the nearest first.

    Names that differ in a number or in a letter that stands alone are different people; a first name is near the whole one, and
    a name near another that looks like it, in letters of another script.

    >>> near("Adaa", ["Ada", "Bea"]), near("Ada", ["Bea", "Ada Smith"]), near("Lifter 2", ["Lifter 1"]), near("Bo", ["Ed"])
    (['Ada'], ['Ada Smith'], [], [])
    """
    known, one = list(names), _key(name)
    allowed = FEW if len(name) <= SHORT else MORE
    keys = [_key(each) for each in known]
    slips = sorted((_slips(one, keys[at]), known[at]) for at in _may_be(one, keys, allowed))
    return [each for slip, each in slips if slip <= allowed and 2 * slip < max(len(name), len(each))][:MOST_TOLD]


def _may_be(one: _Key, keys: Sequence[_Key], most: int) -> list[int]:
    """Where those stand that `one` can be a slip of: by their letters in any order, or by their first word."""
    mine = np.frombuffer(one.row, _ROW)[0]
    rows = np.frombuffer(b"".join([each.row for each in keys]), _ROW)
    shared = np.minimum(rows["letters"], mine["letters"]).sum(axis=1, dtype=np.int64)
    few = np.maximum(rows["length"], mine["length"]) - shared <= most
    is_so = (rows["apart"] == mine["apart"]) & (few | (rows["first"] == mine["first"]))
    found: list[int] = np.flatnonzero(is_so | (rows["looks"] == mine["looks"])).tolist()
    return found


def _slips(one: _Key, other: _Key) -> int:
    """Letters that would have to be put right.

    0 where they look the same or one begins with all words of the other, all where numbers or lone letters differ.
    """
    if one.looks == other.looks:
        return 0
    if one.apart != other.apart:
        return len(one.said) + len(other.said)
    fewer, more = sorted((one.words, other.words), key=len)
    if more[: len(fewer)] == fewer:
        return 0
    matched = SequenceMatcher(None, one.said, other.said, autojunk=False).get_matching_blocks()
    return max(len(one.said), len(other.said)) - sum(each.size for each in matched)


@lru_cache(maxsize=1 << 16)
def _key(name: str) -> _Key:
    looks = said_alike(in_latin(name))
    said = looks if mixes_scripts(name) else said_alike(name)
    words, apart = said.split(), _TELLS_APART.findall(said)
    row = np.zeros(1, _ROW)
    for letter, count in Counter(ord(each) % _BINS for each in said).items():
        row["letters"][0, letter] = count
    row[0]["length"], row[0]["apart"] = len(said), hash(tuple(apart))
    row[0]["first"], row[0]["looks"] = hash(words[0] if words else ""), hash(looks)
    return _Key(said, words, apart, looks, row.tobytes())
