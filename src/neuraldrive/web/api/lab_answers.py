"""What the lab answers, as JSON."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel


class RowAnswer(BaseModel):
    """A number with its words."""

    name: str
    label: str
    value: float | None
    text: str
    note: str


class PictureAnswer(BaseModel):
    """What is drawn and told. `series` holds courses (500 points from 0 to `facts.duration_s`, null where there is none),
    `discharges` of all units one after the other with `discharge_counts`, s; courses of force are shares of the muscle's
    tetanic force (N in a lift), rates in pps, EMG in mV, velocity in m/s; `…_low` and `…_high` hold 90 % of the runs.
    `facts.labels` has the number that stands beside each panel, as `rows` have it."""

    facts: dict[str, Any]
    rows: list[RowAnswer]
    findings: dict[str, str]
    doubts: list[str]
    sources: dict[str, str]
    python: list[str]
    series: dict[str, list[float | None]]


class PartAnswer(BaseModel):
    """What one part of the state explains of a gap, share of the tetanic force, with its 95 % interval."""

    name: str
    acts_on: str
    explains: float
    interval: tuple[float, float]


class ApartAnswer(BaseModel):
    """Both forces at one moment, shares of the muscle's tetanic force; intervals hold 90 % of the runs."""

    at: str
    a: float
    b: float
    a_interval: tuple[float, float]
    b_interval: tuple[float, float]
    ratio: float
    ratio_interval: tuple[float, float]
    parts: list[PartAnswer]


class NumberAnswer(BaseModel):
    """A number of a preset, with its source and how it was read."""

    value: float
    unit: str
    source: str
    title: str
    where: str
    how: str


class PresetAnswer(BaseModel):
    """A population as it drives one muscle."""

    name: str
    label: str
    description: str
    provisional: bool
    numbers: dict[str, NumberAnswer]


class ReadyAnswer(BaseModel):
    """Whether the simulator is compiled, and since when it is being prepared."""

    ready: bool
    preparing_s: float


class PythonAnswer(BaseModel):
    """Lines that run as they are, make the same recordings and print the same numbers."""

    text: str
