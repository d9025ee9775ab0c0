"""Random athletes and wishes for blocks: some plain, some hard to meet, some impossible."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from neuraldrive.catalog.exercise_entry import EQUIPMENT, JOINTS
from neuraldrive.plan.block_wish import GOALS
from neuraldrive.plan.laid_out import WEEKDAYS
from neuraldrive.plan.setting import TRAINING

LIFTS = (
    "back_squat",
    "bench_press",
    "deadlift",
    "overhead_press",
    "front_squat",
    "box_squat",
    "barbell_row",
    "jump_squat",
)
BASIC = {"bar", "rack", "bench"}


def random_wish(seed: int) -> dict[str, Any]:
    """Words for `plan.block`."""
    chance = random.Random(seed)
    goal = chance.choice(GOALS)
    given: dict[str, Any] = {
        "goal": goal,
        "weeks": chance.choice([1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 12, 12, 16, 20]),
        "days": tuple(chance.sample(WEEKDAYS, chance.choice([1, 2, 3, 3, 3, 4, 4, 5, 6]))),
        "minutes": chance.choice([30, 40, 45, 60, 60, 75, 75, 90, 120]),
        "training": chance.choice(TRAINING),
        "seed": chance.randrange(1000),
    }
    if goal == "peaking" or chance.random() < 0.4:
        given["competition"] = date(2027, 3, 1) + timedelta(days=chance.randrange(60))
    if chance.random() < 0.4:
        given["equipment"] = _gym(chance)
    if chance.random() < 0.3:
        given["spare"] = tuple(chance.sample(JOINTS, chance.choice([1, 1, 2])))
    if chance.random() < 0.4:
        given["lifts"] = tuple(chance.sample(LIFTS, chance.choice([1, 2, 3])))
    if chance.random() < 0.2:
        given["tested"] = False
    return given


def _gym(chance: random.Random) -> tuple[str, ...]:
    if chance.random() < 0.8:
        return tuple(sorted(BASIC | set(chance.sample(EQUIPMENT, chance.randrange(0, 8)))))
    return tuple(sorted(chance.sample(EQUIPMENT, 4)))
