"""An hour of a 1 kHz encoder, from raw samples to figures, beside `scipy.signal.find_peaks` on the same position."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np
from scipy.signal import find_peaks

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import kinematics
from neuraldrive.kernels import barbell, filters, repetitions

RATE_HZ, HOUR_S = 1000.0, 3600.0


def hour() -> tuple[np.ndarray, np.ndarray, int]:
    """Sets of one to twelve with three minutes between them; and how many repetitions they hold."""
    rng, now, count = np.random.default_rng(1), 0.0, 0
    times, position = [], []
    while now < HOUR_S:
        t, x, truth = kinematics.encoder_set(rng, int(rng.integers(1, 13)), "back_squat")
        count += truth.start_s.size
        rest = np.arange(0.0, 180.0, 1.0 / RATE_HZ)
        times += [now + t, now + t[-1] + 1.0 / RATE_HZ + rest]
        position += [x, np.full(rest.size, x[-1])]
        now = float(times[-1][-1]) + 1.0 / RATE_HZ
    t, x = np.concatenate(times), np.concatenate(position)
    return t, x, count


def ours(t: np.ndarray, x: np.ndarray) -> tuple[int, dict[str, float]]:
    stages, clock = {}, time.perf_counter()

    def mark(name: str) -> None:
        nonlocal clock
        stages[name], clock = time.perf_counter() - clock, time.perf_counter()

    track = filters.resample(t, x)
    mark("resample")
    cutoff = filters.cutoff_hz(filters.source_rate_hz(t), filters.position_noise_m(x))
    mark("noise and rate")
    smooth = filters.low_pass(track.samples, track.rate_hz, cutoff)
    mark("low-pass")
    velocity = filters.derivative(smooth, track.rate_hz)
    bar = repetitions.Path(track, smooth, velocity, filters.derivative(velocity, track.rate_hz))
    mark("derivatives")
    found = repetitions.find_in_path(bar)
    mark("repetitions and boundaries")
    index = [(s - track.start_s) * track.rate_hz for s in found[:2]]
    barbell.rise_figures(bar.smooth_m, bar.velocity_mps, bar.acceleration_mps2, *index, track.rate_hz)
    mark("figures")
    return int((found.flags & repetitions.FAILED_ATTEMPT == 0).sum()), stages


def theirs(t: np.ndarray, x: np.ndarray) -> int:
    tops, _ = find_peaks(x, prominence=0.25)
    np.gradient(x, t + 1e-7 * np.arange(t.size))
    return tops.size


def main() -> None:
    t, x, count = hour()
    print(f"{t.size:,} samples, {t[-1] / 60:.0f} min, {count} repetitions")
    ours(t[:200_000], x[:200_000])
    for _ in range(3):
        n, stages = ours(t, x)
        print(
            f"ours {sum(stages.values()) * 1e3:6.0f} ms, {n} found: "
            + ", ".join(f"{k} {v * 1e3:.0f}" for k, v in stages.items())
        )
        clock = time.perf_counter()
        n = theirs(t, x)
        print(f"find_peaks {(time.perf_counter() - clock) * 1e3:6.0f} ms, {n} found (tops only, no boundaries)")


if __name__ == "__main__":
    main()
