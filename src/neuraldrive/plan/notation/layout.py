"""Characters and indentation: text as it is pasted → text and tokens that the grammar can read."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from lark import Token

from neuraldrive.plan.notation.said import Misread
from neuraldrive.records.prescription_words import STEERING, sign_name

TAB = 2
"""Blanks that a tab counts for at the start of a line."""
_SIGNS = {
    "×": "x",
    "✕": "x",
    "✖": "x",
    "·": "x",
    "，": ",",
    "、": ",",
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "−": "-",
    "⁄": "/",
}
_KEPT = '"“”„″′'
_AS_WRITTEN = {"WORD", "SIZED", "STRING", "ATHLETE", "GOAL"}
LONGEST_NUMBER, MOST_DIGITS = 400, 12
"""Characters of a number, and digits before its decimal point."""


class _Plain(dict[int, str]):
    """Each character's plain form, found once: one for one, so that places stay."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        plain = self[code] = _plain(sign)
        return plain


def _plain(sign: str) -> str:
    if sign == "\n" or sign in _KEPT:
        return sign
    if sign in _SIGNS:
        return _SIGNS[sign]
    if "①" <= sign <= "⑨":
        return str(unicodedata.digit(sign))
    kind = unicodedata.category(sign)
    if sign.isspace() or kind in ("Cf", "Zs"):
        return " "
    if kind == "Pd":
        return "-"
    if kind == "Nd":
        return str(unicodedata.digit(sign))
    return chr(ord(sign) - 0xFEE0) if "！" <= sign <= "～" and sign != "＂" else sign


_PLAIN = _Plain()


def lines_of(text: str) -> str:
    """The text with one kind of line ends and without a byte order mark; it begins and ends with a line end."""
    return "\n" + text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n") + "\n"


def plain(text: str) -> str:
    """The text with plain blanks, digits and signs, each in its place.

    >>> plain("５×２ @ 85–90%")
    '5x2 @ 85-90%'
    """
    return text.translate(_PLAIN)


def laid_out(tokens: Iterable[Token], text: str) -> Iterator[Token]:
    """The tokens with INDENT and DEDENT, names and notes as written in `text`. The first line end is no token.

    Raises:
        Misread: a line is indented like none above it, a number is endless, or words hold a sign that cannot be shown.
    """
    depths: list[int] = []
    for token in tokens:
        if token.type in _AS_WRITTEN:
            yield _shown(token.update(value=text[token.start_pos : token.end_pos]))
        elif token.type == "NUMBER" and (len(token) > LONGEST_NUMBER or len(token.split(".")[0]) > MOST_DIGITS):
            raise Misread(token, "number", f"`{token}`", f"at most {MOST_DIGITS} digits", "Check the number.")
        elif token.type != "NL":
            yield token
        elif not depths:
            depths.append(_depth(token, text))
        else:
            yield token
            last = token.end_pos == len(text)
            yield from _steps(token, depths, depths[0] if last else _depth(token, text))


def _shown(words: Token) -> Token:
    wrong = STEERING.search(words.replace("\t", " "))
    if wrong is None:
        return words
    at = wrong.start()
    place = words.update(value=wrong[0])
    place.column = (words.column or 1) + at
    needed = "letters, digits and signs that can be shown"
    raise Misread(place, "words", sign_name(wrong[0]), needed, "Leave it out.")


def _depth(token: Token, text: str) -> int:
    return len(text[token.start_pos : token.end_pos].rsplit("\n", 1)[1].expandtabs(TAB))


def _steps(token: Token, depths: list[int], depth: int) -> Iterator[Token]:
    place = Token("INDENT", "", token.end_pos, token.end_line, token.end_column)
    if depth > depths[-1]:
        depths.append(depth)
        yield place
    while depth < depths[-1] and len(depths) > 1:
        depths.pop()
        yield place.update(type="DEDENT")
    if depth != depths[-1]:
        known = " or ".join(str(each - depths[0]) for each in depths)
        raise Misread(
            place, "indentation", f"{depth - depths[0]} blanks", f"{known}, as a line above has",
            "Indent what belongs to a week or day by two blanks.",
        )  # fmt: skip
