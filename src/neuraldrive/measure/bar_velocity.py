"""What one repetition's rise shows: speeds, range, times, power; and the loss across a set.

Each takes a Repetition. Where its rise was recorded the figure is ours, from the signal; where it was only
logged, the figure is the device's own and says so. The interval carries the sensor's error.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from neuraldrive import catalog, glossary
from neuraldrive.errors import MeasureError
from neuraldrive.kernels import barbell as kernel
from neuraldrive.records import Measurement, Recording, Repetition
from neuraldrive.records.recording import POSITION_TRIGGERED

_Z95 = 1.96
_ACCELERATION_ERROR_MPS2 = 2.0
"""Of the acceleration around the braking: with it, the intervals of rises that end braked hold 98 % and more of the
truths on simulated sets (1 kHz to 50 Hz, steps of 1 to 2.8 mm)."""
_DURATION_ERROR_S = 0.008
"""Of a quick rise's duration: 5 ms from 1 kHz and 1 mm, 7 from 50 Hz, 9 from steps of 2.8 mm (simulated sets)."""
_UNSEEN_S = 0.26
"""What a position-triggered trace may miss of a rise, in its slow first and last centimetres: 162 OpenBarbell traces
are shorter than the duration that the device itself gives by 0.18 s in the middle, 0.15 to 0.26 s (5 to 95 %)."""


def mean_velocity(repetition: Repetition) -> Measurement:
    """Mean bar velocity over the whole rise, m/s.

    Raises:
        MeasureError: the repetition was neither recorded nor logged with it.

    Source: Garcia-Ramos 2018 (of the three velocities, the most linear against load).

    >>> print(mean_velocity(Repetition(mean_velocity=0.42, device="linear_encoder")))
    mean velocity 0.42 m/s [0.39, 0.45]
    """
    return _measured(repetition, "mean_velocity", "rise over duration", lambda rise: kernel.mean_velocity(*_path(rise)))


def mean_propulsive_velocity(repetition: Repetition) -> Measurement:
    """Mean bar velocity from the start of the rise until the acceleration falls below −g after the last push, m/s.

    It jumps where a bar is only just braked: by a sixth, for a rise that ends like a minimum-jerk one. The interval
    therefore holds what the figure would be if the acceleration were off by its error.

    Raises:
        MeasureError: as mean_velocity.

    Source: Sanchez-Medina 2010.

    >>> round(mean_propulsive_velocity(Repetition(mean_propulsive_velocity=0.45)).value, 2)
    0.45
    """
    name = "mean_propulsive_velocity"
    if repetition.rise is None:
        return _logged(repetition, name)
    path, speed = _path(repetition.rise), _speed(repetition.rise)
    value, *others = (
        kernel.mean_velocity_until(kernel.propulsive_end_s(*speed, off - kernel.GRAVITY_MPS2), *path)
        for off in (0.0, -_ACCELERATION_ERROR_MPS2, _ACCELERATION_ERROR_MPS2)
    )
    return _with_error(repetition, name, value, "until a < −g after the last push", others)


def peak_velocity(repetition: Repetition) -> Measurement:
    """Largest bar velocity in the rise, m/s.

    >>> peak_velocity(Repetition(peak_velocity=1.1, device="linear_encoder")).unit
    'm/s'
    """
    if repetition.rise is not None and POSITION_TRIGGERED in repetition.rise.flags:
        # each is a mean over a step of its own, and the steps overlap: there is nothing to interpolate between them
        return _measured(repetition, "peak_velocity", "largest step", lambda rise: float(_speed(rise)[1].max()))
    return _measured(repetition, "peak_velocity", "largest in the rise", lambda rise: kernel.peak(*_speed(rise))[0])


def time_to_peak_velocity(repetition: Repetition) -> Measurement:
    """From the start of the rise to its peak velocity, s."""
    return _measured(
        repetition, "time_to_peak_velocity", "start of rise to peak",
        lambda rise: max(0.0, kernel.peak(*_speed(rise))[1] - rise["position"].start_s),
    )  # fmt: skip


