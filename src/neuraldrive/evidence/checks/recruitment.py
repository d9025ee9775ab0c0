"""Who is recruited when: order, upper limits, and what a light hold until failure changes."""

from __future__ import annotations

from functools import partial

import numpy as np

from neuraldrive.evidence import efforts, readings
from neuraldrive.evidence.registry import register
from neuraldrive.evidence.result import Target
from neuraldrive.records import PoolTruth

_KNEE = "vastus_lateralis"
_ORDERED = Target(low=0.95)
_LAST_UNIT = {
    "tibialis_anterior": (Target(0.80, 0.90, "ratio"), "Van Cutsem 1997 up to 88 %, Feiereisen 1997 about 90 %"),
    "biceps_brachii": (Target(0.80, 0.92, "ratio"), "Kukulka and Clamann 1981: about 88 %"),
    "soleus": (Target(0.85, 0.95, "ratio"), "Oya 2009: up to about 95 %"),
    "vastus_lateralis": (
        Target(0.85, 0.95, "ratio"),
        (
            "De Luca and Hostage 2010: up to about 95 %; of the own maximum of an untrained person, who reaches 91 % of full "
            "excitation, it is 98 %"
        ),
    ),
    "adductor_pollicis": (Target(0.45, 0.65, "ratio"), "Kukulka and Clamann 1981: about 50 %"),
    "first_dorsal_interosseous": (
        Target(0.50, 0.65, "ratio"),
        "Moritz 2005: most below 50 %, the highest at 60 to 67 %",
    ),
}


def _ramp(muscle: str, seed: int) -> PoolTruth:
    return readings.truth(efforts.ramp(muscle, efforts.person("untrained", muscle), seed))


def _last_unit(muscle: str, seed: int) -> float:
    known = _ramp(muscle, seed)
    return float(known.recruitment_threshold[-1] * known.state.ceiling)


for _muscle, (_target, _why) in _LAST_UNIT.items():
    register(
        f"threshold of the last unit, share of the force of full excitation, {_muscle.replace('_', ' ')}", _target, _why,
        seeds=1, name=f"last_unit_{_muscle}",
    )(partial(_last_unit, _muscle))  # fmt: skip


@register(
    "rank correlation of tetanic force and first discharge, slow ramp, vastus lateralis",
    _ORDERED,
    "Henneman 1957, De Luca 1982: recruitment in order of size",
)
def order_in_a_ramp(seed: int) -> float:
    known = _ramp(_KNEE, seed)
    return readings.rank_correlation(known.tetanic_force, known.recruited_at_s)


@register(
    "rank correlation of tetanic force and first discharge, ballistic effort to 75 %, tibialis anterior",
    _ORDERED,
    "Desmedt and Godaux 1977, Van Cutsem 1998: the same order in ballistic efforts",
)
def order_in_a_ballistic_effort(seed: int) -> float:
    muscle = "tibialis_anterior"
    known = readings.truth(efforts.ballistic(muscle, efforts.person("untrained", muscle), seed))
    return readings.rank_correlation(known.tetanic_force, known.recruited_at_s)


@register(
    "rank correlation of tetanic force and first discharge, hold at 20 % until failure, vastus lateralis",
    _ORDERED,
    "Adam and De Luca 2003: the same order in fatigue",
    seeds=3,
)
def order_in_a_hold_until_failure(seed: int) -> float:
    known = _light_hold(seed)
    return readings.rank_correlation(known.tetanic_force, known.recruited_at_s)


@register(
    "slope of log tetanic force on log threshold, first dorsal interosseous, units above 1 %",
    Target(0.8, 1.2),
    "Milner-Brown 1973: twitch force about in proportion to threshold",
    seeds=1,
)
def twitch_force_against_threshold(seed: int) -> float:
    known = _ramp("first_dorsal_interosseous", seed)
    above = known.recruitment_threshold > 0.01
    logs = np.log(known.recruitment_threshold[above]), np.log(known.tetanic_force[above])
    return float(np.polyfit(logs[0], logs[1], 1)[0])


@register(
    "contraction time of the last unit over that of the first, first dorsal interosseous",
    Target(0.3, 0.9),
    "Milner-Brown 1973: 30 to 100 ms, shorter in larger units, on a loose relation",
    seeds=1,
)
def contraction_time_against_threshold(seed: int) -> float:
    times = _ramp("first_dorsal_interosseous", seed).contraction_time_s
    return float(times[-1] / times[0])


@register(
    "share of units with a threshold above half of maximal force, vastus lateralis",
    Target(0.02, 0.15, "ratio"),
    "9 % in the pool of Fuglevand 1993; Van Cutsem 1997: thresholds crowd below 25 %",
    seeds=1,
)
def units_above_half_of_maximal_force(seed: int) -> float:
    return float((_ramp(_KNEE, seed).recruitment_threshold > 0.5).mean())


def _light_hold(seed: int) -> PoolTruth:
    return readings.truth(efforts.hold_until_failure(_KNEE, efforts.person("untrained", _KNEE), seed))


@register(
    "share of units that have discharged when a hold at 20 % fails, vastus lateralis",
    Target(low=0.95, unit="ratio"),
    "the claim itself: failure reaches the large units",
    seeds=3,
)
def units_on_at_the_end_of_a_light_hold(seed: int) -> float:
    return float(np.isfinite(_light_hold(seed).recruited_at_s).mean())


@register(
    "mean fall of thresholds over holds of 50 s at 20 % with rests of 6 s, first against last, vastus lateralis",
    Target(0.20, 0.75, "ratio"),
    "Adam and De Luca 2003: 23 to 73 %, by person",
    seeds=3,
)
def thresholds_fall_in_a_light_hold(seed: int) -> float:
    holds = efforts.light_holds(_KNEE, efforts.person("untrained", _KNEE), seed)
    first, last = (
        readings.thresholds_in_rise(holds, start, start + efforts.RISE_S) for start in efforts.light_hold_starts()
    )
    known = (first > 0.01) & np.isfinite(last)
    return float((1.0 - last[known] / first[known]).mean())
