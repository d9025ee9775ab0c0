"""A bar that nobody holds: it leaves rest, falls as fast as gravity has it, and strikes something."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

GRAVITY_MPS2 = 9.80665
FALL_G, STRING_G = 0.75, 1.4
"""A bar falls with at least so much of gravity (an encoder's string holds a little; nobody lowers a bar so fast from rest over 20 cm);
with more than gravity goes only what a spring pulls: the string without the bar."""
LEAST_MPS, LEAST_M = 1.8, 0.18
STOP_SHARE, STRIKE_G, STRIKE_S = 0.3, 2.0, 0.12
"""It strikes something where it loses most of its speed so quickly."""
REST_S, REST_MPS = 0.12, 0.5
"""Before the fall it was at rest. A bar that was thrown went up as fast as it comes down."""
WEIGHTLESS_MPS2, WEIGHTLESS_S, LONGEST_S, KNOCK_MPS2 = 3.0, 0.15, 0.9, 25.0
"""What an accelerometer feels of a fall, and of its end."""


class Fall(NamedTuple):
    """When it began and ended (s), how far (m), how fast at last (m/s), and with how much of gravity."""

    start_s: float
    end_s: float
    fell_m: float
    speed_mps: float
    share_of_gravity: float

    @property
    def is_string(self) -> bool:
        """Whether it is an encoder's string that sprang back without the bar."""
        return self.share_of_gravity > STRING_G


def of_velocity(times_s: Floats, velocity_mps: Floats) -> Fall | None:
    """The fastest fall in velocities (n,), upward positive, if the bar fell freely and struck something; else None.

    >>> t = np.arange(0.0, 1.0, 0.005)
    >>> v = np.where((t > 0.3) & (t < 0.6), -9.81 * (t - 0.3), 0.0)
    >>> fall = of_velocity(t, v)
    >>> round(fall.fell_m, 2), round(fall.share_of_gravity, 1), fall.is_string
    (0.42, 1.0, False)
    """
    if times_s.size < 5:
        return None
    peak = int(np.argmin(velocity_mps))
    speed = -float(velocity_mps[peak])
    before = np.flatnonzero(velocity_mps[:peak] >= -0.2 * speed)
    after = np.flatnonzero(velocity_mps[peak:] > -STOP_SHARE * speed)
    if speed < LEAST_MPS or not before.size or not after.size:
        return None
    first, fast = int(before[-1]), int(np.argmax(velocity_mps[before[-1] :] <= -0.8 * speed)) + int(before[-1])
    gained = (velocity_mps[first] - velocity_mps[fast]) / (times_s[fast] - times_s[first])
    start_s = float(times_s[first] + velocity_mps[first] / gained)
    end = peak + int(after[0])
    fell_m = -float(np.trapezoid(velocity_mps[first : end + 1], times_s[first : end + 1]))
    struck = (1.0 - STOP_SHARE) * speed / max(float(times_s[end] - times_s[peak]), 1e-3)
    held = np.interp(start_s - REST_S, times_s, velocity_mps)
    free = gained >= FALL_G * GRAVITY_MPS2 and fell_m >= LEAST_M and abs(held) <= REST_MPS
    if not free or (struck < STRIKE_G * GRAVITY_MPS2 and times_s[end] - times_s[peak] > STRIKE_S):
        return None
    return Fall(start_s, float(times_s[end]), fell_m, speed, float(gained / GRAVITY_MPS2))


def of_force(times_s: Floats, felt_mps2: Floats) -> Fall | None:
    """A fall in what an accelerometer feels (n,): the size of its three axes, gravity in it; None where it fell nowhere.

    >>> t = np.arange(0.0, 1.0, 0.005)
    >>> felt = np.where((t > 0.3) & (t < 0.6), 0.2, 9.8) + 40.0 * ((t >= 0.6) & (t < 0.62))
    >>> round(of_force(t, felt).fell_m, 2)
    0.43
    """
    light = np.concatenate(([0], (felt_mps2 < WEIGHTLESS_MPS2).astype(np.int8), [0]))
    edges = np.flatnonzero(np.diff(light))
    for first, end in zip(edges[::2], edges[1::2], strict=True):
        if end >= times_s.size:
            return None
        fell_s = float(times_s[end] - times_s[first])
        soon = felt_mps2[end : int(np.searchsorted(times_s, times_s[end] + 0.1))]
        if WEIGHTLESS_S <= fell_s <= LONGEST_S and soon.max(initial=0.0) > KNOCK_MPS2:
            speed = GRAVITY_MPS2 * fell_s
            return Fall(float(times_s[first]), float(times_s[end]), 0.5 * speed * fell_s, speed, 1.0)
    return None
