"""A simulated set, cut into the blocks in which a sensor would send it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np

from neuraldrive import plan, simulate
from neuraldrive.records import Prescription, Recording, SampleBlock

HEAVY = "max effort back squat 1x8 @ 75%"


@cache
def squats(repetitions: int = 5, share: float = 0.75, seed: int = 3) -> Recording:
    """A set as an encoder saw it."""
    load = share * simulate.one_rm_kg("back_squat")
    made = simulate.lift_set("back_squat", load, repetitions, seed=seed, discharges=False)
    return simulate.seen_by(made, simulate.encoder(), seed=seed)


def blocks(recording: Recording, seconds: float = 0.05, until_s: float = np.inf) -> Iterator[SampleBlock]:
    """The position in blocks of so many seconds."""
    signal = recording["position"]
    times, samples = signal.times, signal.samples
    size = max(int(seconds * (times.size - 1) / (times[-1] - times[0])), 1)
    for first in range(0, times.size, size):
        if times[first] >= until_s:
            return
        part = slice(first, first + size)
        yield SampleBlock("position", times[part], samples[part], float(times[part][-1]), "bar")


def line(text: str = HEAVY) -> Prescription:
    """What is prescribed."""
    return plan.parse_line(text)
