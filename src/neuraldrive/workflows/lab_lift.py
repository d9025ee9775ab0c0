"""A lift as the lab shows it: bar, activation, force and units, by method."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from neuraldrive import catalog, simulate
from neuraldrive.errors import BadValue
from neuraldrive.figures import discharges, lift_told
from neuraldrive.kernels.courses import SAME_STRETCH_S
from neuraldrive.records import LiftTruth, Recording, RepetitionTruth
from neuraldrive.units import load_text
from neuraldrive.workflows import lab_courses as courses
from neuraldrive.workflows import lab_words as words
from neuraldrive.workflows import lift_methods
from neuraldrive.workflows.lab_courses import Picture, Row
from neuraldrive.workflows.lift_methods import METHODS, NamedOrder
from neuraldrive.workflows.lift_orders import LiftOrder, python

Floats = NDArray[np.float64]
_BEFORE_S, _AFTER_S = 0.4, 0.5


def named(order: LiftOrder, method: str) -> NamedOrder:
    """The lift by a method of METHODS: intent and release as the catalogue prescribes them.

    Raises:
        BadValue: no such method.
    """
    if method not in METHODS:
        raise BadValue("method", found=repr(method), needed=f"one of {', '.join(METHODS)}", remedy="Choose one.")
    return lift_methods.by_method(order, [method], [order.load])[0]


def picture(method: str, order: LiftOrder, runs: int = courses.RUNS, unit: str = "kg") -> Picture:
    """One repetition by a method.

    Args:
        runs: lifts that differ by chance alone, for the bands; the first has the order's own seed and is drawn.
        unit: of loads in words, kg or lb.

    Raises:
        BadValue, CatalogError, RecordError: what was asked for cannot be, or is not there.
    """
    chosen = named(order, method)
    made = recordings(chosen.order, runs)
    truth, (start_s, end_s) = lift_told.truth_of(made[0]), _span(made[0])
    at_s = courses.grid(end_s - start_s)
    series: dict[str, NDArray[Any]] = {
        name: values for what in ("velocity", "activation", "force")
        for name, values in courses.banded(what, [_course(each, what, start_s + at_s) for each in made]).items()
    }  # fmt: skip
    whole = np.arange(0.0, end_s, at_s[1])
    shares = [np.interp(start_s + at_s, whole, courses.shares(each, whole)) for each in made]
    series |= (
        courses.banded("share", shares)
        | courses.rates(made, _train_from(start_s), at_s)
        | _raster(made[0], start_s, end_s)
    )
    rows = _rows(made, unit)
    facts = _facts(method, truth, series, (start_s, end_s), runs) | {"labels": _labels(rows, series)}
    doubts = (*made[0].flags, *lift_methods.doubts(chosen, truth.relative_load), *_provisional(chosen))
    told = {row.name: row for row in rows}
    return Picture(
        facts,
        rows,
        _findings(told, facts, truth),
        doubts,
        courses.titles(made[0].sources),
        python(chosen.order),
        series,
    )


def recordings(order: LiftOrder, runs: int) -> list[Recording]:
    """Lifts that differ by chance alone, the order's own first, every motor unit simulated."""
    kg, who = order.load_kg(), order.who()
    return [
        simulate.lift(order.entry(), kg, intent=order.intent, release=order.release, lifter=who, seed=order.seed + k)
        for k in range(runs)
    ]


def _span(recording: Recording) -> tuple[float, float]:
    """What is shown: from a little before the drive to lift to a little after the rise."""
    rise, lasts = _rise(recording), recording["velocity"].duration_s
    return max(0.0, rise.drive_s - _BEFORE_S), min(lasts, rise.end_s + _AFTER_S)


def _rise(recording: Recording) -> RepetitionTruth:
    return lift_told.truth_of(recording).repetitions[0]


def _course(recording: Recording, what: str, at_s: Floats) -> Floats:
    if what in recording:
        return courses.on(recording[what], at_s)
    truth = lift_told.truth_of(recording)
    return np.interp(at_s, truth.times_s, truth.activation)


def _train_from(start_s: float) -> Callable[[Recording, int], Floats]:
    def single(recording: Recording, unit: int) -> Floats:
        return discharges.without_doublets(courses.trains_of(recording)[unit]) - start_s

    return single


def _raster(recording: Recording, start_s: float, end_s: float) -> dict[str, NDArray[Any]]:
    """What is discharged in the window, and the units that were on before it."""
    assert recording.motor_units is not None
    units = recording.motor_units
    made = courses.raster(replace(recording, motor_units=units.between(start_s, end_s)))
    made["discharges"] = (made["discharges"] - np.float32(start_s)).astype(np.float32)
    last = [times[times < start_s][-1:] for times in units.discharge_times_s]
    on = [unit for unit, times in enumerate(last) if times.size and start_s - times[0] <= SAME_STRETCH_S]
    return {**made, "already_on": np.array(on, dtype=np.uint32)}


