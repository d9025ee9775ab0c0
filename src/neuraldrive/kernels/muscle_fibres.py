"""Where the fibres of each motor unit lie in a muscle: territories, end plates, tendon ends, conduction velocities.

Territories are discs anywhere in the cross-section (Fuglevand, Winter and Patla 1993), here a rectangle under the skin,
into which what lies outside is folded back, so that the fibres of all units fill it evenly. A unit's fibres together have
the share of the muscle's cross-section that the unit has of its tetanic force: one specific tension for all.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from neuraldrive.kernels import chance

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

FIBRES_A_UNIT = 48
"""Fibres that stand for the thousands of a unit; more change its peak to peak by some 3 %."""
GOLDEN_ANGLE = np.pi * (3.0 - np.sqrt(5.0))
EVEN_STEPS = (np.sqrt(2.0), np.sqrt(3.0), np.sqrt(7.0))
"""Multiples of these, less their whole part, fill end-plate and tendon zones more evenly than chance would."""
SLOWEST_MPS = 1.5
"""No unit conducts more slowly, however the dice fall."""
ACROSS, DEPTH, END_PLATE, TURN, VELOCITY, FIRST_ZONE = range(6)
"""Which deviate of a unit decides what; from `FIRST_ZONE` on, where the filling of each zone begins."""


class Anatomy(NamedTuple):
    """A muscle's body as rectangle and zones.

    Args:
        width_m, thickness_m: its cross-section, its surface plane and parallel to the skin.
        fibre_share: share of that section that is fibre.
        unit_density: share of the fibres in a territory that belong to its unit.
        half_length_m: from the middle of the end plates to the middle of either tendon's fibre ends.
        end_plate_zone_m, tendon_zone_m: length over which end plates, and fibre ends, are spread.
        superficial: correlation of size and nearness to the skin (0: a unit lies anywhere, whatever its size).
        velocity_first_mps, velocity_last_mps, velocity_sd_mps: conduction of the unit recruited first, of the last, and
            its spread about the line between them.
    """

    width_m: float
    thickness_m: float
    fibre_share: float
    unit_density: float
    half_length_m: float
    end_plate_zone_m: float
    tendon_zone_m: float
    superficial: float
    velocity_first_mps: float
    velocity_last_mps: float
    velocity_sd_mps: float


class Fibres(NamedTuple):
    """Fibres of n units, (n, f) each: across and along (end plates) from the middle of the muscle, depth below its surface,
    lengths from the end plate to the tendon at greater and at smaller z, and the cross-section (n,) that each stands for.
    """

    across_m: Floats
    depth_m: Floats
    end_plate_m: Floats
    ahead_m: Floats
    behind_m: Floats
    section_m2: Floats


class Territories(NamedTuple):
    """Disc of each unit, (n,) each: middle across, its depth, radius; and the unit's conduction velocity."""

    across_m: Floats
    depth_m: Floats
    radius_m: Floats
    velocity_mps: Floats


@njit(cache=True, nogil=True)
def _deviates(key: np.uint64, n: int, which: int, bell: bool) -> Floats:
    out = np.empty(n)
    for i in range(n):
        out[i] = chance.normal(key, i, which) if bell else chance.uniform(key, i, which)
    return out


def territories(key: np.uint64, tetanic_share: Floats, anatomy: Anatomy) -> Territories:
    """A territory for each unit, (n,), ordered by threshold; the same key gives the same muscle.

    Args:
        tetanic_share: (n,) share of the muscle's tetanic force; sums to 1.
    """
    from scipy.special import ndtr, ndtri  # late: only surface EMG needs them

    n = tetanic_share.size
    rank = (np.arange(n) + 0.5) / n
    rho = anatomy.superficial
    score = np.sqrt(1.0 - rho**2) * _deviates(key, n, DEPTH, True) - rho * ndtri(rank)
    section = tetanic_share * anatomy.width_m * anatomy.thickness_m
    velocity = anatomy.velocity_first_mps + (anatomy.velocity_last_mps - anatomy.velocity_first_mps) * rank
    velocity += anatomy.velocity_sd_mps * _deviates(key, n, VELOCITY, True)
    return Territories(
        across_m=anatomy.width_m * (_deviates(key, n, ACROSS, False) - 0.5),
        depth_m=anatomy.thickness_m * ndtr(score),
        radius_m=np.sqrt(section / (np.pi * anatomy.unit_density)),
        velocity_mps=np.maximum(velocity, SLOWEST_MPS),
    )


@njit(cache=True, nogil=True)
def _folded(x: float, low: float, high: float) -> float:
    """A place inside, mirrored at the edges as often as it takes."""
    span = high - low
    turn = (x - low) % (2.0 * span)
    return low + (turn if turn <= span else 2.0 * span - turn)


@njit(cache=True, nogil=True)
def _even(key: np.uint64, unit: int, fibre: int, zone: int) -> float:
    """Place of a fibre in one of its unit's zones, −1/2 to 1/2."""
    place: float = (chance.uniform(key, unit, FIRST_ZONE + zone) + fibre * EVEN_STEPS[zone]) % 1.0 - 0.5
    return place


@njit(cache=True, nogil=True)
def _spread(key: np.uint64, discs: Territories, anatomy: Anatomy, shallowest_m: float, out: Floats) -> None:
    n, count = out.shape[1:]
    half = 0.5 * anatomy.width_m
    for i in range(n):
        turn = 2.0 * np.pi * chance.uniform(key, i, TURN)
        middle = 0.5 * anatomy.end_plate_zone_m * (chance.uniform(key, i, END_PLATE) - 0.5)
        for j in range(count):
            # A sunflower's seeds fill a disc evenly.
            radius, angle = discs.radius_m[i] * np.sqrt((j + 0.5) / count), turn + j * GOLDEN_ANGLE
            plate = middle + 0.5 * anatomy.end_plate_zone_m * _even(key, i, j, 0)
            out[0, i, j] = _folded(discs.across_m[i] + radius * np.cos(angle), -half, half)
            out[1, i, j] = _folded(discs.depth_m[i] + radius * np.sin(angle), shallowest_m, anatomy.thickness_m)
            out[2, i, j] = plate
            for side in range(2):
                ends = anatomy.tendon_zone_m * _even(key, i, j, 1 + side)
                out[3 + side, i, j] = max(anatomy.half_length_m + ends + (2 * side - 1) * plate, 0.0)


def fibres(
    key: np.uint64,
    tetanic_share: Floats,
    anatomy: Anatomy,
    discs: Territories,
    shallowest_m: float,
    count: int = FIBRES_A_UNIT,
) -> Fibres:
    """`count` fibres for each unit, evenly spread over its territory."""
    out = np.empty((5, tetanic_share.size, count))
    _spread(key, discs, anatomy, shallowest_m, out)
    section = tetanic_share * anatomy.fibre_share * anatomy.width_m * anatomy.thickness_m / count
    return Fibres(out[0], out[1], out[2], out[3], out[4], section)
