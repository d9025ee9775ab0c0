"""Whether the last rise of a live bar is over: it stands at its lockout, or has come down again."""

from __future__ import annotations

import numpy as np

from neuraldrive.kernels import repetitions as kernel
from neuraldrive.kernels.boundaries import STOP_S
from neuraldrive.measure.online_reading import Reading

_LEAST_HOLD_S, _HOLD_S, _LATEST_S = 0.03, 0.07, 0.087
LOCKOUT_SHARE = 0.10
"""A bar this near the lockout of its set (share of the usual rise) is told at once; one nearer than a failed attempt when it has stopped."""
FIRST_SHARE = 0.6
"""Share of its descent that the first rise of an inertial sensor's set must have; the rest may be drift."""
FIRST_RISE_M, FIRST_OF_UNKNOWN_M = 0.13, 0.20
"""Less than this is not told as the first of a set before a second confirms it: racks and hooks are left by up to 0.12 m. Without a
descent before it: nothing is, where a lift begins at the top; what is larger, where the lift is not known."""


def first_rise_m(start: str | None) -> float:
    """Least first rise without a descent that is told at once, of a lift that starts at the floor, the top, or is not known."""
    return {"floor": kernel.LEAST_RISE_M, None: FIRST_OF_UNKNOWN_M}.get(start, np.inf)


def hold_s(rate_hz: float) -> float:
    """How long after its end a rise is told: with the last sample that a slow sensor gives within a tenth of a second."""
    return max(_LEAST_HOLD_S, min(_HOLD_S, _LATEST_S - 1.0 / rate_hz))


def is_settled(reading: Reading, i: int, first_m: float, hold: float) -> bool:
    """Whether the rise can be told. Those before the last one are; the first of a set needs a descent before it, or `first_m`."""
    if i < reading.start_s.size - 1:
        return True
    if reading.flags[i] & kernel.CUT_OFF:
        return False
    clock, position, _ = reading.motion
    end, rise, usual = reading.end_s[i], reading.rise_m[i], reading.usual_m[i]
    after = position[np.searchsorted(clock, end) :]
    top = after.max() if after.size else position[-1]
    expected = _lockout_m(reading, i)
    if i == 0 and rise < (first_m if expected is None else FIRST_RISE_M):
        return False
    short = 0.0 if expected is None else (expected - top) / usual
    if after.size and top - after[int(np.argmax(after)) :].min() > max(
        kernel.LEAST_SWING_M, kernel.SWING_SHARE * usual
    ):
        return bool(short < kernel.SHORT_SHARE or reading.flags[i] & kernel.FAILED_ATTEMPT)
    waited = clock[-1] - end
    if reading.drifts:  # heights tell little; that it is like the others has been seen to already
        return bool(waited >= hold and rise >= FIRST_SHARE * (reading.descent_m[0] if i == 0 else 0.0))
    return bool(waited >= hold and (short < LOCKOUT_SHARE or (short < kernel.SHORT_SHARE and waited >= STOP_S)))


def _lockout_m(reading: Reading, i: int) -> float | None:
    """Height at which a rise should end: that of the set's others, or from which it was lowered; None where nothing tells."""
    others = np.flatnonzero(reading.flags[:i] == 0)
    if others.size:
        return float(np.median(reading.heights_m(reading.end_s[others])))
    if reading.descent_m[i] >= 0.5 * reading.rise_m[i]:
        return float(reading.heights_m(reading.start_s[i : i + 1])[0] + reading.descent_m[i])
    return None
