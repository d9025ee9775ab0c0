"""The session that a block begins with where no profile is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from neuraldrive import catalog
from neuraldrive.catalog.exercise_entry import Exercise
from neuraldrive.errors import BadValue
from neuraldrive.plan.block_lines import called
from neuraldrive.plan.block_slots import REPEATED, allowed
from neuraldrive.plan.laid_out import Place
from neuraldrive.plan.lines import read_line
from neuraldrive.plan.minutes import session_seconds
from neuraldrive.plan.setting import Setting
from neuraldrive.plan.solver import Model
from neuraldrive.plan.testing import testing_session
from neuraldrive.records.prescription import Plan, PlanDay, PlanWeek, Prescription, Span

RESTS_S = (240.0, 180.0)
"""Rests between the sets of a test, the longest that fits."""
SHORTEST_REST_S = 120.0
"""Where not even one test fits otherwise."""


def first_tests(model: Model, lifts: Iterable[Exercise]) -> tuple[Prescription, ...]:
    """Tests of the lifts that loads are shares of, one a pattern, as many as the session holds; none if all are known."""
    wanted = _tested(model, lifts)
    for count in range(len(wanted), 0, -1):
        for rest_s in (*RESTS_S, SHORTEST_REST_S) if count == 1 else RESTS_S:
            work = _session(wanted[:count], rest_s)
            if minutes_of(work) <= model.wish.minutes:
                return work
    return ()


def followed(
    work: tuple[Prescription, ...], usual: tuple[Prescription, ...], minutes: float
) -> tuple[Prescription, ...]:
    """The tests, then what the day usually holds of repeated efforts while there is time; without tests all of it."""
    for item in usual if work else ():
        if item.method == REPEATED and minutes_of((*work, item)) <= minutes:
            work = (*work, item)
    return work or usual


def _tested(model: Model, lifts: Iterable[Exercise]) -> list[str]:
    """The lift whose 1RM the loads are shares of; the exercise itself where that one cannot be done."""
    found: dict[str, str] = {}
    for exercise in lifts:
        for name in () if model.wish.knows(exercise) else (exercise.lift, exercise.name):
            if name and allowed(catalog.exercise(name), model.wish) and _can_be_tested(name):
                found.setdefault(catalog.exercise(name).pattern, name)
                break
    return list(found.values())


def _can_be_tested(name: str) -> bool:
    try:
        return bool(testing_session(name))
    except BadValue:
        return False


def _session(names: list[str], rest_s: float) -> tuple[Prescription, ...]:
    work: list[Prescription] = []
    for name in names:
        warm_up, sets = testing_session(called(catalog.exercise(name)))
        work += [warm_up, replace(sets, rest_s=Span(rest_s))]
    return tuple(work)


@cache
def shortest_test() -> float:
    """Minutes of a session with one test, whatever the lift."""
    return minutes_of(_session(["back_squat"], SHORTEST_REST_S))


def minutes_of(work: tuple[Prescription, ...]) -> float:
    """Minutes of a session."""
    plan = Plan((PlanWeek((PlanDay("mon", work),)),))
    lines = [read_line(plan, Place(0, 0, at), item, Setting()) for at, item in enumerate(work)]
    return session_seconds(lines) / 60
