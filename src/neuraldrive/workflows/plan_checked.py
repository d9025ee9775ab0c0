"""A plan's text, checked while it is written: each line with what it comes to, what is wrong with it, and what would mend it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from neuraldrive import plan
from neuraldrive.errors import PlanSyntaxError
from neuraldrive.plan.in_the_text import Edit, edits
from neuraldrive.plan.laid_out import Place, where
from neuraldrive.plan.lines import Line, read_lines
from neuraldrive.plan.setting import Setting
from neuraldrive.plan.written import Sentence, Written, written
from neuraldrive.records import Plan
from neuraldrive.records.finding import Finding
from neuraldrive.workflows.plan_lines import Fitting, comes_to
from neuraldrive.workflows.plan_mends import Way, about_columns, place_of, said_of, ways

WORST = ("error", "warning", "note", "fine", "waits", "")
_FLAG = re.compile(r"line (\d+), column (\d+): (.*)", re.DOTALL)


@dataclass(frozen=True)
class Message:
    """What is said of a line: what and why, the columns that it is about (from 1, the last not in it), and what mends it.

    Args:
        rule: a key of `catalog.rules()`, or "" where the text cannot be read.
    """

    severity: str
    says: str
    mend: str
    rule: str = ""
    sources: tuple[str, ...] = ()
    start: int = 0
    end: int = 0
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True)
class CheckedLine:
    """A line of the text: "error", "warning", "note", "fine", "waits" for one above it, or "" where it says no work."""

    number: int
    state: str
    comes_to: str = ""
    messages: tuple[Message, ...] = ()


@dataclass(frozen=True)
class Checked:
    """A text that was checked. `elsewhere` are messages of no line, with where: of the plan as a whole, or of several weeks."""

    lines: tuple[CheckedLine, ...]
    elsewhere: tuple[tuple[str, Message], ...]
    found: Written
    findings: tuple[Finding, ...]
    read: Mapping[Place, Line]

    def count(self, severity: str) -> int:
        """Messages of a severity."""
        told = [each for line in self.lines for each in line.messages] + [each for _, each in self.elsewhere]
        return sum(each.severity == severity for each in told)


def checked(text: str, fitting: Fitting, only: tuple[int, int] | None = None) -> Checked:
    """A text with what the rules say of it; nothing that can be written makes it fail.

    Args:
        fitting: to whom it is fitted; its week is that of which loads are told.
        only: first and last line to tell what they come to; all if not given.
    """
    found = written(text)
    if not any(line.split("#")[0].strip() for line in text.split("\n")):  # nothing is said yet: nothing is wrong
        return Checked(
            tuple(CheckedLine(number, "") for number, _ in enumerate(text.split("\n"), 1)), (), Written(None), (), {}
        )
    if found.plan is None:
        return Checked(tuple(_unread(text, found)), (), found, (), {})
    read = read_lines(found.plan, Setting(fitting.known))
    findings = plan.check(found.plan, profiles=fitting.known)
    messages, elsewhere = _messages(text, found, findings)
    told = _comes_to(found, read, fitting, only)
    lines = tuple(
        CheckedLine(each.number, _state(each, messages, told), told.get(each.number, ""), (*each.messages, *messages.get(each.number, ())))
        for each in _unread(text, found)
    )  # fmt: skip
    return Checked(lines, tuple(elsewhere), found, findings, read)


def _unread(text: str, found: Written) -> Iterator[CheckedLine]:
    """Every line, with the error of those that cannot be read."""
    wrong = {each.line: each for each in found.errors}
    for number, line in enumerate(text.split("\n"), 1):
        if number in wrong:
            yield CheckedLine(number, "error", messages=(_unreadable(wrong[number], line),))
        else:
            yield CheckedLine(number, "waits" if number in found.unread else "")


def _unreadable(error: PlanSyntaxError, line: str) -> Message:
    says, mend = said_of(error)
    start, end = place_of(error)
    return Message(
        "error", says, mend, start=start, end=max(min(end, len(line) + 1), start + 1), ways=tuple(ways(error, line))
    )


def _state(line: CheckedLine, messages: Mapping[int, Sequence[Message]], told: Mapping[int, str]) -> str:
    states = [line.state, *(each.severity for each in messages.get(line.number, ()))]
    if line.number in told:
        states.append("fine")
    return min(states, key=WORST.index)


def _comes_to(
    found: Written, read: Mapping[Place, Line], fitting: Fitting, only: tuple[int, int] | None
) -> dict[int, str]:
    first, last = only or (1, len(found.sentences) and found.sentences[-1].line)
    told: dict[int, list[str]] = {}
    for each in found.sentences:
        if first <= each.line <= last:
            assert found.plan is not None
            week = found.plan.weeks[each.place.week]
            within = min(max(fitting.week, week.first), week.last) if week.first else fitting.week
            told.setdefault(each.line, []).append(comes_to(read[each.place], replace(fitting, week=within)))
        else:
            told.setdefault(each.line, [])
    return {line: "; ".join(words) for line, words in told.items()}


def _messages(
    text: str, found: Written, findings: Sequence[Finding]
) -> tuple[dict[int, list[Message]], list[tuple[str, Message]]]:
    assert found.plan is not None
    at, by_line, elsewhere = _by_words(found.plan, found), dict[int, list[Message]](), list[tuple[str, Message]]()
    for each in findings:
        place = at.get(each.where)
        line, sentence = (0, None) if place is None else _line_of(place, found)
        message = _told(each, text, found, sentence)
        if line:
            by_line.setdefault(line, []).append(message)
        else:
            elsewhere.append((each.where, message))
    for line, message in _flags(found.plan):
        if not any(each.severity != "note" for each in by_line.get(line, ())):
            by_line.setdefault(line, []).append(message)
    return by_line, elsewhere


def _by_words(read: Plan, found: Written) -> dict[str, Place]:
    """Places by the words that findings name them by."""
    places = [*(found.heads or {}), *(each.place for each in found.sentences)]
    return {where(read, each): each for each in reversed(places)}


def _line_of(place: Place, found: Written) -> tuple[int, Sentence | None]:
    sentence = next((each for each in found.sentences if each.place == place), None)
    return (sentence.line, sentence) if sentence else ((found.heads or {}).get(place, 0), None)


def _told(finding: Finding, text: str, found: Written, sentence: Sentence | None) -> Message:
    made: tuple[Edit, ...] | None = None if finding.mended is None else edits(found, finding.mended, text)
    offered = (Way("Change it", made),) if made else ()
    start, end = about_columns(finding, text, sentence) if sentence else (0, 0)
    return Message(finding.severity, finding.says, finding.mend, finding.rule, finding.sources, start, end, offered)


def _flags(read: Plan) -> Iterator[tuple[int, Message]]:
    """What can be read and will hardly be meant."""
    for each in read.flags:
        match = _FLAG.fullmatch(each)
        if match is not None:
            column = int(match[2])
            yield int(match[1]), Message("warning", match[3], "", start=column, end=column + 1)
