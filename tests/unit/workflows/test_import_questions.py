"""What an import left open waits until it is answered, and is gone then."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import neuraldrive
from desk_team import days
from neuraldrive import catalog, measure
from neuraldrive.errors import BadValue, NotInStore
from neuraldrive.records import Reading, Session
from neuraldrive.store import Store, open_store
from neuraldrive.units import KG_PER_LB
from neuraldrive.workflows import bring_in, import_answers, import_questions, keep, waiting
from neuraldrive.workflows.bring_in import Said

LIFT = "Which lift is it? The file does not say: give lift."
LOAD = "Which load was on the bar? The file does not say: give load_kg."
BOTH = "Which lift and load is it? A trace does not say: put the log of repetitions beside the file."
DEVICE = "Which device measured the velocities? The file does not say: give device."
UNIT = "Are the loads in kg or lb? The header does not say, and they were read as kg: give load_unit."
DATES = "Is 03/04/2026 day/month/year? It was read so; write dates as 2026-06-17 to be sure."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        yield opened


def _brought(store: Store, *questions: str, **unsaid: object) -> int:
    """An import of one session, its sets without what `unsaid` takes away."""
    made = days("Ada", 1, seed=len(questions))[0]
    sets = tuple(replace(each, **unsaid) for each in made.sets)
    reading = Reading(
        "test",
        "squats.csv",
        f"{len(store.imports()):064d}",
        (),
        (Session("Ada", sets, made.started_at),),
        (),
        questions,
    )
    store.add_reading(reading, measurements=measure.all_of)
    return store.imports()[-1].id


def _open(store: Store) -> list[str]:
    return [each.question for each in import_questions.open_questions(store)]


def test_every_field_that_a_reader_asks_for_is_known(store: Store) -> None:
    asked = re.findall(r'"((?:Which|Are|Is|Whose)[^"{]*\?)', "".join(
        each.read_text() for each in (Path(neuraldrive.__file__).parent / "readers").glob("*.py")
    ))  # fmt: skip
    for each in (LIFT, LOAD, BOTH, DEVICE, UNIT):
        assert each.partition("?")[0] + "?" in asked
        assert import_questions.fields_of(each)
    assert import_questions.fields_of(DATES) == ()


def test_what_was_said_with_the_file_is_not_asked_again(store: Store) -> None:
    made = days("Ada", 1)[0]
    reading = Reading(
        "test", "trace.csv", "a" * 64, (), (made,), (), (BOTH, LIFT, LOAD, "Whose is it? Nobody says: give athlete.")
    )
    assert bring_in.keep_reading(store, reading, Said()).questions == ()
    assert _open(store) == []


def test_what_some_set_lacks_stays_asked_until_each_has_it(store: Store) -> None:
    number = _brought(store, LIFT, LOAD, lift=catalog.ANY_LIFT)
    assert _open(store) == [LIFT]
    for each in store.questions.sets(number):
        assert _open(store) == [LIFT]
        keep.correct(store, "set", each, {"lift": "bench press"}, "seen on the video")
    assert _open(store) == []


def test_an_answer_corrects_every_set_that_lacks_it_and_is_undone_in_one_step(store: Store) -> None:
    number = _brought(store, LIFT, DATES, lift=catalog.ANY_LIFT)
    made = import_answers.answer(store, number, LIFT, {"lift": "bench_press"}, "Bea")
    assert {each.entry.lift for each in store.sets("Ada")} == {"bench_press"}
    assert _open(store) == [DATES]
    assert {each.who for each in made} == {"Bea"}
    (told,) = import_answers.answered(store)
    assert told.question.startswith("Which lift is it?")

    keep.undo(store, told.correction.id)

    assert {each.entry.lift for each in store.sets("Ada")} == {catalog.ANY_LIFT}
    assert _open(store) == [LIFT, DATES]
    assert import_answers.answered(store) == []


def test_loads_that_were_pounds_are_converted_with_those_of_single_repetitions(store: Store) -> None:
    number = _brought(store, UNIT)
    heaviest = store.sets("Ada")[-1]
    store.correct("repetition", heaviest.repetition_ids[0], "load_kg", 200.0)
    import_answers.answer(store, number, UNIT, {"load_unit": "lb"})
    found = store.sets("Ada")[-1].entry
    assert found.load_kg == pytest.approx(120 * KG_PER_LB, abs=0.01)
    assert found.repetitions[0].load_kg == pytest.approx(200 * KG_PER_LB, abs=0.01)
    assert _open(store) == []


def test_loads_that_were_kilograms_stay_and_are_asked_about_no_more(store: Store) -> None:
    number = _brought(store, UNIT)
    import_answers.answer(store, number, UNIT, {"load_unit": "kg"})
    assert [each.entry.load_kg for each in store.sets("Ada")] == [70.0, 90.0, 110.0, 120.0]
    assert _open(store) == []


def test_a_sensor_that_is_named_narrows_the_interval_of_what_it_measured(store: Store) -> None:
    number = _brought(store, DEVICE, device=None)
    wide = store.sets("Ada")[0].measurements[0][0].interval
    import_answers.answer(store, number, DEVICE, {"device": "linear_encoder"})
    stored = store.sets("Ada")[0]
    narrow = stored.measurements[0][0].interval
    assert wide is not None
    assert narrow is not None
    assert narrow[1] - narrow[0] < wide[1] - wide[0]
    assert (stored.entry.device, stored.entry.repetitions[0].device) == ("linear_encoder", "linear_encoder")
    assert _open(store) == []


def test_half_an_answer_leaves_the_question(store: Store) -> None:
    number = _brought(store, BOTH, lift=catalog.ANY_LIFT, load_kg=None)
    import_answers.answer(store, number, BOTH, {"lift": "bench_press"})
    assert _open(store) == [BOTH]
    import_answers.answer(store, number, BOTH, {"load_kg": 80.0})
    assert _open(store) == []


def test_what_only_a_person_can_settle_is_settled_by_saying_so(store: Store) -> None:
    number = _brought(store, DATES)
    import_answers.answer(store, number, DATES, {})
    assert _open(store) == []


def test_an_answer_to_another_question_or_to_none_is_refused(store: Store) -> None:
    number = _brought(store, LIFT, DATES, lift=catalog.ANY_LIFT)
    for question, given in (
        (LIFT, {"load_kg": 80.0}),
        (DATES, {"lift": "bench_press"}),
        (UNIT, {"load_unit": "lb"}),
        (LOAD, {}),
    ):
        with pytest.raises(BadValue):
            import_answers.answer(store, number, question, given)
    with pytest.raises(NotInStore):
        import_answers.answer(store, number + 1, LIFT, {"lift": "bench_press"})
    assert _open(store) == [LIFT, DATES]


def test_the_sets_that_a_question_is_about_are_named_with_their_place(store: Store) -> None:
    number = _brought(store, LOAD)
    store.correct("set", store.questions.sets(number)[2], "load_kg", None)
    (found,) = import_questions.open_questions(store)
    about = import_questions.with_sets(store, found)
    assert [each.at for each in about.sets] == [3]
    assert about.more == 0
    assert about.words == "Which load was on the bar? The file does not say."
    assert [each.question for each in import_questions.about_set(store, store.sets("Ada")[0].id)] == [LOAD]


def test_what_waits_leads_to_the_question_and_is_gone_with_the_answer(store: Store) -> None:
    number = _brought(store, LIFT, lift=catalog.ANY_LIFT)
    (found,) = waiting.waiting(store, [], date.today())
    assert (found.to, found.action) == (f"/import#import-{number}", "Answer")
    import_answers.answer(store, number, LIFT, {"lift": "bench_press"})
    assert waiting.waiting(store, [], date.today()) == []


def test_more_corrections_than_are_read_at_once_are_undone_in_one_step(store: Store) -> None:
    made = [days("Ada", 30)[n] for n in range(30)]
    sets = tuple(replace(each, lift=catalog.ANY_LIFT) for session in made for each in session.sets)
    sessions = (Session("Ada", sets, made[0].started_at),)
    store.add_reading(Reading("test", "long.csv", "b" * 64, (), sessions, (), (LIFT,)))
    number = store.imports()[-1].id
    fixes = import_answers.answer(store, number, LIFT, {"lift": "bench_press"})
    assert len(fixes) == 121
    store.undo(fixes[0].id)
    assert {each.entry.lift for each in store.sets("Ada", measured=False)} == {catalog.ANY_LIFT}


def test_a_name_that_is_removed_leaves_the_answers_too(store: Store) -> None:
    twice = "Ada, Bob did the very same repetitions, to the last digit: is it one athlete?"
    both = (days("Ada", 1)[0], days("Bob", 1, seed=3)[0])
    store.add_reading(Reading("test", "both.csv", "c" * 64, (), both, (), (twice, DATES)))
    number = store.imports()[-1].id
    import_answers.answer(store, number, twice, {})
    store.personal.erase(next(each.id for each in store.roster() if each.name == "Bob"))
    assert "Bob" not in str(store.corrections("import"))
    assert _open(store) == [DATES]


def test_two_who_answer_at_once_convert_the_loads_once_and_only_one_of_them_is_heard(store: Store) -> None:
    number = _brought(store, UNIT)
    heard = _at_once(store, number, UNIT, [{"load_unit": "lb"}, {"load_unit": "kg"}, *[{"load_unit": "lb"}] * 4])
    assert [len(heard), sum(1 for each in heard if each)] == [6, 1]
    unit = next(each for each in heard if each)
    (told,) = import_answers.answered(store)
    expected = [70.0, 90.0, 110.0, 120.0]
    found = [each.entry.load_kg for each in store.sets("Ada")]
    assert found == pytest.approx([each * (KG_PER_LB if unit == "lb" else 1.0) for each in expected], abs=0.01)
    keep.undo(store, told.correction.id)
    assert [each.entry.load_kg for each in store.sets("Ada")] == expected
    import_answers.answer(store, number, UNIT, {"load_unit": "lb"})
    assert store.sets("Ada")[-1].entry.load_kg == pytest.approx(120 * KG_PER_LB, abs=0.01)


def test_an_answer_that_changes_nothing_is_not_written_down(store: Store) -> None:
    number = _brought(store, BOTH, lift=catalog.ANY_LIFT, load_kg=None)
    import_answers.answer(store, number, BOTH, {"lift": "bench_press"})
    written = len(store.corrections())
    assert import_answers.answer(store, number, BOTH, {"lift": "bench_press"}) == []
    assert len(store.corrections()) == written


def _at_once(store: Store, number: int, question: str, said: list[dict[str, str]]) -> list[str]:
    """The units of those who were heard, "" for those who were refused."""
    begin, heard = threading.Barrier(len(said)), list[str]()

    def answer(given: dict[str, str]) -> None:
        begin.wait()
        try:
            import_answers.answer(store, number, question, given)
            heard.append(given["load_unit"])
        except BadValue:
            heard.append("")

    threads = [threading.Thread(target=answer, args=(each,)) for each in said]
    for each in threads:
        each.start()
    for each in threads:
        each.join(60)
    return heard
