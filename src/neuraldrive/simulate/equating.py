"""How a load with bands or chains is equated with plates alone: on it depends whether bands make a lift faster or slower."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

import numpy as np

from neuraldrive.errors import BadValue
from neuraldrive.simulate import door
from neuraldrive.simulate.accommodating import (
    AccommodatedLoad,
    Accommodation,
    described,
    resistance,
)
from neuraldrive.simulate.graded import Chain, GradedBand, Shape, rise

Kind = Literal["band", "log_band", "chain"]
Rule = Literal["equated_by_mean", "equated_at_bottom", "equated_at_top", "added_on_top"]

BAND_ENDS, CHAIN_ENDS, SLACK_ENDS = (0.4, 1.6), (0.0, 2.0), (0.0, 2.0)
"""Tension at the bottom and the top as shares of the mean over the range: of a band that is stretched throughout, of chains
that lie on the floor at the bottom, of a band that is just slack there."""
HEAVIEST_KG = 1500.0
ANY_RANGE_M = 1.0
"""Shapes that are shares of the range have the same loads over any."""


@dataclass(frozen=True)
class Equated:
    """A load with bands or chains, and the rule by which it stands for plates alone.

    Args:
        load_kg: bar and plates that stay.
        accommodating: bands and chains, each with the rule.
        plates_alone_kg: what it stands for.
        loads: what it weighs on the way.
    """

    load_kg: float
    accommodating: tuple[Accommodation, ...]
    plates_alone_kg: float
    loads: AccommodatedLoad

    @property
    def rule(self) -> str:
        """By which it was equated."""
        return self.loads.rule

    def __str__(self) -> str:
        return f"{self.plates_alone_kg:.4g} kg as {self.load_kg:.4g} kg with accommodating resistance: {self.loads}"


def plates_with(load_kg: float, extras: Sequence[Accommodation], range_m: float, rule: Rule) -> Equated:
    """One's own bands and chains: the plates that go with them so that the whole equals `load_kg` of plates by a rule.

    Raises:
        BadValue: no such rule, or bands and chains that weigh more than the whole load by it.

    >>> from neuraldrive.simulate.accommodating import band_of
    >>> round(plates_with(100, [band_of(10, 40, "straight")], 0.4, "equated_at_top").load_kg, 6)
    60.0
    """
    whole = door.number("load_kg", load_kg, 0.0, HEAVIEST_KG, "kg")
    alone = described(resistance(0.0, extras, range_m))
    taken_off = {
        "equated_by_mean": alone.mean_kg, "equated_at_bottom": alone.bottom_kg, "equated_at_top": alone.top_kg,
        "added_on_top": 0.0,
    }  # fmt: skip
    if rule not in taken_off:
        raise BadValue("rule", found=repr(rule), needed=f"one of {', '.join(get_args(Rule))}", remedy="Choose one.")
    plates = whole - taken_off[rule]
    if plates < 0.0:
        raise BadValue(
            "accommodating", found=f"{taken_off[rule]:.4g} kg of bands and chains ({rule.replace('_', ' ')})",
            needed=f"at most the load, {whole:.4g} kg", remedy="Take thinner bands, or a heavier load.",
        )  # fmt: skip
    ruled = tuple(replace(each, rule=rule) for each in extras)
    return Equated(plates, ruled, whole, described(resistance(plates, ruled, range_m), rule))


def equated_by_mean(load_kg: float, share: float, kind: Kind = "band") -> Equated:
    """Plates are taken off until the mean resistance over the range is that of the plates alone.

    The band pulls with 0.4 of its mean at the bottom and 1.6 at the top, in a straight line or ("log_band") bent as
    bands are; chains go from nothing to twice their mean.

    Args:
        share: of the mean resistance that is band or chain.

    Raises:
        BadValue: a share outside 0 to 1, or no such kind.

    >>> print(equated_by_mean(100, 0.2))
    100 kg as 80 kg with accommodating resistance: 88.0 kg at the bottom, 100.0 in the middle, 112.0 at the top, 100.0 on average; equated by mean
    """
    return _by(load_kg, share, kind, "equated_by_mean")


def equated_at_bottom(load_kg: float, share: float, kind: Kind = "band") -> Equated:
    """Plates are taken off until the bottom is as heavy as with plates alone: it gets heavier from there. As
    `equated_by_mean`.

    >>> equated_at_bottom(100, 0.2).loads.bottom_kg, equated_at_bottom(100, 0.2).load_kg
    (100.0, 92.0)
    """
    return _by(load_kg, share, kind, "equated_at_bottom")


def equated_at_top(load_kg: float, share: float, kind: Kind = "band") -> Equated:
    """Plates are taken off until the top is as heavy as with plates alone: all below is lighter. As `equated_by_mean`.

    >>> equated_at_top(100, 0.2).load_kg
    68.0
    """
    return _by(load_kg, share, kind, "equated_at_top")


def added_on_top(load_kg: float, share: float, kind: Kind = "band") -> Equated:
    """All plates stay, and a band that is just slack at the bottom is added (or chains that lie on the floor there), with
    a mean of `share` of the load: what studies do that find a slower bar. As `equated_by_mean`.

    >>> added_on_top(100, 0.2).loads.top_kg
    140.0
    """
    return _by(load_kg, share, kind, "added_on_top")


def _by(load_kg: float, share: float, kind: Kind, rule: Rule) -> Equated:
    whole = door.number("load_kg", load_kg, 0.0, HEAVIEST_KG, "kg")
    part = door.share("share", share)
    if kind not in get_args(Kind):
        raise BadValue("kind", found=repr(kind), needed=f"one of {', '.join(get_args(Kind))}", remedy="Choose one.")
    if part == 0.0 or whole == 0.0:
        raise BadValue(
            "share",
            found=f"{part:g} of {whole:g} kg",
            needed="both above 0",
            remedy="Without bands it is plates alone.",
        )
    return plates_with(whole, [_typical(kind, part * whole, rule)], ANY_RANGE_M, rule)


def _typical(kind: Kind, mean_kg: float, rule: Rule) -> Accommodation:
    """The band or chain of that kind that weighs `mean_kg` on average."""
    if kind == "chain":
        return Chain(CHAIN_ENDS[0] * mean_kg, CHAIN_ENDS[1] * mean_kg)
    bottom, top = SLACK_ENDS if rule == "added_on_top" else BAND_ENDS
    shape: Shape = "log" if kind == "log_band" else "straight"
    scale = mean_kg / (bottom + (top - bottom) * float(np.trapezoid(rise(shape))) / (rise(shape).size - 1))
    return GradedBand(bottom * scale, top * scale, shape)
