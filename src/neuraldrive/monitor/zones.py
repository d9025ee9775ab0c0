"""Which rules judge a set: those that a coach names, those of its prescription, or those of its method."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from neuraldrive import catalog
from neuraldrive.catalog import Exercise, Method, Sensor, StopEngine
from neuraldrive.errors import BadValue, CatalogError
from neuraldrive.kernels.stop_engine import ENOUGH_SETS
from neuraldrive.monitor.classical import FailureRule, FloorRule, LossRule, MethodRule
from neuraldrive.monitor.effort import EffortRule, effort_rule
from neuraldrive.monitor.running import Noise, Rule
from neuraldrive.monitor.set_means import BLIND, SetMeanRule
from neuraldrive.records import Prescription, SetEntry, Stop

SHORT_SETS, LEFT_IN_SHORT, LEFT_IN_LONGER = 2, 1.0, 2.0
"""Singles and doubles end with 1 in reserve, longer sets with 2."""
HEAVY = "maximal_effort"
HIGH, LOW = "loss_high", "loss_low"
BEYOND = {"peak_velocity": LOW}
"""Which end of a method's loss ends its work: of peak velocity 5 % can be told, of mean velocity 10 %."""
DYNAMIC, BALLISTIC = "dynamic_effort", "ballistic"

_NAMES = (
    (re.compile(r"(?:until )?([\d.]+) in reserve|reserve ([\d.]+)(?: at ([\d.]+))?"), "reserve"),
    (re.compile(r"(?:until )?rpe ([\d.]+)"), "rpe"),
    (re.compile(r"loss ([\d.]+) ?%(?: from (?:the )?(first|fastest))?"), "loss"),
    (re.compile(r"floor(?: ([\d.]+)(?: ?m/s)?)?"), "velocity"),
    (re.compile(r"set mean ([\d.]+) ?%"), "set_mean"),
    (re.compile(r"(?:peak|height) ([\d.]+) ?%"), "height"),
    (re.compile(r"(?:until )?failure"), "failure"),
)
KNOWN_NAMES = "reserve 2, reserve 2 at 0.5, rpe 8, loss 20%, loss 20% from first, floor, floor 0.30, set mean 10%, peak 5%, failure"


@dataclass(frozen=True)
class Setting:
    """What rules are made from.

    Args:
        repetitions: the most that a set of the work has; None for as many as go.
        history: earlier sets of this lift, in order.
        changed: how today differs from usual, so that load history is left out, or "".
    """

    exercise: str
    prescription: Prescription
    repetitions: float | None
    sensor: Sensor
    noise: Noise
    history: tuple[SetEntry, ...]
    changed: str = ""

    @property
    def entry(self) -> Exercise | None:
        """The catalogue's exercise, if it has that one."""
        try:
            return catalog.exercise(self.exercise)
        except CatalogError:
            return None

    @property
    def lift(self) -> str:
        """The lift whose velocities stand for the exercise: one of the same pattern, or none but its own."""
        entry = self.entry
        alike = entry is not None and entry.lift and catalog.exercise(entry.lift).pattern == entry.pattern
        return entry.lift if entry is not None and alike else self.exercise

    @property
    def engine(self) -> StopEngine | None:
        """Fitted for the lift, or for one of which this is a variation."""
        return catalog.stop_engines().get(self.lift)

    @property
    def untested(self) -> str:
        """Why no set of this lift may be stopped by the engine, or by what stands in for it: nobody knows how often falsely."""
        tested = catalog.stop_engines()
        if self.exercise in tested:
            return ""
        return f"the verdict was tested on {' and '.join(map(_words, sorted(tested)))}, not on {_words(self.exercise)}"

    @property
    def method(self) -> Method | None:
        """The method that the work names or, let go, must be; None where it names none."""
        if self.prescription.method:
            return catalog.method(self.prescription.method)
        return catalog.method(BALLISTIC) if self.prescription.release else None


def rules_of(setting: Setting, name: str = "") -> tuple[Rule, ...]:
    """The rules that judge, whichever speaks first.

    Raises:
        BadValue: no rule has that name.
    """
    if name:
        return (_named(setting, name),)
    if setting.prescription.stops:
        return tuple(_of_stop(setting, each) for each in setting.prescription.stops)
    return (_of_method(setting),)


