"""What can be wished of a block, for a form that asks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from neuraldrive import catalog
from neuraldrive.catalog.exercise_entry import EQUIPMENT, JOINTS
from neuraldrive.plan.block_wish import FULL_GYM, GOALS
from neuraldrive.plan.laid_out import DAY_NAMES, WEEKDAYS
from neuraldrive.plan.setting import TRAINING


@dataclass(frozen=True)
class Choices:
    """Words to choose from; `usual` is the equipment of a well-kept gym, `known` are lifts with a profile.

    >>> Choices(()).goals[0], Choices(()).days[0]
    ('maximal strength', ('mon', 'Monday'))
    """

    known: Collection[str]
    goals: tuple[str, ...] = GOALS
    days: tuple[tuple[str, str], ...] = tuple(zip(WEEKDAYS, DAY_NAMES, strict=True))
    training: tuple[str, ...] = TRAINING
    equipment: tuple[str, ...] = tuple(EQUIPMENT)
    usual: tuple[str, ...] = FULL_GYM
    joints: tuple[str, ...] = tuple(JOINTS)

    @property
    def lifts(self) -> tuple[catalog.Exercise, ...]:
        """The main lifts."""
        return tuple(each for each in catalog.exercises().values() if each.kind == "main")
