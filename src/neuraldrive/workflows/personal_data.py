"""A person's own data: everything that is known of them in one archive, and the removal of all of it."""

from __future__ import annotations

import json
import shutil
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from neuraldrive import __version__
from neuraldrive.errors import BadValue
from neuraldrive.store import Store
from neuraldrive.workflows import alone, exporting, kept_racks, look, reporting
from neuraldrive.workflows.places import Place
from neuraldrive.workflows.writing import write_whole

README = """All that neuraldrive knows of {name}, taken out on {at} with version {version}.

data.json         every row, table by table, as the database has it; loads in kg, speeds in m/s, times in s
repetitions.csv   every repetition as a row, with what was derived from it
signals/          raw recordings, Parquet: each column a channel; `recording` in data.json says which is which
live/             samples as they came, of sets that were lifted live
reports/          pages that were written

data.json: `athlete` is the person; `session`, `set_entry` and `repetition` what was done; `measurement` what was derived,
`derivation` by which method; `test_result` what tests found; `correction` what was changed, by whom and why; `plan`,
`plan_version` and `plan_sheet` the plans; `equipment` bars and bands of one's own; `live_set` and `verdict` what was
watched and said.
"""


@dataclass(frozen=True)
class Removed:
    """Who was removed, and how many rows and files that were."""

    name: str
    rows: int
    files: int


def told(store: Store, athlete_id: int) -> dict[str, Any]:
    """Every row of a person, table by table.

    Raises:
        NotInStore: nobody of that number.
    """
    tables: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for name, row in store.personal.rows(athlete_id):
        tables[name].append(row)
    at = datetime.now(UTC).isoformat(timespec="seconds")
    return {"name": tables["athlete"][0]["name"], "taken_out_at": at, "version": __version__, "tables": dict(tables)}


@contextmanager
def archive(store: Store, athlete_id: int, place: Place) -> Iterator[IO[bytes]]:
    """A .zip of everything, open at its beginning; it is gone when the `with` ends.

    Raises:
        NotInStore: nobody of that number.
    """
    everything = told(store, athlete_id)
    with tempfile.TemporaryFile(suffix=".zip") as made:
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as whole:
            whole.writestr("README.txt", README.format(
                name=everything["name"], at=everything["taken_out_at"], version=__version__
            ))  # fmt: skip
            whole.writestr("data.json", json.dumps(everything, ensure_ascii=False, indent=1, default=str))
            with tempfile.TemporaryDirectory() as folder:
                table = Path(folder) / "repetitions.csv"
                exporting.export(store, table, athlete_id)
                whole.write(table, table.name)
            for file in store.personal.files(athlete_id):
                below = file.relative_to(store.signals_dir).as_posix()
                whole.write(file, below if below.startswith("live/") else f"signals/{below}")
            for file in _reports(store, athlete_id, place):
                whole.write(file, f"reports/{file.name}")
        made.seek(0)
        yield made


def write(store: Store, athlete_id: int, place: Place, to: Path) -> int:
    """The archive as a file; its bytes.

    Raises:
        NotInStore: nobody of that number. StoreNotWritable: the file cannot be written.
    """
    with archive(store, athlete_id, place) as made:
        write_whole(to, "archive", lambda file: _copied(made, file))
    return to.stat().st_size


def _copied(made: IO[bytes], file: Path) -> None:
    with file.open("wb") as out:
        shutil.copyfileobj(made, out)


def delete(store: Store, athlete_id: int, place: Place, *, name: str) -> Removed:
    """Removes a person whole: rows, raw signals, streams, written pages. It cannot be undone.

    Args:
        name: the person's name once more, so that nobody is removed by a slip.

    Raises:
        NotInStore: nobody of that number. BadValue: another name.
    """
    who = look.on_roster(store, athlete_id)
    if " ".join(name.split()) != who.name:
        raise BadValue("name", found=repr(name)[:80], needed=repr(who.name), remedy="Type the name as it is written.")
    rows = sum(1 for _ in store.personal.rows(athlete_id))
    pages = _reports(store, athlete_id, place)
    files = store.personal.erase(athlete_id)
    for page in pages:
        page.unlink(missing_ok=True)
    return Removed(who.name, rows, len(files) + len(pages))


def delete_unserved(store: Store, athlete_id: int, place: Place, *, name: str) -> Removed:
    """The same from outside a server: while one serves the data folder, it alone knows who lifts and what it keeps of whom.

    Raises:
        As `delete`. StoreLocked: the data folder is served.
    """
    remedy = "Delete on the athlete's page at {address}, or end it first."
    with alone.unserved(place.data_dir, "deletion", remedy):
        names = store.personal.names(athlete_id)
        removed = delete(store, athlete_id, place, name=name)
        kept_racks.forget(place.data_dir, names)
    return removed


def _reports(store: Store, athlete_id: int, place: Place) -> list[Path]:
    """Pages written of the person, under all names that they had."""
    found = [reporting.usual_place(place, name) for name in store.personal.names(athlete_id)]
    return [each for each in dict.fromkeys(found) if each.is_file()]
