"""Synthetic recordings of an inertial sensor on a bar's sleeve, with the motion they were made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import uniform_filter1d
from scipy.signal import butter, sosfiltfilt
from scipy.spatial.transform import Rotation

Array = NDArray[np.float64]

GRAVITY_MPS2 = 9.81
FINE_HZ = 1000.0
# Root mean square of the shaking of a bar in the hands, as on real recordings between two repetitions.
TREMOR_MPS2 = 0.2
# What counts as moving when the true mean velocity of a rise is taken, m/s.
MOVING_MPS = 0.04


@dataclass(frozen=True)
class Lift:
    """One kind of set: heights in metres, times in seconds; the bar starts and ends in a rack or on the floor."""

    range_m: float
    rise_s: float
    unrack_m: float = 0.06
    from_floor: bool = False
    throw: bool = False
    bottom_pause_s: float = 0.0
    top_pause_s: float = 0.5
    slowing: float = 0.06


LIFTS = {
    "bench": Lift(0.38, 0.9),
    "grinding bench": Lift(0.36, 1.8, slowing=0.12, top_pause_s=1.2),
    "squat": Lift(0.62, 1.1, unrack_m=0.08),
    "deadlift": Lift(0.52, 1.2, unrack_m=0.0, from_floor=True, bottom_pause_s=1.0),
    "row": Lift(0.45, 0.7, unrack_m=0.0, from_floor=True, bottom_pause_s=0.3, top_pause_s=0.1),
    "throw": Lift(0.45, 0.55, throw=True),
}


@dataclass(frozen=True)
class Recorded:
    """Arrays of the sensor and the truth of every repetition."""

    times_s: Array
    acceleration_mps2: Array
    angular_velocity_radps: Array
    true_vertical_mps2: Array
    rise_m: Array
    mean_velocity_mps: Array
    end_s: Array


def _smooth_step(duration_s: float) -> Array:
    """From 0 to 1 with the smallest jerk (Flash and Hogan 1985)."""
    x = np.arange(1, round(duration_s * FINE_HZ) + 1) / round(duration_s * FINE_HZ)
    return np.asarray(10 * x**3 - 15 * x**4 + 6 * x**5)


def _thrown(height_m: float, push_s: float) -> Array:
    """A push by a raised cosine of acceleration, then free flight to the apex; ends at about `height_m`."""
    t = np.arange(1, round(push_s * FINE_HZ) + 1) / FINE_HZ
    take_off = 1.4 * height_m / push_s
    velocity = take_off * (t / push_s - np.sin(2 * np.pi * t / push_s) / (2 * np.pi))
    flight = take_off - GRAVITY_MPS2 * np.arange(1, round(take_off / GRAVITY_MPS2 * FINE_HZ)) / FINE_HZ
    return np.cumsum(np.concatenate([velocity, flight])) / FINE_HZ


def _heights(
    lift: Lift, count: int, still_s: float, rng: np.random.Generator
) -> tuple[Array, list[tuple[int, int]], list[int]]:
    """Height at FINE_HZ, first and last sample of each rise, and the samples at which something is struck."""
    parts: list[Array] = [np.zeros(max(round(still_s * FINE_HZ), 1))]
    spans: list[tuple[int, int]] = []
    struck: list[int] = []

    def size() -> int:
        return sum(p.size for p in parts)

    def go(by_m: float, duration_s: float, hold_s: float = 0.0) -> None:
        start = parts[-1][-1]
        parts.append(start + by_m * _smooth_step(duration_s))
        parts.append(np.full(round(hold_s * FINE_HZ) + 1, parts[-1][-1]))

    if not lift.from_floor:
        go(lift.unrack_m, 0.8, 1.5)
        struck.append(size() - round(2.2 * FINE_HZ))
    depth = lift.range_m
    for k in range(count):
        if not lift.from_floor:
            depth = float(lift.range_m + rng.normal(0, 0.015)) + (parts[-1][-1] - lift.unrack_m)
            go(-depth, 0.9 + 0.1 * rng.random(), lift.bottom_pause_s)
        begin = size()
        if lift.throw:
            parts.append(parts[-1][-1] + _thrown(lift.range_m, lift.rise_s))
        else:
            go(float(depth + rng.normal(0, 0.01)), lift.rise_s * (1 + lift.slowing) ** k)
        spans.append((begin, size()))
        parts.append(
            np.full(
                round(lift.top_pause_s * (0.7 + 0.6 * rng.random()) * FINE_HZ * (not lift.throw)) + 1, parts[-1][-1]
            )
        )
        if lift.from_floor:
            go(-float(parts[-1][-1]), 0.8)
            struck.append(size())
            parts.append(np.full(round(lift.bottom_pause_s * FINE_HZ) + 1, parts[-1][-1]))
    if not lift.from_floor:
        go(-float(parts[-1][-1]), 1.0)
        struck.append(size())
    parts.append(np.full(round(max(still_s, 0.5) * FINE_HZ), parts[-1][-1]))
    return np.concatenate(parts), spans, struck


def _busy(height: Array) -> Array:
    """1 from the first to the last movement, 0 before and after."""
    moving = np.flatnonzero(np.abs(np.diff(height)) > 1e-7)
    busy = np.zeros(height.size)
    busy[moving[0] : moving[-1]] = 1.0
    return busy


def _attitude(height: Array, busy: Array, rng: np.random.Generator) -> Rotation:
    """The sleeve turns with the stroke and wanders; its axis tips a little; the sensor sits at any angle on it."""
    t = np.arange(height.size) / FINE_HZ
    phase = rng.uniform(0, 2 * np.pi, 3)
    held = np.convolve(busy, np.hanning(801) / np.hanning(801).sum(), mode="same")
    turn = 0.8 * height + 0.3 * held * np.sin(2 * np.pi * 0.07 * t + phase[0])
    tip = 0.04 * held * np.sin(2 * np.pi * 0.4 * t + phase[1])
    yaw = 0.03 * held * np.sin(2 * np.pi * 0.3 * t + phase[2])
    return Rotation.from_euler("YXZ", np.stack([turn, tip, yaw], axis=1)) * Rotation.random(
        random_state=rng.integers(2**31)
    )


def recorded(name: str, count: int, *, rate_hz: float = 200.0, still_s: float = 2.0, seed: int = 0) -> Recorded:
    """A set of `count` repetitions; the quiet before and after lasts `still_s` (0: cut to the motion)."""
    rng = np.random.default_rng(seed)
    height, spans, struck = _heights(LIFTS[name], count, still_s, rng)
    busy = _busy(height)
    begin = 0 if still_s > 0 else int(np.flatnonzero(busy)[0])
    return _sensed(_Motion(height, busy, spans, struck), begin, rate_hz, rng)


def session(
    sets: Sequence[tuple[str, int]], *, rest_s: float = 90.0, about: bool = False, rate_hz: float = 200.0, seed: int = 0
) -> Recorded:
    """Sets of (lift, repetitions) with rests between them, on one sensor that runs on.

    The bar lies still in the rests, or is moved `about`: it rolls, is carried a few centimetres up and down, and bounces
    as one that walks with it.
    """
    rng = np.random.default_rng(seed)
    heights: list[Array] = []
    busy: list[Array] = []
    spans: list[tuple[int, int]] = []
    struck: list[int] = []
    for number, (name, count) in enumerate(sets):
        if number:
            t = np.arange(round(rest_s * FINE_HZ)) / FINE_HZ
            part = min(1.0, 40.0 / rest_s)  # walks for 40 s of the rest
            moved = about * np.clip(40.0 * np.sin(np.pi * np.clip(t / rest_s / part, 0.0, 1.0)), 0.0, 1.0)
            carried = 0.06 * np.sin(2 * np.pi * 0.15 * t + rng.uniform(0, 6)) + 0.02 * np.sin(2 * np.pi * 1.9 * t)
            heights.append(np.convolve(moved, np.hanning(801) / np.hanning(801).sum(), mode="same") * carried)
            busy.append(moved)
        height, own_spans, own_struck = _heights(LIFTS[name], count, 2.0, rng)
        before = sum(each.size for each in heights)
        spans += [(before + a, before + b) for a, b in own_spans]
        struck += [before + at for at in own_struck]
        heights.append(height)
        busy.append(_busy(height))
    return _sensed(_Motion(np.concatenate(heights), np.concatenate(busy), spans, struck), 0, rate_hz, rng)


@dataclass(frozen=True)
class _Motion:
    """Height at FINE_HZ, 1 where hands are on the bar, first and last sample of each rise, samples of each blow."""

    height: Array
    busy: Array
    spans: list[tuple[int, int]]
    struck: list[int]


def _sensed(motion: _Motion, begin: int, rate_hz: float, rng: np.random.Generator) -> Recorded:
    """What the sensor gives of a motion, from sample `begin` on."""
    height, spans = motion.height, motion.spans
    velocity = np.gradient(height, 1 / FINE_HZ)
    smooth = np.hanning(round(0.04 * FINE_HZ))
    acceleration = np.convolve(np.gradient(velocity, 1 / FINE_HZ), smooth / smooth.sum(), mode="same")
    along = 0.15 * np.gradient(velocity, 1 / FINE_HZ)
    along = np.convolve(along, smooth / smooth.sum(), mode="same")
    world = np.stack([along, np.zeros_like(along), acceleration + GRAVITY_MPS2], axis=1)
    tremor = sosfiltfilt(butter(2, (4, 12), "bandpass", fs=FINE_HZ, output="sos"), rng.normal(size=world.shape), axis=0)
    tremor *= motion.busy[:, None]
    world += TREMOR_MPS2 * tremor / tremor.std()
    ring_s = np.arange(round(0.4 * FINE_HZ)) / FINE_HZ
    for at in motion.struck:
        # A millimetre of rattle: its second derivative is 60 m/s2 and, being a displacement, leaves no velocity behind.
        rattle = (
            60 / (2 * np.pi * 37) ** 2 * ring_s / 0.02 * np.exp(1 - ring_s / 0.02) * np.sin(2 * np.pi * 37 * ring_s)
        )
        ring = np.gradient(np.gradient(rattle, 1 / FINE_HZ), 1 / FINE_HZ)
        end = min(at + ring.size, height.size)
        world[at:end] += ring[: end - at, None] * rng.normal(0.5, 0.3, 3)
    attitude = _attitude(height, motion.busy, rng)
    force = attitude.inv().apply(world)
    rate = (attitude[:-1].inv() * attitude[1:]).as_rotvec() * FINE_HZ
    every = np.round(np.arange(begin, height.size - 1, FINE_HZ / rate_hz)).astype(int)
    window = max(round(FINE_HZ / rate_hz), 1)
    force, rate = uniform_filter1d(force, window, axis=0)[every], uniform_filter1d(rate, window, axis=0)[every]
    bias = rng.uniform(-0.015, 0.015, 3)
    scale = 1 + rng.normal(0, 0.01, 3)
    force = force * scale + rng.normal(0, 0.05, 3) + rng.normal(0, 0.03, force.shape)
    rate = rate + bias + rng.normal(0, 0.004, rate.shape)
    means = [velocity[a:b][velocity[a:b] > MOVING_MPS].mean() for a, b in spans]
    return Recorded(
        times_s=(every - begin) / FINE_HZ,
        acceleration_mps2=force,
        angular_velocity_radps=rate,
        true_vertical_mps2=world[every, 2] - GRAVITY_MPS2,
        rise_m=np.array([height[b - 1] - height[a - 1] for a, b in spans]),
        mean_velocity_mps=np.array(means),
        end_s=np.array([(b - begin) / FINE_HZ for _, b in spans]),
    )
