"""What mends a line of a plan with one tap, and which words of it a message is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from neuraldrive.errors import PlanSyntaxError
from neuraldrive.plan.in_the_text import Edit
from neuraldrive.plan.written import Sentence
from neuraldrive.records.finding import Finding

MOST_WAYS, LIKE_ENOUGH = 3, 0.6
_ABOUT = (
    (("rest",), r"\d*\s*(?:min|s)?\s*\brests?\b[^,;#]*?(?=,|\buntil\b|\bnote\b|;|#|$)"),
    (("loss", "stop", "set mean", "set_mean", "failure", "two stops", "statistic", "loss of few"), r"\buntil\b[^;#,]*"),
    (("load", "relative_load", "sets", "repetitions"), r"\d[\d-]*\s*x[^,;#]*?(?=,|\brest\b|\buntil\b|\bas fast\b|;|#|$)"),
)  # fmt: skip


@dataclass(frozen=True)
class Way:
    """One tap: what it is called, and what it writes, the last first."""

    label: str
    edits: tuple[Edit, ...]


def ways(error: PlanSyntaxError, line: str) -> Iterator[Way]:
    """Words in place of those that cannot be read: the nearest, else the line mended where most of it stays as it is."""
    if "Did you mean" in error.remedy and (place := _asked_of(error, line)) is not None:
        for word in re.findall(r"`([^`]+)`", error.remedy.partition("Did you mean")[2].partition("?")[0])[:MOST_WAYS]:
            yield Way(f"Use {word}", (Edit(error.line, *place, word),))
        return
    said = line.strip()
    if error.mended and SequenceMatcher(None, said, error.mended, autojunk=False).ratio() >= LIKE_ENOUGH:
        first = len(line) - len(line.lstrip()) + 1
        yield Way("Change it", (Edit(error.line, first, first + len(said), error.mended),))


def _asked_of(error: PlanSyntaxError, line: str) -> tuple[int, int] | None:
    """The columns of what another word is offered for; None where it is not found in the line."""
    if error.meant is not None:
        return error.meant
    start, found = error.column, error.found.strip("`")
    return (start, start + len(found)) if line[start - 1 : start - 1 + len(found)] == found else None


def place_of(error: PlanSyntaxError) -> tuple[int, int]:
    """The columns of what was found, from 1, the last not in it: of all its words, where it is several."""
    found = error.found.strip("`")
    if error.meant is not None and error.meant[1] - error.meant[0] == len(found):
        return error.meant
    return error.column, error.column + (len(found) if error.found.startswith("`") else 1)


def said_of(error: PlanSyntaxError) -> tuple[str, str]:
    """What is wrong with a line, and what would be right, for people who see the line."""
    found = error.found.strip("`")
    if error.what == "lift or word":
        return f"Unknown lift or word “{found}”, column {place_of(error)[0]}.", error.remedy
    if error.found.startswith("`"):
        found = f"“{found}”"
    return (
        f"{found[:1].upper()}{found[1:]} cannot stand here, column {error.column}.",
        f"Needed: {error.needed}. {error.remedy}",
    )


def about_columns(finding: Finding, text: str, at: Sentence) -> tuple[int, int]:
    """The columns of a sentence that a finding is about: its clause, else the lift."""
    sentence = text.split("\n")[at.line - 1][at.start - 1 : at.end - 1]
    for words, pattern in _ABOUT:
        match = re.search(pattern, sentence, re.IGNORECASE) if finding.about in words else None
        if match is not None:
            said = match[0].rstrip()
            lead = len(said) - len(said.lstrip())
            return at.start + match.start() + lead, at.start + match.start() + len(said)
    lift = re.split(r"\s+\d|\s+max\b|\s+wave\b", sentence, maxsplit=1)[0]
    return at.start, at.start + len(lift.rstrip())
