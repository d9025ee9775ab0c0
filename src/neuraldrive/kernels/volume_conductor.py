"""The potential on the skin over a muscle: a muscle half-space under a layer of fat and one of skin, all plane.

Farina and Merletti 2001: the muscle conducts better along its fibres than across them; fat and skin are isotropic; above
the skin is air, through which no current goes. In the plane of the skin the problem is a filter: a point source at depth
h in the muscle has the transform H(kx, kz), kx across and kz along the fibres. Without fat and skin, H is that of the
infinite medium (Rosenfalck 1969, Plonsey 1974), doubled by the air.

Limits: no bone, no curvature of the limb, no capacity of the tissue, fibres parallel to the skin.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SHALLOWEST_M = 0.5e-3
"""Least depth of a fibre below the surface of the muscle: about half a fibre bundle with its sheath."""
STEP_M = 1e-3
"""Between the places of the table. Seen through fat and skin, nothing changes faster than over some millimetres."""
DEPTH_RATIO = 1.06
"""From one depth of the table to the next, skin and fat included; between them it is interpolated."""
IMAGES = 15.0
"""Half way to the nearest image, in widths of the field: depths, stretched by the anisotropy."""
DECAY = 12.0
"""Spatial frequencies are left out where the filter has fallen by exp(-12)."""


class Layers(NamedTuple):
    """Conductivities (S/m) and thicknesses (m) of the tissue, and the radius of round electrodes (0 for points)."""

    muscle_across_spm: float
    muscle_along_spm: float
    fat_spm: float
    skin_spm: float
    fat_m: float
    skin_m: float
    electrode_radius_m: float = 0.0


class SlopeTable(NamedTuple):
    """∂/∂z of the potential of a unit current, V/(A·m): depths (d,), slopes (d, x, z) at steps of `STEP_M` from 0.

    The slope is even across the fibres, odd along them; beyond the table it counts as 0.
    """

    depths_m: Floats
    slopes: Floats


def transfer(kx: Floats, kz: Floats, depth_m: float, layers: Layers) -> Floats:
    """Potential on the skin per current at that depth, in the plane of spatial frequencies: V·m²/A.

    Args:
        kx, kz: across and along the fibres, rad/m, any shapes that go together; not both 0.
    """
    k = np.sqrt(kx**2 + kz**2)
    k_muscle = np.sqrt(kx**2 + layers.muscle_along_spm / layers.muscle_across_spm * kz**2)
    # From the air downward, per unit of potential on the skin: potential, and current downward over k.
    potential, current = np.cosh(k * layers.skin_m), layers.skin_spm * np.sinh(k * layers.skin_m)
    c, s = np.cosh(k * layers.fat_m), np.sinh(k * layers.fat_m)
    potential, current = potential * c + current / layers.fat_spm * s, current * c + potential * layers.fat_spm * s
    gain: Floats = np.exp(-k_muscle * depth_m) / (layers.muscle_across_spm * k_muscle * potential + k * current)
    return gain * _disc(k * layers.electrode_radius_m)


def _disc(x: Floats) -> Floats:
    """Mean over a round electrode, 2 J1(x)/x."""
    if not x.any():
        return np.ones_like(x)
    from scipy.special import j1  # late: only surface EMG needs it

    safe = np.maximum(x, 1e-6)
    mean: Floats = 2.0 * j1(safe) / safe
    return mean


@njit(cache=True, nogil=True)
def _product(a: Floats, b: Floats) -> Floats:
    """Matrix product, always summed in the same order: a library's may depend on how many threads it has."""
    out = np.zeros((a.shape[0], b.shape[1]))
    for i in range(a.shape[0]):
        for k in range(a.shape[1]):
            weight = a[i, k]
            for j in range(b.shape[1]):
                out[i, j] += weight * b[k, j]
    return out


def slope_table(layers: Layers, deepest_m: float, widest_m: float, longest_m: float) -> SlopeTable:
    """The slopes for fibres down to `deepest_m` in the muscle, `widest_m` and `longest_m` beside the electrode.

    The double cosine integral of `transfer` as a sum over even frequencies, which converges exponentially: its error is
    that of images of the source, at three times the length of the table and far beyond the width of its own field.
    """
    cover = layers.fat_m + layers.skin_m
    count = int(np.ceil(np.log((cover + deepest_m) / (cover + SHALLOWEST_M)) / np.log(DEPTH_RATIO))) + 1
    depths = np.geomspace(cover + SHALLOWEST_M, cover + deepest_m, max(count, 2)) - cover
    x, z = (np.arange(int(np.ceil(reach / STEP_M)) + 2) * STEP_M for reach in (widest_m, longest_m))
    stretch = np.sqrt(layers.muscle_along_spm / layers.muscle_across_spm)
    slopes = np.empty((depths.size, x.size, z.size))
    for i, depth in enumerate(depths):
        step = np.pi / max(1.5 * x[-1], 1.5 * z[-1], IMAGES * stretch * (cover + depth))
        kx = np.arange(0.0, DECAY / (cover + depth), step)
        kz = np.arange(step, DECAY / (cover + stretch * depth), step)
        gain = transfer(kx[:, None], kz[None, :], float(depth), layers) * kz
        gain[0] *= 0.5
        across = _product(np.cos(np.outer(x, kx)), gain)
        slopes[i] = -((step / np.pi) ** 2) * _product(across, np.sin(np.outer(kz, z)))
    return SlopeTable(depths, slopes)
