"""An athlete's day as JSON: each line of the plan with its sets, loads and plates."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, Field

from neuraldrive.web.plainly import Plain


class TodaySet(BaseModel):
    """Sets that are alike: how many, repetitions, load in kg with its 95 % interval, plates a side in their own unit."""

    sets: int
    repetitions: str
    optional: bool
    load_kg: float | None
    load_in_words: str
    unsure_kg: tuple[float, float] | None
    per_side: list[float]
    plates_unit: str
    expected_mean_velocity_mps: float | None
    expected_interval_mps: tuple[float, float] | None


class TodayLine(BaseModel):
    """A line as it is written and as it is to be done."""

    written: str
    line: str
    exercise: str
    change: str
    declined: str
    problem: str
    rest: str
    stop: str
    why: str
    doubts: list[Plain] = Field([], description="What is not as the plan has it, or is guessed: an old profile, say.")
    sets: list[TodaySet]


class TodaySheet(BaseModel):
    """A day's work from one plan."""

    plan_id: int
    plan: str
    version: int
    week: int
    label: str
    at: str
    note: str
    minutes: float | None
    notes: list[Plain]
    lines: list[TodayLine]


class Today(BaseModel):
    """A day's work; empty on a day of rest, with the next day that has some."""

    day: date
    sheets: list[TodaySheet]
    next_day: date | None
    next_plan: str | None
