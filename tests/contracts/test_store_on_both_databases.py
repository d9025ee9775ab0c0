"""What the store promises, held against SQLite and against a real PostgreSQL."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from databases import place, postgres, postgres_database  # noqa: F401  (fixtures)
from neuraldrive import __version__
from neuraldrive.errors import BadValue, NotInStore, StoreCorrupt, StoreNotWritable
from neuraldrive.records import Reading, Recording, Refusal, Repetition, Session, SetEntry, Signal, Verdict
from neuraldrive.store import Count, Store, StoredSet, open_store, restore
from neuraldrive.store.athletes import summaries
from store_examples import MONDAY, measured, reading, recording, session

Place = dict[str, Any]


@pytest.fixture
def store(place: Place):  # noqa: F811
    with open_store(**place) as opened:
        yield opened


def _same_set(found: SetEntry, said: SetEntry) -> bool:
    names = ("lift", "load_kg", "rpe", "reps_in_reserve", "rpe_at_most", "number", "started_at", "device", "load_unit",
             "flags", "note", "count")  # fmt: skip
    reps = ("number", "load_kg", *Repetition.LOGGED, "claims", "device", "start_s", "end_s", "flags", "excluded")
    return all(getattr(found, name) == getattr(said, name) for name in names) and all(
        getattr(one, name) == getattr(other, name)
        for one, other in zip(found.repetitions, said.repetitions, strict=True)
        for name in reps
    )


def test_what_was_added_is_read_back_unchanged(store: Store) -> None:
    said = session()
    store.add_reading(reading(said))
    found = store.sets("Ada")
    assert len(found) == 3
    assert all(_same_set(stored.entry, entry) for stored, entry in zip(found, said.sets, strict=True))


def test_every_field_of_a_set_and_a_repetition_is_kept(store: Store) -> None:
    repetition = Repetition(
        2, 61.5, 0.5, 0.51, 0.9, 0.4, 0.8, 0.3, 250.0, {"power": 1.5}, "watch", None, 1.25, 2.5, ("a", "b"), "slipped"
    )
    said = SetEntry("bench_press", 61.5, (repetition,), 5.5, 4.0, True, 7, MONDAY, "watch", "lb", ("c",), "ärm ☃", 3)
    store.add_session(Session("Ada", (said,), None, "phone", "felt “good”"))
    (found,) = store.sets()
    assert _same_set(found.entry, said)
    kept = store.session(found.session_id).session
    assert (kept.started_at, kept.device, kept.note) == (None, "phone", "felt “good”")


def test_a_signal_is_read_back_to_the_last_bit(store: Store) -> None:
    said = recording()
    receipt = store.add_reading(reading(recordings=(said,)))
    found = store.recording(receipt.recording_ids[0])
    assert list(found.channels) == list(said.channels)
    assert all(found[name].same_as(said[name]) for name in said.channels)
    for name in ("task", "device", "load_kg", "athlete", "started_at", "origin", "flags", "truth"):
        assert getattr(found, name) == getattr(said, name)


def test_the_truth_of_a_simulation_stays_with_it_and_marks_the_athlete(store: Store) -> None:
    said = replace(recording(), truth={"one_rm_kg": 150.0, "rises": np.array([1.0, 2.0])})
    entry = SetEntry("back_squat", 140, (Repetition(start_s=1.6, end_s=2.4),), recording=said)
    store.add_reading(reading(Session("Model", (entry,)), recordings=(said,)))
    (stored,) = store.sets("Model")
    assert stored.recording_id is not None
    assert store.recording(stored.recording_id).truth == {"one_rm_kg": 150.0, "rises": [1.0, 2.0]}
    assert store.athletes()[0].athlete.simulated
    assert (stored.entry.repetitions[0].start_s, stored.entry.repetitions[0].end_s) == (1.6, 2.4)


def test_times_keep_their_zone_or_their_lack_of_one(store: Store) -> None:
    times = [
        datetime(2025, 3, 10, 9, tzinfo=timezone(timedelta(hours=2))),
        datetime(2025, 3, 10, 8, tzinfo=UTC),
        datetime(2025, 3, 10, 10),
    ]
    for time in times:
        store.add_session(Session("Ada", (SetEntry("deadlift", 100, ()),), time))
    found = [each.entry.started_at for each in store.sets("Ada")]
    assert found == times
    assert [each.tzinfo is None for each in found if each] == [False, False, True]


def test_the_same_file_adds_nothing_the_second_time(store: Store) -> None:
    first = store.add_reading(reading(session()), measurements=measured)
    second = store.add_reading(reading(session()), measurements=measured)
    assert first.added == {"Ada": Count(3, 15)}
    assert not first.already_imported
    assert second.already_imported
    assert second.added == {}
    assert second.existing == {"Ada": Count(3, 15)}
    assert second.session_ids == first.session_ids
    assert len(store.repetitions()) == 15


def test_a_longer_export_of_the_same_log_adds_only_what_is_new(store: Store) -> None:
    store.add_reading(reading(session(sets=2), name="march.csv"))
    rated = [replace(entry, rpe=9.5, number=entry.number + 4) for entry in session(sets=3).sets]
    receipt = store.add_reading(reading(replace(session(), sets=tuple(rated)), session(day=2), name="april.csv"))
    assert receipt.added == {"Ada": Count(4, 20)}
    assert receipt.existing == {"Ada": Count(2, 10)}
    assert [each.sets for each in store.sessions()] == [3, 3]


def test_equal_sets_in_one_file_are_as_many_sets(store: Store) -> None:
    alike = SetEntry("bench_press", 100, (), count=5)
    store.add_reading(reading(Session("Ada", (alike, alike, alike)), name="a"))
    receipt = store.add_reading(reading(Session("Ada", (alike,) * 4), name="b"))
    assert receipt.added == {"Ada": Count(1, 5)}
    assert len(store.sets()) == 4
    assert len(store.sessions()) == 1


def test_two_equal_sets_by_hand_are_two_sets(store: Store) -> None:
    said = Session("Ada", session(sets=1).sets, MONDAY)
    one, two = store.add_session(said), store.add_session(said)
    assert one.session_ids == two.session_ids
    assert len(store.sets()) == 2


def test_two_recordings_without_a_time_are_two_sets(store: Store) -> None:
    for seed in (1, 2):
        raw = recording(seed)
        entry = SetEntry("back_squat", 140, (Repetition(start_s=1.6, end_s=2.0),), recording=raw)
        store.add_reading(reading(Session("Ada", (entry,)), recordings=(raw,), name=f"{seed}.csv"))
    assert len({each.recording_id for each in store.sets("Ada")}) == 2


def test_a_recording_that_another_file_brings_again_is_kept_once(store: Store) -> None:
    raw = recording()
    ids = [
        store.add_reading(reading(recordings=(each,), name=name)).recording_ids
        for name, each in (("a", raw), ("b", recording()))
    ]
    assert ids[0] == ids[1]
    assert len(list(store.signals_dir.glob("*/*"))) == 1


def test_measurements_come_along_and_can_be_computed_again(store: Store) -> None:
    said = session(sets=1)
    store.add_reading(reading(said), measurements=measured)
    (stored,) = store.sets("Ada")
    for found, repetition in zip(stored.measurements, said.sets[0].repetitions, strict=True):
        assert {each.measure: each for each in found} == {each.measure: each for each in measured(repetition)}
    first, rest = stored.repetition_ids[0], stored.measurements[1:]
    again = replace(measured(said.sets[0].repetitions[0])[0], value=0.777, interval=None)
    store.replace_measurements({first: [again]})
    (stored,) = store.sets("Ada")
    assert stored.measurements[0] == (again,)
    assert stored.measurements[1:] == rest
    assert {each.version for each in store.measurements("Ada", measure="mean_velocity")} == {__version__}
    with pytest.raises(NotInStore):
        store.replace_measurements({999: [again]})


def test_sessions_are_listed_latest_first_and_chosen_by_athlete_lift_and_time(store: Store) -> None:
    store.add_reading(reading(*(session("Ada", day) for day in range(3)), session("Bea", 9)))
    assert [each.started_at for each in store.sessions("Ada")] == [MONDAY + timedelta(days=d) for d in (2, 1, 0)]
    assert [each.athlete for each in store.sessions()] == ["Bea", "Ada", "Ada", "Ada"]
    assert len(store.sessions(since=MONDAY + timedelta(days=1))) == 3
    assert len(store.sessions("Ada", limit=2)) == 2
    assert store.sessions("Ada", lift="deadlift") == []
    first = store.sessions("Ada")[0]
    assert (first.lifts, first.sets, first.repetitions) == (("back_squat",), 3, 15)
    summary = store.athletes()[0]
    assert (summary.name, summary.sessions, summary.sets, summary.repetitions) == ("Ada", 3, 9, 45)


def test_lifts_are_named_with_the_most_frequent_first(store: Store) -> None:
    sets = [SetEntry(lift, 100, ()) for lift in ("deadlift", "back_squat", "back_squat")]
    store.add_session(Session("Ada", tuple(sets)))
    assert store.lifts("Ada") == ["back_squat", "deadlift"]


def test_an_unknown_athlete_is_named_with_those_there_are(store: Store) -> None:
    store.add_session(Session("Ada Lovelace", (SetEntry("deadlift", 100, ()),)))
    with pytest.raises(NotInStore, match="Did you mean Ada Lovelace"):
        store.sets("Ada Lovelac")


def test_a_correction_is_used_and_the_old_value_and_reason_are_kept(store: Store) -> None:
    store.add_reading(reading(session(sets=1)))
    (stored,) = store.sets("Ada")
    store.correct("set", stored.id, "load_kg", 102.5, "plates of 1.25 forgotten")
    (after,) = store.sets("Ada")
    assert after.entry.load_kg == 102.5
    assert {each.load_kg for each in after.entry.repetitions} == {102.5}
    (fix,) = store.corrections("set", stored.id)
    assert (fix.field, fix.old, fix.new, fix.why) == ("load_kg", 100.0, 102.5, "plates of 1.25 forgotten")


def test_a_corrected_set_is_still_known_when_its_file_comes_again(store: Store) -> None:
    store.add_reading(reading(session(sets=1), name="a"))
    store.correct("set", store.sets()[0].id, "load_kg", 110, "wrong")
    assert store.add_reading(reading(session(sets=1), name="b")).added == {}
    assert store.sets()[0].entry.load_kg == 110


def test_power_of_the_old_load_does_not_outlive_it(store: Store) -> None:
    store.add_reading(reading(session(sets=1)), measurements=measured)
    (stored,) = store.sets("Ada")
    fix = store.correct("set", stored.id, "load_kg", 90, "wrong")
    assert fix.recompute == stored.repetition_ids
    assert {each.measurement.unit for each in store.measurements("Ada")} == {"m/s"}


def test_every_field_that_can_be_corrected_takes_its_value(store: Store) -> None:
    at_most = SetEntry("back_squat", 100, (Repetition(mean_velocity=0.5),), rpe=5.5, rpe_at_most=True)
    store.add_session(Session("Ada", (at_most,), MONDAY))
    (stored,) = store.sets()
    for field, value in (("lift", "Bench Press"), ("rpe", 8), ("reps_in_reserve", 0), ("note", "paused"), ("count", 3)):
        store.correct("set", stored.id, field, value)
    store.correct("repetition", stored.repetition_ids[0], "excluded", "hit the rack")
    store.correct("session", stored.session_id, "started_at", "2025-03-11 07:00")
    store.correct("session", stored.session_id, "note", "morning")
    store.correct("athlete", store.athletes()[0].id, "body_mass_kg", 71.5)
    (after,) = store.sets()
    entry = after.entry
    assert (entry.lift, entry.rpe, entry.rpe_at_most, entry.reps_in_reserve) == ("bench_press", 8, False, 0)
    assert (entry.note, entry.count, entry.repetitions[0].excluded) == ("paused", 3, "hit the rack")
    assert entry.started_at == datetime(2025, 3, 11, 7)
    assert store.athletes()[0].athlete.body_mass_kg == 71.5
    store.correct("repetition", stored.repetition_ids[0], "excluded", None)
    assert store.sets()[0].entry.repetitions[0].excluded is None


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [("set", "load_kg", -5), ("set", "load_kg", "heavy"), ("set", "rpe", 11), ("set", "lift", " "), ("set", "id", 3),
     ("session", "started_at", "yesterday"), ("athlete", "name", ""), ("shoe", "size", 43), ("set", "rpe", float("nan"))],
)  # fmt: skip
def test_a_value_that_cannot_be_true_is_refused_and_changes_nothing(
    store: Store, kind: str, field: str, value: object
) -> None:
    store.add_reading(reading(session()))
    with pytest.raises(BadValue):
        store.correct(kind, 1, field, value)
    assert store.corrections() == []


def test_a_session_and_a_set_can_be_moved_to_another_athlete(store: Store) -> None:
    store.add_reading(reading(session("Ada", 0), session("Ada", 1), name="a"))
    later, earlier = store.sessions("Ada")
    store.correct("session", later.id, "athlete", "Bea", "Bea's turn")
    store.correct("set", store.session(earlier.id).sets[0].id, "athlete", "Bea")
    assert [each.sets for each in store.sessions("Bea")] == [3, 1]
    assert len(store.sets("Ada")) == 2
    again = store.add_reading(reading(session("Ada", 1, sets=4), name="b"))
    assert again.added == {"Ada": Count(1, 5)}
    assert len(store.sets("Bea")) == 5, "the rest of a moved session follows it"


def test_a_renamed_athlete_keeps_the_name_of_the_files_as_an_alias(store: Store) -> None:
    store.add_reading(reading(session("A1", 0), name="a"))
    store.correct("athlete", store.athletes()[0].id, "name", "Ada")
    store.add_reading(reading(session("A1", 1), name="b"))
    assert [(each.name, each.sessions) for each in store.athletes()] == [("Ada", 2)]
    store.add_reading(reading(session("Bea"), name="c"))
    with pytest.raises(BadValue, match="nobody has"):
        store.correct("athlete", store.athletes()[1].id, "name", "Ada")


def test_rows_for_export_carry_all_that_was_logged(store: Store) -> None:
    store.add_reading(reading(session(sets=1, repetitions=2)))
    first = store.repetitions("Ada")[0]
    assert (first.athlete, first.lift, first.started_at, first.set_number, first.number) == (
        "Ada", "back_squat", MONDAY, 1, 1,
    )  # fmt: skip
    assert (first.load_kg, first.mean_velocity, first.rpe, first.device) == (100.0, 0.9, 6.0, "encoder")


def test_what_a_file_was_refused_is_remembered(store: Store) -> None:
    refusal = Refusal("line 3", "load", "-5 kg", "above 0")
    store.add_reading(Reading("test", "log\udcff.csv", "0" * 64, (), (session(),), (refusal,), ("kg or lb?",)))
    (found,) = store.imports()
    assert found.refusals == (refusal,)
    assert found.questions == ("kg or lb?",)
    assert found.path == "log\\udcff.csv"


def test_an_import_that_fails_midway_leaves_nothing(store: Store) -> None:
    def fails(repetition: Repetition) -> tuple[()]:
        raise RuntimeError("while measuring")

    with pytest.raises(RuntimeError):
        store.add_reading(reading(session(), recordings=(recording(),)), measurements=fails)
    assert store.athletes() == []
    assert [finding.severity for finding in store.check()] == ["note"]
    assert len(store.sweep(older_than_s=0)) == 1
    assert store.check() == []
    assert store.add_reading(reading(session(), recordings=(recording(),))).added == {"Ada": Count(3, 15)}


def test_sweep_leaves_what_an_import_may_just_be_writing(store: Store) -> None:
    (store.signals_dir / "ab").mkdir(parents=True)
    young = store.signals_dir / "ab" / "abcd.parquet"
    young.write_bytes(b"x")
    assert store.sweep() == []
    assert young.exists()


def test_a_damaged_or_missing_signal_is_named_and_comes_back_with_its_file(store: Store) -> None:
    said = recording()
    (number,) = store.add_reading(reading(recordings=(said,))).recording_ids
    (file,) = store.signals_dir.glob("*/*.parquet")
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    for spoil in (lambda: file.write_bytes(content), file.unlink):
        spoil()
        with pytest.raises(StoreCorrupt, match=file.name):
            store.recording(number)
        assert [finding.severity for finding in store.check()] == ["error"]
        assert store.add_reading(reading(recordings=(said,))).already_imported
        assert store.recording(number)["position"].same_as(said["position"])
        assert store.check() == []


def test_two_processes_at_once_lose_nothing_and_double_nothing(place: Place) -> None:  # noqa: F811
    script = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parents[1])!r})
from store_examples import reading, recording, session
from neuraldrive.store import open_store
with open_store(**{place!r}, wait_s=60) as store:
    store.add_reading(reading(*(session("Ada", day) for day in range(5)), recordings=(recording(3),), name="both"))
    for day in range(10):
        store.add_session(session(sys.argv[1], day, 1))
"""
    both = [subprocess.Popen([sys.executable, "-c", script, name], stderr=subprocess.PIPE) for name in ("Bea", "Cem")]
    messages = [each.communicate(timeout=120)[1].decode() for each in both]
    assert [each.returncode for each in both] == [0, 0], messages
    with open_store(**place) as store:
        assert {each.name: each.sets for each in store.athletes()} == {"Ada": 15, "Bea": 10, "Cem": 10}
        assert len(store.imports()) == 1
        assert store.check() == []


