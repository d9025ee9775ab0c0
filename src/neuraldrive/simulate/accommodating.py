"""Accommodating resistance: bands and chains that make a bar heavier as it goes up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from neuraldrive.errors import BadValue
from neuraldrive.kernels.lift import PLACES, Resistance
from neuraldrive.simulate import door
from neuraldrive.simulate.bands import Band, band
from neuraldrive.simulate.graded import Chain, GradedBand, band_of, chain
from neuraldrive.simulate.hung_chains import HungChain, hung_chain
from neuraldrive.units import STANDARD_GRAVITY_MPS2

__all__ = [
    "AccommodatedLoad", "Accommodation", "Band", "Chain", "GradedBand", "HungChain", "band", "band_of", "chain",
    "described", "hung_chain", "resistance", "told",
]  # fmt: skip

Floats = NDArray[np.float64]

LONGEST_RANGE_M = 3.0


Accommodation = Band | GradedBand | Chain | HungChain


@dataclass(frozen=True)
class AccommodatedLoad:
    """What a bar with bands and chains weighs on its way, kg (band newtons over g): no one number says it.

    Args:
        bottom_kg, middle_kg, top_kg: at the ends and the middle of the range; mean_kg: over its height.
        rule: how it was equated with plates alone; empty where it was not.
    """

    bottom_kg: float
    middle_kg: float
    top_kg: float
    mean_kg: float
    rule: str = ""

    def __str__(self) -> str:
        loads = (
            f"{self.bottom_kg:.1f} kg at the bottom, {self.middle_kg:.1f} in the middle, {self.top_kg:.1f} at the top, "
            f"{self.mean_kg:.1f} on average"
        )
        return f"{loads}; {self.rule.replace('_', ' ')}" if self.rule else loads


def resistance(bar_kg: float, extras: Sequence[Accommodation], range_m: float) -> Resistance:
    """What a bar with these bands and chains sets against the lifter over a range of motion.

    Raises:
        BadValue: something else than bands and chains, a range that is none, or a band that does not fit the lift.

    >>> load = resistance(60, [band_of(10, 40), chain(top_kg=10)], 0.4)
    >>> load.bar_kg, round(float(load.bands_n[-1])), float(load.chains_kg[-1])
    (60.0, 392, 10.0)
    """
    extent = door.number("range_m", range_m, 0.01, LONGEST_RANGE_M, "m")
    bands, chains = np.zeros(PLACES + 1), np.zeros(PLACES + 1)
    for each in extras:
        if not isinstance(each, Accommodation):
            raise BadValue(
                "accommodating", found=f"{each!r:.60}", needed="bands and chains",
                remedy="[simulate.band_of(10, 40), simulate.chain(top_kg=20)], say.",
            )  # fmt: skip
        bands, chains = bands + each.bands_n(extent), chains + each.chains_kg(extent)
    return Resistance(float(bar_kg), bands, chains, bool(extras))


def described(load: Resistance, rule: str = "") -> AccommodatedLoad:
    """The load at bottom, middle and top of the range and on average over its height, kg.

    >>> print(described(resistance(60, [band_of(10, 40, "straight")], 0.4)))
    70.0 kg at the bottom, 85.0 in the middle, 100.0 at the top, 85.0 on average
    """
    kg = load.bar_kg + load.chains_kg + load.bands_n / STANDARD_GRAVITY_MPS2
    mean = float(np.trapezoid(kg)) / PLACES
    return AccommodatedLoad(float(kg[0]), float(kg[PLACES // 2]), float(kg[-1]), mean, rule)


def told(bar_kg: float, extras: Sequence[Accommodation], range_m: float) -> str:
    """Bar, bands and chains in words: what hangs there, what it weighs on the way, and how it was equated.

    >>> told(60, [], 0.4)
    '60 kg of bar and plates'
    >>> told(60, [chain(top_kg=20)], 0.4)[:67]
    '60 kg of bar and plates with chains of 0 kg at the bottom and 20 kg'
    """
    plates = f"{bar_kg:.4g} kg of bar and plates"
    if not extras:
        return plates
    rules = dict.fromkeys(each.rule for each in extras if each.rule)
    loads = described(resistance(bar_kg, extras, range_m), ", ".join(rules))
    return f"{plates} with {' and '.join(_with_doubts(each, range_m) for each in extras)}: {loads}"


def _with_doubts(extra: Accommodation, range_m: float) -> str:
    doubts = ", ".join(extra.doubts(range_m))
    return f"{extra} ({doubts})" if doubts else str(extra)
