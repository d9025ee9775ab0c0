"""Sets that are over: their samples from the stream to the other recordings, also of a process that was killed."""

from __future__ import annotations

import os
import platform
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from neuraldrive import measure
from neuraldrive.errors import NeuraldriveError
from neuraldrive.measure.online_told import WITHDRAWN
from neuraldrive.records import Recording, Signal
from neuraldrive.store import LiveSetRow, Store, read_stream
from neuraldrive.workflows.processes import runs

Floats = NDArray[np.float64]

UNITS = {"position": "m", "velocity": "m/s", "acceleration": "m/s2"}
AXES = (
    "acceleration_x",
    "acceleration_y",
    "acceleration_z",
    "angular_velocity_x",
    "angular_velocity_y",
    "angular_velocity_z",
)
AXIS_UNITS = ("m/s2",) * 3 + ("rad/s",) * 3
SUFFIX = ".samples"
ELSEWHERE_S = 3600.0
BEGUN = f"{time.time():.3f}"
"""When this process began: its number alone may be another's later."""


def recover(store: Store) -> list[LiveSetRow]:
    """Closes sets that a process left under way, with the samples and repetitions that were on the disk; says which.

    Repetitions that were committed stay as they are; those of which only samples had come are found now. A set in which nothing was
    lifted is not kept.
    """
    closed = []
    for row in store.sets_under_way():
        file = stream_file(store, row.stream)
        if _lives(file):
            continue
        recording = recording_of(row, file)
        _find_the_rest(store, row, recording)
        forgotten, _ = keep(store, row, recording)
        closed += [] if forgotten else [row]
    return closed


def _find_the_rest(store: Store, row: LiveSetRow, recording: Recording | None) -> None:
    """Repetitions that were in the samples and not yet in the store."""
    if recording is None:
        return
    entry = next(each.entry for each in store.session(row.session_id).sets if each.id == row.set_id)
    last_s = max((each.end_s or 0.0 for each in entry.repetitions), default=0.0)
    number = max((each.number for each in entry.repetitions), default=0)
    try:
        found = measure.repetitions(recording)
    except NeuraldriveError:
        return
    for each in found:
        if (each.start_s or 0.0) > last_s - 0.05:
            number += 1
            store.add_repetition(row.set_id, replace(each, number=number), measure.all_of(each))


def keep(store: Store, row: LiveSetRow, recording: Recording | None) -> tuple[bool, int | None]:
    """The samples with the other recordings, the set closed, and only then the stream gone.

    Of a set in which nothing was lifted only samples that hold something: whether it was forgotten, and their recording.
    """
    moved = recording if recording is not None and _moved(recording) else None
    forgotten, recording_id = store.forget_set(row.set_id, WITHDRAWN, moved)
    if not forgotten:
        store.close_set(row.set_id, recording)
    stream_file(store, row.stream).unlink(missing_ok=True)
    return forgotten, recording_id


def _moved(recording: Recording) -> bool:
    """Whether a bar was moved by more than off its hooks, or a sensor by more than by hand."""
    least = {"position": 0.20, "velocity": 0.40, "acceleration": 5.0, "acceleration_x": 5.0}
    return any(float(np.ptp(recording[name].samples)) > much for name, much in least.items() if name in recording)


def recording_of(row: LiveSetRow, file: Path) -> Recording | None:
    """What was streamed, as a recording; None where there is too little."""
    if not file.exists():
        return None
    try:
        facts, blocks = read_stream(file)
    except NeuraldriveError:
        return None
    pairs = list(blocks)
    if sum(times.size for times, _ in pairs) < 2:
        return None
    times, samples = (np.concatenate([pair[k] for pair in pairs]) for k in (0, 1))
    order = np.argsort(times, kind="stable")
    times, first = np.unique(times[order], return_index=True)
    samples = samples[order][first]
    return Recording(
        _channels(facts, times, samples), task=row.lift, device=row.sensor, load_kg=row.load_kg, athlete=row.athlete,
        started_at=datetime.fromisoformat(facts["started_at"]), origin=f"live, set {row.set_id}",
    )  # fmt: skip


def _channels(facts: dict[str, Any], times: Floats, samples: Floats) -> dict[str, Signal]:
    channel = facts["channel"]
    if channel == "inertial":
        return {
            name: Signal(np.ascontiguousarray(samples[:, k]), unit, times_s=times)
            for k, (name, unit) in enumerate(zip(AXES, AXIS_UNITS, strict=True))
        }
    return {channel: Signal(samples, UNITS[channel], times_s=times)}


def stream_file(store: Store, name: str) -> Path:
    return store.signals_dir / "live" / name


def _lives(file: Path) -> bool:
    """Whether the process that writes the stream still runs; of another machine, whether it wrote within the last hour."""
    if not file.exists():
        return False
    try:
        facts, _ = read_stream(file)
    except NeuraldriveError:
        return False
    if facts.get("host") != platform.node():
        return time.time() - file.stat().st_mtime < ELSEWHERE_S
    process = int(facts["process"])
    return facts["begun"] == BEGUN if process == os.getpid() else runs(process, file)
