"""Signals: units, clocks, lost and doubled samples, axes and signs."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet

from neuraldrive import readers
from neuraldrive.errors import BadValue, InputError
from neuraldrive.readers.table import Table
from neuraldrive.records import Reading

TIMES = np.arange(300) / 100
HEIGHTS = 0.2 - 0.2 * np.cos(2 * TIMES)


def _file(tmp_path: Path, header: str, *columns: object, above: str = "") -> Path:
    rows = zip(*columns, strict=True)  # type: ignore[call-overload]
    path = tmp_path / "squat.csv"
    path.write_text(above + header + "\n" + "\n".join(",".join(map(str, row)) for row in rows) + "\n")
    return path


def _read(path: Path) -> Reading:
    return readers.read(path, athlete="A", lift="squat", load_kg=100)


@pytest.mark.parametrize(
    ("header", "time_factor", "factor"),
    [
        ("time,position", 1, 1), ("t_ms,pos_mm", 1e3, 1e3), ("Time (ms),Position [cm]", 1e3, 1e2),
        ("Timestamp [s],Displacement (m)", 1, 1), ('"Time, s","Position, mm"', 1, 1e3), ("time / s,height / mm", 1, 1e3),
    ],
)  # fmt: skip
def test_units_are_read_from_the_header_however_it_is_written(header, time_factor, factor, tmp_path):
    signal = _read(_file(tmp_path, header, TIMES * time_factor, HEIGHTS * factor)).recordings[0]["position"]
    assert signal.samples == pytest.approx(HEIGHTS, abs=1e-12)
    assert signal.rate_hz == pytest.approx(100)


@pytest.mark.parametrize(
    ("header", "quantity", "unit"),
    [("t_s,v_ms", "velocity", "m/s"), ("t,v (m/s)", "velocity", "m/s"), ("t,velocity (m·s-1)", "velocity", "m/s"),
     ("t,acc (m/s^2)", "acceleration", "m/s2"), ("t,Fz (N)", "force", "N")],
)  # fmt: skip
def test_ms_after_a_velocity_is_metres_a_second(header, quantity, unit, tmp_path):
    signal = _read(_file(tmp_path, header, TIMES, HEIGHTS)).recordings[0][quantity]
    assert signal.unit == unit
    assert signal.samples == pytest.approx(HEIGHTS, abs=1e-12)


def test_millimetres_without_a_unit_are_asked_for_and_not_guessed(tmp_path):
    with pytest.raises(BadValue, match=r"If mm is meant.*'position \(mm\)'"):
        _read(_file(tmp_path, "time (s),position", TIMES, HEIGHTS * 1000))


def test_centimetres_a_second_without_a_unit_are_asked_for(tmp_path):
    with pytest.raises(BadValue, match="cm/s"):
        _read(_file(tmp_path, "time (s),velocity", TIMES, HEIGHTS * 100))


def test_milliseconds_without_a_unit_are_asked_for(tmp_path):
    with pytest.raises(BadValue, match=r"time \(ms\)"):
        _read(_file(tmp_path, "time,position (m)", TIMES * 1000, HEIGHTS))


def test_a_unit_taken_for_granted_is_said(tmp_path):
    recording = _read(_file(tmp_path, "time (s),position", TIMES, HEIGHTS)).recordings[0]
    assert recording.flags == ("column 'position' names no unit: taken as m",)


def test_a_unit_of_another_quantity_is_refused(tmp_path):
    with pytest.raises(BadValue, match=r"squat\.csv: column 'position \(kg\)'"):
        _read(_file(tmp_path, "time (s),position (kg)", TIMES, HEIGHTS))


def test_time_that_runs_backwards_is_named_by_line(tmp_path):
    times = TIMES.copy()
    times[150] = 0.2
    with pytest.raises(BadValue, match=r"squat\.csv:152: time: found 0\.2 s after 1\.49 s"):
        _read(_file(tmp_path, "time (s),position (m)", times, HEIGHTS))


def test_samples_with_the_time_of_the_one_before_are_dropped_and_named(tmp_path):
    times = TIMES.copy()
    times[150] = times[149]
    reading = _read(_file(tmp_path, "time (s),position (m)", times, HEIGHTS))
    assert reading.recordings[0]["position"].samples.size == 299
    assert "1 samples with the time of the one before were dropped" in reading.recordings[0].flags
    assert reading.refusals[0].where == "squat.csv:152"


def test_a_clock_written_too_coarsely_is_refused(tmp_path):
    with pytest.raises(BadValue, match="more decimals"):
        _read(_file(tmp_path, "time (s),position (m)", TIMES.round(1), HEIGHTS))


def test_missing_samples_are_flagged_and_the_others_keep_their_times(tmp_path):
    kept = np.r_[0:100, 135:300]
    recording = _read(_file(tmp_path, "time (s),position (m)", TIMES[kept], HEIGHTS[kept])).recordings[0]
    assert recording["position"].times == pytest.approx(TIMES[kept])
    assert recording.flags == ("35 samples are missing in 1 gaps, the longest 0.360 s before line 102",)


@pytest.mark.parametrize("lost", ["nan", "", "inf", "1e999", "broken"])
def test_a_sample_that_is_no_number_is_left_out_and_quoted(lost, tmp_path):
    heights = [str(height) for height in HEIGHTS]
    heights[10] = lost
    reading = _read(_file(tmp_path, "time (s),position (m)", TIMES, heights))
    assert reading.recordings[0]["position"].samples.size == 299
    assert reading.refusals[0].where == "squat.csv:12"
    assert lost in reading.refusals[0].found


def test_many_lost_samples_are_summed_up(tmp_path):
    heights = ["nan" if 50 <= i < 150 else str(height) for i, height in enumerate(HEIGHTS)]
    refusals = _read(_file(tmp_path, "time (s),position (m)", TIMES, heights)).refusals
    assert len(refusals) == 21
    assert refusals[-1].found == "80 more like the 20 named"


def test_comments_above_the_header_say_load_lift_and_athlete(tmp_path):
    above = "# exercise: Bench Press\n# load (lb): 225\n# athlete: Ann\n# start: 2026-06-17 08:04:59\n"
    recording = readers.read(_file(tmp_path, "time (s),position (m)", TIMES, HEIGHTS, above=above)).recordings[0]
    assert (recording.task, recording.athlete) == ("bench_press", "Ann")
    assert recording.load_kg == pytest.approx(102.06, abs=0.01)
    assert recording.started_at == datetime(2026, 6, 17, 8, 4, 59)


def test_a_sampling_rate_in_a_comment_stands_for_a_time_column(tmp_path):
    path = _file(tmp_path, "position (m),note", HEIGHTS, ["x"] * 300, above="# sampling rate: 100 Hz\n")
    assert _read(path).recordings[0]["position"].rate_hz == 100


def test_a_header_in_a_comment_is_found(tmp_path):
    np.savetxt(tmp_path / "squat.csv", np.c_[TIMES, HEIGHTS], delimiter=",", header="time (s),position (m)")
    assert _read(tmp_path / "squat.csv").recordings[0]["position"].samples == pytest.approx(HEIGHTS)


@pytest.mark.parametrize("form", ["seconds", "milliseconds", "iso"])
def test_a_clock_of_the_day_becomes_a_start_and_seconds_from_it(form, tmp_path):
    since_1970 = 1781683499 + TIMES
    written = {
        "seconds": [f"{each:.2f}" for each in since_1970],
        "milliseconds": [f"{each * 1000:.0f}" for each in since_1970],
        "iso": [f"2026-06-17T08:04:{59 + each:05.2f}" if each < 1 else f"2026-06-17T08:05:{each - 1:05.2f}" for each in TIMES],
    }[form]  # fmt: skip
    recording = _read(_file(tmp_path, "timestamp,position (m)", written, HEIGHTS)).recordings[0]
    assert recording.started_at == datetime(2026, 6, 17, 8, 4, 59)
    assert recording["position"].times == pytest.approx(TIMES, abs=1e-6)


def test_a_decimal_comma_with_comma_separators_is_told_apart(tmp_path):
    path = tmp_path / "squat.csv"
    path.write_text("time (s),position (m)\n" + "".join(f"0,{i:02d},0,{i:03d}\n" for i in range(50)))
    with pytest.raises(InputError, match="semicolons"):
        _read(path)


def test_parquet_is_read_as_text_is(tmp_path):
    parquet.write_table(pa.table({"time (s)": TIMES, "position (mm)": HEIGHTS * 1000}), tmp_path / "squat.parquet")
    signal = _read(tmp_path / "squat.parquet").recordings[0]["position"]
    assert signal.samples == pytest.approx(HEIGHTS, abs=1e-12)


@pytest.mark.parametrize("ends", ["", "\n", "\n\n", "\n3.00"])
def test_the_quick_way_through_a_large_file_gives_the_same_numbers(ends, tmp_path, monkeypatch):
    heights = [str(height) for height in HEIGHTS]
    heights[10] = ""
    path = _file(tmp_path, "time (s),note,position (m)", TIMES, ["x"] * 300, heights)
    path.write_text(path.read_text().rstrip("\n") + ends)
    slow = _read(path)
    monkeypatch.setattr(sys.modules[Table.__module__], "QUICK_FROM", 0)
    quick = _read(path)
    assert quick.recordings[0]["position"].same_as(slow.recordings[0]["position"])
    assert quick.refusals == slow.refusals


def test_g_without_a_unit_is_asked_for(tmp_path):
    with pytest.raises(BadValue, match=r"acc_x \(g\)"):
        _read(_file(tmp_path, "time (s),acc_x,acc_y,acc_z", TIMES, 0 * TIMES, 0 * TIMES, 1 + 0 * TIMES))


def test_g_in_the_header_becomes_metres_a_second_squared(tmp_path):
    path = _file(tmp_path, "time (s),acc_x (g),acc_y (g),acc_z (g)", TIMES, 0 * TIMES, 0 * TIMES, 1 + 0 * TIMES)
    recording = _read(path).recordings[0]
    assert recording["acceleration_z"].samples == pytest.approx(9.80665)
    assert recording.flags == ()


def test_degrees_a_second_without_a_unit_are_asked_for(tmp_path):
    turning = 200 * np.sin(TIMES)
    path = _file(
        tmp_path, "t,ax,ay,az,gx,gy,gz", TIMES, 0 * TIMES, 0 * TIMES, 9.8 + 0 * TIMES, turning, turning, turning
    )
    with pytest.raises(BadValue, match="deg/s"):
        _read(path)


def test_an_annotation_file_is_refused_by_what_it_is(tmp_path):
    path = tmp_path / "D_265_5_annotations.csv"
    path.write_text("timestamp_ms,label\n2852.6,lockout\n4816.8,chest\n")
    with pytest.raises(BadValue, match="annotations of a recording"):
        readers.read(path)


def _watch(tmp_path: Path, upward: np.ndarray, name: str = "watch.csv") -> Path:
    """A watch that lies face up: its z points up, gravity is (0, 0, −1), and a push up reads negative."""
    zero = 0 * TIMES
    path = _file(tmp_path, "t,ua_x,ua_y,ua_z,g_x,g_y,g_z", TIMES, zero, zero, -upward / 9.80665, zero, zero, zero - 1)
    return path.rename(tmp_path / name)


def test_a_watch_pushed_up_accelerates_upward(tmp_path):
    upward = 0.8 * np.cos(2 * TIMES)
    recording = readers.read(_watch(tmp_path, upward)).recordings[0]
    assert recording["acceleration"].samples == pytest.approx(upward, abs=1e-12)
    assert recording["acceleration_z"].samples == pytest.approx(upward + 9.80665, abs=1e-12)
    assert recording.device == "wrist_watch"


def test_a_watch_on_the_bar_is_told_by_the_name_of_the_file(tmp_path):
    path = _watch(tmp_path, 0 * TIMES, "20260627-IB-4_watch_bar.csv")
    assert readers.read(path).recordings[0].device == "watch_on_bar"


def test_the_plates_of_recorded_deadlifts_land_with_an_upward_shock(shared_data):
    folder = shared_data / "bar" / "vitruve_watch"
    heavy = [readers.read(folder / f"20260619-DL-{number}_watch.csv.gz").recordings[0] for number in (5, 6, 7)]
    for recording in heavy:
        acceleration = recording["acceleration"].samples
        assert acceleration.max() > -acceleration.min()


def test_video_frames_keep_the_rate_of_the_camera(shared_data):
    rates = {"20260424-BN-1": 24, "20260527-SQ-1": 24, "20260528-IB-1": 30, "20260529-DL-1": 60}
    for name, rate in rates.items():
        recording = readers.read(shared_data / "bar" / "wl_analysis" / f"{name}_wl_analysis.txt").recordings[0]
        # the times are written to 0.01 s in 10 s of video
        assert recording["position"].mean_rate_hz == pytest.approx(rate, rel=1e-3)


def test_the_load_of_a_video_is_asked_for_until_its_unit_is_given(shared_data):
    path = shared_data / "bar" / "wl_analysis" / "20260529-DL-1_wl_analysis.txt"
    reading = readers.read(path)
    assert reading.recordings[0].load_kg is None
    assert any("149.7 kg (330 lb) or 67.9 kg" in question for question in reading.questions)
    assert readers.read(path, load_unit="kg").recordings[0].load_kg == pytest.approx(149.69, abs=0.01)
