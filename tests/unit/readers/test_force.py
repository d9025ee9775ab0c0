"""Files of force as plates, load cells and dynamometers write them."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest
from scipy.io import savemat

from neuraldrive import readers
from neuraldrive.errors import BadValue, InputError, UnknownFormat, UnreadableFile
from neuraldrive.records import Reading

TIMES = np.arange(600) / 500
PULL = 100 + 900 * np.clip((TIMES - 0.6) / 0.2, 0, 1)


def _file(tmp_path: Path, text: str, name: str = "pull.csv") -> Path:
    path = tmp_path / name
    path.write_text(text)
    return path


def _table(header: str, *columns: object, separator: str = ",", comma: bool = False) -> str:
    rows = [separator.join(f"{cell:.6f}" for cell in row) for row in zip(*columns, strict=True)]  # type: ignore[call-overload]
    return header + "\n" + "\n".join(row.replace(".", ",") if comma else row for row in rows) + "\n"


def _force(reading: Reading) -> np.ndarray:
    assert reading.format == "force"
    return reading.recordings[0]["force"].samples


@pytest.mark.parametrize(
    ("header", "scale", "unit"),
    [
        ("Time (s),Force (N)", 1, "N"), ("time,Fz [kN]", 1e-3, "N"), ("Time,Force (Kg)", 1 / 9.80665, "N"),
        ("Time,Force (lbf)", 1 / 4.4482216152605, "N"), ("t_s,Force_N", 1, "N"), ("Time,Torque (Nm)", 1, "N·m"),
        ("Time,Knee torque (N·m)", 1, "N·m"), ("Time,Torque (ft-lb)", 1 / 1.3558179483, "N·m"),
        ("Time,Force (%MVC)", 100, "MVF"), ("X [s],Force: Force 3 [V]", 1, "V"), ("Time,Load cell (mV)", 1e3, "V"),
    ],
)  # fmt: skip
def test_the_unit_is_read_from_the_header(header, scale, unit, tmp_path):
    reading = readers.read(_file(tmp_path, _table(header, TIMES, PULL * scale)))
    assert reading.recordings[0]["force"].unit == unit
    assert _force(reading) == pytest.approx(PULL, rel=1e-3)
    assert reading.recordings[0]["force"].rate_hz == pytest.approx(500)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("packed", [False, True])
def test_separators_commas_and_compression_change_nothing(separator, packed, tmp_path):
    path = _file(
        tmp_path, _table("Time;Fz".replace(";", separator), TIMES, PULL, separator=separator, comma=separator != ",")
    )
    if packed:
        path = path.with_suffix(".csv.gz")
        path.write_bytes(gzip.compress((tmp_path / "pull.csv").read_bytes()))
    assert _force(readers.read(path)) == pytest.approx(PULL, abs=1e-6)


@pytest.mark.parametrize(
    "header", ["Time,FP1,FP2", "Time,Fz1 (N),Fz2 (N)", "Time,Left (N),Right (N)", "Time,Force left,Force right",
               "time,1_ground_force_vy,2_ground_force_vy", "time,ground_force1_vy,ground_force2_vy"],
)  # fmt: skip
def test_two_plates_are_summed_and_it_is_said(header, tmp_path):
    reading = readers.read(_file(tmp_path, _table(header, TIMES, 0.4 * PULL, 0.6 * PULL)))
    assert _force(reading) == pytest.approx(PULL, abs=1e-5)
    assert any("is the sum of" in flag for flag in reading.recordings[0].flags)


def test_moments_places_and_other_axes_are_not_added(tmp_path):
    header = "Time,Fx,Fy,Fz,Mx,My,Mz,CoPx,CoPy"
    reading = readers.read(_file(tmp_path, _table(header, TIMES, *[5 * PULL] * 2, PULL, *[7 * PULL] * 5)))
    assert _force(reading) == pytest.approx(PULL, abs=1e-5)


def test_a_column_that_is_the_total_stands_for_its_parts(tmp_path):
    header = "Time,Fz left,Fz right,Fz total"
    reading = readers.read(_file(tmp_path, _table(header, TIMES, 0.5 * PULL, 0.5 * PULL, PULL)))
    assert _force(reading) == pytest.approx(PULL, abs=1e-5)


def test_two_forces_of_different_kinds_are_asked_about(tmp_path):
    path = _file(tmp_path, _table("Time,Grip force,Knee torque (N)", TIMES, PULL, 2 * PULL))
    with pytest.raises(BadValue, match="one force, or the sides of one"):
        readers.read(path)
    assert _force(readers.read(path, force_column="grip force")) == pytest.approx(PULL, abs=1e-5)
    assert _force(readers.read(path, force_column="Knee torque")) == pytest.approx(2 * PULL, abs=1e-5)
    assert _force(readers.read(path, force_column=("2", "3"))) == pytest.approx(3 * PULL, abs=1e-5)


def test_a_file_without_a_clock_needs_the_rate(tmp_path):
    path = _file(tmp_path, _table("FP1\tFP2", PULL, PULL, separator="\t"), "pull.txt")
    with pytest.raises(BadValue, match="Give rate_hz"):
        readers.read(path)
    force = readers.read(path, rate_hz=500).recordings[0]["force"]
    assert force.rate_hz == 500
    assert force.samples == pytest.approx(2 * PULL, abs=1e-5)


@pytest.mark.parametrize("head", ["", "\n", "Fz (N)\n"])
def test_one_column_of_numbers_is_a_force_once_its_rate_is_given(head, tmp_path):
    path = _file(tmp_path, head + "\n".join(f"{each:.4f}" for each in PULL) + "\n", "pull.txt")
    with pytest.raises(BadValue, match="Give rate_hz"):
        readers.read(path)
    assert _force(readers.read(path, rate_hz=500)) == pytest.approx(PULL, abs=1e-3)


def test_columns_without_names_need_a_word_on_which_is_the_force(tmp_path):
    numbers = "\n".join(f"{t:.3f}, {f:.3f}, {-f:.3f}" for t, f in zip(TIMES, PULL, strict=True))
    path = _file(tmp_path, "\n" + numbers + "\n", "pull.txt")
    with pytest.raises(UnknownFormat, match="no line that names columns"):
        readers.read(path)
    reading = readers.read(path, force_column="2")
    assert _force(reading) == pytest.approx(PULL, abs=1e-2)
    assert reading.recordings[0]["force"].rate_hz == pytest.approx(500)
    assert _force(readers.read(path, force_column="2", rate_hz=1000))[0] == pytest.approx(100)


def test_volts_are_read_as_volts_until_they_are_calibrated(tmp_path):
    path = _file(tmp_path, _table("Time,Force (V)", TIMES, (PULL + 20) / 500))
    plain = readers.read(path)
    assert plain.recordings[0]["force"].unit == "V"
    assert any("Which force is a volt?" in question for question in plain.questions)
    table = _file(tmp_path, "Voltage,Force (N)\n0.04,0\n1.04,500\n2.04,1000\n", "cell.csv")
    calibrated = readers.read(path, calibration=table).recordings[0]
    assert calibrated["force"].unit == "N"
    assert calibrated["force"].samples == pytest.approx(PULL, abs=1e-3)
    assert any("3 points of cell.csv" in flag for flag in calibrated.flags)
    assert _force(readers.read(path, calibration=500.0)) == pytest.approx(PULL + 20, abs=1e-3)


def test_a_torque_table_calibrates_to_newton_metres(tmp_path):
    path = _file(tmp_path, _table("Time,Torque (V)", TIMES, PULL / 500))
    table = _file(tmp_path, "V,Torque (Nm)\n0,0\n2,1000\n", "cell.csv")
    assert readers.read(path, calibration=table).recordings[0]["force"].unit == "N·m"


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("0,0\n", "1 points"),
        ("1,5\n1,6\n", "2 points"),
        ("0,0\n1,500\n2,400\n3,1500\n", "off their line"),
        ("a,b\n", "points"),
    ],
)
def test_a_calibration_that_is_no_line_is_refused(rows, words, tmp_path):
    path = _file(tmp_path, _table("Time,Force (V)", TIMES, PULL))
    with pytest.raises(InputError, match=words):
        readers.read(path, calibration=_file(tmp_path, "Voltage,Force\n" + rows, "cell.csv"))


def test_newtons_are_not_calibrated_and_a_table_of_calibration_is_no_recording(tmp_path):
    with pytest.raises(BadValue, match="one in volts"):
        readers.read(_file(tmp_path, _table("Time,Force (N)", TIMES, PULL)), calibration=500.0)
    with pytest.raises(BadValue, match="give it as calibration"):
        readers.read(_file(tmp_path, "Voltage,Force\n0,0\n1,500\n2,1000\n3,1500\n", "cell.csv"))


def test_a_unit_taken_for_granted_is_said_and_a_small_force_asked_about(tmp_path):
    path = _file(tmp_path, _table("Time,Fz", TIMES, PULL / 1000))
    reading = readers.read(path)
    assert "column 'Fz' names no unit: taken as N" in reading.recordings[0].flags
    assert any("give force_unit" in question for question in reading.questions)
    assert _force(readers.read(path, force_unit="kN")) == pytest.approx(PULL, rel=1e-4)


@pytest.mark.parametrize(
    ("more", "words"),
    [({"force_unit": "bananas"}, "unit of force"), ({"force_column": "9"}, "force_column"), ({"rate_hz": 0.5}, "rate_hz"),
     ({"calibration": 0.0}, "calibration")],
)  # fmt: skip
def test_what_the_user_says_is_checked(more, words, tmp_path):
    with pytest.raises(InputError, match=words):
        readers.read(_file(tmp_path, _table("Time,Fz", TIMES, PULL)), **more)


def test_a_bar_with_force_beside_its_position_stays_a_bar(tmp_path):
    path = _file(tmp_path, _table("time (s),position (m),force (N)", TIMES, TIMES / 4, PULL))
    assert readers.read(path).format == "delimited"


def test_a_labchart_export_is_read_with_its_unit(tmp_path):
    path = tmp_path / "kick.mat"
    emg = np.sin(np.arange(600))
    savemat(path, {
        "data": np.concatenate((PULL / 9.80665, emg))[np.newaxis], "datastart": [[1.0], [601.0]],
        "dataend": [[600.0], [1200.0]], "titles": ["Force", "EMG"], "unittext": ["Kg", "V"],
        "unittextmap": [[1.0], [2.0]], "samplerate": [[500.0], [500.0]],
    })  # fmt: skip
    assert _force(readers.read(path)) == pytest.approx(PULL)


def test_a_spike2_export_is_read_at_the_rate_of_its_force(tmp_path):
    path = tmp_path / "push.mat"
    savemat(path, {
        "EMG": {"title": "EMG", "interval": 0.0005, "units": "mV", "values": np.zeros(4000)},
        "Torque": {"title": "Torque", "interval": 0.002, "units": "Nm", "values": PULL},
    })  # fmt: skip
    force = readers.read(path).recordings[0]["force"]
    assert (force.unit, force.rate_hz) == ("N·m", 500)
    assert force.samples == pytest.approx(PULL)


def test_vectors_beside_a_rate_are_read_once_the_force_is_named(tmp_path):
    path = tmp_path / "ref.mat"
    savemat(path, {"fsamp": 500, "ref_signal": PULL, "PNR": [30.0, 31.0, 32.0]})
    with pytest.raises(UnknownFormat):
        readers.read(path)
    assert _force(readers.read(path, force_column="ref_signal")) == pytest.approx(PULL)


@pytest.mark.parametrize(
    "content", [b"MATLAB 5.0 MAT-file" + bytes(400), b"\x00" * 64, b"nonsense", b"\x89HDF\r\n\x1a\n"]
)
def test_a_damaged_mat_file_is_an_input_error_that_names_it(content, tmp_path):
    path = tmp_path / "broken.mat"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=r"broken\.mat"):
        readers.read(path)


def test_a_mat_file_cut_off_anywhere_is_an_input_error_or_a_reading(tmp_path):
    whole = tmp_path / "whole.mat"
    savemat(whole, {"Torque": {"interval": 0.002, "units": "Nm", "values": PULL}})
    content = whole.read_bytes()
    for tenths in range(10):
        cut = tmp_path / "cut.mat"
        cut.write_bytes(content[: len(content) * tenths // 10])
        with pytest.raises(InputError):
            readers.read(cut)


# ---------------------------------------------------------------- real files


@pytest.mark.parametrize(
    ("name", "more", "largest", "rate_hz"),
    [
        ("bar/forceplate_imtp/Example2.csv.gz", {}, 3650.8, 1000),
        ("bar/forceplate_jumps/BFR003_squat_jump_dual_1000hz.csv.gz", {}, 2034.2, 1000),
        ("bar/forceplate_jumps/Dual-CMJ-Fz.txt", {"rate_hz": 1000}, 2330.2, 1000),
        ("bar/forceplate_jumps/Single-SJ-Fz.txt", {"rate_hz": 1000}, 4004.2, 1000),
        ("bar/forceplate_jumps/jumpmetrics_cmj_example.txt.gz", {"rate_hz": 2000, "force_column": ("3", "9")}, 2766.8, 2000),
        ("emg/isometric_force/mff_Sample_noNoise.mat", {}, 636.8, 1000),
    ],
)  # fmt: skip
def test_real_files_are_read(name, more, largest, rate_hz, shared_data):
    force = readers.read(shared_data / name, **more).recordings[0]["force"]
    assert force.unit == "N"
    assert force.samples.max() == pytest.approx(largest, abs=0.1)
    assert force.mean_rate_hz == pytest.approx(rate_hz, rel=1e-3)


@pytest.mark.parametrize("scale", [1e-12, 1e7])
def test_a_clock_in_another_unit_is_refused(tmp_path, scale):
    times = np.arange(3000) / 1000 * scale
    rows = "\n".join(f"{t:.18g},{100 * min(i / 500, 1):.3f}" for i, t in enumerate(times))
    (tmp_path / "f.csv").write_text("time (s),force (N)\n" + rows)
    with pytest.raises(BadValue, match="time"):
        readers.read(tmp_path / "f.csv")
