"""Head, weeks and days → Plan. Each function takes what its rule found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from lark import Token

from neuraldrive.plan.notation.head import calendar_day, head_fields
from neuraldrive.plan.notation.items import Item
from neuraldrive.plan.notation.said import Clause, Flag, Misread, Said, made, of_class, of_type, unquoted
from neuraldrive.records.plan_days import misplaced
from neuraldrive.records.prescription import Plan, PlanDay, PlanWeek


class Day(NamedTuple):
    """A day with its place and its sentences."""

    value: PlanDay
    token: Token
    items: tuple[Item, ...]


class Week(NamedTuple):
    """Weeks that are alike, with their days, and where they begin."""

    value: PlanWeek
    days: list[Day]
    token: Token


class Read(NamedTuple):
    """A plan, and its weeks with their places in the text."""

    plan: Plan
    weeks: list[Week]


class WeekHead(NamedTuple):
    """The name of weeks: 0 and 0 for every week."""

    first: int
    last: int
    label: str
    token: Token


def stamp(found: Sequence[Token]) -> tuple[str, str, Token]:
    word, times = found[0], of_type(found, "TIME")
    day = word[:3].lower() if word.type == "DAY" else calendar_day(word)
    at = times[0].zfill(5) if times else ""
    if at:
        made(times[0], lambda: PlanDay("mon", (), at))
    return day, at, word


def items(found: Sequence[Any]) -> list[Item]:
    return of_class(found, Item)


def entry(found: Sequence[Any]) -> list[Item]:
    return list(found[0])


def rest_day(found: Sequence[Token]) -> Clause:
    return Clause("rest", True, found[0])


def day_note(found: Sequence[Token]) -> Clause:
    return Clause("note", unquoted(found[1]), found[0])


def lines(found: Sequence[Any]) -> Said[list[Any]]:
    return Said([each for each in found if not isinstance(each, Token)], found[-1])


def day(found: Sequence[Any]) -> Day:
    """A day of its lines: work, one note at most, or rest."""
    name, at, token = found[0]
    entries = [each for each in found[1:] if not isinstance(each, Token)]
    entries = [inner for each in entries for inner in (each.value if type(each) is Said else [each])]
    work = [each for entry in entries if type(entry) is list for each in entry]
    told = [entry for entry in entries if isinstance(entry, Clause)]
    for i, clause in enumerate(told):
        if clause.kind == "rest" and work:
            raise Misread(clause.token, "day", "rest beside work", "one of both", "Write how long: `rest 4min`.")
        if clause.kind in [each.kind for each in told[:i]]:
            raise Misread(clause.token, "day", f"`{clause.kind}` a second time", "each once a day", "Join them.")
    note = next((clause.value for clause in told if clause.kind == "note"), "")
    value = made(token, lambda: PlanDay(name, tuple(each.work for each in work), at, note))
    return Day(value, token, tuple(work))


def days(found: Sequence[Day]) -> list[Day]:
    return list(found)


def weeks(found: Sequence[Any]) -> WeekHead:
    span, label = found[1], of_type(found, "STRING")
    if not all(float(end).is_integer() for end in (span.value.low, span.value.high)):
        raise Misread(span.token, "weeks", span.token, "whole numbers", "For example: weeks 1-3:")
    head = WeekHead(int(span.value.low), int(span.value.high), unquoted(label[0]) if label else "", span.token)
    if head.first < 1:
        raise Misread(span.token, "weeks", span.token, "numbers from 1 on", "`every week:` holds for all of them.")
    return head


def every_week(found: Sequence[Token]) -> WeekHead:
    return WeekHead(0, 0, unquoted(found[2]) if len(found) > 2 else "", found[0])


def week(found: Sequence[Any]) -> Week:
    head, inside = found[0], of_class(found, list)[0]
    days = tuple(each.value for each in inside)
    return Week(made(head.token, lambda: PlanWeek(days, head.first, head.last, head.label)), inside, head.token)


def week_of_a_day(found: Sequence[Any]) -> Week:
    """ "week 1: mon: …" in one line."""
    return week([found[0], of_class(found, Day)])


def plan(found: Sequence[Any]) -> Read:
    """A plan of its parts, with what was flagged, each at its place."""
    weeks = of_class(found, Week)
    for inside in (each for each in found if type(each) is list):
        weeks.insert(0, Week(PlanWeek(tuple(each.value for each in inside)), inside, inside[0].token))
    fields, notes = head_fields(of_class(found, Clause))
    blocks = tuple(each.value for each in weeks)
    wrong = misplaced(blocks, fields.get("starts", ""))
    if wrong is not None:
        raise Misread(weeks[wrong.week].days[wrong.day].token, "day", wrong.found, wrong.needed, wrong.remedy)
    flags = (flag for each in weeks for inside in each.days for item in inside.items for flag in item.flags)
    return Read(Plan(blocks, **fields, notes=notes, flags=tuple(_told(flags))), weeks)


def _told(flags: Iterable[Flag]) -> Iterable[str]:
    for flag in flags:
        yield f"line {(flag.token.line or 2) - 1}, column {flag.token.column}: {flag.says}"


def line(found: Sequence[Any]) -> Item:
    work: Item = of_class(found, Item)[0]
    return work


RULES = {
    each.__name__: each
    for each in (
        stamp, items, entry, rest_day, day_note, lines, day, days, weeks, every_week, week, week_of_a_day, plan, line,
    )
} | {"plan_with_days": plan}  # fmt: skip
"""What becomes of each rule of the grammar that this module reads."""
