"""A barbell lift: its load-velocity line, and how the bar is moved in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from neuraldrive.catalog.entries import Numbered, numbers_in
from neuraldrive.sources import Sourced


@dataclass(frozen=True)
class LiftMechanics(Numbered):
    """How a typical lifter (75 kg, untrained nervous system) moves the bar in a lift: what `simulate.lift` is made of.

    `numbers`, each with its source: range_of_motion, moved_body_share (of body mass), isometric_force (at full
    activation, least over the range), shortening_velocity (without load, extrapolated), curvature (a / F0 of Hill's
    curve), dip_place, dip_width, dip_depth, slope and roll_off of strength over the range, start_activation (share of
    the load's weight that the muscles carry when the lift begins; above 1 where the bar is turned), enhancement and
    enhancement_decay (of the first push), brake_constant and brake_per_speed (antagonists, share of isometric_force,
    and that per m/s), set constants fatigue_gain, fast_share, fast_recovery, slow_recovery, repetition_cost,
    velocity_share, and scatter (of strength between repetitions).

    Args:
        pool: muscle of the catalogue whose motor-unit pool stands for all muscles of the lift.
        provisional: whether no published load-velocity table was at hand to fit it to.
        released: whether bar or body leaves at the end of the range.
    """

    pool: str
    provisional: bool
    released: bool
    numbers: Mapping[str, Sourced]


@dataclass(frozen=True)
class Lift(Numbered):
    """A barbell lift and what is known of its load-velocity line in people at large.

    `numbers` holds, each with its source: velocity_at_one_rm, slope (velocity lost from no load to the 1RM),
    their standard deviations between people (…_sd) and correlation, set_sd and day_sd of velocity in one
    person, velocity_at_rpe_8, usual_one_rm_kg with its spread, and heaviest_kg (above every lift on record). Where lines
    are known to bend, also bend (the extra loss over the last tenth of the load) and bend_sd.
    """

    name: str
    label: str
    aliases: tuple[str, ...]
    start: str
    provisional: bool
    numbers: Mapping[str, Sourced]
    mechanics: LiftMechanics | None = field(default=None, repr=False)


def load_lift(name: str, table: Mapping[str, Any]) -> Lift:
    """A Lift from its TOML table."""
    return Lift(
        name, table["label"], tuple(table["aliases"]), table["start"], table["provisional"],
        numbers_in(table, name, besides=("mechanics",)), _mechanics(table.get("mechanics"), name),
    )  # fmt: skip


def _mechanics(table: Mapping[str, Any] | None, name: str) -> LiftMechanics | None:
    if table is None:
        return None
    return LiftMechanics(
        table["pool"], table["provisional"], table.get("released", False), numbers_in(table, f"{name}.mechanics")
    )


def like(table: Mapping[str, Any], others: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    """The table with what it does not say itself taken from the one that it is `like`."""
    if "like" not in table:
        return table
    model = like(others[table["like"]], others)
    mechanics = {**model.get("mechanics", {}), **table.get("mechanics", {})}
    return {**model, **table, **({"mechanics": mechanics} if mechanics else {})}
