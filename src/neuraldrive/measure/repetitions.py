"""Recording → repetitions, whatever the sensor gave: position, velocity, inertial or vertical acceleration."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from neuraldrive import catalog
from neuraldrive.errors import CatalogError
from neuraldrive.kernels import inertial
from neuraldrive.kernels import repetitions as kernel
from neuraldrive.measure.bar_path import (
    FEWEST_SAMPLES,
    clock_of,
    heights_of,
    integrated,
    rises_between,
    with_picked_rises,
)
from neuraldrive.records import Recording, Repetition, SetEntry
from neuraldrive.records.recording import POSITION_TRIGGERED
from neuraldrive.records.training import PICKED_BY_HAND

_Samples = NDArray[np.float64]
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
    >>> from neuraldrive.records import Signal
    >>> t = np.arange(0, 9.5, 0.005)
    >>> height = 0.25 - 0.25 * np.cos(2 * np.pi * t / 3)
    >>> found = repetitions(Recording({"position": Signal(0.5 - height, "m", rate_hz=200)}, device="linear_encoder"))
    >>> len([each for each in found if each.excluded is None])
    3
    """
    if POSITION_TRIGGERED in recording.flags:
        return (_triggered(recording),)
    heights = heights_of(recording)
    if heights is not None:
        return _from_position(recording, *heights)
    return _from_acceleration(recording, *integrated(recording))


def with_rises(entry: SetEntry) -> SetEntry:
    """The set, each repetition with its rise found again in the set's recording; unchanged where it has none.

    Repetitions are matched by where their rise lies, so that what was excluded stays excluded. What a person picked is
    cut as it was picked.
    """
    if entry.recording is None:
        return entry
    found = repetitions(entry.recording)
    picked = [each for each in entry.repetitions if PICKED_BY_HAND in each.flags]
    cut = dict(zip(picked, with_picked_rises(entry.recording, picked), strict=True)) if picked else {}
    matched = []
    for repetition in entry.repetitions:
        if repetition in cut:
            matched.append(cut[repetition])
            continue
        middle = ((repetition.start_s or 0.0) + (repetition.end_s or 0.0)) / 2
        again = next((each for each in found if (each.start_s or 0.0) <= middle <= (each.end_s or 0.0)), None)
        matched.append(
            replace(repetition, rise=again.rise, start_s=again.start_s, end_s=again.end_s) if again else repetition
        )
    return replace(entry, repetitions=tuple(matched))


def _from_position(recording: Recording, times: _Samples, position: _Samples) -> tuple[Repetition, ...]:
    if times.size < FEWEST_SAMPLES:
        return ()
    bar = kernel.path(times, position)
    found = kernel.find_in_path(bar, start_of(recording.task))
    clock = clock_of(bar)
    rises = rises_between(recording, found.start_s, found.end_s, (clock, bar.smooth_m, bar.velocity_mps))
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
    rises = rises_between(recording, found.start_s, found.end_s, (times, found.position_m, found.velocity_mps))
    return tuple(
        replace(each, flags=_words(flags, _FLAGS_IN_ACCELERATION))
        for each, flags in zip(rises, found.flags.tolist(), strict=True)
    )


def _words(flags: int, meanings: tuple[tuple[int, str], ...]) -> tuple[str, ...]:
    return tuple(words for bit, words in meanings if flags & bit)


def _triggered(recording: Recording) -> Repetition:
    times = recording["position"].times
    return Repetition(
        1, recording.load_kg, device=recording.device, rise=recording, start_s=float(times[0]), end_s=float(times[-1])
    )
