"""A name is one athlete, whatever its capitals, its blanks and how its letters are put together."""

from __future__ import annotations

import threading
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from neuraldrive.errors import BadValue
from neuraldrive.store import Store, athletes, open_store, rows, schema
from neuraldrive.workflows import bring_in, naming

QUILL = ("Quill Dane", "QUILL  DANE", "quill dane", "  Quill dane ")
ZOE = tuple(unicodedata.normalize(form, "Zo\u00e9") for form in ("NFC", "NFD"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        yield opened


@pytest.mark.parametrize("names", [QUILL, ZOE])
def test_a_new_name_logged_several_times_at_once_makes_one_athlete(store: Store, names: tuple[str, ...]) -> None:
    begin, sets = threading.Barrier(len(names)), list[int]()

    def log(name: str) -> None:
        begin.wait()
        sets.append(bring_in.log_set(store, name, "back_squat", 100.0, 5).id)

    threads = [threading.Thread(target=log, args=(each,)) for each in names]
    for each in threads:
        each.start()
    for each in threads:
        each.join(60)
    assert len(sets) == len(names)
    [athlete] = store.athletes()
    assert athlete.sets == len(names)


@pytest.mark.parametrize("names", [QUILL, ZOE])
def test_every_way_to_write_a_name_means_who_is_there_even_where_somebody_new_is_said(
    store: Store, names: tuple[str, ...]
) -> None:
    number = store.add_athlete(names[0])
    for each in names:
        assert store.athlete_named(each) == number
        assert store.sets(each) == []
        for new in (False, True):
            assert naming.look_up(store, each, new=new) == naming.Meant(names[0])
        with pytest.raises(BadValue):
            store.add_athlete(each)


def test_somebody_is_not_renamed_to_a_name_said_like_anothers_but_may_write_the_own_anew(store: Store) -> None:
    ada, bea = store.add_athlete("ada"), store.add_athlete("Bea")
    store.correct("athlete", ada, "name", "Ada")
    with pytest.raises(BadValue):
        store.correct("athlete", bea, "name", "ADA")
    assert [each.name for each in store.roster()] == ["Ada", "Bea"]


def test_two_who_were_said_alike_before_stay_two_and_the_very_name_wins(store: Store) -> None:
    with store._database.writing() as connection:
        for name in ("Ada", "ada"):
            rows.add(connection, schema.athlete, name=name, body_mass_kg=None, simulated=False)
    first, second = (store.athlete_named(each) for each in ("Ada", "ada"))
    assert (first, second, store.athlete_named("ADA")) == (1, 2, 1)
    assert [naming.look_up(store, each, new=True).name for each in ("Ada", "ada")] == ["Ada", "ada"]
    renamed = store.correct("athlete", 2, "name", "Bea")
    assert store.undo(renamed.id)[0].new == "ada"


def test_a_file_of_many_names_reads_those_that_are_there_a_few_times_not_once_a_name(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = store.add_athlete("Ada Smith")
    store.correct("athlete", store.add_athlete("A1"), "name", "Bea Jones", "")
    read: list[object] = []
    names = athletes.names
    monkeypatch.setattr(athletes, "names", lambda connection: read.append(connection) or names(connection))
    people = ["ada  smith", "A1", "Bea Jones", "Zo\u00e9", "ZOE\u0301", *(f"Lifter {number}" for number in range(40))]
    log = tmp_path / "log.csv"
    rows = "".join(f"{each},squat,{100 + n},0.5,1,1,8,2026-11-20\n" for n, each in enumerate(people))
    log.write_text("athlete,exercise,weight (kg),velocity (m/s),set,rep,rpe,date\n" + rows, encoding="utf-8")
    [outcome] = bring_in.import_files(store, [log])
    assert outcome.error is None
    assert len(read) <= 4  # for who is new, for slips, and to keep
    monkeypatch.undo()
    assert len(store.athletes()) == 2 + 1 + 40
    assert len(store.sets(ada)) == 1
    assert len(store.sets("Bea Jones")) == 2


def test_a_former_name_comes_before_one_that_is_said_alike(store: Store) -> None:
    renamed = store.add_athlete("A1")
    store.correct("athlete", renamed, "name", "Ada")
    other = store.add_athlete("a1")
    assert [store.athlete_named(each) for each in ("A1", "a1")] == [renamed, other]


def test_a_new_name_among_ten_thousand_is_looked_for_in_a_fraction_of_a_second(store: Store) -> None:
    with store._database.writing() as connection:
        rows.add_many(connection, schema.athlete, [(n, f"Athl\u00e8te {n}", None, False) for n in range(1, 10_001)])
        begun = time.perf_counter()
        athletes.find_or_add(connection, "Quill Dane")
        assert time.perf_counter() - begun < 1.0
        begun = time.perf_counter()
        for number in range(1, 101):
            athletes.find_or_add(connection, f"Athl\u00e8te {number}")
        assert time.perf_counter() - begun < 1.0
