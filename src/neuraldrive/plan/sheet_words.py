"""Sets as they are said on a sheet: 5 × 2 × 127.5 kg, where the load may lie, plates a side, expected velocity."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from neuraldrive.plan.prescribe import of_week
from neuraldrive.records.prescribed import Prescribed
from neuraldrive.records.prescription import Prescription
from neuraldrive.units import KG_PER_LB


def weight(load_kg: float, unit: str = "kg") -> str:
    """A load as it lies on the bar.

    >>> weight(101.25), weight(61.23, "lb")
    ('101.25 kg', '135 lb')
    """
    return f"{_number(load_kg, unit)} {unit}"


def _number(load_kg: float, unit: str) -> str:
    value = round(load_kg / KG_PER_LB, 1) if unit == "lb" else round(load_kg, 2)
    return f"{value:g}"


def span(low: float, high: float) -> str:
    """A number, or both ends of a range: 3–5."""
    return f"{low:g}" if low == high else f"{low:g}–{high:g}"


def alike(sets: Sequence[Prescribed]) -> Iterator[list[Prescribed]]:
    """Sets that follow each other and are one as the other."""
    for _, group in groupby(sets, lambda each: (each.load_kg, each.repetitions, each.optional, each.load_in_words)):
        yield list(group)


def repetitions(each: Prescribed) -> str:
    """Repetitions of a set."""
    return "max" if each.repetitions is None else span(each.repetitions.low, each.repetitions.high)


def in_a_line(sets: Sequence[Prescribed], unit: str = "kg") -> str:
    """All sets in their order: sets × repetitions × load.

    >>> in_a_line([Prescribed("back_squat", "squat", n, None, load_kg=100.0) for n in (1, 2)])
    '2 × max × 100 kg'
    """
    words = []
    for group in alike(sets):
        load = weight(group[0].load_kg, unit) if group[0].load_kg is not None else ""
        times = [f"{len(group)}"] if len(group) > 1 or not load else []
        words.append(" × ".join([*times, repetitions(group[0]), *([load] if load else [])]))
    return ", ".join(words)


def unsure(each: Prescribed, unit: str = "kg") -> str:
    """Where the load may truly lie: [118, 136]; nothing where it is told in kilograms."""
    if each.unsure_kg is None or each.load_kg is None:
        return ""
    low, high = (round(kg / (KG_PER_LB if unit == "lb" else 1.0)) for kg in each.unsure_kg)
    return f"[{low}, {high}]"


def plates(each: Prescribed) -> str:
    """Plates on each side, in their own unit."""
    if each.per_side:
        return f"{' + '.join(f'{mass:g}' for mass in each.per_side)}{' lb' if each.unit == 'lb' else ''} a side"
    return "empty bar" if each.bar_kg is not None else ""


def speed(each: Prescribed) -> str:
    """Velocity to expect, and what the plan asks."""
    words = [] if each.velocity is None else [each.velocity.text]
    if each.target_mps is not None:
        words.append(f"aim {span(each.target_mps.low, each.target_mps.high)} m/s")
    return ", ".join(words)


def rest(each: Prescribed) -> str:
    """The rest between sets, as a sentence."""
    if each.rest_s is None:
        return ""
    low, high = each.rest_s.low, each.rest_s.high
    if low < 120.0 or low % 30.0 or high % 30.0:
        return f"Rest {span(low, high)} s."
    return f"Rest {span(low / 60.0, high / 60.0)} min."


def todays(line: Prescription, week: int) -> str:
    """The exercise of the week where the line names several, else "".

    >>> from neuraldrive import plan
    >>> todays(plan.parse_line("rotate [box squat, front squat] every 1 week 1x1 @ 95%"), 2)
    'front squat'
    """
    return of_week(line, week)[1] if len(line.lifts) > 1 else ""
