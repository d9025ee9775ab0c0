"""Strength that repetitions cost and rest gives back: a fast and a slow state, and one of days for near-maximal loads."""

from __future__ import annotations

import math
from typing import NamedTuple

NEAR_MAXIMAL_FROM = 0.90
"""Share of the rested 1RM above which a repetition costs what takes days to come back; all of it from 1 on."""


class Losses(NamedTuple):
    """Strength that is lost, shares of the rested one: what comes back in a minute, in a quarter of an hour, in days."""

    fast: float = 0.0
    slow: float = 0.0
    lasting: float = 0.0

    @property
    def capacity(self) -> float:
        """Strength that is left, share of the rested one."""
        return max(1.0 - self.fast - self.slow - self.lasting, 0.0)


class Cost(NamedTuple):
    """What a repetition costs in one lift: share of strength for each second of full activation, how much of it comes
    back fast, time constants of all three recoveries s, seconds that a repetition of the 1RM costs beside its time, and
    the share that a near-maximal repetition costs for days.
    """

    gain_per_s: float
    fast_share: float
    fast_recovery_s: float
    slow_recovery_s: float
    repetition_s: float
    near_maximal: float
    lasting_recovery_s: float


def rested(losses: Losses, cost: Cost, rest_s: float) -> Losses:
    """What is lost still after a rest.

    >>> round(rested(Losses(0.2), Cost(0.007, 0.8, 57.0, 1100.0, 4.4, 0.0, 86400.0), 57.0).fast, 3)
    0.074
    """
    return Losses(
        losses.fast * math.exp(-rest_s / cost.fast_recovery_s),
        losses.slow * math.exp(-rest_s / cost.slow_recovery_s),
        losses.lasting * math.exp(-rest_s / cost.lasting_recovery_s),
    )


def spent(losses: Losses, cost: Cost, activation_s: float, moved_share: float, relative_load: float) -> Losses:
    """What is lost after a repetition: `activation_s` is the time integral of the activation of its rise, `moved_share`
    all mass that moved as a share of that in a 1RM, `relative_load` the load as a share of the rested 1RM.
    """
    whole = cost.gain_per_s * (activation_s + cost.repetition_s * moved_share)
    near = min(max((relative_load - NEAR_MAXIMAL_FROM) / (1.0 - NEAR_MAXIMAL_FROM), 0.0), 1.0)
    return Losses(
        losses.fast + cost.fast_share * whole,
        losses.slow + (1.0 - cost.fast_share) * whole,
        losses.lasting + cost.near_maximal * near,
    )
