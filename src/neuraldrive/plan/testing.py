"""The session that a plan starts with where the athlete has no profile of a lift."""

from __future__ import annotations

from neuraldrive import catalog
from neuraldrive.errors import BadValue
from neuraldrive.records.prescription import Load, Prescription, Sets, Span, Stop

WARM_UP = ((10, 1.0), (5, 2.0))
WORK = ((3, 4.0), (3, 6.0), (2, 7.0), (1, 8.0), (1, 9.0))
"""Repetitions and rating of each set: loads from about 60 to 96 % for the line, three rated RPE 7 or more for the 1RM."""
WITHOUT_ONE_RM = ("jump", "throw", "trunk")
"""Patterns in which nothing is lifted once as heavy as can be."""
REST_S = Span(180.0, 300.0)


def testing_session(lift: str) -> tuple[Prescription, ...]:
    """What to do to learn a lift's load-velocity line and 1RM: ever heavier sets by rating, each as fast as possible.

    No 1RM is lifted: the last set leaves one repetition. Record every set with a bar sensor, and rate it.

    Raises:
        BadValue: the exercise has no 1RM: no bar or machine that takes more load.
        CatalogError: no such exercise.

    >>> warm_up, work = testing_session("bench")
    >>> work.lifts, [part.load.amount.low for part in work.parts]
    (('bench_press',), [4.0, 6.0, 7.0, 8.0, 9.0])
    """
    exercise = catalog.exercise(lift)
    tested = lift_to_test(exercise)
    if tested is not exercise:
        raise BadValue(
            "testing session", found=exercise.label, needed="a lift with a 1RM: with a bar or on a machine",
            remedy=f"Test the {tested.label.lower()} instead." if tested else "Write its load in kg or by RPE.",
        )  # fmt: skip
    named = (exercise.name,), (lift.strip() or exercise.label,)
    warm_up = Prescription(named[0], _sets(WARM_UP), named[1], warm_up=True)
    work = Prescription(
        named[0], _sets(WORK), named[1], stops=(Stop("reserve", 1.0),), rest_s=REST_S, fast=True,
        note="measure and rate every set",
    )  # fmt: skip
    return warm_up, work


def lift_to_test(exercise: catalog.Exercise) -> catalog.Exercise | None:
    """The exercise whose test tells the loads of this one: itself, or what a jump or throw is a share of; None for none.

    >>> lift_to_test(catalog.exercise("bench throw")), lift_to_test(catalog.exercise("plank"))
    (Exercise(bench_press: Bench press), None)
    """
    if exercise.pattern not in WITHOUT_ONE_RM:
        return exercise if exercise.on_a_bar or "machine" in exercise.equipment else None
    of = catalog.exercise(exercise.lift) if exercise.lift else exercise
    return lift_to_test(of) if of.pattern not in WITHOUT_ONE_RM else _stands_in(of)


def _stands_in(exercise: catalog.Exercise) -> catalog.Exercise | None:
    return catalog.exercise(exercise.stand_in) if exercise.stand_in else None


def _sets(rows: tuple[tuple[int, float], ...]) -> tuple[Sets, ...]:
    return tuple(Sets(Span(1), Span(repetitions), Load(Span(rpe), "rpe")) for repetitions, rpe in rows)