def _of_method(setting: Setting) -> Rule:
    method = setting.method
    if method is None or method.name == HEAVY:
        short = setting.repetitions is not None and setting.repetitions <= SHORT_SETS
        return _effort(setting, LEFT_IN_SHORT if short else LEFT_IN_LONGER)
    rule = method.stop_rule
    if rule.statistic == "set_mean":
        quantity = "mean_velocity" if rule.quantity == "mean_velocity" else "peak_velocity"
        return _set_mean(setting, method[BEYOND.get(quantity, HIGH)], method)
    return MethodRule(method.label.lower(), rule, _floor_of(setting, method))


def _effort(setting: Setting, left: float) -> Rule:
    """The engine; for a lift without constants only with ENOUGH_SETS rated sets of one's own, which then outweigh them."""
    engine = setting.engine or catalog.stop_engine(setting.lift, or_any=True)
    rule = effort_rule(engine, setting.noise, setting.history, left, setting.sensor.grade == BLIND)
    if setting.engine is None and rule.athlete.sets < ENOUGH_SETS:
        return _in_place_of(setting, rule)
    return replace(rule, untested=setting.untested, changed=setting.changed)


def _in_place_of(setting: Setting, engine: EffortRule) -> MethodRule:
    """Heavy work's own rule, for a lift that nobody knows yet."""
    heavy = catalog.method(HEAVY)
    whose = setting.lift if setting.lift in catalog.lifts() else "any lift"
    until = f"in place of {engine.name!r} while {engine.athlete.sets} of {ENOUGH_SETS} sets of this lift are rated"
    return MethodRule(
        heavy.label.lower(), heavy.stop_rule, _floor_of(setting, heavy), f"{heavy.stop_rule.floor_margin:.2f} m/s above what is usual at RPE 8 for {_words(whose)}", setting.untested, until
    )  # fmt: skip


def _words(lift: str) -> str:
    return lift.replace("_", " ")


def _floor_of(setting: Setting, method: Method) -> float | None:
    return method.stop_rule.floor_of(catalog.lift(setting.lift, or_any=True))


def _set_mean(setting: Setting, limit: float, method: Method) -> SetMeanRule:
    quantity = "mean_velocity" if method.stop_rule.quantity == "mean_velocity" else "peak_velocity"
    return SetMeanRule(limit, method.stop_rule.reference_sets or 1, quantity, setting.sensor.grade)


def _usual_floor(setting: Setting) -> FloorRule:
    velocity = catalog.lift(setting.lift, or_any=True)["velocity_at_rpe_8"]
    return FloorRule(velocity, "other lifters' at RPE 8")


_OF_KIND: dict[str, Callable[[Setting, float], Rule]] = {
    "reserve": _effort,
    "rpe": lambda setting, value: _effort(setting, 10.0 - value),
    "loss": lambda setting, value: LossRule(value),
    "velocity": lambda setting, value: FloorRule(value),
    "set_mean": lambda setting, value: _set_mean(setting, value, catalog.method(DYNAMIC)),
    "height": lambda setting, value: _set_mean(setting, value, catalog.method(BALLISTIC)),
    "failure": lambda setting, value: FailureRule(),
}


def _of_stop(setting: Setting, stop: Stop) -> Rule:
    return _OF_KIND[stop.kind](setting, stop.value)


def _named(setting: Setting, name: str) -> Rule:
    text = " ".join(name.lower().split())
    if text == "engine":
        return _effort(setting, LEFT_IN_LONGER)
    for pattern, kind in _NAMES:
        found = pattern.fullmatch(text)
        if found:
            return _of_words(setting, kind, [each for each in found.groups() if each is not None], name)
    raise BadValue("rule", found=repr(name), needed=KNOWN_NAMES, remedy="Name one of these, with your own number.")


def _of_words(setting: Setting, kind: str, words: Sequence[str], name: str) -> Rule:
    if kind == "velocity" and not words:
        return _usual_floor(setting)
    try:
        number = float(words[0]) if words else 0.0
        _ = [float(each) for each in words[1:] if kind == "reserve"]
        stop = Stop(kind, number / 100.0 if kind in ("loss", "set_mean", "height") else number)
    except ValueError:
        raise BadValue("rule", found=repr(name), needed="a number", remedy=f"For instance: {KNOWN_NAMES}.") from None
    if kind == "loss" and len(words) > 1:
        return LossRule(stop.value, words[1])
    rule = _of_stop(setting, stop)
    return replace(rule, threshold=_chance(words[1], name)) if len(words) > 1 and isinstance(rule, EffortRule) else rule


def _chance(text: str, name: str) -> float:
    value = float(text)
    if not 0.0 < value < 1.0:
        raise BadValue("rule", found=repr(name), needed="a chance between 0 and 1", remedy="reserve 2 at 0.5, say.")
    return value
