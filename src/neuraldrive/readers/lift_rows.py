"""The truth of a simulated lift as columns of a row and back; see `recording_rows`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import numpy as np

from neuraldrive.records import Lifter, LiftTruth, NeuralState, RepetitionTruth

if TYPE_CHECKING:
    from neuraldrive.readers.recording_rows import Kind, Row

LIFT: Mapping[str, Kind] = {
    "lift": "text", "pool": "text", "resistance": "text", "one_rm_kg": "number", "load_kg": "number",
    "relative_load": "number", "capacity_after": "number", "times_s": "numbers", "height_m": "numbers",
    "velocity_mps": "numbers", "activation": "numbers", "muscle_force_n": "numbers", "drive": "numbers",
    "recruited_share": "numbers",
}  # fmt: skip
LIFTER: Mapping[str, Kind] = {
    field.name: "text" if field.name == "name" else "number" for field in fields(Lifter) if field.name != "state"
}
REPETITION: Mapping[str, Kind] = {
    field.name: "switches" if field.name == "completed" else "numbers" for field in fields(RepetitionTruth)
}
"""A value for each repetition; NaN where there is none."""
COLUMNS: Mapping[str, Kind] = {
    **{f"lift_{name}": kind for name, kind in LIFT.items()},
    **{f"lifter_{name}": kind for name, kind in LIFTER.items()},
    **{f"repetition_{name}": kind for name, kind in REPETITION.items()},
}
_ABSENT = ("switch_off_s", "release_velocity")  # None where it never was, which no repetition has as NaN
_WHOLE = "lift_times_s"


def row_of(truth: LiftTruth) -> Row:
    """All of the truth but the lifter's neural state."""
    row: Row = {f"lift_{name}": getattr(truth, name) for name in LIFT}
    row |= {f"lifter_{name}": getattr(truth.lifter, name) for name in LIFTER}
    for name, kind in REPETITION.items():
        values = [getattr(each, name) for each in truth.repetitions]
        known = [np.nan if value is None else value for value in values]
        row[f"repetition_{name}"] = np.array(known, dtype=bool if kind == "switches" else np.float64)
    return row


def truth_of(row: Row, state: NeuralState | None) -> LiftTruth | None:
    """The truth that a row holds, if it is that of a lift."""
    if row.get(_WHOLE) is None:
        return None
    lifter = Lifter(**{name: row[f"lifter_{name}"] for name in LIFTER}, state=state)
    lists = {name: row[f"repetition_{name}"].tolist() for name in REPETITION}
    repetitions = tuple(_repetition(dict(zip(lists, each, strict=True))) for each in zip(*lists.values(), strict=True))
    return LiftTruth(lifter=lifter, repetitions=repetitions, **{name: row[f"lift_{name}"] for name in LIFT})


def _repetition(values: dict[str, Any]) -> RepetitionTruth:
    values |= {name: None for name in _ABSENT if np.isnan(values[name])}
    return RepetitionTruth(**values)
