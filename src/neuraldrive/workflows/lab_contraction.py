"""An isometric effort as the lab shows it: pictures, numbers, and a sentence for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from neuraldrive import simulate
from neuraldrive.figures import discharges
from neuraldrive.records import Measurement, PoolTruth, Recording
from neuraldrive.workflows import lab_courses as courses
from neuraldrive.workflows import lab_words as words
from neuraldrive.workflows.lab_courses import Picture, Row
from neuraldrive.workflows.orders import Order, held_s, python
from neuraldrive.workflows.simulated_numbers import numbers

Floats = NDArray[np.float64]
_BEST_S, _LATE_S = 0.05, 0.5
_TOLD_ALREADY = ("largest force", "doublets", "recruitment interval")
_UNIT_RATES = {"ballistic": "first interval"}


def picture(order: Order, runs: int = courses.RUNS, *, measured: bool = True) -> Picture:
    """One person's effort.

    Args:
        order: whose effort; EMG is drawn where its settings ask for it.
        runs: efforts that differ by chance alone, for the bands; the first has the order's own seed and is drawn.
        measured: whether each run is measured too, which takes about as long as simulating it.

    Raises:
        BadValue, CatalogError, RecordError: what was asked for cannot be, or is not there.
    """
    made = recordings(order, runs)
    at_s, tetanus = courses.grid(made[0].duration_s), tetanus_per_unit(made[0])
    forces = [courses.on(each["force"], at_s) * tetanus for each in made]
    series: dict[str, NDArray[Any]] = {
        **courses.banded("force", forces), **courses.banded("share", [courses.shares(each, at_s) for each in made]),
        **courses.rates(made, _single, at_s), **courses.raster(made[0]),
        "doublet_units": np.flatnonzero(_truth(made[0]).is_doublet).astype(np.uint32),
    }  # fmt: skip
    if "emg" in made[0]:
        series |= courses.emg_columns(made[0]["emg"])
    late = {number: _mean_late(order, at_s, made, number) for number in courses.shown_units(_units(made[0]))}
    rows = (*_rows(order, made, tetanus), *(_measured(order, made) if measured else ()))
    facts = {
        "kind": "contraction", "effort": order.name, "words": order.words, "duration_s": made[0].duration_s,
        "units": _units(made[0]), "shown_units": {str(k): value for k, value in late.items()}, "runs": runs,
        "window_s": courses.window_s(made[0].duration_s), "muscle": order.entry().label,
        "held_s": held_s(order.effort()) if order.effort is not None else (0.0, 0.0),
        "labels": _labels(order, rows, series),
    }  # fmt: skip
    found = words.findings({row.name: row for row in rows}, facts, series)
    doubts = (*made[0].flags, *words.doubts(order))
    return Picture(facts, rows, found, doubts, courses.titles(made[0].sources), python(order), series)


def recordings(order: Order, runs: int) -> list[Recording]:
    """Efforts that differ by chance alone, the order's own first; EMG of that one alone."""
    assert order.effort is not None
    muscle, effort, state = order.entry(), order.effort(), order.state()
    quiet = {name: value for name, value in order.settings.items() if name != "emg"}
    kept = [order.settings, *[quiet] * (runs - 1)]
    return [
        simulate.contraction(muscle, effort, state=state, seed=order.seed + k, **each) for k, each in enumerate(kept)
    ]


def tetanus_per_unit(recording: Recording) -> float:
    """Factor from the unit of the force channel to shares of the muscle's tetanic force."""
    truth, force = _truth(recording), recording["force"]
    if force.unit == "MVF":
        return truth.maximal_voluntary_force
    coarse = np.interp(truth.times_s, force.times, force.samples)
    return float(coarse @ truth.tetanic_share / max(float(coarse @ coarse), 1e-30))


def _truth(recording: Recording) -> PoolTruth:
    truth = recording.truth
    assert isinstance(truth, PoolTruth)
    return truth


def _units(recording: Recording) -> int:
    return len(courses.trains_of(recording))


def _single(recording: Recording, unit: int) -> Floats:
    train = courses.trains_of(recording)[unit]
    return discharges.without_doublets(train) if _truth(recording).is_doublet[unit] else train


