"""Potvin and Fuglevand 2017 as an object: rates, forces, and the course of fatigue."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from neuraldrive.kernels import potvin_fuglevand_2017 as kernel
from neuraldrive.simulate import published_limits as limits

Floats = NDArray[np.float64]

STEP_S = 0.1
LONGEST_STEP_S = 1.0
LONGEST_HOLD_S = 7200.0


@dataclass(frozen=True, eq=False, repr=False)
class FatigueCourse:
    """What a pool did over time; shapes: m steps, n units. Step k covers the time up to `times_s[k]`.

    Args:
        pool: the pool, rested.
        step_s: length of a step.
        excitation: (m,) in the paper's unit.
        force: (m,) in fused tetani of the first unit; `force_share` is the share of the rested maximum.
        maximal_force: (m,) the most that the pool could give at that moment, with the adaptation of its present
            excitation, as the authors' script has it.
        discharge_rate_pps: (m, n) adapted rate.
        unit_force: (m, n) force of each unit.
        capacity: (m, n) each unit's fused force as a share of its rested one.
        target: (m,) share of the rested maximum, or None where excitation was given.
        failed_at_s: first time at which the maximal force was below the target, or None.
    """

    pool: PotvinFuglevand2017
    step_s: float
    excitation: Floats
    force: Floats
    maximal_force: Floats
    discharge_rate_pps: Floats
    unit_force: Floats
    capacity: Floats
    target: Floats | None = None
    failed_at_s: float | None = None
    sources: tuple[str, ...] = ("potvin_fuglevand_2017",)

    def __repr__(self) -> str:
        told = "" if self.failed_at_s is None else f", failed at {self.failed_at_s:.4g} s"
        return f"FatigueCourse({self.force.size} steps of {self.step_s:g} s, {self.pool.units} units{told})"

    @property
    def times_s(self) -> Floats:
        """End of each step, (m,): the first is one step, as in the authors' output."""
        return self.step_s * np.arange(1.0, self.force.size + 1.0)

    @property
    def force_share(self) -> Floats:
        """Force as a share of the rested maximum, (m,)."""
        return self.force / self.pool.maximal_force

    @property
    def maximal_force_share(self) -> Floats:
        """Most force of the moment as a share of the rested maximum, (m,)."""
        return self.maximal_force / self.pool.maximal_force

    @property
    def strength_share(self) -> Floats:
        """Most force of the moment if no unit had adapted its rate or slowed, as a share of the rested maximum, (m,)."""
        strength: Floats = self.capacity @ self.pool.unit_forces(self.pool.maximal_excitation) / self.pool.maximal_force
        return strength

    @property
    def active_units(self) -> NDArray[np.int64]:
        """Units that discharge, (m,)."""
        return np.asarray(np.count_nonzero(self.discharge_rate_pps > 0.0, axis=1))


