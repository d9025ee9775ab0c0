"""Numbers, loads and sets of a sentence → Span, Load, Sets, Wave. Each function takes what its rule found."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from lark import Token

from neuraldrive.plan.notation.said import Misread, Said, made, number, of_class, of_type, span_of
from neuraldrive.records.sets import LOAD_UNITS, Load, Sets, Span, Wave
from neuraldrive.units import KG_PER_LB

BARE_SHARE = (20, 130)
"""A load written without unit is a percentage between these; below, it could as well be an RPE."""
UNIT_HINT = "@ 90%, @ 140kg, @ 0.8m/s or @ RPE 8"


class Measured(NamedTuple):
    """A number or range with its unit (the type of its token), or "" where none was written."""

    low: Token
    high: Token
    unit: str


class Hung(NamedTuple):
    """What is beside the load after a plus: bands, chains, or "" for kg beside body weight."""

    plus: Token
    amount: Token
    unit: Token
    what: str


def span(found: Sequence[Token]) -> Said[Span]:
    """A number or range; its place is the end that is likelier to be wrong."""
    ends = of_type(found, "NUMBER")
    value = span_of(ends, [number(each) for each in ends])
    return Said(value, ends[0] if value.low < 1 else ends[-1])


def repetitions(found: Sequence[Any]) -> Said[Span | None]:
    """A number or range; None for as many as go, which "5+" is too."""
    if isinstance(found[0], Said):
        return Said(None, found[0].token) if of_type(found, "MORE") else found[0]
    return Said(None, found[0])


def unit(found: Sequence[Token]) -> Token:
    return found[0]


def measured(found: Sequence[Token]) -> Measured:
    ends, units = of_type(found, "NUMBER"), of_type(found, "PERCENT", "KG", "LB", "MPS")
    if len({each.type for each in units}) > 1:
        raise Misread(units[1], "range", f"{units[0]} and {units[1]}", "one unit for both ends", "For example: 85-90%.")
    return Measured(ends[0], ends[-1], units[0].type if units else "")


def load_of(found: Measured, *, percent: bool) -> Said[Load]:
    """A load in its unit; without one a percentage where `percent` says so and the number can be one."""
    if not found.unit:
        _refuse_bare(found, percent)
    unit = found.unit or "PERCENT"
    in_record = {"PERCENT": "share", "MPS": "velocity"}.get(unit, "kg")
    ends = [_amount(end, unit) for end in (found.low, found.high)]
    if unit in ("PERCENT", "KG", "LB"):
        _refuse_light_or_heavy(found, ends, in_record)
    amount = span_of((found.low, found.high), ends)
    return Said(made(found.high, lambda: Load(amount, in_record)), found.low)


def _refuse_light_or_heavy(found: Measured, ends: Sequence[float], unit: str) -> None:
    least, most, _ = LOAD_UNITS[unit]
    shown, whole, behind = ("%", 100, "% of the 1RM") if unit == "share" else (f"{found.unit.lower()}", 1, "kg")
    wrong = found.low if ends[0] < least <= ends[1] or ends[0] > ends[1] else found.high
    if min(ends) < least:
        remedy = "Leave the load out where it is the athlete's choice; `@ body weight` is no load at all."
        raise Misread(wrong, "load", f"{wrong}{shown}", f"at least {whole * least:g}{behind}", remedy)
    if max(ends) > most and unit == "share":
        needed = f"at most {whole * most:g}{behind}"
        raise Misread(wrong, "load", f"{wrong}{shown}", needed, "If it is kg, write kg behind it.")


def _refuse_bare(found: Measured, percent: bool) -> None:
    least, most = BARE_SHARE
    if percent and all(least <= number(end) <= most for end in (found.low, found.high)):
        return
    needed = f"a unit: {UNIT_HINT}" + (f" (without one it is read as %, {least} to {most})" if percent else "")
    raise Misread(found.high, "load", f"{found.high} without a unit", needed, "Say what the number counts.")


def _amount(written: Token, unit: str) -> float:
    if unit == "LB":
        return round(number(written) * KG_PER_LB, 2)
    return number(written, times=Decimal("0.01") if unit == "PERCENT" else Decimal(1))


def body(found: Sequence[Token]) -> Said[Load]:
    return Said(Load(Span(0), "body"), found[0])


def rpe(found: Sequence[Any]) -> Said[Load]:
    return Said(made(found[1].token, lambda: Load(found[1].value, "rpe")), found[0])


def rir(found: Sequence[Token]) -> Said[Load]:
    most = 10 - LOAD_UNITS["rpe"][0]
    if number(found[1]) > most:
        needed = f"0 to {most:g} repetitions in reserve"
        raise Misread(found[1], "load", f"RIR {found[1]}", needed, "RIR 2 leaves two repetitions.")
    return Said(made(found[1], lambda: Load(Span(10 - number(found[1])), "rpe")), found[0])


def hung(found: Sequence[Token]) -> Hung:
    units, words = of_type(found, "PERCENT", "KG", "LB", "MPS"), of_type(found, "HUNG")
    what = f"{words[0].lower().rstrip('s')}s" if words else ""
    if not units or units[0].type == "MPS" or (not what and units[0].type == "PERCENT"):
        needed = "how much, in % of the 1RM or in kg, and what" if what or units else "a unit and what it is"
        raise Misread(found[-1], "what is hung on", " ".join(found[1:]), needed, "Write + 25% bands, or + 20kg chains.")
    return Hung(found[0], found[1], units[0], what)


def load(found: Sequence[Any]) -> Said[Load]:
    signs, more = of_type(found, "AT_SIGN"), of_class(found, Hung)
    base = next(each for each in found if isinstance(each, (Said, Measured)))
    said = load_of(base, percent=bool(signs)) if isinstance(base, Measured) else base
    for each in more:
        said = Said(_with(said.value, each), said.token)
    return said


def _with(base: Load, more: Hung) -> Load:
    in_kg = more.unit.type != "PERCENT"
    much = _amount(more.amount, more.unit.type)
    if not more.what:
        if base.unit != "body" or base.amount.high:
            raise Misread(more.unit, "load", f"+ {much:g}kg", "bands or chains after it", "For example: + 20kg chains.")
        return made(more.amount, lambda: Load(Span(much), "body"))
    if (base.bands or base.chains) and base.hung_in_kg != in_kg:
        raise Misread(
            more.amount, "what is hung on", "% and kg", "one unit for both", "Write + 20kg bands + 10kg chains."
        )
    if getattr(base, more.what):
        raise Misread(more.plus, "what is hung on", f"{more.what} twice", "each once", "Add them up.")
    amounts = {"bands": base.bands, "chains": base.chains, more.what: much}
    return made(more.amount, lambda: Load(base.amount, base.unit, hung_in_kg=in_kg, **amounts))


def sets(found: Sequence[Any]) -> Said[Sets]:
    counts, each, *loaded = of_class(found, Said)
    said = made(counts.token, lambda: Sets(counts.value, None))
    made(each.token, lambda: Sets(Span(1), each.value))
    return Said(Sets(said.sets, each.value, loaded[0].value if loaded else None), counts.token)


def amrap(found: Sequence[Any]) -> Said[Sets]:
    """One set of as many repetitions as go; "max" alone could as well be a 1RM."""
    word, *loaded = found
    if word.lower() != "amrap":
        raise Misread(word, "sets", f"`{word}`", "sets and repetitions: `5x2`", "As many as go in one set: `1xmax`.")
    return Said(Sets(Span(1), None, loaded[0].value if loaded else None), word)


def parts(found: Sequence[Any]) -> list[Said[Sets]]:
    """Sets after sets: those before come as a list already."""
    before = next((each for each in found if isinstance(each, list)), [])
    return [*before, *of_class(found, Said)]


def step_loads(found: Sequence[Any]) -> list[Measured]:
    units = {each.unit for each in of_class(found, Measured)} - {""}
    if len(units) > 1:
        raise Misread(found[-1].low, "wave", "several units", "one unit for all steps", "Write wave 85/90/95 x 3/2/1.")
    return [each._replace(unit=next(iter(units), "")) for each in of_class(found, Measured)]


def step_repetitions(found: Sequence[Any]) -> list[Said[Span | None]]:
    return of_class(found, Said)


def wave(found: Sequence[Any]) -> Said[Wave]:
    loads, each = of_class(found, list)
    if len(loads) != len(each):
        raise Misread(
            each[-1].token, "wave", f"{len(loads)} loads and {len(each)} repetitions", "as many of one as of the other",
            "Write wave 90/92.5/95 x 3/2/1.",
        )  # fmt: skip
    steps = [_step(amount, said) for amount, said in zip(loads, each, strict=True)]
    return Said(Wave(tuple(steps)), found[0])


def _step(amount: Measured, each: Said[Span | None]) -> Sets:
    load = load_of(amount, percent=True).value
    return made(each.token, lambda: Sets(Span(1), each.value, load))


def wave_of_sets(found: Sequence[Any]) -> Said[Wave]:
    steps = of_class(found, Said)
    return Said(Wave(tuple(each.value for each in steps)), found[0])


RULES = {
    each.__name__: each
    for each in (
        span, repetitions, unit, measured, body, rpe, rir, hung, load, sets, amrap, parts, step_loads, step_repetitions, wave,
        wave_of_sets,
    )
}  # fmt: skip
"""What becomes of each rule of the grammar that this module reads."""
