"""Force as the sum of twitches f(t) = p (t/T) exp(1 - t/T), each begun at its true time.

Such a twitch is two decaying numbers stepped together, so a sample costs the same however many twitches still last.
Twitches are gathered in eight lanes. `one_by_one` gives eight units a lane each and is exact. `by_bank` gives the lanes
to eight fixed contraction times and writes every unit's twitch as a sum of those eight: the cost of a sample then does
not depend on the number of units.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

from neuraldrive.kernels.fuglevand_1993 import Trains

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

LANES = 8
BLOCK = 1024
"""Steps that are gathered before the lanes run over them: few enough to stay in the processor's cache."""
BANK_STEPS = 30.0
"""Least steps of the bank within its shortest contraction time: the series of exp in `_spread` then errs by < 1e-9."""


@njit(cache=True, nogil=True)
def _run(
    begun: tuple[Floats, Floats], state: tuple[Floats, Floats], step: tuple[Floats, Floats], force: Floats
) -> None:
    """Step the lanes through a block and add their sum to `force`; `begun` is what twitches start with at each step."""
    (first, second), (x, y), (decay, share) = begun, state, step
    for k in range(force.size):
        total = 0.0
        for j in range(x.size):
            after = decay[j] * (y[j] + share[j] * x[j]) + second[k, j]
            x[j] = decay[j] * x[j] + first[k, j]
            y[j] = after
            total += after
        force[k] += total


@njit(cache=True, nogil=True)
def one_by_one(trains: Trains, peaks: Floats, contraction_time_s: Floats, samples: int, rate_hz: float) -> Floats:
    """Force at k / rate_hz, shape (samples,), each unit's twitches in a lane of its own: exact at any rate.

    `peaks` is the peak force of each discharge's twitch, in the order of `trains`.
    """
    force, next_spike = np.zeros(samples), trains.first.copy()
    first, second = np.empty((BLOCK, LANES)), np.empty((BLOCK, LANES))
    for group in range(0, contraction_time_s.size, LANES):
        lane_time_s = contraction_time_s[group : group + LANES]
        step = (np.exp(-1.0 / (rate_hz * lane_time_s)), 1.0 / (rate_hz * lane_time_s))
        state = (np.zeros(lane_time_s.size), np.zeros(lane_time_s.size))
        for start in range(0, samples, BLOCK):
            end = min(start + BLOCK, samples)
            first[:], second[:] = 0.0, 0.0
            for lane in range(lane_time_s.size):
                spike = next_spike[group + lane]
                while spike < trains.first[group + lane + 1] and trains.times_s[spike] * rate_hz <= end - 1:
                    place = trains.times_s[spike] * rate_hz
                    k = int(np.ceil(place))
                    lag = (k - place) * step[1][lane]
                    begun = peaks[spike] * np.exp(1.0 - lag)
                    first[k - start, lane] += begun
                    second[k - start, lane] += begun * lag
                    spike += 1
                next_spike[group + lane] = spike
            _run((first, second), state, step, force[start:end])
    return force


@njit(cache=True, nogil=True)
def bank(contraction_time_s: Floats) -> tuple[Floats, Floats]:
    """The eight contraction times of a bank, shape (8,), and each unit's weights on them, shape (n, 8).

    The nodes are Chebyshev's in the logarithm of contraction time, the weights those of the polynomial through them.
    For times within a factor of three, a twitch errs by at most 4e-6 of its peak; within a factor of ten, by 8e-4.
    """
    low, high = contraction_time_s[0], contraction_time_s[0]
    for time_s in contraction_time_s:
        low, high = min(low, time_s), max(high, time_s)
    middle = 0.5 * math.log(low * high)
    half = max(0.5 * math.log(high / low), 1e-3)  # units that are all alike still need nodes apart
    nodes, lane_time_s, weights = np.empty(LANES), np.empty(LANES), np.ones((contraction_time_s.size, LANES))
    for j in range(LANES):
        nodes[j] = math.cos(math.pi * (j + 0.5) / LANES)
        lane_time_s[j] = math.exp(middle + half * nodes[j])
    for unit in range(contraction_time_s.size):
        place = (math.log(contraction_time_s[unit]) - middle) / half
        for j in range(LANES):
            for other in range(LANES):
                if other != j:
                    weights[unit, j] *= (place - nodes[other]) / (nodes[j] - nodes[other])
    return lane_time_s, weights


@njit(cache=True, nogil=True, inline="always")  # a call of its own costs half as much again
def _spread(k: int, lag_steps: float, peak: float, weight: Floats, share: Floats, begun: tuple[Floats, Floats]) -> None:
    """Begin a twitch in all lanes at step k: exp(-lag) as a series, since the lag is a small share of a time."""
    first, second = begun
    for j in range(share.size):  # a size that the compiler does not know: it then fills the processor's lanes
        lag = lag_steps * share[j]
        fall = 1.0 - lag * (1.0 - lag * (0.5 - lag * (1.0 / 6.0 - lag * (1.0 / 24.0))))
        part = peak * weight[j] * fall
        first[k, j] += part
        second[k, j] += part * lag


@njit(cache=True, nogil=True)
def by_bank(trains: Trains, peaks: Floats, contraction_time_s: Floats, samples: int, rate_hz: float) -> Floats:
    """Force at k / rate_hz, shape (samples,), all units' twitches in one bank: fast however many units there are."""
    lane_time_s, weights = bank(contraction_time_s)
    fine = int(np.ceil(BANK_STEPS / (rate_hz * lane_time_s[-1])))  # the last node is the shortest time
    fine_hz, count = rate_hz * fine, (samples - 1) * fine + 1
    force, next_spike = np.zeros(count), trains.first.copy()
    begun = (np.empty((BLOCK, LANES)), np.empty((BLOCK, LANES)))
    step = (np.exp(-1.0 / (fine_hz * lane_time_s)), 1.0 / (fine_hz * lane_time_s))
    state = (np.zeros(LANES), np.zeros(LANES))
    for start in range(0, count, BLOCK):
        end = min(start + BLOCK, count)
        begun[0][:], begun[1][:] = 0.0, 0.0
        for unit in range(contraction_time_s.size):
            spike, weight = next_spike[unit], weights[unit]
            while spike < trains.first[unit + 1] and trains.times_s[spike] * fine_hz <= end - 1:
                place = trains.times_s[spike] * fine_hz
                k = int(np.ceil(place))
                _spread(k - start, k - place, peaks[spike] * np.e, weight, step[1], begun)
                spike += 1
            next_spike[unit] = spike
        _run(begun, state, step, force[start:end])
    out = np.empty(samples)
    for k in range(samples):
        out[k] = force[k * fine]
    return out