def test_readers_see_one_moment_while_another_writes(place: Place) -> None:  # noqa: F811
    with open_store(**place) as one, open_store(**place) as two:
        one.add_reading(reading(session(), name="a"))
        with two._database.reading() as view:
            before = summaries(view)
            one.add_reading(reading(session("Bea"), name="b"))
            assert summaries(view) == before
        assert len(two.athletes()) == 2


def test_a_store_opened_to_read_only_reads_and_refuses_to_write(place: Place) -> None:  # noqa: F811
    with open_store(**place) as store:
        store.add_reading(reading(session()))
    with open_store(**place, read_only=True) as store:
        assert len(store.sets("Ada")) == 3
        with pytest.raises(StoreNotWritable, match="read only"):
            store.add_session(session())
        with pytest.raises(StoreNotWritable, match="read only"):
            store.add_reading(reading(recordings=(recording(9),)))
        assert not list(store.signals_dir.glob("*/*"))


def test_a_backup_restores_to_the_same_store_on_either_database(place: Place, tmp_path: Path) -> None:  # noqa: F811
    raw = recording()
    entry = SetEntry("back_squat", 140, (Repetition(start_s=1.6, end_s=2.0),), recording=raw)
    with open_store(**place) as store:
        store.add_reading(reading(session(), Session("Bea", (entry,)), recordings=(raw,)), measurements=measured)
        store.correct("set", 1, "rpe", 9, "said so later")
        archive = store.backup(tmp_path / "kept" / "backup.zip")
        told, rows, values = store.athletes(), store.repetitions(), store.measurements()
        with pytest.raises(StoreNotWritable, match="in use"):
            restore(archive, place["where"], signals_dir=place.get("signals_dir"))
    assert [each.name for each in archive.parent.iterdir()] == ["backup.zip"]
    restore(archive, tmp_path / "again")
    with open_store(tmp_path / "again") as store:
        assert (store.athletes(), store.repetitions(), store.measurements()) == (told, rows, values)
        assert store.corrections()[0].why == "said so later"
        (number,) = store.recordings()
        assert store.recording(number)["position"].same_as(raw["position"])
        assert store.check() == []


