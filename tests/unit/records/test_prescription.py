"""Records of plans check themselves and print as sentences."""

from __future__ import annotations

import pytest

from neuraldrive.errors import RecordError
from neuraldrive.records import (
    Load,
    Plan,
    PlanDay,
    PlanWeek,
    Prescription,
    Rotation,
    Sets,
    Span,
    Stop,
    Wave,
)

TWO = Sets(Span(5), Span(2), Load(Span(0.9)))


def _work(**fields: object) -> Prescription:
    return Prescription(**{"lifts": ("back_squat",), "scheme": (TWO,), **fields})  # type: ignore[arg-type]


def test_a_plan_of_one_line_prints_just_that_line() -> None:
    work = _work(rest_s=Span(240), stops=(Stop("reserve", 1),))
    assert str(Plan((PlanWeek((PlanDay("mon", (work,)),)),))) == (
        "mon: back squat 5x2 @ 90% rest 4min until 1 in reserve"
    )


def test_a_name_that_is_not_said_is_the_catalogues_without_underscores() -> None:
    assert _work().called == ("back squat",)
    assert _work() == _work(called=("back squat",))


def test_parts_unfold_waves() -> None:
    steps = (Sets(Span(1), Span(3)), Sets(Span(1, 2), None))
    work = _work(scheme=Wave(steps, 2))
    assert work.parts == steps * 2
    assert (work.sets, work.repetitions) == (6, 10)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Span(5, 3), "the lower number first"),
        (lambda: Span(float("inf")), "range"),
        (lambda: Load(Span(1.4)), "share of the 1RM"),
        (lambda: Load(Span(1), "stone"), "share or kg"),
        (lambda: Load(Span(0.5), bands=1.5), "bands"),
        (lambda: Stop("mood", 1), "reserve or rpe"),
        (lambda: Stop("rpe", 12), "between 5 and 10"),
        (lambda: Sets(Span(0), Span(2)), "whole numbers from 1"),
        (lambda: Sets(Span(2), Span(2.5)), "whole numbers from 1"),
        (lambda: Wave((TWO,)), "two or more"),
        (lambda: Wave((TWO, TWO), 11), "waves"),
        (lambda: _work(lifts=()), "no lift"),
        (lambda: _work(called=("a", "b")), "one each"),
        (lambda: _work(rotation=Rotation(1)), "two or more"),
        (lambda: _work(stops=(Stop("rpe", 8), Stop("rpe", 9))), "each once"),
        (lambda: _work(rest_s=Span(4000)), "rest"),
        (lambda: PlanDay("monday", ()), "mon, tue"),
        (lambda: PlanDay("2026-02-30", ()), "date"),
        (lambda: PlanDay("mon", (), "25:00"), "HH:MM"),
        (lambda: PlanWeek(()), "no day"),
        (lambda: PlanWeek((PlanDay("mon", ()),), 3, 2), "the lower number first"),
        (lambda: _plan("mon", "mon"), "a second time"),
        (lambda: _plan("mon", starts="2026-12-08"), "a Monday"),
        (lambda: _plan("mon", starts="2026-12-07", competition="2026-12-01"), "after the start"),
        (lambda: _plan("mon", "2026-12-21", starts="2026-12-07"), "a second time"),
        (lambda: _plan("2026-12-06", starts="2026-12-07"), "a day of week 0"),
    ],
)
def test_what_contradicts_itself_is_no_record(make: object, words: str) -> None:
    with pytest.raises(RecordError, match=words):
        make()  # type: ignore[operator]


def _plan(*days: str, **fields: str) -> Plan:
    return Plan((PlanWeek(tuple(PlanDay(day, ()) for day in days)),), **fields)  # type: ignore[arg-type]


def test_a_day_can_have_two_sessions_at_their_times() -> None:
    week = PlanWeek((PlanDay("mon", (), "08:00"), PlanDay("mon", (), "17:30")))
    assert str(Plan((week,))) == "mon 08:00: rest\nmon 17:30: rest"


def test_weeks_apart_can_have_the_same_days() -> None:
    day = (PlanDay("mon", ()),)
    assert str(Plan((PlanWeek(day, 1, 3), PlanWeek(day, 4)))) == "weeks 1-3:\n  mon: rest\nweek 4:\n  mon: rest"


@pytest.mark.parametrize(
    ("work", "text"),
    [
        (_work(fast=True, release=True), "back squat 5x2 @ 90%, as fast as possible, release"),
        (_work(velocity=Span(0.8, 1)), "back squat 5x2 @ 90%, at 0.8-1m/s"),
        (_work(note='say "go"'), 'back squat 5x2 @ 90%, note "say \\"go\\""'),
        (_work(warm_up=True, method="dynamic_effort", called=("Squat",)), "warm-up speed Squat 5x2 @ 90%"),
        (_work(rest_s=Span(60)), "back squat 5x2 @ 90% rest 60s"),
        (_work(rest_s=Span(180, 300)), "back squat 5x2 @ 90% rest 3-5min"),
        (
            _work(lifts=("box_squat", "front_squat"), rotation=Rotation(2)),
            "rotate [box squat, front squat] every 2 weeks 5x2 @ 90%",
        ),
        (
            _work(scheme=(Sets(Span(3), None, Load(Span(20), "body", chains=5, hung_in_kg=True)),)),
            "back squat 3xmax @ body weight + 20kg + 5kg chains",
        ),
    ],
)
def test_a_prescription_prints_as_its_sentence(work: Prescription, text: str) -> None:
    assert str(work) == text
