"""Where a rise begins and ends: between the samples, and inside the first step of the encoder.

A bar that leaves a rest does so smoothly: in the first tenth of a second it covers less than the 1 mm that an encoder
resolves, so the first step seen comes late. The onset is therefore fitted as a power of time and traced back to zero.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SLOW_SHARE, SLOWEST_MPS, SLOW_MPS = 0.10, 0.010, 0.040
"""Nearly at rest: a tenth of the rise's mean velocity; below 0.01 single 1 mm steps feign speed, above 0.04 bars creep."""
NEAR_SHARE = 0.05
"""A rest this close to the bottom or top (share of the rise) is the boundary, however short: sticking is not seen there."""
STOP_S, STOP_SHARE = 0.5, 0.015
"""A stop: for half a second less than 1.5 % of the rise is covered."""
BOTTOM_STOP, TOP_STOP = 0.15, 0.25
"""Shares of the rise in which a stop is still the bottom, or already the top. A stop between them is a sticking point."""
REST_S, STEADY_MPS, TURN_S = 0.20, 0.02, 0.12
"""Rest that tells the level the bar leaves; a bar that sinks faster than 2 cm/s is not resting; how soon before a rise a turn shows."""
FIT_SHARE, FIT_LEAST_M = 0.08, 0.004
"""The fit reaches to 8 % of the rise: of 5 to 15 %, tried on simulated sets, none erred clearly less."""
SPREAD_M2, WEIGHT = 1e-8, 1.0
"""Floor of the residual variance (0.1 mm squared), and how sharply a worse fit loses its say. The residuals of a
stepped sensor are nearly all one error, so little; 0.7 and 1.5 erred alike on simulated sets."""


