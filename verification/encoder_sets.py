"""Simulated sets through the public face: what is missed, invented and mismeasured, and whether the intervals hold.

python verification/encoder_sets.py [sets, 1000 unless told] [first seed]
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import matplotlib
import numpy as np

matplotlib.use("Agg")
import matplotlib.pyplot as plt

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import inertial_motion  # noqa: E402
import kinematics  # noqa: E402
from neuraldrive import measure  # noqa: E402
from neuraldrive.records import Recording, Signal  # noqa: E402

SEED = 100_000  # the constants were chosen on seeds below 10,000
MEASURES = ("mean_velocity", "mean_propulsive_velocity", "peak_velocity", "range_of_motion")
FIELDS = ("mean_velocity_mps", "mean_propulsive_velocity_mps", "peak_velocity_mps", "rise_m", "start_s", "end_s")


class Set(NamedTuple):
    """A recording and what is true of it: rows of FIELDS, a column a repetition (NaN where it is not known)."""

    recording: Recording
    truth: np.ndarray
    failed: int


def by_encoder(seed: int, rate_hz: float, resolution_m: float, noise_m: float, device: str) -> Set:
    """A cable or a video: positions, with their own stamps."""
    rng = np.random.default_rng(seed)
    lift = list(kinematics.LIFTS)[seed % len(kinematics.LIFTS)]
    t, x, truth = kinematics.encoder_set(rng, int(rng.integers(1, 13)), lift, rate_hz, resolution_m, noise_m)
    t, first = np.unique(t, return_index=True)
    position = Signal(x[first], "m", times_s=t)
    table = np.array([getattr(truth, field) for field in FIELDS])
    return Set(Recording({"position": position}, device=device), table, truth.failed_start_s.size)


def by_velocity(seed: int, rate_hz: float, noise_mps: float) -> Set:
    """A device that gives velocity alone, to the mm/s, with noise and an offset that does not move."""
    rng = np.random.default_rng(seed)
    lift = list(kinematics.LIFTS)[seed % len(kinematics.LIFTS)]
    times, path, truth = kinematics.bar_path(rng, int(rng.integers(1, 13)), lift)
    t = np.arange(times[0], times[-1], 1.0 / rate_hz)
    edges = np.interp(np.append(t, t[-1] + 1.0 / rate_hz) - 0.5 / rate_hz, times, path)
    v = np.diff(edges) * rate_hz + rng.normal(0.0, 0.01) + rng.normal(0.0, noise_mps, t.size)
    velocity = Signal(np.round(v, 3), "m/s", rate_hz=rate_hz)
    table = np.array([getattr(truth, field) for field in FIELDS])
    return Set(Recording({"velocity": velocity}, device="linear_encoder"), table, truth.failed_start_s.size)


def by_inertia(seed: int, rate_hz: float) -> Set:
    """Three axes and a gyroscope on a sleeve that turns."""
    lift, count = list(inertial_motion.LIFTS)[seed % len(inertial_motion.LIFTS)], 1 + seed // 7 % 8
    made = inertial_motion.recorded(lift, count, rate_hz=rate_hz, seed=seed)
    channels = {}
    for axis, force, rate in zip("xyz", made.acceleration_mps2.T, made.angular_velocity_radps.T, strict=True):
        channels[f"acceleration_{axis}"] = Signal(force, "m/s2", times_s=made.times_s)
        channels[f"angular_velocity_{axis}"] = Signal(rate, "rad/s", times_s=made.times_s)
    unknown = np.full(count, np.nan)
    start = made.end_s - made.rise_m / made.mean_velocity_mps  # the truth's mean is taken while the bar moves
    table = np.array([made.mean_velocity_mps, unknown, unknown, made.rise_m, start, made.end_s])
    return Set(Recording(channels, device="bar_imu"), table, 0)


SENSORS: dict[str, tuple[Callable[[int], Set], float]] = {
    "1000 Hz, 1 mm": (partial(by_encoder, rate_hz=1000.0, resolution_m=0.001, noise_m=0.0, device="linear_encoder"), 1.0),
    "200 Hz, 1 mm": (partial(by_encoder, rate_hz=200.0, resolution_m=0.001, noise_m=0.0, device="linear_encoder"), 0.25),
    "50 Hz, 1 mm": (partial(by_encoder, rate_hz=50.0, resolution_m=0.001, noise_m=0.0, device="linear_encoder"), 0.25),
    "1000 Hz, 2.8 mm": (partial(by_encoder, rate_hz=1000.0, resolution_m=0.0028, noise_m=0.0, device="linear_encoder"), 0.25),
    "50 Hz, 2.8 mm": (partial(by_encoder, rate_hz=50.0, resolution_m=0.0028, noise_m=0.0, device="linear_encoder"), 0.25),
    "60 Hz video, 2 mm noise": (partial(by_encoder, rate_hz=60.0, resolution_m=0.0, noise_m=0.002, device="phone_video"), 0.25),
    "30 Hz video, 2 mm noise": (partial(by_encoder, rate_hz=30.0, resolution_m=0.0, noise_m=0.002, device="phone_video"), 0.25),
    "100 Hz velocity, 0.02 m/s": (partial(by_velocity, rate_hz=100.0, noise_mps=0.02), 0.25),
    "200 Hz inertial, 3 axes": (partial(by_inertia, rate_hz=200.0), 0.1),
}  # fmt: skip


def one_set(made: Set) -> tuple[tuple[int, int, int, int], np.ndarray]:
    """(missed, invented, failed attempts miscounted, repetitions), and rows of errors, then of "the interval holds it"."""
    found = measure.repetitions(made.recording)
    failed = [rep for rep in found if rep.excluded and rep.excluded.startswith("failed")]
    reps = [rep for rep in found if rep not in failed]
    start, end = np.array([(rep.start_s, rep.end_s) for rep in reps]).reshape(-1, 2).T
    middle = (made.truth[4] + made.truth[5]) / 2
    within = (middle[:, None] > start) & (middle[:, None] < end)
    missed, ghosts = int((within.sum(axis=1) == 0).sum()), int((within.sum(axis=0) != 1).sum())
    rows = []
    for i in range(middle.size):
        for j in np.flatnonzero(within[i])[:1]:
            ours = [getattr(measure, name)(reps[j]) for name in MEASURES]
            error = [each.value - truth for each, truth in zip(ours, made.truth[:4, i], strict=True)]
            holds = [_holds(each.interval, truth) for each, truth in zip(ours[:3], made.truth[:3, i], strict=True)]
            braked = made.truth[1, i] > 1.001 * made.truth[0, i]
            rows.append(
                [*error, start[j] - made.truth[4, i], end[j] - made.truth[5, i], *holds, made.truth[0, i], braked]
            )
    return (missed, ghosts, abs(len(failed) - made.failed), middle.size), np.array(rows).reshape(-1, 11)


def _holds(interval: tuple[float, float] | None, truth: float) -> float:
    return np.nan if interval is None or np.isnan(truth) else float(interval[0] <= truth <= interval[1])


def rms(errors: np.ndarray) -> float:
    """Root mean square of what is known; NaN where nothing is."""
    known = errors[~np.isnan(errors)]
    return float(np.sqrt(np.mean(known**2))) if known.size else np.nan


def share(holds: np.ndarray) -> str:
    """Percentage of true, of what is known."""
    known = holds[~np.isnan(holds)]
    return f"{100 * known.mean():6.1f}" if known.size else f"{'-':>6s}"


def main(n_sets: int, seed: int) -> None:
    """Prints the table, draws the errors."""
    print("RMSE in m/s, m and ms; MPV also over the rises that end braked; % of truths inside the 95 % interval")
    print(
        f"{'sensor':26s}{'reps':>6s}{'missed':>7s}{'ghost':>6s}{'fails':>6s}{'MV':>8s}{'bias':>8s}{'MPV':>8s}{'braked':>8s}"
        f"{'PV':>8s}{'rise':>8s}{'start':>7s}{'end':>6s}{'MV %':>8s}{'MPV %':>6s}{'braked':>7s}{'PV %':>6s}"
    )
    figure, axes = plt.subplots(3, 3, figsize=(15, 11), sharex=True)
    for axis, (name, (make, part)) in zip(axes.ravel(), SENSORS.items(), strict=True):
        counts, tables = zip(*(one_set(make(k)) for k in range(seed, seed + max(1, int(n_sets * part)))), strict=True)
        total, table = np.sum(counts, axis=0), np.concatenate(tables)
        mv, mpv, pv, rise, start, end, *held, speed, braked = table.T
        on = braked > 0
        print(
            f"{name:26s}{total[3]:6d}{total[0]:7d}{total[1]:6d}{total[2]:6d}{rms(mv):8.4f}{mv.mean():+8.4f}{rms(mpv):8.4f}"
            f"{rms(mpv[on]):8.4f}{rms(pv):8.4f}{rms(rise):8.4f}{1e3 * rms(start):7.0f}{1e3 * rms(end):6.0f}"
            f"  {share(held[0])}{share(held[1])} {share(held[1][on])}{share(held[2])}",
            flush=True,
        )
        for errors, label in ((mpv, "mean propulsive"), (pv, "peak"), (mv, "mean")):
            axis.plot(speed, errors, ".", ms=2, label=label)
        axis.set(title=name, ylim=(-0.15, 0.15), xlabel="true mean velocity (m/s)", ylabel="error (m/s)")
    axes[0, 0].legend()
    out = ROOT / "verification" / "out"
    out.mkdir(parents=True, exist_ok=True)
    figure.tight_layout()
    figure.savefig(out / "encoder_sets.png", dpi=70)


if __name__ == "__main__":
    main(*(int(sys.argv[k]) if len(sys.argv) > k else usual for k, usual in ((1, 1000), (2, SEED))))
