"""Which of the wishes and rules are in each other's way: a smallest set of them, in words, and what would free each."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from neuraldrive.errors import PlanConflict
from neuraldrive.plan.block_wish import Wish
from neuraldrive.plan.conflict_words import says
from neuraldrive.plan.freeing import Freed, freed
from neuraldrive.plan.solver import DETERMINISTIC_LIMIT, Model, library, solved, variables
from neuraldrive.plan.solver_rules import post_rules

EFFORT, EACH, QUICK, LEAST = 3.0, 0.5, 0.05, 0.01
"""Seconds of the solver's own clock, the same on any machine, for a whole search, for one trial, for a first look, and what a
trial costs at least."""


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
    names, sure = search(wish)
    return _error(tuple(_in_the_way(name, freed(wish, name), wish) for name in names), sure=sure)


def _error(rules: tuple[InTheWay, ...], *, sure: bool) -> PlanConflict:
    enough = [each.frees for each in rules if each.enough]
    parts = [each.frees for each in rules if each.frees and not each.enough]
    remedy = f"What frees it: {', or '.join(enough)}." if enough else "No one change frees it."
    remedy += f" Not enough alone: {', or '.join(parts)}." if parts else ""
    remedy += "" if sure else " Fewer of these may be enough to conflict: the search was ended."
    error = PlanConflict(
        "plan", found="; ".join(each.says for each in rules), needed="wishes and rules that can all be kept",
        remedy=remedy,
    )  # fmt: skip
    error.rules = rules
    return error


def _in_the_way(name: str, way: Freed, wish: Wish) -> InTheWay:
    return InTheWay(name, says(name, wish), way.words, way.change, way.enough)


def smallest(wish: Wish) -> tuple[str, ...]:
    """Names of rules that cannot all be kept, though they can without any one of them."""
    return search(wish)[0]


def search(wish: Wish) -> tuple[tuple[str, ...], bool]:
    """The names, and whether it was tried of each that the others need it: the search ends after `EFFORT`.

    The solver's own set of sufficient assumptions comes first, then rules that cannot be kept alone; then each is dropped that
    the others do not need.
    """
    model = variables(wish, switched=True)
    post_rules(model)
    effort = Effort()
    kept = _sufficient(model, effort)
    sure = True
    for name in tuple(kept):
        if effort.left <= 0:
            return tuple(kept), False
        fewer = [each for each in kept if each != name]
        status = effort.tried(model, fewer, EACH)
        sure = sure and status != "UNKNOWN"
        if status == "INFEASIBLE":
            kept = fewer
    return tuple(kept), sure


@dataclass
class Effort:
    """What a search may still cost, in the solver's own seconds."""

    left: float = field(default_factory=lambda: EFFORT)

    def tried(self, model: Model, rules: Collection[str], most: float) -> str:
        """The solver's status for these rules alone."""
        status, spent = _status(model, rules, min(most, max(self.left, LEAST)))
        self.left -= spent + LEAST
        return status


def _sufficient(model: Model, effort: Effort) -> list[str]:
    """Rules that the solver says conflict; else one that cannot be kept alone; else all of them."""
    every = list(model.rules)
    for name in every:
        if effort.tried(model, [name], QUICK) == "INFEASIBLE":
            return [name]
    model.cp.add_assumptions([model.rules[name] for name in every])
    _, solver = solved(model, best=False)
    effort.left -= solver.response_proto.deterministic_time
    model.cp.clear_assumptions()
    of = set(solver.sufficient_assumptions_for_infeasibility())
    some = [name for name in every if model.rules[name].index in of]
    return some if some and effort.tried(model, some, EACH) == "INFEASIBLE" else every


def possible(model: Model, rules: Collection[str]) -> bool:
    """Whether a block keeps these rules, the others left free; True too where the solver's limit leaves it open."""
    return _status(model, rules, DETERMINISTIC_LIMIT)[0] != "INFEASIBLE"


def _status(model: Model, rules: Collection[str], most: float) -> tuple[str, float]:
    cp = model.cp.clone()
    for name in rules:
        cp.add(cp.get_bool_var_from_proto_index(model.rules[name].index) == 1)
    solver = library().CpSolver()
    of = solver.parameters
    of.num_workers, of.random_seed, of.stop_after_first_solution = 1, 0, True
    of.max_deterministic_time = most
    status = solver.status_name(solver.solve(cp))
    return str(status), float(solver.response_proto.deterministic_time)


def satisfiable(wish: Wish, rules: Sequence[str]) -> bool:
    """Whether a block for the wish keeps these rules, each by its name; all others left out."""
    model = variables(wish, switched=True)
    post_rules(model)
    return possible(model, rules)
