"""Single units under electrical stimulation: doublets, the catch-like property, force against rate."""

from __future__ import annotations

import numpy as np

from neuraldrive.evidence import single_unit
from neuraldrive.evidence.registry import register
from neuraldrive.evidence.result import Target

_THUMB = "adductor_pollicis"
_SLOW_S = single_unit.TOE_EXTENSOR_CONTRACTION_TIME_S
_PULSES, _INTERVAL_S, _SHORT_S = 6, 0.070, 0.005
_FATIGUED_GAIN = 0.85


def _catch_like_gain(gain: float) -> float:
    plain = single_unit.regular(1.0 / _INTERVAL_S, _PULSES)
    opened = np.concatenate([np.zeros(1), _SHORT_S + single_unit.regular(1.0 / _INTERVAL_S, _PULSES - 1)])

    def of_unit(contraction_time_s: float) -> float:
        rises = [single_unit.steepest_rise(each, contraction_time_s, gain=gain) for each in (opened, plain)]
        return rises[0] / rises[1] - 1.0

    return single_unit.mean_over("vastus_lateralis", of_unit)


@register(
    "steepest rise of six pulses 70 ms apart, gain when the first interval is 5 ms, units of vastus lateralis",
    Target(low=0.10, unit="ratio"),
    "Binder-Macleod and Lee 1996: more force and a faster rise in human quadriceps, set as a gain of a tenth at least",
    seeds=1,
)
def catch_like_gain(_seed: int) -> float:
    return _catch_like_gain(1.0)


@register(
    "gain of the steepest rise by a first interval of 5 ms, fatigued less rested units of vastus lateralis",
    Target(low=0.01, unit="ratio"),
    "Binder-Macleod and Lee 1996: the gain is larger in fatigue; a point or more counts as larger",
    seeds=1,
)
def catch_like_gain_grows_in_fatigue(_seed: int) -> float:
    return _catch_like_gain(_FATIGUED_GAIN) - _catch_like_gain(1.0)


@register(
    "10 ms doublet over twitch, units of adductor pollicis",
    Target(2.5, 4.5),
    "Thomas 1999: 3.5 in units of the thumb; one either way",
    seeds=1,
)
def doublet_over_twitch(_seed: int) -> float:
    return single_unit.mean_over(_THUMB, lambda each: single_unit.doublet(each) / single_unit.twitch(each))


@register(
    "10 ms doublet as a share of the tetanus, units of adductor pollicis",
    Target(0.35, 0.61, "ratio"),
    "Thomas 1999: 48 ± 13 %, one standard deviation either way",
    seeds=1,
)
def doublet_over_tetanus(_seed: int) -> float:
    return single_unit.mean_over(_THUMB, single_unit.doublet)


@register(
    "ripple at 8 Hz (peak to trough, share of the peak), units of adductor pollicis",
    Target(low=0.10, unit="ratio"),
    "Thomas 1991: fusion only begins at 5 to 8 Hz",
    seeds=1,
)
def ripple_at_8_hz(_seed: int) -> float:
    return single_unit.mean_over(_THUMB, lambda each: single_unit.steady(8.0, each)[1])


@register(
    "ripple at 27 Hz (peak to trough, share of the peak), units of adductor pollicis",
    Target(high=0.10, unit="ratio"),
    "the claim itself, a tenth of the peak counting as smooth",
    seeds=1,
)
def ripple_at_27_hz(_seed: int) -> float:
    return single_unit.mean_over(_THUMB, lambda each: single_unit.steady(27.0, each)[1])


@register(
    "force at 30 Hz as a share of that at 100 Hz, units of adductor pollicis",
    Target(low=0.85, unit="ratio"),
    "Thomas 1991: some units have their largest force at 30 Hz already",
    seeds=1,
)
def force_at_30_hz(_seed: int) -> float:
    def of_unit(contraction_time_s: float) -> float:
        at_30, at_100 = (single_unit.steady(rate, contraction_time_s)[0] for rate in (30.0, 100.0))
        return at_30 / at_100

    return single_unit.mean_over(_THUMB, of_unit)


@register(
    "rate for 98 % of the tetanus, fastest unit of first dorsal interosseous",
    Target(30.0, 100.0, "Hz"),
    "Thomas 1991: units of the thumb reach it between 30 and 100 Hz",
    seeds=1,
)
def rate_for_full_force_of_a_fast_unit(_seed: int) -> float:
    return single_unit.rate_for(0.98, float(single_unit.contraction_times("first_dorsal_interosseous")[-1]))


@register(
    "rate for 98 % of the tetanus, mean over units of adductor pollicis",
    Target(30.0, 100.0, "Hz"),
    "Thomas 1991: between 30 and 100 Hz",
    seeds=1,
    limit="The model's curve is steeper near the top than that of the thumb: a unit of 50 ms is full at 25 Hz.",
)
def rate_for_full_force_of_thumb_units(_seed: int) -> float:
    return single_unit.mean_over(_THUMB, lambda each: single_unit.rate_for(0.98, each))


@register(
    "rate for 98 % of the tetanus, a unit as slow as those of the toe extensors",
    Target(high=30.0, unit="Hz"),
    "Macefield 1996: past the steep part at 16.3 Hz; 30 Hz is where the first units of the thumb are full",
    seeds=1,
)
def rate_for_full_force_of_a_slow_unit(_seed: int) -> float:
    return single_unit.rate_for(0.98, _SLOW_S)


@register(
    "rate for half of the tetanus, mean over units of adductor pollicis",
    Target(8.0, 16.0, "Hz"),
    "Thomas 1991: 12 ± 4 Hz",
    seeds=1,
)
def half_force_rate_of_thumb_units(_seed: int) -> float:
    return single_unit.mean_over(_THUMB, lambda each: single_unit.rate_for(0.5, each))


@register(
    "rate for half of the tetanus, a unit as slow as those of the toe extensors",
    Target(8.5, 11.0, "Hz"),
    "Macefield 1996: 9.6 ± 0.6 Hz (standard error), two of them either way, rounded",
    seeds=1,
)
def half_force_rate_of_slow_units(_seed: int) -> float:
    return single_unit.rate_for(0.5, _SLOW_S)


@register(
    "rate at which force rises most with rate, a unit as slow as those of the toe extensors",
    Target(5.5, 16.3, "Hz"),
    "Macefield 1996: steep from 5.5 to 16.3 Hz",
    seeds=1,
)
def steepest_in_the_middle(_seed: int) -> float:
    rates = np.arange(2.0, 40.0, 1.0)
    forces = np.array([single_unit.steady(float(rate), _SLOW_S)[0] for rate in rates])
    return float((rates[1:] + rates[:-1])[np.argmax(np.diff(forces))] / 2)
