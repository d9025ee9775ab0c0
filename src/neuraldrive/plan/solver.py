"""The block as a model for a constraint solver: which work on which day at which dose, and with which lift in which wave.

One joint model, for it is small: a template of the week that all weeks share, as coaches keep it, the lift of each piece
of work in each wave, and what of it stays in the taper. Weeks differ in their doses only, which the schemes give, so every
session of every week is bounded against the clock by the same few variables.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from neuraldrive import catalog
from neuraldrive.catalog.exercise_entry import Exercise
from neuraldrive.errors import MissingExtra
from neuraldrive.plan.block_doses import LEVELS, Dose, dose, keeps_its_rules, seconds
from neuraldrive.plan.block_slots import COMPENSATORY, FAST, HEAVY, Slot, allowed, candidates, slots
from neuraldrive.plan.block_wish import Wish
from neuraldrive.plan.lines import DOSED_KINDS
from neuraldrive.plan.weeks import TAPER, Week, weeks

DETERMINISTIC_LIMIT = 2.0
"""Of the solver's own clock, which counts steps and not seconds: the same on any machine."""
SOLVED = ("OPTIMAL", "FEASIBLE")
Var = Any


@dataclass
class Model:
    """Variables of a block.

    Args:
        cp: the model of the solver's library.
        at: place[slot][day, level]: whether a slot is on a day (index in the week) at a level.
        on: whether a slot is in the block.
        lift: lift[slot][period][exercise].
        kept: kept[week][slot, day]: whether a slot is kept on a day of a week of the taper.
        rules: the literal that switches each rule on; empty where all are on for good.
    """

    cp: Any
    wish: Wish
    weeks: tuple[Week, ...]
    slots: tuple[Slot, ...]
    able: Mapping[str, tuple[Exercise, ...]]
    at: dict[str, dict[tuple[int, int], Var]] = field(default_factory=dict)
    on: dict[str, Var] = field(default_factory=dict)
    lift: dict[str, dict[int, dict[str, Var]]] = field(default_factory=dict)
    kept: dict[int, dict[tuple[str, int], Var]] = field(default_factory=dict)
    rules: dict[str, Var] = field(default_factory=dict)
    switched: bool = False

    def rule(self, name: str) -> tuple[Var, ...]:
        """Literals under which a constraint of that rule holds: none where every rule holds for good."""
        if not self.switched:
            return ()
        if name not in self.rules:
            self.rules[name] = self.cp.new_bool_var(name)
        return (self.rules[name],)

    def keep(self, name: str, constraint: Any) -> None:
        """Post a constraint of a rule."""
        posted = self.cp.add(constraint)
        for literal in self.rule(name):
            posted.only_enforce_if(literal)

    def dose(self, slot: Slot, week: Week, level: int, bands: float = 0.0) -> Dose | None:
        """What a slot asks for in a week at a level."""
        return dose(slot, week, level, bands)

    def seconds(self, slot: Slot, week: Week, level: int) -> int:
        """Whole seconds that a slot takes in a week at a level."""
        found = self.dose(slot, week, level)
        of = [each for each in self.able[slot.name] if each.kind in DOSED_KINDS]
        unsure = slot.method in (FAST, COMPENSATORY) and not all(self.wish.knows(each) for each in of)
        return 0 if found is None else round(seconds(found, slot, ramp=bool(of), unsure=unsure))

    def periods(self, slot: Slot) -> dict[int, list[Week]]:
        """Weeks in which a slot keeps its lift, by the index of the turn or wave."""
        found: dict[int, list[Week]] = {}
        for week in self.weeks:
            found.setdefault(week.turn if slot.method == HEAVY else week.wave, []).append(week)
        return found

    def day(self, slot: Slot, day: int) -> Any:
        """Whether a slot is on a day, 0 or 1."""
        return sum(var for (on, _), var in self.at[slot.name].items() if on == day)