def test_a_backup_made_on_sqlite_restores_into_postgresql(postgres: str, tmp_path: Path) -> None:  # noqa: F811
    with open_store(tmp_path / "one") as store:
        store.add_reading(reading(session(), recordings=(recording(),)), measurements=measured)
        archive = store.backup(tmp_path / "backup.zip")
        told = store.athletes(), store.repetitions(), store.measurements()
    with postgres_database(postgres) as url:
        restore(archive, url, signals_dir=tmp_path / "signals")
        with open_store(url, signals_dir=tmp_path / "signals") as store:
            assert (store.athletes(), store.repetitions(), store.measurements()) == told
            assert store.check() == []
            assert store.add_session(session("Bea")).added == {"Bea": Count(3, 15)}


def test_a_signal_with_few_samples_is_kept(store: Store) -> None:
    said = Recording({"force": Signal([1.0], "N", rate_hz=1000.0), "velocity": Signal([0.0, 1.0], "m/s", rate_hz=50.0)})
    (number,) = store.add_reading(reading(recordings=(said,))).recording_ids
    assert all(store.recording(number)[name].same_as(said[name]) for name in said.channels)


def test_stores_that_share_a_place_for_signals_sweep_only_their_own(place: Place, tmp_path: Path) -> None:  # noqa: F811
    shared = tmp_path / "shared"
    with (
        open_store(place["where"], signals_dir=shared) as one,
        open_store(tmp_path / "other", signals_dir=shared) as other,
    ):
        (number,) = one.add_reading(reading(recordings=(recording(),))).recording_ids
        other.add_reading(reading(recordings=(recording(),)))
        assert other.sweep(older_than_s=0) == []
        assert one.recording(number)["position"].same_as(recording()["position"])
        archive = other.backup(tmp_path / "backup.zip")
        restore(archive, tmp_path / "third", signals_dir=shared)
        with open_store(tmp_path / "third", signals_dir=shared) as third:
            assert third.check() == []
            assert third.signals_dir not in {one.signals_dir, other.signals_dir}


