"""Clauses of a sentence: how fast, with which rest, until when. Each function takes what its rule found."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from lark import Token

from neuraldrive.plan.notation.amounts import BARE_SHARE, Measured, load_of
from neuraldrive.plan.notation.said import Clause, Misread, Said, made, number, of_class, of_type, span_of, unquoted
from neuraldrive.records.prescription import LONGEST_REST_S, VELOCITIES
from neuraldrive.records.prescription_text import COUNTS
from neuraldrive.records.sets import Load, Span, Stop, inside

PERCENT = Decimal("0.01")


def fast(found: Sequence[Token]) -> Clause:
    return Clause("fast", True, found[0])


def release(found: Sequence[Token]) -> Clause:
    return Clause("release", True, found[0])


def at(found: Sequence[Any]) -> Clause:
    """A target velocity; "at 90%" is read as the load."""
    word, amount = found
    if amount.unit in ("PERCENT", "KG", "LB"):
        return Clause("load", load_of(amount, percent=False).value, amount.high)
    if not amount.unit:
        raise _bare(word, amount)
    value = span_of((amount.low, amount.high), (number(amount.low), number(amount.high)))
    made(amount.high, lambda: inside("velocity", value, *VELOCITIES, "m/s"))
    return Clause("velocity", value, word)


def _bare(word: Token, amount: Measured) -> Misread:
    """The error for "at 85": what can be a percentage of the 1RM is hardly a velocity."""
    low, high = amount.low, amount.high
    if not all(BARE_SHARE[0] <= number(end) <= BARE_SHARE[1] for end in (low, high)):
        return Misread(high, "velocity", f"{high} without a unit", "m/s, or @ before a load", "Write at 0.8-1m/s.")
    said = f"{low}" if low is high else f"{low}-{high}"
    blanks = " " * (int(low.column or 0) - int(word.column or 0) - len(word))
    place = Token.new_borrow_pos("AT", f"{word}{blanks}{said}", word)
    needed = f"a load with `@`: `@ {said}%` of the 1RM, or `@ {said}kg`; a velocity has m/s: `at 0.8m/s`"
    return Misread(place, "load", f"`{place}`", needed, f"Write @ {said}%, or @ {said}kg.", [f"@ {said}%"])


def at_rpe(found: Sequence[Any]) -> Clause:
    return Clause("load", made(found[2].token, lambda: Load(found[2].value, "rpe")), found[1])


def rest_clock(found: Sequence[Token]) -> Clause:
    minutes, seconds = (int(each) for each in found[1].split(":"))
    if seconds > 59:
        raise Misread(
            found[1], "rest", found[1], "minutes and seconds below 60", "rest 2:30 is two and a half minutes."
        )
    value = Span(60 * minutes + seconds)
    made(found[1], lambda: inside("rest", value, 0.0, LONGEST_REST_S, "s"))
    return Clause("rest_s", value, found[0])


def time(found: Sequence[Token]) -> Token:
    return found[0]


def rest(found: Sequence[Token]) -> Clause:
    ends, units = of_type(found, "NUMBER"), of_type(found, "MINUTES", "SECONDS")
    if not units:
        raise Misread(
            ends[-1], "rest", f"{ends[-1]} without a unit", "minutes or seconds", "Write rest 3min, or rest 90s."
        )
    if len(units) == 1 and len(ends) == 2:
        units *= 2
    seconds = [
        number(end, times=Decimal(60 if of.type == "MINUTES" else 1)) for end, of in zip(ends, units, strict=True)
    ]
    value = span_of(ends, seconds)
    made(ends[-1], lambda: inside("rest", value, 0.0, LONGEST_REST_S, "s"))
    return Clause("rest_s", value, found[0])


def rest_behind(found: Sequence[Token]) -> Clause:
    """ "3min rest"."""
    whole = found[0]
    parts = re.findall(r"(\d+(?:[.,]\d+)?) *([ms]?)", whole.lower())
    units = {"m": "MINUTES", "s": "SECONDS"}
    told = [(Token.new_borrow_pos("NUMBER", amount, whole), units.get(unit)) for amount, unit in parts]
    tokens = [each for amount, unit in told for each in (amount, *([Token(unit, "")] if unit else []))]
    return rest([whole, *tokens])


def until(found: Sequence[Any]) -> Clause:
    return Clause("stops", of_class(found, Said), found[0])


def times(found: Sequence[Token]) -> Clause:
    word = found[0].lower()
    return Clause("times", COUNTS.index(word) + 1 if word in COUNTS else number(word), found[0])


def note(found: Sequence[Token]) -> Clause:
    return Clause("note", unquoted(found[1]), found[1])


def failure(found: Sequence[Token]) -> Said[Stop]:
    return Said(Stop("failure"), found[0])


def _stop(kind: str, times: Decimal = Decimal(1)) -> Callable[[Sequence[Token]], Said[Stop]]:
    def read(found: Sequence[Token]) -> Said[Stop]:
        value = of_type(found, "NUMBER")[0]
        return Said(made(value, lambda: Stop(kind, number(value, times=times))), found[0])

    return read


RULES = {
    each.__name__: each
    for each in (fast, release, at, at_rpe, rest_clock, time, rest, rest_behind, until, times, note, failure)
} | {
    "reserve": _stop("reserve"),
    "rpe_stop": _stop("rpe"),
    "loss": _stop("loss", PERCENT),
    "set_mean": _stop("set_mean", PERCENT),
    "height": _stop("height", PERCENT),
    "floor": _stop("velocity"),
}
"""What becomes of each rule of the grammar that this module reads."""
