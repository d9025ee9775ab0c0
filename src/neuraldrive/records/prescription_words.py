"""Words of a plan's writer: titles, names, labels, notes. Signs that would steer a screen instead of being read are refused."""

from __future__ import annotations

import re

from neuraldrive.errors import RecordError

STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters but the line end, marks that turn the direction of writing, and halves of characters."""


def words_of(what: str, text: object) -> str:
    """The words with plain line ends, a blank for each tab.

    Raises:
        RecordError: they are no text, or hold a sign that cannot be shown.

    >>> words_of("note", "belt\\ton")
    'belt on'
    """
    if not isinstance(text, str):
        raise RecordError(what, found=f"{text!r:.60}", needed="text", remedy="Write it between quotes.")
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    wrong = STEERING.search(plain)
    if wrong is not None:
        raise RecordError(
            what,
            found=sign_name(wrong[0]),
            needed="letters, digits and signs that can be shown",
            remedy="Leave it out.",
        )
    return plain


def sign_name(sign: str) -> str:
    """A sign that cannot be shown, by its number.

    >>> sign_name("\\x1b")
    'the character U+001B'
    """
    return f"the character U+{ord(sign):04X}"
