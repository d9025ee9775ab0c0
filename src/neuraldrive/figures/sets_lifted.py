"""Sets of lifts, repetition by repetition: velocity, strength left, units, rates and drive; one session or a few."""

from __future__ import annotations

from collections.abc import Sequence

from neuraldrive.errors import RecordError
from neuraldrive.figures import lift_limits, lift_told, words
from neuraldrive.figures.drawing import Drawing
from neuraldrive.figures.set_panels import LETTERS, Side, head, paint
from neuraldrive.records import Recording


def lift_sets(sides: Sequence[Sequence[Recording]], names: Sequence[str] = (), unit: str = "kg") -> Drawing:
    """Mean velocity, strength left, share of units recruited and mean rate of each repetition, and the drive over time.

    Rests are cut out. A repetition that was not completed is hollow. Blue is recruitment, copper is rate coding;
    without discharges neither is drawn.

    Args:
        sides: the sets of one session, or of two or three that are laid beside each other.
        names: what each session is called.
        unit: kg or lb, of the loads.

    Raises:
        RecordError: a recording without a lift's truth, no set, or more than three sessions.

    >>> from neuraldrive import figures, simulate
    >>> sets = simulate.session("bench_press", [(70, 5)] * 2, discharges=False)
    >>> figures.lift_sets([sets]).finding.startswith("Bench press, 70 kg (7")
    True
    """
    if not 1 <= len(sides) <= len(LETTERS) or not all(sides) or len(names) not in (0, len(sides)):
        raise RecordError(
            "figure of sets", found=f"{len(sides)} sessions, {len(names)} names",
            needed=f"1 to {len(LETTERS)} with a set each, named or not", remedy="Draw fewer in one figure.",
        )  # fmt: skip
    made = [Side(name, tuple(each)) for name, each in zip(names or [""] * len(sides), sides, strict=True)]
    units = all(lift_told.knows_units(each.recordings) for each in made)
    return Drawing(
        _finding(made, unit), _caption(made, units, unit), lambda canvas: paint(canvas, made, units, unit), neural=units
    )


def _finding(sides: Sequence[Side], unit: str) -> str:
    return f"{words.lift_label(sides[0].truths[0].lift)}, {'; '.join(_found(each, unit) for each in sides)}."


def _found(side: Side, unit: str) -> str:
    speeds = [one.mean_velocity for truth in side.truths for one in truth.repetitions if one.completed]
    done = ", ".join(map(str, side.completed))
    counted = f"{done} {'repetition' if side.completed == [1] else 'repetitions'}"
    fell = f", mean velocity {max(speeds):.2f} down to {speeds[-1]:.2f} m/s" if len(speeds) > 1 else ""
    single = f", mean velocity {speeds[0]:.2f} m/s" if len(speeds) == 1 else ""
    return f"{head(side, unit)}: {counted}{fell}{single}, {100 * side.truths[-1].capacity_after:.0f} % of strength left"


def _caption(sides: Sequence[Side], units: bool, unit: str) -> str:
    every = [one for each in sides for one in each.recordings]
    heavy = dict.fromkeys(filter(None, (lift_limits.too_heavy(each.truth, unit) for each in every)))
    said = [
        *heavy,
        "Simulated. Strength: of the rested lifter's, that each repetition is made with, and what is left after the last.",
    ]
    if any(len(each.recordings) > 1 for each in sides):
        said.append("Rests are cut out; below each set its number and the repetitions completed.")
    if any(not one.completed for each in sides for truth in each.truths for one in truth.repetitions):
        said.append("Hollow: not completed.")
    if units:
        said.append("Blue: units recruited; copper: mean rate while the drive to lift is on.")
    if len(sides) > 1:
        said.append("Which of these builds more strength, no session can say.")
    return " ".join([*said, *lift_limits.in_caption(every, units)])
