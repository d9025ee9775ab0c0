"""What every reader of a file keeps, whatever the format."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import math
import tempfile
from collections import Counter
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from neuraldrive import readers
from neuraldrive.errors import InputError
from neuraldrive.records import MotorUnits, Reading, Recording, Signal
from neuraldrive.workflows.recording_files import export_recording

_TIMES = np.arange(400) / 200
_HEIGHTS = 0.25 - 0.25 * np.cos(np.pi * _TIMES)


def _written(header: str, rows: list[list[object]], separator: str = ",") -> str:
    return "\n".join([header, *(separator.join(map(str, row)) for row in rows)]) + "\n"


def _vitruve() -> str:
    header = (
        "Email,Athlete,Last Name,Exercise,Workout Date,Repetition Date,# Set,# Rep.,Type*,1RM (kg),Fatigue [MV] (%),"
        "Mean Propulsive Velocity (m/s),Mean Velocity (m/s),Peak Velocity (m/s),Repetition Duration (ms),"
        "ROM (Range of Motion) (m),Weight (kg)"
    )
    return _written(header, [
        ["", "A1", "", "Bench Press", "17/06/2026", "08:04:59", number // 5 + 1, number % 5 + 1, "concentric", 96.5,
         3.5 * (number % 5), 0.62, 0.60 - 0.02 * (number % 5), 0.9, 700, 0.38, 60 + 10 * (number // 5)]
        for number in range(15)
    ])  # fmt: skip


def _traces() -> str:
    rows: list[list[object]] = [
        [f"0af6e75{s}", rep, i, 700, 690, round(0.07 * (i + 1), 4), 0.42, round(0.02968 * (i + 1), 5)]
        for s in range(2) for rep in range(3) for i in range(20)
    ]  # fmt: skip
    return _written("set,rep,i,a,b,t_s,v_ms,pos_m", rows)


def _logged() -> str:
    header = "set,exercise,weight,metric,rpe,rep,repN,avg_vel,rom_mm,peak_vel,peak_loc_pct,peak_acc,dur_us,nbulk"
    return _written(header, [
        [f"0af6e75{s}", "Squat", 220, "lbs", 8.0, rep, rep, 0.6 - 0.03 * rep, 700, 1.1, 88, -2121.0, 1200000, 20]
        for s in range(2) for rep in range(3)
    ])  # fmt: skip


def _video() -> str:
    rows: list[list[object]] = [
        [i + 1, f"{t:.2f}", f"{v:.2f}", f"{x:.3f}"]
        for i, (t, x, v) in enumerate(zip(_TIMES * 2, _HEIGHTS, np.gradient(_HEIGHTS, 0.01), strict=True))
    ]
    frames = _written('Frame number,Time (s),"velocity (vertical, m/s)","displacement (vertical, m)"', rows)
    return 'Weight (lbs):,100.0\n,\n"velocity (vertical, m/s)",\nvideo,average,min,max\n1,0.41,-0.7,0.7\n,\n' + frames


def _watch() -> str:
    rows: list[list[object]] = [
        [f"{46404 + t:.6f}", 0.0, 0.0, round(-a / 9.80665, 6), 0.0, 0.0, -1.0, 1, 0, 0, 0]
        for t, a in zip(_TIMES, np.gradient(np.gradient(_HEIGHTS, 0.005), 0.005), strict=True)
    ]
    return _written("t,ua_x,ua_y,ua_z,g_x,g_y,g_z,q_w,q_x,q_y,q_z", rows)


SAMPLES = {
    "delimited": _written(
        "time (ms);position (mm)",
        [[f"{1000 * t:.0f}", f"{1000 * x:.2f}".replace(".", ",")] for t, x in zip(_TIMES, _HEIGHTS, strict=True)], ";",
    ),
    "force": _written(
        "Time (s),Fz left (N),Fz right (N)",
        [[f"{t:.3f}", round(400 + 900 * x, 3), round(410 + 850 * x, 3)] for t, x in zip(_TIMES, _HEIGHTS, strict=True)],
    ),
    "vitruve": _vitruve(),
    "openbarbell_traces": _traces(),
    "openbarbell_reps": _logged(),
    "inertial": _written(
        "timestamp_ms,a1x,a1y,a1z,g1x,g1y,g1z", [[5 * i, 0.2, 9.7, 1.2, 0.01, 0.0, -0.01] for i in range(1, 400)]
    ),
    "watch": _watch(),
    "phone_video": _video(),
    "repetition_log": _written(
        "Date,User,Exercise,Set,Rep,Load (kg),Velocity (m/s),RPE",
        [["2026-06-17", "Ann", "Back Squat", n // 4 + 1, n % 4 + 1, 100, 0.6 - 0.02 * (n % 4), 7.5] for n in range(12)],
    ),
}  # fmt: skip
REAL = (
    "openbarbell_traces/openbarbell_v3_bulk_traces.csv", "openbarbell_traces/openbarbell_v3_reps.csv",
    "openbarbell_observational/openbarbell_reps_tidy.csv", "greenhouse_vbt/unique_reps.csv",
    "vitruve_watch/20260722-DL_vitruve.csv", "vitruve_watch/vitruve_all_reps_tidy.csv", "vitruve_watch/sets.csv",
    "vitruve_watch/20260627-IB-4_watch_bar.csv.gz", "imu_bench_200hz/D_265_5.csv", "forceplate_imtp/Example1.csv.gz",
    "wl_analysis/20260529-DL-1_wl_analysis.txt", "forceplate_jumps/BFR010_squat_jump_dual_1000hz.csv.gz",
)  # fmt: skip
BINARY = {"neuraldrive_recordings": ".parquet", "nwb": ".nwb"}
FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@cache
def _bytes(name: str) -> bytes:
    """The content of a sample; of a binary format what our own export writes."""
    if name in SAMPLES:
        return SAMPLES[name].encode()
    signals = {"force": Signal(_HEIGHTS, "N", rate_hz=200.0), "emg": Signal(_HEIGHTS - 0.25, "V", rate_hz=400.0)}
    recording = Recording(signals, task="ramp", athlete="Ann", motor_units=MotorUnits([[0.1, 0.2], [], [0.15]]), seed=7)
    with tempfile.TemporaryDirectory() as folder:
        return export_recording(recording, Path(folder) / f"sample{BINARY[name]}").read_bytes()


@pytest.fixture(params=sorted([*SAMPLES, *BINARY]))
def sample(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Path]:
    if request.param == "nwb":
        pytest.importorskip("pynwb", reason="NWB needs neuraldrive[bio]")
    path = tmp_path / f"{request.param}{BINARY.get(request.param, '.csv')}"
    path.write_bytes(_bytes(request.param))
    return request.param, path


@pytest.fixture(params=sorted(SAMPLES))
def text_sample(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / f"{request.param}.csv"
    path.write_text(SAMPLES[request.param])
    return path


@pytest.fixture(params=REAL)
def real(request: pytest.FixtureRequest, shared_data: Path) -> Path:
    return shared_data / "bar" / str(request.param)


def _contents(reading: Reading) -> object:
    """All that a Reading holds, comparable."""
    signals = [
        (name, signal.unit, signal.times.tolist(), signal.samples.tolist(), recording.flags, recording.load_kg)
        for recording in reading.recordings
        for name, signal in recording.channels.items()
    ]
    sets = [
        (session.athlete, session.started_at, entry.lift, entry.number, entry.load_kg, entry.rpe, entry.count,
         [(each.number, each.mean_velocity, each.excluded, dict(each.claims)) for each in entry.repetitions])
        for session in reading.sessions for entry in session.sets
    ]  # fmt: skip
    return signals, sets, reading.refusals, reading.questions, reading.sha256, reading.format


def _consistent(reading: Reading) -> None:
    assert reading.recordings or reading.repetition_count, "a Reading holds something"
    for recording in reading.recordings:
        assert all(np.diff(signal.times).min() > 0 for signal in recording.channels.values() if signal.samples.size > 1)
    for session in reading.sessions:
        assert session.sets
        for entry in session.sets:
            assert entry.repetition_count > 0
            assert all(each.device == entry.device == session.device for each in entry.repetitions)
            if entry.load_kg is None:
                assert all(each.load_kg is None for each in entry.repetitions)


def test_a_format_has_a_card_and_a_sample():
    assert set(readers.formats()) == {*SAMPLES, *BINARY}
    for card in readers.formats().values():
        assert card.label
        assert card.recognises
        assert all(suffix.startswith(".") for suffix in card.suffixes)


def test_a_sample_is_recognised_and_consistent(sample):
    name, path = sample
    reading = readers.read(path)
    assert reading.format == name
    assert reading.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert reading.path == str(path)
    assert not reading.refusals
    _consistent(reading)


def test_a_real_file_is_consistent(real):
    reading = readers.read(real)
    assert reading.sha256 == hashlib.sha256(real.read_bytes()).hexdigest()
    _consistent(reading)


def test_reading_twice_gives_the_same(sample):
    _, path = sample
    assert _contents(readers.read(path)) == _contents(readers.read(path))


def test_a_real_file_read_twice_gives_the_same(real):
    assert _contents(readers.read(real)) == _contents(readers.read(real))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "latin-1"])
def test_the_encoding_and_line_ends_change_nothing(text_sample, encoding, tmp_path):
    path = text_sample
    other = tmp_path / "elsewhere" / path.name
    other.parent.mkdir()
    other.write_bytes(path.read_text().replace("\n", "\r\n").encode(encoding))
    assert _contents(readers.read(other))[:4] == _contents(readers.read(path))[:4]


def test_compression_changes_nothing(sample, tmp_path):
    _, path = sample
    packed = tmp_path / f"{path.name}.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert _contents(readers.read(packed))[:2] == _contents(readers.read(path))[:2]


@pytest.mark.parametrize("tenths", range(1, 10))
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gz"])
def test_a_file_cut_off_anywhere_gives_a_reading_or_an_input_error(sample, tenths, packed, tmp_path):
    _, path = sample
    content = path.read_bytes()
    content = gzip.compress(content) if packed else content
    cut = tmp_path / ("cut.csv.gz" if packed else "cut.csv")
    cut.write_bytes(content[: len(content) * tenths // 10])
    _reading_or_input_error(cut)


@pytest.mark.parametrize("tenths", [1, 5, 9])
def test_a_real_file_cut_off_gives_a_reading_or_an_input_error(real, tenths, tmp_path):
    content = real.read_bytes()
    cut = tmp_path / real.name
    cut.write_bytes(content[: len(content) * tenths // 10])
    _reading_or_input_error(cut)


def _reading_or_input_error(path: Path) -> Reading | None:
    try:
        reading = readers.read(path)
    except InputError as caught:
        error = caught
    else:
        _consistent(reading)
        return reading
    assert path.name in str(error), "an error names the file"
    assert error.remedy, "an error says what to do next"
    return None


@FEW
@given(content=st.binary(max_size=400))
def test_bytes_at_random_give_a_reading_or_an_input_error(content, tmp_path):
    path = tmp_path / "random.csv"
    path.write_bytes(content)
    _reading_or_input_error(path)


@FEW
@given(
    name=st.sampled_from(sorted([*SAMPLES, *BINARY])),
    hits=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=6)), min_size=1, max_size=6),
)  # fmt: skip
def test_a_damaged_sample_gives_a_reading_or_an_input_error(name, hits, tmp_path):
    if name == "nwb":
        pytest.importorskip("pynwb", reason="NWB needs neuraldrive[bio]")
    content = bytearray(_bytes(name))
    for where, damage in hits:
        at = int(where * len(content))
        content[at : at + len(damage)] = damage
    path = tmp_path / "damaged.csv"
    path.write_bytes(bytes(content))
    _reading_or_input_error(path)


_CELLS = st.sampled_from(
    ["", "0", "-1", "1e400", "nan", "abc", "0,5", "9001", "1575", "-inf", '"', "2026-13-40", "< 5.5", " "]
)


@FEW
@given(name=st.sampled_from(sorted(SAMPLES)), row=st.integers(1, 12), column=st.integers(0, 16), cell=_CELLS)
def test_one_strange_cell_gives_a_reading_or_an_input_error(name, row, column, cell, tmp_path):
    lines = SAMPLES[name].split("\n")
    separator = ";" if name == "delimited" else ","
    row = 1 + row % (len(lines) - 2)
    cells = lines[row].split(separator)
    cells[column % len(cells)] = cell
    lines[row] = separator.join(cells)
    path = tmp_path / "strange.csv"
    path.write_text("\n".join(lines))
    _reading_or_input_error(path)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    heights=st.lists(st.integers(-1_500_000, 1_500_000), min_size=3, max_size=60),
    separator=st.sampled_from([",", ";", "\t", "|"]),
    comma=st.booleans(),
    unit=st.sampled_from([("m", 6), ("cm", 4), ("mm", 3)]),
    quoted=st.booleans(),
)
def test_a_table_in_any_separator_and_decimal_sign_reads_the_same_numbers(
    heights, separator, comma, unit, quoted, tmp_path
):
    name, digits = unit
    factor = {"m": 1.0, "cm": 1e-2, "mm": 1e-3}[name]
    texts = [f"{micro / 1e6 / factor:.{digits}f}" for micro in heights]
    times = [f"{i / 100:.2f}" for i in range(len(heights))]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL)
    writer.writerow(["time (s)", f"position ({name})"])
    for time, text in zip(times, texts, strict=True):
        writer.writerow([cell.replace(".", ",") if comma else cell for cell in (time, text)])
    path = tmp_path / "table.csv"
    path.write_text(out.getvalue())
    signal = readers.read(path).recordings[0]["position"]
    assert signal.samples.tolist() == [float(text) * factor for text in texts]
    assert signal.times == pytest.approx([float(time) for time in times], abs=1e-12)


@pytest.mark.parametrize(
    ("file", "repetitions", "sets"),
    [
        ("vitruve_watch/vitruve_all_reps_tidy.csv", 873, 112),
        ("openbarbell_observational/openbarbell_reps_tidy.csv", 1426, 291),
        ("greenhouse_vbt/unique_reps.csv", 907, 163),
        ("openbarbell_traces/openbarbell_v3_bulk_traces.csv", 162, 60),
        ("openbarbell_traces/openbarbell_v3_reps.csv", 162, 60),
    ],
)
def test_no_repetition_of_a_real_log_is_lost(file, repetitions, sets, shared_data):
    reading = readers.read(shared_data / "bar" / file)
    assert reading.repetition_count == repetitions
    assert sum(len(session.sets) for session in reading.sessions) == sets


def test_the_vitruve_exports_hold_what_their_tidy_table_holds(shared_data):
    folder = shared_data / "bar" / "vitruve_watch"
    exports = [path for path in folder.glob("*.csv") if path.stem.lower().endswith("vitruve")]
    together: Counter[tuple[object, ...]] = Counter()
    for path in [*exports, folder / "vitruve_all_reps_tidy.csv"]:
        sign = -1 if "tidy" in path.name else 1
        for session in readers.read(path).sessions:
            for entry in session.sets:
                for each in entry.repetitions:
                    key = (entry.started_at, entry.lift, entry.number, each.number, each.load_kg, each.mean_velocity)
                    together[key] += sign
    assert exports
    assert not {key: count for key, count in together.items() if count}


def test_no_number_of_a_real_log_is_infinite_or_missing_in_disguise(shared_data):
    for file in ("openbarbell_traces/openbarbell_v3_reps.csv", "openbarbell_observational/openbarbell_reps_tidy.csv"):
        for session in readers.read(shared_data / "bar" / file).sessions:
            for entry in session.sets:
                for each in entry.repetitions:
                    numbers = [getattr(each, name) for name in each.LOGGED] + list(each.claims.values())
                    assert all(math.isfinite(number) for number in numbers if number is not None)