def library() -> Any:
    """OR-Tools' CP-SAT.

    Raises:
        MissingExtra: it is not installed.
    """
    if find_spec("ortools") is None:
        raise MissingExtra(
            "ortools", found="a Python without it", needed="the extra 'plan' of neuraldrive",
            remedy="Install it: pip install 'neuraldrive[plan]'",
        )  # fmt: skip
    return import_module("ortools.sat.python.cp_model")


def variables(wish: Wish, *, switched: bool = False) -> Model:
    """The variables of a block and what ties them together, before any rule.

    Args:
        switched: every rule gets a literal, and lifts that equipment or joints forbid are there too.
    """
    cp = library()
    known = [each for each in catalog.exercises().values() if switched or allowed(each, wish)]
    every = slots(wish)
    able = {slot.name: candidates(slot, known, wish) for slot in every}
    used = tuple(slot for slot in every if able[slot.name])
    model = Model(cp.CpModel(), wish, weeks(wish), used, able, switched=switched)
    for slot in used:
        _place(model, slot)
        _choose(model, slot)
    _taper(model)
    return model


def _place(model: Model, slot: Slot) -> None:
    cp = model.cp
    levels = [level for level in LEVELS if _sound(model, slot, level)]
    model.at[slot.name] = {
        (day, level): cp.new_bool_var(f"{slot.name} {day} {level}") for day in model.wish.at for level in levels
    }
    model.on[slot.name] = cp.new_bool_var(slot.name)
    cp.add(sum(model.at[slot.name].values()) == model.on[slot.name])


def _sound(model: Model, slot: Slot, level: int) -> bool:
    doses = [model.dose(slot, week, level) for week in model.weeks]
    return all(each is None or keeps_its_rules(each, slot) for each in doses)


def _choose(model: Model, slot: Slot) -> None:
    cp = model.cp
    model.lift[slot.name] = {}
    for period in model.periods(slot):
        names = {each.name: cp.new_bool_var(f"{slot.name} {period} {each.name}") for each in model.able[slot.name]}
        cp.add(sum(names.values()) == model.on[slot.name])
        model.lift[slot.name][period] = names


def _taper(model: Model) -> None:
    for week in model.weeks:
        if week.kind == TAPER:
            kept = {
                (slot.name, day): model.cp.new_bool_var(f"{slot.name} {week.number} {day}")
                for slot in model.slots
                if model.dose(slot, week, 0) is not None
                for day in model.wish.at
            }
            model.kept[week.number] = kept
            for (name, day), var in kept.items():
                model.cp.add(var <= sum(each for (on, _), each in model.at[name].items() if on == day))


def solved(model: Model, *, best: bool, most: float = DETERMINISTIC_LIMIT) -> tuple[str, Any]:
    """The status ("OPTIMAL", "FEASIBLE", "INFEASIBLE" or "UNKNOWN") and the solver with its values.

    One worker, a fixed seed and a limit in steps: nothing depends on the machine's load. Full linear relaxations prove the
    best block within a second; and since fine random weights leave it no equal, it is the best on any machine.
    """
    cp_model = library()
    solver = cp_model.CpSolver()
    of = solver.parameters
    of.num_workers, of.random_seed = 1, model.wish.seed % 2**31
    of.max_deterministic_time = most
    of.linearization_level = 2
    of.stop_after_first_solution = not best
    return solver.status_name(solver.solve(model.cp)), solver


def settle_days(model: Model, solver: Any) -> None:
    """Hold the days and doses of a solution, and start from its lifts."""
    placed = [var for of in model.at.values() for var in of.values()]
    for var in [*placed, *(var for of in model.kept.values() for var in of.values())]:
        model.cp.add(var == int(solver.boolean_value(var)))
    for periods in model.lift.values():
        for names in periods.values():
            for var in names.values():
                model.cp.add_hint(var, int(solver.boolean_value(var)))
