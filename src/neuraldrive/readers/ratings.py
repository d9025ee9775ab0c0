"""Ratings of a set as people write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from neuraldrive.records.training import allowed

_RATING = re.compile(r"^(?:rpe|rir|@)?\s*(<=|<|≤|below|under)?\s*(\d+(?:[.,]\d+)?|inf)\s*(?:/\s*10)?$", re.IGNORECASE)


@dataclass(frozen=True)
class Rating:
    """A rating of perceived exertion; `at_most` marks an upper bound."""

    rpe: float
    at_most: bool = False


@lru_cache(maxsize=4096)
def rating(text: str) -> Rating | None:
    """The rating, None where there is none: empty, or 0, which devices write for 'not rated'.

    >>> rating("8,5"), rating("< 5.5"), rating("0.0")
    (Rating(rpe=8.5, at_most=False), Rating(rpe=5.5, at_most=True), None)

    Raises:
        ValueError: not a rating from 0 to 10.
    """
    value, bound = _number(text)
    if value is None or value == 0:
        return None
    low, high, _ = allowed("rpe")
    if not low <= value <= high:
        raise ValueError(text)
    return Rating(value, bound)


def reserve(text: str) -> float | None:
    """Repetitions in reserve; 0 is a value.

    >>> reserve("0"), reserve("")
    (0.0, None)

    Raises:
        ValueError: not a count that can be.
    """
    value, _ = _number(text)
    if value is not None and not allowed("reps_in_reserve")[0] <= value <= allowed("reps_in_reserve")[1]:
        raise ValueError(text)
    return value


def _number(text: str) -> tuple[float | None, bool]:
    text = text.strip()
    if text.lower() in ("", "-", "nan", "na", "n/a", "none", "null", "?", "–"):
        return None, False
    match = _RATING.match(text)
    if not match:
        raise ValueError(text)
    return float(match[2].replace(",", ".")), bool(match[1])
