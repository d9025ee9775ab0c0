"""A file's sets, repetitions and signals into the store: all in one transaction, and none twice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Connection, select, update

from neuraldrive import __version__
from neuraldrive.records import Measurement, Reading, Recording, Refusal, Repetition
from neuraldrive.store import derived, fingerprint, schema
from neuraldrive.store.batch import Batch
from neuraldrive.store.connect import Database
from neuraldrive.store.delivery import Delivery
from neuraldrive.store.rows import (
    add,
    add_many,
    chunked,
    instant,
    listed,
    mapped,
    now,
    plain,
    reserve,
    short_truth,
    unlisted,
)

_set, _recording = schema.set_entry.c, schema.recording.c


@dataclass(frozen=True)
class Count:
    """Sets and the repetitions in them."""

    sets: int = 0
    repetitions: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.sets + other.sets, self.repetitions + other.repetitions)


@dataclass(frozen=True)
class ImportReceipt:
    """What an import added and what was there before, athlete by athlete, under the names of the file.

    Of sets by hand `set_ids` has the numbers.
    """

    session_ids: tuple[int, ...] = ()
    recording_ids: tuple[int, ...] = ()
    added: Mapping[str, Count] = field(default_factory=dict)
    existing: Mapping[str, Count] = field(default_factory=dict)
    already_imported: bool = False
    set_ids: tuple[int, ...] = ()

    @property
    def added_count(self) -> Count:
        """Added in all."""
        return sum(self.added.values(), Count())

    @property
    def existing_count(self) -> Count:
        """There before, in all."""
        return sum(self.existing.values(), Count())


@dataclass(frozen=True)
class ImportedFile:
    """A file as it was imported."""

    id: int
    path: str
    format: str
    sha256: str
    version: str
    imported_at: datetime
    refusals: tuple[Refusal, ...]
    questions: tuple[str, ...]


def files(connection: Connection) -> list[ImportedFile]:
    """Every imported file, the first first."""
    return [
        ImportedFile(
            row.id, row.path, row.format, row.sha256, row.version, datetime.fromisoformat(row.imported_at),
            tuple(Refusal(*each) for each in json.loads(row.refusals)), unlisted(row.questions),
        )
        for row in connection.execute(select(schema.file_import).order_by(schema.file_import.c.id))
    ]  # fmt: skip


def add_file(database: Database, reading: Reading, delivery: Delivery, measures: derived.Measures) -> ImportReceipt:
    """The sets of a file that are not there yet, with their measurements."""
    sha256 = reading.sha256 or hashlib.sha256(json.dumps(delivery.fingerprints).encode()).hexdigest()
    with database.reading() as connection:
        there = _there(connection, delivery)
        known = _file_id(connection, sha256)
        if known is not None and not any(kept.new for kept in delivery.kept.values()):
            return _seen(connection, delivery, known)
    measured = {} if known is not None else _measured(delivery, there, measures)
    with database.writing() as connection:
        _mend(connection, delivery)
        # Another process may have brought the same file, or the same sets, while this one waited for its turn.
        known = _file_id(connection, sha256)
        if known is not None:
            return _seen(connection, delivery, known)
        there = _there(connection, delivery)
        file_id = _add_file_row(connection, reading, sha256)
        recording_ids = _add_recordings(connection, file_id, delivery)
        placed = Batch(connection, delivery, file_id, recording_ids, measured).add(there)
        return _receipt(delivery, there, placed, tuple(recording_ids.values()))


def add_by_hand(database: Database, delivery: Delivery, measures: derived.Measures) -> ImportReceipt:
    """A session as the user says it: two equal sets are two sets."""
    measured = _measured(delivery, {}, measures)
    with database.writing() as connection:
        _mend(connection, delivery)
        recording_ids = _add_recordings(connection, None, delivery)
        batch = Batch(connection, delivery, None, recording_ids, measured)
        receipt = _receipt(delivery, {}, batch.add({}), tuple(recording_ids.values()))
        return replace(receipt, set_ids=batch.set_ids)


def keep_recordings(connection: Connection, delivery: Delivery) -> tuple[int, ...]:
    """The ids of recordings that were delivered without sets."""
    _mend(connection, delivery)
    return tuple(_add_recordings(connection, None, delivery).values())


def _measured(
    delivery: Delivery, there: Mapping[str, object], measures: derived.Measures
) -> dict[Repetition, tuple[Measurement, ...]]:
    if measures is None:
        return {}
    return {
        each: derived.of(measures, each)
        for _, entry, mark in delivery.sets()
        if mark not in there
        for each in entry.repetitions
    }


def _file_id(connection: Connection, sha256: str) -> int | None:
    return connection.execute(select(schema.file_import.c.id).where(schema.file_import.c.sha256 == sha256)).scalar()


def _there(connection: Connection, delivery: Delivery) -> dict[str, tuple[int, int]]:
    """(set id, session id) of each set that the store has, by its fingerprint."""
    found: dict[str, tuple[int, int]] = {}
    for among in chunked(_set.fingerprint, (mark for _, _, mark in delivery.sets())):
        query = select(_set.fingerprint, _set.id, _set.session_id).where(among)
        found.update((row.fingerprint, (row.id, row.session_id)) for row in connection.execute(query))
    return found


def _mend(connection: Connection, delivery: Delivery) -> None:
    """A signal file that was lost and is written anew may have another checksum."""
    row = schema.recording.c
    for kept in delivery.kept.values():
        if kept.new:
            here = (row.samples_sha256 == kept.samples_sha256) & (row.file_sha256 != kept.file_sha256)
            connection.execute(update(schema.recording).where(here).values(file_sha256=kept.file_sha256))


def _add_file_row(connection: Connection, reading: Reading, sha256: str) -> int:
    return add(
        connection, schema.file_import, sha256=sha256, path=plain(reading.path) or "", format=reading.format,
        version=__version__, imported_at=now(), questions=listed(reading.questions),
        refusals=json.dumps([(each.where, each.what, each.found, each.needed, each.kept) for each in reading.refusals]),
    )  # fmt: skip


def _add_recordings(connection: Connection, file_id: int | None, delivery: Delivery) -> dict[Recording, int]:
    """The id of each recording; those that the store has keep theirs."""
    wanted = {each: fingerprint.of_recording(each, kept.samples_sha256) for each, kept in delivery.kept.items()}
    row, ids = schema.recording.c, dict[str, int]()
    for among in chunked(row.identity, wanted.values()):
        ids.update(
            (found.identity, found.id) for found in connection.execute(select(row.identity, row.id).where(among))
        )
    new = {identity: each for each, identity in wanted.items() if identity not in ids}
    ids.update(zip(new, reserve(connection, schema.recording, len(new)), strict=True))
    rows = [
        (
            ids[identity], file_id, identity, kept.samples_sha256, kept.path, kept.file_sha256, kept.channels,
            plain(each.task), plain(each.device), each.load_kg, plain(each.athlete), instant(each.started_at),
            plain(each.origin), listed(each.flags), mapped(short_truth(each.truth)),
        )
        for identity, each in new.items()
        for kept in (delivery.kept[each],)
    ]  # fmt: skip
    add_many(connection, schema.recording, rows)
    return {each: ids[identity] for each, identity in wanted.items()}


def _receipt(
    delivery: Delivery,
    there: Mapping[str, tuple[int, int]],
    placed: Mapping[str, int],
    recording_ids: tuple[int, ...] = (),
) -> ImportReceipt:
    added, existing = dict[str, Count](), dict[str, Count]()
    session_ids = dict[int, None]()
    for session, entry, mark in delivery.sets():
        tally = added if mark in placed else existing
        tally[session.athlete] = tally.get(session.athlete, Count()) + Count(1, entry.repetition_count)
        session_ids[placed[mark] if mark in placed else there[mark][1]] = None
    return ImportReceipt(tuple(session_ids), recording_ids, added, existing)


def _seen(connection: Connection, delivery: Delivery, file_id: int) -> ImportReceipt:
    """The receipt of a file that was imported before: what it brought, or found there, then."""
    there = _there(connection, delivery)
    existing, session_ids = dict[str, Count](), dict[int, None]()
    for session, entry, mark in delivery.sets():
        if mark in there:
            existing[session.athlete] = existing.get(session.athlete, Count()) + Count(1, entry.repetition_count)
            session_ids[there[mark][1]] = None
    own = select(_set.session_id).where(_set.file_import_id == file_id).order_by(_set.session_id)
    session_ids.update(dict.fromkeys(connection.execute(own).scalars()))
    recordings = connection.execute(select(_recording.id).where(_recording.file_import_id == file_id))
    return ImportReceipt(tuple(session_ids), tuple(recordings.scalars()), {}, existing, already_imported=True)
