"""The store's upkeep: correct, export, back up, derive again, examine."""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from neuraldrive import __version__, measure
from neuraldrive.errors import NeuraldriveError
from neuraldrive.store import Correction, Finding, Store, open_store
from neuraldrive.store import restore as restore_store
from neuraldrive.workflows import alone, look
from neuraldrive.workflows.places import Place

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
    """All fields corrected or none, what stood there before kept, and what was derived from it derived again.

    What stands there already is not written again, but for repetitions: their exclusions are confirmed so.
    """
    made = store.correct_all([(kind, number, fields)], why, who, skips_equal=kind != "repetition")
    return derived_again(store, made)


def undo(store: Store, correction_id: int, why: str = "", who: str = "") -> list[Correction]:
    """Takes back a correction and what was done in one step with it, and derives again what hangs on it."""
    return derived_again(store, store.undo(correction_id, why, who))


def derived_again(store: Store, made: list[Correction]) -> list[Correction]:
    """The same corrections, once the measurements that went with an old value are made of the new one."""
    stale = {repetition for each in made for repetition in each.recompute}
    if stale:
        recompute(store, only=stale)
    return made


def restore(source: Path, place: Place) -> None:
    """A backup into an empty data folder.

    Raises:
        StoreError: the folder holds a store already, a server goes on with the one that lay there, or the backup is damaged.
    """
    with alone.unserved(
        place.data_dir, "restore", "End {address} first, or restore into a new folder: --data-dir NEW."
    ):
        restore_store(source, place.location, signals_dir=place.data_dir / "signals")


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
