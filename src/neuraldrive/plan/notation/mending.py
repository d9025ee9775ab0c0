"""The writer's own sentence, mended: what could stand at the place of a mistake, tried until a sentence can be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from neuraldrive.plan.notation.coaches import Known, known_at, words_at
from neuraldrive.plan.notation.said import Misread
from neuraldrive.plan.notation.syntax_errors import line_at, place_of

LONGEST = 160
"""Characters of a line that is mended; a longer one is told by another example."""
CLOSE = (":", "%", ")", "]", ",", ";", "x", "")
"""Signs before which no blank is written."""
Reads = Callable[[str], bool]


def mended(wrong: Misread, written: str, reads: Reads) -> tuple[Misread, str]:
    """What was misread, told as what coaches mean by it where that is known, and the sentence mended; "" where it is not.

    Args:
        written: the text; it begins with a line end of ours.
        reads: whether a sentence can be read.
    """
    line, column = place_of(wrong)
    sentence = line_at(written, line)
    if len(sentence) > LONGEST:
        return wrong, ""
    known = known_at(sentence, column - 1) if wrong.what in ("plan", "lift or word", "load") else None
    if known is None and wrong.token.type == "WORD" and not wrong.remedy and 'note "…"' in wrong.needed:
        known = words_at(sentence, column - 1)
    if known is not None:
        return _told(wrong, known), _first(known.mended, reads)
    return wrong, _first(_with_pieces(wrong, sentence, column - 1), reads)


def _told(wrong: Misread, known: Known) -> Misread:
    place = wrong.token.update(value=known.found)
    place.column = known.start + 1
    return Misread(place, wrong.what, f"`{known.found}`", known.needed, known.remedy, (), wrong.example)


def _first(sentences: Iterator[str], reads: Reads) -> str:
    return next((each.strip() for each in sentences if reads(each.strip())), "")


def _with_pieces(wrong: Misread, sentence: str, at: int) -> Iterator[str]:
    """The sentence with a piece in place of what is wrong, before it, or at its end."""
    before, behind = sentence[:at], sentence[at:]
    rest = behind[len(wrong.token) :] if behind.startswith(str(wrong.token)) else behind
    for piece in wrong.pieces:
        joined = _spaced(before, piece.removeprefix("@ ") if before.rstrip().endswith("@") else piece)
        if piece.startswith('"') and behind.strip():
            yield _spaced(before, '"' + behind.strip().strip('"') + '"')
        for end in (behind, rest, ""):
            yield _spaced(joined, end)


def _spaced(before: str, behind: str) -> str:
    """Both with a blank between, but where none is written."""
    close = behind.lstrip()[:1] in CLOSE or (before.rstrip().endswith("x") and behind.lstrip()[:1].isdigit())
    return f"{before.rstrip()}{'' if close else ' '}{behind.lstrip()}" if before.strip() else before + behind