PLAN = "mon: back squat 5x2 @ 90% rest 4min until 1 in reserve"


def test_a_plan_keeps_every_text_that_it_had(store: Store) -> None:
    first = store.save_plan("Ada", "Winter", PLAN)
    again = store.save_plan("Ada", "Winter", PLAN, why="said twice")
    second = store.save_plan("Ada", " Winter ", PLAN.replace("5x2", "4x2"), why="knee")
    assert (first.id, first.latest.number) == (again.id, again.latest.number) == (second.id, 1)
    assert [(each.number, each.why) for each in store.plan_versions(first.id)] == [(1, ""), (2, "knee")]
    assert second.text == PLAN.replace("5x2", "4x2")
    assert store.plans("Ada") == [second]


def test_a_retired_plan_no_longer_holds_and_is_kept(store: Store) -> None:
    old = store.save_plan("Ada", "Winter", PLAN)
    new = store.save_plan("Ada", "Spring", PLAN)
    store.retire_plan(old.id)
    assert [each.title for each in store.plans()] == ["Spring"]
    assert [each.id for each in store.plans("Ada", retired=True)] == [new.id, old.id]
    assert store.save_plan("Ada", "Winter", PLAN).id not in {old.id, new.id}


def test_the_last_sheet_of_a_day_is_kept(store: Store) -> None:
    made = store.save_plan("Ada", "Winter", PLAN)
    for sheet in ('{"kg": 127.5}', '{"kg": 130}'):
        store.keep_sheet(made.id, "2026-12-07", 1, sheet)
    (kept,) = store.sheets(made.id)
    assert (kept.day, kept.version, kept.sheet) == ("2026-12-07", 1, '{"kg": 130}')


