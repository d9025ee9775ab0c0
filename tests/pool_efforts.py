"""Experiments on the simulated pool that literature tests share; each is run once and kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from neuraldrive import catalog, measure, simulate
from neuraldrive.catalog import Muscle
from neuraldrive.kernels import discharge
from neuraldrive.records import NeuralState, Recording

Floats = NDArray[np.float64]
SEEDS = range(4)
DOUBLET_AT_S = 2.5
"""Late in the plateau of a maximal effort, before it tires much."""
PLATEAU_S = (1.5, 4.0)
RESTS_S = 1.0
"""Before a rapid effort: a quiet baseline for the onset."""


def person(population: str, muscle: Muscle | str, **changes: Any) -> NeuralState:
    """The typical person of a population, with some numbers changed."""
    return replace(catalog.population(population).typical(muscle), **changes)


def full(muscle: str, **changes: Any) -> NeuralState:
    """An untrained person who drives the whole muscle."""
    return person("untrained", muscle, ceiling=1.0, **changes)


@cache
def ramp(muscle: Muscle | str, population: str = "untrained", seed: int = 0, to: float = 1.0) -> Recording:
    """A slow ramp, 10 s to all that this person can."""
    effort = simulate.ramp(to=to, rise_s=10.0 * to, hold_s=1.0, fall_s=1.0)
    return simulate.contraction(muscle, effort, state=person(population, muscle), seed=seed)


@cache
def maximal(muscle: Muscle | str, population: str = "untrained", seed: int = 0) -> Recording:
    """A maximal effort of 3 s."""
    return simulate.contraction(
        muscle, simulate.maximal(hold_s=3), state=person(population, muscle), seed=seed, rate_hz=200.0
    )


@cache
def held(muscle: Muscle | str, at: float, seed: int = 0, hold_s: float = 8.0) -> Recording:
    """A steady hold by a muscle that does not tire."""
    return simulate.contraction(muscle, simulate.hold(at=at, hold_s=hold_s), seed=seed, tires=False)


@cache
def rapid(muscle: Muscle | str, state: NeuralState, seed: int = 0, to: float = 1.0) -> Recording:
    """As fast as possible to a level, from rest."""
    effort = simulate.ballistic(to=to, hold_s=0.8, before_s=RESTS_S)
    return simulate.contraction(muscle, effort, state=state, seed=seed)


@cache
def octet(muscle: str, state: NeuralState) -> Recording:
    """Eight pulses at 300 Hz in the resting muscle."""
    return simulate.evoked(muscle, simulate.stimulus(pulses=8, rate_hz=300.0, at_s=0.5), state=state)


@cache
def activation(
    muscle: Muscle | str, state: NeuralState, at: float = 1.0, pulses: int = 2, rate_hz: float = 100.0
) -> float:
    """Voluntary activation by superimposed stimuli, mean over seeds, in a maximal effort or a hold."""
    rest = simulate.evoked(muscle, simulate.stimulus(pulses, rate_hz, 0.5), state=state)
    effort = simulate.maximal(hold_s=3) if at == 1.0 else simulate.hold(at=at, hold_s=3)
    stimuli = simulate.stimulus(pulses, rate_hz, DOUBLET_AT_S)
    each = [
        simulate.contraction(muscle, effort, state=state, seed=seed, stimulate=stimuli, tires=False) for seed in SEEDS
    ]
    return float(np.mean([measure.voluntary_activation(one, rest).value for one in each]))


def rates(recording: Recording, window_s: tuple[float, float]) -> Floats:
    """Rate of each unit in a window, pps, (n,); NaN where it has fewer than two intervals."""
    assert recording.motor_units is not None
    found = [discharge.train(times) for times in recording.motor_units.between(*window_s).discharge_times_s]
    return np.array([np.nan if one is None else one.rate_pps for one in found])


def starting_rates(recording: Recording, within_s: float = 0.5) -> Floats:
    """Rate of each unit in its first half second, pps, (n,); NaN where it discharges less than three times."""
    assert recording.motor_units is not None
    each = []
    for times in recording.motor_units.discharge_times_s:
        first = times[times <= times[0] + within_s] if times.size else times
        each.append((first.size - 1) / (first[-1] - first[0]) if first.size > 2 else np.nan)
    return np.array(each)


def interval_rates(recording: Recording, count: int = 3) -> Floats:
    """Mean rate of the first, second, … interval over the units, pps, (count,); the interval of a doublet is skipped.

    The truth says which units began with a doublet: by its length alone a first interval of 5 to 10 ms may be either.
    """
    assert recording.motor_units is not None
    units = zip(recording.motor_units.discharge_times_s, recording.truth.is_doublet, strict=True)
    intervals = [np.diff(times)[int(double) :] for times, double in units]
    return np.array([np.mean([1.0 / one[k] for one in intervals if one.size > k]) for k in range(count)])


def order(recording: Recording, first_s: Floats | None = None) -> float:
    """Rank correlation of tetanic force and first discharge over the units that discharge."""
    first = recording.truth.recruited_at_s if first_s is None else first_s
    on = np.isfinite(first)
    ranks = [np.argsort(np.argsort(each[on], kind="stable")) for each in (recording.truth.tetanic_force, first)]
    return float(np.corrcoef(ranks[0], ranks[1])[0, 1])


def mean_of(values: Sequence[float]) -> float:
    """The mean over seeds."""
    return float(np.mean(values))


def force_after(recording: Recording, after_ms: float, onset: measure.OnsetRule = "baseline") -> float:
    """Force gained so long after the onset, a share of this person's maximum."""
    return measure.force_at(recording, after_ms, onset, mvf=1.0).value


def steepest(recording: Recording) -> float:
    """Largest rise of force over 20 ms, shares of this person's maximum a second."""
    return measure.peak_rate_of_force_development(recording, 20.0, mvf=1.0).value


def share_tetanic(recording: Recording) -> float:
    """Largest force as a share of the rested muscle's tetanus."""
    return float(recording["force"].samples.max() * recording.truth.maximal_voluntary_force)
