"""Repetitions from bar and wrist sensors against key presses, an encoder, and two simpler methods, all in one run.

Opponents: "lobes" follows the project's earlier reference method (gravity carried from one still window, 0.15 Hz working
velocity, positive lobes, size rules, without its rules fitted to reracks); "fixed" feeds the same lobes with a gravity
direction that does not turn.
"""

from __future__ import annotations

import csv
import gzip
import sys
from itertools import pairwise
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from scipy import signal

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests"))
import inertial_motion  # noqa: E402
from neuraldrive.kernels import attitude, inertial  # noqa: E402

BAR = HERE.parents[1] / "shared" / "data" / "bar"
STANDARD_GRAVITY = 9.80665
CONSTANTS = (
    (
        attitude,
        "STILL_WINDOW_S STILL_ACCELERATION_SD_MPS2 STILL_ROTATION_SD_RADPS GRAVITY_TIME_S QUASI_STATIC_MPS2 WANDER_MPS2",
    ),
    (
        inertial,
        "LOWPASS_HZ FLOOR_MPS2 SCALE_ERROR CORRELATION_S SHOCK_MPS2 SHOCK_ERROR OFFSET_WALK_MPS2_PER_SQRT_S REACH_M",
    ),
    (
        inertial,
        "STILL_MPS TURN_MPS TURN_M REVERSAL_M SMALLEST_RISE_M LIKENESS WAY_BACK SLOWEST PAUSE_SHARE START_SHARE CREEP_MPS",
    ),
)


def bench():
    """Name, times, acceleration, rotation and lockout times (None without notes) of every bar recording."""
    for path in sorted((BAR / "imu_bench_200hz").glob("*.csv")):
        if "annotations" in path.name:
            continue
        table = np.loadtxt(path, delimiter=",", skiprows=1)
        notes = path.with_name(path.stem + "_annotations.csv")
        lockouts = None
        if notes.exists():
            lockouts = np.array(
                [float(r["timestamp_ms"]) / 1e3 for r in csv.DictReader(notes.open()) if r["label"].isdigit()]
            )
        yield path.stem, table[:, 0] / 1e3, table[:, 1:4], table[:, 4:7], lockouts


def watch():
    """Name, times, vertical acceleration and the encoder's mean velocities of every watch recording."""
    encoder: dict[str, list[tuple[float, float]]] = {}
    rows = [
        r
        for r in csv.DictReader((BAR / "vitruve_watch" / "rep_metrics_multivendor.csv").open())
        if r["vendor"] == "vitruve"
    ]
    for metric in ("mean_velocity", "rom"):
        for r in rows:
            if r["metric"] == metric:
                encoder.setdefault(r["set_id"] + metric, []).append(float(r["value"]))
    for path in sorted((BAR / "vitruve_watch").glob("*_watch*.csv.gz")):
        with gzip.open(path, "rt") as lines:
            table = np.genfromtxt(lines, delimiter=",", skip_header=1)
        down = table[:, 4:7] / np.linalg.norm(table[:, 4:7], axis=1, keepdims=True)
        # This maker's userAcceleration is minus the motion's: a device at rest reads its gravity vector, pointing down.
        vertical = STANDARD_GRAVITY * np.einsum("ni,ni->n", table[:, 1:4], down)
        name = path.name.split("_")[0]
        yield (
            path.name[:-7],
            table[:, 0] - table[0, 0],
            vertical,
            encoder.get(name + "mean_velocity"),
            encoder.get(name + "rom"),
        )


def mean_velocities(times_s, found):
    """Way over time between the ends of each rise."""
    way = np.interp(found.end_s, times_s, found.position_m) - np.interp(found.start_s, times_s, found.position_m)
    return way / (found.end_s - found.start_s)


def propulsive_share(times_s, vertical, found):
    """Mean propulsive over mean velocity, propulsive until a < -g (Sanchez-Medina 2010)."""
    sos = signal.butter(2, inertial.LOWPASS_HZ, fs=1 / np.median(np.diff(times_s)), output="sos")
    smooth = signal.sosfiltfilt(sos, vertical)
    shares = []
    for start, end in zip(found.start_s, found.end_s, strict=True):
        inside = (times_s >= start) & (times_s <= end)
        push = inside & (smooth >= -9.81)
        shares.append(found.velocity_mps[push].mean() / found.velocity_mps[inside].mean())
    return np.array(shares)


