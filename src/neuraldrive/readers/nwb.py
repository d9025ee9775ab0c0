"""Neurodata Without Borders: force, EMG and motor units; what neuraldrive exported comes back as it was."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

import numpy as np

from neuraldrive.errors import BadValue, InputError, UnreadableFile
from neuraldrive.readers import nwb_layout, own_recordings
from neuraldrive.readers.extras import extra
from neuraldrive.readers.force_names import is_force
from neuraldrive.readers.force_units import force_unit
from neuraldrive.readers.nwb_layout import text_in
from neuraldrive.readers.options import Options
from neuraldrive.readers.table import Table
from neuraldrive.records import MotorUnits, Reading, Recording, Signal

NAME = "nwb"
LABEL = "Neurodata Without Borders: force, EMG, motor units (NWB; needs neuraldrive[bio])"
SUFFIXES = (".nwb",)
CARD = "an HDF5 file with an nwb_version: series named for a force or EMG, and its table of units"

HDF5 = b"\x89HDF"
_TORQUE = {"newton meters": "N·m", "newton metres": "N·m", "newton-meters": "N·m"}


class _Series(NamedTuple):
    """A time series: name, unit as written, values in that unit with a column a channel, its clock."""

    name: str
    unit: str
    values: Any
    clock: dict[str, Any]
    electrical: bool


def recognises(table: Table) -> float:
    """1 for HDF5: whether it is NWB shows when it is opened."""
    return 1.0 if table.own is not None and table.own.startswith(HDF5) else 0.0


def read(table: Table, options: Options) -> Reading:
    """One recording.

    Raises:
        MissingExtra: h5py is not installed.
        UnreadableFile: damaged, HDF5 that is not NWB, or ours and changed since.
        BadValue: neither force nor EMG in it.
    """
    assert table.own is not None
    h5py = extra("h5py")
    try:
        with h5py.File(io.BytesIO(table.own), "r") as content:
            recording = _recording(content, table)
    except (InputError, MemoryError):
        raise
    except Exception as error:  # whatever damaged bytes make of the parser of HDF5, and of a record
        raise UnreadableFile(
            "NWB file", found=f"damaged or incomplete data ({str(error)[:80]})", needed="a sound file",
            remedy="Copy or export it again.", where=table.path.name,
        ) from None  # fmt: skip
    return Reading(
        NAME,
        str(table.path),
        table.sha256,
        (own_recordings.told(recording, options),),
        (),
        table.doubts.refusals,
        table.doubts.questions,
    )


def _recording(content: Any, table: Table) -> Recording:
    if "nwb_version" not in content.attrs:
        raise UnreadableFile(
            "HDF5 file", found="no nwb_version", needed="an NWB file", remedy="Export it as CSV, Parquet or NWB.",
            where=table.path.name,
        )  # fmt: skip
    if nwb_layout.ours(content):
        return nwb_layout.recording_in(content, table.path.name)
    channels = _channels(content, table)
    if not channels:
        raise BadValue(
            "NWB file", found="no force and no EMG among its series", needed="a series named for one of them",
            remedy="Rename it, or export what you need as CSV.", where=table.path.name,
        )  # fmt: skip
    units = MotorUnits(nwb_layout.trains_in(content["units"])) if "units/spike_times" in content else None
    return Recording(
        channels, origin=table.path.name, motor_units=units, started_at=_start(text_in(content, "session_start_time")),
        athlete=text_in(content, "general/subject/subject_id") or None,
    )  # fmt: skip


def _channels(content: Any, table: Table) -> dict[str, Signal]:
    found: dict[str, Signal] = {}
    for series in _all_series(content):
        if "force" not in found and not series.electrical and is_force(series.name) and series.values.shape[1] == 1:
            factor, unit = force_unit(_TORQUE.get(series.unit.lower(), series.unit))
            found["force"] = Signal(series.values[:, 0] * factor, unit, **series.clock)
        elif "emg" in series.name.lower() and series.unit.lower() in ("v", "volts") and not _has_emg(found):
            found |= _emg(series)
        else:
            table.doubts.refuse(1, f"series {series.name}", series.unit or "no unit", "one force and one series of EMG")
    return found


def _has_emg(found: dict[str, Signal]) -> bool:
    return any(name.startswith("emg") for name in found)


def _emg(series: _Series) -> dict[str, Signal]:
    count = series.values.shape[1]
    names = ["emg"] if count == 1 else [f"emg_{number:03d}" for number in range(1, count + 1)]
    return {name: Signal(series.values[:, k], "V", **series.clock) for k, name in enumerate(names)}


def _all_series(content: Any) -> Iterator[_Series]:
    """The series of what was acquired, then of what was made of it."""
    groups = [content["acquisition"]] if "acquisition" in content else []
    groups += [content[f"processing/{name}"] for name in content.get("processing", ())]
    for group in groups:
        for name, node in group.items():
            inside = [(name, node), *(node.items() if hasattr(node, "items") else ())]
            yield from (_series(*each) for each in inside if _is_series(each[1]))


def _is_series(node: Any) -> bool:
    return hasattr(node, "items") and "data" in node and ("timestamps" in node or "starting_time" in node)


def _series(name: str, node: Any) -> _Series:
    data = node["data"]
    about = data.attrs
    values = np.asarray(data[:], dtype=np.float64)
    values = values * float(about.get("conversion", 1.0)) + float(about.get("offset", 0.0))
    if "timestamps" in node:
        clock: dict[str, Any] = {"times_s": node["timestamps"][:]}
    else:
        clock = {"rate_hz": float(node["starting_time"].attrs["rate"]), "start_s": float(node["starting_time"][()])}
    unit = about.get("unit", "")
    unit = unit.decode() if isinstance(unit, bytes) else str(unit)
    return _Series(name, unit, values.reshape(len(values), -1), clock, "electrodes" in node)


def _start(text: str) -> datetime | None:
    """In UTC, as all readers give it."""
    moment = datetime.fromisoformat(text) if text else None
    return moment.astimezone(UTC).replace(tzinfo=None) if moment and moment.tzinfo else moment
