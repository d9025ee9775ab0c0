"""Recording → repetitions, whatever the sensor gave: position, velocity, inertial or vertical acceleration."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from neuraldrive import catalog
from neuraldrive.errors import CatalogError, MissingChannel
from neuraldrive.kernels import attitude, filters, inertial
from neuraldrive.kernels import repetitions as kernel
from neuraldrive.records import Recording, Repetition, SetEntry, Signal
from neuraldrive.records.recording import POSITION_TRIGGERED

_Samples = NDArray[np.float64]
_FEWEST_SAMPLES = 16
_FLAGS_IN_PATH = (
    (kernel.PARTIAL, "partial: rose less than three quarters of the set's usual"),
    (kernel.OVER_A_GAP, "samples missing inside the rise"),
)
_EXCLUDED_IN_PATH = ((kernel.CUT_OFF, "cut off by the edge of the recording"),)
NOT_COMPLETED = "failed attempt"
"""With this begins why a repetition that was not completed is excluded."""
_FLAGS_IN_ACCELERATION = ((inertial.STRUCK, "the bar struck something in mid-rise"),)


def repetitions(recording: Recording) -> tuple[Repetition, ...]:
    """The repetitions in a recording, in order, each with its rise.

    Position is used where it is there, else velocity, else three axes of acceleration with the gyroscope, else
    vertical acceleration. Racking and unracking are not repetitions. Failed attempts and repetitions cut off by
    the recording's edge are returned, excluded with their reason. A position-triggered trace is one rise.

    Args:
        recording: channels `position` (m), `velocity` (m/s), `acceleration_x/_y/_z` (m/s², gravity in it) with
            `angular_velocity_x/_y/_z` (rad/s), or `acceleration` (m/s², vertical, without gravity).

    Raises:
        MissingChannel: none of these is there.

    >>> import numpy as np
    >>> t = np.arange(0, 9.5, 0.005)
    >>> height = 0.25 - 0.25 * np.cos(2 * np.pi * t / 3)
    >>> found = repetitions(Recording({"position": Signal(0.5 - height, "m", rate_hz=200)}, device="linear_encoder"))
    >>> len([each for each in found if each.excluded is None])
    3
    """
    if POSITION_TRIGGERED in recording.flags:
        return (_triggered(recording),)
    if "position" in recording:
        signal = recording["position"]
        return _from_position(recording, signal.times, signal.samples)
    if "velocity" in recording:
        signal = recording["velocity"]
        track = filters.resample(signal.times, signal.samples)
        clock = track.start_s + np.arange(track.samples.size) / track.rate_hz
        return _from_position(recording, clock, filters.position_from_velocity(track.samples, track.rate_hz))
    if "acceleration_x" in recording and "angular_velocity_x" in recording:
        times = recording["acceleration_x"].times
        vertical = attitude.vertical_acceleration(
            times, recording.axes("acceleration"), recording.axes("angular_velocity")
        )
        return _from_acceleration(recording, times, inertial.repetitions(times, vertical.vertical_mps2, vertical.still))
    if "acceleration" in recording:
        signal = recording["acceleration"]
        return _from_acceleration(recording, signal.times, inertial.repetitions(signal.times, signal.samples))
    raise MissingChannel(
        "repetitions", found=", ".join(recording.channels),
        needed="position, velocity, vertical acceleration, or three axes with a gyroscope",
        remedy="Record one of them, or name the column for what it is.", where=recording.origin or None,
    )  # fmt: skip


def with_rises(entry: SetEntry) -> SetEntry:
    """The set, each repetition with its rise found again in the set's recording; unchanged where it has none.

    Repetitions are matched by where their rise lies, so that what was excluded stays excluded.
    """
    if entry.recording is None:
        return entry
    found = repetitions(entry.recording)
    matched = []
    for repetition in entry.repetitions:
        middle = ((repetition.start_s or 0.0) + (repetition.end_s or 0.0)) / 2
        again = next((each for each in found if (each.start_s or 0.0) <= middle <= (each.end_s or 0.0)), None)
        matched.append(
            replace(repetition, rise=again.rise, start_s=again.start_s, end_s=again.end_s) if again else repetition
        )
    return replace(entry, repetitions=tuple(matched))


def _from_position(recording: Recording, times: _Samples, position: _Samples) -> tuple[Repetition, ...]:
    if times.size < _FEWEST_SAMPLES:
        return ()
    bar = kernel.path(times, position)
    found = kernel.find_in_path(bar, start_of(recording.task))
    clock = bar.track.start_s + np.arange(bar.track.samples.size) / bar.track.rate_hz
    rises = _rises(recording, found.start_s, found.end_s, (clock, bar.smooth_m, bar.velocity_mps))
    return tuple(
        replace(each, flags=_words(flags, _FLAGS_IN_PATH), excluded="; ".join(why) or None)
        for each, flags, why in zip(rises, found.flags.tolist(), _excluded(found), strict=True)
    )


def start_of(lift: str | None) -> str | None:
    """Where a lift of the catalogue starts: "floor" or "top"; None where it is not known."""
    try:
        return str(catalog.lift(lift).start) if lift else None
    except CatalogError:
        return None


def _excluded(found: kernel.Repetitions) -> list[tuple[str, ...]]:
    """Why each is left out of every figure; nothing where it is not."""
    failed = [
        (f"{NOT_COMPLETED}: rose {rise:.2f} of {usual:.2f} m",) if flags & kernel.FAILED_ATTEMPT else ()
        for flags, rise, usual in zip(found.flags.tolist(), found.rise_m, found.usual_m, strict=True)
    ]
    return [one + _words(flags, _EXCLUDED_IN_PATH) for one, flags in zip(failed, found.flags.tolist(), strict=True)]


def _from_acceleration(recording: Recording, times: _Samples, found: inertial.Repetitions) -> tuple[Repetition, ...]:
    rises = _rises(recording, found.start_s, found.end_s, (times, found.position_m, found.velocity_mps))
    return tuple(
        replace(each, flags=_words(flags, _FLAGS_IN_ACCELERATION))
        for each, flags in zip(rises, found.flags.tolist(), strict=True)
    )


def _words(flags: int, meanings: tuple[tuple[int, str], ...]) -> tuple[str, ...]:
    return tuple(words for bit, words in meanings if flags & bit)


def _rises(
    recording: Recording, start_s: _Samples, end_s: _Samples, motion: tuple[_Samples, _Samples, _Samples]
) -> list[Repetition]:
    """A repetition for each start and end, cut from the motion's (times, positions, velocities)."""
    clock, position, velocity = motion
    made = []
    for number, (start, end) in enumerate(zip(start_s.tolist(), end_s.tolist(), strict=True), 1):
        inside = slice(int(np.searchsorted(clock, start, side="right")), int(np.searchsorted(clock, end)))
        times = np.concatenate(([start], clock[inside], [end]))
        channels = {
            "position": Signal(np.interp(times, clock, position), "m", times_s=times),
            "velocity": Signal(np.interp(times, clock, velocity), "m/s", times_s=times),
        }
        rise = replace(recording, channels=channels, truth=None)
        made.append(Repetition(number, recording.load_kg, device=recording.device, rise=rise, start_s=start, end_s=end))
    return made


def _triggered(recording: Recording) -> Repetition:
    times = recording["position"].times
    return Repetition(
        1, recording.load_kg, device=recording.device, rise=recording, start_s=float(times[0]), end_s=float(times[-1])
    )
