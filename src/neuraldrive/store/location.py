"""Where a store lies: a folder, an SQLite file, or the URL of a PostgreSQL database."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import platformdirs
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from neuraldrive.errors import StoreError

DATABASE = "store.sqlite"
_FILE_ENDINGS = {".sqlite", ".sqlite3", ".db"}


@dataclass(frozen=True)
class Location:
    """A database (an SQLite file, or a URL) and the folder of its raw signals."""

    signals: Path
    file: Path | None = None
    url: URL | None = None
    # Whether other stores may keep their signals there too: then each has a folder of its own in it.
    shared: bool = False

    def __str__(self) -> str:
        return str(self.file) if self.url is None else self.url.render_as_string(hide_password=True)


def data_folder() -> Path:
    """The user's own data folder, which need not exist yet."""
    return platformdirs.user_data_path("neuraldrive", appauthor=False)


def locate(location: str | Path | None = None, signals_dir: str | Path | None = None) -> Location:
    """What a user's words for a place mean.

    Nothing: the user's data folder. A path: a folder that holds (or will hold) `store.sqlite`, or an SQLite
    file if it is one or ends in .sqlite, .sqlite3 or .db. A URL: sqlite:///… or postgresql://….

    Raises:
        StoreError: a URL of another kind of database.

    >>> locate("club/store.sqlite").signals.as_posix(), locate("club").file.name
    ('club/signals', 'store.sqlite')
    """
    if isinstance(location, str) and "://" in location:
        url = _url(location)
        if url.get_backend_name() == "sqlite" and url.database:
            return locate(Path(url.database), signals_dir)
        return Location(Path(signals_dir or data_folder() / "signals-postgresql"), url=url, shared=True)
    path = Path(location).expanduser() if location is not None else data_folder()
    file = path if path.suffix in _FILE_ENDINGS or path.is_file() else path / DATABASE
    # Every store has a folder of signals to itself: sweep() must not meet another store's files.
    beside = file.parent / ("signals" if file.name == DATABASE else f"{file.stem}-signals")
    signals = Path(signals_dir or beside)
    return Location(signals, file=file, shared=signals.absolute() != beside.absolute())


def _url(text: str) -> URL:
    try:
        url = make_url(text)
    except ArgumentError:
        raise _unknown(text) from None
    if url.drivername in {"postgresql", "postgres", "postgresql+psycopg"}:
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
        return url
    raise _unknown(url.render_as_string(hide_password=True))


def _unknown(text: str) -> StoreError:
    return StoreError(
        "place of the store",
        found=text,
        needed="a folder, an SQLite file, sqlite:///… or postgresql://…",
        remedy="Name one of these.",
    )