@pytest.mark.parametrize(("title", "text"), [("", PLAN), ("Winter", "  "), ("Winter", "x" * 400_001)])
def test_a_plan_without_title_or_text_is_refused_and_nothing_is_written(store: Store, title: str, text: str) -> None:
    with pytest.raises(BadValue, match="plan"):
        store.save_plan("Ada", title, text)
    assert store.athletes() == []


def test_plans_come_back_from_a_backup(store: Store, tmp_path: Path) -> None:
    store.save_plan("Ada", "Winter", PLAN, why="asked")
    restore(store.backup(tmp_path / "kept.zip"), tmp_path / "again")
    with open_store(tmp_path / "again") as again:
        assert again.plans("Ada")[0].text == PLAN
        assert again.plan_versions(1)[0].why == "asked"


def test_equipment_is_the_gyms_or_an_athletes_own(store: Store) -> None:
    store.note_equipment("plates", "plates", {"kg": [25, 20, 10]})
    store.note_equipment("band", "red", {"lengths_m": [0.5, 1.0]}, "Ada")
    store.note_equipment("plates", "plates", {"kg": [25, 20, 10, 5]})
    assert [(each.kind, dict(each.facts), each.athlete) for each in store.equipment("Ada")] == [
        ("plates", {"kg": [25, 20, 10, 5]}, ""),
        ("band", {"lengths_m": [0.5, 1.0]}, "Ada"),
    ]
    assert [each.kind for each in store.equipment()] == ["plates"]
    store.forget_equipment("band", "red", "Ada")
    assert len(store.equipment("Ada")) == 1
    with pytest.raises(NotInStore, match="red"):
        store.forget_equipment("band", "red", "Ada")


