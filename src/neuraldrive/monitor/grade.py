"""Which words a rule may say on a set: as far as sensor, lift and history allow; and what judges, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from neuraldrive.catalog import Sensor
from neuraldrive.kernels.stop_engine import ENOUGH_SETS
from neuraldrive.monitor.classical import MethodRule
from neuraldrive.monitor.effort import EffortRule
from neuraldrive.monitor.running import Rule
from neuraldrive.monitor.set_means import BLIND

MAY_STOP, ADVISES = "may stop a set", "advises"
STOPS_WITH_HISTORY = "bar_imu"
"""Of the sensors that advise, the one that may stop a set of an athlete with enough rated sets."""


class Allowed(NamedTuple):
    """A grade as sensors have it, and why "stop" is not to be said; "" where it may be."""

    grade: str
    why_not: str = ""


def allowed(rule: Rule, sensor: Sensor) -> Allowed:
    """What a rule may say with a sensor: no more than was tested."""
    effort = isinstance(rule, EffortRule)
    known = isinstance(rule, EffortRule) and rule.athlete.sets >= ENOUGH_SETS
    untested = rule.untested if isinstance(rule, EffortRule | MethodRule) else ""
    if sensor.grade != MAY_STOP and not (known and sensor.name == STOPS_WITH_HISTORY):
        only = "counts repetitions" if sensor.grade == BLIND else "advises"
        until = f" until {ENOUGH_SETS} sets are rated" if effort and sensor.name == STOPS_WITH_HISTORY else ""
        return Allowed(sensor.grade, f"this sensor ({sensor.label.lower()}) only {only}{until}")
    return Allowed(ADVISES, f"{untested}, so here it only advises") if untested else Allowed(MAY_STOP)


def of_all(rules: Sequence[Rule], sensor: Sensor) -> Allowed:
    """What the freest of several rules may say."""
    found = [allowed(rule, sensor) for rule in rules]
    return next((each for each in found if not each.why_not), found[0])


def judged_by(rules: Sequence[Rule], sensor: Sensor) -> str:
    """The rules by name, each with whose sets it rests on; of several, which of them only advise."""
    return "; ".join(_one(rule, sensor, alone=len(rules) == 1) for rule in rules)


def _one(rule: Rule, sensor: Sensor, *, alone: bool) -> str:
    more = f" ({rule.basis})" if isinstance(rule, EffortRule) else ""
    more = f", {rule.instead}" if isinstance(rule, MethodRule) and rule.instead else more
    limited = not alone and allowed(rule, sensor).why_not
    return f"{rule.name}{more}{', advises only' if limited else ''}"
