"""What was done on the last day of an exercise changes its next one, by the rule "progression" of the catalogue.

The plan's text stays as its writer has it: a change is told beside the line, and made for one day. It goes from the load that
was done, so that it is made once: the rating moves the profile too, and a share of that profile would count it twice.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from neuraldrive import catalog
from neuraldrive.kernels.load_velocity import repetition_fraction
from neuraldrive.plan import door
from neuraldrive.plan.edits import with_parts, with_sets
from neuraldrive.records import SetEntry
from neuraldrive.records.change import Change
from neuraldrive.records.prescribed import Prescribed
from neuraldrive.records.prescription import Prescription, Sets, Span
from neuraldrive.records.sets import LOAD_UNITS

RULE = "progression"
WORK_FROM, WORK_TO = 0.93, 1.10
"""Sets lighter than this share of the lightest planned one are taken for warm-ups; those above the heaviest by so much for
other work, or for a slip of the pen.
"""
BY_SPEED = ("loss", "set_mean", "height", "velocity")
FULL_EFFORT_RPE = 10.0
READ_LINE = "plan.parse_line(text) reads one."


@dataclass(frozen=True)
class Done:
    """Work sets that were done of a line, beside what was planned."""

    line: Prescription
    planned: tuple[Prescribed, ...]
    sets: tuple[SetEntry, ...]


def matched(line: Prescription, planned: Sequence[Prescribed], done: Sequence[SetEntry]) -> Done:
    """The sets of the line's exercise that are the work planned, as far as their loads tell."""
    names = {each.exercise for each in planned}
    loads = [each.load_kg for each in planned if each.load_kg]
    least, most = (WORK_FROM * min(loads), WORK_TO * max(loads)) if loads else (0.0, math.inf)
    of_it = (each for each in done if each.lift in names)
    return Done(line, tuple(planned), tuple(each for each in of_it if least <= (each.load_kg or least) <= most))


def change(line: Prescription, planned: Sequence[Prescribed], done: Sequence[SetEntry], day: str) -> Change | None:
    """What the sets of a day change on the exercise's next day; None where they were as planned, or none was done.

    Args:
        line: as it was written; planned: its sets as they were shown.
        done: all sets of that day, of whatever lift.
        day: YYYY-MM-DD.

    >>> from neuraldrive.records.prescription import Load, Sets, Stop
    >>> line = Prescription(("back_squat",), (Sets(Span(3), Span(2), Load(Span(0.9))),), stops=(Stop("reserve", 1),))
    >>> planned = [Prescribed("back_squat", "back squat", n, Span(2), load_kg=140.0) for n in (1, 2, 3)]
    >>> done = [SetEntry("back_squat", 140, (), rpe=10, count=2)] * 3
    >>> print(change(line, planned, done, "2026-12-07"))
    2026-12-07: rated RPE 10 where 9 was asked, with 140 kg; so 4 % less load today.
    """
    door.of_kind("line", line, Prescription, READ_LINE)
    door.all_of_kind("planned", planned, Prescribed, "plan.prescribe(line, profiles) gives them.")
    door.all_of_kind("done", done, SetEntry, "They are the sets of a session's log.")
    door.written_day("day", day)
    found = matched(line, planned, done)
    if line.warm_up or not found.sets:
        return None
    told = [each for each in (_missed(found), _rated(found)) if each is not None]
    says, factor, done_kg = min(told, key=lambda each: each[1]) if told else ("", 1.0, None)
    short = _ended_early(found)
    if short is not None:
        says = f"{says}; {short[0]}" if says else short[0]
    if not says or (factor == 1.0 and short is None):
        return None
    does = [_in_words(factor)] if factor != 1.0 else []
    if short is not None:
        does.append(f"at most {short[1]} sets")
    return Change(
        found.sets[0].lift, line.method, day, says, " and ".join(does), factor, short[1] if short else None, done_kg
    )


def changed(line: Prescription, made: Change, last: Prescription | None = None) -> Prescription:
    """The line as the change has it: loads in kilograms, from what was done, where load and repetitions can be compared.

    Args:
        last: the line of that session; this one where it is not given. A heavier share, or a rating that leaves less, is
            so much heavier. Loads by velocity or body weight follow the day by themselves and stay.
    """
    door.of_kind("line", line, Prescription, READ_LINE)
    door.of_kind("change", made, Change, "plan.change(line, planned, done, day) gives one.")
    before = (last or line).parts[0]

    def moved(part: Sets) -> Sets:
        kg = _moved_kg(part, before, made)
        return (
            part
            if kg is None or part.load is None
            else replace(part, load=replace(part.load, amount=Span(kg), unit="kg"))
        )

    item = with_parts(line, moved) if made.load_factor != 1.0 else line
    return with_sets(item, made.most_sets) if made.most_sets is not None and made.most_sets < item.sets else item


