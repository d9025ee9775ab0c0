"""A device class: how far its velocities are off, and what they may decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from neuraldrive.catalog.entries import Numbered, numbers_in
from neuraldrive.sources import Sourced


@dataclass(frozen=True)
class Sensor(Numbered):
    """A device class, its error against an encoder, and what its grade allows.

    `numbers`: mean_velocity_offset_sd (per set), mean_velocity_noise_sd (per repetition), peak_velocity_noise_sd,
    velocity_step (rounding of its display), each with its source.
    """

    name: str
    label: str
    grade: str
    provisional: bool
    numbers: Mapping[str, Sourced]

    def mean_velocity_sd(self) -> float:
        """Standard error of one repetition's mean velocity, m/s: offset, noise and rounding together."""
        offset, noise = self["mean_velocity_offset_sd"], self["mean_velocity_noise_sd"]
        return float((offset**2 + noise**2 + self["velocity_step"] ** 2 / 12) ** 0.5)


def load_sensor(name: str, table: Mapping[str, Any]) -> Sensor:
    """A Sensor from its TOML table."""
    return Sensor(name, table["label"], table["grade"], table["provisional"], numbers_in(table, name))
