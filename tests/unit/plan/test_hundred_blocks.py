"""A hundred random athletes and wishes: every plan keeps every hard rule, or the conflict is a smallest one."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from block_rules import broken
from block_wishes import random_wish
from neuraldrive import plan
from neuraldrive.errors import PlanConflict
from neuraldrive.plan.block import wish
from neuraldrive.plan.conflicts import possible
from neuraldrive.plan.solver import variables
from neuraldrive.plan.solver_rules import post_rules
from neuraldrive.records.prescription import Plan

SEEDS = range(100)
SOFT = ("weekly_rise",)
CHUNK = 10


@cache
def of_seed(seed: int) -> Plan | PlanConflict:
    return built(random_wish(seed))


def built(given: dict[str, Any]) -> Plan | PlanConflict:
    try:
        return plan.block(**given)
    except PlanConflict as error:
        return error


def checked(block: Plan, given: dict[str, Any]) -> list[str]:
    found = plan.check(
        block, training=given["training"], minutes=given["minutes"], equipment=given.get("equipment"),
        spare=given.get("spare", ()),
    )  # fmt: skip
    return [f"{each.where}: {each.says}" for each in found if each.severity != "note" and each.rule not in SOFT]


@pytest.mark.parametrize("first", [each for each in SEEDS if each % CHUNK == 0])
def test_each_block_keeps_every_hard_rule_or_names_a_smallest_conflict(first: int) -> None:
    for seed in range(first, first + CHUNK):
        given = random_wish(seed)
        found = of_seed(seed)
        if isinstance(found, PlanConflict):
            smallest(found, given)
            continue
        assert not list(broken(found, given)), seed
        assert not checked(found, given), seed


def smallest(error: PlanConflict, given: dict[str, Any]) -> None:
    """Together the rules cannot be kept, without any one they can; and what is said to be enough frees the block."""
    names = [each.rule for each in error.rules]
    assert names
    if "search was ended" not in str(error):
        model = variables(wish(**given), switched=True)
        post_rules(model)
        assert not possible(model, names), given
        for name in names:
            assert possible(model, [each for each in names if each != name]), (name, given)
    for each in error.rules:
        if each.enough:
            assert not isinstance(built({**given, **each.change}), PlanConflict), (each, given)


def test_among_the_hundred_some_cannot_be_met_and_most_can() -> None:
    conflicts = sum(isinstance(of_seed(seed), PlanConflict) for seed in range(0, 100, 4))
    assert 2 <= conflicts <= 12
