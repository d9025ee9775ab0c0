"""The stop rules of a line: whether they can be told at all, fit its method, and agree with each other."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from neuraldrive import catalog
from neuraldrive.plan.edits import clamped, with_item
from neuraldrive.plan.lines import Line
from neuraldrive.plan.setting import Setting
from neuraldrive.plan.shares import hung, usual_velocity
from neuraldrive.plan.words import percent, spans
from neuraldrive.records.finding import Finding
from neuraldrive.records.prescription import Plan, Prescription, Span, Stop

KIND_OF_RULE = {"set_mean": "set_mean", "repetition": "loss"}
"""The stop that a method's own rule is written as, by its statistic, where velocity is its quantity."""
_Found = tuple[str, str, str, str, Prescription | None]
"""Rule, about, says, mend, and the line with that change."""


def stop_findings(plan: Plan, line: Line, setting: Setting) -> Iterator[Finding]:
    """What cannot be told, or does not fit, of a line's stop rules."""
    for rule, about, says, mend, item in (*_too_short(line), *_unseen(line, setting), *_unlike(line), *_at_odds(line)):
        sources = catalog.rule(rule).sources if rule != "method_range" else (line.method.numbers["loss_high"].source,)
        firm = line.claimed or rule != "method_range"
        severity = "error" if about == "loss of few" else "warning" if firm else "note"
        mended = None if item is None else with_item(plan, line.place, item)
        yield Finding(line.where, rule, about, says, mend, severity, sources, mended)


def words_of(stop: Stop) -> str:
    """A stop rule as it is written."""
    return {
        "reserve": f"until {stop.value:g} in reserve",
        "rpe": f"until RPE {stop.value:g}",
        "loss": f"until velocity falls {percent(stop.value)}",
        "set_mean": f"until set mean falls {percent(stop.value)}",
        "height": f"until height falls {percent(stop.value)}",
        "velocity": f"until below {stop.value:g}m/s",
        "failure": "until failure",
    }[stop.kind]


def stop_of(line: Line, kind: str) -> Stop | None:
    """The line's stop rule of a kind."""
    return next((stop for stop in line.item.stops if stop.kind == kind), None)


def _exchanged(item: Prescription, old: Stop, new: Stop | None) -> Prescription:
    """The line with another stop rule in place of one; without it where the other's kind is there already."""
    there = {stop.kind for stop in item.stops if stop is not old}
    kept = [new if stop is old else stop for stop in item.stops]
    return replace(
        item, stops=tuple(stop for stop in kept if stop is not None and not (stop is new and stop.kind in there))
    )


def instead(line: Line, old: Stop, new: Stop | None) -> tuple[str, Prescription]:
    """The line with another stop rule in place of one, and that in words."""
    item = _exchanged(line.item, old, new)
    words = "leave it out" if len(item.stops) < len(line.item.stops) else f"{words_of(new or old)} instead of it"
    return words, item


def _own(line: Line) -> Stop:
    """A stop that the line can keep: by the set mean where that is its method's, else by repetitions in reserve."""
    by_mean = line.method.stop_rule.statistic == "set_mean" and line.item.sets > (
        line.method.stop_rule.reference_sets or 0
    )
    return Stop("set_mean", line.method["loss_high"]) if by_mean else Stop("reserve", 1)


def _too_short(line: Line) -> Iterator[_Found]:
    needed = catalog.rule("loss_needs")["repetitions"]
    loss, mean = stop_of(line, "loss"), stop_of(line, "set_mean")
    most = max((part.repetitions.high for part in line.item.parts if part.repetitions is not None), default=needed)
    if loss is not None and most < needed:
        says = f"A loss of {percent(loss.value)} in sets of {most:g} says nothing: it needs {needed:g} repetitions."
        yield "loss_needs", "loss of few", says, *instead(line, loss, _own(line))
    first = line.method.stop_rule.reference_sets or 1
    if mean is not None and line.item.sets <= first:
        says = f"The first {first} sets are the reference, and there are only {line.item.sets}."
        yield "loss_needs", "set mean of few", says, *instead(line, mean, Stop("reserve", 1))


