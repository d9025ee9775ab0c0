"""An hour of a 1 kHz encoder, from raw samples to every measure of every repetition, beside `find_peaks` on the same position."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np
from scipy.signal import find_peaks

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import kinematics
from neuraldrive import measure
from neuraldrive.records import Recording, Signal

RATE_HZ, HOUR_S = 1000.0, 3600.0


def hour(rest_s: float) -> tuple[Recording, int]:
    """Sets of one to twelve with so many seconds between them; and how many repetitions they hold."""
    rng, now, count = np.random.default_rng(1), 0.0, 0
    times, position, level = [], [], 0.0
    while now < HOUR_S:
        t, x, truth = kinematics.encoder_set(rng, int(rng.integers(1, 13)), "back_squat")
        t, first = np.unique(t, return_index=True)
        count += truth.start_s.size
        rest = np.arange(0.0, rest_s, 1.0 / RATE_HZ)
        times += [now + t, now + t[-1] + 1.0 / RATE_HZ + rest]
        x = x[first] - x[0] + level  # the bar starts where the last set left it
        position += [x, np.full(rest.size, x[-1])]
        level = float(x[-1])
        now = float(times[-1][-1]) + 1.0 / RATE_HZ
    signal = Signal(np.concatenate(position), "m", times_s=np.concatenate(times))
    return Recording({"position": signal}, device="linear_encoder", load_kg=100.0), count


def ours(recording: Recording) -> tuple[int, int, float, float]:
    """Repetitions, measures, and the seconds that each of both took."""
    start = time.perf_counter()
    reps = [each for each in measure.repetitions(recording) if each.excluded is None]
    found = time.perf_counter()
    figures = [figure for each in reps for figure in measure.all_of(each)]
    return len(reps), len(figures), found - start, time.perf_counter() - found


def theirs(recording: Recording) -> tuple[int, float]:
    """Tops by prominence and a raw velocity: no boundaries, no measures."""
    start = time.perf_counter()
    tops, _ = find_peaks(recording["position"].samples, prominence=0.25)
    np.gradient(recording["position"].samples, recording["position"].times)
    return tops.size, time.perf_counter() - start


def main() -> None:
    """Three runs each, after one that compiles."""
    for rest_s in (180.0, 45.0):
        recording, count = hour(rest_s)
        print(f"{recording['position'].samples.size:,} samples, {count} repetitions, {rest_s:.0f} s between sets")
        ours(recording.between(0.0, 200.0))
        for _ in range(3):
            n, figures, finding, measuring = ours(recording)
            print(
                f"ours {1e3 * (finding + measuring):6.0f} ms: {n} repetitions {1e3 * finding:.0f} ms, {figures} measures {1e3 * measuring:.0f} ms"
            )
        n, seconds = theirs(recording)
        print(f"find_peaks {1e3 * seconds:6.0f} ms: {n} tops")


if __name__ == "__main__":
    main()
