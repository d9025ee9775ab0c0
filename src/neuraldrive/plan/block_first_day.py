"""The session that a block begins with where no profile is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from neuraldrive import catalog
from neuraldrive.catalog.exercise_entry import Exercise
from neuraldrive.errors import BadValue
from neuraldrive.plan.block_slots import REPEATED, allowed
from neuraldrive.plan.conflicts import no_time_to_test
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


def first_day(model: Model, lifts: Iterable[Exercise], usual: tuple[Prescription, ...]) -> tuple[Prescription, ...]:
    """Tests of the lifts that loads are shares of, one a pattern, as many as the session holds; at least one.

    What the day usually holds of repeated efforts follows while there is time.

    Raises:
        PlanConflict: not even one test fits.
    """
    wanted = _tested(model, lifts)
    for count in range(len(wanted), 0, -1):
        for rest_s in (*RESTS_S, SHORTEST_REST_S) if count == 1 else RESTS_S:
            work = _session(wanted[:count], rest_s)
            if _minutes(work) <= model.wish.minutes:
                return _followed(work, usual, model.wish.minutes)
    if not wanted:
        return usual
    raise no_time_to_test(model.wish, wanted[0], _minutes(_session(wanted[:1], SHORTEST_REST_S)))


def _followed(
    work: tuple[Prescription, ...], usual: tuple[Prescription, ...], minutes: float
) -> tuple[Prescription, ...]:
    for item in usual:
        if item.method == REPEATED and _minutes((*work, item)) <= minutes:
            work = (*work, item)
    return work


def _tested(model: Model, lifts: Iterable[Exercise]) -> list[str]:
    """The lift whose 1RM the loads are shares of; the exercise itself where that one cannot be done."""
    found: dict[str, str] = {}
    for exercise in lifts:
        for name in (exercise.lift, exercise.name):
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
        warm_up, sets = testing_session(catalog.exercise(name).label.lower())
        work += [warm_up, replace(sets, rest_s=Span(rest_s))]
    return tuple(work)


def _minutes(work: tuple[Prescription, ...]) -> float:
    plan = Plan((PlanWeek((PlanDay("mon", work),)),))
    lines = [read_line(plan, Place(0, 0, at), item, Setting()) for at, item in enumerate(work)]
    return session_seconds(lines) / 60
