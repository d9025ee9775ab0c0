"""A plan with the places of its text: which line says what, read on behind lines that cannot be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from neuraldrive.errors import PlanSyntaxError
from neuraldrive.plan.edits import with_item
from neuraldrive.plan.laid_out import Place
from neuraldrive.plan.notation.days import Day, Read
from neuraldrive.plan.unread import Unread, read_around
from neuraldrive.records.prescription import Plan

QUOTES = {'"': '"', "“": "”", "„": "“”"}


@dataclass(frozen=True)
class Sentence:
    """A sentence of the text: its place in the plan, its line and the columns from `start` to before `end`, all from 1."""

    place: Place
    line: int
    start: int
    end: int


@dataclass(frozen=True)
class Written:
    """A text and what of it could be read.

    Args:
        plan: without the lines that cannot be read; None where nothing is left of it.
        sentences: in the order of the text.
        heads: lines on which weeks and days begin, by their place.
        blocks: first and last line of each of the plan's weeks.
        errors: one a line that cannot be read, the first first.
        unread: lines that stand under one that cannot be read, and wait for it.
    """

    plan: Plan | None
    sentences: tuple[Sentence, ...] = ()
    heads: Mapping[Place, int] | None = None
    blocks: tuple[tuple[int, int], ...] = ()
    errors: tuple[PlanSyntaxError, ...] = ()
    unread: frozenset[int] = frozenset()


def written(text: str) -> Written:
    """The plan of a text with its places; each line that cannot be read is told, and the others are read without it.

    >>> found = written("mon: back squt 5x2\\nwed: bench press 5x2 @ 90%\\nfri: deadlift 5y2")
    >>> [(each.line, each.column) for each in found.errors]
    [(1, 11), (3, 16)]
    >>> [(each.line, each.start, each.end) for each in found.sentences]
    [(2, 6, 27)]
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    around = read_around(lines)
    errors = tuple(around.errors[line] for line in sorted(around.errors))
    if around.read is None:
        return Written(None, errors=errors, unread=frozenset(around.skipped))
    return _placed(around.read, lines, around, errors)


def _placed(found: Read, lines: Sequence[str], around: Unread, errors: tuple[PlanSyntaxError, ...]) -> Written:
    plan, heads = found.plan, dict[Place, int]()
    sentences: list[Sentence] = []
    for at, week in enumerate(found.weeks):
        heads[Place(at)] = _line(week.token.line)
        for index, day in enumerate(week.days):
            heads[Place(at, index)] = _line(day.token.line)
            for place in reversed(list(_stood_in(day, Place(at, index), around))):
                plan = with_item(plan, place, None)
            sentences += _sentences(day, Place(at, index), lines, around)
    blocks = _blocks([heads[Place(at)] for at in range(len(found.weeks))], lines)
    return Written(plan, tuple(sentences), heads, blocks, errors, frozenset(around.skipped))


def _stood_in(day: Day, place: Place, around: Unread) -> Iterator[Place]:
    for number, item in enumerate(day.items):
        if _line(item.token.line) in around.stood_in:
            yield Place(place.week, place.day, number)


def _sentences(day: Day, place: Place, lines: Sequence[str], around: Unread) -> Iterator[Sentence]:
    there = (item for item in day.items if _line(item.token.line) not in around.stood_in)
    for number, item in enumerate(there):
        line, start = _line(item.token.line), int(item.token.column or 1)
        yield Sentence(Place(place.week, place.day, number), line, start, _end(lines[line - 1], start))


def _line(number: int | None) -> int:
    return int(number or 2) - 1


def _end(line: str, start: int) -> int:
    """The column behind a sentence: before `;`, a comment or the end of the line; words between quotes are passed over.

    >>> _end('mon: squat 5x2, note "a; b"; bench 3x3  # heavy', 6)
    28
    """
    at, closed_by = start - 1, ""
    while at < len(line) and (closed_by or line[at] not in ";#"):
        closed_by = "" if closed_by and line[at] in closed_by else closed_by or QUOTES.get(line[at], "")
        at += 1
    return len(line[:at].rstrip()) + 1


def _blocks(heads: Sequence[int], lines: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """First and last lines of weeks: up to the last line with words before the next, which keeps the comments above it."""
    ends = [each - 1 for each in heads[1:]] + [len(lines)]
    return tuple((first, _last_said(first, end, lines)) for first, end in zip(heads, ends, strict=True))


def _last_said(first: int, end: int, lines: Sequence[str]) -> int:
    return next((line for line in range(end, first, -1) if lines[line - 1].split("#")[0].strip()), first)
