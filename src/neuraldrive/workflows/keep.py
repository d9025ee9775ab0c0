"""The store's upkeep: correct, export, back up, derive again, examine."""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from neuraldrive import __version__, measure
from neuraldrive.errors import BadValue, NeuraldriveError
from neuraldrive.store import Correction, Finding, RepetitionRow, Store, StoredSet, open_store
from neuraldrive.store import restore as restore_store
from neuraldrive.workflows import look
from neuraldrive.workflows.places import Place
from neuraldrive.workflows.writing import write_whole

_EXPORTED = (
    "mean_velocity", "mean_propulsive_velocity", "peak_velocity", "time_to_peak_velocity", "range_of_motion", "duration",
    "mean_acceleration", "mean_power", "peak_power",
)  # fmt: skip
_ROW = [*(field.name for field in fields(RepetitionRow)), "counted"]
_PARTS = ("numpy", "scipy", "numba", "sqlalchemy", "alembic", "pyarrow", "matplotlib", "click", "rich", "psycopg")


@dataclass(frozen=True)
class Health:
    """What `doctor` found."""

    version: str
    python: str
    parts: Mapping[str, str]
    data_dir: str
    store: str
    counts: Mapping[str, int]
    findings: tuple[Finding, ...]
    swept: int = 0

    @property
    def sound(self) -> bool:
        """Whether nothing found is an error."""
        return all(finding.severity != "error" for finding in self.findings)


def correct(
    store: Store, kind: str, number: int, fields: Mapping[str, Any], why: str, who: str = ""
) -> list[Correction]:
    """All fields corrected or none, what stood there before kept, and what was derived from it derived again."""
    return derived_again(store, store.correct_all([(kind, number, fields)], why, who))


def undo(store: Store, correction_id: int, why: str = "", who: str = "") -> list[Correction]:
    """Takes back a correction and what was done in one step with it, and derives again what hangs on it."""
    return derived_again(store, store.undo(correction_id, why, who))


def derived_again(store: Store, made: list[Correction]) -> list[Correction]:
    """The same corrections, once the measurements that went with an old value are made of the new one."""
    stale = {repetition for each in made for repetition in each.recompute}
    if stale:
        recompute(store, only=stale)
    return made


def export(store: Store, to: Path, athlete: str | None = None) -> int:
    """Every repetition as a row, logged and derived figures beside each other; returns the rows written.

    A set that was only counted has one row; `counted` says how many repetitions a row stands for.

    Raises:
        BadValue: the name ends in neither .csv nor .parquet.
        StoreNotWritable: the file cannot be written.
    """
    import pyarrow as pa  # late: keeps start-up quick
    import pyarrow.csv
    import pyarrow.parquet

    writers = {".csv": pyarrow.csv.write_csv, ".parquet": pyarrow.parquet.write_table}
    if to.suffix.lower() not in writers:
        raise BadValue("export", found=to.name, needed="a name ending in .csv or .parquet", remedy="Name it so.")
    table = pa.Table.from_pylist(_rows(store, athlete))
    write_whole(to, "export", lambda file: writers[to.suffix.lower()](table, str(file)))
    return int(table.num_rows)


def restore(source: Path, place: Place) -> None:
    """A backup into an empty data folder.

    Raises:
        StoreError: the folder holds a store already, or the backup is damaged.
    """
    restore_store(source, place.location, signals_dir=place.data_dir / "signals")


def _rows(store: Store, athlete: str | None) -> list[dict[str, Any]]:
    """A row a repetition; a set that was only counted has one row, with its count."""
    derived: dict[int, dict[str, float]] = {}
    for each in store.measurements(athlete):
        derived.setdefault(each.repetition_id, {})[f"our_{each.measurement.measure}"] = each.measurement.value
    names = [f"our_{name}" for name in _EXPORTED]
    rows = [
        {**asdict(row), "counted": 1, **{name: derived.get(row.repetition_id, {}).get(name) for name in names}}
        for row in store.repetitions(athlete)
    ]
    for stored in store.sets(athlete, measured=False):
        if not stored.repetition_ids:
            rows.append({**dict.fromkeys([*_ROW, *names]), **_counted_only(stored)})
    return sorted(rows, key=lambda row: (_instant(row["started_at"]), row["set_id"]))


def _instant(time: datetime | None) -> float:
    """To sort by: those without a time first; a time without a zone counts as UTC, as in the store."""
    if time is None:
        return float("-inf")
    return (time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp()


def _counted_only(stored: StoredSet) -> dict[str, Any]:
    entry = stored.entry
    return {
        "set_id": stored.id, "session_id": stored.session_id, "athlete": stored.athlete, "lift": entry.lift,
        "started_at": entry.started_at, "set_number": entry.number, "load_kg": entry.load_kg, "rpe": entry.rpe,
        "reps_in_reserve": entry.reps_in_reserve, "device": entry.device, "counted": entry.repetition_count,
    }  # fmt: skip


def recompute(
    store: Store, on_set: Callable[[int, int], None] | None = None, *, only: Collection[int] | None = None
) -> int:
    """Derived figures again, from what was logged and recorded; of all repetitions, or `only` those. Returns how many."""
    done = 0
    sets = store.sets(measured=False) if only is None else store.sets_of(only)
    for index, stored in enumerate(sets, 1):
        wanted = [number for number in stored.repetition_ids if only is None or number in only]
        if wanted:
            entry = look.with_signals(store, stored)
            derived = dict(zip(stored.repetition_ids, map(measure.all_of, entry.repetitions), strict=True))
            store.replace_measurements({number: derived[number] for number in wanted})
            done += len(wanted)
        if on_set:
            on_set(index, len(sets))
    return done


def doctor(place: Place, *, sweep: bool = False) -> Health:
    """What is installed, where the data lie, whether they are sound. A store that cannot be opened is a finding."""
    parts = {name: _installed(name) for name in _PARTS}
    python = f"{platform.python_implementation()} {platform.python_version()} on {sys.platform}"
    counts: Mapping[str, int] = {}
    swept = 0
    try:
        with open_store(place.location, signals_dir=place.data_dir / "signals") as store:
            swept = len(store.sweep()) if sweep else 0
            counts, findings = _counts(store), tuple(store.check())
    except NeuraldriveError as error:
        findings = (Finding("error", str(error), error.remedy),)
    return Health(__version__, python, parts, str(place.data_dir), place.location, counts, findings, swept)


def _counts(store: Store) -> dict[str, int]:
    athletes = store.athletes()
    return {
        "athletes": len(athletes),
        "sessions": sum(each.sessions for each in athletes),
        "sets": sum(each.sets for each in athletes),
        "repetitions": sum(each.repetitions for each in athletes),
        "recordings": len(store.recordings()),
    }


def _installed(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "not installed"
