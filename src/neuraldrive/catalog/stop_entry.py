"""The stop verdict's constants for a lift: TOML → what the engine takes, each number with its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np

from neuraldrive.catalog.entries import Numbered, numbers_in, tables, unknown
from neuraldrive.errors import CatalogError
from neuraldrive.kernels.reserve import Calibration, Curve, FirstReserve, LoadLine, Scatter
from neuraldrive.kernels.stop_engine import Calibrations, Constants
from neuraldrive.kernels.velocity_floor import Decline, FloorLine
from neuraldrive.sources import Sourced

CALIBRATION, WITHOUT_LOAD = "calibration", "calibration_without_load"
ANY_LIFT = "any_lift"
LEFTS = tuple(range(6))
"""Repetitions in reserve for which a calibration was fitted."""


@dataclass(frozen=True)
class StopEngine(Numbered):
    """What the stop verdict of a lift rests on.

    `numbers` of the lift, each with its source: velocity against reserve (at_failure, slope, their …_sd and
    curve_correlation between people, set_sd, repetition_sd), the reserve after a first repetition (first_reserve with …_sd;
    against load load_at_zero, load_slope, load_sd), the fall of velocity in a set (decline with …_sd, velocity_step,
    decline_step, reading_sd) and where sets end (floor, floor_per_repetition, floor_weight, floor_sd). And the calibration of
    all lifts, for athletes unknown and known, with the threshold; and one for verdicts that leave load history out
    (their names begin with `without_load`).

    Args:
        lifters, sets: how many it was fitted on.

    >>> from neuraldrive import catalog
    >>> engine = catalog.stop_engine("back_squat")
    >>> engine.lifters, engine.threshold
    (4, 0.35)
    """

    name: str
    lifters: int
    sets: int
    numbers: Mapping[str, Sourced]

    @property
    def threshold(self) -> float:
        """Chance of the zone's end from which on it says stop."""
        return self["threshold"]

    @cached_property
    def constants(self) -> Constants:
        """As the kernel takes them."""
        a, b, both = self["at_failure_sd"], self["slope_sd"], self["curve_correlation"]
        spread = np.array([[a * a, both * a * b], [both * a * b, b * b]])
        return Constants(
            Curve(np.array([self["at_failure"], self["slope"]]), spread),
            Scatter(self["set_sd"], self["repetition_sd"]),
            FirstReserve(self["first_reserve"], self["first_reserve_sd"]),
            LoadLine(self["load_at_zero"], self["load_slope"], self["load_sd"]),
            Decline(*(self[name] for name in ("decline", "decline_sd", "velocity_step", "decline_step", "reading_sd"))),
            FloorLine(*(self[name] for name in ("floor", "floor_per_repetition", "floor_weight", "floor_sd"))),
        )

    @cached_property
    def calibrations(self) -> tuple[Calibrations, ...]:
        """For 0, 1, 2 … repetitions in reserve."""
        return tuple(Calibrations(self._calibration("unknown", k), self._calibration("known", k)) for k in LEFTS)

    @cached_property
    def calibrations_without_load(self) -> tuple[Calibrations, ...]:
        """The same where load history is left out."""
        people = ("without_load_unknown", "without_load_known")
        return tuple(Calibrations(*(self._calibration(who, k) for who in people)) for k in LEFTS)

    def _calibration(self, who: str, left: int) -> Calibration:
        return Calibration(self[f"{who}_shift_{left}"], self[f"{who}_scale_{left}"])


@cache
def stop_engines() -> Mapping[str, StopEngine]:
    """The engine of each lift that one was fitted for."""
    return {name: engine for name, engine in _all().items() if name != ANY_LIFT}


def stop_engine(lift: str, *, or_any: bool = False) -> StopEngine:
    """The engine fitted for that lift; with `or_any`, the one for any lift where none was.

    That one lies between the lifts and is wide: it serves an athlete with ten rated sets of the lift, and nobody else.

    Raises:
        CatalogError: none was; the lifts that have one are named.

    >>> from neuraldrive import catalog
    >>> catalog.stop_engine("deadlift", or_any=True).name
    'any_lift'
    """
    if lift in stop_engines():
        return stop_engines()[lift]
    if or_any:
        return _all()[ANY_LIFT]
    raise unknown("stop engine", lift, stop_engines())


@cache
def _all() -> Mapping[str, StopEngine]:
    found = dict(tables("stop_engine"))
    shared: dict[str, Sourced] = {}
    for name in (CALIBRATION, WITHOUT_LOAD):
        shared |= _numbers(name, found.pop(name))
    return {name: _load(name, table, shared) for name, table in found.items()}


def _load(name: str, table: Mapping[str, Any], shared: Mapping[str, Sourced]) -> StopEngine:
    try:
        made = StopEngine(name, table["lifters"], table["sets"], {**_numbers(name, table), **shared})
        # each number is wanted by one of them: what is missing is told when the entry loads
        _ = made.constants, made.calibrations, made.calibrations_without_load, made.threshold
    except KeyError as missing:
        raise CatalogError(
            f"stop engine of {name}", found=f"no {missing}", needed="all numbers of the engine",
            remedy="Write it anew: verification/stop_verdicts.py --write.",
        ) from None  # fmt: skip
    return made


def _numbers(name: str, table: Mapping[str, Any]) -> dict[str, Sourced]:
    return numbers_in(table, f"stop_engine.{name}")
