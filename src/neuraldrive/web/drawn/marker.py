"""A marker: one quantity of one person with its interval, beside the people it is compared with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from neuraldrive.web.drawn.axis import Axis
from neuraldrive.web.words import number

Kind = Literal["rec", "rate", "tot"]


@dataclass(frozen=True)
class Evidence:
    """A claim that the marker rests on: its number as it is called, and where it is read."""

    name: str
    to: str


@dataclass(frozen=True)
class Reference:
    """A range of other people or of one's own days, on the axis of the marker, and who they are."""

    words: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Marker:
    """A marker as it is drawn: places in per cent."""

    name: str
    meaning: str
    kind: Kind
    value: str
    unit: str
    interval: str
    axis: Axis
    dot: float
    bar: tuple[float, float] | None
    band: tuple[float, float] | None
    reference: Reference
    measured: str
    evidence: tuple[Evidence, ...]
    finding: str


@dataclass(frozen=True)
class Empty:
    """A marker that is not measured: the test that would fill it, and where it is planned."""

    name: str
    meaning: str
    needs: str
    to: str = ""
    action: str = "Plan the test"


def marker(
    name: str, meaning: str, kind: Kind, found: tuple[float, tuple[float, float] | None], axis: Axis,
    *, places: int = 0, reference: Reference | None = None, measured: str = "", evidence: tuple[Evidence, ...] = (),
) -> Marker:  # fmt: skip
    """A marker from its value and interval, both in the axis's unit.

    Args:
        found: the value, and (low, high) of its interval or None where the error is not known.
        places: decimals of value and interval.
        measured: by which test, when.

    >>> drawn = marker("Voluntary activation", "", "rec", (91, (87, 94)), Axis(70, 100, "%", 10),
    ...                reference=Reference("Healthy adults", 80, 97))
    >>> drawn.finding
    'Voluntary activation: 91 %, interval 87 to 94. Healthy adults.'
    >>> drawn.dot, drawn.bar, drawn.band
    (70.0, (56.67, 80.0), (33.33, 56.67))
    """
    value, interval = found
    reference = reference or Reference("")
    words = number(value, places)
    between = " to ".join(number(each, places) for each in interval) if interval else "error not known"
    told = f"{name}: {words} {axis.unit}, {'interval ' if interval else ''}{between}."
    if reference.words:
        told += f" {reference.words}."
    return Marker(
        name, meaning, kind, words, axis.unit, between, axis, axis.at(value),
        (axis.at(interval[0]), axis.at(interval[1])) if interval else None, _band(axis, reference), reference, measured,
        evidence, told,
    )  # fmt: skip


def _band(axis: Axis, reference: Reference) -> tuple[float, float] | None:
    """Left end and width."""
    if reference.low is None or reference.high is None:
        return None
    left = axis.at(reference.low)
    return left, round(axis.at(reference.high) - left, 2)
