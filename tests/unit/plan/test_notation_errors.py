"""What cannot be read is told at its place, in words, with a right example."""

from __future__ import annotations

import re
from itertools import islice

import pytest

import broken_plans
from neuraldrive import catalog, plan
from neuraldrive.errors import PlanSyntaxError
from neuraldrive.plan.notation.reading import MOST_CHARACTERS


def _error(text: str) -> PlanSyntaxError:
    with pytest.raises(PlanSyntaxError) as caught:
        plan.parse(text)
    return caught.value


def _right(text: str) -> bool:
    try:
        plan.parse(text)
    except PlanSyntaxError:
        return False
    return True


def test_two_hundred_broken_plans_are_told_at_their_place() -> None:
    broken = list(islice(broken_plans.broken_plans(5, _right), 200))
    assert {each.done for each in broken} == {each.__name__ for each in broken_plans.MISTAKES}
    for each in broken:
        error = _error(each.text)
        place = broken_plans.token_at(each.text, error.line, error.column)
        assert abs(place - each.token) <= 1, f"{each.done}: {each.text}\n{error}"


def test_each_error_shows_its_line_and_a_caret_below_the_place() -> None:
    for each in islice(broken_plans.broken_plans(6, _right), 80):
        error = _error(each.text)
        shown, caret = error.excerpt.split("\n")
        line = each.text.split("\n")[error.line - 1]
        at = len(caret) - 1
        assert caret.strip() == "^"
        assert shown[at : at + 3].strip() == line[error.column - 1 :][:3].strip()


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("mon: back squat 5x2 @ 90% rset 4min", (1, 27), "Did you mean `rest`"),
        ("mon: bak squat 5x2", (1, 6), "`back squat`"),
        ("mon: sped bench 9x3", (1, 6), "Did you mean `speed`"),
        ("mon: speed bnech 9x3", (1, 12), "Did you mean `bench press`"),
        ("mon: bnch press 3x3", (1, 6), "Did you mean `bench press`"),
        ("mon: bench 4x3 at 85", (1, 16), "`@ 85%` of the 1RM"),
        ("mon: bench 4x3 at 80-85 rest 4min", (1, 16), "`@ 80-85%` of the 1RM"),
        ("mon: bench 4x3 at 0.8", (1, 19), "Write at 0.8-1m/s."),
        ("mon: back squat wav 90/95 x 2/1", (1, 17), "Did you mean `wave`"),
        ("mon: rotte [box squat, bench] every 1 week 1x1", (1, 6), "`rotate`"),
        ("mon: back squat leg press 3x8", (1, 17), "`back squat or leg press`"),
        ("mon: max effort 3x1", (1, 10), "`max effort back squat`"),
        ("mno: back squat 5x2", (1, 1), "a day: `mon:`"),
        ("back squat 5x2", (1, 1), "a day: `mon:`"),
        ("mon 5x2", (1, 5), "`:`"),
        ("mon: back squat", (1, 16), "`5x2`"),
        ("mon: back squat 5x", (1, 19), "repetitions: `2`"),
        ("mon: back squat 5x2 1x1", (1, 21), "`,` before more sets"),
        ("mon: back squat 5x2 until", (1, 26), "`1 in reserve`"),
        ("mon: back squat 5x2, as fast possible", (1, 22), "`as fast as possible`"),
        ('mon: back squat 5x2, note "so', (1, 27), "not closed"),
        ("mon:\nback squat 5x2", (2, 1), "indented by two blanks"),
        ("mon:\n    bench 5x2\n  row 3x3", (3, 3), "indentation: found 2 blanks"),
        ("week 1:\n  mon: rest\ntue: rest", (3, 1), "`week 1:`"),
        ("mon: bench 5x2 @ 8", (1, 18), "8 without a unit"),
        ("mon: bench 5x2 90", (1, 16), "90 without a unit"),
        ("mon: bench 5x2 @ 140%", (1, 18), "write kg"),
        ("mon: bench 5x2 @ 2000kg", (1, 18), "between 0.5 and 1000 (kg)"),
        ("mon: bench 5x2 @ 85%-90kg", (1, 24), "one unit for both"),
        ("mon: bench 5x2 @ 90% + 20kg", (1, 26), "bands or chains"),
        ("mon: bench 5x2 rest 4", (1, 21), "4 without a unit"),
        ("mon: bench 5x2 rest 61min", (1, 21), "between 0 and 3600"),
        ("mon: bench 5x2 rest 2:75", (1, 21), "seconds below 60"),
        ("mon: bench 60x2", (1, 12), "whole numbers from 1 to 50"),
        ("mon: bench 5x2.5", (1, 14), "whole numbers from 1 to 200"),
        ("mon: bench 5-4x2", (1, 12), "the lower number first"),
        ("mon: bench wave 90/95 x 3/2/1", (1, 29), "as many of one as of the other"),
        ("mon: bench 5x2, two waves", (1, 17), "a wave"),
        ("mon: bench 5x2 rest 3min rest 4min", (1, 26), "a second time"),
        ("mon: bench 5x2 until RPE 12", (1, 26), "between 5 and 10"),
        ("mon: bench 5x2 until failure or 2 in reserve", (1, 33), "leaves 2"),
        ("mon: bench 5x2 until RPE 9 or 3 in reserve", (1, 31), "leaves 3"),
        ("mon: bench 5x2 until RPE 9 or RPE 8", (1, 31), "each kind once"),
        ("mon: bench 5x5\nmon: row 5x5", (2, 1), "a second time"),
        ("weeks 1-3:\n  mon: rest\nweek 2:\n  mon: rest", (4, 3), "a second time"),
        ("mon: rest\nweek 2:\n  mon: bench 5x5", (3, 3), "a second time"),
        ("mon: rest; bench 5x5", (1, 10), "the end of the line"),
        ("mon 25:00: bench 5x5", (1, 5), "HH:MM"),
        ("week 0:\n  mon: rest", (1, 6), "from 1 on"),
        ("starts 2026-02-30\nmon: rest", (1, 8), "a day that exists"),
        ("starts 2026-12-08\nmon: rest", (1, 8), "a Tuesday"),
        ("starts 2026-12-07\ncompetition 2026-12-01\nmon: rest", (2, 13), "before the start"),
        ("starts 2026-12-07\nmon: rest\n2026-12-14: rest", (3, 1), "a second time"),
        ("starts 2026-12-07\nweek 1:\n  2026-12-14: rest", (3, 3), "a day of week 2"),
        ("2026-13-01: rest", (1, 1), "a day that exists"),
        ("athlete\nmon: rest", (1, 1), "a name"),
        ("plan Base\nmon: rest", (1, 6), "between quotes"),
        ("", (1, 1), "a day: `mon:`"),
        (" \t\r\n\n", (1, 1), "a day: `mon:`"),
        ("# nothing", (1, 1), "a day: `mon:`"),
        ("mon: bench 5x5 \x00", (1, 16), "U+0000"),
    ],
)  # fmt: skip
def test_an_error_names_place_and_remedy(text: str, place: tuple[int, int], words: str) -> None:
    error = _error(text)
    assert (error.line, error.column) == place, str(error)
    assert words in str(error)


