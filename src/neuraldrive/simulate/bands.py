"""A band as it was measured: plates hung from it at a few lengths, and where it hangs in the lift."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from neuraldrive.errors import BadValue
from neuraldrive.kernels import band_tension
from neuraldrive.kernels.lift import PLACES
from neuraldrive.simulate import door

Floats = NDArray[np.float64]

SHORTEST_M, LONGEST_M, MOST_N, MOST_BANDS = 0.05, 10.0, 3000.0, 12
"""Bounds of what is hung on a bar: the widest bands (10 cm) pull about 900 N at twice their length."""
WORST_MISFIT = 0.10
"""Of the largest tension: bands of one colour differ by 8 to 19 % (McMaster 2010); a curve that misses one band's own
points by more has a wrong point in it."""
FURTHEST = 1.5
"""Times the longest length that was hung: beyond it nothing is known of the band."""


@dataclass(frozen=True)
class Band:
    """Bands of one kind on a bar, one of which was calibrated; see `band`.

    Args:
        curve: tension of one band over its length.
        length_at_bottom_m: of each at the bottom of the lift, as it was measured when hung; the bar's way lengthens it.
        number: of bands on the bar.
        hung_m: shortest and longest length that was measured.
        misfit_n: largest error of the curve at a measured length.
        rule: how the load was equated, where it was.
    """

    curve: band_tension.Curve
    length_at_bottom_m: float
    number: int
    hung_m: tuple[float, float]
    misfit_n: float
    rule: str = ""

    def __str__(self) -> str:
        many = f"{self.number} bands" if self.number > 1 else "a band"
        return f"{many} {self.length_at_bottom_m:.2f} m long at the bottom"

    def lengths_m(self, range_m: float) -> Floats:
        """Of one band over the range, (PLACES + 1,)."""
        return self.length_at_bottom_m + np.linspace(0.0, range_m, PLACES + 1)

    def bands_n(self, range_m: float) -> Floats:
        """Tension of all over the range, (PLACES + 1,) N.

        Raises:
            BadValue: the band is slack to the top of the lift, or stretched far beyond what was measured.
        """
        slack, top = band_tension.slack_length(self.curve), self.length_at_bottom_m + range_m
        if top <= slack:
            raise BadValue(
                "band", found=f"{top:.2f} m long at the top of the lift, and slack up to {slack:.2f} m",
                needed="a band that pulls somewhere in the lift",
                remedy="Anchor it lower or double it, and give that length_at_bottom_m.",
            )  # fmt: skip
        if top > FURTHEST * self.hung_m[1]:
            raise BadValue(
                "band", found=f"stretched to {top:.2f} m, measured to {self.hung_m[1]:.2f} m",
                needed=f"at most {FURTHEST:g} times what was measured", remedy="Hang a heavier plate from it.",
            )  # fmt: skip
        return self.number * band_tension.tension(self.curve, self.lengths_m(range_m))

    def chains_kg(self, range_m: float) -> Floats:
        """None."""
        return np.zeros(PLACES + 1)

    def doubts(self, range_m: float) -> tuple[str, ...]:
        """What should be known of it in a lift of this range."""
        slack = band_tension.slack_length(self.curve) - self.length_at_bottom_m
        beyond = self.length_at_bottom_m + range_m - self.hung_m[1]
        told = (f"slack for the first {100 * slack:.0f} cm",) if slack > 0.005 else ()
        return (*told, f"stretched {100 * beyond:.0f} cm beyond what was measured") if beyond > 0.005 else told


def band(
    tensions_n: Mapping[float, float] | Sequence[tuple[float, float]], *, length_at_bottom_m: float,
    slack_m: float | None = None, number: int = 2,
) -> Band:  # fmt: skip
    """A band that was calibrated by hanging known plates from it: newtons at two lengths or more, better four.

    The logarithm of Shoepe 2010 is fitted, and the points are not just joined: each is only as good as a length read
    beside a band that swings, the curve bridges what lies between and below them, and a point that was read wrongly
    shows. `slack_m` is worth as much as another plate.

    Args:
        tensions_n: newtons of one band by its length in m (a plate of m kg pulls with 9.81 m).
        length_at_bottom_m: length of each band when the bar is at the bottom of the lift. One that is slack there pulls
            only later, which `told` says.
        slack_m: longest length without tension, the band laid flat.
        number: bands of this kind on the bar, all alike: one at each end unless told.

    Raises:
        BadValue: fewer than two lengths, tensions that do not rise with length, or that no band's curve fits.

    >>> one = band({1.1: 60, 1.3: 150, 1.6: 240, 1.9: 310}, slack_m=1.0, length_at_bottom_m=1.2)
    >>> [round(float(n)) for n in one.bands_n(0.5)[[0, -1]]]
    [217, 532]
    """
    lengths, tensions = _points(tensions_n)
    if slack_m is not None and door.number("slack_m", slack_m, SHORTEST_M, LONGEST_M, "m") >= lengths[0]:
        raise _not_rising(f"{tensions[0]:g} N at {lengths[0]:g} m and none at {slack_m:g} m")
    curve = band_tension.fit(lengths, tensions, slack_m)
    misfit = float(np.abs(band_tension.tension(curve, lengths) - tensions).max())
    if misfit > WORST_MISFIT * tensions[-1]:
        raise BadValue(
            "tensions_n", found=f"a point {misfit:.0f} N off the band's curve",
            needed=f"within {WORST_MISFIT:.0%} of the largest tension", remedy="Measure that length again.",
        )  # fmt: skip
    if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= MOST_BANDS:
        raise BadValue("number", found=repr(number), needed=f"1 to {MOST_BANDS}", remedy="Count the bands on the bar.")
    at_bottom = door.number("length_at_bottom_m", length_at_bottom_m, SHORTEST_M, LONGEST_M, "m")
    return Band(curve, at_bottom, number, (float(lengths[0]), float(lengths[-1])), misfit)


def _points(given: Mapping[float, float] | Sequence[tuple[float, float]]) -> tuple[Floats, Floats]:
    try:
        pairs = [(length, newtons) for length, newtons in (given.items() if isinstance(given, Mapping) else given)]
    except (TypeError, ValueError):
        raise BadValue(
            "tensions_n", found=f"{given!r:.60}", needed="newtons by length in m", remedy="{1.2: 98, 1.6: 196}, say."
        ) from None
    if len(pairs) < 2:
        raise BadValue(
            "tensions_n", found=f"{len(pairs)} length", needed="two or more, better four", remedy="Hang another plate."
        )
    pairs = [
        (
            door.number("length of a band", length, SHORTEST_M, LONGEST_M, "m"),
            door.number("tension of a band", newtons, 0.1, MOST_N, "N"),
        )
        for length, newtons in pairs
    ]
    lengths, tensions = np.array(sorted(pairs)).T
    fallen = np.flatnonzero((np.diff(lengths) <= 0.0) | (np.diff(tensions) <= 0.0))
    if fallen.size:
        k = int(fallen[0])
        raise _not_rising(f"{tensions[k]:g} N at {lengths[k]:g} m and {tensions[k + 1]:g} N at {lengths[k + 1]:g} m")
    return lengths, tensions


def _not_rising(found: str) -> BadValue:
    return BadValue(
        "tensions_n", found=found, needed="a tension that rises with length",
        remedy="Lengths are in m and tensions in N: a plate of 10 kg is 98 N.",
    )  # fmt: skip
