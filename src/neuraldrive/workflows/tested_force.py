"""A virtual lifter goes through the tests of a laboratory: isometric force, its rise, and what stimuli evoke."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from neuraldrive import catalog, measure, simulate
from neuraldrive.catalog import Muscle
from neuraldrive.records import NeuralState
from neuraldrive.simulate import pool_drive
from neuraldrive.workflows.tested_lifter import Subject

AFTER_MS = (50, 100, 200)
DOUBLET, OCTET = (2, 100.0), (8, 300.0)
"""Pulses and their rate, Hz."""
STIMULATED_S = 2.0
"""When the doublet comes in a maximal effort."""


def force_tests(who: Subject, seeds: int) -> dict[str, float]:
    """What a laboratory measures of the muscle that pushes: voluntary force and its rise, force of stimuli at rest, each
    as a share of the typical lifter's maximal voluntary force; and voluntary activation by interpolated doublets.
    """
    muscle, typical_state = who.muscle(), catalog.population("untrained").typical(who.pool)
    usual = pool_drive.expected(catalog.muscle(who.pool), typical_state).maximal_voluntary_force
    shares = _isometric(muscle, who.state, seeds) | _evoked(muscle, who.state)
    found = {name: share * who.lifter.strength / usual for name, share in shares.items()}
    found["force_rate_50"] = found["force_50"] / 0.050
    return found | {"voluntary_activation": _activation(muscle, who.state, seeds)}


@lru_cache(maxsize=256)
def _isometric(muscle: Muscle, state: NeuralState, seeds: int) -> dict[str, float]:
    """Force of maximal efforts at length and as fast as possible, shares of the tetanus, the mean of all seeds."""
    fast, held = simulate.ballistic(to=1.0, hold_s=0.4, after_s=0.1), simulate.maximal(hold_s=2)
    rows = []
    for seed in range(seeds):
        rise = simulate.contraction(muscle, fast, state=state, seed=seed, tires=False)
        effort = simulate.contraction(muscle, held, state=state, seed=seed, tires=False)
        most = measure.maximal_voluntary_force(effort, window_ms=500).value
        shares = np.array([most, *(measure.force_at(rise, after).value for after in AFTER_MS)])
        rows.append(shares * rise.truth.maximal_voluntary_force)  # which is the unit of both recordings
    names = ("voluntary_force", *(f"force_{after}" for after in AFTER_MS))
    return dict(zip(names, np.mean(rows, axis=0).tolist(), strict=True))


@lru_cache(maxsize=256)
def _evoked(muscle: Muscle, state: NeuralState) -> dict[str, float]:
    """Force of a doublet and of an octet at rest, shares of the tetanus."""
    doublet, octet = (
        simulate.evoked(muscle, simulate.stimulus(*each, at_s=0.5), state=state) for each in (DOUBLET, OCTET)
    )
    shares = {
        "evoked_doublet_50": measure.force_at(doublet, 50).value, "evoked_50": measure.force_at(octet, 50).value,
        "evoked_peak": float(octet["force"].samples.max()),
    }  # fmt: skip
    return {name: share * octet.truth.maximal_voluntary_force for name, share in shares.items()}


@lru_cache(maxsize=256)
def _activation(muscle: Muscle, state: NeuralState, seeds: int) -> float:
    """Voluntary activation by doublets in maximal efforts and at rest, muscle potentiated; the mean of all seeds."""
    pair, effort = simulate.stimulus(*DOUBLET, at_s=STIMULATED_S), simulate.maximal(hold_s=2)
    rest = simulate.evoked(muscle, pair, state=state, potentiated=True)
    efforts = (
        simulate.contraction(muscle, effort, state=state, seed=seed, stimulate=pair, tires=False, potentiated=True)
        for seed in range(seeds)
    )
    return float(np.mean([measure.voluntary_activation(each, rest).value for each in efforts]))
