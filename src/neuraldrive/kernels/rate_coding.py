"""How fast a recruited unit discharges: its rate at recruitment and at full excitation, and the curve between.

One function a paper; each returns (rate at recruitment, peak rate), shape (n,) each, in pps.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from neuraldrive.kernels.inner import INNER
from neuraldrive.kernels.recruitment import places, relative_thresholds

Floats = NDArray[np.float64]

CURVE_POINTS = 2048
CURVE_END = 1.25
"""The curve is tabled beyond full excitation, where noise may carry the drive."""
PLACES = CURVE_POINTS / CURVE_END
FUSED = {"contract"}
"""Lets the processor multiply and add in one go: a discharge waits for a chain of both."""


def onion_skin_de_luca_2012(
    threshold: Floats, at_recruitment_pps: tuple[float, float], peak_pps: tuple[float, float]
) -> tuple[Floats, Floats]:
    """Earlier recruited units discharge faster at every excitation: both rates run linearly with the threshold.

    De Luca and Contessa 2012; De Luca and Hostage 2010, doi 10.1152/jn.01018.2009, in vastus lateralis, first dorsal
    interosseous and tibialis anterior. Each pair is that of the first and of the last unit.
    """
    w = relative_thresholds(threshold)
    low = at_recruitment_pps[0] + (at_recruitment_pps[1] - at_recruitment_pps[0]) * w
    return low, peak_pps[0] + (peak_pps[1] - peak_pps[0]) * w


def rising_moritz_2005(
    threshold: Floats, at_recruitment_pps: tuple[float, float], peak_pps: tuple[float, float]
) -> tuple[Floats, Floats]:
    """Later recruited units start and end faster: both rates rise geometrically with size.

    Moritz, Barry, Pascoe and Enoka 2005, doi 10.1152/jn.01122.2004, in first dorsal interosseous (7 to 23 and 14 to
    38 pps). Geometric, so that peak rate times contraction time stays about the same and each unit stays matched to
    its twitch.
    """
    z = places(threshold.size)
    low = at_recruitment_pps[0] * (at_recruitment_pps[1] / at_recruitment_pps[0]) ** z
    return low, peak_pps[0] * (peak_pps[1] / peak_pps[0]) ** z


def power_curve(exponent: float) -> Floats:
    """u^exponent tabled from 0 to `CURVE_END`; a power is the dearest operation of a pool."""
    return np.asarray(np.linspace(0.0, CURVE_END, CURVE_POINTS + 1) ** exponent)


@njit(cache=True, nogil=True, error_model="numpy")
def rate(excitation: float, threshold: float, low_pps: float, peak_pps: float, curve: Floats) -> float:
    """Rate of one unit that is on, pps; that at recruitment where the excitation is below its threshold.

    Slow at first and steep near full excitation (exponent above 1): linear rate coding gives 14 to 20 pps at 30 % of
    maximum in vastus lateralis, where 11 are found.
    """
    return float(at_place((excitation - threshold) * (PLACES / (1.0 - threshold)), low_pps, peak_pps, curve))


@njit(**INNER, fastmath=FUSED)
def at_place(place: float, low_pps: float, peak_pps: float, curve: Floats) -> float:
    """Rate at a place of the curve; a unit's excess over its threshold × PLACES / (1 − threshold) is its place."""
    place = min(max(place, 0.0), CURVE_POINTS - 1e-6)
    k = np.uint32(place)
    share = place - k
    return float(low_pps + (peak_pps - low_pps) * (curve[k] + share * (curve[k + 1] - curve[k])))


@njit(cache=True, nogil=True, error_model="numpy")
def rates(excitation: float, threshold: Floats, low_pps: Floats, peak_pps: Floats, curve: Floats) -> Floats:
    """Rate of each unit at a steady excitation, pps, shape (n,); 0 below its threshold."""
    out = np.zeros(threshold.size)
    for i in range(threshold.size):
        if excitation >= threshold[i]:
            out[i] = rate(excitation, threshold[i], low_pps[i], peak_pps[i], curve)
    return out