def comparable(one: Prescription, other: Prescription) -> bool:
    """Whether two lines are the same work: of one method, with as many repetitions a set, give or take one."""
    first, second = one.parts[0].repetitions, other.parts[0].repetitions
    if one.method != other.method or one.warm_up != other.warm_up:
        return False
    return first is second is None or (
        first is not None and second is not None and abs(first.middle - second.middle) <= 1.0
    )


def _moved_kg(part: Sets, before: Sets, made: Change) -> float | None:
    """To half a kilogram; None where the load follows the day by itself, or cannot be compared with the last."""
    if part.load is None or before.load is None or part.load.unit != before.load.unit:
        return None
    unit, now, then = part.load.unit, part.load.amount.middle, before.load.amount.middle
    if unit == "kg":
        return _to_half(now * made.load_factor)
    if made.done_kg is None or unit not in ("share", "rpe"):
        return None
    if unit == "share":
        return _to_half(made.done_kg * made.load_factor * now / then)
    if part.repetitions is None or before.repetitions is None:
        return None
    share_now, share_then = (
        float(repetition_fraction(np.array([repetitions.middle + 10.0 - rpe]))[0])
        for repetitions, rpe in ((part.repetitions, now), (before.repetitions, then))
    )
    return _to_half(made.done_kg * made.load_factor * share_now / share_then)


def _to_half(kg: float) -> float:
    return max(round(2.0 * kg) / 2.0, LOAD_UNITS["kg"][0])


def _missed(done: Done) -> tuple[str, float, float | None] | None:
    """Repetitions that failed: fewer than asked, though nothing but failure ended the set; with the lightest that did."""
    if any(stop.kind in BY_SPEED for stop in done.line.stops):
        return None
    fewest = min((each.repetitions.low for each in done.planned if each.repetitions), default=0.0)
    failed = [each for each in done.sets if each.repetition_count < fewest and (each.reserve or 0.0) < 1.0]
    if not failed:
        return None
    fell = f"{len(failed)} of {len(done.sets)} sets fell short of {fewest:g} repetitions"
    return (
        fell,
        1.0 - catalog.rule(RULE)["missed_cut"],
        min((each.load_kg for each in failed if each.load_kg), default=None),
    )


def _rated(done: Done) -> tuple[str, float, float | None] | None:
    """The hardest rating against what was asked, with the lightest load that was rated so."""
    asked, rule = _asked_rpe(done.line), catalog.rule(RULE)
    rated = [
        (10.0 - each.reserve, each.load_kg) for each in done.sets if each.reserve is not None and not each.rpe_at_most
    ]
    if asked is None or not rated:
        return None
    hardest = max(rpe for rpe, _ in rated)
    done_kg = min((kg for rpe, kg in rated if rpe == hardest and kg is not None), default=None)
    off = hardest - asked
    if abs(off) <= rule["rating_slack"]:
        return None
    says = f"rated RPE {hardest:g} where {asked:g} was asked"
    if off > 0.0:
        return says, max(1.0 - rule["load_per_rpe"] * off, 1.0 - rule["most_change"]), done_kg
    needed = sum(not each.optional for each in done.planned)
    if len(done.sets) < needed:
        return None
    return says, min(1.0 - rule["rise_per_rpe"] * off, 1.0 + rule["most_change"]), done_kg


def _asked_rpe(line: Prescription) -> float | None:
    """The rating that the line asks for: by its stop rule, or by its load."""
    for stop in line.stops:
        if stop.kind in ("reserve", "rpe"):
            return FULL_EFFORT_RPE - stop.value if stop.kind == "reserve" else stop.value
    for part in line.parts:
        if part.load is not None and part.load.unit == "rpe":
            return part.load.amount.high
    return None


def _ended_early(done: Done) -> tuple[str, int] | None:
    """Work that a stop rule of speed ended before the fewest sets were done."""
    needed = sum(not each.optional for each in done.planned)
    if len(done.sets) >= needed or not any(stop.kind in BY_SPEED for stop in done.line.stops):
        return None
    return f"its stop rule ended it after {len(done.sets)} of {needed} sets", len(done.sets)


def _in_words(factor: float) -> str:
    percent = f"{100.0 * abs(factor - 1.0):.3g} %"
    return f"{percent} less load" if factor < 1.0 else f"{percent} more load"
