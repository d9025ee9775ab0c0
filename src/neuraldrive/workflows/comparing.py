"""Ways to train beside each other: what each asks of the nervous system and costs, and what that cannot say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from neuraldrive import catalog, figures
from neuraldrive.errors import BadValue
from neuraldrive.figures import Drawing
from neuraldrive.records import Recording
from neuraldrive.workflows import lift_orders
from neuraldrive.workflows.lift_numbers import Lifted, lifted
from neuraldrive.workflows.lift_orders import LiftOrder
from neuraldrive.workflows.lift_words import Prescribed

MOST = 3
CANNOT = (
    "Which of them builds more strength, this cannot say: it simulates a session, no weeks of training. That takes a "
    "training study with both arms"
)
_SHARE = (
    "In this model, whoever lifts with all intent calls on every unit that can be called on, whatever the load: the "
    "share of units does not rank methods. How fast they are recruited shows in the force of the first 50 ms, not in "
    "the bar."
)
_CLAIMS = ("S32", "S20", "S21")


@dataclass(frozen=True)
class Totals:
    """What a session comes to.

    Args:
        repetitions, completed: asked for or done, and completed.
        drive_s, drive_integral_s: time with the drive to lift on, and level times time (seconds of maximal drive).
        recruited_share, mean_rate_pps: mean over repetitions; NaN where the units were not simulated.
        velocity_loss: of mean velocity, from the fastest completed repetition to the last, a ratio.
        capacity_lost: of strength, after the last set, share of the rested one.
    """

    repetitions: int
    completed: int
    drive_s: float
    drive_integral_s: float
    recruited_share: float
    mean_rate_pps: float
    velocity_loss: float
    capacity_lost: float


@dataclass(frozen=True)
class Compared:
    """One of the sessions compared."""

    prescribed: Prescribed
    order: LiftOrder
    recordings: tuple[Recording, ...]
    numbers: tuple[Lifted, ...]
    totals: Totals


def compare(prescriptions: Sequence[Prescribed], order: LiftOrder) -> tuple[Compared, ...]:
    """Each session as the same lifter does it, strength without scatter, so that what differs is not chance.

    Args:
        prescriptions: two or three, of one lift.
        order: lift (where the prescriptions name none), lifter, intent, seed.

    Raises:
        BadValue: fewer than two, more than three, or two lifts.
        CatalogError: no such lift.
    """
    if not 2 <= len(prescriptions) <= MOST:
        raise BadValue(
            "compare", found=f"{len(prescriptions)} sessions", needed=f"2 to {MOST}",
            remedy='For example: neuraldrive compare "1x1 @ 95%" "1x8 @ 75%"',
        )  # fmt: skip
    named = list(dict.fromkeys(each.lift for each in prescriptions if each.lift is not None))
    if len(named) > 1:
        raise BadValue("lift", found=" and ".join(named), needed="one lift", remedy="Compare sessions of one lift.")
    lift = named[0] if named else order.lift
    return tuple(_one(each, replace(order, lift=lift)) for each in prescriptions)


def _one(each: Prescribed, order: LiftOrder) -> Compared:
    own = replace(
        order, load=each.load, repetitions=each.repetitions, sets=each.sets, scatter=False,
        rest_s=order.rest_s if each.rest_s is None else each.rest_s,
    )  # fmt: skip
    recordings = lift_orders.run(own)
    numbers = lifted(recordings)
    return Compared(each, own, recordings, numbers, totals(recordings, numbers))


def totals(recordings: Sequence[Recording], numbers: Sequence[Lifted]) -> Totals:
    """The session's totals."""
    speeds = [each.made.mean_velocity for each in numbers if each.made.completed]
    return Totals(
        len(numbers), len(speeds), sum(each.drive_s for each in numbers),
        sum(each.drive_integral_s for each in numbers), float(np.mean([each.made.recruited_share for each in numbers])),
        float(np.mean([each.made.mean_rate_pps for each in numbers])),
        1.0 - speeds[-1] / max(speeds) if speeds else 0.0,
        1.0 - recordings[-1].truth.capacity_after,
    )  # fmt: skip


def cannot_say() -> tuple[str, ...]:
    """What the comparison leaves open, and where the catalogue has what is known.

    >>> "neuraldrive evidence S32" in cannot_say()[0]
    True
    """
    verdicts = ", ".join(f"{name} ({catalog.claim(name).verdict.replace('_', ' ')})" for name in _CLAIMS)
    return f"{CANNOT}; what is known: {verdicts}, as `neuraldrive evidence S32` tells.", _SHARE


def title(each: Compared) -> str:
    """What a session is called in a figure."""
    return f"{each.prescribed.sets} × {each.prescribed.repetitions}"


def figure(found: Sequence[Compared], unit: str = "kg") -> Drawing:
    """The sessions drawn beside each other."""
    return figures.lift_sets([each.recordings for each in found], [title(each) for each in found], unit)
