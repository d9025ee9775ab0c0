"""Plans with one mistake each, made at a known place of a sentence that is right."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

import generated_plans

SENTENCES = (
    "mon: back squat 5x2 @ 90% rest 4min until 1 in reserve",
    "thu: speed bench 9x3 @ 50% + 25% bands, as fast as possible, rest 60s, until set mean falls 10%",
    "sat: bench throw 5x4 @ 30-45%, release, rest 3-5min, until height falls 5%",
    "fri: back squat wave 90/92.5/95 x 3/2/1, two waves, rest 4min",
    "mon: rotate [box squat, front squat, safety-bar squat] every 1 week 1x1 @ 95-100% rest 4-5min",
    "tue 17:30: deadlift 1x5 @ 75%, 1x3 @ 85%, 1x1 @ 95% rest 3min until RPE 9 or velocity falls 20%",
    "wed: warm-up bench press 1x5 @ 40%, 1x3 @ 60%, 1x1 @ 80%",
    "sun: back squat or leg press 3x8 @ RPE 8 rest 90s until below 0.3m/s",
    'mon: pull-up 5xmax @ body weight + 10kg, at 0.5-0.8m/s, note "chin over the bar"',
    'week 3 "deload":\n  mon: back squat 3x2 @ 75%\n  thu:\n    bench 3x2 @ 75%\n    row 3x8 @ RPE 7',
    'plan "Base"\nathlete anna\nstarts 2026-12-07\ncompetition 2027-03-06\nmon: deadlift 5x2 @ 140kg rest 4min',
)
TOKEN = re.compile(
    r'"(?:\\.|[^"\\\n])*"|as fast as possible|\d{4}-\d\d-\d\d|\d\d:\d\d|\d+(?:\.\d+)?|m/s|[^\W\d_][\w\'-]*|\S'
)


class Broken(NamedTuple):
    """A text, its token (from 0) that is broken, and what was done."""

    text: str
    token: int
    done: str


class Place(NamedTuple):
    """A token of a text: where it is, its number, and whether it begins a line."""

    start: int
    end: int
    number: int
    begins: bool


Mistake = Callable[[str, Place, random.Random], str | None]
"""A text with a mistake at a place; None where that mistake cannot be made there."""


def places(text: str) -> list[Place]:
    """Every token of a text."""
    spans = (match.span() for match in TOKEN.finditer(text))
    return [Place(*span, i, not text[: span[0]].split("\n")[-1].strip()) for i, span in enumerate(spans)]


def token_at(text: str, line: int, column: int) -> int:
    """The number of the token at a line and column, or of the next one after it."""
    at = sum(len(each) + 1 for each in text.split("\n")[: line - 1]) + column - 1
    return sum(match.end() <= at for match in TOKEN.finditer(text))


def dropped(text: str, place: Place, _: random.Random) -> str:
    return text[: place.start].rstrip(" ") + " " + text[place.end :].lstrip(" ")


def doubled(text: str, place: Place, _: random.Random) -> str | None:
    sign = text[place.start : place.end]
    return None if sign.isalnum() else text[: place.end] + sign + text[place.end :]


def misspelt(text: str, place: Place, rng: random.Random) -> str | None:
    word = text[place.start : place.end]
    if not word.isalpha() or len(word) < 4:
        return None
    at = rng.randrange(1, len(word) - 1)
    other = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return None if other == word else text[: place.start] + other + text[place.end :]


def wrong_unit(text: str, place: Place, rng: random.Random) -> str | None:
    units = ("%", "kg", "min", "s", "m/s")
    if text[place.start : place.end] not in units:
        return None
    return text[: place.start] + rng.choice((*units, "cm", "°")) + text[place.end :]


def cut_off(text: str, place: Place, _: random.Random) -> str | None:
    if place.begins:
        return None
    end = text.find("\n", place.end)
    return text[: place.start].rstrip(" ") + (text[end:] if end > 0 else "")


def strange_sign(text: str, place: Place, rng: random.Random) -> str:
    return text[: place.start] + rng.choice("?!$&=~)") + " " + text[place.start :]


def unclosed(text: str, place: Place, _: random.Random) -> str | None:
    return text[: place.end - 1] + text[place.end :] if text[place.start] == '"' else None


def too_much(text: str, place: Place, _: random.Random) -> str | None:
    number = text[place.start : place.end]
    return text[: place.start] + "9" * 6 + text[place.end :] if number.isdigit() else None


MISTAKES: tuple[Mistake, ...] = (dropped, doubled, misspelt, wrong_unit, cut_off, strange_sign, unclosed, too_much)


def broken_plans(seed: int, still_right: Callable[[str], bool]) -> Iterator[Broken]:
    """Broken plans without end, kind after kind; a text that is right for all its mistake is left out."""
    rng = random.Random(seed)
    drawn = generated_plans.plans(seed)
    while True:
        for mistake in MISTAKES:
            text = rng.choice(SENTENCES) if rng.random() < 0.7 else str(next(drawn))
            yield from _made(mistake, text, rng, still_right)


def _made(mistake: Mistake, text: str, rng: random.Random, still_right: Callable[[str], bool]) -> Iterator[Broken]:
    """One text with that mistake, unless none can be made."""
    found = places(text)
    rng.shuffle(found)
    for place in found:
        broken = mistake(text, place, rng)
        if broken is not None and broken != text and not still_right(broken):
            yield Broken(broken, place.number, mistake.__name__)
            return