def _recorded(store: Store, spans: tuple[tuple[float, float], ...] = ((1.6, 2.4), (3.0, 3.8))) -> StoredSet:
    said = recording()
    repetitions = tuple(
        Repetition(number, 140, start_s=start, end_s=end, flags=("partial",))
        for number, (start, end) in enumerate(spans, 1)
    )
    entry = SetEntry("back_squat", 140, repetitions, recording=said)
    store.add_reading(reading(Session("Ada", (entry,)), recordings=(said,)), measurements=measured)
    return store.sets("Ada")[0]


def _spans(store: Store) -> list[tuple[float | None, float | None]]:
    return [(each.start_s, each.end_s) for each in store.sets("Ada")[0].entry.repetitions]


def test_a_rise_is_moved_the_old_one_kept_and_its_figures_dropped(store: Store) -> None:
    stored = _recorded(store)
    made = store.correct(
        "repetition", stored.repetition_ids[1], "rise_s", {"start_s": 3.1, "end_s": 3.9}, "late", "Bea"
    )
    (again,) = store.sets("Ada")
    assert _spans(store) == [(1.6, 2.4), (3.1, 3.9)]
    assert again.entry.repetitions[1].flags == ("picked by hand",)
    assert again.measurements[0]
    assert again.measurements[1] == ()
    assert made.recompute == (stored.repetition_ids[1],)
    (kept,) = store.corrections("repetition", stored.repetition_ids[1])
    assert kept.old == {"start_s": 3.0, "end_s": 3.8, "flags": ["partial"]}
    assert (kept.why, kept.who) == ("late", "Bea")


