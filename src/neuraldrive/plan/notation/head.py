"""The head of a plan: title, athlete, goal, dates and notes. Each function takes what its rule found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from lark import Token

from neuraldrive.plan.notation.said import Clause, Misread, unquoted
from neuraldrive.records.prescription import FIRST_YEAR, LAST_YEAR


def calendar_day(token: Token) -> str:
    """The date as YYYY-MM-DD.

    Raises:
        Misread: there is no such day.
    """
    try:
        day = date(*(int(part) for part in token.split("-")))
    except ValueError:
        raise Misread(token, "date", token, "a day that exists, year-month-day", "2026-12-07 is 7 December.") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Misread(token, "date", token, f"a year from {FIRST_YEAR} to {LAST_YEAR}", "Check the year.")
    return day.isoformat()


def title(found: Sequence[Token]) -> Clause:
    return Clause("title", unquoted(found[1]), found[0])


def athlete(found: Sequence[Token]) -> Clause:
    return Clause("athlete", _rest_of_line(found[0]), found[0])


def goal(found: Sequence[Token]) -> Clause:
    return Clause("goal", _rest_of_line(found[0]), found[0])


def _rest_of_line(token: Token) -> str:
    """What stands behind the first word of a line, with or without quotes."""
    word = token.split(maxsplit=1)[0].rstrip(":")
    text = token[len(word) :].strip(" :\t")
    if text.startswith('"') and len(text) > 2 and text.endswith('"'):
        return unquoted(text)
    if not text or text.startswith('"'):
        found = "a quote that is not closed" if text else "the end of the line"
        raise Misread(token, word, found, "a name", f"Write {word} anna, or the name between quotes.")
    return text


def starts(found: Sequence[Token]) -> Clause:
    return Clause("starts", calendar_day(found[1]), found[1])


def competition(found: Sequence[Token]) -> Clause:
    return Clause("competition", calendar_day(found[1]), found[1])


def plan_note(found: Sequence[Token]) -> Clause:
    return Clause("notes", unquoted(found[1]), found[0])


def head_fields(clauses: Sequence[Clause]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Fields of Plan that the head tells, and its notes.

    Raises:
        Misread: one is told twice, or the dates do not fit each other.
    """
    fields: dict[str, str] = {}
    for clause in clauses:
        if clause.kind in fields:
            raise Misread(clause.token, clause.kind, f"{clause.kind} a second time", "each once", "Leave one of them.")
        if clause.kind != "notes":
            fields[clause.kind] = clause.value
            _refuse_days(clause, fields)
    return fields, tuple(clause.value for clause in clauses if clause.kind == "notes")


def _refuse_days(clause: Clause, fields: dict[str, str]) -> None:
    if clause.kind == "starts":
        day = date.fromisoformat(clause.value)
        monday = (day - timedelta(days=day.weekday())).isoformat()
        if clause.value != monday:
            found = f"{clause.value}, a {day:%A}"
            raise Misread(clause.token, "starts", found, "the Monday of week 1", f"That week's is {monday}.")
    if {"starts", "competition"} <= fields.keys() and fields["competition"] < fields["starts"]:
        found = f"{fields['competition']}, before the start"
        raise Misread(clause.token, "competition", found, f"a day from {fields['starts']} on", "Check both dates.")


RULES = {each.__name__: each for each in (title, athlete, goal, starts, competition, plan_note)}
"""What becomes of each rule of the grammar that this module reads."""
