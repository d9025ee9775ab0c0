"""Bands and chains of which it is known what they weigh at the bottom and at the top of the lift."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from neuraldrive.errors import BadValue
from neuraldrive.kernels.lift import PLACES
from neuraldrive.simulate import door
from neuraldrive.units import STANDARD_GRAVITY_MPS2

Floats = NDArray[np.float64]
Shape = Literal["log", "straight"]

MOST_KG = 500.0
BEND = 1.0
"""Bend of a band of which only its ends are known, as a share of the range: its tension rises half as steeply at the top as
at the bottom. A rubber strip (stress as λ − 1/λ² of its stretch λ, Treloar) rises 0.55 times as steeply at four
times the tension, stretched from 1.2 to 2.2 times its length."""


def rise(shape: Shape) -> Floats:
    """From 0 at the bottom to 1 at the top of the range, (PLACES + 1,)."""
    place = np.linspace(0.0, 1.0, PLACES + 1)
    return np.log1p(place / BEND) / np.log1p(1.0 / BEND) if shape == "log" else place


@dataclass(frozen=True)
class GradedBand:
    """Bands of which the tension is known at the bottom and at the top of the lift; see `band_of`."""

    bottom_kg: float
    top_kg: float
    shape: Shape = "log"
    rule: str = ""

    def __str__(self) -> str:
        return f"bands of {self.bottom_kg:.3g} kg at the bottom and {self.top_kg:.3g} kg at the top"

    def bands_n(self, range_m: float) -> Floats:
        """Tension over the range, (PLACES + 1,) N."""
        return STANDARD_GRAVITY_MPS2 * (self.bottom_kg + (self.top_kg - self.bottom_kg) * rise(self.shape))

    def chains_kg(self, range_m: float) -> Floats:
        """None."""
        return np.zeros(PLACES + 1)

    def doubts(self, range_m: float) -> tuple[str, ...]:
        """None."""
        return ()


@dataclass(frozen=True)
class Chain:
    """Chains of which the mass off the floor is known at the bottom and at the top of the lift; see `chain`."""

    bottom_kg: float
    top_kg: float
    rule: str = ""

    def __str__(self) -> str:
        return f"chains of {self.bottom_kg:.3g} kg at the bottom and {self.top_kg:.3g} kg at the top"

    def bands_n(self, range_m: float) -> Floats:
        """None."""
        return np.zeros(PLACES + 1)

    def chains_kg(self, range_m: float) -> Floats:
        """Mass off the floor over the range, (PLACES + 1,) kg."""
        return self.bottom_kg + (self.top_kg - self.bottom_kg) * rise("straight")

    def doubts(self, range_m: float) -> tuple[str, ...]:
        """None."""
        return ()


def band_of(bottom_kg: float, top_kg: float, shape: Shape = "log") -> GradedBand:
    """Bands as coaches know them: so many kg at the bottom, so many at the top, all bands together.

    Bands bend (Shoepe 2010, McMaster 2010), so in between the tension follows a logarithm; `shape="straight"` draws a line.

    Raises:
        BadValue: a tension that no band has, or one that does not rise.

    >>> [round(float(n)) for n in band_of(10, 40).bands_n(0.4)[[0, 128, -1]]]
    [98, 270, 392]
    """
    if shape not in ("log", "straight"):
        raise BadValue("shape", found=repr(shape), needed='"log" or "straight"', remedy="Bands bend: leave it out.")
    return GradedBand(*_rising("band", bottom_kg, top_kg), shape)


def chain(bottom_kg: float = 0.0, top_kg: float = 20.0) -> Chain:
    """Chains: so many kg off the floor at the bottom, so many at the top, link by link in between (McMaster 2010: r = 1).

    Raises:
        BadValue: a mass that cannot be, or one that does not rise.

    >>> chain(top_kg=20).chains_kg(0.4)[[0, 128, -1]].tolist()
    [0.0, 10.0, 20.0]
    """
    return Chain(*_rising("chain", bottom_kg, top_kg))


def _rising(what: str, bottom_kg: float, top_kg: float) -> tuple[float, float]:
    bottom = door.number("bottom_kg", bottom_kg, 0.0, MOST_KG, "kg")
    top = door.number("top_kg", top_kg, 0.0, MOST_KG, "kg")
    if top <= bottom:
        raise BadValue(
            what, found=f"{bottom:g} kg at the bottom and {top:g} kg at the top", needed="more at the top",
            remedy="What does not grow on the way up is a plate: add it to the load.",
        )  # fmt: skip
    return bottom, top
