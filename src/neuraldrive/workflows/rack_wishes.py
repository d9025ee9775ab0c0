"""What is to be watched at a rack, as it was asked for: understood, its sets known, its sensor open."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from neuraldrive import catalog, monitor, plan, sensors
from neuraldrive.errors import BadValue, NeuraldriveError
from neuraldrive.records import Athlete, Prescription, SetEntry
from neuraldrive.store import Store
from neuraldrive.workflows import planning
from neuraldrive.workflows.replaying import OneAfterAnother, recordings_of_bars

FREE = "1xmax"
REPLAY = "replay:"


@dataclass(frozen=True)
class Wish:
    """What is to be watched, as it was asked for."""

    athlete: str
    lift: str
    load_kg: float | None
    unit: str
    source: str
    sentence: str = ""
    rule: str = ""
    sensor: str | None = None
    speed: float = 1.0


def understood(store: Store, wish: Wish) -> tuple[Wish, Prescription, str]:
    """A wish with the athlete's name as it is kept, what is prescribed, and the lift by its name in the catalogue.

    Raises:
        CatalogError: no such lift. PlanSyntaxError: a sentence that cannot be read. BadValue: a rule that is none.
    """
    exercise = catalog.exercise(wish.lift)
    if wish.load_kg is not None:
        SetEntry(exercise.name, wish.load_kg, ())  # a load that no bar has is refused before anything is kept
    wish = replace(wish, athlete=Athlete("".join(each for each in wish.athlete if each.isprintable())).name)
    prescription = _prescription(store, wish, exercise.name)
    monitor.LiveSet(
        prescription, rule=wish.rule, lift=exercise.name
    )  # a rule that is none is said before anything is kept
    return wish, prescription, exercise.name


def _prescription(store: Store, wish: Wish, lift: str) -> Prescription:
    """As said; else the athlete's line of today for this lift; else as many repetitions as go."""
    called = wish.lift.replace("_", " ")
    if wish.sentence:
        method, rest = _split(wish.sentence)
        read = plan.parse_line(f"{method}{called} {rest}" if _no_lift(method) else wish.sentence)
        if lift not in read.lifts:
            raise BadValue(
                "sets", found=f"sets of {' or '.join(read.called)}", needed=f"sets of {called}, as --lift says",
                remedy='Leave the lift out: --sets "max effort 5x2 @ 90%".',
            )  # fmt: skip
        return read
    try:
        for sheet in planning.sheets(store, wish.athlete, datetime.now().date()):
            for line in sheet.lines:
                if any(each.exercise == lift for each in line.sets) and not line.line.warm_up:
                    return line.line
    except NeuraldriveError:
        pass
    return plan.parse_line(f"{called} {FREE}" + (f" @ {wish.load_kg:g}kg" if wish.load_kg else ""))


def _split(sentence: str) -> tuple[str, str]:
    """Words before the sets, and the sets: "max effort ", "5x2 @ 90%"."""
    at = next((k for k, letter in enumerate(sentence) if letter.isdigit()), 0)
    return sentence[:at], sentence[at:]


def _no_lift(words: str) -> bool:
    """Whether words before the sets name no lift: nothing, or a method."""
    try:
        return not words.strip() or bool(catalog.method(words.strip()))
    except NeuraldriveError:
        return words.strip().lower() in (
            "speed",
            "max effort",
            "compensatory",
            "ballistic",
            "repeated effort",
            "plyometric",
        )


def sensor_of(wish: Wish) -> sensors.Sensor:
    """The sensor of a wish, open.

    Raises:
        SensorNotOpened, UnreadableFile: a source that cannot be opened.
    """
    if wish.source.startswith(REPLAY):
        recordings = recordings_of_bars(Path(wish.source.removeprefix(REPLAY)))
        return OneAfterAnother(
            [sensors.replay(each, speed=wish.speed or math.inf, device=wish.sensor) for each in recordings]
        )
    device = f"{'&' if '?' in wish.source else '?'}device={wish.sensor}" if wish.sensor else ""
    return sensors.open(f"{wish.source}{device}")
