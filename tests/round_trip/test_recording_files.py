"""What goes out to a file comes back bit for bit, and other programs read it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from neuraldrive import readers, simulate
from neuraldrive.errors import BadValue, InputError, MissingExtra, StoreNotWritable, UnknownFormat, UnreadableFile
from neuraldrive.readers import recording_rows
from neuraldrive.records import Lifter, LiftTruth, MotorUnits, PoolTruth, Recording, RepetitionTruth, Signal
from neuraldrive.workflows.neo_block import to_neo
from neuraldrive.workflows.recording_files import export_recording
from same_recordings import differences

HAND = "first_dorsal_interosseous"


def _ramp(emg: str | None = None) -> Recording:
    return simulate.contraction(
        HAND, simulate.ramp(to=0.3, rise_s=1, hold_s=1, fall_s=1), seed=7, emg=emg,
        stimulate=simulate.stimulus(pulses=2, rate_hz=100, at_s=1.8),
    )  # fmt: skip


def _measured() -> Recording:
    """Not simulated: an odd clock, units with their accuracy, a time zone, and all that a recording may say."""
    rng = np.random.default_rng(3)
    force = Signal(rng.normal(size=50), "N·m", times_s=np.cumsum(rng.uniform(0.001, 0.1, 50)))
    emg = Signal(rng.normal(size=90) * 1e-4, "V", rate_hz=2048.0, start_s=-0.0125)
    units = MotorUnits([[0.1, 0.2 + 1e-15], [], [0.15]], np.array([0.91, np.nan, 1.0]), "silhouette")
    return Recording(
        {"force": force, "emg": emg}, task="ramp", device="dynamometer", load_kg=12.5, athlete="Zoë",
        started_at=datetime(2026, 3, 4, 5, 6, 7, 89, tzinfo=timezone(timedelta(hours=2))), origin="a \"b\".csv",
        flags=("one doubt", "another"), motor_units=units, stimulus_times_s=(0.5, 1.25), seed=2**100 + 1,
    )  # fmt: skip


RECORDINGS: dict[str, Callable[[], Recording]] = {
    "ramp with stimuli": _ramp,
    "ramp with bipolar EMG": lambda: _ramp("bipolar"),
    "ramp with a grid": lambda: _ramp("grid_8x8"),
    "hold until failure": lambda: simulate.contraction(HAND, simulate.hold(at=0.7, until="failure"), rate_hz=100.0),
    "evoked": lambda: simulate.evoked(HAND, simulate.stimulus(pulses=8, rate_hz=300)),
    "a part of a ramp": lambda: _ramp().between(1.0, 2.5),
    "a set to failure": lambda: simulate.lift_set("back_squat", 92.0, "failure", seed=7),
    "a throw at the rate level": lambda: simulate.lift(
        "bench_press", 30, release=True, lifter=Lifter("thrower", 90.5, strength=1.2), discharges=False
    ),
    "measured": _measured,
    "one sample": lambda: Recording({"force": Signal([-0.0], "MVF", rate_hz=1000.0)}),
}


@pytest.fixture(params=RECORDINGS, scope="module")
def recording(request: pytest.FixtureRequest) -> Recording:
    return RECORDINGS[request.param]()


@pytest.fixture
def ramp_file(tmp_path: Path) -> Path:
    return export_recording(_ramp(), tmp_path / "ramp.parquet")


def test_parquet_gives_back_every_bit(recording: Recording, tmp_path: Path) -> None:
    file = export_recording(recording, tmp_path / "out.parquet")
    reading = readers.read(file)
    assert reading.format == "neuraldrive_recordings"
    assert [differences(recording, each) for each in reading.recordings] == [[]]
    assert reading.refusals == ()


def test_nwb_gives_back_every_bit(recording: Recording, tmp_path: Path) -> None:
    pytest.importorskip("pynwb", reason="NWB needs neuraldrive[bio]")
    reading = readers.read(export_recording(recording, tmp_path / "out.nwb"))
    assert reading.format == "nwb"
    assert [differences(recording, each) for each in reading.recordings] == [[]]


def test_nwb_is_valid_and_pynwb_finds_force_and_units(recording: Recording, tmp_path: Path) -> None:
    pynwb = pytest.importorskip("pynwb", reason="NWB needs neuraldrive[bio]")
    file = export_recording(recording, tmp_path / "out.nwb")
    assert pynwb.validate(path=file) == []
    with pynwb.NWBHDF5IO(file, "r") as opened:
        nwb = opened.read()
        np.testing.assert_array_equal(nwb.acquisition["force"].data[:], recording["force"].samples)
        if recording.motor_units is not None:
            for number, times in enumerate(recording.motor_units.discharge_times_s):
                np.testing.assert_array_equal(nwb.units.get_unit_spike_times(number), times)
        assert json.loads(nwb.notes)["simulated"] == recording.simulated
        assert nwb.session_description.startswith("Simulated" if recording.simulated else "Recorded")


def test_neo_reads_the_nwb_of_force_and_units(tmp_path: Path) -> None:
    neo = pytest.importorskip("neo", reason="Neo comes with neuraldrive[bio]")
    ramp = _ramp()
    block = neo.io.NWBIO(str(export_recording(ramp, tmp_path / "ramp.nwb")), "r").read_block()
    (force,), trains = block.segments[0].analogsignals, block.segments[0].spiketrains
    np.testing.assert_array_equal(force.magnitude[:, 0], ramp["force"].samples)
    assert ramp.motor_units is not None
    for train, times in zip(trains, ramp.motor_units.discharge_times_s, strict=True):
        np.testing.assert_array_equal(train.magnitude, times)


def test_a_block_of_neo_holds_signals_trains_stimuli_and_where_it_came_from(recording: Recording) -> None:
    pytest.importorskip("neo", reason="Neo comes with neuraldrive[bio]")
    block = to_neo(recording)
    segment = block.segments[0]
    signals = {str(each.name): each for each in (*segment.analogsignals, *segment.irregularlysampledsignals)}
    np.testing.assert_array_equal(signals["force"].magnitude[:, 0], recording["force"].samples)
    np.testing.assert_allclose(signals["force"].times.rescale("s").magnitude, recording["force"].times, atol=1e-12)
    grid = [name for name in recording.channels if name.startswith("emg")]
    if grid:
        assert list(signals["emg"].array_annotations["channel"]) == grid
        np.testing.assert_array_equal(
            signals["emg"].magnitude, np.column_stack([recording[name].samples for name in grid])
        )
        assert str(signals["emg"].units.dimensionality) == "V"
    assert len(segment.spiketrains) == (recording.motor_units.count if recording.motor_units else 0)
    assert sum(event.size for event in segment.events) == len(recording.stimulus_times_s)
    assert block.annotations["simulated"] == recording.simulated
    assert block.annotations["sources"] == list(recording.sources)
    assert block.annotations.get("seed") == (None if recording.seed is None else str(recording.seed))


def test_the_sets_of_a_session_share_a_file_and_keep_their_truth(tmp_path: Path) -> None:
    sets = simulate.session("bench_press", [(70, 3), (75, 2)], rest_s=60, seed=3)
    back = readers.read(export_recording(sets, tmp_path / "session.parquet")).recordings
    assert [differences(*pair) for pair in zip(sets, back, strict=True)] == [[], []]
    assert [len(each.truth.repetitions) for each in back] == [3, 2]
    assert back[1].truth.repetitions[0].capacity < back[0].truth.repetitions[0].capacity


def test_several_recordings_go_into_one_file_in_order(tmp_path: Path) -> None:
    several = [simulate.contraction(HAND, simulate.ballistic(to=level), seed=3) for level in (0.3, 0.5, 0.8)]
    file = export_recording(several, tmp_path / "three.parquet")
    back = readers.read(file).recordings
    assert [differences(*pair) for pair in zip(several, back, strict=True)] == [[], [], []]


def test_recordings_with_other_channels_do_not_share_a_file(tmp_path: Path) -> None:
    with pytest.raises(BadValue, match="files of their own"):
        export_recording([_ramp(), _measured()], tmp_path / "two.parquet")
    assert list(tmp_path.iterdir()) == []


def test_the_same_recording_makes_the_same_bytes(tmp_path: Path) -> None:
    one, other = (export_recording(_ramp(), tmp_path / f"{name}.parquet") for name in ("one", "other"))
    assert one.read_bytes() == other.read_bytes()


finite = st.floats(allow_nan=False, allow_infinity=False)


@settings(max_examples=40, deadline=None)
@given(
    samples=st.lists(finite, min_size=1, max_size=30), rate_hz=st.floats(1e-3, 1e6), start_s=st.floats(-1e6, 1e6),
    trains=st.lists(st.lists(st.floats(-1e3, 1e3), max_size=5, unique=True).map(sorted), min_size=1, max_size=4),
    text=st.text(max_size=8), seed=st.none() | st.integers(0, 2**130),
)  # fmt: skip
def test_any_numbers_and_texts_come_back(
    samples: list[float], rate_hz: float, start_s: float, trains: list[list[float]], text: str, seed: int | None,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:  # fmt: skip
    units = MotorUnits([np.array(train) for train in trains])
    recording = Recording(
        {"force": Signal(samples, "N", rate_hz=rate_hz, start_s=start_s)}, task=text, athlete=text or None,
        flags=(text,), motor_units=units, seed=seed,
    )  # fmt: skip
    file = export_recording(recording, tmp_path_factory.mktemp("any") / "any.parquet")
    assert differences(recording, readers.read(file).recordings[0]) == []


def test_pandas_and_arrow_read_force_and_discharges_as_lists(ramp_file: Path) -> None:
    ramp = _ramp()
    row = parquet.read_table(ramp_file).to_pylist()[0]
    assert row["force"] == ramp["force"].samples.tolist()
    assert ramp.motor_units is not None
    assert row["discharge_times_s"] == [times.tolist() for times in ramp.motor_units.discharge_times_s]
    assert row["truth_muscle"] == HAND
    assert row["state_ceiling"] == ramp.truth.state.ceiling
    header = json.loads(parquet.read_schema(ramp_file).metadata[recording_rows.KEY])
    assert header["channels"] == {"force": {"unit": "MVF", "rate_hz": 1000.0, "start_s": 0.0}}
    pandas = pytest.importorskip("pandas", reason="pandas comes with neuraldrive[bio]")
    frame = pandas.read_parquet(ramp_file)
    np.testing.assert_array_equal(frame["force"][0], ramp["force"].samples)


def test_every_part_of_the_truth_and_of_a_recording_has_a_column() -> None:
    truth = {f"truth_{field.name}" for field in fields(PoolTruth) if field.name != "state"}
    assert truth == {name for name in recording_rows.ROW if name.startswith("truth_")}
    for kind, prefix, inside in ((LiftTruth, "lift", {"lifter", "repetitions"}), (Lifter, "lifter", {"state"}),
                                 (RepetitionTruth, "repetition", set())):  # fmt: skip
        assert {f"{prefix}_{field.name}" for field in fields(kind) if field.name not in inside} <= set(
            recording_rows.ROW
        )
    own = {field.name for field in fields(Recording)} - {"channels", "motor_units", "truth"}
    assert own <= set(recording_rows.ROW)


def test_no_other_reader_takes_the_file(ramp_file: Path) -> None:
    for name in readers.formats():
        if name != "neuraldrive_recordings":
            with pytest.raises(UnknownFormat):
                readers.read(ramp_file, format=name)


@pytest.mark.parametrize("tenths", range(1, 10))
@pytest.mark.parametrize("suffix", ["parquet", "nwb"])
def test_a_file_cut_off_says_so(suffix: str, tenths: int, tmp_path: Path) -> None:
    pytest.importorskip("pynwb", reason="NWB needs neuraldrive[bio]")
    file = export_recording(RECORDINGS["evoked"](), tmp_path / f"out.{suffix}")
    content = file.read_bytes()
    file.write_bytes(content[: len(content) * tenths // 10])
    with pytest.raises(UnreadableFile, match=f"out.{suffix}"):
        readers.read(file)


def _rewritten(file: Path, change: Callable[[pa.Table], pa.Table]) -> Path:
    parquet.write_table(change(parquet.read_table(file)), file)
    return file


def test_a_force_that_was_changed_is_not_believed(ramp_file: Path) -> None:
    def doubled(table: pa.Table) -> pa.Table:
        force = pa.array([[2 * value for value in row] for row in table["force"].to_pylist()], table["force"].type)
        return table.set_column(table.column_names.index("force"), "force", force)

    with pytest.raises(UnreadableFile, match=r"row 1.*changed since it was written"):
        readers.read(_rewritten(ramp_file, doubled))


def test_a_rewritten_file_with_the_same_content_is_read(ramp_file: Path) -> None:
    assert differences(_ramp(), readers.read(_rewritten(ramp_file, lambda table: table)).recordings[0]) == []


def test_a_column_taken_away_that_is_needed_is_missed(ramp_file: Path) -> None:
    with pytest.raises(UnreadableFile):
        readers.read(_rewritten(ramp_file, lambda table: table.drop_columns(["force"])))


def _header(table: pa.Table, *, sealed: bool, **more: object) -> pa.Table:
    metadata = dict(table.schema.metadata)
    text = json.dumps(json.loads(metadata[recording_rows.KEY]) | more).encode()
    metadata[recording_rows.KEY] = text
    if sealed:
        metadata[recording_rows.KEY_CHECKSUM] = recording_rows.seal(text).encode()
    return table.replace_schema_metadata(metadata)


def test_a_header_that_was_changed_is_not_believed(ramp_file: Path) -> None:
    channels = {"force": {"unit": "N", "rate_hz": 1000.0, "start_s": 0.0}}
    with pytest.raises(UnreadableFile, match=r"header.*changed"):
        readers.read(_rewritten(ramp_file, lambda table: _header(table, sealed=False, channels=channels)))


def test_a_file_of_a_later_version_asks_for_an_update(ramp_file: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"version 2.*Update neuraldrive"):
        readers.read(_rewritten(ramp_file, lambda table: _header(table, sealed=True, version=2)))


def test_an_nwb_that_was_changed_is_not_believed(tmp_path: Path) -> None:
    h5py = pytest.importorskip("h5py", reason="NWB needs neuraldrive[bio]")
    file = export_recording(_ramp(), tmp_path / "ramp.nwb")
    with h5py.File(file, "r+") as content:
        content["acquisition/force/data"][100] += 1e-9
    with pytest.raises(UnreadableFile, match=r"signals.*changed since it was written"):
        readers.read(file)
    with h5py.File(file, "r+") as content:
        content["general/notes"][()] = content["general/notes"][()].replace(b"MVF", b"N")
    with pytest.raises(UnreadableFile, match=r"notes.*changed since it was written"):
        readers.read(file)


def test_another_programs_nwb_gives_force_emg_and_units(tmp_path: Path) -> None:
    pynwb = pytest.importorskip("pynwb", reason="NWB needs neuraldrive[bio]")
    nwb = pynwb.NWBFile(
        session_description="a test", identifier="1", session_start_time=datetime(2026, 1, 2, tzinfo=UTC)
    )
    rng = np.random.default_rng(1)
    kilo, emg = rng.normal(size=200), rng.normal(size=(400, 3))
    nwb.add_acquisition(pynwb.TimeSeries(name="Force", data=kilo, unit="kN", rate=100.0, starting_time=0.5))
    nwb.add_acquisition(pynwb.TimeSeries(name="EMG raw", data=emg, unit="volts", conversion=1e-3, rate=200.0))
    nwb.add_acquisition(pynwb.TimeSeries(name="temperature", data=kilo, unit="C", rate=1.0))
    nwb.add_unit(spike_times=[0.1, 0.5])
    nwb.add_unit(spike_times=[])
    with pynwb.NWBHDF5IO(tmp_path / "their.nwb", "w") as target:
        target.write(nwb)
    reading = readers.read(tmp_path / "their.nwb")
    recording = reading.recordings[0]
    np.testing.assert_allclose(recording["force"].samples, 1000 * kilo, rtol=1e-15)
    assert (recording["force"].unit, recording["force"].rate_hz, recording["force"].start_s) == ("N", 100.0, 0.5)
    assert list(recording.channels) == ["emg_001", "emg_002", "emg_003", "force"]
    np.testing.assert_allclose(recording["emg_002"].samples, emg[:, 1] * 1e-3, rtol=1e-15)
    assert recording.motor_units is not None
    assert [times.tolist() for times in recording.motor_units.discharge_times_s] == [[0.1, 0.5], []]
    assert recording.started_at == datetime(2026, 1, 2)
    assert not recording.simulated
    assert [refusal.what for refusal in reading.refusals] == ["series temperature"]


def test_hdf5_that_is_not_nwb_is_refused(tmp_path: Path) -> None:
    h5py = pytest.importorskip("h5py", reason="HDF5 needs neuraldrive[bio]")
    with h5py.File(tmp_path / "other.h5", "w") as content:
        content["force"] = np.arange(5.0)
    with pytest.raises(UnreadableFile, match="no nwb_version"):
        readers.read(tmp_path / "other.h5")


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for module in ("pynwb", "h5py", "neo"):
        monkeypatch.setitem(sys.modules, module, None)
    recording = _measured()
    (tmp_path / "their.nwb").write_bytes(b"\x89HDF\r\n\x1a\n" + bytes(100))
    for attempt in (
        lambda: export_recording(recording, tmp_path / "out.nwb"), lambda: to_neo(recording),
        lambda: readers.read(tmp_path / "their.nwb"),
    ):  # fmt: skip
        with pytest.raises(MissingExtra, match=r"pip install 'neuraldrive\[bio\]'"):
            attempt()
    assert [path.name for path in tmp_path.iterdir()] == ["their.nwb"]


@pytest.mark.parametrize("name", ["out.csv", "out", "out.pkl"])
def test_another_ending_is_refused_with_those_that_are_known(name: str, tmp_path: Path) -> None:
    with pytest.raises(BadValue, match=r"\.parquet or \.nwb"):
        export_recording(_measured(), tmp_path / name)


def test_nothing_to_write_and_several_for_nwb_are_refused(tmp_path: Path) -> None:
    for several in ([], [_measured(), _measured()]):
        with pytest.raises(BadValue):
            export_recording(several, tmp_path / "out.nwb")


def test_a_truth_that_is_not_a_pools_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(BadValue, match="truth"):
        export_recording(replace(_measured(), truth={"peak": 1.0}), tmp_path / "out.parquet")
    assert list(tmp_path.iterdir()) == []


def test_a_channel_with_the_name_of_another_column_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadValue, match="another name"):
        export_recording(Recording({"seed": Signal([1.0], "N", rate_hz=1.0)}), tmp_path / "out.parquet")


def test_what_stood_there_still_does_if_writing_fails(ramp_file: Path) -> None:
    before = ramp_file.read_bytes()
    with pytest.raises(BadValue):
        export_recording([_ramp(), _measured()], ramp_file)
    assert ramp_file.read_bytes() == before
    with pytest.raises(StoreNotWritable):
        export_recording(_ramp(), ramp_file / "below_a_file.parquet")


def test_what_the_user_says_fills_gaps_only(tmp_path: Path) -> None:
    file = export_recording(_measured(), tmp_path / "out.parquet")
    assert readers.read(file, athlete="Ada").recordings[0].athlete == "Zoë"
    bare = export_recording(replace(_measured(), athlete=None), tmp_path / "bare.parquet")
    assert readers.read(bare, athlete="Ada").recordings[0].athlete == "Ada"


def test_random_bytes_behind_the_right_start_are_an_input_error(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    for start in (b"PAR1", b"\x89HDF\r\n\x1a\n"):
        for size in (0, 10, 3000):
            path = tmp_path / "random.bin"
            path.write_bytes(start + rng.bytes(size) + start)
            with pytest.raises(InputError):
                readers.read(path)
