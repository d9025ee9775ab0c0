"""Where a recording of ours lies in an NWB file: what has no place in NWB stands in its notes, as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from neuraldrive.errors import UnreadableFile
from neuraldrive.readers import lift_rows, recording_rows
from neuraldrive.readers.recording_rows import Row
from neuraldrive.records import Recording, Signal

UNIT_NAMES = {
    "N": "newtons", "V": "volts", "m": "meters", "m/s": "meters/second", "m/s2": "meters/second^2",
    "rad/s": "radians/second", "N·m": "newton meters",
}  # fmt: skip
"""As NWB and Neo spell them; others, such as MVF (shares of maximal voluntary force), stay as they are."""
UNIT_COLUMNS = {
    "recruitment_threshold": "steady force at recruitment, share of maximal voluntary force (truth of the simulation)",
    "tetanic_force": "share of the whole muscle's tetanic force (truth of the simulation)",
    "contraction_time_s": "time to the peak of the rested twitch, s (truth of the simulation)",
    "recruited_at_s": "first discharge, s, NaN where silent (truth of the simulation)",
    "is_doublet": "whether the first discharge was a doublet (truth of the simulation)",
}
COURSES = {
    "excitation": ("what goes into the pool, 0 to 1, noise included", "times_s"),
    "recruited_share": ("share of the pool's units that are active", "times_s"),
    "tetanic_share": ("force as a share of the rested tetanic force of all units", "times_s"),
    "capacity": ("each unit's tetanic force as a share of its rested one", "capacity_times_s"),
}
"""Each in the module "truth", with the truth that holds its times."""
LIFT_COURSES = {
    "height_m": ("height of the bar above the bottom of its range, as no sensor sees it", "meters"),
    "velocity_mps": ("velocity of the bar", "meters/second"),
    "activation": ("force of the pool as a share of its rested tetanic force", "share"),
    "muscle_force_n": ("what the muscles bring to the bar", "newtons"),
    "drive": ("level that is set, share of the lifter's maximal voluntary force", "share"),
    "recruited_share": ("share of the pool's units that are active", "share"),
}
"""Of a lift, each in the module "truth"; one that is empty is absent."""
REPETITIONS = "repetitions"
"""The table of intervals with the truth of each repetition of a lift."""
OURS = "neuraldrive"
"""The name of the source script of our files."""
_KEY = recording_rows.KEY.decode()


def emg_together(channels: Mapping[str, Signal]) -> list[str]:
    """The EMG channels, if they share unit, clock and length and so make one series; else none."""
    names = [name for name in channels if name == "emg" or name.startswith("emg_")]
    alike = {(each.unit, each.rate_hz, each.start_s, each.samples.size) for each in map(channels.__getitem__, names)}
    return names if len(alike) == 1 and channels[names[0]].unit == "V" and channels[names[0]].rate_hz else []


def notes_of(recording: Recording, row: Row) -> str:
    """What stands in the notes."""
    plain = {name: value for name, value in row.items() if recording_rows.ROW.get(name) in ("text", "texts", "number")}
    return json.dumps({
        _KEY: recording_rows.VERSION, "simulated": recording.simulated, **plain,
        "channels": recording_rows.channels_of(recording), recording_rows.CHECKSUM: recording_rows.checksum(row),
    })  # fmt: skip


def ours(content: Any) -> bool:
    """Whether neuraldrive wrote this NWB file."""
    script = content.get("general/source_script")
    return script is not None and script.attrs.get("file_name") == OURS


def recording_in(content: Any, file: str) -> Recording:
    """The recording of an NWB file that neuraldrive wrote, as it was.

    Args:
        content: the open HDF5 file.
        file: its name, for errors.

    Raises:
        UnreadableFile: of another version, or changed since it was written.
        KeyError, ValueError: damaged.
    """
    notes = text_in(content, "general/notes")
    if recording_rows.seal(notes) != text_in(content, "identifier"):
        raise _changed("notes", file)
    said = json.loads(notes)
    if said[_KEY] != recording_rows.VERSION:
        raise UnreadableFile(
            "recording", found=f"version {said[_KEY]} of its layout", needed=f"version {recording_rows.VERSION}",
            remedy="Update neuraldrive to read it.", where=file,
        )  # fmt: skip
    row = _row(content, said)
    if recording_rows.checksum(row) != said[recording_rows.CHECKSUM]:
        raise _changed("signals, units or truth", file)
    return recording_rows.recording_of(row, said["channels"])


def text_in(content: Any, path: str) -> str:
    """A text of an HDF5 file; empty where there is none."""
    value = content[path][()] if path in content and hasattr(content[path], "shape") else ""
    return value.decode() if isinstance(value, bytes) else str(value)


def _changed(what: str, file: str) -> UnreadableFile:
    return UnreadableFile(
        what, found="a content that was changed since it was written", needed="the file as it was", where=file,
        remedy="Read the original, or take what was changed out with another program.",
    )  # fmt: skip


def _row(content: Any, said: Mapping[str, Any]) -> Row:
    texts = [name for name, kind in recording_rows.ROW.items() if kind == "texts"]
    row: Row = {name: said[name] for name in recording_rows.ROW if name in said}
    row |= {name: tuple(said[name]) for name in texts if name in said}
    row["stimulus_times_s"] = _times(content, "stimuli")
    acquired = content["acquisition"]
    together = [name for name in said["channels"] if name not in acquired or "electrodes" in acquired[name]]
    grid = acquired["emg/data"][:].T if together else ()
    row |= {name: np.ascontiguousarray(samples) for name, samples in zip(together, grid, strict=True)}
    for name in set(said["channels"]) - set(together):
        row[name] = acquired[name]["data"][:]
        if "timestamps" in acquired[name]:
            row[f"{name}{recording_rows.TIMES}"] = acquired[name]["timestamps"][:]
    truth = _truth(content) if "truth_muscle" in said else _lift_truth(content) if "lift_lift" in said else {}
    return row | _units(content) | truth


def _units(content: Any) -> Row:
    if "units" not in content:
        return {}
    row: Row = {"discharge_times_s": trains_in(content["units"])}
    if "accuracy" in content["units"]:
        row["discharge_accuracy"] = content["units/accuracy"][:]
    return row


def _truth(content: Any) -> Row:
    row: Row = {f"truth_{name}": content[f"units/{name}"][:] for name in UNIT_COLUMNS}
    for name, (_, times) in COURSES.items():
        series = content[f"processing/truth/{name}"]
        row |= {f"truth_{name}": series["data"][:], f"truth_{times}": series["timestamps"][:]}
    return row | {"truth_stimulus_times_s": _times(content, "stimulus_pulses")}


def _lift_truth(content: Any) -> Row:
    row: Row = {}
    for name in LIFT_COURSES:
        series = content.get(f"processing/truth/{name}")
        row[f"lift_{name}"] = np.zeros(0) if series is None else series["data"][:]
    row["lift_times_s"] = content["processing/truth/height_m/timestamps"][:]
    table = content[f"intervals/{REPETITIONS}"]
    return row | {
        f"repetition_{name}": table[name][:].astype(bool if kind == "switches" else np.float64)
        for name, kind in lift_rows.REPETITION.items()
    }


def trains_in(units: Any) -> list[NDArray[np.float64]]:
    """The spike times of each unit of an NWB table of units."""
    times, ends = units["spike_times"][:].astype(np.float64), units["spike_times_index"][:].astype(np.int64)
    return np.split(times, ends[:-1])


def _times(content: Any, name: str) -> NDArray[np.float64]:
    path = f"stimulus/presentation/{name}/timestamps"
    return np.asarray(content[path][:], dtype=np.float64) if path in content else np.zeros(0)