@pytest.mark.parametrize("words", ["benchh pres", "bnch press", "benchpres", "dedlift", "bak squatt"])
def test_each_lift_is_offered_once_by_its_common_name(words: str) -> None:
    offered = re.findall("`([^`]+)`", _error(f"mon: {words} 5x5").remedy)
    lifts = [catalog.exercise(each) for each in offered]
    assert lifts
    assert [each.label.lower() for each in lifts] == offered
    assert len({each.name for each in lifts}) == len(lifts)


def test_a_very_long_text_is_refused_at_once() -> None:
    line = "mon: bench 5x5\n"
    assert f"at most {MOST_CHARACTERS:,}" in str(_error(line * (MOST_CHARACTERS // len(line) + 1)))


def test_a_long_line_is_shown_around_its_place() -> None:
    lifts = "; ".join(["bench 5x5"] * 40)
    error = _error(f"mon: {lifts} rset 3min; {lifts}")
    shown, caret = error.excerpt.split("\n")
    assert len(shown) < 110
    assert shown[len(caret) - 1 :].startswith("rset")


def test_the_first_of_two_mistakes_is_told() -> None:
    assert _error("mon: bnech 5x5 rset 3min").column == 6
    assert _error("mon: bench 5x5 until RPE 12 rest 3min rset").column == 26
    assert _error("mon: bench 5x5 rset 3min\n   tue: rest").line == 1


def test_a_file_is_named_before_the_line() -> None:
    assert _error("mon: bench").at("week.plan").where == "week.plan, line 1, column 11"
