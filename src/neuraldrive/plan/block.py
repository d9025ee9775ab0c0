"""A block of training weeks, built: `block` solves for it, or names the few wishes and rules that conflict."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from neuraldrive import catalog
from neuraldrive.errors import BadValue, PlanConflict
from neuraldrive.plan.block_days import merged
from neuraldrive.plan.block_first_day import first_tests, followed
from neuraldrive.plan.block_lines import bands_for, called, lines
from neuraldrive.plan.block_notes import notes
from neuraldrive.plan.block_slots import HEAVY, ORDER, Slot, candidates, slots
from neuraldrive.plan.block_wish import Wish, read_wish
from neuraldrive.plan.check import check
from neuraldrive.plan.conflicts import conflict
from neuraldrive.plan.laid_out import WEEKDAYS
from neuraldrive.plan.solver import SOLVED, Model, settle_days, solved, variables
from neuraldrive.plan.solver_rules import post_rules
from neuraldrive.plan.solver_wishes import wish_for_days, wish_for_lifts
from neuraldrive.plan.weeks import TAPER, TEST, Week
from neuraldrive.records.prescription import Plan, PlanDay, PlanWeek, Prescription

MORE_CUTS = (0.06, 0.12, 0.18, 0.24)


def block(
    *, goal: str, weeks: int, days: Collection[str] | str, minutes: float, competition: date | str | None = None,
    starts: date | str | None = None, training: str = "trained", equipment: Iterable[str] | None = None,
    lifts: Iterable[str] | None = None, spare: Iterable[str] = (), tested: bool | Collection[str] = True, athlete: str = "", seed: int = 0,
) -> Plan:  # fmt: skip
    """A block of training that keeps every hard rule of the catalogue, and as many wishes as it can.

    The same words give the same plan on any machine.

    Args:
        goal: "maximal strength", "rate of force development", "power" or "peaking".
        weeks: 1 to 52.
        days: "mon" to "sun", in a list or in one string.
        minutes: the longest session, warm-up and rests counted.
        competition: its day, in the last week; the block ends with a taper. A peak needs one.
        starts: the Monday of week 1; from the competition where it is not said.
        training: "untrained", "trained" or "advanced".
        equipment: what is at hand, as the catalogue calls it; None for a well-kept gym.
        lifts: exercises that must be in the block; heavy and fast work keeps to their patterns. None for the builder's.
        spare: joints to spare.
        tested: lifts whose profile is known; True for all, False for none. Where none of the lower or of the upper body is,
            week 1 begins with a testing session; work with a lift that is not known is told by rating or velocity.
        athlete: whose plan it is.
        seed: another one for another plan that is about as good.

    Raises:
        BadValue: a word or number that cannot be.
        CatalogError: no such lift.
        PlanConflict: wishes and rules conflict; `rules` names the few that do and what would free each.
        MissingExtra: the solver's package is not installed.

    >>> plan = block(goal="maximal strength", weeks=3, days="mon wed fri", minutes=75)
    >>> [len(week.days) for week in plan.weeks]
    [3, 3, 3]
    """
    asked = wish(
        goal=goal, weeks=weeks, days=days, minutes=minutes, competition=competition, starts=starts, training=training,
        equipment=equipment, lifts=lifts, spare=spare, tested=tested, seed=seed,
    )  # fmt: skip
    return built(asked, athlete)


def wish(**given: Any) -> Wish:
    """What `block` is asked for, checked; words that are left out as there.

    Raises:
        BadValue: a word or number that cannot be, or a lift that the goal has no place for.
        CatalogError: no such lift.
    """
    usual = {
        "competition": None, "starts": None, "training": "trained", "equipment": None, "lifts": None, "spare": (),
        "tested": True, "seed": 0,
    }  # fmt: skip
    found = read_wish({**usual, **given})
    for name in found.lifts:
        exercise = catalog.exercise(name)
        if not any(candidates(slot, (exercise,), found) for slot in slots(found)):
            raise BadValue(
                "lift", found=called(exercise), needed=f"one that a block for {found.goal} has a place for",
                remedy="Leave it out, and add it to the plan by hand.",
            )  # fmt: skip
    return found


def built(asked: Wish, athlete: str = "") -> Plan:
    """The block for a wish.

    Raises:
        PlanConflict: wishes and rules conflict.
    """
    made = _solved(asked, athlete)
    if asked.competition is None or asked.known is None:
        return made
    for (
        more_cut
    ) in MORE_CUTS:  # until a lift is known its work is written by rating or speed, of which no volume is told
        if not any(each.rule == "taper" and each.severity != "note" for each in check(made)):
            break
        try:
            made = _solved(replace(asked, more_cut=more_cut), athlete)
        except PlanConflict:
            break
    return made


def _solved(asked: Wish, athlete: str) -> Plan:
    model = variables(asked)
    post_rules(model)
    wish_for_days(model)
    status, solver = solved(model, best=True)
    if status not in SOLVED:
        raise conflict(asked)
    settle_days(model, solver)
    wish_for_lifts(model)
    status, solver = solved(model, best=True)
    assert status in SOLVED, "settled days have lifts: the first search found some"
    return _plan(model, solver, athlete)


def _plan(model: Model, solver: Any, athlete: str) -> Plan:
    asked = model.wish
    placed = {
        slot.name: place
        for slot in model.slots
        for place, var in model.at[slot.name].items()
        if solver.boolean_value(var)
    }
    tests = first_tests(model, _heavy_lifts(model, solver, placed)) if model.weeks[0].kind == TEST else ()
    found = Found(model, solver, placed, tests, _knowing(asked, tests))
    weeks = tuple(_week(found, week) for week in model.weeks)
    title = f"{asked.goal.capitalize()}, {asked.weeks} week{'s' if asked.weeks > 1 else ''}"
    return Plan(
        weeks, title, athlete, asked.goal, "" if asked.monday is None else asked.monday.isoformat(),
        "" if asked.competition is None else asked.competition.isoformat(), notes(model, _knowing(asked, tests)),
    )  # fmt: skip


@dataclass(frozen=True)
class Found:
    """A solution: where work is placed, the tests of week 1, and the wish with the lifts that are known after them."""

    model: Model
    solver: Any
    placed: dict[str, tuple[int, int]]
    tests: tuple[Prescription, ...]
    wish: Wish


def _knowing(asked: Wish, tests: tuple[Prescription, ...]) -> Wish:
    if asked.known is None:
        return asked
    return replace(asked, known=asked.known | {item.lifts[0] for item in tests})


def _week(found: Found, week: Week) -> PlanWeek:
    asked = found.wish
    by_day = {day: _lines(found, week, day) for day in asked.at}
    if week.kind == TEST:
        by_day[asked.at[0]] = followed(found.tests, by_day[asked.at[0]], asked.minutes)
    by_day = merged({day: work for day, work in by_day.items() if work}, week, asked)
    days = [PlanDay(WEEKDAYS[day], work) for day, work in by_day.items()]
    meet = asked.competition
    if meet is not None and week.number == asked.weeks:
        days.append(PlanDay(WEEKDAYS[meet.weekday()], (), note="competition"))
    if not days:
        days.append(PlanDay(WEEKDAYS[asked.at[0]], ()))
    return PlanWeek(tuple(days), week.number, week.number, week.label)


def _lines(found: Found, week: Week, day: int) -> tuple[Prescription, ...]:
    model, placed = found.model, found.placed
    here = [slot for slot in model.slots if _done(model, found.solver, placed, slot, week, day)]
    ordered = sorted(here, key=lambda slot: (ORDER.index(slot.method), -slot.worth))
    return tuple(item for slot in ordered for item in _piece(found, slot, week))


def _done(
    model: Model, solver: Any, placed: dict[str, tuple[int, int]], slot: Slot, week: Week, day: int
) -> bool:  # fmt: skip
    if slot.name not in placed or placed[slot.name][0] != day or model.dose(slot, week, placed[slot.name][1]) is None:
        return False
    return week.kind != TAPER or bool(solver.boolean_value(model.kept[week.number][slot.name, day]))


def _piece(found: Found, slot: Slot, week: Week) -> tuple[Prescription, ...]:
    model = found.model
    exercise = _lift(model, found.solver, slot, week)
    level = 0 if week.kind == TAPER else found.placed[slot.name][1]
    dose = model.dose(slot, week, level, bands_for(slot, exercise, found.wish))
    assert dose is not None
    return lines(slot, exercise, dose, week, found.wish)


def _lift(model: Model, solver: Any, slot: Slot, week: Week) -> Any:
    names = model.lift[slot.name][week.turn if slot.method == HEAVY else week.wave]
    return catalog.exercise(next(name for name, var in names.items() if solver.boolean_value(var)))


def _heavy_lifts(model: Model, solver: Any, placed: dict[str, tuple[int, int]]) -> list[Any]:
    """Lifts of the first weeks that loads are shares of, the heaviest work first."""
    barbell = [
        slot for slot in model.slots if slot.name in placed and slot.method not in ("repeated_effort", "plyometric")
    ]
    of = sorted(barbell, key=lambda slot: (slot.method != HEAVY, -slot.worth))
    return [_lift(model, solver, slot, model.weeks[0]) for slot in of]
