"""Logs: repetitions and sets, units of load, ratings, athletes, and what cannot be true."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from neuraldrive import readers
from neuraldrive.errors import BadValue, UnknownFormat
from neuraldrive.records import Reading, SetEntry


def _read(tmp_path: Path, text: str, **said: object) -> Reading:
    path = tmp_path / "log.csv"
    path.write_text(text)
    return readers.read(path, **said)  # type: ignore[arg-type]


def _sets(reading: Reading) -> list[SetEntry]:
    return [entry for session in reading.sessions for entry in session.sets]


def test_a_set_logged_by_hand_is_as_good_as_a_trace(tmp_path):
    text = (
        "date,exercise,weight (lb),sets,reps,rpe\n2026-06-17,Back Squat,225,3,5,8.5\n2026-06-17,Bench Press,185,1,3,\n"
    )
    reading = _read(tmp_path, text, athlete="Ann")
    first, *_, last = _sets(reading)
    assert [entry.repetition_count for entry in _sets(reading)] == [5, 5, 5, 3]
    assert (first.lift, first.rpe, first.reserve, first.load_unit) == ("back_squat", 8.5, 1.5, "lb")
    assert first.load_kg == pytest.approx(102.06, abs=0.01)
    assert (last.rpe, last.repetitions) == (None, ())
    assert reading.questions == ()


def test_no_repetition_in_reserve_is_a_value(tmp_path):
    entry = _sets(_read(tmp_path, "exercise,kg,reps,rir\nsquat,100,5,0\n"))[0]
    assert entry.reps_in_reserve == 0
    assert entry.reserve == 0


def test_a_rating_below_is_an_upper_bound(tmp_path):
    entry = _sets(_read(tmp_path, "exercise,kg,reps,rpe\nsquat,100,5,< 5.5\n"))[0]
    assert (entry.rpe, entry.rpe_at_most) == (5.5, True)


def test_a_rating_of_0_means_not_rated(tmp_path):
    assert _sets(_read(tmp_path, "exercise,kg,reps,rpe\nsquat,100,5,0.0\n"))[0].rpe is None


def test_loads_without_a_unit_are_asked_about(tmp_path):
    text = "exercise,load,reps\nsquat,225,5\n"
    reading = _read(tmp_path, text, athlete="Ann")
    assert _sets(reading)[0].load_kg == 225
    assert any("kg or lb" in question for question in reading.questions)
    told = _read(tmp_path, text, athlete="Ann", load_unit="lb")
    assert _sets(told)[0].load_kg == pytest.approx(102.06, abs=0.01)
    assert told.questions == ()


def test_what_the_user_says_of_the_unit_overrules_the_header(tmp_path):
    assert _sets(_read(tmp_path, "exercise,Weight (lbs),reps\nsquat,100,5\n", load_unit="kg"))[0].load_kg == 100


def test_each_line_may_name_its_own_unit(tmp_path):
    text = "set,rep,exercise,weight,metric,velocity (m/s)\n1,1,squat,100,kg,0.5\n2,1,squat,220,lbs,0.5\n"
    assert [entry.load_kg for entry in _sets(_read(tmp_path, text))] == pytest.approx([100, 99.79], abs=0.01)


def test_two_athletes_in_one_file_are_two_sessions(tmp_path):
    text = (
        "name,exercise,set,rep,kg,velocity (m/s)\nAnn,squat,1,1,80,0.6\nBob,squat,1,1,120,0.5\nAnn,squat,1,2,80,0.58\n"
    )
    sessions = _read(tmp_path, text).sessions
    assert [(each.athlete, len(each.sets), each.sets[0].repetition_count) for each in sessions] == [
        ("Ann", 1, 2), ("Bob", 1, 1),
    ]  # fmt: skip


def test_a_file_without_an_athlete_asks_whose_it_is(tmp_path):
    reading = _read(tmp_path, "exercise,kg,reps\nsquat,100,5\n")
    assert reading.sessions[0].athlete == ""
    assert any("Whose sets" in question for question in reading.questions)


def test_repetitions_and_sets_counted_from_0_count_from_1(tmp_path):
    text = "exercise,set,rep,kg,velocity (m/s)\nsquat,0,0,80,0.6\nsquat,0,1,80,0.5\nsquat,1,0,90,0.5\n"
    entries = _sets(_read(tmp_path, text))
    assert [(entry.number, [each.number for each in entry.repetitions]) for entry in entries] == [(1, [1, 2]), (2, [1])]


def test_a_set_number_used_twice_is_two_sets(tmp_path):
    text = "exercise,set,rep,kg,velocity (m/s)\nsquat,1,1,110,0.5\nsquat,1,2,110,0.4\nsquat,1,1,40,1.1\n"
    assert [(entry.load_kg, entry.repetition_count) for entry in _sets(_read(tmp_path, text))] == [(110, 2), (40, 1)]


def test_a_line_that_is_there_twice_counts_once(tmp_path):
    line = "squat,1,1,110,0.5\n"
    reading = _read(tmp_path, f"exercise,set,rep,kg,velocity (m/s)\n{line}{line}")
    assert reading.repetition_count == 1
    assert "log.csv:3: row: found a copy of line 2" in str(reading.refusals[0])


def test_two_equal_sets_by_hand_are_two(tmp_path):
    line = "squat,110,5,8\n"
    assert len(_sets(_read(tmp_path, f"exercise,kg,reps,rpe\n{line}{line}"))) == 2


@pytest.mark.parametrize("velocity", ["inf", "299792458", "-0.5", "0", "abc"])
def test_an_impossible_velocity_is_left_out_and_named(velocity, tmp_path):
    text = f"exercise,set,rep,kg,velocity (m/s)\nsquat,1,1,100,0.6\nsquat,1,2,100,{velocity}\nsquat,1,3,100,0.5\n"
    reading = _read(tmp_path, text)
    repetitions = _sets(reading)[0].repetitions
    assert [each.mean_velocity for each in repetitions] == [0.6, None, 0.5]
    assert [each.excluded is None for each in repetitions] == [True, False, True]
    assert "line 3" in str(repetitions[1].excluded)
    assert reading.refusals[0].where == "log.csv:3"


def test_a_missing_velocity_is_no_fault(tmp_path):
    reading = _read(tmp_path, "exercise,set,rep,kg,velocity (m/s)\nsquat,1,1,100,0.6\nsquat,1,2,100,NaN\n")
    assert reading.refusals == ()
    assert _sets(reading)[0].repetitions[1].excluded is None


def test_an_impossible_rating_leaves_its_repetitions(tmp_path):
    reading = _read(tmp_path, "exercise,set,rep,kg,velocity (m/s),rpe\nsquat,1,1,100,0.6,1575\n")
    entry = _sets(reading)[0]
    assert (entry.rpe, len(entry.used)) == (None, 1)
    assert "kept without its RPE: found 1575" in str(reading.refusals[0])


@pytest.mark.parametrize(("kilograms", "velocity"), [(453.6, 0.65), (650, 0.2), (9000, 0.5), (-20, 0.5)])
def test_a_load_that_nobody_lifts_excludes_its_set_by_name(kilograms, velocity, tmp_path):
    reading = _read(tmp_path, f"exercise,set,rep,kg,velocity (m/s)\nsquat,1,1,{kilograms},{velocity}\n")
    entry = _sets(reading)[0]
    assert entry.load_kg is None
    assert entry.used == ()
    assert str(entry.repetitions[0].excluded).startswith("impossible load")
    assert str(reading.refusals[0]).startswith("log.csv:2: kept without its load: found")


@pytest.mark.parametrize(("kilograms", "velocity"), [(20, 1.9), (60, 1.5), (200, 0.8), (320, 0.3), (480, 0.2)])
def test_a_light_fast_or_heavy_slow_load_is_believed(kilograms, velocity, tmp_path):
    reading = _read(tmp_path, f"exercise,set,rep,kg,velocity (m/s)\nsquat,1,1,{kilograms},{velocity}\n")
    assert _sets(reading)[0].load_kg == kilograms
    assert reading.refusals == ()


def test_a_failed_repetition_is_kept_and_excluded(tmp_path):
    entry = _sets(_read(tmp_path, "exercise,set,rep,kg,velocity (m/s),fail\nsquat,1,1,100,0.2,True\n"))[0]
    assert entry.repetitions[0].excluded == "logged as failed"


def test_velocities_in_mm_a_second_without_a_unit_are_asked_for(tmp_path):
    with pytest.raises(BadValue, match=r"velocity \(mm/s\)"):
        _read(tmp_path, "exercise,set,rep,kg,velocity\nsquat,1,1,100,520\nsquat,1,2,100,490\n")


def test_a_range_of_motion_without_its_unit_is_asked_about_and_left_out(tmp_path):
    reading = _read(tmp_path, "exercise,set,rep,kg,velocity (m/s),rom\nsquat,1,1,100,0.52,61\n")
    assert _sets(reading)[0].used[0].range_of_motion_m is None
    assert any("unit of 'rom'" in question for question in reading.questions)


def test_a_log_in_which_nothing_is_left_is_an_error(tmp_path):
    with pytest.raises(BadValue, match=r"log\.csv"):
        _read(tmp_path, "exercise,kg,reps\nsquat,100,many\n")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-06-17", datetime(2026, 6, 17)), ("17/06/2026", datetime(2026, 6, 17)), ("06/17/2026", datetime(2026, 6, 17)),
        ("17.6.26", datetime(2026, 6, 17)), ("2026-06-17 20:04:59+02:00", datetime(2026, 6, 17, 18, 4, 59)),
        ("17/06/2026 6:04 PM", datetime(2026, 6, 17, 18, 4)),
    ],
)  # fmt: skip
def test_dates_are_read_however_they_are_written(written, read, tmp_path):
    reading = _read(tmp_path, f"date,exercise,kg,reps\n{written},squat,100,5\n", athlete="Ann")
    assert reading.sessions[0].started_at == read
    assert reading.questions == ()


def test_a_date_that_could_be_either_way_is_asked_about(tmp_path):
    reading = _read(tmp_path, "date,exercise,kg,reps\n03/04/2026,squat,100,5\n")
    assert reading.sessions[0].started_at == datetime(2026, 4, 3)
    assert any("03/04/2026 day/month/year" in question for question in reading.questions)


def test_a_workout_that_runs_past_midnight_stays_one(tmp_path):
    text = (
        "subject,workout,time,exercise,set,rep,kg,velocity (m/s)\n"
        "A,1,2026-06-17 23:58:00,squat,1,1,100,0.5\nA,1,2026-06-18 00:03:00,squat,2,1,100,0.5\n"
        "A,1,2026-06-25 12:00:00,squat,1,1,100,0.5\n"
    )
    assert [len(session.sets) for session in _read(tmp_path, text).sessions] == [2, 1]


def test_a_long_table_of_metrics_is_no_log(shared_data):
    with pytest.raises(UnknownFormat):
        readers.read(shared_data / "bar" / "vitruve_watch" / "rep_metrics_multivendor.csv")


VITRUVE = "Athlete,Exercise,Workout Date,Repetition Date,# Set,# Rep.,Mean Velocity (m/s),Fatigue [MV] (%),{}\n"


def test_a_vitruve_export_in_pounds_is_converted(tmp_path):
    text = VITRUVE.format("Weight (lb),1RM (lb)") + "A1,Bench Press,17/06/2026,08:04:59,1,1,0.5,12.5,225,300\n"
    entry = _sets(_read(tmp_path, text))[0]
    assert entry.load_kg == pytest.approx(102.06, abs=0.01)
    assert entry.repetitions[0].claims["vitruve.one_rm_kg"] == pytest.approx(136.08, abs=0.01)
    assert entry.repetitions[0].claims["vitruve.fatigue_mv"] == 0.125


def test_a_vitruve_export_with_other_columns_is_read(tmp_path):
    text = VITRUVE.format("Weight (kg),Sleep Score") + "A1,Bench Press,01/06/2026,08:04:59,1,1,0.5,,60,7\n"
    session = _read(tmp_path, text).sessions[0]
    assert session.started_at == datetime(2026, 6, 1, 8, 4, 59)
    assert dict(session.sets[0].repetitions[0].claims) == {"vitruve.sleep_score": 7.0}


def test_an_openbarbell_trace_read_beside_its_log_has_load_rating_and_rise(shared_data):
    reading = readers.read(shared_data / "bar" / "openbarbell_traces" / "openbarbell_v3_bulk_traces.csv")
    entries = {entry.note.removeprefix("set "): entry for entry in _sets(reading)}
    entry = entries["0df04889"]
    assert (entry.lift, entry.rpe, entry.load_unit) == ("back_squat", 8.0, "lb")
    assert entry.load_kg == pytest.approx(164.65, abs=0.01)
    rise = entry.repetitions[0].rise
    assert rise is not None
    assert rise["position"].samples[:3] == pytest.approx([0, 0.02968, 0.05936])
    assert len(reading.recordings) == 162
    assert "openbarbell_v3_reps.csv" in reading.sessions[0].note


def test_an_openbarbell_trace_alone_is_read_without_load(shared_data, tmp_path):
    name = "openbarbell_v3_bulk_traces.csv"
    (tmp_path / name).write_bytes((shared_data / "bar" / "openbarbell_traces" / name).read_bytes())
    reading = readers.read(tmp_path / name)
    assert reading.repetition_count == len(reading.recordings) == 162
    assert {entry.load_kg for entry in _sets(reading)} == {None}
    assert any("lift and load" in question for question in reading.questions)


def test_the_planted_faults_of_the_openbarbell_log_are_all_found(shared_data):
    reading = readers.read(shared_data / "bar" / "openbarbell_traces" / "openbarbell_v3_reps.csv")
    excluded = [each.excluded for entry in _sets(reading) for each in entry.repetitions if each.excluded]
    assert len(excluded) == 9
    assert sum("impossible load" in reason for reason in excluded) == 6
    assert {(refusal.where.split(":")[1], refusal.what) for refusal in reading.refusals} == {
        ("2", "mean velocity"), ("6", "load"), ("15", "RPE"), ("16", "RPE"), ("17", "RPE"), ("18", "RPE"),
        ("76", "mean velocity"), ("146", "range of motion"),
    }  # fmt: skip


def test_a_row_that_is_kept_without_its_load_is_told_so_and_one_of_which_nothing_is_kept_is_refused(tmp_path):
    text = "exercise,weight (kg),reps,rpe\nsquat,100,5,8\nsquat,abc,5,8\nsquat,100,none,8\nsquat,abc,0,99\n"
    reading = _read(tmp_path, text)
    assert [(entry.load_kg, entry.repetition_count) for entry in _sets(reading)] == [(100, 5), (None, 5)]
    kept = [str(each) for each in reading.refusals if each.kept]
    assert kept == ["log.csv:3: kept without its load: 'abc' is no number"]
    refused = {each.where for each in reading.refusals if not each.kept}
    assert refused == {"log.csv:4", "log.csv:5"}


def test_many_rows_kept_without_a_value_are_summed_up_as_kept(tmp_path):
    text = "exercise,weight (kg),reps\n" + "squat,abc,5\n" * 25
    last = _read(tmp_path, text).refusals[-1]
    assert str(last) == "log.csv: kept without its load: found 5 more like the 20 named, needed the same"
