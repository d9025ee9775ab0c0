"""TOML → frozen, checked entries."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from neuraldrive.errors import CatalogError
from neuraldrive.sources import Sourced


@dataclass(frozen=True)
class LiftMechanics:
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

    def __getitem__(self, name: str) -> float:
        return self.numbers[name].value


@dataclass(frozen=True)
class Lift:
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

    def __getitem__(self, name: str) -> float:
        return self.numbers[name].value

    @property
    def sources(self) -> tuple[str, ...]:
        """Keys of the papers that this entry rests on."""
        return tuple(sorted({number.source for number in self.numbers.values()}))


@dataclass(frozen=True)
class Sensor:
    """A device class, its error against an encoder, and what its grade allows.

    `numbers`: mean_velocity_offset_sd (per set), mean_velocity_noise_sd (per repetition), peak_velocity_noise_sd,
    velocity_step (rounding of its display), each with its source.
    """

    name: str
    label: str
    grade: str
    provisional: bool
    numbers: Mapping[str, Sourced]

    def __getitem__(self, name: str) -> float:
        return self.numbers[name].value

    def mean_velocity_sd(self) -> float:
        """Standard error of one repetition's mean velocity, m/s: offset, noise and rounding together."""
        offset, noise = self["mean_velocity_offset_sd"], self["mean_velocity_noise_sd"]
        return float((offset**2 + noise**2 + self["velocity_step"] ** 2 / 12) ** 0.5)


def load_lift(name: str, table: Mapping[str, Any]) -> Lift:
    """A Lift from its TOML table."""
    return Lift(
        name, table["label"], tuple(table["aliases"]), table["start"], table["provisional"], _numbers(table, name),
        _mechanics(table.get("mechanics"), name),
    )  # fmt: skip


def _mechanics(table: Mapping[str, Any] | None, name: str) -> LiftMechanics | None:
    if table is None:
        return None
    return LiftMechanics(
        table["pool"], table["provisional"], table.get("released", False), _numbers(table, f"{name}.mechanics")
    )


def like(table: Mapping[str, Any], others: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    """The table with what it does not say itself taken from the one that it is `like`."""
    if "like" not in table:
        return table
    model = like(others[table["like"]], others)
    mechanics = {**model.get("mechanics", {}), **table.get("mechanics", {})}
    return {**model, **table, **({"mechanics": mechanics} if mechanics else {})}


def load_sensor(name: str, table: Mapping[str, Any]) -> Sensor:
    """A Sensor from its TOML table."""
    return Sensor(name, table["label"], table["grade"], table["provisional"], _numbers(table, name))


def tables(folder: str) -> dict[str, Mapping[str, Any]]:
    """Every TOML file of a catalogue folder, by its stem."""
    entries: Traversable = resources.files("neuraldrive.catalog").joinpath(folder)
    found: dict[str, Mapping[str, Any]] = {}
    for file in sorted(entries.iterdir(), key=lambda each: each.name):
        if file.name.endswith(".toml"):
            found[file.name.removesuffix(".toml")] = tomllib.loads(file.read_text(encoding="utf-8"))
    return found


def _numbers(table: Mapping[str, Any], name: str) -> dict[str, Sourced]:
    return {
        key: Sourced.from_table(value, f"{name}.{key}")
        for key, value in table.items()
        if isinstance(value, dict) and key != "mechanics"
    }


def slug(text: str) -> str:
    """A spelling without case, blanks and signs."""
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")


def unknown(kind: str, name: str, known: Mapping[str, Any]) -> CatalogError:
    """The error for a name that the catalogue lacks, the nearest names first."""
    nearest = get_close_matches(slug(name), known, n=3, cutoff=0.5)
    others = [each for each in sorted(known) if each not in nearest]
    meant = f"Did you mean {nearest[0]}?" if nearest else f"Check the spelling, or add a {kind}."
    return CatalogError(kind, found=repr(name), needed=f"one of {', '.join([*nearest, *others])}", remedy=meant)
