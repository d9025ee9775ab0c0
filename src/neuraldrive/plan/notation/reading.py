"""Text → records, by the grammar; where that fails, why and where."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources
from itertools import chain
from types import SimpleNamespace
from typing import Any, cast

from lark import Lark, Token, Transformer, UnexpectedToken
from lark.lark import PostLex

from neuraldrive.plan.notation import amounts, clauses, days, head, items
from neuraldrive.plan.notation.layout import laid_out, lines_of, plain
from neuraldrive.plan.notation.mending import mended
from neuraldrive.plan.notation.said import Misread
from neuraldrive.plan.notation.syntax_errors import error_at, misread_token

MOST_CHARACTERS = 200_000


class _Kept(PostLex):
    """Keeps the terminal for signs that no rule takes, so that they are told like any other word."""

    always_accept = ("ODD",)

    def process(self, stream: Iterator[Token]) -> Iterator[Token]:
        return stream


@cache
def grammar() -> Lark:
    """The grammar, ready to read: made once in a process."""
    text = resources.files("neuraldrive.plan.notation").joinpath("grammar.lark").read_text(encoding="utf-8")
    rules = SimpleNamespace(**amounts.RULES, **clauses.RULES, **items.RULES, **head.RULES, **days.RULES)
    readers = cast("Transformer[Token, Any]", rules)
    return Lark(text, parser="lalr", lexer="basic", start=["plan", "line"], transformer=readers, postlex=_Kept())


def read(text: str, start: str) -> Any:
    """What the rule `start` ("plan" or "line") of the grammar makes of the text.

    Raises:
        PlanSyntaxError: the text cannot be read; the first place is named.
    """
    if len(text) > MOST_CHARACTERS:
        size = Misread(Token("NL", "", 0, 2, 1), "plan", f"{len(text):,} characters", f"at most {MOST_CHARACTERS:,}",
                       "Name weeks that are alike once (`weeks 1-3:`), or make two plans of it.")  # fmt: skip
        raise error_at(size, "\n" + text[:80])
    written = lines_of(text)
    if text.count("\0") > len(text) // 4:
        coded = Misread(Token("ODD", "", 0, 2, 1), "plan", "a sign U+0000 between all letters: text in UTF-16", "text in UTF-8",
                        "Save the file as UTF-8, or read it with encoding=\"utf-16\".")  # fmt: skip
        raise error_at(coded, written)
    try:
        return _read(laid_out(grammar().lex(plain(written)), written), start)
    except Misread as wrong:
        told, example = mended(wrong, written, _reads)
        raise error_at(told, written, example) from None


def _read(tokens: Iterator[Token], start: str) -> Any:
    parser, last, before = grammar().parse_interactive(start=start), Token("NL", "", 0, 2, 1), list[Token]()
    for token in chain(tokens, [None]):
        last = Token("$END", "", last.start_pos, last.line, last.column) if token is None else token
        try:
            result = parser.feed_token(last)
        except UnexpectedToken:
            raise misread_token([*before, last], _accepted(before, start)) from None
        before.append(last)
    return result


def _reads(sentence: str) -> bool:
    """Whether a line can be read: a day, a sentence without one, or a line of the head or of weeks above a day."""
    for start, below in (("plan", ""), ("line", ""), ("plan", "\nmon: rest"), ("plan", "\n  mon: rest")):
        written, parser = lines_of(sentence + below), grammar().parse_interactive(start=start)
        try:
            for token in laid_out(grammar().lex(plain(written)), written):
                parser.feed_token(token)
            parser.feed_token(Token("$END", ""))
        except (Misread, UnexpectedToken):
            continue
        return True
    return False


def _accepted(tokens: list[Token], start: str) -> set[str]:
    """What could stand behind the tokens."""
    parser = grammar().parse_interactive(start=start)
    for token in tokens:
        parser.feed_token(token)
    return set(parser.accepts())  # type: ignore[no-untyped-call]
