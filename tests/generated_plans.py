"""Plans drawn at random, as records."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from neuraldrive import catalog
from neuraldrive.plan.notation.names import Named, name_of
from neuraldrive.records import Load, Plan, PlanDay, PlanWeek, Prescription, Rotation, Sets, Span, Stop, Wave
from neuraldrive.records.plan_days import DAYS
from neuraldrive.records.prescription_text import METHOD_WORDS

GOALS = ("", "maximal strength", "rate of force development", "power", "peaking", "bench 140 kg by May")
WORDS = (
    "belt on",
    'say "go"',
    "no spotter; stop",
    "tempo 3-1-x # not a comment",
    "a\\b",
    "zwei\nZeilen",
    "–",
    " ",
    "“so”",
)
ATHLETES = ("", "anna", "Zoë", "jo-2", 'the "beast"', "12", "a/b", "O'Neil")


def plans(seed: int) -> Iterator[Plan]:
    """Plans without end, the same for the same seed."""
    rng = random.Random(seed)
    while True:
        yield plan(rng)


def plan(rng: random.Random) -> Plan:
    """A plan of one block for every week, or of several for some weeks."""
    starts = date(2026, 12, 7) + timedelta(weeks=rng.randrange(60))
    head = {
        "title": rng.choice(("", "", "Base", *WORDS)),
        "athlete": rng.choice(ATHLETES),
        "goal": rng.choice(GOALS),
        "starts": starts.isoformat() if rng.random() < 0.5 else "",
        "competition": (starts + timedelta(days=rng.randrange(200))).isoformat() if rng.random() < 0.3 else "",
    }
    head = head if rng.random() < 0.5 else {}
    notes = [rng.choice(WORDS) for _ in range(rng.choice((0, 0, 0, 1, 2)))]
    return Plan(tuple(_weeks(rng)), **head, notes=tuple(notes))


def _weeks(rng: random.Random) -> Iterator[PlanWeek]:
    if rng.random() < 0.5:
        yield PlanWeek(_days(rng, DAYS), label=rng.choice(("", "", "", "deload")))
        return
    always = rng.sample(DAYS, rng.choice((0, 0, 1)))
    if always:
        yield PlanWeek(_days(rng, always))
    free, first = [day for day in DAYS if day not in always], 1
    for _ in range(rng.randint(1, 3)):
        last = first + rng.choice((0, 0, 2))
        yield PlanWeek(_days(rng, free), first, last, rng.choice(("", *WORDS)))
        first = last + 1


def _days(rng: random.Random, free: tuple[str, ...] | list[str]) -> tuple[PlanDay, ...]:
    chosen = sorted(rng.sample(list(free), min(len(free), rng.choice((1, 1, 2, 3)))), key=DAYS.index)
    return tuple(inner for name in chosen for inner in _day(rng, name))


def _day(rng: random.Random, name: str) -> Iterator[PlanDay]:
    times = rng.choice(((), (), (), ("17:30",), ("08:00", "17:05")))
    for at in times or ("",):
        work = tuple(prescription(rng) for _ in range(rng.choice((0, 1, 1, 2, 3))))
        yield PlanDay(name, work, at, rng.choice(("", "", "", *WORDS)))


def prescription(rng: random.Random) -> Prescription:
    """A sentence with any of its clauses."""
    method = rng.choice(("", "", *METHOD_WORDS))
    rotation = Rotation(rng.randint(1, 4)) if rng.random() < 0.1 else None
    names = [rng.choice(_names(method)) for _ in range(rng.randint(2, 3) if rotation else rng.choice((1, 1, 1, 1, 2)))]
    return Prescription(
        tuple(each.exercise for each in names), _scheme(rng), tuple(each.called for each in names), method, rotation,
        stops=tuple(_stops(rng)), rest_s=_rest(rng), velocity=_span(rng, 10, 150, 0.01) if rng.random() < 0.1 else None,
        fast=rng.random() < 0.2, release=rng.random() < 0.1, warm_up=rng.random() < 0.1,
        note=rng.choice(WORDS) if rng.random() < 0.1 else "",
    )  # fmt: skip


@cache
def _names(method: str) -> list[Named]:
    """Every exercise by each of its spellings that is no other exercise behind the word of the method."""
    found = []
    for exercise in catalog.exercises().values():
        for called in dict.fromkeys((exercise.label, *exercise.aliases, exercise.label.lower())):
            wanted = Named(method, exercise.name, called)
            if name_of(f"{METHOD_WORDS.get(method, '')} {called}".split()) == wanted:
                found.append(wanted)
    return found


def _scheme(rng: random.Random) -> tuple[Sets, ...] | Wave:
    kind = rng.choice(("sets", "sets", "sets", "several", "wave", "steps"))
    if kind == "wave":
        shares = sorted(rng.sample(range(120, 210), rng.randint(2, 4)))
        steps = [Sets(Span(1), _repetitions(rng), Load(Span(share / 200))) for share in shares]
        return Wave(tuple(steps), rng.randint(1, 10))
    count = {"sets": 1, "several": rng.randint(2, 3), "steps": rng.randint(2, 3)}[kind]
    parts = tuple(Sets(_span(rng, 1, 12), _repetitions(rng), _load(rng)) for _ in range(count))
    return Wave(parts, rng.randint(1, 3)) if kind == "steps" else parts


def _repetitions(rng: random.Random) -> Span | None:
    return None if rng.random() < 0.05 else _span(rng, 1, 12)


def _span(rng: random.Random, low: int, high: int, unit: float = 1) -> Span:
    ends = sorted((rng.randint(low, high), rng.randint(low, high)))
    digits = 2 if unit < 1 else None
    return Span(round(ends[0] * unit, digits), round(ends[1] * unit, digits)) if rng.random() < 0.3 else Span(
        round(ends[0] * unit, digits)
    )  # fmt: skip


def _load(rng: random.Random) -> Load | None:
    unit = rng.choice(("share", "share", "share", "kg", "velocity", "rpe", "body", ""))
    amounts = {
        "share": lambda: Span(rng.randint(2, 260) / 200) if rng.random() < 0.7 else _span(rng, 5, 130, 0.01),
        "kg": lambda: Span(rng.randint(2, 1200) * 0.25) if rng.random() < 0.7 else _span(rng, 20, 300),
        "velocity": lambda: _span(rng, 5, 600, 0.01),
        "rpe": lambda: Span(rng.randint(2, 20) / 2),
        "body": lambda: Span(rng.choice((0, 0, 2.5, 40))),
    }
    if not unit:
        return None
    hung = {key: rng.choice((0.1, 0.25, 1)) for key in ("bands", "chains") if rng.random() < 0.15}
    return Load(amounts[unit](), unit, **hung, hung_in_kg=bool(hung) and rng.random() < 0.4)


def _rest(rng: random.Random) -> Span | None:
    kind = rng.choice(("", "s", "min", "exact"))
    if kind == "min":
        minutes = _span(rng, 0, 12)
        return Span(60 * minutes.low, 60 * minutes.high)
    return {"": None, "s": _span(rng, 0, 400), "exact": Span(rng.randint(1, 9999) / 8)}[kind]


def _stops(rng: random.Random) -> Iterator[Stop]:
    left = rng.randint(0, 8) / 2
    of_left = [Stop("reserve", left), Stop("rpe", 10 - left), *([Stop("failure")] if not left else [])]
    others = [
        Stop("loss", rng.randint(1, 90) / 100), Stop("set_mean", rng.randint(2, 100) / 200),
        Stop("height", rng.randint(1, 50) / 100), Stop("velocity", rng.randint(3, 300) / 100),
    ]  # fmt: skip
    yield from rng.sample([*of_left, *others], rng.choice((0, 0, 1, 1, 1, 2, 3)))
