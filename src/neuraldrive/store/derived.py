"""Measurements: what was derived from the repetitions, by which method and which version."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Connection, Row, Select, delete, select

from neuraldrive import __version__
from neuraldrive.errors import NotInStore
from neuraldrive.records import Measurement, Repetition
from neuraldrive.store import changes, schema
from neuraldrive.store.rows import add_many, chunked, listed, reserve, unlisted

_value, _how = schema.measurement, schema.derivation

Measures = Callable[[Repetition], Iterable[Measurement]] | Mapping[Repetition, Iterable[Measurement]] | None
_Key = tuple[str, str, str, float, tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True)
class StoredMeasurement:
    """A measurement, the repetition that it is of, and the version of neuraldrive that made it."""

    repetition_id: int
    measurement: Measurement
    version: str


def of(measures: Measures, repetition: Repetition) -> tuple[Measurement, ...]:
    """What `measures` has of that repetition."""
    if measures is None:
        return ()
    if callable(measures):
        return tuple(measures(repetition))
    return tuple(measures.get(repetition, ()))


def add(connection: Connection, found: Iterable[tuple[int, Iterable[Measurement]]]) -> None:
    """The measurements of each repetition id."""
    gathered: list[tuple[int, _Key, Measurement]] = []
    for repetition_id, measurements in found:
        # By key, so that the same measure by the same method counts once.
        own = {_key(each): each for each in measurements}
        gathered += [(repetition_id, key, each) for key, each in own.items()]
    ids = _derivations(connection, {key for _, key, _ in gathered})
    values = [
        (repetition_id, ids[key], float(each.value), *(each.interval or (None, None)))
        for repetition_id, key, each in gathered
    ]
    add_many(connection, _value, values)


def replace(connection: Connection, found: Mapping[int, Iterable[Measurement]]) -> None:
    """New measurements in place of all that the repetitions had.

    Raises:
        NotInStore: a repetition that is not there.
    """
    known: set[int] = set()
    for among in chunked(schema.repetition.c.id, found):
        known.update(connection.execute(select(schema.repetition.c.id).where(among)).scalars())
    for missing in found.keys() - known:
        raise NotInStore("repetition", found=str(missing), needed="a repetition of this store", remedy="List them.")
    changes.of_repetitions(connection, known)
    drop(connection, found)
    add(connection, found.items())


def drop(connection: Connection, repetition_ids: Iterable[int], *, unit: str | None = None) -> None:
    """Forgets the measurements of these repetitions; of one unit, if named."""
    for among in chunked(_value.c.repetition_id, repetition_ids):
        query = delete(_value).where(among)
        if unit is not None:
            query = query.where(_value.c.derivation_id.in_(select(_how.c.id).where(_how.c.unit == unit)))
        connection.execute(query)


def rows() -> Select[tuple[object, ...]]:
    """Values with how they were derived, repetition by repetition."""
    query = select(_value, _how).join(_how, _how.c.id == _value.c.derivation_id)
    return query.order_by(_value.c.repetition_id, _how.c.measure)


def measurement(row: Row[tuple[object, ...]]) -> Measurement:
    """The Measurement in a row of `rows`."""
    interval = None if row.low is None or row.high is None else (row.low, row.high)
    return Measurement(
        row.measure, row.value, row.unit, row.method, interval, row.level, unlisted(row.flags), unlisted(row.sources)
    )


def derivation_id(connection: Connection, each: Measurement) -> int:
    """The row that says how a measurement was derived, made where there is none."""
    key = _key(each)
    return _derivations(connection, {key})[key]


def _key(each: Measurement) -> _Key:
    return each.measure, each.unit, each.method, each.level, each.flags, each.sources


@lru_cache(maxsize=4096)
def _identity(key: _Key) -> str:
    return hashlib.sha256(json.dumps([*key, __version__]).encode()).hexdigest()


def _derivations(connection: Connection, keys: Iterable[_Key]) -> dict[_Key, int]:
    wanted = {_identity(key): key for key in keys}
    ids: dict[str, int] = {}
    for among in chunked(_how.c.identity, wanted):
        ids.update(
            (row.identity, row.id) for row in connection.execute(select(_how.c.identity, _how.c.id).where(among))
        )
    missing = [identity for identity in wanted if identity not in ids]
    ids.update(zip(missing, reserve(connection, _how, len(missing)), strict=True))
    add_many(connection, _how, [(ids[identity], identity, *_texts(wanted[identity])) for identity in missing])
    return {key: ids[identity] for identity, key in wanted.items()}


def _texts(key: _Key) -> tuple[object, ...]:
    measure, unit, method, level, flags, sources = key
    return measure, unit, method, float(level), listed(flags), listed(sources), __version__
