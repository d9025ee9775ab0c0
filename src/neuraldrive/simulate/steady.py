"""The rate level: what a pool does at a steady level, in closed form, without noise and without time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from neuraldrive import catalog
from neuraldrive.catalog import Muscle
from neuraldrive.kernels import rate_coding
from neuraldrive.records import NeuralState
from neuraldrive.simulate import door
from neuraldrive.simulate.pool import pool

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class SteadyState:
    """A pool at a steady level; n units.

    Args:
        level: share of maximal voluntary force.
        excitation: what goes into the pool, 0 to 1.
        discharge_rates_pps: (n,), 0 where a unit is off.
        recruited_share: share of units that are on.
        tetanic_share: force as a share of the tetanic force of all units.
    """

    level: float
    excitation: float
    discharge_rates_pps: Floats
    recruited_share: float
    tetanic_share: float


def steady_state(muscle: Muscle | str, at: float, *, state: NeuralState | None = None) -> SteadyState:
    """The rested pool of a muscle at a share of maximal voluntary force.

    The force of the spike level agrees with it to about 1 % (3 % in first dorsal interosseous).

    Raises:
        BadValue: a level outside 0 to 1.
        CatalogError: no such muscle.

    >>> from neuraldrive import simulate
    >>> half = simulate.steady_state("vastus_lateralis", at=0.5)
    >>> round(half.recruited_share, 2), round(half.tetanic_share, 2)
    (0.92, 0.45)
    """
    share = door.level("at", at)
    entry = catalog.muscle(muscle) if isinstance(muscle, str) else muscle
    person = state if state is not None else catalog.population("untrained").typical(entry)
    door.check_state(person)
    made = pool(entry, person)
    excitation = float(made.excitation_for(share * person.ceiling))
    rates = rate_coding.rates(excitation, *made.units[:1], *made.units[3:])
    return SteadyState(
        share, excitation, rates, float((rates > 0).mean()), share * made.maximal_voluntary_force(person)
    )
