"""Ballistic efforts: how fast units come in, how fast they discharge, and what decides the rise of force."""

from __future__ import annotations

import numpy as np

from neuraldrive.evidence import efforts, readings
from neuraldrive.evidence.registry import register
from neuraldrive.evidence.result import Target

_SHIN = "tibialis_anterior"
_KNEE = "vastus_lateralis"
_CHANGE = 0.25
_PULSE_S = 0.04
_RISE = "MVF/s"


@register(
    "from the first to the last recruitment, effort to 75 %, tibialis anterior",
    Target(0.024, 0.086, "s"),
    "Del Vecchio 2019: 54.5 ± 30.8 ms, one standard deviation either way",
)
def recruitment_interval(seed: int) -> float:
    return readings.recruitment_interval(efforts.ballistic(_SHIN, efforts.person("untrained", _SHIN), seed))


@register(
    "mean rate of the first interval, doublets left out, effort to 75 %, tibialis anterior",
    Target(60.0, 120.0, "pps"),
    "Desmedt and Godaux 1977: 60 to 120 a second, against 5 to 15 in slow efforts",
)
def first_rate_in_a_ballistic_effort(seed: int) -> float:
    return readings.first_rate(efforts.ballistic(_SHIN, efforts.person("untrained", _SHIN), seed))


@register(
    "mean interval of the doublets, effort to 75 %, tibialis anterior after explosive training",
    Target(0.002, 0.005, "s"),
    "Van Cutsem 1998: 2 to 5 ms",
)
def doublet_interval(seed: int) -> float:
    recording = efforts.ballistic(_SHIN, efforts.person("explosive_trained", _SHIN), seed)
    return float(readings.doublet_intervals(recording).mean())


@register(
    "highest slow threshold recruited over the peak force, ballistic effort cut off after 40 ms, tibialis anterior",
    Target(low=1.0),
    "Desmedt and Godaux 1977: units fire in ballistic efforts far below their slow threshold; a slow effort gives 1",
)
def ballistic_effort_lowers_thresholds(seed: int) -> float:
    return _threshold_over_force(seed)


@register(
    "size of the fall of thresholds: the highest over the peak force of that 40 ms effort, tibialis anterior",
    Target(2.0, 4.0),
    "Desmedt and Godaux 1977: a slow threshold of two to four times the peak force (recalled)",
    limit="In the model force has risen to half of their slow threshold or more when the last units come in; "
    "the paper's factor is recalled.",
)
def size_of_the_fall_in_a_ballistic_effort(seed: int) -> float:
    return _threshold_over_force(seed)


def _threshold_over_force(seed: int) -> float:
    recording = efforts.ballistic(_SHIN, efforts.person("untrained", _SHIN), seed, to=1.0, hold_s=_PULSE_S)
    known = readings.truth(recording)
    highest = known.recruitment_threshold[np.isfinite(known.recruited_at_s)].max()
    return float(highest / readings.peak(recording))


def _rise(seed: int, **changes: float) -> float:
    """Steepest rise of a ballistic effort to all that a person can, shares of maximal force a second."""
    return readings.steepest_rise(efforts.ballistic(_SHIN, efforts.person("untrained", _SHIN, **changes), seed, to=1.0))


def _effect(seed: int, number: str, sign: float) -> float:
    usual = float(getattr(efforts.person("untrained", _SHIN), number))
    more, less = (_rise(seed, **{number: usual * (1.0 + sign * each)}) for each in (_CHANGE, -_CHANGE))
    return more - less


@register(
    "steepest rise, recruitment time 25 % shorter less 25 % longer, tibialis anterior",
    Target(low=0.0, unit=_RISE),
    "Del Vecchio 2019: who recruits faster raises force faster",
)
def recruitment_speed_raises_the_rise(seed: int) -> float:
    return _effect(seed, "recruitment_time_s", -1.0)


@register(
    "steepest rise, initial rate of 90 less that of 30 pps, tibialis anterior",
    Target(low=0.0, unit=_RISE),
    "Duchateau and Baudry 2014: higher rates, faster rise",
)
def initial_rate_raises_the_rise(seed: int) -> float:
    return _rise(seed, initial_rate_pps=90.0) - _rise(seed, initial_rate_pps=30.0)


@register(
    "effect of the recruitment time less that of the initial rate on the steepest rise, each moved 25 % either way, "
    "tibialis anterior",
    Target(low=0.0, unit=_RISE),
    "Dideriksen 2020: the speed of recruitment comes first",
)
def recruitment_speed_before_initial_rate(seed: int) -> float:
    return _effect(seed, "recruitment_time_s", -1.0) - _effect(seed, "initial_rate_pps", 1.0)


def _early_force(population: str, seed: int) -> float:
    """Force 50 ms after its onset as a share of this person's maximal force."""
    return readings.force_after_onset(efforts.ballistic(_KNEE, efforts.person(population, _KNEE), seed, to=1.0), 50)


@register(
    "force at 50 ms, share of one's own maximum, explosive-trained over untrained, vastus lateralis",
    Target(1.2, 2.3),
    "Tillin 2010: 4.86 ± 1.46 over 2.81 maxima a second, one standard deviation of the athletes either way",
)
def early_force_explosive_over_untrained(seed: int) -> float:
    return _early_force("explosive_trained", seed) / _early_force("untrained", seed)


@register(
    "force at 50 ms, share of one's own maximum, explosive-trained over strength-trained, vastus lateralis",
    Target(low=1.0),
    "Balshaw 2016, Tillin and Folland 2014: the early rise comes with explosive training",
)
def early_force_explosive_over_strength_trained(seed: int) -> float:
    return _early_force("explosive_trained", seed) / _early_force("strength_trained", seed)
