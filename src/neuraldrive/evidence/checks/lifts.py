"""A press that is held and one that is thrown: where the bar slows down, and what letting go of it adds."""

from __future__ import annotations

import numpy as np

from neuraldrive.evidence import lifted
from neuraldrive.evidence.lifted import BENCH, SQUAT
from neuraldrive.evidence.registry import register
from neuraldrive.evidence.result import Target
from neuraldrive.evidence.rises import Rise, rise

_FREE_FALL_MPS2 = -9.80665
_HUNDREDTH = 0.01
_COMPARED = 0.45
"""Newton 1996: the one load at which throw and press were compared."""


def _press(share: float) -> Rise:
    return rise(lifted.lifted(BENCH, share))


def _throw(share: float) -> Rise:
    return rise(lifted.lifted(BENCH, share, release=True))


# ---------------------------------------------------------------- slowing down


@register(
    "lightest load of which no part is braked harder than free flight, share of the 1RM, bench press",
    Target(0.687, 0.835, "ratio"),
    "Sanchez-Medina 2010: 76.1 ± 7.4 %, one standard deviation either way; the model was fitted to it",
    seeds=1,
)
def load_from_which_a_press_is_not_braked(_seed: int) -> float:
    shares = np.arange(0.40, 1.0, _HUNDREDTH)
    braked = [lifted.first(lifted.lifted(BENCH, float(each))).least_acceleration < _FREE_FALL_MPS2 for each in shares]
    return float(shares[braked].max()) + _HUNDREDTH


@register(
    "share of the range over which the bar slows down, bench press of 45 %",
    Target(0.30, 0.50, "ratio"),
    "Newton 1996: velocity is largest at about 60 % of the way (recalled), 10 points either way",
    seeds=1,
)
def press_slows_down_at_45_percent(_seed: int) -> float:
    return _press(_COMPARED).slowing_share


@register(
    "share of the range over which the bar slows down, bench press of 80 %",
    Target(high=1.0 / 3.0, unit="ratio"),
    "the claim itself: a third, whatever the load; Sanchez-Medina 2010: no braking from 76 % on",
    seeds=1,
)
def press_slows_down_at_80_percent(_seed: int) -> float:
    return _press(0.80).slowing_share


@register(
    "share of the rise that is pushed, squat of 40 %",
    Target(0.75, 0.89, "ratio"),
    "Sanchez-Medina 2017: about 82 %, 7 points either way",
    seeds=1,
)
def push_of_a_light_squat(_seed: int) -> float:
    return rise(lifted.lifted(SQUAT, 0.40)).pushed_share


# ---------------------------------------------------------------- letting go


@register(
    "gain of mean power by release, one drive, bench press of 45 %",
    Target(0.40, 0.90, "ratio"),
    "Newton 1996: +70 % (recalled), 20 points more and 30 less, as those who pressed may have held back",
    seeds=1,
)
def mean_power_by_release(_seed: int) -> float:
    return _throw(_COMPARED).mean_power / _press(_COMPARED).mean_power - 1.0


@register(
    "gain of mean velocity by release, one drive, bench press of 45 %",
    Target(0.15, 0.40, "ratio"),
    "Newton 1996: +27 % (recalled), 12 or 13 points either way, as those who pressed may have held back",
    seeds=1,
    limit="In the model, where both have one drive, release spares only the slowing down. A press at 0.8 of the reserve "
    "would give 23 %; how much those who press hold back is not known.",
)
def mean_velocity_by_release(_seed: int) -> float:
    thrown, pressed = (lifted.first(lifted.lifted(BENCH, _COMPARED, release=each)) for each in (True, False))
    return thrown.mean_velocity / pressed.mean_velocity - 1.0


@register(
    "gain of peak power by release, one drive, bench press of 45 %",
    Target(0.57, 0.77, "ratio"),
    "Newton 1996: +67 % (recalled), 10 points either way",
    seeds=1,
    limit="In the model, where both have one drive, power is largest before the bar is let go or slowed down.",
)
def peak_power_by_release(_seed: int) -> float:
    return _throw(_COMPARED).peak_power / _press(_COMPARED).peak_power - 1.0


@register(
    "gain of mean power by release over the push alone as a share of that over the whole rise, bench press of 45 %",
    Target(high=0.5, unit="ratio"),
    "Frost 2008: without negative work the difference at 45 % is no longer significant; at most half of it is asked to be left",
    seeds=1,
)
def release_gain_over_the_push_alone(_seed: int) -> float:
    thrown, pressed = _throw(_COMPARED).mean_power, _press(_COMPARED)
    return (thrown / pressed.mean_push_power - 1.0) / (thrown / pressed.mean_power - 1.0)


@register(
    "load of the largest mean power, share of the 1RM, bench throw",
    Target(0.25, 0.50, "ratio"),
    "Newton 1997: 563 ± 104 W at 30 % and 560 ± 86 W at 45 % are the maxima, half a step of 15 % either way, rounded",
    seeds=1,
)
def load_of_the_largest_throwing_power(_seed: int) -> float:
    shares = np.arange(0.15, 0.91, 0.05)
    return float(shares[int(np.argmax([_throw(float(each)).mean_power for each in shares]))])


@register(
    "peak force, throw over press with one drive, 55 % of the 1RM",
    Target(low=1.01),
    "Clark 2008: higher in the throw; a hundredth more counts as higher",
    seeds=1,
    limit="In the model force is largest at the start of the push, before release makes a difference.",
)
def peak_force_by_release(_seed: int) -> float:
    return _throw(0.55).peak_force / _press(0.55).peak_force
