"""Motor-unit action potentials on the skin: waves that start at the end plates and end at the tendons.

Line source: per length of fibre, a membrane current of the intracellular conductivity times the cross-section times the
second derivative of the intracellular potential (Plonsey 1974), whose shape is Rosenfalck's (1969). Two waves run from the
end plate, and the first derivative is cut off there and at the fibre's ends before it is derived again, so that no net
current arises at any time (Farina and Merletti 2001). By parts, the potential at an electrode is

    φ(t) = −σ A ∫ h'(z − u) V'(v t − u) du

over the fibre, u the way from the end plate, h' the slope of the volume conductor's answer: one convolution in time for
all fibres of a unit, which share its velocity.

Limits: shape and height of the intracellular potential are the same in all fibres, at all rates and in fatigue; a unit's
fibres conduct equally fast; a wave starts at all end plates of a unit at the same time.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from neuraldrive.kernels.muscle_fibres import Fibres
from neuraldrive.kernels.volume_conductor import STEP_M, SlopeTable

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]

SCALE_V, WIDTH_M, RESTING_V = 0.096, 1e-3, -0.090
"""Rosenfalck's potential: −90 mV + 96 mV s³ exp(−s), s in millimetres behind the front."""
WAVE_M = 15e-3
"""Length of the wave: there it is within 0.1 mV of rest."""
CELL_SAMPLES = 2
"""Samples in which the front crosses a cell of the fibre, over which the slope counts as constant: 1 mm at 8 kHz."""


@njit(cache=True, nogil=True)
def intracellular_potential(behind_m: float) -> float:
    """Potential inside the fibre, V, so far behind the front of the wave.

    >>> round(intracellular_potential(0.003), 4), intracellular_potential(-0.001)
    (0.039, -0.09)
    """
    s = behind_m / WIDTH_M
    return RESTING_V + (SCALE_V * s**3 * np.exp(-s) if s > 0.0 else 0.0)


@njit(cache=True, nogil=True)
def _profile(slopes: Floats, place: float, across_m: float, out: Floats) -> None:
    """Slopes along the fibre, from −z to z, at one depth (a fractional row of the table) and lateral distance."""
    out[:] = 0.0
    low, reach = min(int(place), slopes.shape[0] - 2), slopes.shape[2] - 1
    x = abs(across_m) / STEP_M
    j = int(x)
    if j + 1 >= slopes.shape[1]:
        return
    f = x - j
    cubic = (
        0.5 * f * (f * (2.0 - f) - 1.0),
        0.5 * (f * f * (3.0 * f - 5.0) + 2.0),
        0.5 * f * (f * (4.0 - 3.0 * f) + 1.0),
        0.5 * f * f * (f - 1.0),
    )
    for d in range(2):
        share = place - low if d == 1 else 1.0 - (place - low)
        for k in range(4):
            row = slopes[low + d, min(abs(j - 1 + k), slopes.shape[1] - 1)]
            weight = share * cubic[k]
            for z in range(reach + 1):
                out[reach + z] += weight * row[z]
    for z in range(1, reach + 1):
        out[reach - z] = -out[reach + z]


@njit(cache=True, nogil=True)
def _seen(profile: Floats, z_m: float, step_m: float, length_m: float, weight: float, out: Floats) -> None:
    """Add to `out` (cells,) what an electrode at z sees of a front that runs from 0 upward, cell by cell of `step_m`."""
    middle, step = profile.size // 2, step_m / STEP_M
    whole = min(int(length_m / step_m), out.size - 1)
    start = middle + z_m / STEP_M - 0.5 * step
    first = max(int(np.ceil((start - (profile.size - 2)) / step)), 0)
    last = min(int(np.floor(start / step)) + 1 if start >= 0.0 else 0, whole)
    for j in range(first, last):
        place = start - j * step
        k = int(place)
        out[j] -= weight * (profile[k] + (place - k) * (profile[k + 1] - profile[k]))
    rest = length_m / step_m - whole
    place = start - whole * step + 0.5 * (1.0 - rest) * step
    if 0.0 <= place < profile.size - 1:
        k = int(place)
        slope = weight * rest * (profile[k] + (place - k) * (profile[k + 1] - profile[k]))
        # Shared with the cell before, so that what is seen of the last piece is seen in its middle.
        share = 0.5 * (1.0 + rest) if whole > 0 else 1.0
        out[whole] -= share * slope
        out[max(whole - 1, 0)] -= (1.0 - share) * slope


