"""A recording as an NWB file: force and EMG as acquired series, motor units with their spike times, truth beside them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from neuraldrive import __version__
from neuraldrive.errors import BadValue
from neuraldrive.readers import lift_rows, recording_rows
from neuraldrive.readers.extras import extra
from neuraldrive.readers.nwb_layout import (
    COURSES,
    LIFT_COURSES,
    OURS,
    REPETITIONS,
    UNIT_COLUMNS,
    UNIT_NAMES,
    emg_together,
    notes_of,
)
from neuraldrive.readers.recording_rows import Row
from neuraldrive.records import Recording, Signal
from neuraldrive.sources import bibliography

_MVF = ": shares of maximal voluntary force, 1.0 for all of it"


def write_nwb(recording: Recording, path: Path) -> None:
    """Write one recording as NWB.

    Raises:
        MissingExtra: pynwb is not installed.
        BadValue: what `recording_rows` refuses, or a truth of other units than the recording has.
    """
    h5py, pynwb = extra("h5py"), extra("pynwb")
    row = recording_rows.row_of(recording)
    known = len(row.get("truth_tetanic_force", ()))
    if known and (recording.motor_units is None or recording.motor_units.count != known):
        raise BadValue(
            "truth", found=f"{known} units", needed="those of motor_units", remedy="Keep both whole, or leave one out."
        )
    nwb = _session(pynwb, recording, row)
    _signals(pynwb, nwb, recording)
    _units(nwb, recording, row)
    _stimuli(pynwb, nwb, recording, row)
    _truth(pynwb, nwb, row)
    try:
        with h5py.File(path, "w") as content, pynwb.NWBHDF5IO(file=content, mode="w") as target:
            target.write(nwb)
    except RuntimeError as cause:  # what HDF5 raises on a full disk
        raise OSError(str(cause)) from cause


def _session(pynwb: Any, recording: Recording, row: Row) -> Any:
    start = recording.started_at or datetime.now(UTC).replace(microsecond=0)
    papers = [str(bibliography()[key]) for key in recording.sources if key in bibliography()]
    notes = notes_of(recording, row)
    made = "Simulated" if recording.simulated else "Recorded"
    about = f"{made}: {recording.task or 'unnamed task'}{f', {recording.origin}' if recording.origin else ''}"
    return pynwb.NWBFile(
        session_description=about, identifier=recording_rows.seal(notes), notes=notes, source_script_file_name=OURS,
        session_start_time=start if start.tzinfo else start.replace(tzinfo=UTC),
        experiment_description="\n".join(papers) or None,  # Neo cannot read related_publications and keywords
        source_script=f"neuraldrive {__version__}; session_start_time is "
        + ("the recording's." if recording.started_at else "when the file was written."),
        subject=pynwb.file.Subject(
            subject_id=recording.athlete or row.get("state_name") or "unknown", species="Homo sapiens",
            sex="U", age="P18Y/", description="a simulated person" if recording.simulated else "a person",
        ),
    )  # fmt: skip


def _signals(pynwb: Any, nwb: Any, recording: Recording) -> None:
    grid = emg_together(recording.channels)
    for name, signal in recording.channels.items():
        if name not in grid:
            nwb.add_acquisition(
                pynwb.TimeSeries(
                    name=name, data=signal.samples, unit=UNIT_NAMES.get(signal.unit, signal.unit), **_clock(signal),
                    description=f"{name} in {signal.unit}" + _MVF * (signal.unit == "MVF"),
                )
            )  # fmt: skip
    if grid:
        first = recording[grid[0]]
        nwb.add_acquisition(
            pynwb.ecephys.ElectricalSeries(
                name="emg", data=np.column_stack([recording[name].samples for name in grid]), **_clock(first),
                electrodes=_electrodes(nwb, recording, grid), description="surface EMG, V, one column a channel",
            )
        )  # fmt: skip


def _clock(signal: Signal) -> dict[str, Any]:
    if signal.times_s is not None:
        return {"timestamps": signal.times_s}
    assert signal.rate_hz is not None
    return {"rate": float(signal.rate_hz), "starting_time": float(signal.start_s)}


def _electrodes(nwb: Any, recording: Recording, names: Sequence[str]) -> Any:
    where = getattr(recording.truth, "muscle", None) or "a muscle that the recording does not name"
    device = nwb.create_device(name="electrodes", description=f"surface electrodes ({recording.device or 'unknown'})")
    group = nwb.create_electrode_group(
        name="surface", description="on the skin", location=f"over {where}", device=device
    )
    nwb.add_electrode_column("channel", "name of the channel in neuraldrive")
    for name in names:
        nwb.add_electrode(group=group, location=f"over {where}", channel=name)
    return nwb.create_electrode_table_region(list(range(len(names))), "all channels, in order")


def _units(nwb: Any, recording: Recording, row: Row) -> None:
    units = recording.motor_units
    if units is None:
        return
    columns = {name: (about, row[f"truth_{name}"]) for name, about in UNIT_COLUMNS.items() if f"truth_{name}" in row}
    if units.accuracy is not None:
        columns["accuracy"] = (units.accuracy_is, units.accuracy)
    for name, (about, _) in columns.items():
        nwb.add_unit_column(name, about)
    seen = np.array([observed(recording)])
    for number, times in enumerate(units.discharge_times_s):
        more = {name: values[number] for name, (_, values) in columns.items()}
        nwb.add_unit(spike_times=times, obs_intervals=seen, **more)  # Neo reads no train without the latter


def observed(recording: Recording) -> tuple[float, float]:
    """When the motor units were looked at: from the first sample or discharge to the last, s."""
    spans = [(each.start_s, each.start_s + each.duration_s) for each in recording.channels.values()]
    trains = recording.motor_units.discharge_times_s if recording.motor_units else ()
    spans += [(float(times[0]), float(times[-1])) for times in trains if times.size]
    return min(start for start, _ in spans), max(end for _, end in spans)


def _stimuli(pynwb: Any, nwb: Any, recording: Recording, row: Row) -> None:
    first, pulses = np.array(recording.stimulus_times_s), row.get("truth_stimulus_times_s")
    for name, times, about in (
        ("stimuli", first, "first pulse of each stimulus"), ("stimulus_pulses", pulses, "every stimulus pulse"),
    ):  # fmt: skip
        if times is not None and len(times):
            nwb.add_stimulus(
                pynwb.TimeSeries(
                    name=name, data=np.ones(len(times)), unit="pulses", timestamps=times, description=about
                )
            )


def _truth(pynwb: Any, nwb: Any, row: Row) -> None:
    if "lift_times_s" in row:
        _lift_truth(pynwb, nwb, row)
    if "truth_times_s" not in row:
        return
    module = _truth_module(nwb)
    for name, (about, times) in COURSES.items():
        module.add(
            pynwb.TimeSeries(
                name=name, data=row[f"truth_{name}"], unit="share", timestamps=row[f"truth_{times}"], description=about
            )
        )


def _truth_module(nwb: Any) -> Any:
    return nwb.create_processing_module(
        "truth", "what the simulation knows of itself, and no recording of a person can"
    )


def _lift_truth(pynwb: Any, nwb: Any, row: Row) -> None:
    """Courses as series, repetitions as a table of intervals."""
    module, times = _truth_module(nwb), row["lift_times_s"]
    for name, (about, unit) in LIFT_COURSES.items():
        values = row[f"lift_{name}"]
        if len(values):
            module.add(pynwb.TimeSeries(name=name, data=values, unit=unit, timestamps=times, description=about))
    table = pynwb.epoch.TimeIntervals(name=REPETITIONS, description="each repetition as it was made (truth)")
    for name in lift_rows.REPETITION:
        table.add_column(name, f"{name} of records.RepetitionTruth (truth of the simulation)")
    columns = {name: row[f"repetition_{name}"] for name in lift_rows.REPETITION}
    for k in range(len(columns["start_s"])):
        each = {name: values[k] for name, values in columns.items()}
        table.add_row(start_time=each["start_s"], stop_time=each["end_s"], **each)
    nwb.add_time_intervals(table)
