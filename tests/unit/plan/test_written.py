"""Plans with the places of their text: every bad line is told, the others are read, a change is written where it belongs."""

from __future__ import annotations

import pytest

from neuraldrive import plan
from neuraldrive.errors import PlanSyntaxError
from neuraldrive.plan.edits import with_item
from neuraldrive.plan.in_the_text import Edit, edits
from neuraldrive.plan.laid_out import Place
from neuraldrive.plan.written import written

TEXT = """plan "W"
week 1:
  mon:
    warm-up back squat 1x5 @ 40%
    back squat 5x2 @ 90%; bench press 3x3 @ 80%  # ours
  wed: deadlift 3x3 @ 85%
weeks 2-3:
  mon: rest
"""


def said(text: str) -> list[str]:
    lines = text.split("\n")
    return [lines[each.line - 1][each.start - 1 : each.end - 1] for each in written(text).sentences]


def test_each_sentence_is_found_where_it_is_written() -> None:
    assert said(TEXT) == [
        "warm-up back squat 1x5 @ 40%", "back squat 5x2 @ 90%", "bench press 3x3 @ 80%", "deadlift 3x3 @ 85%",
    ]  # fmt: skip
    assert written(TEXT).blocks == ((2, 6), (7, 8))
    assert (written(TEXT).heads or {})[Place(0, 1)] == 6


def test_what_is_written_is_what_is_parsed() -> None:
    assert written(TEXT).plan == plan.parse(TEXT)


def test_every_bad_line_is_told_and_the_others_are_read_without_it() -> None:
    text = TEXT.replace("back squat 5x2", "bak squat 5x2").replace("deadlift 3x3", "deadlift 3y3")
    found = written(text)
    assert [(each.line, each.column) for each in found.errors] == [(5, 5), (6, 18)]
    assert said(text) == ["warm-up back squat 1x5 @ 40%"]
    assert found.plan is not None
    assert [each.place for each in found.sentences] == [Place(0, 0, 0)]


def test_a_bad_line_has_the_error_that_it_has_alone() -> None:
    text = TEXT.replace("wed: deadlift", "wed: deadlft")
    with pytest.raises(PlanSyntaxError) as raised:
        plan.parse(text)
    (error,) = written(text).errors
    assert str(error) == str(raised.value)


def test_lines_under_a_line_that_cannot_be_read_wait_for_it() -> None:
    text = "week 1:\n  mno:\n    back squat 3x3\n  wed: bench press 3x3\nweek 2:\n  mun:\n    deadlift 1x1\n"
    found = written(text)
    assert [each.line for each in found.errors] == [2, 6]
    assert found.unread == {3, 5, 7}
    assert said(text) == ["bench press 3x3"]


def test_a_day_that_is_there_twice_is_told_and_the_first_one_stays() -> None:
    found = written("mon: back squat 3x3\nmon: bench press 3x3\nwed: deadlft 1x1")
    assert [each.line for each in found.errors] == [2, 3]
    assert found.plan is not None
    assert [len(day.work) for day in found.plan.weeks[0].days] == [1, 0]


@pytest.mark.parametrize(
    "text", ["", "#", "rest", "mon", "week 1:", "  mon: rest\nmon: x", "mon:\n\ttue:", "\x00", "mon: " * 50, "]" * 300]
)
def test_no_text_makes_it_fail(text: str) -> None:
    found = written(text)
    assert found.errors
    assert len({each.line for each in found.errors}) == len(found.errors)


def test_a_changed_sentence_is_written_in_its_place_alone() -> None:
    found = written(TEXT)
    assert found.plan is not None
    changed = with_item(found.plan, Place(0, 0, 1), plan.parse_line("back squat 4x2 @ 90%"))
    assert edits(found, changed, TEXT) == (Edit(5, 5, 25, "back squat 4x2 @ 90%"),)


@pytest.mark.parametrize(
    ("place", "left"),
    [
        (Place(0, 0, 0), "  mon:\n    back squat 5x2 @ 90%; bench press 3x3 @ 80%  # ours\n"),
        (Place(0, 0, 1), "40%\n    bench press 3x3 @ 80%  # ours\n"),
        (Place(0, 0, 2), "    back squat 5x2 @ 90%  # ours\n"),
        (Place(0, 1, 0), "  wed: rest\n"),
    ],
)
def test_a_sentence_that_is_left_out_takes_nothing_else_with_it(place: Place, left: str) -> None:
    found = written(TEXT)
    assert found.plan is not None
    changed = with_item(found.plan, place, None)
    after = applied(TEXT, edits(found, changed, TEXT) or ())
    assert left in after
    assert plan.parse(after) == changed


def applied(text: str, made: tuple[Edit, ...]) -> str:
    lines = text.split("\n")
    for each in made:
        line = lines[each.line - 1]
        lines[each.line - 1 : each.line] = (
            [] if each.whole else [line[: each.start - 1] + each.text + line[each.end - 1 :]]
        )
    return "\n".join(lines)


def test_a_change_of_more_than_sentences_is_not_written_into_the_text() -> None:
    found = written(TEXT)
    assert edits(found, plan.parse(TEXT.replace('"W"', '"X"')), TEXT) is None


def test_every_simple_mend_can_be_written_into_the_text() -> None:
    text = "mon: back squat 5x2 @ 90% rest 1min until 10% loss\nwed: speed bench 9x3 @ 50% rest 60s"
    found = written(text)
    assert found.plan is not None
    mended = [each.mended for each in plan.check(found.plan) if each.mended is not None]
    assert len(mended) >= 3
    for each in mended:
        assert plan.parse(applied(text, edits(found, each, text) or ())) == each
