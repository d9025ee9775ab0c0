"""Which of the wishes and rules are in each other's way: a smallest set of them, in words, and what would free each."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from neuraldrive.errors import PlanConflict
from neuraldrive.plan.block_wish import Wish
from neuraldrive.plan.conflict_words import says
from neuraldrive.plan.freeing import Freed, freed
from neuraldrive.plan.solver import Model, library, solved, variables
from neuraldrive.plan.solver_rules import post_rules


@dataclass(frozen=True)
class InTheWay:
    """A wish or rule that conflicts with others.

    Args:
        rule: its name; of a kind that has several, with which one: "joints:knee".
        says: it in words.
        frees: what would free the plan, in words.
        change: words of `plan.block` to change for that; empty where no word does it.
        enough: whether that change alone is enough: there may be more conflicts than one.
    """

    rule: str
    says: str
    frees: str
    change: Mapping[str, Any]
    enough: bool


def conflict(wish: Wish) -> PlanConflict:
    """The error for a wish that cannot be met, with a smallest set of rules that conflict."""
    return _error(tuple(_in_the_way(name, freed(wish, name), wish) for name in smallest(wish)))


def _error(rules: tuple[InTheWay, ...]) -> PlanConflict:
    enough = [each.frees for each in rules if each.enough]
    parts = [each.frees for each in rules if each.frees and not each.enough]
    remedy = f"What frees it: {', or '.join(enough)}." if enough else "No one change frees it."
    remedy += f" Not enough alone: {', or '.join(parts)}." if parts else ""
    error = PlanConflict(
        "plan", found="; ".join(each.says for each in rules), needed="wishes and rules that can all be kept",
        remedy=remedy,
    )  # fmt: skip
    error.rules = rules
    return error


def _in_the_way(name: str, way: Freed, wish: Wish) -> InTheWay:
    return InTheWay(name, says(name, wish), way.words, way.change, way.enough)


def no_time_to_test(wish: Wish, lift: str, minutes: float) -> PlanConflict:
    """The error for a session that is too short for the test it should begin with."""
    needed = int(-(-minutes // 1))
    rows = (
        InTheWay("minutes", says("minutes", wish), f"{needed} minutes instead of {wish.minutes:g}", {"minutes": needed}, True),
        InTheWay(
            "tested", f"the {lift.replace('_', ' ')} is to be tested first", "a profile that is known (tested=True)",
            {"tested": True}, True,
        ),
    )  # fmt: skip
    return _error(rows)


def smallest(wish: Wish) -> tuple[str, ...]:
    """Names of rules that cannot all be kept, though they can without any one of them.

    The solver's own set of sufficient assumptions comes first; then each is dropped that the others do not need.
    """
    model = variables(wish, switched=True)
    post_rules(model)
    kept = _sufficient(model)
    for name in tuple(kept):
        fewer = [each for each in kept if each != name]
        if not possible(model, fewer):
            kept = fewer
    return tuple(kept)


def _sufficient(model: Model) -> list[str]:
    """Rules that the solver says conflict; all of them where it does not say, or says too few."""
    every = list(model.rules)
    model.cp.add_assumptions([model.rules[name] for name in every])
    _, solver = solved(model, best=False)
    model.cp.clear_assumptions()
    of = set(solver.sufficient_assumptions_for_infeasibility())
    some = [name for name in every if model.rules[name].index in of]
    return some if some and not possible(model, some) else every


def possible(model: Model, rules: Collection[str]) -> bool:
    """Whether a block keeps these rules, the others left free; True too where the solver's limit leaves it open."""
    cp = model.cp.clone()
    for name in rules:
        cp.add(cp.get_bool_var_from_proto_index(model.rules[name].index) == 1)
    solver = library().CpSolver()
    of = solver.parameters
    of.num_workers, of.random_seed, of.stop_after_first_solution = 1, 0, True
    of.max_deterministic_time = 2.0
    return bool(solver.status_name(solver.solve(cp)) != "INFEASIBLE")


def satisfiable(wish: Wish, rules: Sequence[str]) -> bool:
    """Whether a block for the wish keeps these rules, each by its name; all others left out."""
    model = variables(wish, switched=True)
    post_rules(model)
    return possible(model, rules)
