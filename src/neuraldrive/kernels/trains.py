"""Discharge times of a pool, each at its true time, from the excitation that all units share.

A phase grows with the rate, and a unit discharges when it reaches 1 + cv z: so a drive that rises shortens the interval
that is running, which an interval drawn beforehand cannot. While a unit is off it stores phase at its lowest rate, so
that a drive that flickers about a threshold makes no intervals shorter than it would at the threshold.

An interval is jumped in one go where three rates (its ends and its middle) agree on its phase, and walked along the
steps of the drive where they do not: at corners and jumps of the drive, before a unit falls silent.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from neuraldrive.kernels import chance
from neuraldrive.kernels.activation import REFRACTORY_S
from neuraldrive.kernels.inner import INNER
from neuraldrive.kernels.rate_coding import FUSED, PLACES, at_place
from neuraldrive.kernels.steady_force import Units

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

LEAST_PHASE = 0.15
"""Shortest interval, as a share of the mean one."""
LARGEST_DEVIATE = 3.0
INWARD_RISE_S = 0.080
INWARD_FALL_S = 0.300
"""A persistent inward current comes within 50 to 100 ms of recruitment and outlasts the discharge somewhat (assumed)."""
FREE, SILENT, RESET = -1, -2, -3
"""RESET: free again after a silence, with a phase of its own by chance: units that a stimulus had discharged together do
not come back together."""
FADED = 8.0
"""Decay times after which nothing is left of a burst: 0.03 % of its surplus."""
BLOCK = 32
"""Steps of the drive that a unit passes over at once where it is on, or off, throughout."""
BEND_TOLERANCE = 0.015
"""Of the phase: by how much the rate in the middle of a jump may differ from the mean of its ends. The integral over
three points then differs from that over two by a tenth of the intervals' own scatter, and from the truth by far less."""


class Drive(NamedTuple):
    """What all units share: excitation (m,) at k / rate_hz, and how intervals vary; and the share that is left of each
    unit's rate, (c, n) at steps of `coarse_s`.
    """

    excitation: Floats
    rate_hz: float
    interval_cv: float
    interval_cv_at_threshold: float
    interval_cv_width: float
    inward_current: float
    rate_share: Floats
    coarse_s: float


class Bursts(NamedTuple):
    """Ballistic efforts: start and end (b,), onset of each unit in each (b, n; infinite where it takes no part), its
    initial rate (n,) and how that decays, and the interval of a first doublet (b, n; 0 for none). All in s and pps.
    """

    start_s: Floats
    end_s: Floats
    onset_s: Floats
    initial_pps: Floats
    decay_s: float
    doublet_s: Floats


def _gate(steps: int, rate_hz: float, bursts: Bursts, silence: Floats) -> tuple[Integers, Integers]:
    """What rules each step of the drive, the threshold (FREE), a burst (its number) or silence, and the step at which
    that ends; shape (m − 1,) each.
    """
    gate = np.full(steps, FREE)
    for b, (start_s, end_s) in enumerate(zip(bursts.start_s, bursts.end_s, strict=True)):
        gate[max(int(start_s * rate_hz + 1e-9), 0) : max(int(end_s * rate_hz + 1e-9), 0)] = b
    for start_s, end_s in silence:
        gate[max(int(start_s * rate_hz), 0) : max(math.ceil(end_s * rate_hz), 0)] = SILENT
    turns = np.concatenate(([0], np.flatnonzero(gate[1:] != gate[:-1]) + 1, [steps]))
    return gate, np.repeat(turns[1:], turns[1:] - turns[:-1])


def _bounds(excitation: Floats, gate: Integers) -> Floats:
    """Least and largest excitation of each whole block of steps (blocks, 2); (−∞, ∞) where not all of it is free."""
    n = gate.size // BLOCK
    whole = excitation[: n * BLOCK].reshape(n, BLOCK)
    after = excitation[BLOCK : n * BLOCK + 1 : BLOCK]
    bounds = np.empty((n, 2))
    np.minimum(whole.min(1), after, out=bounds[:, 0])
    np.maximum(whole.max(1), after, out=bounds[:, 1])
    bounds[(gate[: n * BLOCK] != FREE).reshape(n, BLOCK).any(1)] = -np.inf, np.inf
    return bounds


