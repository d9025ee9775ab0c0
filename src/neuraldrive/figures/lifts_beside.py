"""Lifts side by side, from the bar to the motor units: what a method asks of the nervous system, as a picture."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from neuraldrive.errors import RecordError
from neuraldrive.figures import lift_limits, lift_told, words
from neuraldrive.figures.drawing import Drawing
from neuraldrive.figures.lift_panels import LETTERS, paint
from neuraldrive.figures.lift_sides import Side
from neuraldrive.records import Recording


def lifts(recordings: Sequence[Recording], names: Sequence[str] = (), unit: str = "kg") -> Drawing:
    """Velocity of the bar, force on it, share of units recruited and mean rate of each lift, beside each other.

    Of a set the first repetition is drawn. Grey: the bar is braked harder than gravity would; dashed: the drive goes
    off. Blue is recruitment, copper is rate coding. Without discharges the pool's force stands in for both.

    Args:
        recordings: simulated lifts.
        names: what each is called.
        unit: kg or lb, of the loads.

    Raises:
        RecordError: a recording without a lift's truth, or none at all, or more than eight.
        MissingChannel: one as a sensor has it, without the force; draw what it was made of.

    >>> from neuraldrive import figures, simulate
    >>> figures.lifts([simulate.lift("bench_press", 60, seed=7)]).finding
    'Bench press, 60 kg (6... %): mean velocity 0.7... m/s, 100 % of the units recruited.'
    """
    if not 1 <= len(recordings) <= len(LETTERS) or len(names) not in (0, len(recordings)):
        raise RecordError(
            "figure of lifts", found=f"{len(recordings)} recordings, {len(names)} names",
            needed=f"1 to {len(LETTERS)}, each with its name or none", remedy="Draw fewer in one figure.",
        )  # fmt: skip
    truths = [lift_told.truth_of(each) for each in recordings]
    given = names or [""] * len(recordings)
    sides = [Side(n, r, t, t.repetitions[0]) for n, r, t in zip(given, recordings, truths, strict=True)]
    units = lift_told.knows_units(recordings)
    return Drawing(
        _finding(sides, unit),
        _caption(sides, units, unit),
        lambda canvas: paint(canvas, sides, units, unit),
        neural=units,
    )


def _finding(sides: Sequence[Side], unit: str) -> str:
    told, named = [], False
    for each in sides:
        done = each.repetition
        speed = (
            f"{'' if named else 'mean velocity '}{done.mean_velocity:.2f} m/s" if done.completed else "not completed"
        )
        named = named or done.completed
        name = f"{each.name} " if each.name else ""
        told.append(f"{name}{lift_told.load_words(each.truth, unit)}: {speed}")
    shares = [100 * each.repetition.recruited_share for each in sides]
    return f"{words.lift_label(sides[0].truth.lift)}, {'; '.join(told)}{_recruited(shares)}."


def _recruited(shares: Sequence[float]) -> str:
    """The share of the units, said once where it is the same for all."""
    if np.isnan(shares).any():
        return ""
    told = list(dict.fromkeys(f"{each:.0f} %" for each in shares))
    if len(told) > 1:
        return f"; {', '.join(f'{each:.0f} %' for each in shares)} of the units recruited"
    return f"{', ' if len(shares) == 1 else '; each with '}{told[0]} of the units recruited"


def _caption(sides: Sequence[Side], units: bool, unit: str) -> str:
    heavy = dict.fromkeys(filter(None, (lift_limits.too_heavy(each.truth, unit) for each in sides)))
    begins = "the bar begins to move" if any(each.moved for each in sides) else "the drive to lift sets in"
    wide = "; a second is as wide everywhere" if len(sides) > 1 else ""
    said = [*heavy, f"Simulated. Time 0: {begins}{wide}."]
    if not all(each.repetition.completed for each in sides):
        said.append("Force is left out where something else than the lifter holds the bar.")
    if any(lift_told.braking_s(each.truth, each.repetition) for each in sides):
        said.append("Grey: braking, the bar slows harder than gravity alone would slow it.")
    ends = []
    if any(each.repetition.switch_off_s is not None for each in sides):
        ends.append("the drive to lift goes off, so that the bar comes to rest at the end")
    if any(each.repetition.release_velocity is not None for each in sides):
        ends.append("bar or body is released, at full drive")
    if ends:
        said.append(f"Dashed: {'; or '.join(ends)}.")
    if units:
        said.append("Blue: units recruited; copper: mean rate of those that discharge.")
    return " ".join([*said, *lift_limits.in_caption([each.recording for each in sides], units)])
