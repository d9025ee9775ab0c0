"""Two lifters on one bar: whose set it is, whose rest, whose rating."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from neuraldrive import monitor
from neuraldrive.errors import BadValue
from neuraldrive.store import Store, open_store
from neuraldrive.workflows import live, rack_events, rack_lifter, rack_opening, rack_wishes, two_lifters
from rack_feed import FedSensor, Running

Rack = two_lifters.SharedRack


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        yield opened


def wish(name: str, load_kg: float = 73.5) -> rack_wishes.Wish:
    return rack_wishes.Wish(name, "back_squat", load_kg, "kg", "", "max effort 4x3 @ 75% rest 3min")


def opened(store: Store, *names: str) -> tuple[Rack, FedSensor]:
    sensor = FedSensor()
    return Rack(store, sensor, [rack_opening.lifter(store, wish(each), "linear_encoder") for each in names]), sensor


def answer(asked: Future[str]) -> str:
    return asked.result(20.0)


def lifted(rack: Rack, sensor: FedSensor, run: Running) -> rack_events.Ended:
    """A set of three, ended by the button."""
    told, ended = run.count(live.Told), run.count(rack_events.Ended)
    sensor.lift()
    run.wait(live.Told, told + 3)
    sensor.taken()
    answer(rack.next_set())
    return run.wait(rack_events.Ended, ended + 1)


def test_each_set_belongs_to_who_was_chosen_when_it_began(store: Store) -> None:
    rack, sensor = opened(store, "Ada", "Bert")
    with rack:
        run = Running(rack)
        lifted(rack, sensor, run)
        assert answer(rack.choose(1)) == "Bert lifts next"
        sensor.stand_still()
        assert lifted(rack, sensor, run).number == 1
        answer(rack.choose(0))
        sensor.stand_still()
        assert lifted(rack, sensor, run).number == 2
    assert [len(store.sets(name)) for name in ("Ada", "Bert")] == [2, 1]
    assert [each.sessions for each in store.athletes()] == [1, 1]
    assert all(each.entry.repetition_count == 3 for name in ("Ada", "Bert") for each in store.sets(name))


def test_each_rests_alone(store: Store) -> None:
    rack, sensor = opened(store, "Ada", "Bert")
    with rack:
        run = Running(rack)
        lifted(rack, sensor, run)
        answer(rack.choose(1))
        assert rack.rested_s(1) is None
        sensor.stand_still(30.0)
        lifted(rack, sensor, run)
        ada, bert = rack.rested_s(0), rack.rested_s(1)
    assert ada is not None
    assert bert is not None
    assert ada > bert + 30.0


def test_a_bar_that_stands_still_begins_no_set_of_the_second_lifter(store: Store) -> None:
    rack, sensor = opened(store, "Ada", "Bert")
    with rack:
        run = Running(rack)
        lifted(rack, sensor, run)
        answer(rack.choose(1))
        sensor.stand_still()
        sensor.taken()
        assert answer(rack.next_set()) == "no set is under way"
        assert run.count(rack_events.Begun) == 1


def test_a_rating_goes_to_the_set_that_was_lifted_last_even_if_the_other_is_chosen(store: Store) -> None:
    rack, sensor = opened(store, "Ada", "Bert")
    with rack:
        run = Running(rack)
        assert answer(rack.rate(8.0)) == "no set to rate yet"
        lifted(rack, sensor, run)
        answer(rack.choose(1))
        assert answer(rack.rate(8.5, who="Coach")) == "Ada, set 1: RPE 8.5"
    assert store.sets("Ada")[0].entry.rpe == 8.5
    assert [each.who for each in store.corrections("set")] == ["Coach"]


def test_at_most_six_is_kept_as_an_upper_bound_and_undone_with_the_rating(store: Store) -> None:
    rack, sensor = opened(store, "Ada")
    with rack:
        run = Running(rack)
        lifted(rack, sensor, run)
        answer(rack.rate(6.0, at_most=True))
        entry = store.sets("Ada")[0].entry
        assert (entry.rpe, entry.rpe_at_most) == (6.0, True)
        answer(rack.rate(9.0))
        assert answer(rack.undo()) == "the rating is taken back"
        entry = store.sets("Ada")[0].entry
        assert (entry.rpe, entry.rpe_at_most) == (6.0, True)
        answer(rack.undo())
        assert store.sets("Ada")[0].entry.rpe is None
        assert answer(rack.undo()) == "nothing to undo"


def test_a_bad_repetition_is_left_out_after_its_set_too_and_undo_takes_it_in(store: Store) -> None:
    rack, sensor = opened(store, "Ada", "Bert")
    with rack:
        run = Running(rack)
        lifted(rack, sensor, run)
        answer(rack.choose(1))
        assert "does not count" in answer(rack.leave_out("Coach"))
        assert len(store.sets("Ada")[0].entry.used) == 2
        assert answer(rack.leave_out()) == "no repetition to leave out"
        assert answer(rack.undo()) == "it counts again"
        assert len(store.sets("Ada")[0].entry.used) == 3
    assert store.corrections("repetition")[0].who == "Coach"


def test_an_empty_set_that_is_cut_short_starts_no_rest_and_takes_no_number(store: Store) -> None:
    rack, sensor = opened(store, "Ada", "Bert")
    with rack:
        run = Running(rack)
        sensor.stand_still(1.0)
        run.wait(rack_events.Begun)
        answer(rack.choose(1))
        assert rack.rested_s(0) is None
        assert rack.lifters[0].sets == 0
        assert rack.speaks_of is None


def test_a_lifter_who_is_not_there_or_stands_twice_is_refused(store: Store) -> None:
    rack, _ = opened(store, "Ada")
    with rack:
        Running(rack)
        with pytest.raises(BadValue, match="lifter"):
            answer(rack.choose(1))
        with pytest.raises(BadValue, match="two people"):
            answer(rack.put(1, rack_opening.lifter(store, wish("Ada"))))
        with pytest.raises(BadValue, match="lifter"):
            answer(rack.put(2, rack_opening.lifter(store, wish("Cy"))))


def test_another_load_for_the_same_lifter_goes_on_in_the_same_session(store: Store) -> None:
    rack, sensor = opened(store, "Ada")
    with rack:
        run = Running(rack)
        lifted(rack, sensor, run)
        answer(rack.put(0, rack_opening.lifter(store, wish("Ada", 80.0), "linear_encoder")))
        assert rack.rested_s(0) is not None
        sensor.stand_still()
        assert lifted(rack, sensor, run).number == 2
    assert [each.entry.load_kg for each in store.sets("Ada")] == [73.5, 80.0]
    assert store.athletes()[0].sessions == 1


def test_after_the_process_ended_a_session_goes_on_with_its_number_and_its_rest(store: Store) -> None:
    rack, sensor = opened(store, "Ada")
    with rack:
        run = Running(rack)
        lifted(rack, sensor, run)
        session = rack.session_id
    assert session is not None
    again = rack_lifter.resumed(store, rack_opening.lifter(store, wish("Ada"), "linear_encoder"), session)
    assert (again.sets, again.session_id) == (1, session)
    sensor = FedSensor()
    sensor.clock_s = 5000.0
    second = Rack(store, sensor, [again])
    assert second.rested_s(0) == pytest.approx(0.0, abs=20.0)
    with second:
        run = Running(second)
        sensor.stand_still()
        run.wait(rack_events.Resting)
        assert second.rested_s(0) == pytest.approx(0.0, abs=20.0)
        assert lifted(second, sensor, run).number == 2
    assert store.athletes()[0].sessions == 1
    assert rack_lifter.resumed(store, rack_opening.lifter(store, wish("Ada")), 999).sets == 0
    old = rack_lifter.resumed(store, rack_opening.lifter(store, wish("Ada")), session, within_s=-1.0)
    assert old.session_id is None


def test_what_is_left_asks_no_more(store: Store) -> None:
    rack, _ = opened(store, "Ada")
    with rack:
        run = Running(rack)
        assert answer(rack.leave()) == "quit"
        run.end()
    assert isinstance(rack.rest, monitor.Rest)