@njit(cache=True, nogil=True)
def _unit_seen(
    i: int, lying: Fibres, places: Floats, electrodes: Floats, slopes: Floats, step_m: float, seen: Floats
) -> None:
    """What the electrodes see of all waves of unit i, into `seen` (e, cells)."""
    profile = np.empty(2 * slopes.shape[2] - 1)
    section = lying.section_m2[i]
    for f in range(lying.depth_m.shape[1]):
        for e in range(electrodes.shape[0]):
            if e == 0 or electrodes[e, 0] != electrodes[e - 1, 0]:
                _profile(slopes, places[i, f], electrodes[e, 0] - lying.across_m[i, f], profile)
            z_m = electrodes[e, 1] - lying.end_plate_m[i, f]
            _seen(profile, z_m, step_m, lying.ahead_m[i, f], section, seen[e])
            # The other wave is the mirror image: an electrode at −z.
            _seen(profile, -z_m, step_m, lying.behind_m[i, f], section, seen[e])


@njit(cache=True, nogil=True)
def _potentials(
    lying: Fibres, places: Floats, velocity: Floats, electrodes: Floats, slopes: Floats, rate_hz: float, out: Floats
) -> None:
    """Into `out` (n, e, samples)."""
    samples = out.shape[2]
    wave, seen = np.empty(samples), np.empty((electrodes.shape[0], samples // CELL_SAMPLES + 1))
    for i in range(velocity.size):
        step_m = velocity[i] / rate_hz
        seen[:] = 0.0
        _unit_seen(i, lying, places, electrodes, slopes, CELL_SAMPLES * step_m, seen)
        length = min(int(WAVE_M / step_m) + CELL_SAMPLES, samples)
        for k in range(length):
            behind = intracellular_potential((k - CELL_SAMPLES) * step_m)
            wave[k] = intracellular_potential(min(k * step_m, WAVE_M)) - behind
        for e in range(electrodes.shape[0]):
            for j in range(seen.shape[1]):
                at = CELL_SAMPLES * j
                for k in range(min(length, samples - at)):
                    out[i, e, at + k] += wave[k] * seen[e, j]


def action_potentials(
    lying: Fibres,
    velocity_mps: Floats,
    electrodes_m: Floats,
    table: SlopeTable,
    intracellular_spm: float,
    rate_hz: float,
    samples: int,
) -> Floats:
    """Monopolar potentials, V, shape (n, samples, e), from the moment at which the waves start.

    Args:
        velocity_mps: (n,) conduction velocity of each unit.
        electrodes_m: (e, 2) across and along the fibres from the middle of the muscle; those with the same first
            coordinate are best kept together.
        rate_hz: of the samples; 8 kHz and more keep the front of the wave.
    """
    cells = np.arange(table.depths_m.size, dtype=np.float64)
    places = np.interp(lying.depth_m, table.depths_m, cells)
    out = np.zeros((velocity_mps.size, electrodes_m.shape[0], samples))
    _potentials(lying, places, velocity_mps, electrodes_m, table.slopes, rate_hz, out)
    out *= intracellular_spm
    return np.ascontiguousarray(out.transpose(0, 2, 1))


def longest_s(lying: Fibres, velocity_mps: Floats) -> float:
    """From the first wave's start until the last has left its fibre."""
    reach = np.maximum(lying.ahead_m, lying.behind_m).max(axis=1) + WAVE_M
    return float((reach / velocity_mps).max())


def in_phases(fine: Floats, phases: int) -> Singles:
    """Templates (n, phases, samples, channels) from potentials (n, samples × phases, channels) at `phases` times the rate.

    Template p starts p / phases of a sample after the one that it is added to.
    """
    n, length, channels = fine.shape
    out = np.zeros((n, phases, length // phases, channels), dtype=np.float32)
    out[:, 0] = fine[:, ::phases]
    for p in range(1, phases):
        out[:, p, 1:] = fine[:, phases - p :: phases][:, : length // phases - 1]
    return out
