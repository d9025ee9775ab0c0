"""Sets of an encoder to which something happens, and what the monitor says of them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from neuraldrive import measure
from neuraldrive.records import SampleBlock
from neuraldrive.workflows.noticing_bar import BarWatch
from neuraldrive.workflows.noticing_samples import SampleWatch

Floats = NDArray[np.float64]

RATE_HZ = 200.0
GRAVITY_MPS2 = 9.80665


def go(height_m: float, duration_s: float) -> Floats:
    """A minimum-jerk move by `height_m`."""
    u = np.arange(1, round(duration_s * RATE_HZ) + 1) / round(duration_s * RATE_HZ)
    return height_m * (10 * u**3 - 15 * u**4 + 6 * u**5)


def stay(duration_s: float) -> Floats:
    return np.zeros(round(duration_s * RATE_HZ))


def squat(depth_m: float = 0.6) -> tuple[Floats, ...]:
    return go(-depth_m, 1.5), stay(0.3), go(depth_m, 1.2), stay(1.0)


def fall(height_m: float, of_gravity: float = 0.95) -> Floats:
    """Free fall by `height_m`, and a bounce of three centimetres."""
    t = np.arange(1, round(np.sqrt(2 * height_m / (of_gravity * GRAVITY_MPS2)) * RATE_HZ) + 1) / RATE_HZ
    down = -0.5 * of_gravity * GRAVITY_MPS2 * t**2
    flight = np.arange(1, 32) / RATE_HZ
    return np.append(down, down[-1] + 0.77 * flight - 0.5 * GRAVITY_MPS2 * flight**2)


def path(*moves: Floats) -> tuple[Floats, Floats]:
    """Times and whole millimetres."""
    height = [np.full(1, 1.0)]
    for move in moves:
        height.append(height[-1][-1] + move)
    x = np.round(np.concatenate(height), 3)
    return np.arange(x.size) / RATE_HZ, x


def squats(*depths_m: float) -> tuple[Floats, Floats]:
    return path(stay(1.0), *(move for depth in depths_m for move in squat(depth)))


def blocks(times_s: Floats, samples: Floats, channel: str = "position", size: int = 4) -> Iterator[SampleBlock]:
    """Blocks in order; a clock that runs back cuts one."""
    edges = np.flatnonzero(np.diff(times_s) <= 0.0) + 1
    for part in np.split(np.arange(times_s.size), edges):
        for at in range(0, part.size, size):
            one = part[at : at + size]
            yield SampleBlock(channel, times_s[one], samples[one], float(times_s[one][-1]), "bar")


def said_of(times_s: Floats, samples: Floats, lift: str = "back_squat", channel: str = "position") -> list[str]:
    """What is noticed of a set, in order."""
    online, bar, watch = measure.OnlineRepetitions(channel, lift), BarWatch(channel, lift), SampleWatch()
    said: list[str] = []
    for block in blocks(times_s, samples, channel):
        for found in online.add(block.times_s, block.samples):
            said += bar.of_repetition(found)
        said += [*watch.about(block.times_s, (), online.health), *bar.about(block)]
    return said
