"""A bench press without a pool: activation by time constants, fitted to published velocities alone.

Published velocities of light loads need force that rises to half in 48 ms. In isometric efforts it takes 98 ms, and so it
does in the motor-unit pool: `lift` is slow with light loads. These constants meet the table at every load, and say nothing
of motor units.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from neuraldrive.kernels import barbell
from neuraldrive.kernels import lift as kernel
from neuraldrive.records import Lifter
from neuraldrive.simulate import door, lifting
from neuraldrive.simulate.lifting import STEP_S, Lifting
from neuraldrive.simulate.many_lifters import LOADS, LoadVelocity
from neuraldrive.simulate.pool_drive import Expected
from neuraldrive.simulate.repetition import push

Floats = NDArray[np.float64]

DRIVE_S, RISE_S, FALL_S = 0.020, 0.040, 0.112
"""Time constants of the drive, and of the activation as it rises and as it falls. Antagonists rise as the muscles do."""
TABLED_S = 1.5
NUMBERS: Mapping[str, float] = MappingProxyType(
    {
        "range_of_motion": 0.40, "isometric_force": 1000.0, "shortening_velocity": 9.46, "curvature": 0.33,
        "dip_place": 0.474, "dip_width": 0.172, "dip_depth": 0.053, "slope": 0.089, "roll_off": 0.151,
        "start_activation": 0.06, "enhancement": 0.49, "enhancement_decay": 0.085, "brake_constant": 0.0,
        "brake_per_speed": 0.46,
    }
)  # fmt: skip
"""Fitted to propulsive velocity at 30 to 100 % of the 1RM (Gonzalez-Badillo 2010), braking from 76 % (Sanchez-Medina 2010),
sticking and throws; names and units as in the catalogue's mechanics, of which the arms and all else are taken."""


class VelocityFitted(Lifting):
    """A lifter whose activation follows the drive by two time constants."""

    def drive(self, load: kernel.Resistance, intent: float, capacity: float) -> kernel.Drive:
        """As that of a lifter with a pool."""
        return super().drive(load, intent, capacity)._replace(antagonists=_two_stages(DRIVE_S, RISE_S))


def velocity_fitted_bench_press(relative_loads: Sequence[float] = LOADS) -> LoadVelocity:
    """Velocities of rested, maximal bench presses at shares of the 1RM, by the constants fitted to velocities alone.

    Raises:
        BadValue: a load that is no share between 0 and 1.2.

    >>> velocity_fitted_bench_press((0.3, 1.0)).mean_propulsive_velocity.round(2)
    array([[1.24, 0.15]])
    """
    loads = [door.number("relative_loads", each, 0.0, 1.2, "of the 1RM") for each in relative_loads]
    who = _lifter()
    best = lifting.one_rm(who)
    found = np.array([_velocities(who, share * best) for share in loads]).reshape(len(loads), 3)
    return LoadVelocity("bench_press", np.array(loads), np.array([best]), *(found[None, :, k] for k in range(3)))


@cache
def _lifter() -> VelocityFitted:
    usual = lifting.lifting("bench_press", Lifter())
    changed = {name: replace(usual.numbers.numbers[name], value=value) for name, value in NUMBERS.items()}
    numbers = replace(usual.numbers, numbers=MappingProxyType({**usual.numbers.numbers, **changed}))
    expected = Expected(_two_stages(DRIVE_S, RISE_S), 1.0 - _two_stages(DRIVE_S, FALL_S), 1.0)
    return VelocityFitted(
        usual.lift, numbers, usual.lifter, usual.state, usual.muscle, lifting.mechanics(numbers, usual.lifter), expected, 1.0,
        usual.typical_voluntary_force,
    )  # fmt: skip


def _two_stages(first_s: float, second_s: float) -> Floats:
    """Rise of a low-pass of a low-pass, 0 to 1, at 0, 1, 2 … ms."""
    t = np.arange(round(TABLED_S * kernel.TABLE_HZ)) / kernel.TABLE_HZ
    slow = (first_s * np.exp(-t / first_s) - second_s * np.exp(-t / second_s)) / (first_s - second_s)
    return np.asarray(1.0 - slow)


def _velocities(who: Lifting, kg: float) -> tuple[float, float, float]:
    """Mean, mean propulsive and peak velocity; NaN where the load does not go up."""
    load = lifting.plates(kg)
    done = push(who, load, who.drive(load, 1.0, 1.0), 1.0, released=False)
    if not done.completed:
        return np.nan, np.nan, np.nan
    height, speed = done.height_m[done.begins :], done.speed_mps[done.begins :]
    times_s = np.arange(height.size, dtype=np.float64) * STEP_S
    until_s = barbell.propulsive_end_s(times_s, speed)
    whole = barbell.mean_velocity(times_s, height)
    return whole, barbell.mean_velocity_until(until_s, times_s, height), float(speed.max())
