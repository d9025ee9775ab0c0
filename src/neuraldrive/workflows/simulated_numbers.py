"""What a simulated contraction comes to: its truth in a few figures, and the measures that its effort calls for."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from neuraldrive import measure, simulate
from neuraldrive.errors import MeasureError
from neuraldrive.measure.force import largest_force
from neuraldrive.measure.stimulated import superimposed_s
from neuraldrive.records import Measurement, PoolTruth, Recording
from neuraldrive.workflows.orders import Order, held_s, held_spans_s

MARGIN_S, SHORTEST_S, _ENDS_S = 0.5, 1.0, 10.0
_BEFORE_STIMULUS_S = 0.05


@dataclass(frozen=True)
class Number:
    """A measurement under the name it has here, and in short how it was taken."""

    label: str
    found: Measurement
    note: str = ""


@dataclass(frozen=True)
class Numbers:
    """What is told of a contraction.

    Args:
        units, recruited: of the pool.
        thresholds: lowest and highest steady recruitment threshold of those recruited, shares of MVF.
        mvf_of_tetanus: this person's maximal voluntary force as a share of the muscle's tetanic force.
        numbers: what the effort calls for.
    """

    units: int
    recruited: int
    thresholds: tuple[float, float] | None
    mvf_of_tetanus: float
    numbers: tuple[Number, ...]
    failed_at_s: float | None
    flags: tuple[str, ...]


def numbers(order: Order, recording: Recording, without: Collection[str] = ()) -> Numbers:
    """The figures of a contraction; those whose label stands in `without` are not taken."""
    truth = recording.truth
    assert isinstance(truth, PoolTruth)
    on = np.isfinite(truth.recruited_at_s)
    thresholds = truth.recruitment_threshold[on]
    return Numbers(
        truth.recruited_at_s.size, int(on.sum()),
        (float(thresholds.min()), float(thresholds.max())) if thresholds.size else None,
        truth.maximal_voluntary_force, tuple(_measured(order, recording, without)), truth.failed_at_s, recording.flags,
    )  # fmt: skip


def _measured(order: Order, recording: Recording, without: Collection[str]) -> list[Number]:
    bursts = order.effort is not None and order.effort.name == "ballistic"
    wanted = _explosive(recording) if bursts else _held(order, recording)
    if order.effort is not None and order.stimuli:
        wanted.append(("voluntary activation", "by the same stimulus at rest", lambda: _activation(order, recording)))
    found = []
    for label, note, take in (each for each in wanted if each[0] not in without):
        try:
            found.append(Number(label, take(), note))
        except MeasureError:
            continue  # a number that this effort does not allow is not told
    return found


_Wanted = list[tuple[str, str, Callable[[], Measurement]]]


def _largest(recording: Recording) -> tuple[str, str, Callable[[], Measurement]]:
    """As the figure has it."""
    evoked = "" if not superimposed_s(recording) else ", without what stimuli evoke"
    return "largest force", f"best mean over 50 ms{evoked}", lambda: largest_force(recording)


def _explosive(recording: Recording) -> _Wanted:
    return [
        ("first interval", "mean of the units, without doublets", lambda: _first_interval(recording)),
        ("doublets", "of the units that discharge", lambda: _doublets(recording)),
        ("recruitment interval", "first to last unit", lambda: measure.recruitment_interval(recording)),
        ("force after 50 ms", "from its onset (Tillin 2010)", lambda: measure.force_at(recording, 50)),
        ("force after 100 ms", "", lambda: measure.force_at(recording, 100)),
        ("steepest rise", "over 20 ms", lambda: measure.peak_rate_of_force_development(recording)),
        _largest(recording),
    ]


def _doublets(recording: Recording) -> Measurement:
    """As they were made: a first interval of 8 ms may be a doublet or a high rate, and a simulation knows which."""
    doubled, on = recording.truth.is_doublet, np.isfinite(recording.truth.recruited_at_s)
    if not on.any():
        raise _silent("doublets")
    words = f"{doubled.sum()} of {on.sum()} units, as the simulation knows"
    return Measurement("doublet_share", float(doubled.sum() / on.sum()), "ratio", words)


def _first_interval(recording: Recording) -> Measurement:
    """Mean over units of one over the first interval that is none of a doublet."""
    assert recording.motor_units is not None
    pairs = zip(recording.motor_units.discharge_times_s, recording.truth.is_doublet, strict=True)
    firsts = [np.diff(times[int(double) : int(double) + 2]) for times, double in pairs]
    rates = [1.0 / float(first[0]) for first in firsts if first.size]
    if not rates:
        raise _silent("first interval rate")
    words = f"1 / first interval, mean of {len(rates)} units; doublets left out as the simulation knows them"
    return Measurement("first_interval_rate", float(np.mean(rates)), "pps", words)


def _silent(what: str) -> MeasureError:
    return MeasureError(what, found="no discharge", needed="a unit that discharges", remedy="Drive it more.")


def _held(order: Order, recording: Recording) -> _Wanted:
    if order.effort is None:
        return _evoked(order, recording)
    if order.effort.name == "intermittent":
        return _repeated(order, recording)
    window = steady_window_s(order, recording)
    length = window[1] - window[0]
    during = f"{window[0]:.3g} to {window[1]:.3g} s"
    if length < SHORTEST_S:
        short, when = (window, during) if long_enough(window) else (None, "the whole recording")
        told = f"mean of the units, {when}"
        return [("discharge rate", told, lambda: measure.discharge_rate(recording, short)), _largest(recording)]
    if order.effort().until_failure and length > 2 * _ENDS_S:
        early, late = (window[0], window[0] + _ENDS_S), (window[1] - _ENDS_S, window[1])
        return [
            ("discharge rate", "first 10 s held", lambda: measure.discharge_rate(recording, early)),
            ("discharge rate", "last 10 s", lambda: measure.discharge_rate(recording, late)),
            _largest(recording),
            ("steadiness", "first 10 s held", lambda: measure.steadiness(recording, early)),
            ("steadiness", "last 10 s", lambda: measure.steadiness(recording, late)),
        ]
    return [
        ("discharge rate", f"mean of the units, {during}", lambda: measure.discharge_rate(recording, window)),
        (
            "interval variability",
            f"s.d. over mean of the intervals, {during}",
            lambda: measure.interspike_variability(recording, window),
        ),
        _largest(recording),
        ("steadiness", f"s.d. over mean of the force, {during}", lambda: measure.steadiness(recording, window)),
    ]


def _evoked(order: Order, recording: Recording) -> _Wanted:
    """The largest force, the steepest rise, and the shape of each single response."""
    wanted = [
        _largest(recording), ("steepest rise", "over 20 ms", lambda: measure.peak_rate_of_force_development(recording))
    ]  # fmt: skip
    stimuli = sorted((each() for each in order.stimuli), key=lambda one: one.at_s)
    ends: list[float | None] = [*(each.at_s for each in stimuli[1:]), None]
    for each, until_s in zip(stimuli, ends, strict=True):
        if each.pulses == 1:
            at = f"pulse at {each.at_s:g} s, "
            wanted += [
                ("contraction time", f"{at}from 1 % of the peak", partial(measure.contraction_time, recording, each.at_s, until_s)),
                ("half relaxation", f"{at}from the peak", partial(measure.half_relaxation_time, recording, each.at_s, until_s)),
            ]  # fmt: skip
    return wanted


def _repeated(order: Order, recording: Recording) -> _Wanted:
    """Of repeated holds the first and the last; all of the holds are alike."""
    assert order.effort is not None
    spans = held_spans_s(order.effort())
    wanted: _Wanted = [_largest(recording)]
    for name, (start, end) in {"first": spans[0], "last": spans[-1]}.items():
        margin = min(MARGIN_S, (end - start) / 4)
        window = start + margin, end - margin
        note = f"{name} of {len(spans)}, {window[0]:.3g} to {window[1]:.3g} s"
        wanted.append(("discharge rate", note, partial(measure.discharge_rate, recording, window)))
        if window[1] - window[0] >= SHORTEST_S:
            wanted.append(("steadiness", note, partial(measure.steadiness, recording, window)))
    return wanted


def long_enough(window_s: tuple[float, float]) -> bool:
    """Whether a window holds enough to be measured at all; else the whole recording is.

    >>> long_enough((1.0, 1.4)), long_enough((1.0, 0.6))
    (True, False)
    """
    return window_s[1] - window_s[0] > 2 * _BEFORE_STIMULUS_S


def held_window_s(order: Order) -> tuple[float, float]:
    """What is held, without half a second at its ends; the end lies before the start where less is held."""
    assert order.effort is not None
    start, end = held_s(order.effort())
    return start + MARGIN_S, end - MARGIN_S


def steady_window_s(order: Order, recording: Recording) -> tuple[float, float]:
    """The longest stretch of what is held that lies half a second from its ends and is free of stimuli."""
    assert order.effort is not None
    start, end = held_s(order.effort())
    end = min(end, recording["force"].start_s + recording["force"].duration_s)
    cuts = [at for at in recording.stimulus_times_s if start < at < end]
    starts = [start + MARGIN_S, *(at + MARGIN_S for at in cuts)]
    ends = [*(at - _BEFORE_STIMULUS_S for at in cuts), end - MARGIN_S]
    return max(zip(starts, ends, strict=True), key=lambda piece: piece[1] - piece[0])


def _activation(order: Order, recording: Recording) -> Measurement:
    """By the same stimulus at rest."""
    at_rest = replace(order.stimuli[0](), at_s=0.5)
    settings = {name: value for name, value in order.settings.items() if name not in ("emg", "tires")}
    resting = simulate.evoked(order.entry(), at_rest, state=order.state(), **settings)
    return measure.voluntary_activation(recording, resting)
