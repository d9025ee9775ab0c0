"""What a simulated contraction knows of itself, and no recording of a person can."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from neuraldrive.records.neural_state import NeuralState

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class PoolTruth:
    """The truth behind a simulated isometric contraction; shapes: n units, m times, c coarser
    times, k stimuli.

    Args:
        muscle, state: whose pool, and how it was driven.
        recruitment_threshold: (n,) steady force at which each unit is recruited, share of this person's maximal
            voluntary force; above 1 for a unit beyond the voluntary ceiling.
        tetanic_force: (n,) share of the whole muscle's tetanic force.
        contraction_time_s: (n,) time to the peak of the rested twitch.
        times_s: (m,) the times of the coarse courses below.
        excitation: (m,) what goes into the pool, 0 to 1, noise included.
        recruited_share: (m,) share of the pool's units that are active.
        tetanic_share: (m,) force as a share of the rested tetanic force of all units.
        capacity_times_s, capacity: (c,), (c, n) each unit's tetanic force as a share of its rested one: below 1 it has
            tired.
        recruited_at_s: (n,) first discharge of each unit, NaN where it stayed silent.
        is_doublet: (n,) whether the first discharge was a doublet.
        stimulus_times_s: (k,) every evoked action potential.
        maximal_voluntary_force: this person's MVF as a share of the tetanic force.
        failed_at_s: when a hold until failure failed, else None.
    """

    muscle: str
    state: NeuralState
    recruitment_threshold: Floats
    tetanic_force: Floats
    contraction_time_s: Floats
    times_s: Floats
    excitation: Floats
    recruited_share: Floats
    tetanic_share: Floats
    capacity_times_s: Floats
    capacity: Floats
    recruited_at_s: Floats
    is_doublet: NDArray[np.bool_]
    maximal_voluntary_force: float
    stimulus_times_s: Floats = field(default_factory=lambda: np.zeros(0))
    failed_at_s: float | None = None

    def __repr__(self) -> str:
        told = "" if self.failed_at_s is None else f", failed at {self.failed_at_s:.4g} s"
        return (
            f"PoolTruth({self.muscle}, {self.state.name}: {self.recruitment_threshold.size} units, "
            f"{int(np.isfinite(self.recruited_at_s).sum())} recruited, {int(self.is_doublet.sum())} doublets{told})"
        )
