"""Whether the last rise of a live bar is over: it stands at its lockout, or has come down again."""

from __future__ import annotations

import numpy as np

from neuraldrive.kernels import repetitions as kernel
from neuraldrive.kernels.boundaries import SLOW_SHARE, SLOWEST_MPS, STOP_S, STOP_SHARE
from neuraldrive.measure.online_reading import Floats, Reading

_LEAST_HOLD_S, _HOLD_S, _UNSURE_HOLD_S, _LATEST_S = 0.03, 0.05, 0.07, 0.087
"""How long a bar must have stood, the longer where its height does not tell that it is up: by an inertial sensor, or as long as no
lockout is known."""
LOCKOUT_SHARE = 0.10
"""A bar this near the lockout of its set (share of the usual rise) is told at once; one nearer than a failed attempt when it has stopped."""
FIRST_SHARE = 0.6
"""Share of its descent that the first rise of an inertial sensor's set must have; the rest may be drift."""
FIRST_RISE_M, FIRST_DRIFTING_M = 0.13, 0.20
"""Less than this is not told as the first of a set before a second confirms it: racks and hooks are left by up to 0.12 m. Without a
descent before it: nothing is, where a lift begins at the top; what is larger, where it is not known where it begins, and more by an
inertial sensor, whose heights drift."""
FALLING_MPS, FALLEN_M = 0.15, 0.005
"""A bar that sticks sinks slower than that; one that turned falls faster within some hundredths of a second, and has come so far."""
LATELY_S = 0.04
"""Over so long a bar's speed now is taken: shorter is noise, longer is what it was before it stopped."""
STOOD_S, LOWERED_S = 0.3, 6.0
"""What a bar stands before it is lowered, and how long before its rise it may have stood there."""


def first_rise_m(start: str | None, drifts: bool = False) -> float:
    """Least first rise without a descent that is told at once, of a lift that starts at the floor, the top, or is not known."""
    return {"floor": kernel.LEAST_RISE_M, None: FIRST_DRIFTING_M if drifts else FIRST_RISE_M}.get(start, np.inf)


def hold_s(rate_hz: float, unsure: bool = False) -> float:
    """How long after its end a rise is told: with the last sample that a slow sensor gives within a tenth of a second."""
    return max(_LEAST_HOLD_S, min(_UNSURE_HOLD_S if unsure else _HOLD_S, _LATEST_S - 1.0 / rate_hz))


def is_settled(reading: Reading, i: int, first_m: float, rate_hz: float) -> bool:
    """Whether the rise can be told. Those before the last one are; the first of a set needs a descent before it, or `first_m`."""
    if i < reading.start_s.size - 1:
        return True
    if reading.flags[i] & kernel.CUT_OFF:
        return False
    clock, position, _ = reading.motion
    after = position[np.searchsorted(clock, reading.end_s[i]) :]
    expected = _lockout_m(reading, i)
    if i == 0 and reading.rise_m[i] < (first_m if expected is None else FIRST_RISE_M):
        return False
    short = _short_share(reading, i, after.max() if after.size else position[-1], expected)
    if after.size and _has_come_down(reading, after, reading.usual_m[i]):
        return bool(short < kernel.SHORT_SHARE or reading.flags[i] & kernel.FAILED_ATTEMPT)
    waited = clock[-1] - reading.end_s[i]
    if waited < hold_s(rate_hz, reading.drifts or expected is None) or creeps_up(reading, i):
        return False
    if reading.drifts:  # heights tell little; that it is like the others has been seen to already
        return bool(reading.rise_m[i] >= FIRST_SHARE * (reading.descent_m[0] if i == 0 else 0.0))
    return bool(short < LOCKOUT_SHARE or (short < kernel.SHORT_SHARE and waited >= STOP_S))


def _short_share(reading: Reading, i: int, top_m: float, lockout_m: float | None) -> float:
    """How far the bar stayed below the lockout, as a share of the usual rise.

    Heights that are sums of velocities move apart from one rise to the next: there the way of the rise alone may tell too.
    """
    others = np.flatnonzero(reading.flags[:i] == 0)
    short = 0.0 if lockout_m is None else lockout_m - top_m
    if reading.is_summed and others.size:
        rose = top_m - float(reading.heights_m(reading.start_s[i : i + 1])[0])
        short = min(short, float(np.median(reading.rise_m[others])) - rose)
    return float(short / reading.usual_m[i])


def _has_come_down(reading: Reading, after: Floats, usual_m: float) -> bool:
    """Whether the bar has turned at the top: sunk by more than one that sticks does, or going down faster than one does."""
    sunk = after[int(np.argmax(after)) :]
    if after.max() - sunk.min() > max(kernel.LEAST_SWING_M, kernel.SWING_SHARE * usual_m):
        return True
    falls = reading.motion[2][-3:].max() < -FALLING_MPS
    return bool(not reading.drifts and falls and sunk[0] - sunk[-1] > FALLEN_M)


def creeps_up(reading: Reading, i: int) -> bool:
    """Whether the bar still goes up, if slowly: faster than what counts as nearly at rest (see `kernels.boundaries`).

    Heights by an inertial sensor do not tell.
    """
    clock, _, velocity = reading.motion
    nearly = max(SLOW_SHARE * float(reading.mean_mps[i]), SLOWEST_MPS)
    lately = velocity[-max(2, int(LATELY_S / (clock[1] - clock[0]))) :]
    return bool(not reading.drifts and lately.mean() > nearly)


def _lockout_m(reading: Reading, i: int) -> float | None:
    """Height at which a rise should end: that of the set's others, or from which it was lowered; None where nothing tells."""
    others = np.flatnonzero(reading.flags[:i] == 0)
    if others.size:
        return float(np.median(reading.heights_m(reading.end_s[others])))
    if reading.descent_m[i] < 0.5 * reading.rise_m[i]:
        return None
    bottom = float(reading.heights_m(reading.start_s[i : i + 1])[0])
    highest = bottom + float(reading.descent_m[i])
    return highest if reading.drifts else min(highest, _stood_at_m(reading, i, bottom))


def _stood_at_m(reading: Reading, i: int, bottom_m: float) -> float:
    """Height at which the bar last stood before it was lowered for a rise: it may have been pushed up from there first."""
    clock, position, _ = reading.motion
    here = int(np.searchsorted(clock, reading.start_s[i]))
    width = int(STOOD_S / (clock[1] - clock[0]))
    first = max(here - int(LOWERED_S / (clock[1] - clock[0])), 0)
    before = position[first:here]
    if before.size <= width:
        return np.inf
    windows = np.lib.stride_tricks.sliding_window_view(before, width)
    stands = np.ptp(windows, axis=1) < STOP_SHARE * reading.usual_m[i]
    stands &= windows[:, 0] > bottom_m + (1.0 - kernel.SHORT_SHARE) * reading.rise_m[i]
    return float(windows[np.flatnonzero(stands)[-1], -1]) if stands.any() else np.inf