@njit(**INNER)
def _stretches(
    i: int, threshold: float, inward: float, onset_s: Floats, excitation: Floats, rate_hz: float, gate: Integers,
    ends: Integers, bounds: Floats, effective: Floats, found: Floats,
) -> int:  # fmt: skip
    """Stretches in which a unit is on, as rows (from, to, gate) of `found`; and the excitation that it feels.

    An inward current is excitation that a unit needs to be recruited and no longer needs while it is on.
    """
    h, n, on, hang, k = 1.0 / rate_hz, 0, SILENT, 0.0, 0
    while k < gate.size:
        if inward == 0.0 and gate[k] != FREE:
            on, first, k = SILENT, k, ends[k]
            if gate[first] >= 0 and onset_s[gate[first], i] < k * h:
                found[n, 0], found[n, 1], found[n, 2] = max(first * h, onset_s[gate[first], i]), k * h, gate[first]
                n += 1
            continue
        if inward == 0.0 and k % BLOCK == 0 and k // BLOCK < bounds.shape[0]:
            low, high = bounds[k // BLOCK, 0], bounds[k // BLOCK, 1]
            if high < threshold or (low >= threshold and on == FREE):
                on = SILENT if high < threshold else FREE
                k += BLOCK
                if on == FREE:
                    found[n - 1, 1] = k * h
                continue
        e0, e1 = excitation[k], excitation[k + 1]
        if gate[k] == FREE and k + 1 < gate.size and gate[k + 1] >= 0:
            e1 = e0  # what a burst begins with is not felt before it
        needed = threshold + inward * (1.0 - hang)
        wanted, begin, end = SILENT, k * h, (k + 1) * h
        whole = True
        if gate[k] == FREE and (e1 >= needed or e0 >= needed):
            wanted = FREE
            if on != FREE and e0 < needed:
                begin += h * (needed - e0) / (e1 - e0)
            if e1 < needed:
                end, whole = k * h + h * (e0 - needed) / (e0 - e1), False
        elif gate[k] >= 0 and onset_s[gate[k], i] < end:
            wanted = gate[k]
            begin = max(begin, onset_s[gate[k], i])
        if inward > 0.0:
            effective[k] = e0 - inward * (1.0 - hang)
            effective[k + 1] = e1 - inward * (1.0 - hang)
            step = np.exp(-h / (INWARD_FALL_S if wanted == SILENT else INWARD_RISE_S))
            hang = hang * step if wanted == SILENT else 1.0 - (1.0 - hang) * step
        k += 1
        if wanted == SILENT:
            on = SILENT
            continue
        if wanted != on:
            found[n, 0], found[n, 2] = begin, RESET if wanted == FREE and k > 1 and gate[k - 2] == SILENT else wanted
            n += 1
        found[n - 1, 1] = end
        on = wanted if whole else SILENT
    return n


@njit(**INNER, fastmath=FUSED)
def _target(key: np.uint64, unit: int, count: int, excess: float, cv: float, more: float, width: float) -> float:
    """Phase of the next discharge: more variable just above the threshold (Moritz 2005)."""
    if excess < 8.0 * width:
        cv += more * np.exp(-max(excess, 0.0) / width)
    z = min(max(chance.normal(key, unit, count), -LARGEST_DEVIATE), LARGEST_DEVIATE)
    return max(1.0 + cv * z, LEAST_PHASE)


@njit(**INNER, fastmath=FUSED)
def _at(t: float, samples: Floats, rate_hz: float) -> float:
    """Samples read at a time between them."""
    place = t * rate_hz
    k = np.uint32(min(place, samples.size - 1.5))
    return float(samples[k] + (samples[k + 1] - samples[k]) * (place - k))


@njit(**INNER, fastmath=FUSED)
def _discharges(
    i: int, units: Units, drive: Drive, bursts: Bursts, felt: Floats, found: Floats, n: int, key: np.uint64, out: Floats,
    first: int,
) -> int:  # fmt: skip
    """Discharges of unit i in its n stretches, written to `out` from `first` on; their number, or −1 where `out` is
    too short.
    """
    threshold, curve = units.threshold[i], units.curve
    slope = PLACES / (1.0 - threshold)
    hz, count, off, phase, last = drive.rate_hz, 0, 0.0, 1e9, -1.0
    cv, more, width = drive.interval_cv, drive.interval_cv_at_threshold, drive.interval_cv_width
    target = _target(key, i, 0, 0.0, cv, more, width)
    coarse, latest, share = 1.0 / drive.coarse_s, drive.rate_share.shape[0] - 1, drive.rate_share[0, i]
    low, peak, initial = units.low_pps[i] * share, units.peak_pps[i] * share, bursts.initial_pps[i]
    for s in range(n):
        t, until, b = found[s, 0], found[s, 1], int(found[s, 2])
        onset = bursts.onset_s[b, i] if b >= 0 else -1.0
        faded = onset + FADED * bursts.decay_s
        bursting = b >= 0 and t == onset
        if b >= 0:
            share = drive.rate_share[min(int(t * coarse), latest), i]
            low, peak, initial = units.low_pps[i] * share, units.peak_pps[i] * share, bursts.initial_pps[i] * share
        if bursting or last < 0.0:
            phase = 1e9
        elif b == RESET:
            phase = target * chance.uniform(key, i, count)
        else:
            phase += low * (t - off)
        now = at_place((_at(t, felt, hz) - threshold) * slope, low, peak, curve)
        if b >= 0:
            now += max(initial - now, 0.0) * np.exp(-(t - onset) / bursts.decay_s)
        walk_to, ahead, step = -1.0, now, int(t * hz + 1e-9)
        while t < until - 1e-12:
            left = target - phase
            jumped = False
            if left > 0.0 and t >= walk_to:
                took = left / now
                end = t + took
                walk_to, within = end, end < until
                if not within:
                    end = until - 1.0 / hz
                    took = end - t
                if took > 0.0:
                    then = at_place((_at(end, felt, hz) - threshold) * slope, low, peak, curve)
                    half = at_place((_at(t + 0.5 * took, felt, hz) - threshold) * slope, low, peak, curve)
                    bend, slowing = abs(half - 0.5 * (now + then)) * took, 0.0
                    if b >= 0 and t <= faded:  # what a burst adds bends too, but as Simpson's rule can follow
                        sure = at_place((_at(t, felt, hz) - threshold) * slope, low, peak, curve)
                        bend = abs(half - 0.5 * (sure + then)) * took
                        surplus = max(initial - then, 0.0) * np.exp(-(end - onset) / bursts.decay_s)
                        half += max(initial - half, 0.0) * np.exp(-(t + 0.5 * took - onset) / bursts.decay_s)
                        then, slowing = then + surplus, surplus / bursts.decay_s
                    if bend < BEND_TOLERANCE:
                        grown = took * (now + 4.0 * half + then) * (1.0 / 6.0)
                        if within:
                            quick = 1.0 / then  # ready before `grown` is
                            late = max((left - grown) * quick, -took)
                            late += 0.5 * slowing * quick * late * late
                            end += late
                            ahead = then + late * ((then - now) / took)
                            jumped = end < until
                        elif grown < left:  # on to where the stretch ends, but for its last step
                            phase, now, t, step = phase + grown, then, end, int(end * hz + 1e-9)
                            continue
            if jumped:
                t = max(end, last + REFRACTORY_S)
            else:
                end = min((step + 1) / hz, until)
                then = at_place((_at(end, felt, hz) - threshold) * slope, low, peak, curve)
                if b >= 0 and t <= faded:
                    gone = np.exp(-(end - onset) / bursts.decay_s)
                    then += max(initial - then, 0.0) * gone
                grown = 0.5 * (end - t) * (now + then)
                if grown < left:
                    phase, now, t, step = phase + grown, then, end, step + 1
                    continue
                rise = (then - now) / (end - t)
                root = np.sqrt(max(now * now + 2.0 * rise * max(left, 0.0), 0.0))
                t = max(t + (2.0 * left / (now + root) if left > 0.0 else 0.0), last + REFRACTORY_S)
            if t >= until:
                break
            if first + count + 2 > out.size:
                return -1
            out[first + count], last, phase, walk_to = t, t, 0.0, -1.0
            count += 1
            if bursting and bursts.doublet_s[b, i] > 0.0 and t + bursts.doublet_s[b, i] < until:
                last = t = t + bursts.doublet_s[b, i]
                out[first + count] = t
                count += 1
            bursting, step = False, int(t * hz + 1e-9)
            share = drive.rate_share[min(int(t * coarse), latest), i]
            low, peak = units.low_pps[i] * share, units.peak_pps[i] * share
            felt_now = _at(t, felt, hz)
            now = (
                ahead
                if jumped and t == end and (b < 0 or t > faded)
                else at_place((felt_now - threshold) * slope, low, peak, curve)
            )
            if b >= 0 and t <= faded:
                now += max(initial - now, 0.0) * np.exp(-(t - onset) / bursts.decay_s)
            target = _target(key, i, count, felt_now - threshold, cv, more, width)
        off = until
    return count


@njit(cache=True, nogil=True, error_model="numpy")
def _fill(
    begin: int, units: Units, drive: Drive, bursts: Bursts, gate: Integers, ends: Integers, bounds: Floats,
    found: Floats, effective: Floats, key: np.uint64, out: Floats, starts: Integers,
) -> int:  # fmt: skip
    """Trains of the units from `begin` on; the unit for which there was no room, or n."""
    for i in range(begin, units.threshold.size):
        threshold = units.threshold[i]
        inward = drive.inward_current * 4.0 * threshold * (1.0 - threshold)
        felt = effective if inward > 0.0 else drive.excitation
        n = _stretches(
            i, threshold, inward, bursts.onset_s, drive.excitation, drive.rate_hz, gate, ends, bounds, effective, found
        )
        count = _discharges(i, units, drive, bursts, felt, found, n, key, out, starts[i])
        if count < 0:
            return i
        starts[i + 1] = starts[i] + count
    return units.threshold.size


@njit(cache=True, nogil=True)
def counts_before(end_s: float, shift_s: float, times_s: Floats, starts: Integers, out: Integers) -> None:
    """How many discharges of each unit lie before `end_s` once all are shifted, written to `out` (n,)."""
    for i in range(out.size):
        low, high = starts[i], starts[i + 1]
        while low < high:
            middle = (low + high) // 2
            if times_s[middle] + shift_s < end_s:
                low = middle + 1
            else:
                high = middle
        out[i] = low - starts[i]


@njit(cache=True, nogil=True)
def _put(shift_s: float, times_s: Floats, starts: Integers, counts: Integers, places: Integers, out: Floats) -> None:
    """The first discharges of each unit, shifted, written to `out` from its place on, which moves on."""
    for i in range(counts.size):
        for j in range(counts[i]):
            out[places[i] + j] = times_s[starts[i] + j] + shift_s
        places[i] += counts[i]


def until(end_s: float, times_s: Floats, starts: Integers) -> tuple[Floats, Integers]:
    """Trains without what is discharged at `end_s` or after it; the very same ones where that is nothing."""
    inside = times_s < end_s
    if inside.all():
        return times_s, starts
    return times_s[inside], np.concatenate(([0], np.cumsum(inside)))[starts]


def joined(parts: Sequence[tuple[Floats, Integers, float, float]]) -> tuple[Floats, Integers]:
    """Trains of the same units one part after the other, each a part's (total,) and (n + 1,), by how much it is shifted,
    s, and where it then ends, s.

    >>> joined([(np.array([0.1, 0.9, 0.2]), np.array([0, 2, 3]), 0.0, 0.5), (np.array([0.3]), np.array([0, 1, 1]), 0.5, 9.0)])
    (array([0.1, 0.8, 0.2]), array([0, 2, 3]))
    """
    n = parts[0][1].size - 1
    counts, starts = np.empty((len(parts), n), np.int64), np.zeros(n + 1, np.int64)
    for (times_s, begins, shift_s, end_s), count in zip(parts, counts, strict=True):
        counts_before(end_s, shift_s, times_s, begins, count)
    np.cumsum(counts.sum(0), out=starts[1:])
    out, places = np.empty(starts[-1]), starts[:-1].copy()
    for (times_s, begins, shift_s, _), count in zip(parts, counts, strict=True):
        _put(shift_s, times_s, begins, count, places, out)
    return out, starts


def trains(units: Units, drive: Drive, bursts: Bursts, silence: Floats, key: np.uint64) -> tuple[Floats, Integers]:
    """Discharge times of all units, unit after unit, and where each one's begin: (total,) s and (n + 1,).

    `silence` (q, 2), s: stretches without voluntary discharge. The same key gives the same trains, and a unit's train
    does not depend on what other units do. Memory is taken here and not in the kernels, which then compile in half the
    time.
    """
    n, m = units.threshold.size, drive.excitation.size
    gate, ends = _gate(max(m - 1, 0), drive.rate_hz, bursts, silence)
    bounds, found, effective = _bounds(drive.excitation, gate), np.empty((m + 2, 3)), np.empty(m)
    out, starts, begin = np.empty(64 * n + int(m / drive.rate_hz * 12.0 * n)), np.zeros(n + 1, np.int64), 0
    while True:
        begin = _fill(begin, units, drive, bursts, gate, ends, bounds, found, effective, key, out, starts)
        if begin == n:
            return out[: starts[n]].copy(), starts
        out = np.concatenate((out, np.empty(out.size)))
