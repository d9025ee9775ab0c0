"""Recordings that a served rack may replay."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from live_blocks import squats
from neuraldrive.workflows.recording_files import export_recording

SENTENCE = "max effort 4x5 @ 75% rest 3min"


def recording(data_dir: Path, repetitions: int = 5, name: str = "squat.parquet") -> str:
    """A simulated set in the data folder, as a source."""
    folder = data_dir / "recordings"
    folder.mkdir(parents=True, exist_ok=True)
    export_recording(squats(repetitions), folder / name)
    return f"replay:recordings/{name}"


def new_rack(source: str, name: str = "Rack 1", **more: object) -> dict[str, object]:
    """What opens a rack for Ada."""
    return {"name": name, "source": source, "athlete": "Ada", "lift": "back_squat", "load": "73.5kg", "sets": SENTENCE,
            "sensor": "linear_encoder", "speed": 0, **more}  # fmt: skip


def waited(told: Callable[[], Any], right: Callable[[Any], bool], within_s: float = 60.0) -> Any:
    """What is told once it is right."""
    until_s = time.monotonic() + within_s
    while not right(found := told()):
        assert time.monotonic() < until_s, found
        time.sleep(0.05)
    return found
