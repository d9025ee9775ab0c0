"""What coaches write and the notation does not know: what to write instead, in their own sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

KNOWN_CLAUSES = "what the notation knows: load, rest, `until`, `at`, `as fast as possible`, `release`, `note`"
IN_A_NOTE = "Put it in a note."
_WORD = r"[^\W\d_][\w'/&-]*"


class Known(NamedTuple):
    """What was found from `start` on, what is needed and to be done, and the sentence with that done, the best first."""

    start: int
    found: str
    needed: str
    remedy: str
    mended: Iterator[str]


class _Phrase(NamedTuple):
    """A pattern, and what to write in its place; without that its words go into a note, as `note` has them."""

    pattern: re.Pattern[str]
    needed: str
    remedy: str
    instead: Callable[[re.Match[str]], str] = lambda _: ""
    note: str = "{0}"


def _wave(found: re.Match[str]) -> str:
    """5/3/1 @ 75/85/95 as a wave."""
    each = found["each"].split("/")
    usual = "/".join(str(95 - 10 * n) for n in reversed(range(len(each))))
    loads = found["loads"].replace(" ", "") if found["loads"] else usual
    return f"wave {loads} x {'/'.join([*each[:-1], 'max' if found['more'] else each[-1]])}"


def _phrase(pattern: str, needed: str, remedy: str, *more: object) -> _Phrase:
    return _Phrase(re.compile(pattern, re.IGNORECASE), needed, remedy, *more)  # type: ignore[arg-type]


PHRASES = (
    _phrase(
        r"^\s*(?:day|workout|session) *\w+",
        "a day: `mon:` to `sun:`, or a date",
        "Give each training its weekday.",
        lambda _: "mon",
        "",
    ),
    _phrase(
        r"(?<!wave )(?<!x )(?<![\w/.])(?P<each>\d+(?:/\d+)+)(?P<more>\+?)"
        r"(?: *@ *(?P<loads>\d+(?:\.\d+)?(?: ?/ ?\d+(?:\.\d+)?)+) *%?)?",
        "sets x repetitions, or a wave with the load of each set",
        "Write it as a wave.",
        _wave,
        "",
    ),
    _phrase(
        r"(?<![\w/])[A-H]\d?[).:](?= )|(?<![\w/])[A-H]\d(?= )",
        "a lift",
        "The notation does not know supersets: write the lifts below each other, and the pair in a note.",
        lambda _: "",
        "superset {0}",
    ),
    _phrase(
        r"super-? ?set(?:ted)?(?: with)?",
        KNOWN_CLAUSES,
        "The notation does not know supersets: write one lift after the other.",
        lambda _: ";",
        "",
    ),
    _phrase(
        r"@ *[-+] *\d+(?:\.\d+)? *(?:%|kg|lb)?",
        "a load: `@ 80%`, `@ 140kg`",
        "The notation does not know loads against those before: write the load itself, or put it in a note.",
        lambda _: "",
        "{0}",
    ),
    _phrase(
        r"(?<=\d) *x *\d+ *(?:s|secs?|seconds?|min|minutes?)(?![\w/])",
        "repetitions: `2`, `2-3` or `max`",
        "The notation does not know sets by time: count one a set, and put the time in a note.",
        lambda _: "x1",
        "{0} each",
    ),
    _phrase(
        r"(?<=\d) *x *\d+ *(?:m|met(?:er|re)s?|yd|yards?|ft|feet|steps)(?![\w/])",
        "repetitions: `2`, `2-3` or `max`",
        "The notation does not know sets by distance: count one a set, and put the distance in a note.",
        lambda _: "x1",
        "{0} each",
    ),
    _phrase(
        r"(?<!rest )(?<!@ )(?<!@)(?<!at )(?<![\w.-])"
        r"(?P<time>\d+(?:\.\d+)?(?: *- *\d+)? *(?:min(?:ute)?s?|s|secs?))(?![\w/])(?: between sets)?",
        "a word before the time: `rest 4min`",
        "Say what the time is.",
        lambda found: f"rest {found['time']}",
        "",
    ),
    _phrase(
        r"clean *(?:and|&|\+) *jerks?|c ?& ?j",
        "an exercise of the catalogue: `power clean`",
        "The catalogue has no clean and jerk: write the clean, and the jerk in a note.",
        lambda _: "power clean",
        "{0}",
    ),
    _phrase(r"tempo(?: *:? *\d[\dx]?(?:[-/ ]?[\dx]){2,3})?(?!\w)", KNOWN_CLAUSES, IN_A_NOTE),
    _phrase(r"\((?P<words>[^()]+)\)", KNOWN_CLAUSES, IN_A_NOTE, lambda _: "", "{words}"),
    _phrase(rf"{_WORD}(?: +(?!(?:rest|until|till|at|as|release|note|or|max)\b){_WORD})*", KNOWN_CLAUSES, IN_A_NOTE),
)
"""In the order in which they are tried; the last takes any words."""


def known_at(sentence: str, at: int) -> Known | None:
    """What of PHRASES stands at a place (from 0) of a sentence; None where nothing does."""
    for phrase in PHRASES[:-1]:
        for found in phrase.pattern.finditer(sentence):
            if found.start() <= at < found.end():
                return _known(sentence, found, phrase)
    return None


def words_at(sentence: str, at: int) -> Known | None:
    """Words at a place of a sentence that mean nothing to the notation."""
    found = PHRASES[-1].pattern.match(sentence, at)
    return _known(sentence, found, PHRASES[-1]) if found else None


def _known(sentence: str, found: re.Match[str], phrase: _Phrase) -> Known:
    return Known(found.start(), found[0].strip(), phrase.needed, phrase.remedy, _mended(sentence, found, phrase))


def _mended(sentence: str, found: re.Match[str], phrase: _Phrase) -> Iterator[str]:
    before, behind = sentence[: found.start()], sentence[found.end() :]
    instead = phrase.instead(found)
    joined = f"{before.rstrip()}{'' if instead in (';', 'x1') else ' '}{instead}"
    line = f"{joined.rstrip()} {behind.strip(' ,')}".rstrip(" ,") if behind[:1] != ":" else joined.strip() + behind
    words = re.sub(r"^[x@ ]+|[).: ]+$", "", found[0]) if phrase.note != "{words}" else ""
    note = phrase.note.format(words, **found.groupdict())
    yield f'{line}, note "{note}"' if note else line
    yield line
