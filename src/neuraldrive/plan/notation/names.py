"""Names of exercises and methods as coaches write them; what the catalogue calls them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import NamedTuple

from lark import Token

from neuraldrive import catalog
from neuraldrive.catalog.entries import slug
from neuraldrive.catalog.exercise_file import spellings_of
from neuraldrive.errors import CatalogError
from neuraldrive.plan.notation.said import Misread
from neuraldrive.records.prescription_text import METHOD_WORDS

BEFORE, BEHIND = ("warm-up", "rotate"), ("wave", "or", "max")
"""What else may stand before and behind the name of a lift."""


LONGEST_NAME, MOST_WORDS = 60, 20
"""Characters, and words, from which on a text is like no name."""


class Named(NamedTuple):
    """A method ("" for none), the exercise, and how it was called."""

    method: str
    exercise: str
    called: str


class Unnamed(NamedTuple):
    """Which word (from 0) is no part of a name, what was found, and the nearest names.

    `stands_for` are the first of the words that such a name is written for, and the one behind the last; None if `found` is.
    """

    word: int
    found: str
    nearest: tuple[str, ...]
    stands_for: tuple[int, int] | None = None


@lru_cache(4096)
def exercise_of(text: str) -> str | None:
    """The catalogue's name of an exercise; None where it has none.

    >>> exercise_of("Bench"), exercise_of("bench presss")
    ('bench_press', None)
    """
    spelling = slug(text)
    if spelling in _by_spelling():
        return _by_spelling()[spelling]
    if not spelling.endswith("s"):  # no plural: nothing is left to try but the slow search for near names
        return None
    try:
        return catalog.exercise(text).name
    except CatalogError:
        return None


@lru_cache(4096)
def method_of(text: str) -> str | None:
    """The catalogue's name of a training method; None where it has none.

    >>> method_of("speed"), method_of("ME")
    ('dynamic_effort', 'maximal_effort')
    """
    by_word = {slug(word): name for name, word in METHOD_WORDS.items()}
    if slug(text) in by_word:
        return by_word[slug(text)]
    try:
        return catalog.method(text).name
    except CatalogError:
        return None


def name_of(words: Sequence[str]) -> Named | Unnamed:
    """An exercise, with a method before it or without.

    >>> name_of(["speed", "bench"])
    Named(method='dynamic_effort', exercise='bench_press', called='bench')
    >>> name_of(["sped", "bench"])
    Unnamed(word=0, found='sped', nearest=('speed',), stands_for=(0, 1))
    """
    if len(words) > MOST_WORDS:
        return Unnamed(_strange(words, 0, len(words)), " ".join(words[:MOST_WORDS]), ())
    whole = " ".join(words)
    known = exercise_of(whole)
    for count in range(1, len(words)):
        method = method_of(" ".join(words[:count]))
        if method is None:
            continue
        rest = " ".join(words[count:])
        if known is not None and METHOD_WORDS.get(method) == whole[: -len(rest) - 1].lower():
            return Named(method, known, whole)
        exercise = exercise_of(rest) if known is None else None
        if exercise is not None:
            return Named(method, exercise, rest)
    return Named("", known, whole) if known is not None else _unnamed(words)


def misnamed(tokens: Sequence[Token], found: Unnamed) -> Misread:
    """The error for words that are no name, at the word that is none."""
    nearest = " or ".join(f"`{each}`" for each in found.nearest)
    unknown = "sets behind the lift: `5x2`" if found.word else "an exercise of the catalogue: `back squat`, `bench`"
    meant = f"Did you mean {nearest}?" if nearest else "`neuraldrive plan exercises` lists them."
    wrong = Misread(tokens[found.word], "lift or word", f"`{found.found}`", nearest or unknown, meant)
    if found.stands_for is not None:
        first, last = tokens[found.stands_for[0]], tokens[found.stands_for[1] - 1]
        wrong.meant = (int(first.column or 1), int(last.column or 1) + len(last))
    return wrong


def _unnamed(words: Sequence[str]) -> Unnamed:
    if method_of(" ".join(words)) is not None:
        return Unnamed(len(words) - 1, " ".join(words), (f"{' '.join(words)} back squat",), (0, len(words)))
    methods = [count for count in range(1, len(words)) if method_of(" ".join(words[:count])) is not None]
    for first in (0, *methods):
        found = _two_names(words[first:]) or _cut_name(words[first:])
        if found is not None:
            return _behind(first, found)
    first = max(methods, default=0)
    return _behind(first, _misspelt(words[first:]))


def _behind(first: int, found: Unnamed) -> Unnamed:
    """What was found in words of which some more stand before."""
    span = found.stands_for
    return found._replace(word=first + found.word, stands_for=span and (first + span[0], first + span[1]))


def _two_names(words: Sequence[str]) -> Unnamed | None:
    for count in range(1, len(words)):
        before, behind = " ".join(words[:count]), " ".join(words[count:])
        if exercise_of(before) is not None and exercise_of(behind) is not None:
            return Unnamed(count, " ".join(words), (f"{before} or {behind}", f"{before}, {behind}"))
    return None


def _cut_name(words: Sequence[str]) -> Unnamed | None:
    text = " ".join(words)
    longer = {label: each for each, label in _spellings().items() if each.startswith(f"{text.lower()} ")}
    return Unnamed(len(words) - 1, text, tuple(longer.values())[:3], (0, len(words))) if longer else None


def _misspelt(words: Sequence[str]) -> Unnamed:
    text, every = " ".join(words), (0, len(words))
    whole = _lifts_near(text, cutoff=0.7)
    for count in range(len(words) - 1, 0, -1):
        before, behind = " ".join(words[:count]), " ".join(words[count:])
        if exercise_of(behind) is not None:
            meant, span = near(before, (*METHOD_WORDS.values(), *BEFORE)), (0, count)
            return Unnamed(_strange(words, 0, count), before, meant or whole, span if meant else every)
        if exercise_of(before) is not None:
            meant, span = near(behind, BEHIND), (count, len(words))
            return Unnamed(_strange(words, count, len(words)), behind, meant or whole, span if meant else every)
    return Unnamed(_strange(words, 0, len(words)), text, _lifts_near(text), every)


def _lifts_near(text: str, cutoff: float = 0.6) -> tuple[str, ...]:
    """Lifts of which a spelling is near, each once and by its common name."""
    found = near(text, tuple(_spellings()), cutoff=cutoff)
    return tuple(dict.fromkeys(_spellings()[each].lower() for each in found))


def _strange(words: Sequence[str], first: int, end: int) -> int:
    """The first of the words that is in no exercise's name; `first` where all are."""
    return next((i for i in range(first, end) if slug(words[i]) not in _vocabulary()), first)


@cache
def _by_spelling() -> Mapping[str, str]:
    return spellings_of(catalog.exercises())


@cache
def _spellings() -> dict[str, str]:
    """Every way to write every exercise, in lower case, and its label."""
    return {text.lower(): each.label for each in catalog.exercises().values() for text in (each.label, *each.aliases)}


@cache
def _vocabulary() -> frozenset[str]:
    return frozenset(slug(word) for text in _spellings() for word in (*text.split(), *text.replace("-", " ").split()))


def near(text: str, known: Sequence[str], *, cutoff: float = 0.6) -> tuple[str, ...]:
    """Up to three names that are spelled much alike.

    >>> near("bak squat", ["back squat", "bench press"])
    ('back squat',)
    """
    if len(text) > LONGEST_NAME:
        return ()
    return tuple(get_close_matches(text.lower(), known, n=3, cutoff=cutoff))