def test_a_repetition_is_added_in_its_place_and_what_was_said_of_the_others_goes_with_them(store: Store) -> None:
    stored = _recorded(store)
    store.say(stored.id, 2, Verdict("last rep", "near the floor"))
    store.correct("set", stored.id, "rise_s", {"start_s": 2.5, "end_s": 2.9}, "missed")
    (again,) = store.sets("Ada")
    assert _spans(store) == [(1.6, 2.4), (2.5, 2.9), (3.0, 3.8)]
    assert [each.number for each in again.entry.repetitions] == [1, 2, 3]
    assert again.entry.repetitions[1].load_kg == 140
    assert [said.repetition for said in store.verdicts(stored.id)] == [3]
    assert store.athletes()[0].repetitions == 3


def test_a_repetition_that_is_taken_out_is_in_no_list_and_comes_back_as_it_was(store: Store) -> None:
    stored = _recorded(store)
    store.say(stored.id, 1, Verdict("go", "fast"))
    store.say(stored.id, 2, Verdict("last rep", "near the floor"))
    made = store.correct("repetition", stored.repetition_ids[0], "rise_s", None, "the rack")
    assert _spans(store) == [(3.0, 3.8)]
    assert [row.number for row in store.repetitions("Ada")] == [1]
    assert store.sessions("Ada")[0].repetitions == store.athletes()[0].repetitions == 1
    assert [said.word for said in store.verdicts(stored.id) if said.repetition == 1] == ["last rep"]
    store.undo(made.id)
    (again,) = store.sets("Ada")
    assert _spans(store) == [(1.6, 2.4), (3.0, 3.8)]
    assert again.repetition_ids == stored.repetition_ids
    assert again.entry.repetitions[0].flags == ("partial",)
    assert [said.repetition for said in store.verdicts(stored.id)] == [1, 2]


def test_a_set_of_which_all_was_taken_out_takes_repetitions_again(store: Store) -> None:
    stored = _recorded(store)
    made = [store.correct("repetition", each, "rise_s", None) for each in stored.repetition_ids]
    assert _spans(store) == []
    store.correct("set", stored.id, "rise_s", {"start_s": 2.5, "end_s": 2.9})
    store.undo(made[0].id)
    assert _spans(store) == [(1.6, 2.4), (2.5, 2.9)]