def range_of_motion(repetition: Repetition) -> Measurement:
    """Height gained in the rise, m."""
    return _measured(
        repetition,
        "range_of_motion",
        "height gained",
        lambda rise: float(rise["position"].samples[-1] - rise["position"].samples[0]),
    )


def duration(repetition: Repetition) -> Measurement:
    """Duration of the rise, s."""
    return _measured(repetition, "duration", "start to end of rise", lambda rise: rise["position"].duration_s)


def mean_acceleration(repetition: Repetition) -> Measurement:
    """Mean acceleration from the start of the rise to its peak velocity, m/s²."""
    return _measured(
        repetition, "mean_acceleration", "start of rise to peak",
        lambda rise: kernel.mean_acceleration(rise["position"].start_s, *_speed(rise)),
    )  # fmt: skip


def mean_power(repetition: Repetition) -> Measurement:
    """Mean of m(g + a)v over the rise for the load on the bar, W; the lifter's own mass is not in it.

    Raises:
        MeasureError: as mean_velocity, or the load is not known.
    """
    return _power(repetition, "mean_power", 0)


def peak_power(repetition: Repetition) -> Measurement:
    """Largest m(g + a)v in the rise for the load on the bar, W.

    Raises:
        MeasureError: as mean_power.
    """
    return _power(repetition, "peak_power", 1)


def velocity_loss(repetitions: Sequence[Repetition], reference: Literal["fastest", "first"] = "fastest") -> Measurement:
    """Loss of mean velocity from the reference repetition to the last, as a ratio; the name holds the reference.

    Against the fastest so far it is never negative. Excluded repetitions do not count. The offset of a sensor
    falls out of a ratio nearly whole; its noise does not, and stands in the interval.

    Raises:
        MeasureError: fewer than one repetition with a velocity.

    Source: Pareja-Blanco 2017. The two references differ by 8 percentage points on real sets.

    >>> loss = velocity_loss([Repetition(mean_velocity=v) for v in (0.50, 0.52, 0.44)])
    >>> loss.measure, round(loss.value, 3)
    ('velocity_loss_from_fastest', 0.154)
    """
    used = [repetition for repetition in repetitions if repetition.excluded is None]
    speeds = [mean_velocity(repetition).value for repetition in used]
    if not speeds:
        raise MeasureError(
            "velocity loss", found="no repetition", needed="at least one with a velocity", remedy="Pass a whole set."
        )
    start = max(speeds) if reference == "fastest" else speeds[0]
    loss = 1 - speeds[-1] / start
    noise = catalog.sensor(_sensor(used[-1]))["mean_velocity_noise_sd"]
    margin = _Z95 * noise / start * (1 + (speeds[-1] / start) ** 2) ** 0.5 if len(speeds) > 1 else 0.0
    method = f"{reference} to last of {len(speeds)}"
    return Measurement(
        f"velocity_loss_from_{reference}", loss, "ratio", method, (loss - margin, loss + margin),
        sources=("pareja_blanco_2017",),
    )  # fmt: skip


def all_of(repetition: Repetition) -> tuple[Measurement, ...]:
    """Every measure that this repetition allows, in the order of the cards."""
    if repetition.rise is None:
        return tuple(_logged(repetition, name) for name in _LOGGED if getattr(repetition, _LOGGED[name]) is not None)
    powers = () if repetition.load_kg is None else (mean_power, peak_power)
    return tuple(
        take(repetition)
        for take in (
            mean_velocity, mean_propulsive_velocity, peak_velocity, time_to_peak_velocity, range_of_motion, duration,
            mean_acceleration, *powers,
        )
    )  # fmt: skip


_Samples = NDArray[np.float64]
# what a device or a person may have logged, and the field that holds it
_LOGGED = {
    "mean_velocity": "mean_velocity", "mean_propulsive_velocity": "mean_propulsive_velocity",
    "peak_velocity": "peak_velocity", "time_to_peak_velocity": "time_to_peak_velocity_s",
    "range_of_motion": "range_of_motion_m", "duration": "duration_s", "mean_power": "mean_power_w",
}  # fmt: skip