def _unseen(line: Line, setting: Setting) -> Iterator[_Found]:
    if line.exercise.kind == "plyometric" or line.exercise.pattern in ("jump", "throw"):
        return
    for kind, name in (("loss", "repetition"), ("set_mean", "set_mean")):
        stop = stop_of(line, kind)
        velocity = _velocity(line, setting)
        if stop is None or velocity is None:
            continue
        least = catalog.rule("loss_needs")[f"{name}_{setting.noise_of}"]
        if stop.value * velocity >= least - 1e-9:
            continue
        says = (
            f"A loss of {percent(stop.value)} of {velocity:.2f} m/s is {stop.value * velocity:.3f} m/s; "
            f"the sensor ({setting.sensor.replace('_', ' ')}) tells {least:.3f} m/s from noise."
        )
        told = math.ceil(100 * least / velocity) / 100
        if told <= line.method["loss_high"] + 1e-9:
            yield "loss_needs", kind, says, *instead(line, stop, replace(stop, value=told))
        elif kind == "loss":
            yield "loss_needs", kind, says, *instead(line, stop, Stop("reserve", 1))
        else:
            yield "loss_needs", kind, says, *(_lighter(line, stop, least, setting) or instead(line, stop, None))


def _lighter(line: Line, stop: Stop, least: float, setting: Setting) -> tuple[str, Prescription] | None:
    """A load of the method so light, and so fast, that the loss can be told; None where there is none."""
    part = line.item.parts[0]
    if line.item.velocity is not None or len(line.item.parts) != 1 or part.load is None or part.load.unit != "share":
        return None
    for cent in range(
        math.floor(100 * part.load.amount.high), math.ceil(100 * line.method["relative_load_low"]) - 1, -1
    ):
        share = cent / 100
        if stop.value * usual_velocity(line.exercise, share + hung(part), setting) >= least:
            lighter = replace(part, load=replace(part.load, amount=clamped(part.load.amount, 0.0, share)))
            item = replace(line.item, scheme=(lighter,))
            return f"{percent(share)} instead of {percent(part.load.amount.high)}", item
    return None


def _velocity(line: Line, setting: Setting) -> float | None:
    if line.item.velocity is not None:
        return line.item.velocity.middle
    shares = [share for _, share in line.dosed]
    return usual_velocity(line.exercise, max(shares), setting) if shares else None


def _unlike(line: Line) -> Iterator[_Found]:
    if not line.claimed:
        return
    rule = line.method.stop_rule
    own = "height" if rule.quantity != "mean_velocity" else KIND_OF_RULE[rule.statistic]
    low, high = line.method.range("loss")
    stop = stop_of(line, own)
    if stop is not None and not low - 1e-9 <= stop.value <= high + 1e-9:
        wanted = replace(stop, value=clamped(Span(stop.value), low, high).low)
        says = f"It ends at a loss of {percent(stop.value)}; {line.method_words} at {spans(low, high, percent)}."
        yield "method_range", "stop", says, *instead(line, stop, wanted)
    other = stop_of(line, "loss")
    if own == "set_mean" and other is not None and line.item.sets > (rule.reference_sets or 0):
        says = "One repetition against the fastest gives false alarms in every second session of speed work."
        yield "method_range", "statistic", says, *instead(line, other, Stop("set_mean", high))
    failure = stop_of(line, "failure")
    if failure is not None and line.method.name != "repeated_effort":
        says = f"It goes on until a repetition fails; {line.method_words} ends before."
        yield "method_range", "failure", says, *instead(line, failure, _own(line))


def _at_odds(line: Line) -> Iterator[_Found]:
    failure, reserve, rpe = (stop_of(line, kind) for kind in ("failure", "reserve", "rpe"))
    if failure is not None and len(line.item.stops) > 1:
        says = "Until failure is never reached where another rule ends it before."
        yield "method_range", "two stops", says, *instead(line, failure, None)
    if reserve is not None and rpe is not None and reserve.value != 10 - rpe.value:
        laxer = rpe if 10 - rpe.value < reserve.value else reserve
        says = (
            f"RPE {rpe.value:g} leaves {10 - rpe.value:g} repetitions, not {reserve.value:g}: two rules for one thing."
        )
        mend, item = instead(line, laxer, None)
        yield "method_range", "two stops", says, f"leave out {words_of(laxer)!r}" if item else mend, item
