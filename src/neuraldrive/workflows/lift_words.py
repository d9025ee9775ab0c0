"""Loads, rests and sets in the words in which people write them: 85 %, 140 kg, 3 min, "5x2 @ 90% rest 4min"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from neuraldrive import catalog
from neuraldrive.errors import BadValue
from neuraldrive.units import load_text, parse_load

MOST_RELATIVE = 4.0
"""Of the 1RM: more is a mistake in writing, no load to try."""
_LEAST_BARE = 2.0
_NUMBER = r"\d+(?:[.,]\d+)?"
_SHARE = re.compile(rf"\s*({_NUMBER})\s*%\s*(?:1?rm)?\s*", re.IGNORECASE)
_TIME = re.compile(rf"({_NUMBER})\s*(s|sec|seconds?|min|minutes?|h|hours?)?", re.IGNORECASE)
_SECONDS = {"s": 1.0, "m": 60.0, "h": 3600.0}
_PRESCRIBED = re.compile(
    r"\s*(?P<lift>[a-z][a-z _-]*?)?\s*(?P<sets>\d+)\s*[x×]\s*(?P<repetitions>\d+|(?:to[ -]?)?failure)"
    r"\s*@\s*(?P<load>[\d.,]+\s*(?:%(?:\s*1?rm)?|kgs?|lbs?)?)(?:\s+rest\s+(?P<rest>.+?))?\s*",
    re.IGNORECASE,
)

Repetitions = int | Literal["failure"]


MOST_SETS = 50


@dataclass(frozen=True)
class Load:
    """A load as it was asked for: a share of the 1RM, or kg."""

    kg: float | None = None
    share: float | None = None

    def in_kg(self, one_rm_kg: float) -> float:
        """For somebody with this 1RM."""
        return self.kg if self.kg is not None else (self.share or 0.0) * one_rm_kg

    def text(self, unit: str = "kg") -> str:
        """As people write it.

        >>> Load(share=0.85).text(), Load(kg=60.0).text("lb")
        ('85 %', '132.3 lb')
        """
        return f"{100 * self.share:.4g} %" if self.share is not None else load_text(self.kg, unit)


def load(text: str, unit: str = "kg") -> Load:
    """A load from words; a bare number is in `unit`.

    Raises:
        BadValue: other words, a share of more than four times the 1RM, or a bare number so small that a share was meant.

    >>> load("85%"), load("60")
    (Load(kg=None, share=0.85), Load(kg=60.0, share=None))
    """
    found = _SHARE.fullmatch(text)
    if found is None:
        kg = parse_load(text, unit)[0]
        if 0.0 < kg < _LEAST_BARE and re.fullmatch(rf"\s*{_NUMBER}\s*", text):
            raise BadValue(
                "load", found=repr(text), needed="kg, lb or a share of the 1RM",
                remedy=f"Write {100 * float(text.replace(',', '.')):g}% for a share, or {text.strip()}kg.",
            )  # fmt: skip
        return Load(kg=kg)
    share = float(found[1].replace(",", ".")) / 100.0
    if share > MOST_RELATIVE:
        raise BadValue(
            "load", found=repr(text), needed=f"at most {100 * MOST_RELATIVE:.0f} % of the 1RM",
            remedy="Write 85% for a share of the 1RM, 140kg for a load.",
        )  # fmt: skip
    return Load(share=share)


def seconds(text: str, what: str = "rest") -> float:
    """A time from words; a bare number is seconds.

    Raises:
        BadValue: other words.

    >>> seconds("3min"), seconds("90"), seconds("1.5 min")
    (180.0, 90.0, 90.0)
    """
    found = _TIME.fullmatch(text.strip())
    if found is None:
        raise BadValue(what, found=repr(text), needed="a time, such as 3min or 90s", remedy="Write 3min or 90s.")
    return float(found[1].replace(",", ".")) * _SECONDS[(found[2] or "s")[0].lower()]


def repetitions(text: str) -> Repetitions:
    """A number of repetitions, or "failure".

    Raises:
        BadValue: neither.

    >>> repetitions("8"), repetitions("to-failure")
    (8, 'failure')
    """
    word = text.strip().lower()
    if re.fullmatch(r"(?:to[ -]?)?failure", word):
        return "failure"
    if not word.isdecimal():
        raise BadValue(
            "repetitions", found=repr(text), needed="a whole number, or to-failure", remedy="Write 5 or to-failure."
        )
    return int(word)


@dataclass(frozen=True)
class Prescribed:
    """So many sets of so many repetitions of a load; `lift` and `rest_s` are None where nothing is said of them."""

    sets: int
    repetitions: Repetitions
    load: Load
    lift: str | None = None
    rest_s: float | None = None

    def __str__(self) -> str:
        return f"{self.sets}x{self.repetitions} @ {self.load.text().replace(' %', '%')}"


def prescribed(text: str, unit: str = "kg") -> Prescribed:
    """Sets from words: the lift if it is named, sets x repetitions, "@" and the load, "rest" and a time if it is said.

    Raises:
        BadValue: other words.

    >>> prescribed("back squat 5x2 @ 90% rest 4min")
    Prescribed(sets=5, repetitions=2, load=Load(kg=None, share=0.9), lift='back_squat', rest_s=240.0)
    >>> str(prescribed("1x8@75%"))
    '1x8 @ 75%'
    """
    found = _PRESCRIBED.fullmatch(text)
    if found is None:
        raise BadValue(
            "sets", found=repr(text), needed='SETSxREPETITIONS @ LOAD, with "rest 3min" behind it if you like',
            remedy='Write "5x2 @ 90% rest 4min": five sets of two. Other words are not read yet.',
        )  # fmt: skip
    sets = int(found["sets"][:9])
    if not 1 <= sets <= MOST_SETS:
        raise BadValue("sets", found=f"{sets}", needed=f"1 to {MOST_SETS}", remedy='Write "1x8 @ 75%".')
    return Prescribed(
        sets, repetitions(found["repetitions"]), load(found["load"], unit),
        catalog.lift_name(found["lift"]) if found["lift"] else None,
        seconds(found["rest"]) if found["rest"] else None,
    )  # fmt: skip