def _measured(repetition: Repetition, name: str, method: str, take: Callable[[Recording], float]) -> Measurement:
    if repetition.rise is None:
        return _logged(repetition, name)
    return _with_error(repetition, name, take(repetition.rise), method)


def _power(repetition: Repetition, name: str, which: int) -> Measurement:
    if repetition.rise is None:
        return _logged(repetition, name)
    if repetition.load_kg is None:
        raise MeasureError(name, found="no load", needed="the load in kg", remedy="Give the load: --load 100kg.")
    watts = kernel.power(*_speed(repetition.rise), repetition.load_kg)[which]
    return _with_error(repetition, name, watts, "m(g + a)v, load on the bar alone")


def _logged(repetition: Repetition, name: str) -> Measurement:
    value = getattr(repetition, _LOGGED[name]) if name in _LOGGED else None
    if value is None:
        raise MeasureError(
            name.replace("_", " "),
            found="a repetition that was neither recorded nor logged with it",
            needed="a recording of the rise, or a logged value",
            remedy="Take the repetition from a recording, or log the value.",
        )
    return _with_error(repetition, name, value, f"as logged by {_sensor(repetition)}")


def _with_error(
    repetition: Repetition, name: str, value: float, method: str, others: Sequence[float] = ()
) -> Measurement:
    """`others` are what the value might as well be before the sensor's error, which stands on both sides of them all."""
    term = glossary.term(name)
    sd = _standard_error(name, repetition, value)
    might_be = (value, *others, *_with_unseen_ends(name, repetition.rise, value))
    interval = None if sd is None else (min(might_be) - _Z95 * sd, max(might_be) + _Z95 * sd)
    sources = () if term.source == "neuraldrive" else (term.source,)
    return Measurement(name, value, term.unit, method, interval, 0.95, _flags(repetition), sources)


def _flags(repetition: Repetition) -> tuple[str, ...]:
    if repetition.rise is None:
        return ("the device's own figure",)
    if POSITION_TRIGGERED not in repetition.rise.flags:
        return repetition.flags
    return tuple(dict.fromkeys((*repetition.flags, *repetition.rise.flags)))


def _with_unseen_ends(name: str, rise: Recording | None, value: float) -> tuple[float, ...]:
    """The mean over a rise that began before, or ended after, its position-triggered trace."""
    if rise is None or POSITION_TRIGGERED not in rise.flags or not name.startswith("mean_"):
        return ()
    seen_s = rise["position"].duration_s
    return (value * seen_s / (seen_s + _UNSEEN_S),)


def _standard_error(name: str, repetition: Repetition, value: float) -> float | None:
    """The catalogue's for that sensor, with that of our own clock where we timed the rise; None where none is known."""
    sensor = catalog.sensor(_sensor(repetition))
    if name in ("mean_velocity", "mean_propulsive_velocity"):
        rise = repetition.rise
        timed = value * _DURATION_ERROR_S / rise["position"].duration_s if rise is not None else 0.0
        return math.hypot(sensor.mean_velocity_sd(), timed)
    if name == "peak_velocity":
        return sensor["peak_velocity_noise_sd"]
    return None


def _sensor(repetition: Repetition) -> str:
    device = repetition.device or (repetition.rise.device if repetition.rise else None)
    return device if device and device in catalog.sensors() else "unknown"


def _path(rise: Recording) -> tuple[_Samples, _Samples]:
    return rise["position"].times, rise["position"].samples


def _speed(rise: Recording) -> tuple[_Samples, _Samples]:
    """Times and velocities; of a trace that has positions alone, from step to step."""
    if "velocity" in rise:
        return rise["velocity"].times, rise["velocity"].samples
    times, position = _path(rise)
    return (times[1:] + times[:-1]) / 2, np.diff(position) / np.diff(times)