@dataclass(frozen=True, eq=False, repr=False)
class PotvinFuglevand2017:
    """The pool of that paper; made by `potvin_fuglevand_2017`.

    Forces are in the paper's arbitrary unit, the fused tetanus of the first unit, in which unit n gives 100 and all units
    together cannot give the sum of theirs, since the last are not fused at maximal excitation.
    """

    constants: kernel.Constants
    kernel_pool: kernel.Pool = field(repr=False)

    def __repr__(self) -> str:
        return f"PotvinFuglevand2017({self.units} units, excitation to {self.maximal_excitation:g})"

    @property
    def units(self) -> int:
        """How many units."""
        return self.constants.units

    @property
    def recruitment_threshold(self) -> Floats:
        """Excitation at which each unit comes in, (n,): 1 for the first."""
        return self.kernel_pool.threshold

    @property
    def peak_rate_pps(self) -> Floats:
        """Highest rate of each unit, (n,)."""
        return self.kernel_pool.peak_rate_pps

    @property
    def twitch_force(self) -> Floats:
        """Rested force of each fused unit in that of the first, (n,); the paper's P, "twitch force"."""
        return self.kernel_pool.twitch_force

    @property
    def contraction_time_s(self) -> Floats:
        """Rested contraction time of each unit, (n,)."""
        return self.kernel_pool.contraction_time_s

    @property
    def maximal_excitation(self) -> float:
        """Excitation at which the last unit has its peak rate."""
        return self.kernel_pool.maximal_step / kernel.GRID

    @cached_property
    def maximal_force(self) -> float:
        """Force of the rested pool at maximal excitation."""
        return float(kernel.maximal_force(self.kernel_pool))

    def discharge_rates(self, excitation: float, active_s: float = 0.0) -> Floats:
        """Rate of each unit, pps, (n,), once it has been active for `active_s`.

        Raises:
            BadValue: an excitation outside 0 to the maximum, or a time that is negative.
        """
        level = limits.excitation(excitation, self.maximal_excitation)
        active = limits.number_within("active_s", active_s, 0.0, 1e9, "Give a time in seconds.")
        return np.asarray(kernel.rates(self.kernel_pool, level, np.full(self.units, active)))

    def unit_forces(self, excitation: float) -> Floats:
        """Force of each rested unit, (n,)."""
        return np.asarray(kernel.forces(self.kernel_pool, self.discharge_rates(excitation)))

    def force(self, excitation: float) -> float:
        """Force of the rested pool."""
        return float(self.unit_forces(excitation).sum())

    def force_share(self, excitation: float) -> float:
        """Force of the rested pool as a share of its maximum."""
        return self.force(excitation) / self.maximal_force

    def excitation_for(self, at: float) -> float:
        """Lowest excitation, on the authors' grid of 0.01, at which the rested pool gives the share `at` of its maximum.

        >>> from neuraldrive.simulate.published import potvin_fuglevand_2017
        >>> potvin_fuglevand_2017().excitation_for(0.5)
        35.5
        """
        return float(kernel.excitation_for(self.kernel_pool, limits.share("at", at)))

    def follow(self, excitation: ArrayLike, step_s: float = STEP_S) -> FatigueCourse:
        """What the pool does at a given excitation, one number a step.

        Raises:
            BadValue: fewer than two numbers, one that is not finite or outside 0 to the maximum, or a bad step.
        """
        course = limits.excitation_course(excitation, self.maximal_excitation)
        step = _step(step_s)
        return FatigueCourse(self, step, *kernel.follow(self.kernel_pool, course, step))

    def track(self, target: ArrayLike, step_s: float = STEP_S) -> FatigueCourse:
        """Follow a force, one share of the rested maximum a step; after failure excitation stays maximal.

        Excitation is the lowest on the authors' grid whose force is enough.

        Raises:
            BadValue: fewer than two numbers, one that is not finite or outside 0 to 1, or a bad step.
        """
        course, step = limits.target_course(target), _step(step_s)
        rows, failed = kernel.track(self.kernel_pool, course, step)
        return FatigueCourse(self, step, *rows, target=course, failed_at_s=failed * step if failed > 0 else None)

    def hold(self, at: float, duration_s: float, step_s: float = STEP_S) -> FatigueCourse:
        """Hold the share `at` of the rested maximum for so long.

        >>> from neuraldrive.simulate.published import potvin_fuglevand_2017
        >>> potvin_fuglevand_2017().hold(at=0.8, duration_s=30)
        FatigueCourse(300 steps of 0.1 s, 120 units, failed at 14.8 s)
        """
        step = _step(step_s)
        return self.track(np.full(limits.steps(duration_s, step), limits.share("at", at)), step)

    def endurance_time_s(self, at: float, longest_s: float = LONGEST_HOLD_S, step_s: float = STEP_S) -> float | None:
        """How long the share `at` of the rested maximum is held; None if it is still held after `longest_s`.

        >>> from neuraldrive.simulate.published import potvin_fuglevand_2017
        >>> round(potvin_fuglevand_2017().endurance_time_s(0.5), 3)
        95.5
        """
        step = _step(step_s)
        most = limits.steps(longest_s, step)
        failed = kernel.steps_to_failure(self.kernel_pool, limits.share("at", at), most, step)
        return failed * step if failed > 0 else None


def _step(step_s: float) -> float:
    remedy = "The authors step by 0.1 s; a longer one would tire units in leaps."
    return limits.number_within("step_s", step_s, 1e-4, LONGEST_STEP_S, remedy)
