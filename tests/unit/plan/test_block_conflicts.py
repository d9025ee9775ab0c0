"""Wishes that cannot all be met: the few in each other's way are named, and what frees each does."""

from __future__ import annotations

from typing import Any

import pytest

from neuraldrive import plan
from neuraldrive.errors import PlanConflict

GYM = ("bar", "rack", "bench", "dumbbells", "medicine_ball")


def in_the_way(**given: Any) -> PlanConflict:
    with pytest.raises(PlanConflict) as caught:
        plan.block(**given)
    return caught.value


def test_too_few_minutes_name_the_sessions_and_the_minutes_that_do() -> None:
    asked: dict[str, Any] = {"goal": "maximal strength", "weeks": 4, "days": "wed", "minutes": 30}
    error = in_the_way(**asked)
    names = [each.rule for each in error.rules]
    assert names[0] == "minutes"
    assert all(name.startswith("one_of_each") for name in names[1:])
    (minutes,) = (each for each in error.rules if each.rule == "minutes")
    needed = minutes.change["minutes"]
    assert f"{needed} minutes instead of 30" in str(error)
    plan.block(**{**asked, "minutes": needed})
    in_the_way(**{**asked, "minutes": needed - 1})


def test_a_lift_that_stresses_a_joint_to_spare_is_named_with_the_joint() -> None:
    error = in_the_way(goal="power", weeks=4, days="mon thu", minutes=75, lifts=["back_squat"], spare=["knee", "ankle"])
    assert {each.rule for each in error.rules} == {"joints:knee", "lifts:back_squat"}
    assert "the knee no longer spared" in str(error)


def test_a_lift_without_its_equipment_names_the_piece_that_is_lacking() -> None:
    error = in_the_way(goal="power", weeks=4, days="mon thu", minutes=75, lifts=["box_squat"], equipment=GYM)
    (equipment,) = (each for each in error.rules if each.rule == "equipment")
    assert equipment.change["equipment"] == sorted([*GYM, "box"])


def test_a_weekly_rotation_without_lifts_to_rotate_names_itself() -> None:
    asked: dict[str, Any] = {
        "goal": "maximal strength", "weeks": 6, "days": "mon thu", "minutes": 75, "training": "advanced",
        "equipment": ["trap_bar", "medicine_ball"], "spare": [],
    }  # fmt: skip
    error = in_the_way(**asked)
    assert "rotation" in {each.rule for each in error.rules}
    (rotation,) = (each for each in error.rules if each.rule == "rotation")
    assert rotation.enough
    plan.block(**{**asked, **rotation.change})


def test_a_competition_too_soon_for_a_heavy_day_asks_for_more_weeks() -> None:
    asked: dict[str, Any] = {
        "goal": "peaking",
        "weeks": 1,
        "days": "mon wed",
        "minutes": 75,
        "competition": "2027-03-03",
    }
    error = in_the_way(**asked)
    assert [each.rule for each in error.rules] == ["taper:load"]
    assert "2 weeks before the competition" in str(error)
    plan.block(**{**asked, **error.rules[0].change})


def test_the_message_names_no_more_than_the_rules_in_the_way() -> None:
    error = in_the_way(goal="power", weeks=4, days="mon thu", minutes=75, lifts=["jump_squat"], spare=["ankle"])
    assert str(error).startswith("plan: found the ankle is to be spared; the jump squat is to be in it, needed")
