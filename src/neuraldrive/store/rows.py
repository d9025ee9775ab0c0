"""Records as rows, and many rows at once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, fields, is_dataclass
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Any

import numpy as np
from sqlalchemy import Column, ColumnElement, Connection, Select, Table, func, insert, select

_CHUNK = 500
_STEERING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def reserve(connection: Connection, table: Table, count: int = 1) -> range:
    """The next `count` ids of a table. Only under the write lock: nobody else can take them."""
    last = int(connection.execute(_last_id(table)).scalar_one()) if count else 0
    return range(last + 1, last + 1 + count)


@cache
def _last_id(table: Table) -> Select[Any]:
    return select(func.coalesce(func.max(table.c.id), 0))


def add(connection: Connection, table: Table, **values: object) -> int:
    """One row; its id."""
    (row_id,) = reserve(connection, table)
    connection.execute(insert(table).values(id=row_id, **values))
    return row_id


def add_many(connection: Connection, table: Table, rows: Sequence[tuple[object, ...]]) -> None:
    """Many rows, each with a value for every column in order; straight to the driver, for speed."""
    if not rows:
        return
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(table.columns))
        connection.exec_driver_sql(f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})', list(rows))
        return
    cursor: Any = connection.connection.cursor()
    with cursor, cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row(row)


def chunked(column: Column[Any], values: Iterable[object]) -> Iterator[ColumnElement[bool]]:
    """Conditions that together say `column` is one of `values`, each short enough for any database."""
    listed = list(values)
    for start in range(0, len(listed), _CHUNK):
        yield column.in_(listed[start : start + _CHUNK])


def plain(text: str | None) -> str | None:
    """Text that every database takes and every terminal shows: no half characters (as in file names of another encoding),
    and none that only steer a terminal.
    """
    if not text or (text.isprintable() and text.isascii()):
        return text
    return _STEERING.sub("", text).encode("utf-8", "backslashreplace").decode()


def instant(time: datetime | None) -> str | None:
    """A time as text, with its zone if it has one."""
    return None if time is None else time.isoformat()


def seconds(time: datetime | None) -> float | None:
    """Seconds since 1970 to sort by; a time without a zone counts as UTC."""
    if time is None:
        return None
    return (time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp()


def moment(text: str | None) -> datetime | None:
    """The time that `instant` wrote."""
    return None if text is None else datetime.fromisoformat(text)


def now() -> str:
    """The present moment as text, UTC."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


@lru_cache(maxsize=1024)
def listed(texts: tuple[str, ...]) -> str:
    """Short texts as JSON."""
    return json.dumps(texts) if texts else "[]"


@lru_cache(maxsize=1024)
def unlisted(text: str) -> tuple[str, ...]:
    """The texts that `listed` wrote."""
    return tuple(json.loads(text)) if text != "[]" else ()


def mapped(values: Mapping[str, Any] | None) -> str | None:
    """A mapping of numbers, texts and arrays as JSON; None stays None."""
    if values is None:
        return None
    return _ENCODER.encode(dict(values)) if values else "{}"


def short_truth(truth: Any) -> Mapping[str, Any] | None:
    """What a simulation knows, as a mapping; of a record without its courses, which are as long as the signals.

    >>> short_truth({"strength": 1.0}), short_truth(None)
    ({'strength': 1.0}, None)
    """
    if truth is None or isinstance(truth, Mapping):
        return truth
    return {
        field.name: _plainly(value)
        for field in fields(truth)
        if not isinstance(value := getattr(truth, field.name), np.ndarray)
    }


def _plainly(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plainly(each) for each in value]
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value


def unmapped(text: str | None) -> dict[str, Any] | None:
    """The mapping that `mapped` wrote; arrays come back as lists."""
    if text is None:
        return None
    return dict(json.loads(text)) if text != "{}" else {}


def _simple(value: object) -> object:
    if isinstance(value, np.ndarray | np.generic):
        return value.tolist()
    if isinstance(value, Mapping):
        return dict(value)
    return str(value)


# One for all rows: json.dumps would make a new one each time.
_ENCODER = json.JSONEncoder(default=_simple)
