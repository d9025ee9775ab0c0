"""What every answer about a simulated lift says of itself: whose motor units they are, and what a bar cannot tell."""

from __future__ import annotations

from collections.abc import Sequence

from neuraldrive import catalog, glossary
from neuraldrive.figures import lift_told
from neuraldrive.records import LiftTruth, Recording
from neuraldrive.units import load_text

ALL_UNITS = (
    "With all intent the drive is maximal at any load, and below its maximum every unit that can be called on already "
    "is: the share of units does not rank loads or methods."
)
_MODEL, BAR_CANNOT_TELL = "Units and rates are the model's.", "Bar data cannot tell neural from muscular strength."
WITHOUT_ONE_RM = frozenset({"countermovement_jump", "drop_jump", "jump_squat", "chest_throw"})
"""Jumped or thrown, never lifted once with all that one can."""
_POOL_FLAG, _NOT_COMPLETED = "the pool's numbers are provisional", "not completed"


def stands_for(truth: LiftTruth) -> str:
    """Whose motor units they are.

    >>> from neuraldrive import simulate
    >>> stands_for(simulate.lift("bench_press", 60, discharges=False).truth)[:81]
    'The motor units are those of vastus lateralis, which stands for all muscles of th'
    """
    muscle = catalog.muscle(truth.pool)
    told = f"The motor units are those of {muscle.label.lower()}, which stands for all muscles of the lift (assumed)"
    return f"{told}; their numbers are provisional." if muscle.provisional else f"{told}."


def doubts(recordings: Sequence[Recording]) -> tuple[str, ...]:
    """Whose units they are, and the flags but for what is told elsewhere, each once and as a sentence."""
    pools = [stands_for(lift_told.truth_of(each)) for each in recordings]
    flags = [flag for each in recordings for flag in each.flags if flag != _POOL_FLAG and _NOT_COMPLETED not in flag]
    return tuple(dict.fromkeys([*pools, *(f"{flag[:1].upper()}{flag[1:].rstrip('.')}." for flag in flags)]))


def said(recordings: Sequence[Recording]) -> tuple[str, ...]:
    """What a bar cannot tell; and where units are known and all intent was asked for, why all of them are recruited."""
    if not lift_told.knows_units(recordings):
        return (glossary.ORIGIN_NOT_IDENTIFIABLE,)
    return (*_why(recordings), f"{_MODEL} {glossary.ORIGIN_NOT_IDENTIFIABLE}")


def in_caption(recordings: Sequence[Recording], units: bool) -> list[str]:
    """The same in a caption, shorter, with whose motor units they are."""
    told = [*_why(recordings), _MODEL] if units else []
    return [*told, BAR_CANNOT_TELL, *doubts(recordings)]


def _why(recordings: Sequence[Recording]) -> tuple[str, ...]:
    intents = [one.intent for each in recordings for one in lift_told.truth_of(each).repetitions]
    return (ALL_UNITS,) if max(intents) == 1.0 else ()


def too_heavy(truth: LiftTruth, unit: str = "kg") -> str:
    """Of a failed lift: how much heavier the load is than what this lifter can lift once; else nothing.

    >>> from neuraldrive import simulate
    >>> heavy = 2.5 * simulate.one_rm_kg("back_squat")
    >>> too_heavy(simulate.lift("back_squat", heavy, discharges=False).truth)
    '2... kg is 2.5 times what this lifter can lift once.'
    """
    average = lift_told.average_kg(truth)
    times = (truth.load_kg if average is None else average) / truth.one_rm_kg if truth.one_rm_kg > 0 else 0.0
    if truth.repetitions[0].completed or times <= 1.0:
        return ""
    bands = "" if average is None else f" with bands or chains, {load_text(average, unit)} on average,"
    return f"{load_text(truth.load_kg, unit)}{bands} is {times:.{1 if times >= 1.95 else 2}f} times what this lifter can lift once."
