"""A minute of 64-channel EMG of 100 units beside NumPy slices, and beside convolution with whole trains, in the same run.

python benchmarks/emg.py
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable

import numpy as np
from scipy.signal import fftconvolve

from neuraldrive.kernels import emg

UNITS, CHANNELS, SECONDS, RATE_HZ, PHASES, LENGTH, RATE_PPS = 100, 64, 60.0, 2048.0, 4, 50, 15.0
SAMPLES = int(SECONDS * RATE_HZ)
FEW = 4  # convolution is timed on as many channels, and counted for all


def trains(rng: np.random.Generator) -> list[np.ndarray]:
    """Discharge times, s, at 15 pulses a second with a variability of 0.15."""
    intervals = np.clip(1.0 + 0.15 * rng.standard_normal((UNITS, int(1.2 * SECONDS * RATE_PPS))), 0.3, 3.0) / RATE_PPS
    return [row[row < SECONDS] for row in np.cumsum(intervals, axis=1)]


def ours(times: list[np.ndarray], templates: np.ndarray) -> np.ndarray:
    return emg.superposed(templates, emg.in_order(times, 0.0, RATE_HZ, PHASES), SAMPLES)


def slices(times: list[np.ndarray], templates: np.ndarray) -> np.ndarray:
    """What one would write in NumPy: a slice a discharge, to the nearest sample."""
    out = np.zeros((SAMPLES + LENGTH, CHANNELS), dtype=np.float32)
    for unit, train in enumerate(times):
        for at in np.rint(train * RATE_HZ).astype(int):
            out[at : at + LENGTH] += templates[unit, 0]
    return out[:SAMPLES]


def convolution(times: list[np.ndarray], templates: np.ndarray) -> np.ndarray:
    """Each train as a signal of ones, convolved by Fourier transform, on `FEW` channels."""
    out = np.zeros((SAMPLES + LENGTH - 1, FEW), dtype=np.float32)
    for unit, train in enumerate(times):
        ones = np.zeros((SAMPLES, 1), dtype=np.float32)
        np.add.at(ones[:, 0], np.minimum(np.rint(train * RATE_HZ).astype(int), SAMPLES - 1), 1.0)
        out += fftconvolve(ones, templates[unit, 0, :, :FEW], axes=0)
    return out[:SAMPLES]


def cpu_s(call: Callable[[], object], repeats: int) -> float:
    """CPU seconds of the quickest run, after one that compiles."""
    call()
    taken = []
    for _ in range(repeats):
        start = time.process_time()
        call()
        taken.append(time.process_time() - start)
    return min(taken)


def main() -> None:
    rng = np.random.default_rng(1)
    times = trains(rng)
    templates = rng.standard_normal((UNITS, PHASES, LENGTH, CHANNELS)).astype(np.float32)
    print(
        f"{UNITS} units, {CHANNELS} channels, {SECONDS:.0f} s at {RATE_HZ:.0f} Hz, {sum(map(len, times)):,} discharges"
    )
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    merge = cpu_s(lambda: emg.in_order(times, 0.0, RATE_HZ, PHASES), 5)
    mine = cpu_s(lambda: ours(times, templates), 7)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    numpy_s = cpu_s(lambda: slices(times, templates), 2)
    fourier_s = cpu_s(lambda: convolution(times, templates), 1) * CHANNELS / FEW
    signal_mb, templates_mb = SAMPLES * CHANNELS * 4 / 1e6, templates.nbytes / 1e6
    print(f"ours          {mine:7.3f} CPU s ({merge:.3f} of it merging), {SECONDS / mine:6.0f} times real time")
    print(
        f"              {signal_mb:.0f} MB of signal, {templates_mb:.0f} MB of templates, process grew by {grown:.0f} MB"
    )
    print(f"NumPy slices  {numpy_s:7.3f} CPU s, {numpy_s / mine:6.1f} times ours, without sub-sample timing")
    print(f"convolution   {fourier_s:7.1f} CPU s, {fourier_s / mine:6.0f} times ours (from {FEW} channels)")


if __name__ == "__main__":
    main()
