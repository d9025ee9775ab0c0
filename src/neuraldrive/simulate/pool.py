"""A catalogue muscle as the arrays that kernels take, made once for each muscle and kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from neuraldrive import catalog
from neuraldrive.catalog import Muscle
from neuraldrive.catalog.muscle_limits import EMG_PREFIX
from neuraldrive.errors import CatalogError
from neuraldrive.kernels import rate_coding, recruitment, steady_force
from neuraldrive.kernels.fatigability import Fatigability
from neuraldrive.kernels.steady_force import Units
from neuraldrive.records import NeuralState

Floats = NDArray[np.float64]

RATE_CODINGS = {"onion_skin": rate_coding.onion_skin_de_luca_2012, "rising": rate_coding.rising_moritz_2005}


@dataclass(frozen=True, eq=False)
class Pool:
    """The units of a muscle as one person drives them.

    `excitations`, `forces` (m,): the steady force, as a share of the tetanus, at each excitation.
    """

    muscle: Muscle
    units: Units
    fatigability: Fatigability
    excitations: Floats
    forces: Floats

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """Keys of the papers that discharges and force rest on; those of the EMG alone come with the EMG."""
        numbers = self.muscle.numbers.items()
        return tuple(sorted({number.source for key, number in numbers if not key.startswith(EMG_PREFIX)}))

    @property
    def full_force(self) -> float:
        """Steady force at full excitation, a share of the tetanus: 0.96 to 1, since some units are not quite fused."""
        return float(self.forces[-1])

    def excitation_for(self, drive: float | Floats) -> Floats:
        """Excitation that gives a share of the force of full excitation: the force-equivalent drive, turned round."""
        wanted = np.asarray(drive) * self.full_force
        return np.where(wanted > 0.0, np.interp(wanted, self.forces, self.excitations), 0.0)

    def maximal_voluntary_force(self, state: NeuralState) -> float:
        """Steady force at the voluntary ceiling, as a share of the tetanus."""
        return state.ceiling * self.full_force

    def recruitment_thresholds(self, state: NeuralState) -> Floats:
        """Steady force at which each unit comes in, as a share of this person's maximal voluntary force; (n,)."""
        return np.asarray(self._forces_just_before / self.maximal_voluntary_force(state))

    @cached_property
    def _forces_just_before(self) -> Floats:
        """Steady force just before each unit comes in, a share of the tetanus; (n,)."""
        return np.interp(self.units.threshold * (1.0 - 1e-9), self.excitations, self.forces)


def pool(muscle: Muscle | str, state: NeuralState) -> Pool:
    """The pool of a muscle, with the sustained rates of this neural state.

    Raises:
        CatalogError: no such muscle, or numbers of which no pool can be made.
    """
    entry = catalog.muscle(muscle) if isinstance(muscle, str) else muscle
    return _pool(entry, state.peak_rate_scale)


@lru_cache(maxsize=128)
def _scaled(muscle: Muscle) -> Units:
    """The units with thresholds such that the last comes in at the muscle's upper limit of recruitment."""
    units = rested_units(muscle)
    last = steady_force.last_threshold(units, muscle["upper_limit_of_recruitment"])
    if not 1e-5 < last < 1.0 - 1e-6:
        raise CatalogError(
            f"{muscle.name}.upper_limit_of_recruitment", found=f"{muscle['upper_limit_of_recruitment']:g}",
            needed=f"a limit that {units.threshold.size} units of these rates and twitches can reach",
            remedy="Take more units: 60 are enough for every muscle of the catalogue; or change the limit.",
        )  # fmt: skip
    return units._replace(threshold=units.threshold * last)


@lru_cache(maxsize=128)
def _pool(muscle: Muscle, peak_rate_scale: float) -> Pool:
    units = _scaled(muscle)
    low, peak = units.low_pps, units.low_pps + (units.peak_pps - units.low_pps) * peak_rate_scale
    units = units._replace(peak_pps=peak)
    excitations, forces = steady_force.force_curve(units)
    places = recruitment.places(low.size)
    loss = muscle["fatigability_last_per_s"] * muscle["fatigability_range"] ** (places - 1.0)
    cost = Fatigability(loss, muscle["fatigue_lag_s"], muscle["fatigue_recovery_s"])
    return Pool(muscle, units, cost, excitations, np.maximum.accumulate(forces))


def rested_units(muscle: Muscle) -> Units:
    """A pool of this muscle whose thresholds end at full excitation: what is left is to scale them."""
    n = int(muscle["units"])
    threshold = recruitment.thresholds(n, muscle["recruitment_range"], 1.0)
    low, peak = RATE_CODINGS[muscle.rate_coding](
        threshold,
        (muscle["rate_at_recruitment_first_pps"], muscle["rate_at_recruitment_last_pps"]),
        (muscle["peak_rate_first_pps"], muscle["peak_rate_last_pps"]),
    )
    return Units(
        threshold, recruitment.tetanic_forces(n, muscle["tetanic_force_range"]),
        recruitment.contraction_times(n, muscle["contraction_time_first_s"], muscle["contraction_time_last_s"]),
        low, peak, rate_coding.power_curve(muscle["rate_exponent"]),
    )  # fmt: skip
