"""Store → a table of repetitions in a file."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from neuraldrive.errors import BadValue, NotInStore
from neuraldrive.store import RepetitionRow, Store, StoredSet
from neuraldrive.workflows.recording_files import export_recording, writable
from neuraldrive.workflows.writing import no_formula, write_whole

Row = dict[str, Any]
_MEASURES = (
    "mean_velocity", "mean_propulsive_velocity", "peak_velocity", "time_to_peak_velocity", "range_of_motion", "duration",
    "mean_acceleration", "mean_power", "peak_power",
)  # fmt: skip
_OURS = [f"our_{name}" for name in _MEASURES]
_LOGGED = [*(field.name for field in fields(RepetitionRow)), "counted"]


def export(
    store: Store, to: Path, athlete: str | int | None = None, *, lift: str | None = None, session_id: int | None = None
) -> int:
    """Every repetition as a row, logged and derived figures beside each other; returns the rows written.

    A set that was only counted has one row; `counted` says how many repetitions a row stands for.

    Args:
        athlete, lift, session_id: only theirs.

    Raises:
        BadValue: the name ends in none of .csv, .parquet, .json.
        NotInStore: no such athlete or session.
        StoreNotWritable: the file cannot be written.
    """
    if to.suffix.lower() not in _WRITERS:
        raise BadValue("export", found=to.name, needed=f"a name ending in {', '.join(_WRITERS)}", remedy="Name it so.")
    rows = rows_of(store, athlete, lift=lift, session_id=session_id)
    write_whole(to, "export", lambda file: _WRITERS[to.suffix.lower()](rows, file))
    return len(rows)


def recording_of_set(store: Store, set_id: int, to: Path) -> Path:
    """The raw recording of a whole set as a file, .parquet or .nwb: a .parquet can be replayed live.

    Raises:
        BadValue: another ending. NotInStore: no such set, or one without such a recording. StoreNotWritable: it cannot be written.
    """
    file, found = writable(to), store.stored_set(set_id).recording_id
    if found is None:
        raise NotInStore(
            "recording", found=f"set {set_id}, of which there is none of the whole of it", needed="a set with its samples",
            remedy="Take one that was lifted live, or imported from a file with a signal of the bar.",
        )  # fmt: skip
    return export_recording(store.recording(found), file)


def rows_of(
    store: Store, athlete: str | int | None = None, *, lift: str | None = None, session_id: int | None = None
) -> list[Row]:
    """A row a repetition in the order of time; a set that was only counted has one row, with its count."""
    if session_id is not None:
        athlete = store.session(session_id).session.athlete
    derived: dict[int, dict[str, float]] = {}
    for each in store.measurements(athlete, lift):
        derived.setdefault(each.repetition_id, {})[f"our_{each.measurement.measure}"] = each.measurement.value
    rows = [
        {**asdict(row), "counted": 1, **{name: derived.get(row.repetition_id, {}).get(name) for name in _OURS}}
        for row in store.repetitions(athlete, lift)
    ]
    for stored in store.sets(athlete, lift, measured=False):
        if not stored.repetition_ids:
            rows.append({**dict.fromkeys([*_LOGGED, *_OURS]), **_counted_only(stored)})
    kept = [row for row in rows if session_id is None or row["session_id"] == session_id]
    return sorted(kept, key=lambda row: (_instant(row["started_at"]), row["set_id"]))


def _instant(time: datetime | None) -> float:
    """To sort by: those without a time first; a time without a zone counts as UTC, as in the store."""
    if time is None:
        return float("-inf")
    return (time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp()


def _counted_only(stored: StoredSet) -> Row:
    entry = stored.entry
    return {
        "set_id": stored.id, "session_id": stored.session_id, "athlete": stored.athlete, "lift": entry.lift,
        "started_at": entry.started_at, "set_number": entry.number, "load_kg": entry.load_kg, "rpe": entry.rpe,
        "reps_in_reserve": entry.reps_in_reserve, "device": entry.device, "counted": entry.repetition_count,
    }  # fmt: skip


def _table(rows: list[Row]) -> Any:
    import pyarrow as pa  # late: keeps start-up quick

    return pa.table({name: [row[name] for row in rows] for name in [*_LOGGED, *_OURS]})


def _csv(rows: list[Row], file: Path) -> None:
    import pyarrow.csv  # late: keeps start-up quick

    pyarrow.csv.write_csv(_table([{name: no_formula(each) for name, each in row.items()} for row in rows]), str(file))


def _parquet(rows: list[Row], file: Path) -> None:
    import pyarrow.parquet  # late: keeps start-up quick

    pyarrow.parquet.write_table(_table(rows), str(file))


def _json(rows: list[Row], file: Path) -> None:
    with file.open("w", encoding="utf-8") as out:
        json.dump(rows, out, default=str, ensure_ascii=False)


_WRITERS: Mapping[str, Callable[[list[Row], Path], None]] = {".csv": _csv, ".parquet": _parquet, ".json": _json}
