"""Lift, sets and clauses → Prescription. Each function takes what its rule found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from lark import Token

from neuraldrive.plan.notation.names import Named, exercise_of, method_of, misnamed, name_of
from neuraldrive.plan.notation.said import Clause, Flag, Misread, Said, made, of_class, of_type
from neuraldrive.plan.notation.sense import doubts, refuse_contradictions
from neuraldrive.records.prescription import Prescription
from neuraldrive.records.prescription_text import METHOD_WORDS
from neuraldrive.records.sets import Load, Rotation, Sets, Stop, Wave

CLAUSE_WORDS = {"rest_s": "rest", "stops": "until", "velocity": "at", "times": "waves"}


class Head(NamedTuple):
    """The lifts of a sentence."""

    lifts: tuple[str, ...]
    called: tuple[str, ...]
    method: str
    rotation: Rotation | None
    token: Token


class Item(NamedTuple):
    """A sentence, what is flagged in it, and where it begins."""

    work: Prescription
    flags: tuple[Flag, ...]
    token: Token


def phrase(found: Sequence[Token]) -> list[Token]:
    return list(found)


def lifts(found: Sequence[Any]) -> Head:
    phrases = of_class(found, list)
    first = _named(phrases[0])
    return _head([first, *(_one_more(each, first.method) for each in phrases[1:])], first.method, None, phrases[0][0])


def rotation(found: Sequence[Any]) -> Head:
    turn, weeks = of_type(found, "ROTATE")[0], of_type(found, "NUMBER")
    before = found[0] if isinstance(found[0], list) else []
    method = method_of(" ".join(before)) if before else ""
    if method is None:
        known = ", ".join(METHOD_WORDS.values())
        example = "For example: max effort rotate [box squat, front squat] every 1 week 1x1."
        raise Misread(before[0], "method", f"`{' '.join(before)}`", known, example)
    names = [_one_more(each, method) for each in of_class(found, list)[1 if before else 0 :]]
    times = made(weeks[0], lambda: Rotation(int(weeks[0]))) if weeks else Rotation(1)
    return _head(names, method, times, before[0] if before else turn)


def _head(names: Sequence[Named], method: str, turns: Rotation | None, token: Token) -> Head:
    return Head(tuple(each.exercise for each in names), tuple(each.called for each in names), method, turns, token)


def _one_more(tokens: Sequence[Token], method: str) -> Named:
    """A lift beside others, whose method is known already."""
    called = " ".join(tokens)
    exercise = exercise_of(called)
    named = Named("", exercise, called) if exercise is not None else _named(tokens)
    if named.method not in ("", method):
        remedy = "Write it once, before the first lift, or make two lines of it."
        raise Misread(
            tokens[0], "method", f"`{METHOD_WORDS[named.method]}`", "one method for all lifts of a line", remedy
        )
    return named


def _named(tokens: Sequence[Token]) -> Named:
    named = name_of([str(each) for each in tokens])
    if isinstance(named, Named):
        return named
    raise misnamed(tokens, named)


def item(found: Sequence[Any]) -> Item:
    """A sentence of its parts; whatever of it cannot be together is said at its place."""
    head = of_class(found, Head)[0]
    scheme, clauses = _scheme_and_clauses(found)
    fields: dict[str, Any] = {}
    for clause in clauses:
        if clause.kind in fields:
            word = CLAUSE_WORDS.get(clause.kind, clause.kind)
            raise Misread(clause.token, word, f"`{word}` a second time", "each clause once",
                          "Join stop rules by `or`." if clause.kind == "stops" else "Leave one of them.")  # fmt: skip
        fields[clause.kind] = clause
    stops: list[Said[Stop]] = fields.pop("stops").value if "stops" in fields else []
    refuse_contradictions(stops)
    parts = _scheme(scheme, fields.pop("times", None), fields.pop("load", None))
    told = {name: clause.value for name, clause in fields.items()}
    work = made(head.token, lambda: Prescription(
        head.lifts, parts, head.called, head.method, head.rotation, tuple(stop for stop, _ in stops),
        warm_up=bool(of_type(found, "WARM_UP")), **told,
    ))  # fmt: skip
    placed = scheme if isinstance(scheme, list) else [Said(step, scheme.token) for step in scheme.value.steps]
    begins = next(iter(of_type(found, "WARM_UP")), head.token)
    return Item(work, tuple(doubts(work, stops, placed)), begins)


def _scheme_and_clauses(found: Sequence[Any]) -> tuple[list[Said[Sets]] | Said[Wave], list[Clause]]:
    lists = [each for each in found if type(each) is list]
    clauses = [each for each in lists if isinstance(each[0], Clause)]
    scheme = next(
        each for each in found if type(each) is Said or (type(each) is list and not isinstance(each[0], Clause))
    )
    return scheme, clauses[0] if clauses else []


def clauses(found: Sequence[Any]) -> list[Clause]:
    """Clauses after clauses: those before come as a list already."""
    before = next((each for each in found if type(each) is list), [])
    return [*before, *of_class(found, Clause)]


def _scheme(
    scheme: list[Said[Sets]] | Said[Wave], times: Clause | None, load: Clause | None
) -> tuple[Sets, ...] | Wave:
    if load is not None:
        return _loaded(scheme, load)
    if isinstance(scheme, list):
        if times is not None:
            raise Misread(
                times.token, "waves", "waves of plain sets", "a wave", "back squat wave 90/92.5/95 x 3/2/1, two waves."
            )
        return tuple(part.value for part in scheme)
    if times is None:
        return scheme.value
    return made(times.token, lambda: replace(scheme.value, waves=times.value))


def _loaded(scheme: list[Said[Sets]] | Said[Wave], load: Clause) -> tuple[Sets, ...]:
    """One load for one set of numbers, where it is written as "at 90%"."""
    if isinstance(scheme, list) and len(scheme) == 1 and scheme[0].value.load is None:
        amount: Load = load.value
        return (replace(scheme[0].value, load=amount),)
    raise Misread(
        load.token, "load", "a second load", "one load behind each sets x repetitions", "1x3 @ 85%, 1x1 @ 95%."
    )


RULES = {each.__name__: each for each in (phrase, lifts, rotation, clauses, item)}
"""What becomes of each rule of the grammar that this module reads."""
