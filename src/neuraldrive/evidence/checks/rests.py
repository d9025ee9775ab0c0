"""Heavy sets and rests: how many repetitions go, and what a rest gives back."""

from __future__ import annotations

from functools import lru_cache, partial

import numpy as np

from neuraldrive.evidence import lifted
from neuraldrive.evidence.lifted import BENCH, MINUTE_S, SQUAT, WORDS
from neuraldrive.evidence.registry import register
from neuraldrive.evidence.result import Target

_LIGHTEST_HEAVY = 0.85
_FEATHER_KG = 1.0
_RESTS_S = np.arange(0.0, 181.0, 10.0)
_SINGLES = 20


# ---------------------------------------------------------------- heavy sets and rests


def _repetitions(lift: str, _seed: int) -> float:
    return lifted.completed(lifted.sets(lift, _LIGHTEST_HEAVY, "failure", 1, 0.0)[0])


def _lost_with_short_rests(lift: str, _seed: int) -> float:
    short, long = (
        sum(lifted.completed(each) for each in lifted.sets(lift, 0.80, "failure", 4, minutes * MINUTE_S))
        for minutes in (1, 5)
    )
    return 1.0 - short / long


for _lift, _word in WORDS.items():
    register(
        f"repetitions that go with {_LIGHTEST_HEAVY:.0%} of the 1RM, {_word}", Target(low=5.0),
        "the claim itself: the lightest heavy load allows its five", seeds=1, name=f"repetitions_at_85_percent_{_lift}",
    )(partial(_repetitions, _lift))  # fmt: skip
    register(
        f"repetitions in four sets to failure at 80 % that rests of 1 min cost against 5, {_word}",
        Target(low=0.20, unit="ratio"),
        "de Salles 2009: 3 to 5 min give more repetitions at 50 to 90 %; a fifth counts as more. The model was fitted to such sets",
        seeds=1,
        name=f"repetitions_lost_with_short_rests_{_lift}",
    )(partial(_lost_with_short_rests, _lift))  # fmt: skip


@register(
    "repetitions in four sets to failure at 85 %, rests of 3 min less 1, bench press",
    Target(low=1.0),
    "de Salles 2009: 3 to 5 min give more repetitions at 50 to 90 %; one counts as more",
    seeds=1,
)
def repetitions_gained_by_three_minutes(_seed: int) -> float:
    long, short = (
        sum(lifted.completed(each) for each in lifted.sets(BENCH, _LIGHTEST_HEAVY, "failure", 4, minutes * MINUTE_S))
        for minutes in (3, 1)
    )
    return long - short


# ---------------------------------------------------------------- what a rest gives back


def _half_back_s(lift: str, _seed: int) -> float:
    """When half of the strength lost in a set is back, told by a repetition with next to nothing."""
    times_s, back = zip(*(_back(lift, float(rest_s)) for rest_s in _RESTS_S), strict=True)
    return float(np.interp(0.5, back, times_s))


def _back(lift: str, rest_s: float) -> tuple[float, float]:
    """Time after a set to failure at 80 %, and the share of its loss that is back by then."""
    tiring, told = lifted.session(lift, [(0.80 * lifted.one_rm_kg(lift), "failure"), (_FEATHER_KG, 1)], rest_s)
    left, now = lifted.truth(tiring).capacity_after, lifted.first(told)
    return rest_s + now.drive_s, (now.capacity - left) / (1.0 - left)


_AS_PHOSPHOCREATINE = (
    Target(20.0, 64.0, "s"),
    "Bogdanis 1995: half of phosphocreatine, and power with it, back 56.6 ± 7.3 s after a 30 s sprint; 20 to 35 s in lighter work",
)
for _lift in (BENCH, SQUAT):
    register(
        f"until half of the strength lost in a set to failure at 80 % is back, {WORDS[_lift]}", *_AS_PHOSPHOCREATINE,
        seeds=1, name=f"half_of_strength_back_{_lift}",
    )(partial(_half_back_s, _lift))  # fmt: skip


@lru_cache(maxsize=1)
def _heaviest_singles() -> tuple[float, ...]:
    """Twenty squats, 3 min apart, each with all that is left, kg."""
    from neuraldrive.records import Lifter
    from neuraldrive.simulate import lifting  # late

    who, loads = lifting.lifting(SQUAT, Lifter()), [lifted.one_rm_kg(SQUAT)]
    while len(loads) < _SINGLES:
        probe = lifted.session(SQUAT, [(each, 1) for each in (*loads, _FEATHER_KG)], 3 * MINUTE_S)[-1]
        loads.append(lifting.one_rm(who, lifted.first(probe).capacity))
    return tuple(loads)


@register(
    "strength left after twenty singles of the heaviest that go, 3 min apart, less the rested, squat",
    Target(-0.385, -0.097, "ratio"),
    "Hakkinen 1993: isometric force -24.1 ± 14.4 % in men after twenty squats of the 1RM, one standard deviation either way",
    seeds=1,
    limit="In the model only loads above 90 % of the rested 1RM cost for days, and the loads that still go soon lie below; "
    "whether the paper lowered its loads is not known.",
)
def strength_after_twenty_singles(_seed: int) -> float:
    made = lifted.session(SQUAT, [(each, 1) for each in _heaviest_singles()], 3 * MINUTE_S)
    return lifted.truth(made[-1]).capacity_after - 1.0
