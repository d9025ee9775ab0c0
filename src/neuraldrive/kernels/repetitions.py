"""Repetitions in a bar's path: which rises they are, and when each begins and ends.

A rise starts when the bar leaves the bottom, after any pause, and ends when it first rests or turns at the top; the
boundaries are the ends of the movement itself, not a threshold on the way (see `boundaries`). Within one set, its usual rise
is the most common one:

* a repetition ends at the set's lockout, within a quarter of the usual rise; a sticking bar that stops or sinks a
  little and goes on makes one repetition; a stop of half a second in the last quarter is the lockout;
* PARTIAL: a repetition that rose less than 75 % of the usual;
* FAILED_ATTEMPT: left the bottom, turned short of the lockout, and came back by at least 70 % of what it rose; or, in a set
  that began with a descent, the bar was lowered once more and lay at the bottom to the end (see `_left_below`);
* rises below 30 % of the usual that are no failed attempt, rises off the rack with no descent before them, and bounces are
  handling, and are not returned, nor is a bar that is only taken off its hooks and put back, where a lift begins at the top
  (see `_only_unracked`). A set of failed attempts only cannot be told from a set of short repetitions, nor a pull
  that hardly leaves the floor from a bar that is set down and shifted.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from neuraldrive.kernels import filters
from neuraldrive.kernels.boundaries import BOTTOM_STOP, TOP_STOP, departure

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

PARTIAL, FAILED_ATTEMPT, CUT_OFF, OVER_A_GAP = 1, 2, 4, 8

FIRST_SWING_M, LEAST_RISE_M = 0.03, 0.08
"""Swings first looked for; and the least usual rise of a set: below the shortest partials trained (0.10 m)."""
SWING_SHARE, LEAST_SWING_M = 0.12, 0.012
"""Swing that counts inside a set: a bar sinks by less than a tenth of the rise when it sticks, and steps and braces by less."""
REST_BETWEEN_SETS_S = 30.0
PARTIAL_SHARE, HANDLING_SHARE, SHORT_SHARE, RETURN_SHARE = 0.75, 0.30, 0.25, 0.70
FOREIGN_SHARE = 0.35
"""A group of rises this much smaller than the recording's largest usual rise is plates and cables being moved."""
EDGE_S = 0.10
LEFT_S, LEFT_PAUSES = 0.6, 1.5
"""A bar left at the bottom: for so long, its last 12 mm down counted, and for so many of the set's longest pauses."""
UNRACKED_M, HOOKS_M, SHALLOW = 0.20, 0.02, 3
"""A bar is taken off its hooks by less than this (0.12 m, and what a cable gains when the bar is walked out); it goes back to them so
exactly; and from so many lowered rises between the same two heights on it is a shallow set that began at the bottom."""
ROSE_M = 0.003
"""Less than this is no rise, and no difference between two lockouts."""
GRAVITY_MPS2 = 9.80665


class Repetitions(NamedTuple):
    """One value a repetition or failed attempt, in order of time; flags are sums of the constants above.

    `descent_m` and `bottom_pause_s` are 0 where no descent came before; `usual_m` is the usual rise of its set.
    """

    start_s: Floats
    end_s: Floats
    rise_m: Floats
    descent_m: Floats
    bottom_pause_s: Floats
    flags: Counts
    usual_m: Floats


class Path(NamedTuple):
    """An even track with its smoothed position, velocity and acceleration."""

    track: filters.Track
    smooth_m: Floats
    velocity_mps: Floats
    acceleration_mps2: Floats


def path(times_s: Floats, position_m: Floats) -> Path:
    """Even, smoothed path of a bar from raw samples; the cut-off follows from their rate and their steps."""
    track = filters.resample(times_s, position_m)
    cutoff = filters.cutoff_hz(filters.source_rate_hz(times_s), filters.position_noise_m(position_m))
    smooth = filters.low_pass(track.samples, track.rate_hz, cutoff)
    velocity = filters.derivative(smooth, track.rate_hz)
    return Path(track, smooth, velocity, filters.derivative(velocity, track.rate_hz))