@njit(cache=True, nogil=True)
def _residual(raw: Floats, first: int, last: int, onset: float, shape: tuple[int, int, float]) -> float:
    """Least squares left by `level + b |u|^left` before and `level + c u^(halves / 2) (1 - bend u)` after the onset."""
    left, halves, bend = shape
    sa = saa = say = sz = szz = szy = sy = syy = 0.0
    for i in range(first, last + 1):
        u, y = i - onset, raw[i] - raw[first]
        sy += y
        syy += y * y
        if u > 0.0:
            z = u ** (halves // 2) * (np.sqrt(u) if halves % 2 else 1.0) * (1.0 - min(bend * u, 0.9))
            sz += z
            szz += z * z
            szy += z * y
        else:
            a = -u if left == 1 else u * u
            sa += a
            saa += a * a
            say += a * y
    if szz <= 0.0:
        return np.inf
    saa = saa if saa > 0.0 else 1.0
    size = last - first + 1 - sa * sa / saa - sz * sz / szz
    if size <= 1e-9:
        return np.inf
    level = (sy - sa * say / saa - sz * szy / szz) / size
    gain = (szy - level * sz) / szz
    return syy - level * sy - gain * szy - (say - level * sa) / saa * say if gain > 0.0 else np.inf


@njit(cache=True, nogil=True)
def _best_onset(raw: Floats, first: int, last: int, shape: tuple[int, int, float]) -> tuple[float, float]:
    """Onset of least residual: a coarse scan, then golden section around its best."""
    step = max(1.0, (last - first) / 24.0)
    best, least = float(first), np.inf
    now = float(first)
    while now < last - 1:
        error = _residual(raw, first, last, now, shape)
        if error < least:
            best, least = now, error
        now += step
    low, high = best - step, best + step
    for _ in range(12):
        a, b = high - 0.618 * (high - low), low + 0.618 * (high - low)
        if _residual(raw, first, last, a, shape) < _residual(raw, first, last, b, shape):
            high = b
        else:
            low = a
    best = 0.5 * (low + high)
    return best, _residual(raw, first, last, best, shape)


@njit(cache=True, nogil=True)
def _onset(raw: Floats, first: int, last: int, duration: float) -> float:
    """Onset averaged over exponents 2 (force that jumps) to 3.5 (force that ramps slowly), by their likelihood.

    `bend` is the first-order slowing of a profile that ends like a minimum-jerk one after `duration` samples.
    """
    onsets, errors = np.zeros(4), np.zeros(4)
    for j in range(4):
        power = 2.0 + 0.5 * j
        onsets[j], errors[j] = _best_onset(raw, first, last, (1, 4 + j, 1.5 * power / (power + 1.0) / duration))
    floor = (last - first + 1) * SPREAD_M2
    if not np.isfinite(errors.min()):
        return np.nan
    weights = ((errors + floor) / (errors.min() + floor)) ** -WEIGHT
    return float((weights * onsets).sum() / weights.sum())


@njit(cache=True, nogil=True)
def _stands(smooth: Floats, k: int, width: int, within_m: float) -> bool:
    """Whether the bar kept within so many metres over the samples before k."""
    if k < width:
        return False
    before = smooth[k - width : k + 1]
    return bool(before.max() - before.min() < within_m)


@njit(cache=True, nogil=True)
def _slow_before(smooth: Floats, velocity: Floats, ends: tuple[int, int], pace: tuple[float, int, float]) -> int:
    """Last sample at which the bar still rests, or nearly so, before it rises."""
    bottom, top = ends
    slow_mps, width, stop_share = pace
    low, rise = smooth[bottom], smooth[top] - smooth[bottom]
    k = bottom
    while k < top and smooth[k] < low + stop_share * rise:
        k += 1
    while k > bottom:
        near = smooth[k] < low + NEAR_SHARE * rise
        if velocity[k] < slow_mps and (near or _stands(smooth, k, width, STOP_SHARE * rise)):
            return k
        k -= 1
    while k > 0 and velocity[k] > slow_mps:
        k -= 1
    return k


@njit(cache=True, nogil=True)
def _fit(
    raw: Floats, smooth: Floats, velocity: Floats, ends: tuple[int, int], k: int, turn: bool, rate_hz: float
) -> float:
    """Refines the boundary near sample k: both flanks of a turn, or the rest and the first part of the rise."""
    bottom, top = ends
    reach = smooth[k] + max(FIT_SHARE * (smooth[top] - smooth[bottom]), FIT_LEAST_M)
    first = last = k
    while last < top and smooth[last] < reach:
        last += 1
    if turn:
        while first > 0 and smooth[first] < reach and velocity[first] <= 0.0:
            first -= 1
        onset = _best_onset(raw, first, last, (2, 4, 0.0))[0] if last - first > 4 else float(k)
    else:
        while first > 0 and k - first < REST_S * rate_hz and velocity[first] > -STEADY_MPS:
            first -= 1
        onset = _onset(raw, first, last, max(1.0, 1.0 * (top - bottom))) if last - first > 4 else float(k)
    return onset if first - 1 <= onset <= last else float(k)


@njit(cache=True, nogil=True)
def departure(
    raw: Floats, smooth: Floats, velocity: Floats, ends: tuple[int, int], rate_hz: float, stop_share: float
) -> tuple[float, bool]:
    """Index, with its fraction, at which the bar leaves sample `ends[0]` for the higher `ends[1]`; and whether it turned there."""
    bottom, top = ends
    mean_mps = (smooth[top] - smooth[bottom]) * rate_hz / max(1, top - bottom)
    slow = min(max(SLOW_SHARE * mean_mps, SLOWEST_MPS), SLOW_MPS)
    k = _slow_before(smooth, velocity, ends, (slow, int(STOP_S * rate_hz), stop_share))
    j = k
    while j > 0 and k - j < TURN_S * rate_hz and velocity[j] > -2.0 * slow:
        j -= 1
    turn = velocity[j] <= -2.0 * slow
    while turn and k > 0 and velocity[k] > 0.0:
        k -= 1
    return _fit(raw, smooth, velocity, ends, k, turn, rate_hz), turn
