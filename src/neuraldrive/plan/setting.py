"""For whom, with what and until when a plan is checked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from neuraldrive import catalog
from neuraldrive.adapt import LoadVelocityProfile
from neuraldrive.catalog.exercise_entry import EQUIPMENT, JOINTS
from neuraldrive.errors import BadValue

TRAINING = ("untrained", "trained", "advanced")
SENSOR_OF_GRADE = {"may stop a set": "linear_encoder", "advises": "bar_imu", "counts only": "wrist_watch"}
"""The sensor whose noise stands for others of its grade."""


@dataclass(frozen=True)
class Setting:
    """What a plan is checked for.

    Args:
        profiles: load-velocity profiles by name of the lift.
        training: one of TRAINING.
        minutes: the longest session, None for no limit.
        equipment: what is at hand, None for all.
        spare: joints to spare.
        competition, today: days, None where there is none or it does not matter.
        sensor: what velocity will be measured with.

    Raises:
        BadValue: a word is none of those, or the minutes are none.
        CatalogError: no such sensor.
    """

    profiles: Mapping[str, LoadVelocityProfile] = field(default_factory=dict)
    training: str = "trained"
    minutes: float | None = None
    equipment: Collection[str] | None = None
    spare: Collection[str] = ()
    competition: date | None = None
    today: date | None = None
    sensor: str = "linear_encoder"

    def __post_init__(self) -> None:
        _known("training", (self.training,), TRAINING)
        _known("equipment", self.equipment or (), EQUIPMENT)
        _known("joint to spare", self.spare, JOINTS)
        catalog.sensor(self.sensor)
        if self.minutes is not None and not 5 <= self.minutes <= 600:
            raise BadValue("minutes of a session", found=f"{self.minutes:g}", needed="5 to 600", remedy="Correct it.")

    @property
    def noise_of(self) -> str:
        """The sensor of the rule `loss_needs` whose noise counts."""
        entry = catalog.sensor(self.sensor)
        if f"repetition_{self.sensor}" in catalog.rule("loss_needs").numbers:
            return self.sensor
        return SENSOR_OF_GRADE[entry.grade]


def _known(what: str, words: Collection[str], known: Collection[str]) -> None:
    for word in words:
        if word not in known:
            raise BadValue(what, found=repr(word), needed=f"one of {', '.join(known)}", remedy="Check the spelling.")