@njit(cache=True, nogil=True)
def swings(position_m: Floats, first: int, last: int, least_m: float) -> Counts:
    """Rows (highest before, bottom, top, lowest after) of every rise of at least `least_m` between two samples."""
    rows = np.empty((max(1, (last - first) // 2), 4), dtype=np.int64)
    n, rising = 0, False
    before, low, high = first, first, first
    for i in range(first, last):
        x = position_m[i]
        if rising:
            if x > position_m[high]:
                high = i
            elif x < position_m[high] - least_m:
                rows[n, 0], rows[n, 1], rows[n, 2], rows[n, 3] = before, low, high, i
                n += 1
                rising, before, low = False, high, i
        else:
            if x < position_m[low]:
                low = i
                if n and rows[n - 1, 3] < i:
                    rows[n - 1, 3] = i
            elif x > position_m[low] + least_m:
                rising, high = True, i
            if n == 0 and not rising and x > position_m[before] and low <= before:
                before = i
    if rising:
        rows[n, 0], rows[n, 1], rows[n, 2], rows[n, 3] = before, low, high, last - 1
        rest = position_m[high:last]
        rows[n, 3] = high + int(np.argmin(rest))
        n += 1
    if n:
        rows[0, 0] = first + int(np.argmax(position_m[first : rows[0, 1] + 1]))
    return rows[:n]


def usual_rise_m(rises_m: Floats) -> float:
    """Median of the largest family of like rises: those within a quarter of one another, weighed by their sum."""
    in_family = (rises_m >= PARTIAL_SHARE * rises_m[:, None]) & (rises_m <= rises_m[:, None] / PARTIAL_SHARE)
    heaviest = np.argmax(in_family @ rises_m + 1e-6 * rises_m)
    return float(np.median(rises_m[in_family[heaviest]]))


def _groups(smooth: Floats, rate_hz: float) -> list[tuple[int, int, float]]:
    """Sample spans that hold one set each, with the set's usual rise."""
    rows = swings(smooth, 0, smooth.size, FIRST_SWING_M)
    rises = smooth[rows[:, 2]] - smooth[rows[:, 1]]
    rows, rises = rows[rises >= LEAST_RISE_M], rises[rises >= LEAST_RISE_M]
    if not rises.size:
        return []
    # a bar may have lain at its lowest for the whole rest: the next set begins when it leaves it
    leaves = np.array(
        [low + np.flatnonzero(smooth[low:high] < smooth[low] + FIRST_SWING_M)[-1] for _, low, high, _ in rows]
    )
    apart = leaves[1:] - rows[:-1, 2] > REST_BETWEEN_SETS_S * rate_hz
    new = np.flatnonzero(apart) + 1
    edges = [0, *((rows[new - 1, 2] + leaves[new]) // 2), smooth.size]
    usual = [usual_rise_m(part) for part in np.split(rises, new)]
    least = FOREIGN_SHARE * max(usual)
    return [(int(a), int(b), u) for a, b, u in zip(edges[:-1], edges[1:], usual, strict=True) if u >= least]


@njit(cache=True, nogil=True)
def _judge(
    smooth: Floats, rows: Counts, levels: tuple[float, float, float], rate_hz: float, edges: tuple[bool, bool]
) -> Counts:
    """Flags of every swing of a set, or -1 for handling. `edges`: the recording starts, or ends, in a rise."""
    bottom_m, top_m, usual_m = levels
    flags = np.zeros(rows.shape[0], dtype=np.int64)
    for i in range(rows.shape[0]):
        before, low, high, after = rows[i]
        rise = smooth[high] - smooth[low]
        cut = (edges[0] and i == 0) or (edges[1] and i == rows.shape[0] - 1)
        from_bottom = smooth[low] < bottom_m + 0.2 * usual_m
        short = smooth[high] < top_m - SHORT_SHARE * usual_m
        returned = smooth[high] - smooth[after] >= RETURN_SHARE * rise
        bounced = (high - low) / rate_hz < 1.5 * np.sqrt(2.0 * rise / GRAVITY_MPS2) and rise < HANDLING_SHARE * usual_m
        lowered = smooth[before] - smooth[low] >= 0.5 * rise
        if cut:
            flags[i] = CUT_OFF if rise >= HANDLING_SHARE * usual_m else -1
        elif short:
            brought = smooth[low] < bottom_m - 0.5 * usual_m
            if returned and from_bottom and not bounced and not brought:
                flags[i] = FAILED_ATTEMPT
            else:
                flags[i] = -1 if brought or rise < HANDLING_SHARE * usual_m else PARTIAL
        elif rise < HANDLING_SHARE * usual_m or (not lowered and not from_bottom):
            flags[i] = -1
        elif rise < PARTIAL_SHARE * usual_m:
            flags[i] = PARTIAL
    return flags


@njit(cache=True, nogil=True)
def _level(path: Floats, place: float, stop: int) -> float:
    """Height at an index with a fraction, of the samples before `stop`."""
    if place >= stop - 1:
        return float(path[stop - 1])
    k = int(place)
    return float((path[k + 1] - path[k]) * (place - k) + path[k])


@njit(cache=True, nogil=True)
def _measure(raw: Floats, smooth: Floats, velocity: Floats, rows: Counts, usual_m: float, rate_hz: float) -> Floats:
    """Columns start, end (sample indices with fraction), rise, descent (m), pause (s) of every row."""
    n = smooth.size
    out = np.zeros((5, rows.shape[0]))
    for i in range(rows.shape[0]):
        before, low, high, after = rows[i]
        a, b = max(0, before - 200), min(n, after + 200)
        r, s, v = raw[a:b], smooth[a:b], velocity[a:b]
        back_r, back_s, back_v = -r[::-1].copy(), -s[::-1].copy(), v[::-1].copy()
        # Racking lifts the bar by as much after a partial repetition as after a whole one.
        lockout = min(0.6, TOP_STOP * max(1.0, usual_m / (smooth[high] - smooth[low])))
        end = b - 1 - departure(back_r, back_s, back_v, (b - 1 - high, b - 1 - low), rate_hz, lockout)[0]
        start, turned = departure(r, s, v, (low - a, high - a), rate_hz, BOTTOM_STOP)
        start += a
        out[0, i], out[1, i] = max(start, 0.0), min(max(end, start + 1.0), n - 1.0)
        bottom_m = _level(smooth, out[0, i], b)
        out[2, i] = _level(smooth, out[1, i], b) - bottom_m
        if smooth[before] - smooth[low] > 0.5 * LEAST_SWING_M:
            out[3, i] = smooth[before] - bottom_m
            falls = (b - 1 - low, b - 1 - before)
            arrival = b - 1 - departure(-back_r, -back_s, -back_v, falls, rate_hz, BOTTOM_STOP)[0]
            out[4, i] = 0.0 if turned else max(0.0, (start - arrival) / rate_hz)
    return out


def _moving_edges(velocity: Floats, first: int, last: int, rate_hz: float) -> tuple[bool, bool]:
    """Whether the recording starts, or ends, while the bar goes up (only where the span meets an end of it)."""
    width = max(2, int(EDGE_S * rate_hz))
    starts = first == 0 and bool(np.mean(velocity[:width]) > 0.05)
    return starts, last == velocity.size and bool(np.mean(velocity[-width:]) > 0.05)


def _left_below(
    smooth: Floats, rows: Counts, levels: tuple[float, float, float], pause_s: float, rate_hz: float
) -> Floats | None:
    """What `_measure` gives for the attempt that ended a set whose bar was lowered once more, and not brought up again.

    None where the bar was not lowered from a lockout to the bottom after the last of the rows, where the set began at the
    bottom (as from a floor, on which it also ends), or where the bar lay no longer than between two repetitions.
    """
    bottom_m, top_m, usual_m = levels
    before, first_low, high = rows[0, 0], rows[0, 1], rows[-1, 2]
    path = smooth[high:]
    arrival = int(np.argmax(path < path.min() + LEAST_SWING_M))
    least = int(rate_hz * max(LEFT_S, LEFT_PAUSES * pause_s))
    began_high = smooth[before] - smooth[first_low] >= PARTIAL_SHARE * usual_m
    lowered = path[0] > top_m - SHORT_SHARE * usual_m and abs(path[-1] - bottom_m) < 0.2 * usual_m
    if not (began_high and lowered) or path.size - arrival <= least:
        return None
    rises = path[arrival:] - np.minimum.accumulate(path[arrival:])
    low, peak = 0, int(np.argmax(rises))
    if rises[peak] < ROSE_M:
        peak = least
    else:
        low = int(np.flatnonzero(path[arrival:][:peak] < path[arrival + peak] - rises[peak] + 0.001)[-1])
    start = high + arrival + low
    return np.array([start, high + arrival + peak, rises[peak], path[0] - smooth[start], low / rate_hz])


def _with_last_attempt(
    smooth: Floats, rows: Counts, found: tuple[Floats, Counts], levels: tuple[float, float, float], rate_hz: float
) -> tuple[Floats, Counts]:
    """Columns and flags of a set, with the attempt that ended it where one did.

    Where the bar did not rise from the bottom at all, and the last rise had stayed further below every lockout of the set
    than these lie apart, then that rise was the attempt, and the bar came down after it for good.
    """
    columns, flags = found
    left = None if flags[-1] & ~PARTIAL else _left_below(smooth, rows, levels, columns[4].max(), rate_hz)
    if left is None:
        return found
    tops = smooth[rows[:, 2]]
    lockouts = tops[:-1][tops[:-1] > levels[1] - SHORT_SHARE * levels[2]]
    if left[2] < ROSE_M and lockouts.size > 1 and lockouts.min() - tops[-1] > max(ROSE_M, np.ptp(lockouts)):
        return columns, np.append(flags[:-1], FAILED_ATTEMPT)
    return np.column_stack((columns, left)), np.append(flags, FAILED_ATTEMPT)


def _ends_below(bar: Path, first: int, last: int) -> bool:
    """Whether a set may have ended in an attempt: the recording neither starts as the bar is lowered, nor ends as it rises."""
    velocity, rate_hz = bar.velocity_mps, bar.track.rate_hz
    width = max(2, int(EDGE_S * rate_hz))
    starts_lowering = first == 0 and bool(np.mean(velocity[:width]) < -0.05)
    return not starts_lowering and not _moving_edges(velocity, first, last, rate_hz)[1]


def _only_unracked(smooth: Floats, rows: Counts, usual_m: float) -> bool:
    """Whether a bar was only taken off its hooks, and put back if it came down at all: it never went below them."""
    before, low, high = smooth[rows[:, 0]], smooth[rows[:, 1]], smooth[rows[:, 2]]
    lowered = before - low >= 0.5 * (high - low)
    first = int(np.argmax(high - low >= HANDLING_SHARE * usual_m))
    lowest = low[lowered & (high - low >= 0.5 * usual_m)]
    on_hooks = bool((np.abs(lowest - low[first]) < HOOKS_M).all())
    return usual_m < UNRACKED_M and not lowered[first] and on_hooks and lowest.size < SHALLOW


def _in_set(bar: Path, span: tuple[int, int], usual: float, told: tuple[str | None, bool]) -> tuple[Floats, Counts]:
    """Columns of `_measure`, and flags, of one set."""
    (first, last), (starts, left_below), smooth, rate_hz = span, told, bar.smooth_m, bar.track.rate_hz
    rows = swings(smooth, first, last, max(LEAST_SWING_M, SWING_SHARE * usual))
    rises = smooth[rows[:, 2]] - smooth[rows[:, 1]]
    if starts == "top" and _only_unracked(smooth, rows, usual):
        return np.zeros((5, 0)), np.zeros(0, dtype=np.int64)
    typical = np.abs(rises - usual) <= SHORT_SHARE * usual
    typical |= not typical.any()  # of noise, none is
    levels = (np.median(smooth[rows[typical, 1]]), np.median(smooth[rows[typical, 2]]), usual)
    flags = _judge(smooth, rows, levels, rate_hz, _moving_edges(bar.velocity_mps, first, last, rate_hz))
    kept, failed = rows[flags >= 0], rises[flags == FAILED_ATTEMPT]
    found = (_measure(bar.track.samples, smooth, bar.velocity_mps, kept, usual, rate_hz), flags[flags >= 0])
    found[0][2, found[1] == FAILED_ATTEMPT] = failed  # to where it turned, past any stop on the way
    if flags[-1] >= 0 and left_below and starts != "floor" and _ends_below(bar, first, last):
        return _with_last_attempt(smooth[:last], kept, found, levels, rate_hz)
    return found


def find_in_path(bar: Path, starts: str | None = None, *, left_below: bool = True) -> Repetitions:
    """Repetitions and failed attempts of an even, smoothed path.

    `starts` is where each begins, as far as is known: "floor" or "top"; `left_below` whether a bar that lies at the bottom at the
    end was left there.
    """
    track = bar.track
    columns, flags, usuals = [np.zeros((5, 0))], [np.zeros(0, dtype=np.int64)], [np.zeros(0)]
    for first, last, usual in _groups(bar.smooth_m, track.rate_hz):
        of_set = _in_set(bar, (first, last), usual, (starts, left_below))
        columns.append(of_set[0])
        flags.append(of_set[1])
        usuals.append(np.full(of_set[1].size, usual))
    start, end, rise, descent, pause = np.concatenate(columns, axis=1)
    flag = np.concatenate(flags)
    missing = np.concatenate(([0], np.cumsum(~track.is_measured)))
    over = missing[np.ceil(end).astype(int)] > missing[np.floor(start).astype(int)]
    seconds = track.start_s + np.array([start, end]) / track.rate_hz
    return Repetitions(seconds[0], seconds[1], rise, descent, pause, flag | OVER_A_GAP * over, np.concatenate(usuals))


def find(times_s: Floats, position_m: Floats) -> Repetitions:
    """Repetitions and failed attempts in a bar's position (m, upward positive), at its own, possibly uneven times (s).

    >>> t = np.arange(0.0, 8.0, 0.01)
    >>> found = find(t, np.clip(-0.5 * np.cos(np.pi * t), -0.25, 0.25))
    >>> found.start_s.round(1).tolist(), found.rise_m.round(2).tolist()
    ([0.3, 2.3, 4.3, 6.3], [0.5, 0.5, 0.5, 0.5])
    """
    if times_s.size < 16:
        empty = np.zeros(0)
        return Repetitions(empty, empty, empty, empty, empty, np.zeros(0, dtype=np.int64), empty)
    return find_in_path(path(times_s, position_m))
