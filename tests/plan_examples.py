"""Plans for tests: lines in short, and the known programmes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from neuraldrive.records.prescription import (
    Load,
    Plan,
    PlanDay,
    PlanWeek,
    Prescription,
    Rotation,
    Sets,
    Span,
    Stop,
)


def sets(text: str, load: float | tuple[float, float] | None = None, unit: str = "share", bands: float = 0.0) -> Sets:
    """Sets from "5x2" and a load."""
    count, each = text.split("x")
    span = Span(*load) if isinstance(load, tuple) else None if load is None else Span(load)
    amount = None if span is None else Load(span, unit, bands=bands)
    return Sets(Span(int(count)), Span(int(each)), amount)


def line(lift: str | Sequence[str], text: str, load: Any = None, **more: Any) -> Prescription:
    """A line: `line("back_squat", "5x2", 0.9, rest=240, method="maximal_effort")`."""
    rest = more.pop("rest", None)
    part = sets(text, load, more.pop("unit", "share"), more.pop("bands", 0.0))
    lifts = (lift,) if isinstance(lift, str) else tuple(lift)
    return Prescription(lifts, (part,), rest_s=None if rest is None else Span(rest), **more)


def week(number: int = 0, last: int = 0, label: str = "", **days: Sequence[Prescription]) -> PlanWeek:
    """A week: `week(1, mon=[…], thu=[…])`."""
    return PlanWeek(tuple(PlanDay(day, tuple(work)) for day, work in days.items()), number, last or number, label)


def plan(*weeks: PlanWeek, **head: Any) -> Plan:
    """A plan of those weeks."""
    return Plan(weeks, **head)


HEAVY = line("back_squat", "5x2", 0.9, rest=240, method="maximal_effort", stops=(Stop("reserve", 1),))
SPEED = line(
    "box_squat", "10x2", 0.55, rest=60, method="dynamic_effort", fast=True, stops=(Stop("set_mean", 0.1),), bands=0.25
)
SPEED_BENCH = line(
    "bench_press", "9x3", 0.5, rest=60, method="dynamic_effort", fast=True, stops=(Stop("set_mean", 0.1),)
)
THROW = line("bench_throw", "5x4", (0.3, 0.45), rest=150, method="ballistic", release=True)


def conjugate() -> Plan:
    """A Westside-style week: heavy lower, heavy upper, speed lower, speed upper, with a throw."""
    lower = line(
        ("box_squat", "front_squat", "rack_pull"), "1x1", (0.95, 1.0), method="maximal_effort", rotation=Rotation(1)
    )
    upper = line(
        ("floor_press", "close_grip_bench_press", "incline_bench_press"), "1x1", (0.95, 1.0), method="maximal_effort",
        rotation=Rotation(1),
    )  # fmt: skip
    return plan(
        week(
            mon=[lower, line("romanian_deadlift", "3x8", 8, unit="rpe", rest=120)],
            wed=[upper, line("barbell_row", "4x8", 8, unit="rpe", rest=120)],
            fri=[replace(SPEED, scheme=(sets("12x2", 0.5, bands=0.25),)), THROW],
            sun=[SPEED_BENCH],
        ),
        title="Conjugate week",
        goal="maximal strength",
    )


def linear_fives() -> Plan:
    """Three days of 5x5."""
    return plan(
        week(
            mon=[line("back_squat", "5x5", 0.8, rest=180), line("bench_press", "5x5", 0.8, rest=180)],
            wed=[line("back_squat", "5x5", 0.8, rest=180), line("overhead_press", "5x5", 0.8, rest=180)],
            fri=[line("back_squat", "5x5", 0.825, rest=180), line("bench_press", "5x5", 0.825, rest=180)],
        ),
        title="Linear 5x5",
    )


def dynamic_wave() -> Plan:
    """Three weeks of speed squats: 12, 10 and 8 sets of 2 at 50, 55 and 60 % with bands."""
    steps = ((1, "12x2", 0.5), (2, "10x2", 0.55), (3, "8x2", 0.6))
    return plan(
        *(week(at, fri=[replace(SPEED, scheme=(sets(text, load, bands=0.25),))]) for at, text, load in steps),
        title="Three-week wave",
    )


def peaking_block() -> Plan:
    """Twelve weeks to a meet: volume, strength, peak, taper."""

    def heavy(lift: str, text: str, load: float) -> Prescription:
        return line(lift, text, load, rest=240, method="maximal_effort", stops=(Stop("reserve", 1),))

    def fives(lift: str, load: float) -> Prescription:
        return line(lift, "5x4", load, rest=180)

    jump = line("jump_squat", "4x3", 0.2, rest=150, method="ballistic", release=True)
    speed = replace(SPEED_BENCH, scheme=(sets("8x3", 0.55),))
    pulls = line("deadlift", "8x2", 0.6, rest=90, method="dynamic_effort", fast=True, stops=(Stop("set_mean", 0.1),))
    volume = [
        week(first, last, label="volume", mon=[fives("back_squat", load), speed], wed=[fives("bench_press", load), jump],
             fri=[line("deadlift", "4x4", load, rest=180)])
        for first, last, load in ((1, 2, 0.7), (3, 4, 0.75))
    ]  # fmt: skip
    strength = [
        week(first, last, label="strength", mon=[heavy("back_squat", text, load), speed],
             wed=[heavy("bench_press", text, load), jump], fri=[pulls])
        for first, last, text, load in ((5, 6, "5x3", 0.85), (7, 9, "5x2", 0.9))
    ]  # fmt: skip
    peak = [
        week(at, label="peak", mon=[heavy("back_squat", text, load)], wed=[heavy("bench_press", text, load), jump],
             fri=[heavy("deadlift", text, load)])
        for at, text, load in ((10, "4x1", 0.93), (11, "3x1", 0.95))
    ]  # fmt: skip
    openers = week(
        12,
        label="taper",
        mon=[line("back_squat", "2x1", 0.85, rest=240), line("bench_press", "3x1", 0.85, rest=240)],
        wed=[line("jump_squat", "3x2", 0.2, rest=150, method="ballistic", release=True)],
    )
    return plan(
        *volume, *strength, *peak, openers,
        title="Peaking block to a meet", goal="peaking", starts="2026-12-14", competition="2027-03-06",
    )  # fmt: skip
