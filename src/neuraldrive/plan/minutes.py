"""How long a session takes, its rests counted."""

from __future__ import annotations

from collections.abc import Sequence

from neuraldrive import catalog
from neuraldrive.kernels.dose import work_seconds
from neuraldrive.plan.lines import DOSED_KINDS, Line

RAMP_FROM = 0.6
"""Lighter loads need no build-up beyond the general warm-up."""


def session_seconds(lines: Sequence[Line]) -> float:
    """Seconds from the first warm-up to the last repetition: a range of sets counts as its most, of rests as its middle.

    Lifts of 60 % of the 1RM and more whose warm-up the plan does not list get the time that one takes.
    """
    rule = catalog.rule("session_minutes")
    seconds = rule["warm_up_s"] + rule["change_s"] * max(len(lines) - 1, 0)
    warm: set[str] = set()
    for line in lines:
        seconds += line_seconds(line)
        if _wants_ramp(line) and line.exercise.pattern not in warm:
            seconds += rule["ramp_s"]
        if line.item.warm_up or _wants_ramp(line):
            warm.add(line.exercise.pattern)
    return seconds


def _wants_ramp(line: Line) -> bool:
    heavy = line.top_share is None or line.top_share >= RAMP_FROM
    return heavy and not line.item.warm_up and line.exercise.kind in DOSED_KINDS


def line_seconds(line: Line) -> float:
    """Seconds of a line's sets and the rests between them."""
    rule = catalog.rule("session_minutes")
    each = rule["fast_repetition_s"] if line.item.fast or line.method.released else rule["repetition_s"]
    rest = rest_of(line)
    parts = line.item.parts
    seconds = sum(
        work_seconds(part.sets.high, part.repetitions.high if part.repetitions else 10, rest, each, rule["set_up_s"])
        for part in parts
    )
    return seconds + rest * (len(parts) - 1)


def rest_of(line: Line) -> float:
    """The rest between sets, s: as said, else the shortest of its method; a minute between warm-up sets."""
    if line.item.rest_s is not None:
        return line.item.rest_s.middle
    return 60.0 if line.item.warm_up else line.method["rest_s_low"]