def test_what_is_changed_in_one_step_is_undone_in_one_step_and_once(store: Store) -> None:
    stored = _recorded(store)
    first, second = store.correct_all(
        [("repetition", stored.repetition_ids[0], {"rise_s": {"start_s": 1.6, "end_s": 1.9}}),
         ("set", stored.id, {"rise_s": {"start_s": 2.0, "end_s": 2.4}})], "two in one",
    )  # fmt: skip
    assert len(_spans(store)) == 3
    back = store.undo(second.id, who="Bea")
    assert _spans(store) == [(1.6, 2.4), (3.0, 3.8)]
    assert {each.undoes for each in back} == {first.id}
    with pytest.raises(BadValue, match="Bea undid"):
        store.undo(first.id)


def test_a_correction_that_was_changed_again_since_is_not_undone(store: Store) -> None:
    store.add_reading(reading(session()))
    stored = store.sets("Ada")[0]
    first = store.correct("set", stored.id, "load_kg", 90)
    store.correct("set", stored.id, "load_kg", 95)
    with pytest.raises(BadValue, match="changed again since"):
        store.undo(first.id)
    assert store.sets("Ada")[0].entry.load_kg == 95


def test_a_rating_that_was_a_bound_is_undone_whole(store: Store) -> None:
    store.add_reading(reading(Session("Ada", (SetEntry("back_squat", 100, (), rpe=5.5, rpe_at_most=True, count=3),))))
    stored = store.sets("Ada")[0]
    store.undo(store.correct("set", stored.id, "rpe", 8, who="Bea").id)
    again = store.sets("Ada")[0].entry
    assert (again.rpe, again.rpe_at_most) == (5.5, True)
    assert {each.who for each in store.corrections() if each.undoes is None} == {"Bea"}


def test_fields_that_are_corrected_together_are_corrected_all_or_none(store: Store) -> None:
    store.add_reading(reading(session()))
    stored = store.sets("Ada")[0]
    with pytest.raises(BadValue):
        store.correct_all([("set", stored.id, {"load_kg": 90, "rpe": 11})])
    assert store.sets("Ada")[0].entry.load_kg == stored.entry.load_kg
    assert store.corrections() == []


@pytest.mark.parametrize(
    ("rise", "words"),
    [({"start_s": 2.0, "end_s": 3.1}, "meets repetition 2"), ({"start_s": 2.0, "end_s": 2.0}, "after the start"),
     ({"start_s": float("nan"), "end_s": 2.0}, "after the start"), ({"start_s": 1.0}, "start_s and end_s")],
)  # fmt: skip
def test_a_rise_that_cannot_be_is_refused_and_changes_nothing(store: Store, rise: dict[str, float], words: str) -> None:
    stored = _recorded(store)
    with pytest.raises(BadValue) as refused:
        store.correct("repetition", stored.repetition_ids[0], "rise_s", rise)
    assert words in str(refused.value)
    assert _spans(store) == [(1.6, 2.4), (3.0, 3.8)]
    assert store.corrections() == []


def test_a_set_without_a_recording_and_a_set_under_way_are_not_picked(store: Store) -> None:
    store.add_reading(reading(session()))
    with pytest.raises(BadValue, match="without a recording"):
        store.correct("set", store.sets("Ada")[0].id, "rise_s", {"start_s": 1, "end_s": 2})
    watched = {"stream": "s", "sensor": "unknown", "prescription": "back squat 1x5", "rule": ""}
    row = store.begin_set(store.begin_session("Bea", MONDAY), "back_squat", 100, MONDAY, watched)
    with pytest.raises(BadValue, match="being lifted"):
        store.correct("set", row.set_id, "rise_s", {"start_s": 1, "end_s": 2})


def test_sessions_are_listed_page_by_page(store: Store) -> None:
    store.add_reading(reading(*(session(day=day) for day in range(5))))
    listed = [each.id for each in store.sessions("Ada")]
    assert [each.id for offset in (0, 2, 4) for each in store.sessions("Ada", limit=2, offset=offset)] == listed


@pytest.mark.parametrize("number", [2**31, 2**63, 10**30])
def test_a_number_that_no_database_can_hold_is_not_there(store: Store, number: int) -> None:
    for asked in (lambda: store.session(number), lambda: store.correct("set", number, "rpe", 8.0)):
        with pytest.raises(NotInStore):
            asked()
