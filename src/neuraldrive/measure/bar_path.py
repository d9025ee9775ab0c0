"""Recording → where the bar was and how fast it went, whatever the sensor gave; and rises cut out of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from neuraldrive.errors import MeasureError, MissingChannel
from neuraldrive.kernels import attitude, filters, inertial
from neuraldrive.kernels import repetitions as kernel
from neuraldrive.records import Recording, Repetition, Signal
from neuraldrive.records.recording import POSITION_TRIGGERED

_Samples = NDArray[np.float64]
_Motion = tuple[_Samples, _Samples, _Samples]
FEWEST_SAMPLES = 16
_TICK_S = 1e-9


def bar_path(recording: Recording) -> Recording:
    """The bar's height and velocity as the repetitions are found in them, on one clock.

    Position is smoothed as its rate and steps allow, velocity is its slope; velocity alone is summed up, acceleration
    twice, and put right where the bar stood still. A position-triggered trace stays as it is.

    Returns:
        The recording with the channels `position` (m) and `velocity` (m/s) alone, shape (n,) each.

    Raises:
        MissingChannel: neither position nor velocity nor acceleration is there.
        MeasureError: fewer than 16 samples.

    >>> t = np.arange(0, 4, 0.005)
    >>> path = bar_path(Recording({"position": Signal(0.25 * np.cos(2 * np.pi * t / 2), "m", rate_hz=200)}))
    >>> bool(abs(path["velocity"].samples.max() - 0.25 * np.pi) < 0.01)
    True
    """
    times, position, velocity = _motion(recording)
    channels = {
        "position": Signal(position, "m", times_s=times),
        "velocity": Signal(velocity, "m/s", times_s=times),
    }
    return replace(recording, channels=channels, truth=None)


def with_picked_rises(recording: Recording, picked: Sequence[Repetition]) -> list[Repetition]:
    """The repetitions, each with the rise that lies between its `start_s` and `end_s` in the recording of its set.

    Raises:
        MeasureError: a rise that does not lie within the recording.
    """
    motion = _motion(recording)
    first, last = float(motion[0][0]), float(motion[0][-1])
    for each in picked:
        if each.start_s is None or each.end_s is None or not first <= each.start_s < each.end_s <= last:
            raise MeasureError(
                f"repetition {each.number}", found=f"a rise from {each.start_s} to {each.end_s} s",
                needed=f"a start before its end, within {first:.3f} to {last:.3f} s", remedy="Pick it within the trace.",
            )  # fmt: skip
    starts, ends = (np.array([getattr(each, name) for each in picked]) for name in ("start_s", "end_s"))
    cut = rises_between(recording, starts, ends, motion)
    return [replace(each, rise=one.rise) for each, one in zip(picked, cut, strict=True)]


def heights_of(recording: Recording) -> tuple[_Samples, _Samples] | None:
    """Times and heights, from position or from velocity; None where neither is there."""
    if "position" in recording:
        return recording["position"].times, recording["position"].samples
    if "velocity" in recording:
        signal = recording["velocity"]
        track = filters.resample(signal.times, signal.samples)
        clock = track.start_s + np.arange(track.samples.size) / track.rate_hz
        return clock, filters.position_from_velocity(track.samples, track.rate_hz)
    return None


def integrated(recording: Recording) -> tuple[_Samples, inertial.Repetitions]:
    """Times and what was made of the acceleration.

    Raises:
        MissingChannel: there is none.
    """
    if "acceleration_x" in recording and "angular_velocity_x" in recording:
        times = recording["acceleration_x"].times
        vertical = attitude.vertical_acceleration(
            times, recording.axes("acceleration"), recording.axes("angular_velocity")
        )
        return times, inertial.repetitions(times, vertical.vertical_mps2, vertical.still)
    if "acceleration" in recording:
        signal = recording["acceleration"]
        return signal.times, inertial.repetitions(signal.times, signal.samples)
    raise MissingChannel(
        "repetitions", found=", ".join(recording.channels),
        needed="position, velocity, vertical acceleration, or three axes with a gyroscope",
        remedy="Record one of them, or name the column for what it is.", where=recording.origin or None,
    )  # fmt: skip


def clock_of(bar: kernel.Path) -> _Samples:
    """Time of each sample of an even path, s."""
    return bar.track.start_s + np.arange(bar.track.samples.size) / bar.track.rate_hz


def rises_between(recording: Recording, start_s: _Samples, end_s: _Samples, motion: _Motion) -> list[Repetition]:
    """A repetition for each start and end, cut from the motion's (times, positions, velocities)."""
    clock, position, velocity = motion
    made = []
    for number, (start, end) in enumerate(zip(start_s.tolist(), end_s.tolist(), strict=True), 1):
        inside = slice(
            int(np.searchsorted(clock, start + _TICK_S, side="right")), int(np.searchsorted(clock, end - _TICK_S))
        )
        times = np.concatenate(([start], clock[inside], [end]))
        channels = {
            "position": Signal(np.interp(times, clock, position), "m", times_s=times),
            "velocity": Signal(np.interp(times, clock, velocity), "m/s", times_s=times),
        }
        rise = replace(recording, channels=channels, truth=None)
        made.append(Repetition(number, recording.load_kg, device=recording.device, rise=rise, start_s=start, end_s=end))
    return made


def _motion(recording: Recording) -> _Motion:
    heights = heights_of(recording)
    if heights is None:
        times, found = integrated(recording)
        return times, found.position_m, found.velocity_mps
    if POSITION_TRIGGERED in recording.flags:
        return _stepped(recording)
    if heights[0].size < FEWEST_SAMPLES:
        raise MeasureError(
            "bar path", found=f"{heights[0].size} samples", needed=f"at least {FEWEST_SAMPLES}",
            remedy="Take a longer recording.",
        )  # fmt: skip
    bar = kernel.path(*heights)
    return clock_of(bar), bar.smooth_m, bar.velocity_mps


def _stepped(recording: Recording) -> _Motion:
    """A position-triggered trace with a velocity at each of its positions."""
    times, position = recording["position"].times, recording["position"].samples
    if "velocity" in recording:
        when, speed = recording["velocity"].times, recording["velocity"].samples
    else:
        when, speed = (times[1:] + times[:-1]) / 2, np.diff(position) / np.diff(times)
    return times, position, np.interp(times, when, speed)
