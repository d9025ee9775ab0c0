"""Simulated experiments that several checks share; each is run once a seed and kept for a while.

The simulator is imported late, so that a claim and its targets are shown at once.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

from neuraldrive import catalog
from neuraldrive.evidence import readings
from neuraldrive.records import NeuralState, Recording

DOUBLET_AT_S = 2.5
"""In the middle of the plateau of a maximal effort of 3 s."""
PLATEAU_S = (2.0, 2.45)
"""Just before the doublet."""
_ON_S, RISE_S, _HOLDS = 50.0, 3.0, 7
"""Adam and De Luca 2003: 50 s on, 6 s off (recalled)."""


def person(population: str, muscle: str, **changes: Any) -> NeuralState:
    """The typical person of a population, with some numbers changed."""
    return replace(catalog.population(population).typical(muscle), **changes)


@lru_cache(maxsize=64)
def maximal(muscle: str, state: NeuralState, seed: int) -> Recording:
    """A maximal effort of 3 s with a superimposed 100 Hz doublet."""
    from neuraldrive import simulate  # late

    doublet = simulate.stimulus(pulses=2, rate_hz=100, at_s=DOUBLET_AT_S)
    return simulate.contraction(muscle, simulate.maximal(hold_s=3), state=state, seed=seed, stimulate=doublet)


@lru_cache(maxsize=64)
def held(muscle: str, at: float, state: NeuralState, seed: int) -> Recording:
    """A submaximal hold of 3 s with a superimposed 100 Hz doublet."""
    from neuraldrive import simulate  # late

    doublet = simulate.stimulus(pulses=2, rate_hz=100, at_s=DOUBLET_AT_S)
    return simulate.contraction(muscle, simulate.hold(at=at, hold_s=3), state=state, seed=seed, stimulate=doublet)


@lru_cache(maxsize=64)
def resting_doublet(muscle: str, state: NeuralState) -> Recording:
    """The doublet in the resting muscle."""
    from neuraldrive import simulate  # late

    return simulate.evoked(muscle, simulate.stimulus(pulses=2, rate_hz=100, at_s=0.5), state=state)


@lru_cache(maxsize=32)
def ballistic(muscle: str, state: NeuralState, seed: int, to: float = 0.75, hold_s: float = 0.5) -> Recording:
    """As fast as possible to a level."""
    from neuraldrive import simulate  # late

    return simulate.contraction(muscle, simulate.ballistic(to=to, hold_s=hold_s), state=state, seed=seed)


@lru_cache(maxsize=16)
def ramp(muscle: str, state: NeuralState, seed: int) -> Recording:
    """A slow ramp to all that this person can."""
    from neuraldrive import simulate  # late

    effort = simulate.ramp(to=1.0, rise_s=10, hold_s=1, fall_s=1)
    return simulate.contraction(muscle, effort, state=state, seed=seed)


@lru_cache(maxsize=8)
def hold_until_failure(muscle: str, state: NeuralState, seed: int) -> Recording:
    """A hold at 20 % until it fails; fewer units, as minutes are simulated."""
    from neuraldrive import simulate  # late

    few = catalog.muscle(muscle, units=120)
    return simulate.contraction(few, simulate.hold(at=0.20, until="failure"), state=state, seed=seed, rate_hz=200.0)


@lru_cache(maxsize=8)
def light_holds(muscle: str, state: NeuralState, seed: int) -> Recording:
    """Holds at 20 % with short rests, about as long as the force can be held in all."""
    from neuraldrive import simulate  # late

    few = catalog.muscle(muscle, units=120)
    effort = simulate.intermittent(
        at=0.20, on_s=_ON_S, off_s=2 * RISE_S, repetitions=_HOLDS, rise_s=RISE_S, before_s=0.0
    )
    return simulate.contraction(few, effort, state=state, seed=seed, rate_hz=200.0)


def light_hold_starts() -> tuple[float, float]:
    """When the first and the last of the light holds begin to rise, s."""
    return 0.0, (_HOLDS - 1) * (_ON_S + 2 * RISE_S)


def voluntary_activation(muscle: str, state: NeuralState, seed: int) -> float:
    """Activation by superimposed against resting doublet, in a maximal effort."""
    return readings.activation(maximal(muscle, state, seed), resting_doublet(muscle, state))


def tetanic_share(muscle: str, state: NeuralState, seed: int) -> float:
    """Force of a maximal effort as a share of what the whole muscle's tetanus would give."""
    recording = maximal(muscle, state, seed)
    return readings.mean_of(readings.truth(recording).tetanic_share, recording, PLATEAU_S)