def _mean_late(order: Order, at_s: Floats, made: Sequence[Recording], number: int) -> float | None:
    """The mean of the runs in which the unit discharges, as in the table; None where it does in none."""
    found = [late for each in made if (late := _late(order, at_s, each, number)) is not None]
    return float(np.mean(found)) if found else None


def _late(order: Order, at_s: Floats, recording: Recording, number: int) -> float | None:
    """A unit's rate at the end of what is held; of a fast effort that of its first interval; None of a silent one."""
    train = _single(recording, number - 1)
    if train.size < 2 or order.effort is None:
        return None
    if order.name == "ballistic":
        return float(1.0 / (train[1] - train[0]))
    start, end = held_s(order.effort())
    course = discharges.rate_course(train, at_s, courses.window_s(recording.duration_s))
    inside = (at_s >= max(start, end - _LATE_S)) & (at_s <= end) & np.isfinite(course)
    return float(course[inside].mean()) if inside.any() else None


def _rows(order: Order, made: Sequence[Recording], tetanus: float) -> list[Row]:
    """What every effort has, each with what 90 % of the runs come to."""
    units = _units(made[0])
    on = [np.isfinite(_truth(each).recruited_at_s) for each in made]
    forces, share = [100 * _best(each) * tetanus for each in made], [100 * each.mean() for each in on]
    rows = [
        courses.row("largest_force", "largest force, of tetanic", forces, "%", 1, words.LARGEST),
        courses.row("recruited", "units that discharge", share, "%", 0, f"of the pool's {units} units, once or more"),
    ]
    if order.name != "ballistic" or not all(each.any() for each in on):
        return rows
    pairs = [(_truth(each), there) for each, there in zip(made, on, strict=True)]
    spans = [1000.0 * float(np.ptp(truth.recruited_at_s[there])) for truth, there in pairs]
    doubled = [100.0 * float(truth.is_doublet[there].mean()) for truth, there in pairs]
    rows.append(courses.row("recruiting_ms", "first to last unit", spans, "ms", 0, "between their first discharges"))
    rows.append(courses.row("doublets", "doublets", doubled, "%", 0, words.DOUBLETS))
    return rows


def _best(recording: Recording) -> float:
    """Largest mean force over 50 ms, in its unit."""
    force = recording["force"]
    n = max(1, round(_BEST_S * force.mean_rate_hz))
    sums = np.concatenate(([0.0], np.cumsum(force.samples)))
    return float((sums[n:] - sums[:-n]).max() / n) if sums.size > n else float(force.samples.max())


def _measured(order: Order, made: Sequence[Recording]) -> list[Row]:
    """What this effort's measures say of the runs, as `neuraldrive simulate` tells them of one."""
    found: dict[tuple[str, str], list[Measurement]] = {}
    for each in (one for run in made for one in numbers(order, run, _TOLD_ALREADY).numbers):
        found.setdefault((each.label, each.note), []).append(each.found)
    return [_told(label, note, runs, len(made)) for (label, note), runs in found.items()]


def _told(label: str, note: str, found: Sequence[Measurement], runs: int) -> Row:
    scale, unit, decimals = found[0].shown
    some = f"in {len(found)} of {runs} runs" if len(found) < runs else ""
    said = "; ".join(filter(None, (words.MEANS.get(label, note), some)))
    return courses.row(label.replace(" ", "_"), label, [scale * each.value for each in found], unit, decimals, said)


def _labels(order: Order, rows: Sequence[Row], series: courses.Series) -> dict[str, courses.Label]:
    """What stands beside the panels: the very numbers of the table, and what each is."""
    doubled = [
        courses.label(row, "of the units that discharge") for row in rows if row.name == "doublets" and row.value > 0.0
    ]
    return {
        "force": courses.label(rows[0], "best 50 ms"), **({"doublets": doubled[0]} if doubled else {}),
        "share": courses.Label(level=100 * float(np.max(series["share"])), text=words.at_once(series), hint="on at most"),
        "rates": courses.Label(level=None, text="", hint=_UNIT_RATES.get(order.name, "last 0.5 s held")),
    }  # fmt: skip


def with_emg(order: Order) -> Order:
    """The same with bipolar surface EMG."""
    return replace(order, settings={**order.settings, "emg": "bipolar"})
