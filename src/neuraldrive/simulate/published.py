"""Published pools as their papers have them, one function a paper, for those who know these papers.

They are isometric, keep the papers' units of excitation and force, and mend nothing: what our own model does otherwise,
and why, is said there.
"""

from __future__ import annotations

from neuraldrive.errors import BadValue
from neuraldrive.kernels import fuglevand_1993 as fuglevand_kernel
from neuraldrive.kernels import potvin_fuglevand_2017 as potvin_kernel
from neuraldrive.kernels.chance import NORMAL_LIMIT
from neuraldrive.simulate import published_limits as limits
from neuraldrive.simulate.published_rate_pool import FatigueCourse, PotvinFuglevand2017
from neuraldrive.simulate.published_spike_pool import Fuglevand1993, TwitchCourse

__all__ = [
    "FatigueCourse",
    "Fuglevand1993",
    "PotvinFuglevand2017",
    "TwitchCourse",
    "fuglevand_1993",
    "potvin_fuglevand_2017",
]

_BOTH = {
    "units": (2, 100_000),
    "recruitment_range": (1.001, 1000.0),
    "minimal_rate_pps": (0.5, 100.0),
    "peak_rate_first_pps": (1.0, 500.0),
    "gain_pps": (0.01, 100.0),
    "twitch_force_range": (1.001, 10_000.0),
    "longest_contraction_time_s": (0.01, 1.0),
    "contraction_time_range": (1.0, 20.0),
}
_POTVIN = {
    **_BOTH,
    "peak_rate_last_pps": (1.0, 500.0),
    "adaptation": (0.0, 1.0),
    "adaptation_offset_pps": (0.0, 100.0),
    "adaptation_time_constant_s": (0.1, 10_000.0),
    "contraction_slowing": (0.0, 5.0),
    "fatigability_range": (1.001, 10_000.0),
    "fatigability_last_per_s": (0.0, 1.0),
}
_FUGLEVAND = {
    **_BOTH,
    "peak_rate_difference_pps": (0.0, 500.0),
    "interval_cv": (0.0, 0.99 / NORMAL_LIMIT),
}


def potvin_fuglevand_2017(**constants: float) -> PotvinFuglevand2017:
    """The pool of Potvin and Fuglevand 2017: rates and forces without discharges, with adaptation and fatigue.

    Args:
        constants: those that differ from the paper's, by name: units (120), recruitment_range (50), minimal_rate_pps (8),
            peak_rate_first_pps (35), peak_rate_last_pps (25), gain_pps (1), twitch_force_range (100),
            longest_contraction_time_s (0.09), contraction_time_range (3), adaptation (0.67), adaptation_offset_pps (2),
            adaptation_time_constant_s (22), contraction_slowing (0.379), fatigability_range (180),
            fatigability_last_per_s (0.0225).

    Raises:
        BadValue: an unknown constant, or a value that cannot be.

    >>> pool = potvin_fuglevand_2017()
    >>> pool
    PotvinFuglevand2017(120 units, excitation to 67)
    >>> round(pool.maximal_force, 5), round(pool.force(40.0), 5)
    (2215.98115, 1311.86896)
    >>> pool.hold(at=0.5, duration_s=120).failed_at_s
    95.5
    """
    values = limits.constants("potvin_fuglevand_2017", constants, _POTVIN)
    chosen = potvin_kernel.Constants()._replace(**values)  # type: ignore[arg-type]
    _check_peaks(chosen.minimal_rate_pps, chosen.peak_rate_first_pps, chosen.peak_rate_last_pps)
    if chosen.adaptation_offset_pps > chosen.minimal_rate_pps:
        raise BadValue(
            "adaptation_offset_pps",
            found=f"{chosen.adaptation_offset_pps:g} pps",
            needed=f"at most the minimal rate, {chosen.minimal_rate_pps:g} pps",
            remedy="Lower it.",
        )
    return PotvinFuglevand2017(chosen, potvin_kernel.pool(chosen))


def fuglevand_1993(**constants: float) -> Fuglevand1993:
    """The pool of Fuglevand, Winter and Patla 1993: discharges with drawn intervals, and the sum of their twitches.

    All units that a step of excitation recruits discharge together at its start. An interval is drawn whole at its first
    discharge. The gain of the twitch shrinks the second twitch of a doublet: study doublets with our own model.

    Args:
        constants: those that differ from the paper's, by name: units (120), recruitment_range (30), minimal_rate_pps (8),
            peak_rate_first_pps (35), peak_rate_difference_pps (10), gain_pps (1), twitch_force_range (100),
            longest_contraction_time_s (0.09), contraction_time_range (3), interval_cv (0.2).

    Raises:
        BadValue: an unknown constant, or a value that cannot be.

    >>> pool = fuglevand_1993(recruitment_range=50)
    >>> pool
    Fuglevand1993(120 units, excitation to 67)
    >>> round(pool.steady_force(33.5) / pool.steady_force(67.0), 4)
    0.461
    """
    values = limits.constants("fuglevand_1993", constants, _FUGLEVAND)
    chosen = fuglevand_kernel.Constants()._replace(**values)  # type: ignore[arg-type]
    last = chosen.peak_rate_first_pps - chosen.peak_rate_difference_pps
    _check_peaks(chosen.minimal_rate_pps, chosen.peak_rate_first_pps, last)
    return Fuglevand1993(chosen, fuglevand_kernel.pool(chosen))


def _check_peaks(minimal_pps: float, first_pps: float, last_pps: float) -> None:
    if min(first_pps, last_pps) < minimal_pps:
        raise BadValue(
            "peak rates",
            found=f"{first_pps:g} pps first, {last_pps:g} pps last",
            needed=f"both at least the minimal rate, {minimal_pps:g} pps",
            remedy="Raise the peak rates or lower the minimal rate.",
        )