def lobes_vertical(times_s, acceleration, rate, turning):
    """Vertical acceleration from one still window; `turning` carries the direction with the gyroscope."""
    dt, width = float(np.median(np.diff(times_s))), 80
    spread = [acceleration[k : k + width].std() + rate[k : k + width].std() for k in range(0, len(times_s) - width, 10)]
    k0 = 10 * int(np.argmin(np.array(spread) > max(min(spread) * 1.5, 0.05)))
    up0 = acceleration[k0 : k0 + width].mean(axis=0)
    gravity, bias = float(np.linalg.norm(up0)), rate[k0 : k0 + width].mean(axis=0)
    up = np.tile(up0 / gravity, (times_s.size, 1))
    for steps, sign in ((range(k0 + 1, times_s.size), 1), (range(k0 - 1, -1, -1), -1)) if turning else ():
        for k in steps:
            u = up[k - sign] - sign * np.cross(rate[k] - bias, up[k - sign]) * dt
            size = np.linalg.norm(acceleration[k])
            if abs(size - gravity) < 0.6 and np.linalg.norm(rate[k]) < 0.5:
                u = u + (acceleration[k] / size - u) * dt / 20
            up[k] = u / np.linalg.norm(u)
    return np.einsum("ni,ni->n", acceleration, up) - gravity


def lobes(times_s, vertical):
    """Rises by positive lobes of a high-passed velocity; velocity zero at both ends of each."""
    dt = float(np.median(np.diff(times_s)))
    smooth = signal.sosfiltfilt(signal.butter(2, 8, fs=1 / dt, output="sos"), vertical)
    velocity = signal.sosfiltfilt(signal.butter(1, 0.15, "high", fs=1 / dt, output="sos"), np.cumsum(smooth) * dt)
    edges = np.flatnonzero(np.diff(np.sign(velocity))) + 1
    kept = []
    for a, b in pairwise(edges):
        if velocity[a:b].max() > 0.12:
            earlier = edges[edges < a]
            down = -velocity[earlier[-1] : a].sum() * dt if earlier.size else 0.0
            if velocity[a:b].sum() * dt >= 0.15 and down >= 0.10:
                own = np.cumsum(smooth[a:b]) * dt
                kept.append((own - np.linspace(0, own[-1], b - a)).sum() * dt)
    rises = np.array(kept)
    return rises[(rises > 0.6 * np.median(rises)) & (rises < 1.6 * np.median(rises))] if rises.size else rises


def ours(times_s, acceleration, rate):
    """Both kernels in a row."""
    up = attitude.vertical_acceleration(times_s, acceleration, rate)
    return up, inertial.repetitions(times_s, up.vertical_mps2, up.still)


def bench_table():
    print(f"{'bar recording':40s} true ours lobes fixed   CV %  range          MPV/MV       lockout - key press")
    tally, spreads, ranges, against = [], [], [], {"lobes": [], "fixed": []}
    figure, axes = plt.subplots(12, 1, figsize=(18, 34))
    for axis, (name, t, a, w, lockouts) in zip(axes, bench(), strict=True):
        up, found = ours(t, a, w)
        other = {k: lobes(t, lobes_vertical(t, a, w, k == "lobes")) for k in against}
        share = propulsive_share(t, up.vertical_mps2, found)
        true = "-" if lockouts is None else lockouts.size
        cv = 100 * found.rise_m.std(ddof=1) / found.rise_m.mean()
        late = (
            "" if lockouts is None else np.array([found.end_s[np.abs(found.end_s - x).argmin()] - x for x in lockouts])
        )
        lag = "" if lockouts is None else f"{late.mean():+.2f} +/- {late.std():.2f} s"
        counts = f"{found.rise_m.size:4d} {other['lobes'].size:5d} {other['fixed'].size:5d}"
        span = f"{found.rise_m.min():.2f}..{found.rise_m.max():.2f}"
        print(f"{name:40s} {true!s:>4s} {counts} {cv:6.1f}  {span}   {share.min():.3f}..{share.max():.3f}  {lag}")
        ranges.append(found.rise_m)
        spreads.append(cv)
        for k, values in other.items():
            against[k].append(100 * values.std(ddof=1) / values.mean() if values.size > 1 else np.nan)
        if lockouts is not None:
            tally.append([n == lockouts.size for n in (found.rise_m.size, other["lobes"].size, other["fixed"].size)])
        shown = (t > found.start_s[0] - 4) & (t < found.end_s[-1] + 4)
        axis.plot(t[shown], found.velocity_mps[shown], label="velocity, m/s")
        axis.plot(t[shown], found.position_m[shown], "k", lw=0.8, label="position, m")
        for start, end in zip(found.start_s, found.end_s, strict=True):
            axis.axvspan(start, end, color="tab:red", alpha=0.15)
        for x in lockouts if lockouts is not None else ():
            axis.axvline(x, color="tab:green", lw=0.8)
        axis.set(title=f"{name}: {found.rise_m.size} found, {true} annotated (green: lockout key)", ylim=(-1.2, 1.2))
    inside = np.concatenate(ranges)
    print(
        f"exact counts (ours, lobes, fixed): {np.sum(tally, axis=0)} of {len(tally)}; range inside 0.25-0.45 m: "
        f"{np.mean((inside >= 0.25) & (inside <= 0.45)):.1%} of {inside.size}; median CV {np.median(spreads):.1f} %, "
        f"lobes {np.nanmedian(against['lobes']):.1f} %, fixed {np.nanmedian(against['fixed']):.1f} %"
    )
    axes[0].legend(loc="upper left")
    figure.tight_layout()
    (HERE / "out").mkdir(exist_ok=True)
    figure.savefig(HERE / "out" / "inertial_bench.png", dpi=60)


