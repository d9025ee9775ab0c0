"""Barbell sets with known truth, as a cable encoder would record them.

What the truth means, the same on this side and in `neuraldrive.kernels.repetitions`:

* A rise starts at the instant the bar begins to leave the bottom and ends at the instant it first comes to
  rest, or turns, at the top: the exact ends of the velocity profile, not a threshold crossed on the way.
* A repetition ends at the lockout of its set (within a quarter of the set's usual rise). A rise from the bottom
  that turns back earlier is a failed attempt, however high it went.
* A partial repetition reaches the lockout from a bottom higher than usual: 35 to 65 % of the usual rise. Partials are a
  minority of their set (were they not, they would be its usual rise).
* A rise below 30 % of the usual one is handling (unracking, stepping out, bracing, racking), as is any rise
  off the rack without a descent before it.
* A bar that stands still for up to 0.9 s below three quarters of the way, or for up to 0.4 s above, and goes on,
  has made one repetition. Sticking lies between a fifth and three quarters of the way, as it does in lifters. Something higher, 0.6 s or more after the lockout, is the racking.
* The propulsive phase ends where a < -g for the first time after the last push: after the last instant at which the
  bar gains speed at more than a tenth of the rise's largest acceleration. Braking before a sticking point is not its end.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
GRAVITY_MPS2 = 9.80665
PUSH_SHARE = 0.10
FINE = np.linspace(0.0, 1.0, 2001)


class Truth(NamedTuple):
    """One value a repetition, in order of time; `failed_start_s` holds one value a failed attempt."""

    start_s: Floats
    end_s: Floats
    mean_velocity_mps: Floats
    mean_propulsive_velocity_mps: Floats
    peak_velocity_mps: Floats
    rise_m: Floats
    bottom_pause_s: Floats
    is_partial: NDArray[np.bool_]
    failed_start_s: Floats


class Lift(NamedTuple):
    """Range of motion between people, whether the bar comes off a rack, and whether it rests on the floor."""

    rise_m: tuple[float, float]
    racked: bool
    from_floor: bool
    fastest_mps: float


LIFTS = {
    "back_squat": Lift((0.45, 0.75), True, False, 1.0),
    "bench_press": Lift((0.22, 0.45), True, False, 1.0),
    "overhead_press": Lift((0.40, 0.60), True, False, 1.1),
    "deadlift": Lift((0.40, 0.65), False, True, 0.9),
    "row": Lift((0.30, 0.50), False, True, 1.2),
    "hip_thrust": Lift((0.15, 0.30), False, True, 0.6),
    "snatch_pull": Lift((0.70, 1.10), False, True, 1.6),
    "pin_squat_short": Lift((0.10, 0.16), False, True, 0.5),
}


@dataclass
class Track:
    """A bar path put together from moves; every move starts where the last one ended."""

    times_s: list[Floats] = field(default_factory=lambda: [np.zeros(1)])
    position_m: list[Floats] = field(default_factory=lambda: [np.zeros(1)])

    @property
    def now_s(self) -> float:
        return float(self.times_s[-1][-1])

    @property
    def height_m(self) -> float:
        return float(self.position_m[-1][-1])

    def move(self, duration_s: float, path_m: Floats) -> None:
        share = np.linspace(0.0, 1.0, path_m.size)[1:]
        self.position_m.append(self.height_m + path_m[1:])
        self.times_s.append(self.now_s + duration_s * share)

    def travel(self, duration_s: float, distance_m: float, speed: Floats) -> None:
        path = np.concatenate(([0.0], np.cumsum((speed[1:] + speed[:-1]) / 2)))
        self.move(duration_s, distance_m * path / path[-1])


def speed_profile(onset: float, offset: float) -> Floats:
    """Relative speed over relative time; (2, 2) is the minimum-jerk profile (Flash 1985, doi 10.1523/JNEUROSCI.05-07-01688.1985)."""
    return FINE**onset * (1.0 - FINE) ** offset


def with_sticking(speed: Floats, height: float, depth: float, width: float) -> Floats:
    """The same profile slowed around a relative height: depth 1 stops the bar, more lets it sink a little."""
    place = FINE[np.searchsorted(np.cumsum(speed) / speed.sum(), height)]
    return speed * (1.0 - depth * np.exp(-(((FINE - place) / width) ** 2)))


def with_standstill(speed: Floats, height: float, share: float, brake: float) -> Floats:
    """The same profile brought to rest at a relative height, held for `share` of the moving time, then resumed.

    `brake` is the relative time over which the bar slows and picks up again.
    """
    travelled = np.cumsum(speed) / speed.sum()
    place = FINE[np.searchsorted(travelled, height)]
    squeezed = FINE * (1.0 + share) - np.clip(FINE * (1.0 + share) - place, 0.0, share)
    resumed = np.interp(squeezed, FINE, speed)
    held = FINE * (1.0 + share)
    near = np.minimum(np.abs(held - place), np.abs(held - place - share))
    near[(held > place) & (held < place + share)] = 0.0
    return resumed * (1.0 - np.exp(-((near / brake) ** 2)))


def mean_propulsive(speed_mps: Floats, step_s: float) -> float:
    """Mean velocity up to the first instant after the last push at which the bar falls behind free flight."""
    acceleration = np.gradient(speed_mps, step_s)
    push = np.flatnonzero(acceleration > PUSH_SHARE * acceleration.max())[-1]
    below = np.flatnonzero(acceleration[push:] < -GRAVITY_MPS2)
    end = push + below[0] if below.size else speed_mps.size - 1
    return float(np.trapezoid(speed_mps[: end + 1], dx=step_s) / (end * step_s))


def sway(rng: np.random.Generator, duration_s: float, size_m: float) -> Floats:
    """Breathing and shifting while the bar is held, from zero back to zero."""
    share = np.linspace(0.0, 1.0, max(8, int(duration_s * 500)))
    beats = rng.uniform(0.2, 1.5, 3) * max(duration_s, 0.3)
    waves = sum(np.sin(2 * np.pi * (beat * share + rng.uniform())) for beat in beats)
    return size_m * np.sin(np.pi * share) ** 2 * np.asarray(waves) / 1.2


def hold(rng: np.random.Generator, track: Track, duration_s: float, size_m: float = 0.0015) -> None:
    track.move(duration_s, sway(rng, duration_s, size_m))


def unrack(rng: np.random.Generator, track: Track, rise_m: float) -> None:
    """Off the hooks, then two to five steps, each a dip and a recovery of one or two centimetres."""
    hold(rng, track, rng.uniform(0.5, 2.0), 0.0003)
    track.travel(rng.uniform(0.4, 1.0), rng.uniform(0.2, 1.0) * min(0.12, 0.45 * rise_m), speed_profile(1.5, 1.5))
    for _ in range(rng.integers(2, 6)):
        dip = rng.uniform(0.3, 1.0) * min(0.02, 0.06 * rise_m)
        track.travel(rng.uniform(0.2, 0.4), -dip, speed_profile(1.0, 1.0))
        track.travel(rng.uniform(0.2, 0.4), dip * rng.uniform(0.8, 1.2), speed_profile(1.0, 1.0))
        hold(rng, track, rng.uniform(0.1, 0.5))


def rerack(rng: np.random.Generator, track: Track, rise_m: float) -> None:
    """A step or two, up over the hooks, down onto them with a knock."""
    hold(rng, track, rng.uniform(0.6, 2.5))
    track.travel(rng.uniform(0.3, 0.8), rng.uniform(0.2, 1.0) * min(0.05, 0.2 * rise_m), speed_profile(1.2, 1.2))
    hold(rng, track, rng.uniform(0.1, 0.5))
    track.travel(rng.uniform(0.25, 0.6), -rng.uniform(0.04, 0.15), speed_profile(1.5, 1.0))
    knock = np.linspace(0.0, 0.5, 250)
    track.move(0.5, 0.004 * np.exp(-knock / 0.06) * np.sin(2 * np.pi * 9.0 * knock))
    hold(rng, track, rng.uniform(0.5, 2.0), 0.0003)


def after_lockout(rng: np.random.Generator, track: Track) -> None:
    """Most bars creep a little at the lockout, some ring (a bending bar), some do neither; some turn at once."""
    fate = rng.uniform()
    if fate < 0.4:
        track.travel(rng.uniform(0.6, 1.5), rng.uniform(-0.004, 0.008), speed_profile(1.0, 1.0))
    elif fate < 0.6:
        ring = np.linspace(0.0, 0.6, 300)
        swing = np.sin(2 * np.pi * rng.uniform(4.0, 7.0) * ring) * ring / 0.05 * np.exp(-ring / 0.1)
        track.move(0.6, -rng.uniform(0.0005, 0.002) * swing)
    if rng.uniform() < 0.8:
        hold(rng, track, rng.uniform(0.2, 3.0))


def lower(rng: np.random.Generator, track: Track, depth_m: float, from_floor: bool) -> tuple[float, float]:
    """Down, a rest at the bottom or none, now and then a bounce; returns the onset exponent and the pause."""
    fast = from_floor and rng.uniform() < 0.5
    duration = depth_m / rng.uniform(*((0.8, 1.6) if fast else (0.25, 0.8)))
    track.travel(duration, -depth_m, speed_profile(rng.uniform(1.0, 2.0), 1.0))
    arrived = track.now_s
    if fast and rng.uniform() < 0.4:
        height = rng.uniform(0.3, 1.0) * min(0.04, 0.07 * depth_m)
        flight = np.linspace(-1.0, 1.0, 60)
        track.move(2 * np.sqrt(2 * height / GRAVITY_MPS2), height * (1.0 - flight**2))
    elif rng.uniform() < 0.45:
        return 1.0, 0.0
    hold(rng, track, rng.uniform(0.15, 3.0 if from_floor else 1.5), 0.0005)
    return float(rng.uniform(1.5, 2.5)), track.now_s - arrived


def rise_profile(rng: np.random.Generator, onset: float, mean_mps: float, rise_m: float) -> Floats:
    """A relative speed profile: plain and asymmetric when fast, more and more often with a sticking region when slow."""
    speed = speed_profile(onset, rng.uniform(1.0, 2.2))
    grinding = rng.uniform() < np.clip(1.2 - 2.0 * mean_mps, 0.1, 0.9)
    if grinding and rng.uniform() < 0.75:
        return with_sticking(speed, rng.uniform(0.2, 0.75), rng.uniform(0.3, 1.03), rng.uniform(0.06, 0.15))
    if grinding:
        height, longest_s = (rng.uniform(0.25, 0.72), 0.9) if rng.uniform() < 0.7 else (rng.uniform(0.72, 0.87), 0.4)
        moving_s = rise_m / mean_mps
        return with_standstill(
            speed, height, min(rng.uniform(0.1, longest_s) / moving_s, 0.5), 0.06 / max(moving_s, 1.0)
        )
    return speed


def raise_bar(rng: np.random.Generator, track: Track, rise_m: float, mean_mps: float, onset: float) -> Floats:
    """One rise; returns start, end, mean, mean propulsive and peak velocity, and the rise itself."""
    speed, start = rise_profile(rng, onset, mean_mps, rise_m), track.now_s
    duration = rise_m / mean_mps
    track.travel(duration, rise_m, speed)
    step = duration / (FINE.size - 1)
    true_mps = speed * rise_m / (np.sum((speed[1:] + speed[:-1]) / 2) * step)
    propulsive = mean_propulsive(true_mps, step)
    return np.array([start, track.now_s, rise_m / duration, propulsive, true_mps.max(), rise_m])


def fail(rng: np.random.Generator, track: Track, rise_m: float, onset: float) -> None:
    """Part of the way up, a fight, and back to where it came from or a little lower (the pins)."""
    height = rise_m * rng.uniform(0.2, 0.65)
    track.travel(height / rng.uniform(0.1, 0.3), height, speed_profile(onset, 1.5))
    if rng.uniform() < 0.5:
        hold(rng, track, rng.uniform(0.1, 1.0))
    track.travel(height / rng.uniform(0.3, 0.8), -height * rng.uniform(0.95, 1.05), speed_profile(1.0, 1.5))
    hold(rng, track, rng.uniform(1.0, 3.0), 0.0005)


def bar_path(
    rng: np.random.Generator, n_repetitions: int, lift: str, with_failure: bool | None = None
) -> tuple[Floats, Floats, Truth]:
    """The path of the bar itself, before any sensor, and what is true of it."""
    kind, track = LIFTS[lift], Track()
    usual_m = rng.uniform(*kind.rise_m)
    first_mps = rng.uniform(0.2, kind.fastest_mps)
    slowing = rng.uniform(0.0, 0.5)
    unrack(rng, track, usual_m) if kind.racked else hold(rng, track, rng.uniform(0.3, 3.0), 0.0003)
    rows, pauses, partial, failed = [], [], [], []
    onset, pause = 2.0, 0.0
    for k in range(n_repetitions):
        may_be_partial = kind.racked and n_repetitions >= 4 and sum(partial) < n_repetitions // 4
        is_partial = may_be_partial and rng.uniform() < 0.1
        goal_m = usual_m * (rng.uniform(0.35, 0.65) if is_partial else rng.uniform(0.95, 1.05))
        if kind.racked:
            onset, pause = lower(rng, track, goal_m, False)
        mean = max(0.08, first_mps * (1.0 - slowing * k / max(n_repetitions - 1, 1)) * rng.normal(1.0, 0.04))
        rows.append(raise_bar(rng, track, goal_m, mean, onset))
        pauses.append(pause)
        partial.append(is_partial)
        after_lockout(rng, track)
        if not kind.racked:
            onset, pause = lower(rng, track, goal_m, True)
    fails = rng.uniform() < 0.15 if with_failure is None else with_failure
    if fails:
        onset = lower(rng, track, usual_m, False)[0] if kind.racked else onset
        failed.append(track.now_s)
        fail(rng, track, usual_m, onset)
    elif kind.racked:
        rerack(rng, track, usual_m)
    else:
        hold(rng, track, rng.uniform(1.0, 3.0), 0.0003)
    table = np.array(rows).T
    truth = Truth(*table, np.array(pauses), np.array(partial, dtype=bool), np.array(failed))
    return np.concatenate(track.times_s), np.concatenate(track.position_m), truth


def encoder(
    rng: np.random.Generator,
    times_s: Floats,
    position_m: Floats,
    rate_hz: float = 1000.0,
    resolution_m: float = 0.001,
    noise_m: float = 0.0,
) -> tuple[Floats, Floats]:
    """What a sensor delivers of a bar path: whole steps, jittered stamps, lost stretches and doubled samples.

    Stamps are off by 15 % of the sample interval (s.d.), but by no more than half a millisecond: slow sensors are
    still stamped by quick clocks.
    """
    true_s = np.arange(times_s[0], times_s[-1], 1.0 / rate_hz)
    raw = np.interp(true_s, times_s, position_m) + rng.uniform(0.0, resolution_m or 1.0)
    raw = raw + rng.normal(0.0, noise_m, raw.size) if noise_m else raw
    seen = np.round(raw / resolution_m) * resolution_m if resolution_m else raw
    stamps = np.maximum.accumulate(true_s + rng.normal(0.0, min(0.15 / rate_hz, 0.0005), true_s.size))
    kept = rng.uniform(size=true_s.size) > rng.choice([0.0, 0.002, 0.02])
    for _ in range(rng.integers(0, 4)):
        at = rng.uniform(times_s[0], times_s[-1])
        kept &= (true_s < at) | (true_s > at + rng.uniform(0.01, 0.08))
    copies = kept * (1 + (rng.uniform(size=true_s.size) < 0.003))
    return np.repeat(stamps, copies), np.repeat(seen, copies)


def encoder_set(
    rng: np.random.Generator,
    n_repetitions: int,
    lift: str = "back_squat",
    rate_hz: float = 1000.0,
    resolution_m: float = 0.001,
    noise_m: float = 0.0,
) -> tuple[Floats, Floats, Truth]:
    """One set as recorded, with its truth: `(times_s, position_m, truth)`."""
    times, path, truth = bar_path(rng, n_repetitions, lift)
    return *encoder(rng, times, path, rate_hz, resolution_m, noise_m), truth
