"""What a live set calls, called once: numba's kernels compile or load before anybody lifts."""

from __future__ import annotations

import math

import numpy as np

from neuraldrive import adapt, measure, monitor, plan
from neuraldrive.adapt import LoadVelocityProfile
from neuraldrive.errors import NeuraldriveError
from neuraldrive.records import Repetition, SetEntry

_RATE_HZ, _LOAD_KG = 200.0, 100.0


def warm() -> None:
    """Two repetitions of nobody, detected, measured, judged with a history, and a profile fitted; nothing is kept."""
    times = np.arange(0.0, 9.0, 1.0 / _RATE_HZ)
    heights = 0.25 - 0.25 * np.cos(2.0 * math.pi * np.minimum(np.maximum(times - 1.0, 0.0), 6.0) / 3.0)
    found: list[Repetition] = []
    for channel, samples in (("position", heights), ("velocity", np.gradient(heights, times))):
        online = measure.OnlineRepetitions(channel, "back_squat", load_kg=_LOAD_KG, device="linear_encoder")
        for first in range(0, times.size, 4):
            found += online.add(times[first : first + 4], samples[first : first + 4])
        found += online.finish()
    history, profile = profile_of_nobody()
    judge = monitor.LiveSet(plan.parse_line("back squat 1x5 @ 80%"), profile, history=history, sensor="linear_encoder")
    for each in found:
        measure.all_of(each)
        judge.add(each)


def profile_of_nobody() -> tuple[list[SetEntry], LoadVelocityProfile | None]:
    """Three rated sets of nobody, and the profile that they give."""
    history = [
        SetEntry("back_squat", load, (Repetition(mean_velocity=speed, load_kg=load),), rpe=8)
        for load, speed in ((60.0, 0.8), (80.0, 0.65), (100.0, 0.5))
    ]
    try:
        return history, adapt.load_velocity(history[-1:], history=history[:-1])
    except NeuraldriveError:
        return history, None