def watch_table():
    print("\nwatch recording            encoder ours   MV bias   rmse (m/s)  range bias (m)")
    pairs = []
    figure, axis = plt.subplots(figsize=(6, 6))
    for name, t, vertical, velocity, rom in watch():
        found = inertial.repetitions(t, vertical)
        line = f"{name:26s} {len(velocity) if velocity else '-':>7} {found.rise_m.size:4d}"
        if velocity and len(velocity) == found.rise_m.size:
            error = mean_velocities(t, found) - velocity
            pairs.append(error)
            line += f"   {error.mean():+.3f}   {np.sqrt((error**2).mean()):.3f}       {np.mean(found.rise_m - np.array(rom) / 100):+.3f}"
            axis.plot(velocity, mean_velocities(t, found), "o", ms=3, label=name[9:13])
        print(line)
    every = np.concatenate(pairs)
    print(
        f"all {every.size} pairs of the sets counted as the encoder did: bias {every.mean():+.3f}, rmse {np.sqrt((every**2).mean()):.3f} m/s"
    )
    axis.plot([0, 0.8], [0, 0.8], "k", lw=0.6)
    axis.set(xlabel="encoder, mean velocity, m/s", ylabel="watch, m/s")
    axis.legend(fontsize=6)
    figure.savefig(HERE / "out" / "inertial_watch.png", dpi=90)


def exact(seeds):
    """Sets counted exactly: annotated bench, synthetic with the given seeds."""
    real = [ours(t, a, w)[1].rise_m.size == k.size for _, t, a, w, k in BENCH if k is not None]
    made = []
    for name in inertial_motion.LIFTS:
        for still_s in (2.0, 0.0):
            for seed in seeds:
                r = inertial_motion.recorded(name, 5, still_s=still_s, seed=seed)
                found = ours(r.times_s, r.acceleration_mps2, r.angular_velocity_radps)[1]
                made.append(found.rise_m.size == 5)
    return sum(real), sum(made), len(made)


def synthetic_table(seeds):
    print("\nsynthetic, fresh seeds: exact counts, MV error (m/s), range error (m) over rates 50, 100, 200, 500 Hz")
    for name in inertial_motion.LIFTS:
        for still_s in (2.0, 0.0):
            hits, velocity, way = [], [], []
            for rate_hz in (50.0, 100.0, 200.0, 500.0):
                for seed in seeds:
                    count = 1 + seed % 8
                    r = inertial_motion.recorded(name, count, still_s=still_s, rate_hz=rate_hz, seed=seed)
                    found = ours(r.times_s, r.acceleration_mps2, r.angular_velocity_radps)[1]
                    hits.append(found.rise_m.size == count)
                    if hits[-1]:
                        velocity.extend(mean_velocities(r.times_s, found) - r.mean_velocity_mps)
                        way.extend(found.rise_m - r.rise_m)
            print(
                f"{name:15s} quiet {still_s:.0f} s  {sum(hits):3d}/{len(hits)}  "
                f"{np.mean(velocity):+.3f} +/- {np.std(velocity):.3f}   {np.mean(way):+.3f} +/- {np.std(way):.3f}"
            )


def perturbed(seeds):
    print("\nevery constant x 0.7 and x 1.3: exact counts, bench and synthetic; now", exact(seeds))
    for module, names in CONSTANTS:
        for name in names.split():
            kept = getattr(module, name)
            results = []
            for factor in (0.7, 1.3):
                setattr(module, name, kept * factor)
                results.append(exact(seeds))
            setattr(module, name, kept)
            print(f"{name:32s} {results[0]}  {results[1]}")


if __name__ == "__main__":
    BENCH = list(bench())
    bench_table()
    watch_table()
    synthetic_table(range(100, 108))
    perturbed(range(200, 203))
