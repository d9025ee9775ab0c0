"""Sessions, sets, repetitions and measurements as rows, gathered and then written table by table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, select

from neuraldrive.records import Measurement, Recording, Repetition, Session, SetEntry
from neuraldrive.store import athletes, changes, derived, schema
from neuraldrive.store.delivery import Delivery
from neuraldrive.store.repetition_row import columns
from neuraldrive.store.rows import add, add_many, instant, listed, plain, reserve, seconds

_session = schema.session.c


class Batch:
    """The rows of one delivery, gathered and then written table by table."""

    def __init__(
        self,
        connection: Connection,
        delivery: Delivery,
        file_id: int | None,
        recording_ids: Mapping[Recording, int],
        measured: Mapping[Repetition, tuple[Measurement, ...]],
    ) -> None:
        self.connection, self.delivery, self.file_id = connection, delivery, file_id
        self.recording_ids, self.measured = recording_ids, measured
        self.set_ids: tuple[int, ...] = ()
        self.sets: list[tuple[object, ...]] = []
        self.repetitions: list[tuple[object, ...]] = []
        self.measurements: list[tuple[int, tuple[Measurement, ...]]] = []
        self.said: dict[str, int] = {}

    def add(self, there: Mapping[str, tuple[int, int]]) -> dict[str, int]:
        """Writes the sets that are not `there`; the session id of each by its fingerprint."""
        self.said = athletes.said_of(self.connection)
        new = [mark for _, _, mark in self.delivery.sets() if mark not in there]
        self.set_ids = tuple(reserve(self.connection, schema.set_entry, len(new)))
        set_ids = iter(self.set_ids)
        self.next_repetition = reserve(self.connection, schema.repetition).start
        placed = {}
        for session, prints in zip(self.delivery.sessions, self.delivery.fingerprints, strict=True):
            fresh = [(entry, mark) for entry, mark in zip(session.sets, prints, strict=True) if mark not in there]
            if not fresh:
                continue
            session_id = self._session(session, [there[mark][1] for mark in prints if mark in there])
            for entry, mark in fresh:
                self._set(next(set_ids), session_id, entry, mark)
                placed[mark] = session_id
        add_many(self.connection, schema.set_entry, self.sets)
        add_many(self.connection, schema.repetition, self.repetitions)
        derived.add(self.connection, self.measurements)
        changes.of_sessions(self.connection, placed.values())
        return placed

    def _session(self, session: Session, neighbours: Sequence[int]) -> int:
        # Where the rest of this session lies, even if the user has moved it to another athlete since.
        if neighbours:
            return Counter(neighbours).most_common(1)[0][0]
        simulated = self._simulated(session)
        athlete_id = athletes.find_or_add(self.connection, session.athlete, simulated=simulated, said=self.said)
        if session.started_at is not None:
            same = (_session.athlete_id == athlete_id) & (_session.started_at == instant(session.started_at))
            found = self.connection.execute(select(_session.id).where(same)).scalar()
            if found is not None:
                return int(found)
        return add(
            self.connection, schema.session, athlete_id=athlete_id, started_at=instant(session.started_at),
            started_s=seconds(session.started_at), device=plain(session.device), note=plain(session.note) or "",
        )  # fmt: skip

    def _simulated(self, session: Session) -> bool:
        recordings = (self.delivery.source(entry) for entry in session.sets)
        return any(recording is not None and recording.simulated for recording in recordings)

    def _set(self, set_id: int, session_id: int, entry: SetEntry, mark: str) -> None:
        source = self.delivery.source(entry)
        recording_id = None if source is None else self.recording_ids.get(source)
        fingerprint = None if self.delivery.by_hand else mark
        self.sets.append((
            set_id, session_id, self.file_id, recording_id, fingerprint, int(entry.number), entry.lift, entry.load_kg,
            entry.load_unit, entry.rpe, entry.reps_in_reserve, bool(entry.rpe_at_most), entry.count,
            instant(entry.started_at), seconds(entry.started_at), plain(entry.device), listed(entry.flags),
            plain(entry.note) or "",
        ))  # fmt: skip
        for each in entry.repetitions:
            repetition_id, self.next_repetition = self.next_repetition, self.next_repetition + 1
            own = None if source is not None or each.rise is None else self.recording_ids.get(each.rise)
            self.repetitions.append((repetition_id, set_id, own, int(each.number), *columns(each).values()))
            if each in self.measured:
                self.measurements.append((repetition_id, self.measured[each]))
