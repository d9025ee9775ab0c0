"""What was read so far, with the place where it was written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any, Generic, NamedTuple, TypeVar

from lark import Token

from neuraldrive.errors import RecordError
from neuraldrive.records.sets import Span

T = TypeVar("T")
_MARKS = {"n": "\n"}


class Said(NamedTuple, Generic[T]):
    """A value and the token where it begins."""

    value: T
    token: Token


class Clause(NamedTuple):
    """A clause of a sentence: a field of Prescription (or "times", "load" and "measured"), its value, its place."""

    kind: str
    value: Any
    token: Token


class Flag(NamedTuple):
    """What was read and may not be meant, with its place."""

    says: str
    token: Token


class Misread(Exception):
    """What cannot be read, at its place; `syntax_errors` makes a PlanSyntaxError of it.

    Args:
        pieces: what could stand at the place, in the writer's own line.
        example: a right sentence, where none of those is.

    `meant` are the columns (from 1, the last not in it) for which what the remedy asks about is written; None if `found` is.
    """

    meant: tuple[int, int] | None = None

    def __init__(
        self, token: Token, what: str, found: str, needed: str, remedy: str, pieces: Sequence[str] = (), example: str = "",
    ) -> None:  # fmt: skip
        super().__init__(what)
        self.pieces, self.example = pieces, example
        self.token, self.what, self.found, self.needed, self.remedy = token, what, found, needed, remedy


def made(token: Token, build: Callable[[], T]) -> T:
    """What `build` gives; what a record refuses is said at the place of the token.

    Raises:
        Misread: the record cannot be.
    """
    try:
        return build()
    except RecordError as error:
        raise Misread(token, error.what, error.found, error.needed, error.remedy) from None


def number(text: str, *, times: Decimal = Decimal(1)) -> float:
    """A number as written, exact: whole ones without a decimal.

    >>> number("92,5", times=Decimal("0.01")), number("5")
    (0.925, 5)
    """
    exact = Decimal(text.replace(",", ".")) * times
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def span_of(ends: Sequence[Token], values: Sequence[float]) -> Span:
    """A number or range, of the tokens that tell it and their values.

    Raises:
        Misread: the higher number comes first.
    """
    if values[0] > values[-1]:
        raise Misread(ends[0], "range", f"{ends[0]} to {ends[-1]}", "the lower number first", "For example: 3-5.")
    return Span(values[0], values[-1])


def of_type(found: Iterable[Any], *types: str) -> list[Token]:
    """The tokens of those types."""
    return [each for each in found if isinstance(each, Token) and each.type in types]


def of_class(found: Iterable[Any], *classes: type) -> list[Any]:
    """What was read of those classes."""
    return [each for each in found if isinstance(each, classes) and not isinstance(each, Token)]


def unquoted(text: str) -> str:
    """The writer's words without their quotes. A quote, a backslash and a line end may stand behind a backslash.

    >>> unquoted('"say \\\\"go\\\\""')
    'say "go"'
    """
    return (
        re.sub(r'\\(["\\n])', lambda mark: _MARKS.get(mark[1], mark[1]), text[1:-1]) if text[0] == '"' else text[1:-1]
    )
