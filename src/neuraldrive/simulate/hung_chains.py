"""Chains of known mass and length that hang from the bar onto the floor."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from neuraldrive.errors import BadValue
from neuraldrive.kernels.lift import PLACES
from neuraldrive.simulate import door

Floats = NDArray[np.float64]

HEAVIEST_KG, LONGEST_M, MOST_CHAINS = 500.0, 10.0, 12


@dataclass(frozen=True)
class HungChain:
    """Chains of known mass and length that hang from the bar onto the floor; see `hung_chain`."""

    mass_kg: float
    length_m: float
    off_floor_m: float
    number: int
    rule: str = ""

    def __str__(self) -> str:
        many = f"{self.number} chains" if self.number > 1 else "a chain"
        return f"{many} of {self.mass_kg:.4g} kg and {self.length_m:.2f} m"

    def bands_n(self, range_m: float) -> Floats:
        """None."""
        return np.zeros(PLACES + 1)

    def chains_kg(self, range_m: float) -> Floats:
        """Mass off the floor over the range, (PLACES + 1,) kg: it rises until the whole chain hangs."""
        hangs = np.minimum(self.off_floor_m + np.linspace(0.0, range_m, PLACES + 1), self.length_m)
        return np.asarray(self.number * self.mass_kg * hangs / self.length_m)

    def doubts(self, range_m: float) -> tuple[str, ...]:
        """What should be known of it in a lift of this range."""
        lies = self.length_m - self.off_floor_m
        return (f"off the floor after {100 * lies:.0f} cm, a plate from there on",) if lies < range_m - 0.005 else ()


def hung_chain(mass_kg: float, length_m: float, *, off_floor_m: float = 0.0, number: int = 2) -> HungChain:
    """Chains by what they are: mass and length of one, how much of it hangs free at the bottom of the lift, how many.

    Raises:
        BadValue: a value that cannot be, or a chain that lies on the floor at no place of the lift.

    >>> hung_chain(10, 1.0, off_floor_m=0.2).chains_kg(0.5)[[0, -1]].tolist()
    [4.0, 14.0]
    """
    mass = door.number("mass_kg", mass_kg, 0.1, HEAVIEST_KG, "kg")
    length = door.number("length_m", length_m, 0.1, LONGEST_M, "m")
    hangs = door.number("off_floor_m", off_floor_m, 0.0, LONGEST_M, "m")
    if hangs >= length:
        raise BadValue(
            "chain", found=f"{hangs:g} m of {length:g} m off the floor at the bottom",
            needed="a part of it on the floor there", remedy="One that hangs free all the way is a plate: add it to the load.",
        )  # fmt: skip
    if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= MOST_CHAINS:
        raise BadValue(
            "number", found=repr(number), needed=f"1 to {MOST_CHAINS}", remedy="Count the chains on the bar."
        )
    return HungChain(mass, length, hangs, number)
