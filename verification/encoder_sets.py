"""Simulated sets through the repetition kernels: what is missed, invented and mismeasured.

python verification/encoder_sets.py [sets, 1000 unless told]
"""

from __future__ import annotations

import sys
from pathlib import Path

import matplotlib
import numpy as np

matplotlib.use("Agg")
import matplotlib.pyplot as plt

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import kinematics  # noqa: E402
from neuraldrive.kernels import barbell, repetitions  # noqa: E402

SENSORS = {
    "1000 Hz, 1 mm": (1000.0, 0.001, 0.0, 1.0),
    "200 Hz, 1 mm": (200.0, 0.001, 0.0, 0.25),
    "50 Hz, 1 mm": (50.0, 0.001, 0.0, 0.25),
    "1000 Hz, 2.8 mm": (1000.0, 0.0028, 0.0, 0.25),
    "50 Hz, 2.8 mm": (50.0, 0.0028, 0.0, 0.25),
    "60 Hz video, 2 mm noise": (60.0, 0.0, 0.002, 0.25),
    "30 Hz video, 2 mm noise": (30.0, 0.0, 0.002, 0.25),
    "25 Hz video, 2 mm noise": (25.0, 0.0, 0.002, 0.25),
}
SEED = 100_000  # the constants were chosen on seeds below 2,000
MEASURES = ("mean_velocity_mps", "mean_propulsive_velocity_mps", "peak_velocity_mps", "rise_m")


def one_set(seed: int, sensor: tuple[float, float, float, float]):
    rng = np.random.default_rng(seed)
    lift = list(kinematics.LIFTS)[seed % len(kinematics.LIFTS)]
    times, position, truth = kinematics.encoder_set(rng, int(rng.integers(1, 13)), lift, *sensor[:3])
    bar = repetitions.path(times, position)
    found = repetitions.find_in_path(bar)
    failed = (found.flags & repetitions.FAILED_ATTEMPT) > 0
    start, end = found.start_s[~failed], found.end_s[~failed]
    middle = (truth.start_s + truth.end_s) / 2
    within = (middle[:, None] > start) & (middle[:, None] < end)
    missed, ghosts = int((within.sum(axis=1) == 0).sum()), int((within.sum(axis=0) != 1).sum())
    wrong_fails = abs(int(failed.sum()) - truth.failed_start_s.size)
    pairs = [(j, i) for i in range(middle.size) for j in np.flatnonzero(within[i])[:1]]
    mine, theirs = (np.array(side, dtype=int) for side in (zip(*pairs, strict=True) if pairs else ((), ())))
    index = [(s[mine] - bar.track.start_s) * bar.track.rate_hz for s in (start, end)]
    figures = barbell.rise_figures(bar.smooth_m, bar.velocity_mps, bar.acceleration_mps2, *index, bar.track.rate_hz)
    error = [getattr(figures, m) - getattr(truth, m)[theirs] for m in MEASURES]
    error += [
        start[mine] - truth.start_s[theirs],
        end[mine] - truth.end_s[theirs],
        truth.mean_velocity_mps[theirs],
    ]
    return (missed, ghosts, wrong_fails, middle.size), np.array(error)


def main(n_sets: int) -> None:
    print(
        f"{'sensor':26s}{'reps':>6s}{'missed':>7s}{'ghost':>6s}{'fails':>6s}   RMSE: {'MV':>7s}{'MPV':>8s}{'PV':>8s}{'rise':>8s} m(/s)"
    )
    figure, axes = plt.subplots(2, 4, figsize=(18, 8), sharex=True)
    for axis, (name, sensor) in zip(axes.ravel(), SENSORS.items(), strict=True):
        counts, errors = zip(
            *(one_set(seed, sensor) for seed in range(SEED, SEED + int(n_sets * sensor[3]))), strict=True
        )
        total, error = np.sum(counts, axis=0), np.concatenate(errors, axis=1)
        rmse = np.sqrt(np.mean(error**2, axis=1))
        print(
            f"{name:26s}{total[3]:6d}{total[0]:7d}{total[1]:6d}{total[2]:6d}         "
            + "".join(f"{r:8.4f}" for r in rmse[:4])
            + f"   start {rmse[4] * 1e3:.0f} ms, end {rmse[5] * 1e3:.0f} ms, MV bias {error[0].mean():+.4f}",
            flush=True,
        )
        axis.plot(error[6], error[0], ".", ms=2, label="mean")
        axis.plot(error[6], error[2], ".", ms=2, label="peak")
        axis.set(title=name, ylim=(-0.15, 0.15), xlabel="true mean velocity (m/s)", ylabel="error (m/s)")
    axes[0, 0].legend()
    out = ROOT / "verification" / "out"
    out.mkdir(parents=True, exist_ok=True)
    figure.tight_layout()
    figure.savefig(out / "encoder_sets.png", dpi=70)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
