"""A person whole: told with every row, and removed without a trace in the database or in the folder, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from databases import place, postgres
from neuraldrive.errors import NotInStore
from neuraldrive.records import Measurement, Repetition, Verdict
from neuraldrive.store import Store, StreamWriter, open_store, personal, schema
from store_examples import measured, reading, recording, session

__all__ = ["place", "postgres"]
NOW = datetime(2025, 3, 10, 18, 30, tzinfo=UTC)
ADA, BEFORE = "Ada Xylophone", "A-Quartz-7"


def _with_recording(name: str, seed: int) -> Any:
    made = session(name)
    entries = tuple(replace(each, recording=recording(seed + k)) for k, each in enumerate(made.sets))
    return replace(made, sets=entries)


def _fill(store: Store) -> None:
    """Two people with all that a store can hold; the file names Ada by another name, which was corrected."""
    ada, bea = _with_recording(BEFORE, 0), _with_recording("Bea", 50)
    shared = reading(ada, bea, name="both.csv")
    store.add_reading(replace(shared, questions=(f"Is {BEFORE} {ADA}?", "kg or lb?")), measurements=measured)
    own = replace(recording(9), athlete=BEFORE, task="ballistic")
    store.add_reading(reading(recordings=(own,), name=f"{BEFORE}.csv"))
    ids = {each.name: each.id for each in store.roster()}
    store.correct("athlete", ids[BEFORE], "name", ADA, "who that is")
    first = store.sets(ADA)[0]
    store.correct("set", first.id, "rpe", 9.5, f"{ADA} said so")
    store.correct("set", store.sets(ADA)[1].id, "athlete", "Bea", "hers")
    store.correct("repetition", first.repetition_ids[0], "excluded", "rerack")
    store.correct("session", first.session_id, "note", f"about {ADA}")
    store.save_plan(ADA, "Winter", f"# {ADA}\nmon: back squat 5x2")
    store.keep_sheet(store.plans(ADA)[0].id, "2025-03-10", 1, f'{{"of": "{ADA}"}}')
    store.note_equipment("bars", "bars", {"kg": {"bar": 20}}, ADA)
    test = Measurement("voluntary_activation", 0.91, "ratio", f"doublets of {ADA}")
    store.add_tests(ADA, NOW, "vastus_lateralis", [test], note=f"{ADA} maximal")
    stream = "ada.nds"
    live = store.begin_set(store.begin_session(ADA, NOW), "back_squat", 100.0, NOW, {
        "stream": stream, "sensor": "encoder", "prescription": "back squat 1x5", "rule": "",
    })  # fmt: skip
    with StreamWriter(store.signals_dir / "live" / stream, {"athlete": ADA}):
        pass
    store.add_repetition(live.set_id, Repetition(mean_velocity=0.5))
    store.say(live.set_id, 1, Verdict("go", f"go, {ADA}", 0.1, rule="engine"))
    store.close_set(live.set_id, replace(recording(77), athlete=ADA))


@pytest.fixture
def store(place: dict[str, Any]) -> Iterator[Store]:
    with open_store(**place) as opened:
        _fill(opened)
        yield opened


def _id(store: Store, name: str) -> int:
    return next(each.id for each in store.roster() if each.name == name)


def _texts(store: Store) -> str:
    """Every row of every table as text."""
    with store._database.reading() as connection:
        return "\n".join(
            str(tuple(row)) for table in schema.METADATA.sorted_tables for row in connection.execute(select(table))
        )


def test_every_table_is_a_persons_or_said_to_be_nobodys(store: Store) -> None:
    with store._database.reading() as connection:
        found = personal.of(connection, _id(store, ADA))

    listed = {table.name for table, _ in found.tables} | set(personal.NOT_PERSONAL)
    assert listed == set(schema.METADATA.tables)


def test_all_that_is_known_is_told_table_by_table(store: Store) -> None:
    told = [name for name, _ in store.personal.rows(_id(store, ADA))]

    missing = {table.name for table in schema.METADATA.sorted_tables} - set(told)
    assert missing == {"store", "person", "access_key"}
    files = store.personal.files(_id(store, ADA))
    assert {file.suffix for file in files} == {".parquet", ".nds"}


def test_nothing_of_another_person_is_told(store: Store) -> None:
    names = {row["name"] for table, row in store.personal.rows(_id(store, ADA)) if table == "athlete"}

    assert names == {ADA}
    sets = [row["id"] for table, row in store.personal.rows(_id(store, ADA)) if table == "set_entry"]
    assert sorted(sets) == sorted(each.id for each in store.sets(ADA))


def test_a_deleted_person_is_found_nowhere_in_the_database(store: Store) -> None:
    before = _texts(store)
    assert all(name in before for name in (ADA, BEFORE))

    store.personal.erase(_id(store, ADA))

    after = _texts(store)
    assert ADA not in after
    assert BEFORE not in after


def test_a_deleted_person_is_found_in_no_file_of_the_store(store: Store, tmp_path: Path) -> None:
    mine = store.personal.files(_id(store, ADA))
    assert mine

    store.personal.erase(_id(store, ADA))

    assert not [file for file in mine if file.exists()]
    for file in (each for each in tmp_path.rglob("*") if each.is_file()):
        content = file.read_bytes()
        assert ADA.encode() not in content, file
        assert BEFORE.encode() not in content, file


def test_what_others_have_stays_and_is_sound(store: Store) -> None:
    before = [(each.id, each.entry.rpe, len(each.entry.repetitions), each.measurements) for each in store.sets("Bea")]
    signals = store.personal.files(_id(store, "Bea"))

    store.personal.erase(_id(store, ADA))

    assert [
        (each.id, each.entry.rpe, len(each.entry.repetitions), each.measurements) for each in store.sets("Bea")
    ] == before
    assert all(file.exists() for file in signals)
    assert [each for each in store.check() if each.severity == "error"] == []
    assert [each.name for each in store.roster()] == ["Bea"]


def test_a_signal_file_that_another_person_shares_stays(place: dict[str, Any]) -> None:
    with open_store(**place) as opened:
        for name in ("Ada", "Bea"):
            made = session(name, sets=1)
            same = replace(recording(5), athlete=name)
            opened.add_reading(reading(replace(made, sets=(replace(made.sets[0], recording=same),)), name=name))

        opened.personal.erase(_id(opened, "Ada"))

        assert opened.recording(opened.sets("Bea")[0].recording_id or 0).channels


def test_the_file_can_be_imported_again_by_somebody_else(store: Store) -> None:
    own = reading(recordings=(replace(recording(9), athlete=BEFORE, task="ballistic"),), name=f"{BEFORE}.csv")
    store.personal.erase(_id(store, ADA))

    assert not store.add_reading(own).already_imported


def test_nobody_is_deleted_twice(store: Store) -> None:
    number = _id(store, ADA)
    store.personal.erase(number)

    with pytest.raises(NotInStore):
        store.personal.erase(number)
