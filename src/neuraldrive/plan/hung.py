"""Bands and chains on the bar: those of the athlete that come nearest to what is written, and what they weigh on the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from neuraldrive import catalog
from neuraldrive.records.prescribed import LoadOnTheWay
from neuraldrive.records.prescription import Load
from neuraldrive.simulate.accommodating import Accommodation, Band, Chain, GradedBand, HungChain, described, resistance
from neuraldrive.simulate.equating import BAND_ENDS

Hung = Sequence[Accommodation] | Mapping[str, Sequence[Accommodation]]
"""The athlete's calibrated bands and chains, `simulate.band` and `simulate.hung_chain`: for every lift, or by lift."""

USUAL_LIFT = {"squat": "back_squat", "hinge": "deadlift", "press": "bench_press"}
FAR_OFF = 0.10
"""From so much off what is written, as a share of it, the bands at hand are said to be others."""
ON_TOP = "bands and chains are added on top of the plates as written"
BY_MEAN = "plates are taken off until the average over the way is the load asked"


@dataclass(frozen=True)
class OnTheBar:
    """Bands and chains that hang there, and what is to be said of them."""

    extras: tuple[Accommodation, ...]
    range_m: float
    doubts: tuple[str, ...]

    @property
    def mean_kg(self) -> float:
        """On average over the way."""
        return described(resistance(0.0, self.extras, self.range_m)).mean_kg

    def with_bar(self, load_kg: float, rule: str) -> LoadOnTheWay:
        """What bar, plates, bands and chains weigh together on the way."""
        loads = described(resistance(load_kg, self.extras, self.range_m))
        hung = " and ".join(str(each) for each in self.extras)
        return LoadOnTheWay(loads.bottom_kg, loads.middle_kg, loads.top_kg, loads.mean_kg, rule, hung)


def hung_on(load: Load, exercise: catalog.Exercise, one_rm_kg: float | None, at_hand: Hung) -> OnTheBar | None:
    """What hangs on the bar for a load; None where nothing does, or where it is a share of a 1RM that is not known.

    Args:
        at_hand: the athlete's own; without any of the kind, a band of the usual course is assumed, and that is said.
    """
    scale = 1.0 if load.hung_in_kg else one_rm_kg
    if scale is None or not (load.bands or load.chains):
        return None
    range_m = range_of(exercise)
    own = _of_lift(at_hand, exercise)
    bands = _nearest(
        "bands", load.bands * scale, [each for each in own if isinstance(each, Band | GradedBand)], range_m
    )
    chains = _nearest(
        "chains", load.chains * scale, [each for each in own if isinstance(each, Chain | HungChain)], range_m
    )
    extras = (*bands[0], *chains[0])
    doubts = (*bands[1], *chains[1], *(doubt for each in extras for doubt in each.doubts(range_m)))
    return OnTheBar(extras, range_m, doubts)


def range_of(exercise: catalog.Exercise) -> float:
    """The way of the bar, m: of the lift itself, else of the usual lift of its pattern."""
    usual = USUAL_LIFT.get(exercise.pattern, "bench_press")
    for name in (exercise.lift, usual):
        mechanics = catalog.lift(name).mechanics if name else None
        if mechanics is not None:
            return mechanics["range_of_motion"]
    raise AssertionError(f"{usual} has no range of motion")


def _of_lift(at_hand: Hung, exercise: catalog.Exercise) -> Sequence[Accommodation]:
    if not isinstance(at_hand, Mapping):
        return at_hand
    return at_hand.get(exercise.name, at_hand.get(exercise.lift, ()))


def _nearest(
    what: str, top_kg: float, own: Sequence[Accommodation], range_m: float
) -> tuple[tuple[Accommodation, ...], tuple[str, ...]]:
    """Those that together come nearest to `top_kg` at the top, and what is to be said of it."""
    if top_kg == 0.0:
        return (), ()
    if not own:
        return _usual(what, top_kg)
    choices = [each for count in range(1, len(own) + 1) for each in combinations(own, count)]
    tops = [described(resistance(0.0, each, range_m)).top_kg for each in choices]
    best = min(range(len(choices)), key=lambda each: (abs(tops[each] - top_kg), len(choices[each])))
    off = abs(tops[best] - top_kg) > FAR_OFF * top_kg
    said = f"The plan asks {top_kg:.0f} kg of {what} at the top; yours come to {tops[best]:.0f} kg."
    return choices[best], (said,) if off else ()


def _usual(what: str, top_kg: float) -> tuple[tuple[Accommodation, ...], tuple[str, ...]]:
    if what == "chains":
        return (Chain(0.0, top_kg),), ("No chain was measured: all of it is taken to lie on the floor at the bottom.",)
    bottom = BAND_ENDS[0] / BAND_ENDS[1] * top_kg
    said = (
        f"No band was calibrated: {bottom:.0f} kg at the bottom are assumed. Hang plates from yours, at four lengths."
    )
    return (GradedBand(bottom, top_kg),), (said,)
