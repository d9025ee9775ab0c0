"""A recording as a row of a table and back: the layout of neuraldrive's own Parquet files.

A row is a recording, a column one thing about it. Each channel is a column of its name that holds its samples as a list
(irregular ones have their times beside it, NAME_times_s); what all rows share, unit and clock of each channel, is in the
header. The rest is `ROW`: what the recording says of itself, the discharges of its motor units, one list a unit, and the
truth of a simulation, of a pool or of a lift. A column that is absent from a file was not kept. `checksum` is over all
that its row holds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any, Literal

import numpy as np

from neuraldrive.errors import BadValue
from neuraldrive.readers import lift_rows
from neuraldrive.records import LiftTruth, MotorUnits, NeuralState, PoolTruth, Recording, Signal

KEY = b"neuraldrive_recordings"
KEY_CHECKSUM = b"neuraldrive_recordings_blake2b"
VERSION = 1
CHECKSUM = "checksum"

Kind = Literal["text", "texts", "number", "numbers", "switches", "lists"]
Row = dict[str, Any]

_SAID: Mapping[str, Kind] = {
    "task": "text", "device": "text", "load_kg": "number", "athlete": "text", "started_at": "text", "origin": "text",
    "flags": "texts", "sources": "texts", "seed": "text", "stimulus_times_s": "numbers",
}  # fmt: skip
_DISCHARGES: Mapping[str, Kind] = {
    "discharge_times_s": "lists", "discharge_accuracy": "numbers", "discharge_accuracy_is": "text",
}  # fmt: skip
_TRUTH: Mapping[str, Kind] = {
    "muscle": "text", "maximal_voluntary_force": "number", "failed_at_s": "number", "recruitment_threshold": "numbers",
    "tetanic_force": "numbers", "contraction_time_s": "numbers", "recruited_at_s": "numbers", "is_doublet": "switches",
    "times_s": "numbers", "excitation": "numbers", "recruited_share": "numbers", "tetanic_share": "numbers",
    "capacity_times_s": "numbers", "capacity": "lists", "stimulus_times_s": "numbers",
}  # fmt: skip
_STATE: Mapping[str, Kind] = {
    field.name: {"name": "text", "sources": "texts"}.get(field.name, "number")  # type: ignore[misc]
    for field in fields(NeuralState)
}
_WHOLE = "truth_recruitment_threshold"  # a row without it knows of its truth only muscle, state and strength
ROW: Mapping[str, Kind] = {
    **_SAID, **_DISCHARGES, **{f"truth_{name}": kind for name, kind in _TRUTH.items()},
    **{f"state_{name}": kind for name, kind in _STATE.items()}, **lift_rows.COLUMNS, CHECKSUM: "text",
}  # fmt: skip
TIMES = "_times_s"


def seal(text: str | bytes) -> str:
    """What shows whether a header was changed since it was written."""
    return hashlib.blake2b(text.encode() if isinstance(text, str) else text, digest_size=16).hexdigest()


def channels_of(recording: Recording) -> dict[str, dict[str, Any]]:
    """Unit and clock of each channel, as the header has them.

    Raises:
        BadValue: a channel has the name of another column.
    """
    told: dict[str, dict[str, Any]] = {}
    for name, signal in recording.channels.items():
        if name in ROW or (name.endswith(TIMES) and name.removesuffix(TIMES) in recording.channels):
            raise BadValue("channel", found=f"one named {name}", needed="another name", remedy="Rename it.")
        clock = {"rate_hz": signal.rate_hz, "start_s": signal.start_s} if signal.times_s is None else {}
        told[name] = {"unit": signal.unit, **clock}
    return told


def columns_of(channels: Mapping[str, Mapping[str, Any]]) -> dict[str, Kind]:
    """Every column that rows with these channels may have."""
    own: dict[str, Kind] = {}
    for name, about in channels.items():
        own |= {name: "numbers"} if "rate_hz" in about else {name: "numbers", f"{name}{TIMES}": "numbers"}
    return {**own, **ROW}


def row_of(recording: Recording) -> Row:
    """All that a recording holds; its checksum not yet in it.

    Raises:
        BadValue: a truth that is neither that of a pool nor that of a lift.
    """
    row: Row = {name: getattr(recording, name) for name in _SAID}
    row["seed"] = None if recording.seed is None else str(recording.seed)  # text: a seed may have any number of digits
    row["started_at"] = recording.started_at.isoformat() if recording.started_at else None
    for name, signal in recording.channels.items():
        row[name] = signal.samples
        if signal.times_s is not None:
            row[f"{name}{TIMES}"] = signal.times_s
    units, truth = recording.motor_units, recording.truth
    if units is not None:
        row["discharge_times_s"] = units.discharge_times_s
        row["discharge_accuracy"], row["discharge_accuracy_is"] = units.accuracy, units.accuracy_is
    if isinstance(truth, PoolTruth):
        row |= {f"truth_{name}": getattr(truth, name) for name in _TRUTH}
        row |= _state_row(truth.state)
    elif isinstance(truth, LiftTruth):
        row |= lift_rows.row_of(truth) | ({} if truth.lifter.state is None else _state_row(truth.lifter.state))
    elif truth is not None:
        raise BadValue(
            "truth", found=f"a {type(truth).__name__}", needed="that of a simulated pool or lift, or none",
            remedy="Leave it out: dataclasses.replace(recording, truth=None).",
        )  # fmt: skip
    return row


def recording_of(row: Row, channels: Mapping[str, Mapping[str, Any]]) -> Recording:
    """The recording that a row holds.

    Raises:
        KeyError, ValueError: a column that it needs is absent.
        RecordError: what it holds contradicts itself.
    """
    signals = {}
    for name, about in channels.items():
        clock = {key: about[key] for key in ("rate_hz", "start_s") if key in about}
        signals[name] = Signal(row[name], about["unit"], **(clock or {"times_s": row[f"{name}{TIMES}"]}))
    said = {name: row[name] for name in _SAID} | {
        "seed": None if row["seed"] is None else int(row["seed"]),
        "started_at": None if row["started_at"] is None else datetime.fromisoformat(row["started_at"]),
        "stimulus_times_s": tuple(row["stimulus_times_s"].tolist()),
    }
    return Recording(signals, truth=_truth(row), motor_units=_units(row), **said)


def checksum(row: Row) -> str:
    """Of all values of a row, by name; what is absent counts as None does."""
    digest = hashlib.blake2b(digest_size=16)
    told: list[Any] = []
    for name in sorted(row):
        value = row[name]
        if value is None or name == CHECKSUM:
            continue
        kind = ROW.get(name, "numbers")
        if kind == "lists":
            told.append((name, [len(each) for each in value]))
            digest.update(_flat(value).tobytes())
        elif kind in ("numbers", "switches"):
            array = np.asarray(value)
            told.append((name, array.dtype.str, array.size))
            digest.update(array.tobytes())
        else:
            told.append((name, float(value) if kind == "number" else value))
    digest.update(json.dumps(told).encode())
    return digest.hexdigest()


def _flat(lists: Sequence[Any]) -> Any:
    return np.concatenate(lists) if len(lists) else np.zeros(0)


def _units(row: Row) -> MotorUnits | None:
    if row.get("discharge_times_s") is None:
        return None
    return MotorUnits(row["discharge_times_s"], row.get("discharge_accuracy"), row.get("discharge_accuracy_is") or "")


def _state_row(state: NeuralState) -> Row:
    return {f"state_{name}": getattr(state, name) for name in _STATE}


def _state(row: Row) -> NeuralState:
    return NeuralState(**{name: row[f"state_{name}"] for name in _STATE})


def _truth(row: Row) -> PoolTruth | LiftTruth | None:
    if row.get(_WHOLE) is None:
        return lift_rows.truth_of(row, None if row.get("state_name") is None else _state(row))
    values = {name: row[f"truth_{name}"] for name in _TRUTH}
    shape = (values["capacity_times_s"].size, values["recruitment_threshold"].size)
    values["capacity"] = _flat(values["capacity"]).reshape(shape)
    return PoolTruth(state=_state(row), **values)
