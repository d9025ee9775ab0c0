"""Repetitions from vertical acceleration: where the bar turned, and its velocity and position between the turns."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Index = NDArray[np.intp]

# Voluntary movement of a loaded bar has its power below about 5 Hz; sleeve rattle and plate ring start above 15 Hz.
LOWPASS_HZ = 10.0
# Errors of acceleration that look like noise: a resting floor, and scale and alignment errors of 2 % (consumer sensor data
# sheets: 1 to 3 %), both correlated over about 0.2 s.
FLOOR_MPS2 = 0.03
SCALE_ERROR = 0.02
CORRELATION_S = 0.2
# No lifter gives a loaded bar 2 g; beyond it the bar has struck something, and the ringing (kHz) folds into the samples, so
# that a fifth of such a reading may be wrong from one sample to the next.
SHOCK_MPS2 = 20.0
SHOCK_ERROR = 0.2
# The sleeve turns and the offset turns with it: axes differ by some 0.3 % of g, met again every few seconds.
OFFSET_WALK_MPS2_PER_SQRT_S = 0.02
# A bar in a lifter's hands stays within about half a metre of the middle of its way.
REACH_M = 0.5
# A still bar's velocity is zero but for sway; a turning point is found to some 10 ms at accelerations of 2 m/s2.
STILL_MPS = 0.01
TURN_MPS = 0.02
# Chest, floor and lockout are met again within a few centimetres: encoder exports of bench, squat and deadlift sets give a
# standard deviation of the range of 1 to 2 cm within a set.
TURN_M = 0.03
# A turn is a way back of at least this much: a hand's width, above drift in a pause and below any exercise's range.
REVERSAL_M = 0.10
# Encoder software counts from 0.15 m or so; unracking lifts a bar by 0.05 to 0.10 m.
SMALLEST_RISE_M = 0.15
# Same lift, same lifter: the range of motion scatters by some 6 % within a set, so 30 % is five standard deviations: another
# movement (unracking, reracking, walking). The way back beside a rise (before it, or after it for a lift from the floor)
# must match it too, but at least by half only: it is seen with the drift that a first look has.
LIKENESS = 0.7
WAY_BACK = 0.5
# Sets to failure lose up to 70 or 75 % of their velocity; what is slower than a fifth of the set's own is settling or drift.
SLOWEST = 0.2
# A lift begins with its acceleration: below a fifth of the peak, with nearly all the way still ahead or the set's whole range
# done, the record shows a pause with what drift is left. In between, slow is grinding and belongs to the rise.
PAUSE_SHARE = 0.2
START_SHARE = 0.85
# Slower than this at the ends of a rise is creep in the pause, no part of the rise, if it covers less than a twentieth of it.
CREEP_MPS = 0.04
CREEP_SHARE = 0.05
# Longer than the breaths within a set; the bar lies still for minutes between sets. What moves in between by much less than the
# recording's largest usual range is plates being changed or a bar carried about.
REST_BETWEEN_SETS_S = 15.0
FOREIGN_SHARE = 0.35

NO_DESCENT, STRUCK = 1, 2


class Repetitions(NamedTuple):
    """Rises of a set, in order, and the motion they were cut from; arrays over repetitions unless said."""

    start_s: Array
    end_s: Array
    rise_m: Array
    descent_m: Array
    flags: NDArray[np.int64]
    velocity_mps: Array  # (n,)
    position_m: Array  # (n,)


@njit(cache=True, nogil=True)
def _predict(p: Array, dt: float, noise: Array) -> None:
    """Covariance of (position, velocity, offset) after a step, in place."""
    for rows in range(2):
        for j in range(3):
            a, b, c = (p[0, j], p[1, j], p[2, j]) if rows == 0 else (p[j, 0], p[j, 1], p[j, 2])
            a += dt * b - 0.5 * dt * dt * c
            b -= dt * c
            if rows == 0:
                p[0, j], p[1, j] = a, b
            else:
                p[j, 0], p[j, 1] = a, b
    p[1, 1] += noise[0] * dt
    p[2, 2] += noise[1] * dt


@njit(cache=True, nogil=True)
def _smoothed(times_s: Array, acceleration: Array, noise: Array, level: Array, fixes: Array) -> Array:
    """Position and velocity (n, 2) by the Kalman filter and its fixed-interval smoother in Bryson and Frazier's form.

    State: position, velocity, offset of the accelerometer. `fixes` (n, 2) are variances of the statements "position is
    level" and "velocity is zero", infinite where nothing is stated (Bierman 1973, doi 10.1016/0005-1098(73)90025-6).
    """
    n = times_s.size
    states, covariances = np.zeros((n, 3)), np.zeros((n, 3, 3))
    gains, surprises = np.zeros((n, 2, 3)), np.zeros((n, 2))
    x, p = np.zeros(3), np.zeros((3, 3))
    x[0], p[0, 0], p[1, 1], p[2, 2] = level[0], 4.0, 0.25, 0.04
    for k in range(n):
        if k > 0:
            dt = times_s[k] - times_s[k - 1]
            mean = 0.5 * (acceleration[k] + acceleration[k - 1]) - x[2]
            x[0] += x[1] * dt + 0.5 * mean * dt * dt
            x[1] += mean * dt
            _predict(p, dt, noise[k])
        for i in range(2):
            if fixes[k, i] < np.inf:
                total = p[i, i] + fixes[k, i]
                surprises[k, i] = ((level[k] if i == 0 else 0.0) - x[i]) / total
                for a in range(3):
                    gains[k, i, a] = p[a, i] / total
                for a in range(3):
                    x[a] += gains[k, i, a] * surprises[k, i] * total
                    for b in range(3):
                        p[a, b] -= gains[k, i, a] * gains[k, i, b] * total
        states[k], covariances[k] = x, p
    costate, out = np.zeros(3), np.zeros((n, 2))
    for k in range(n - 1, -1, -1):
        for a in range(2):
            out[k, a] = states[k, a]
            for b in range(3):
                out[k, a] -= covariances[k, a, b] * costate[b]
        for i in range(1, -1, -1):
            along = surprises[k, i]
            for a in range(3):
                along += gains[k, i, a] * costate[a]
            costate[i] -= along
        dt = times_s[k] - times_s[k - 1] if k > 0 else 0.0
        costate[2] -= 0.5 * dt * dt * costate[0] + dt * costate[1]
        costate[1] += dt * costate[0]
    return out


@njit(cache=True, nogil=True)
def _turns(position: Array, reversal: float) -> Index:
    """Samples at which the position turns by more than `reversal`, lows and highs in turn, first and last extreme included."""
    found = np.empty(position.size, dtype=np.intp)
    count, low, high, heading = 0, 0, 0, 0
    for k in range(position.size):
        if position[k] < position[low]:
            low = k
        if position[k] > position[high]:
            high = k
        if heading >= 0 and position[high] - position[k] > reversal:
            if heading == 0 and low < high:
                found[count] = low
                count += 1
            found[count] = high
            count, heading, low = count + 1, -1, k
        elif heading <= 0 and position[k] - position[low] > reversal:
            if heading == 0 and high < low:
                found[count] = high
                count += 1
            found[count] = low
            count, heading, high = count + 1, 1, k
    if heading != 0:
        found[count] = high if heading > 0 else low
        count += 1
    return found[:count].copy()


def _quiet(vertical: Array, rate_hz: float) -> Mask:
    """Samples around which 0.4 s of acceleration varies by less than the noise floor: no bar in the hands is so quiet."""
    width = max(round(0.4 * rate_hz), 4)
    from scipy import ndimage  # late: a third of a second of start-up that only inertial sensors need

    mean = ndimage.uniform_filter1d(vertical, width)
    variance = ndimage.uniform_filter1d(vertical**2, width) - mean**2
    return np.asarray(variance < FLOOR_MPS2**2, dtype=np.bool_)


def _fixes(times_s: Array, vertical: Array, still: Mask) -> tuple[Array, Array]:
    """Noise densities of acceleration and offset (n, 2) and variances of the two statements (n, 2) before any turn is known."""
    dt = np.gradient(times_s)
    shock = np.maximum(np.abs(vertical) - SHOCK_MPS2, 0.0) * SHOCK_ERROR
    noise = (FLOOR_MPS2**2 + (SCALE_ERROR * vertical) ** 2) * CORRELATION_S + shock**2 * dt
    at_level = np.where(still, np.inf, REACH_M**2 / dt)
    at_rest = np.where(still, STILL_MPS**2 * CORRELATION_S / dt, np.inf)
    walk = np.full(dt.size, OFFSET_WALK_MPS2_PER_SQRT_S**2)
    return np.stack([noise, walk], axis=1), np.stack([at_level, at_rest], axis=1)


def _own_rise(turns: Index, position: Array) -> float:
    """Range of motion of the set: median, weighted by size, of the rises whose way back matches; 0 without any."""
    steps = np.diff(position[turns])
    up = np.flatnonzero(steps >= SMALLEST_RISE_M)
    around = np.concatenate([[0.0], -steps, [0.0]])
    back = np.stack([around[up], around[up + 2]])
    rise = np.sort(steps[up][np.any((back >= WAY_BACK * steps[up]) & (back * WAY_BACK <= steps[up]), axis=0)])
    return float(rise[np.searchsorted(np.cumsum(rise), 0.5 * rise.sum())]) if rise.size else 0.0


def _without_pauses(low: int, high: int, own: float, motion: Array, shocked: Mask) -> tuple[int, int]:
    """Bottom and top of a rise found as the way from `low` to `high`, without drift in the pauses around it."""
    position, velocity = motion[low : high + 1, 0], motion[low : high + 1, 1]
    peak = int(np.argmax(velocity))
    slow = velocity < max(PAUSE_SHARE * velocity[peak], CREEP_MPS)
    waiting = np.flatnonzero(slow[:peak] & (position[-1] - position[:peak] >= START_SHARE * own))
    first = int(waiting[-1]) if waiting.size else 0
    while first > 0 and velocity[first] > 0 and velocity[first - 1] < velocity[first]:
        first -= 1
    done = np.flatnonzero(slow[peak:] & (position[peak:] - position[first] >= own))
    last = peak + int(done[0]) if done.size else position.size - 1
    while last < position.size - 1 and velocity[last] > 0 and velocity[last + 1] < velocity[last]:
        last += 1
    racked = np.flatnonzero(shocked[low : high + 1] & (position - position[first] >= LIKENESS * own))
    return low + first, low + (min(last, int(racked[0])) if racked.size else last)


def _rises(motion: Array, shocked: Mask) -> Index:
    """Rows (bottom, top) of the rises that belong to the set, (r, 2)."""
    position = motion[:, 0]
    turns = _turns(position, REVERSAL_M)
    own = _own_rise(turns, position)
    found: list[tuple[int, int]] = []
    speeds: list[float] = []
    for k in range(turns.size - 1):
        low, high = int(turns[k]), int(turns[k + 1])
        if own == 0.0 or position[high] - position[low] < max(SMALLEST_RISE_M, LIKENESS * own):
            continue
        bottom, top = _without_pauses(low, high, own, motion, shocked)
        rise = position[top] - position[bottom]
        before = position[turns[k - 1]] - position[low] if k > 0 else 0.0
        after = position[high] - position[turns[k + 2]] if k + 2 < turns.size else 0.0
        if not LIKENESS * own <= rise <= own / LIKENESS or max(before, after) < WAY_BACK * rise:
            continue
        first, last = _bounds(bottom, top, motion)
        found.append((bottom, top))
        speeds.append(float(motion[first : last + 1, 1].mean()))
    kept = np.array(speeds) >= SLOWEST * np.median(speeds) if speeds else np.zeros(0, dtype=np.bool_)
    return np.array(found, dtype=np.intp).reshape(-1, 2)[kept]


def _bounds(low: int, high: int, motion: Array) -> tuple[int, int]:
    """First and last sample of a rise, without the creep in the pauses at its ends."""
    way = motion[low : high + 1, 0] - motion[low, 0]
    slow = motion[low : high + 1, 1] < CREEP_MPS
    first = np.flatnonzero(slow & (way <= CREEP_SHARE * way[-1]))
    last = np.flatnonzero(slow & (way >= (1 - CREEP_SHARE) * way[-1]))
    return low + int(first[-1]) if first.size else low, low + int(last[0]) if last.size else high


def _sets(rest: Mask, rate_hz: float) -> list[slice]:
    """Spans that hold a set each: the recording cut in the middle of every long rest with movement on both sides."""
    edges = np.flatnonzero(np.diff(rest.astype(np.int8)))
    starts, ends = edges[rest[edges + 1]] + 1, edges[rest[edges]] + 1
    ends = ends[ends > starts[0]] if starts.size else ends[:0]
    inner = list(zip(starts[: ends.size], ends, strict=True))
    cuts = [int(a + b) // 2 for a, b in inner if b - a > REST_BETWEEN_SETS_S * rate_hz]
    return [slice(a, b) for a, b in zip([0, *cuts], [*cuts, rest.size], strict=True)]


def _one_set(times_s: Array, acceleration: Array, noise: Array, fixes: Array, shocked: Mask) -> tuple[Array, Index]:
    """Position and velocity (n, 2), and rows (bottom, top) of the rises, after the turns have been told to the smoother."""
    motion = _smoothed(times_s, acceleration, noise, np.zeros(times_s.size), fixes)
    rises = _rises(motion, shocked)
    for _ in range(2):
        if rises.size == 0:
            break
        told, heights = fixes.copy(), motion[rises, 0]
        level = np.full(times_s.size, float(np.median(heights)))
        for side in range(2):
            level[rises[:, side]] = np.median(heights[:, side])
        told[rises.ravel()] = (TURN_M**2, TURN_MPS**2)
        motion = _smoothed(times_s, acceleration, noise, level, told)
        rises = _rises(motion, shocked)
    return motion, rises


def repetitions(times_s: Array, vertical_mps2: Array, still: Mask | None = None) -> Repetitions:
    """Repetitions of one set or several from vertical acceleration (n,), up positive, gravity removed.

    A smoother integrates twice with what is known: a still bar does not move, a bar in the hands stays within reach. Turns of
    the position give the rises; those alike are the set. Then the turns are told to it (velocity zero, bottoms at one
    height and tops at another within centimetres) and all is smoothed again, each set by itself. Without `still`, only samples
    quieter than any hand are taken for rest. Sign: a maker's "user acceleration" that reads downward gravity at rest must be
    negated. Heights of different sets have nothing to do with one another.

    >>> repetitions(np.arange(400) / 200, np.zeros(400)).rise_m.size
    0
    """
    rate_hz = 1.0 / float(np.median(np.diff(times_s)))
    rest = _quiet(vertical_mps2, rate_hz) if still is None else still
    noise, fixes = _fixes(times_s, vertical_mps2, rest)
    acceleration = vertical_mps2
    if rate_hz > 2.5 * LOWPASS_HZ:
        from scipy.signal import butter, sosfiltfilt  # late: half a second of start-up that logs do not need

        acceleration = sosfiltfilt(butter(2, LOWPASS_HZ, fs=rate_hz, output="sos"), vertical_mps2)
    shocked = np.asarray(np.abs(vertical_mps2) > SHOCK_MPS2, dtype=np.bool_)
    found = []
    for part in _sets(rest, rate_hz):
        motion, rises = _one_set(times_s[part], acceleration[part], noise[part], fixes[part], shocked[part])
        found.append(_described(times_s[part], motion, rises, shocked[part]))
    usual = [float(np.median(each.rise_m)) if each.rise_m.size else 0.0 for each in found]
    sets = [each for each, size in zip(found, usual, strict=True) if size >= FOREIGN_SHARE * max(usual)]
    return Repetitions(
        np.concatenate([each.start_s for each in sets]),
        np.concatenate([each.end_s for each in sets]),
        np.concatenate([each.rise_m for each in sets]),
        np.concatenate([each.descent_m for each in sets]),
        np.concatenate([each.flags for each in sets]),
        np.concatenate([each.velocity_mps for each in found]),
        np.concatenate([each.position_m for each in found]),
    )


def _described(times_s: Array, motion: Array, rises: Index, shocked: Mask) -> Repetitions:
    """What is said of each rise."""
    position, velocity = motion[:, 0].copy(), motion[:, 1].copy()
    turns = _turns(position, REVERSAL_M)
    rise = np.diff(position[rises], axis=1)[:, 0]
    ends = np.array([_bounds(int(low), int(top), motion) for low, top in rises], dtype=np.intp).reshape(-1, 2)
    before = [turns[turns < low] for low in rises[:, 0]]
    descent = np.array(
        [position[np.append(b[-2:], k)].max() - position[k] for b, k in zip(before, rises[:, 0], strict=True)]
    )
    flags = np.where(descent < LIKENESS * rise, NO_DESCENT, 0)
    for k, (first, last) in enumerate(ends):
        quarter = (last - first) // 4
        flags[k] += STRUCK * bool(shocked[first + quarter : last - quarter].any())
    return Repetitions(times_s[ends[:, 0]], times_s[ends[:, 1]], rise, descent, flags, velocity, position)