def _rows(made: Sequence[Recording], unit: str) -> tuple[Row, ...]:
    truth, rises = lift_told.truth_of(made[0]), [_rise(each) for each in made]
    share = "" if truth.lift in lift_told.WITHOUT_SHARE else f" = {100 * truth.relative_load:.0f} % of the 1RM"
    best = (
        ()
        if not share
        else (Row("one_rm_kg", "1RM", truth.one_rm_kg, load_text(truth.one_rm_kg, unit), "rested, at full intent"),)
    )
    done = "yes" if rises[0].completed else f"no, stuck at {100 * rises[0].height_m:.0f} cm"
    return (
        Row("load_kg", "load", truth.load_kg, load_text(truth.load_kg, unit) + share), *best,
        Row("completed", "completed", float(rises[0].completed), done),
        courses.row("mean_velocity", "mean velocity", [each.mean_velocity for each in rises], "m/s", 2, "of the rise"),
        courses.row("peak_velocity", "peak velocity", [each.peak_velocity for each in rises], "m/s", 2, "of the rise"),
        courses.row("recruited", "units on at most", [100 * each.recruited_share for each in rises], "%", 0, words.TOGETHER),
        courses.row("mean_rate", "mean discharge rate", [each.mean_rate_pps for each in rises], "pps", 1, words.LIFTED),
        courses.row("largest_force", "largest force", [_largest(each) for each in made], "N", 0, "on the bar, from the drive to the end of the rise"),
    )  # fmt: skip


def _largest(recording: Recording) -> float:
    rise, force = _rise(recording), recording["force"]
    during = force.samples[(force.times >= rise.drive_s) & (force.times <= rise.end_s)]
    return float(during.max()) if during.size else float("nan")


def _labels(rows: Sequence[Row], series: courses.Series) -> dict[str, courses.Label]:
    """What stands beside the panels: the very numbers of the table, and what each is."""
    by_name = {row.name: row for row in rows}
    top = 100 * float(np.max(series["activation"]))
    return {
        "velocity": courses.label(by_name["peak_velocity"], "peak of rise"),
        "activation": courses.Label(level=top, text=f"{top:.0f} %", hint="highest"),
        "force": courses.label(by_name["largest_force"], "peak of rise"),
        "share": courses.label(by_name["recruited"], "on at most"),
        "rates": courses.Label(level=None, text="", hint="mean of rise"),
    }


def _facts(
    method: str, truth: LiftTruth, series: courses.Series, span_s: tuple[float, float], runs: int
) -> dict[str, object]:  # fmt: skip
    rise, (start_s, end_s) = truth.repetitions[0], span_s
    units = len(series["discharge_counts"])
    rates = {number: np.asarray(series[f"rate_{number}"], dtype=float) for number in courses.shown_units(units)}
    at_s = start_s + courses.grid(end_s - start_s)
    rising = (at_s >= rise.drive_s) & (at_s <= rise.end_s)
    late = {str(number): _mean(course[rising]) for number, course in rates.items()}
    return {
        "kind": "lift", "effort": method, "words": f"{truth.lift.replace('_', ' ')}, {method}", "duration_s": end_s - start_s,
        "units": units, "shown_units": late, "runs": runs, "window_s": courses.window_s(end_s - start_s),
        "muscle": catalog.muscle(truth.pool).label, "held_s": (rise.start_s - start_s, rise.end_s - start_s),
        "load_kg": truth.load_kg, "one_rm_kg": truth.one_rm_kg,
    }  # fmt: skip


def _mean(course: Floats) -> float | None:
    return float(np.nanmean(course)) if np.isfinite(course).any() else None


def _findings(rows: dict[str, Row], facts: dict[str, Any], truth: LiftTruth) -> dict[str, str]:
    """A sentence for each panel."""
    rise = truth.repetitions[0]
    ends = "and comes to the end of its range" if rise.completed else "and does not come to the end of its range"
    return {
        "raster": f"At most {rows['recruited'].text} of {facts['units']} units are on.",
        "velocity": f"The bar rises at {rows['mean_velocity'].text} on average {ends}.",
        "activation": f"Activation reaches {facts['labels']['activation']['text']} of the pool's tetanic force.",
        "force": f"The largest force up to the end of the rise is {rows['largest_force'].text}.",
        "share": f"At most {rows['recruited'].text} of the units are on.",
        "rates": words.rates(facts, "On average while the bar is driven"),
    }


def _provisional(chosen: NamedOrder) -> tuple[str, ...]:
    entry = chosen.order.entry()
    return (f"{entry.label}: provisional numbers",) if entry.provisional else ()
