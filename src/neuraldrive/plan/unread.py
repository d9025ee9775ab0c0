"""Every line of a plan that cannot be read, not the first alone: the others are read with something right in their place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from neuraldrive.errors import PlanSyntaxError
from neuraldrive.plan.notation.days import Read
from neuraldrive.plan.notation.layout import TAB
from neuraldrive.plan.notation.reading import read
from neuraldrive.plan.notation.syntax_errors import excerpt

STAND_IN = "back squat 1x1"
"""What is read in place of a sentence that cannot be, and dropped again."""
MOST_TRIES = 12
_STAMP = re.compile(
    r"\s*(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?|\d{4}-\d{1,2}-\d{1,2})(?![\w-])"
    r"(?:\s+(?:at\s+)?\d{1,2}:\d{2})?\s*:?", re.IGNORECASE,
)  # fmt: skip
_WEEKS = re.compile(r"\s*(?:weeks?|every)\b", re.IGNORECASE)
_HEAD = re.compile(r"\s*(?:plan|athlete|goal|starts?|competition|competes?|meet|notes?|rest)\b", re.IGNORECASE)
_LIKE_A_STAMP = re.compile(r"\s*[^\W\d_]+\s*:")
FOR_EXAMPLE = "For example: "


MOST_LINES, MOST_WRONG = 2000, 100
"""Of a longer text, or one with more wrong lines, no more is looked for: each look takes its time."""


@dataclass
class Unread:
    """What was read around the lines that cannot be.

    Args:
        errors: by line, from 1.
        stood_in: lines in whose place `STAND_IN` was read.
        skipped: lines that belong to one that cannot be read.
        read: the plan of the others; None where nothing is left.
    """

    errors: dict[int, PlanSyntaxError] = field(default_factory=dict)
    stood_in: set[int] = field(default_factory=set)
    skipped: set[int] = field(default_factory=set)
    read: Read | None = None


def read_around(lines: Sequence[str]) -> Unread:
    """Reads a text, if need be without the lines that cannot be read."""
    found, text = Unread(), list(lines)
    error = _read(found, text)
    if error is None:
        return found
    found.errors[error.line] = error
    if len(lines) > MOST_LINES:  # no plan of a person: its first error will do
        return found
    for number, line in enumerate(lines, 1):
        if len(found.errors) > MOST_WRONG:
            return found
        wrong = _alone(line, number)
        if wrong is not None:
            found.errors.setdefault(number, wrong)
            _put_aside(found, text, number)
    for _ in range(MOST_TRIES):  # what is left is wrong beside other lines, such as a day that is there twice
        error = _read(found, text)
        if error is None:
            break
        found.errors.setdefault(error.line, error)
        if not _taken_out(found, text, error.line):
            break
    return found


def _read(found: Unread, text: Sequence[str]) -> PlanSyntaxError | None:
    try:
        found.read = read("\n".join(text), "plan")
    except PlanSyntaxError as error:
        return error
    return None


def _alone(line: str, number: int) -> PlanSyntaxError | None:
    """What is wrong with a line by itself: a day with its sentences, or sentences of the day above."""
    stamp = _STAMP.match(line)
    said = line[stamp.end() :] if stamp else line
    if not said.split("#")[0].strip() or _HEAD.match(line) or _WEEKS.match(line):
        return None
    if stamp or not line[:1].isspace() or _LIKE_A_STAMP.match(line):
        return _read_alone("", line, number, "plan")
    wrong = _read_alone("mon:", line, number, "plan")
    alone = _read_alone("", line, number, "line") if wrong and ";" not in line else None
    return alone or wrong


def _read_alone(before: str, line: str, number: int, start: str) -> PlanSyntaxError | None:
    try:
        read(before + line, start)
    except PlanSyntaxError as error:
        return _moved(error, before, line, number)
    return None


def _moved(error: PlanSyntaxError, before: str, line: str, number: int) -> PlanSyntaxError:
    """The error of a line that was read alone, at its place in the text."""
    column = max(error.column - len(before), 1)
    mended = error.mended.removeprefix(before).strip()
    moved = PlanSyntaxError(
        error.what, found=error.found, needed=error.needed,
        remedy=error.remedy.replace(FOR_EXAMPLE + error.mended, FOR_EXAMPLE + mended) if mended else error.remedy,
        line=number, column=column, excerpt=excerpt(line, column),
    )  # fmt: skip
    moved.mended = mended
    if error.meant is not None:
        moved.meant = (max(error.meant[0] - len(before), 1), error.meant[1] - len(before))
    return moved


def _put_aside(found: Unread, text: list[str], number: int) -> None:
    """Something right in place of the sentences of a line."""
    line = text[number - 1]
    stamp = _STAMP.match(line)
    if stamp is None and (not line[:1].isspace() or _LIKE_A_STAMP.match(line)):
        _taken_out(found, text, number)
        return
    kept = f"{stamp[0]} " if stamp else line[: len(line) - len(line.lstrip())]
    text[number - 1] = kept + STAND_IN
    found.stood_in.add(number)


def _taken_out(found: Unread, text: list[str], number: int) -> bool:
    """Takes a line out with all that stands under it; whether there was one."""
    if not 0 < number <= len(text) or not text[number - 1].strip():
        return False
    depth, above = _depth(text[number - 1]), _next_said(text, number - 2, -1)
    text[number - 1] = ""
    below = number
    while below < len(text) and (not text[below].strip() or _depth(text[below]) > depth):
        if text[below].strip():
            found.skipped.add(below + 1)
        text[below] = ""
        below += 1
    if (
        above is not None
        and _WEEKS.match(text[above])
        and (below == len(text) or _depth(text[below]) <= _depth(text[above]))
    ):
        found.skipped.add(above + 1)  # a week that has no other day
        text[above] = ""
    return True


def _next_said(text: Sequence[str], at: int, step: int) -> int | None:
    while 0 <= at < len(text) and not text[at].split("#")[0].strip():
        at += step
    return at if 0 <= at < len(text) else None


def _depth(line: str) -> int:
    said = line.expandtabs(TAB)
    return len(said) - len(said.lstrip())
