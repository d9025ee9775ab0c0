"""What can be taken away from the lab as CSV: every sample, every discharge."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from neuraldrive.records import LiftTruth, PoolTruth, Recording
from neuraldrive.workflows.lab_courses import trains_of

Floats = NDArray[np.float64]


def traces(recording: Recording) -> str:
    """Every channel and course on the clock of the force, in SI, as CSV; EMG, which is sampled faster, is read there."""
    force = recording["force"]
    columns = {"time_s": force.times}
    for name, signal in recording.channels.items():
        columns[f"{name}_{signal.unit}"] = np.interp(force.times, signal.times, signal.samples)
    columns |= {name: np.interp(force.times, recording.truth.times_s, each) for name, each in _truth(recording).items()}
    return _csv(list(columns), zip(*(each.tolist() for each in columns.values()), strict=True))


def discharges(recording: Recording) -> str:
    """Every discharge of every unit as CSV: the unit's place by threshold from 1, and when, in seconds."""
    rows = ((unit, at) for unit, times in enumerate(trains_of(recording), 1) for at in times.tolist())
    return _csv(["unit", "discharge_s"], rows)


def _truth(recording: Recording) -> dict[str, Floats]:
    truth = recording.truth
    if isinstance(truth, PoolTruth):
        return {"excitation": truth.excitation, "recruited_share": truth.recruited_share}
    assert isinstance(truth, LiftTruth)
    return {
        "activation": truth.activation,
        "muscle_force_N": truth.muscle_force_n,
        "recruited_share": truth.recruited_share,
    }


def _csv(head: Sequence[str], rows: object) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)  # type: ignore[arg-type]
    return text.getvalue()
