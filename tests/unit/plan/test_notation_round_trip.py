"""Plans go to text and back: generated ones, those of the documentation, and every spelling of a coach."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path

import pytest

import generated_plans
from neuraldrive import catalog, plan
from neuraldrive.records import Load, Prescription, Sets, Span, Wave

PAGE = (Path(__file__).resolve().parents[3] / "docs/reference/plan-notation.md").read_text()
EXAMPLES = re.findall(r"```text\n(.*?)\n```", PAGE, flags=re.DOTALL)
SPELLINGS = re.findall(r"^\| `(mon.*?)` \| `(.*?)` \|$", PAGE, flags=re.DOTALL | re.MULTILINE | re.IGNORECASE)


def test_two_thousand_generated_plans_come_back_with_their_text() -> None:
    for made in islice(generated_plans.plans(seed=5), 2000):
        text = str(made)
        read = plan.parse(text)
        assert read == made
        assert str(read) == text


def test_the_page_has_its_examples() -> None:
    assert len(EXAMPLES) >= 9
    assert len(SPELLINGS) >= 8


@pytest.mark.parametrize("text", EXAMPLES)
def test_an_example_of_the_page_comes_back(text: str) -> None:
    assert str(plan.parse(text)) == text


@pytest.mark.parametrize(("written", "told"), SPELLINGS)
def test_another_spelling_of_the_page_is_read(written: str, told: str) -> None:
    assert str(plan.parse(written)) == told


def test_every_name_of_every_exercise_is_read() -> None:
    names = [(each.name, text) for each in catalog.exercises().values() for text in (each.label, *each.aliases)]
    for name, text in names:
        work = plan.parse_line(f"{text} 3x3 @ 80%")
        assert work.lifts == (name,), text
        assert str(work) == f"{text} 3x3 @ 80%"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("\ufeffmon: bench 5x5\r\ntue: rest\r\n", "mon: bench 5x5\ntue: rest"),
        ("mon:\n\tbench 5x5\n\trow 5x5", "mon:\n  bench 5x5\n  row 5x5"),
        ("mon:\n  bench 5x5\n\trow 5x5", "mon:\n  bench 5x5\n  row 5x5"),
        ("mon:\u00a0bench\u00a05x5\u00a0@\u00a080\u202f%", "mon: bench 5x5 @ 80%"),
        ("ｍｏｎ： bench ５×５ ＠ ８０％", "mon: bench 5x5 @ 80%"),
        ("mon: bench 5x5; row 5x5;", "mon:\n  bench 5x5\n  row 5x5"),
        ("mon: bench 5x5 # heavy\n\n# next\ntue: rest", "mon: bench 5x5\ntue: rest"),
        ("\n   mon: bench 5x5\n   tue: rest\n  ", "mon: bench 5x5\ntue: rest"),
        ("week 1:\nmon: rest\nweek 2:\nmon: rest", "week 1:\n  mon: rest\nweek 2:\n  mon: rest"),
        ("mon: bench 5x5\nweek 2:\n  tue: rest", "every week:\n  mon: bench 5x5\nweek 2:\n  tue: rest"),
        ("mon: farmer’s carry 3x1", "mon: farmer’s carry 3x1"),
        ("mon: bench 5x5, note “so”", 'mon: bench 5x5, note "so"'),
        ("mon: bench 5x5@80-85%rest3min", "mon: bench 5x5 @ 80-85% rest 3min"),
        ("mon: ballistic bench press 5x3 @ 40%", "mon: ballistic bench press 5x3 @ 40%"),
        ("mon at 7:30: bench 5x5", "mon 07:30: bench 5x5"),
        ("mon: bench wave 85%/90% x 2/1 rest 3min two waves", "mon: bench wave 85/90 x 2/1, two waves, rest 3min"),
    ],
)
def test_what_is_pasted_is_read(written: str, told: str) -> None:
    assert str(plan.parse(written)) == told
    assert plan.parse(told) == plan.parse(written)


def test_the_words_of_a_method_before_a_lift_that_bears_them_name_that_lift() -> None:
    work = plan.parse_line("ballistic bench press 5x3 @ 40%")
    assert (work.lifts, work.method) == (("bench_throw",), "ballistic")


def test_numbers_come_through_exactly() -> None:
    work = plan.parse_line("bench wave 92.3/95.7 x 2/1, rest 2.5min, until velocity falls 12.5%")
    assert isinstance(work.scheme, Wave)
    assert [part.load for part in work.scheme.steps] == [Load(Span(0.923)), Load(Span(0.957))]
    assert (work.rest_s, work.stops[0].value) == (Span(150), 0.125)


def test_a_wave_of_light_loads_is_not_written_as_bare_numbers() -> None:
    steps = tuple(Sets(Span(1), Span(3), Load(Span(share))) for share in (0.1, 0.15))
    work = Prescription(("jump_squat",), Wave(steps))
    assert plan.parse_line(str(work)) == work
