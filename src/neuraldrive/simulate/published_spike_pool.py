"""Fuglevand, Winter and Patla 1993 as an object: rates, mean forces, and contractions discharge by discharge."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from neuraldrive.kernels import fuglevand_1993 as kernel
from neuraldrive.kernels import summed_twitches
from neuraldrive.kernels.chance import draw_key
from neuraldrive.records import MotorUnits, Signal
from neuraldrive.simulate import published_limits as limits

Floats = NDArray[np.float64]

RATE_HZ = 1000.0


@dataclass(frozen=True, eq=False, repr=False)
class TwitchCourse:
    """One contraction of a pool; shapes: m samples.

    Args:
        pool: the pool.
        rate_hz: samples a second of excitation and force; the first is at 0 s.
        seed: what makes the same discharges again.
        excitation: (m,) in the paper's unit.
        force: (m,) sum of all twitches, in twitches of the paper's unit: the first unit's is about 1.
        trains: discharge times of all units one behind another; `motor_units` has them unit by unit.
    """

    pool: Fuglevand1993
    rate_hz: float
    seed: int
    excitation: Floats
    force: Floats
    trains: kernel.Trains = field(repr=False)
    sources: tuple[str, ...] = ("fuglevand_1993",)

    def __repr__(self) -> str:
        told = f"{self.pool.units} units, {self.trains.times_s.size} discharges, seed {self.seed}"
        return f"TwitchCourse({(self.force.size - 1) / self.rate_hz:g} s at {self.rate_hz:g} Hz, {told})"

    @property
    def times_s(self) -> Floats:
        """Time of each sample, (m,)."""
        return np.arange(self.force.size) / self.rate_hz

    @property
    def force_share(self) -> Floats:
        """Force as a share of the pool's mean force at maximal excitation, (m,)."""
        return self.force / self.pool.maximal_force

    @property
    def force_signal(self) -> Signal:
        """Force as a share of the maximum, as every measure takes it."""
        return Signal(self.force_share, "MVF", rate_hz=self.rate_hz)

    @property
    def motor_units(self) -> MotorUnits:
        """Discharge times, unit by unit; a unit that stayed silent has none."""
        return MotorUnits(np.split(self.trains.times_s, self.trains.first[1:-1]))


@dataclass(frozen=True, eq=False, repr=False)
class Fuglevand1993:
    """The pool of that paper; made by `fuglevand_1993`.

    The paper has two scales of force. Summed twitches (`mean_force`, `contraction`) have the unit of a twitch; the force
    that a rate gives once it is steady (`steady_force`) counts the same numbers as fused tetani. For regular trains the
    first is 9.0498819 times the second at every excitation; irregular trains give less. Shares of the maximum agree.
    """

    constants: kernel.Constants
    kernel_pool: kernel.Pool = field(repr=False)

    def __repr__(self) -> str:
        return f"Fuglevand1993({self.units} units, excitation to {self.maximal_excitation:g})"

    @property
    def units(self) -> int:
        """How many units."""
        return self.constants.units

    @property
    def recruitment_threshold(self) -> Floats:
        """Excitation at which each unit comes in, (n,)."""
        return self.kernel_pool.threshold

    @property
    def peak_rate_pps(self) -> Floats:
        """Highest rate of each unit, (n,)."""
        return self.kernel_pool.peak_rate_pps

    @property
    def twitch_force(self) -> Floats:
        """Peak of each unit's rested twitch, (n,)."""
        return self.kernel_pool.twitch_force

    @property
    def contraction_time_s(self) -> Floats:
        """Time to the peak of each unit's twitch, (n,)."""
        return self.kernel_pool.contraction_time_s

    @property
    def maximal_excitation(self) -> float:
        """Excitation at which the last unit has its peak rate."""
        return self.kernel_pool.maximal_excitation

    @cached_property
    def maximal_force(self) -> float:
        """Mean of the summed twitches at maximal excitation."""
        return self.mean_force(self.maximal_excitation)

    def discharge_rates(self, excitation: float) -> Floats:
        """Mean rate of each unit, pps, (n,).

        Raises:
            BadValue: an excitation that is not finite or outside 0 to the maximum.
        """
        return np.asarray(kernel.rates(self.kernel_pool, limits.excitation(excitation, self.maximal_excitation)))

    def steady_force(self, excitation: float) -> float:
        """Force from rates alone, in the scale of fused tetani."""
        return float(kernel.steady_forces(self.kernel_pool, self.discharge_rates(excitation)).sum())

    def mean_force(self, excitation: float) -> float:
        """Mean of the summed twitches over the law of their intervals, in the scale of twitches.

        >>> from neuraldrive.simulate.published import fuglevand_1993
        >>> regular = fuglevand_1993(interval_cv=0.0)
        >>> round(regular.mean_force(30.0) / regular.steady_force(30.0), 7)
        9.0498819
        """
        return float(kernel.mean_forces(self.kernel_pool, self.discharge_rates(excitation)).sum())

    def contraction(self, excitation: ArrayLike, rate_hz: float = RATE_HZ, seed: int = 0) -> TwitchCourse:
        """Discharges and force under a course of excitation, each twitch summed exactly at its true time.

        Args:
            excitation: (m,) at k / rate_hz, from 0 to the pool's maximum; between samples it is a straight line.
            rate_hz: samples a second of excitation and of force.
            seed: the same seed gives the same discharges, on any number of cores.

        Raises:
            BadValue: fewer than two numbers, one that is not finite or outside 0 to the maximum, or a bad rate.

        >>> from neuraldrive.simulate.published import fuglevand_1993
        >>> pool = fuglevand_1993()
        >>> pool.contraction(np.linspace(0.0, 20.0, 5001), seed=7)
        TwitchCourse(5 s at 1000 Hz, 120 units, ... discharges, seed 7)
        """
        course, trains, peaks = self._discharges(excitation, rate_hz, seed)
        times = self.contraction_time_s
        force = summed_twitches.one_by_one(trains, peaks, times, course.size, float(rate_hz))
        return TwitchCourse(self, float(rate_hz), seed, course, force, trains)

    def contraction_by_twitch_bank(
        self, excitation: ArrayLike, rate_hz: float = RATE_HZ, seed: int = 0
    ) -> TwitchCourse:
        """As `contraction`, with the same discharges, in half the time: every twitch is a sum of eight fixed ones.

        The force of the paper's pool errs by less than 1e-6 of its maximum, by 1e-4 where contraction times differ tenfold.
        """
        course, trains, peaks = self._discharges(excitation, rate_hz, seed)
        force = summed_twitches.by_bank(trains, peaks, self.contraction_time_s, course.size, float(rate_hz))
        return TwitchCourse(self, float(rate_hz), seed, course, force, trains)

    def _discharges(self, excitation: ArrayLike, rate_hz: float, seed: int) -> tuple[Floats, kernel.Trains, Floats]:
        course = limits.excitation_course(excitation, self.maximal_excitation)
        rate = limits.number_within("rate_hz", rate_hz, 10.0, 100_000.0, "Give the samples a second of the excitation.")
        trains = kernel.discharges(self.kernel_pool, course, rate, draw_key(limits.generator(seed)))
        return course, trains, kernel.twitch_peaks(self.kernel_pool, trains)
