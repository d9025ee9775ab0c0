"""Files and sets by hand → store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from neuraldrive import catalog, measure, readers
from neuraldrive.errors import BadValue, NeuraldriveError
from neuraldrive.records import Reading, Recording, Refusal, Repetition, Session, SetEntry
from neuraldrive.store import Store, StoredSet
from neuraldrive.store.people import said_alike
from neuraldrive.workflows import naming, naming_lifts
from neuraldrive.workflows.import_questions import is_open, lacking

FEWEST_TO_COMPARE = 5  # fewer repetitions can be alike by chance
REST_BETWEEN_SETS_S = 45.0  # nobody holds a loaded bar that long; shorter rests stay inside one set


@dataclass(frozen=True)
class Said:
    """What the user says of a file, over what the file says of itself.

    Args:
        new: names of the file are kept as they stand, however near they are to those of others.
        names: whom a name of the file means, by that name; itself where it is somebody new.
    """

    athlete: str | None = None
    format: str | None = None
    lift: str | None = None
    load_kg: float | None = None
    load_unit: str | None = None
    device: str | None = None
    started_at: datetime | None = None
    new: bool = False
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FileOutcome:
    """What became of one file; `new_athletes` were nobody before, `notices` tell what was kept and may be a slip."""

    path: str
    format: str = ""
    sets: int = 0
    repetitions: int = 0
    already: bool = False
    athletes: tuple[str, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    questions: tuple[str, ...] = ()
    error: NeuraldriveError | None = None
    new_athletes: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


def import_files(
    store: Store,
    paths: Sequence[str | Path],
    said: Said | None = None,
    on_file: Callable[[FileOutcome], None] | None = None,
) -> list[FileOutcome]:
    """Every file, one transaction each: a file that cannot be read stops nobody else's.

    Each outcome is handed to `on_file` once its file is safely in the store.
    """
    outcomes = []
    for path in _files(paths):
        try:
            outcome = import_file(store, path, said or Said())
        except NeuraldriveError as error:
            outcome = FileOutcome(str(path), error=error)
        outcomes.append(outcome)
        if on_file:
            on_file(outcome)
    return outcomes


def import_file(store: Store, path: str | Path, said: Said) -> FileOutcome:
    """One file into the store, whole or not at all.

    Raises:
        InputError: the file cannot be used, or does not say whose it is and neither did the user.
        StoreError: the store cannot take it.
    """
    return keep_reading(store, read_file(path, said), said)


def read_file(path: str | Path, said: Said) -> Reading:
    """What a file holds, with what the user says of it. Raises InputError: the file cannot be used."""
    return readers.read(
        path, format=said.format, athlete=said.athlete, lift=said.lift, load_kg=said.load_kg,
        load_unit=said.load_unit, device=said.device,
    )  # fmt: skip


def keep_reading(store: Store, reading: Reading, said: Said) -> FileOutcome:
    """What was read into the store, whole or not at all. Raises as import_file, and BadValue: a name looks like a slip."""
    if slips := slips_in(store, reading, said):
        raise naming.not_there_in(reading.path, slips)
    sessions, refusals = sessions_of(reading, said)
    if not reading.sessions:
        sessions = tuple(_numbered_on(store, session) for session in sessions)
    left = lacking(sessions)
    questions = (*(each for each in reading.questions if is_open(each, left)), *_one_athlete_twice(sessions))
    new, notices = _each_once(store.strangers(each.athlete for each in sessions)), naming_lifts.slips(store, sessions)
    receipt = store.add_reading(replace(reading, refusals=refusals, questions=questions), sessions, measure.all_of)
    return FileOutcome(
        reading.path, reading.format, receipt.added_count.sets, receipt.added_count.repetitions, receipt.already_imported,
        tuple(sorted({session.athlete for session in sessions})), refusals, questions,
        new_athletes=() if receipt.already_imported else new, notices=() if receipt.already_imported else notices,
    )  # fmt: skip


def slips_in(store: Store, reading: Reading, said: Said) -> tuple[naming.Meant, ...]:
    """Names of a file that look like slips of those who are there; none where that was said, or the file was kept before."""
    if said.new or said.athlete:
        return ()
    named = {each.athlete or "" for each in reading.sessions or reading.recordings} - {"", *said.names.values()}
    found = naming.slips(store, named)
    return () if found and reading.sha256 in {each.sha256 for each in store.imports()} else found


def sessions_of(reading: Reading, said: Said) -> tuple[tuple[Session, ...], tuple[Refusal, ...]]:
    """The reading's logged sessions, and those found in its signals, with what the user says of them."""
    refusals = list(reading.refusals)
    sessions = list(reading.sessions)
    if not sessions:
        for recording in reading.recordings:
            found = _session_in(recording, said)
            sessions += [found] if found.sets else []
            if not found.sets:
                refusals.append(Refusal(recording.origin or reading.path, "recording", "no repetition", "at least one"))
    return _owned(sessions, said, reading.path), tuple(refusals)


def log_set(
    store: Store, athlete: str, lift: str, load_kg: float, repetitions: int, *, velocities: Sequence[float] = (),
    rpe: float | None = None, reps_in_reserve: float | None = None, when: datetime | None = None, note: str = "",
    load_unit: str = "kg",
) -> StoredSet:  # fmt: skip
    """A set by hand, as it then stands in the store.

    Raises:
        RecordError: a value that no set can have.
        BadValue: more or fewer velocities than repetitions.
    """
    if velocities and len(velocities) != repetitions:
        raise BadValue(
            "velocities", found=f"{len(velocities)}", needed=f"{repetitions}, one for each repetition",
            remedy="Give them in order: --velocity 0.52,0.50,0.47.",
        )  # fmt: skip
    if repetitions < 0:
        raise BadValue("repetitions", found=str(repetitions), needed="0 or more", remedy="Count those completed.")
    done = tuple(
        Repetition(number, load_kg, mean_velocity=speed, device="unknown") for number, speed in enumerate(velocities, 1)
    )
    moment = (when or datetime.now()).replace(microsecond=0)
    moment = moment if moment.tzinfo is not None else moment.astimezone()
    entry = SetEntry(
        catalog.lift_name(lift), load_kg, done, rpe=rpe, reps_in_reserve=reps_in_reserve, started_at=moment,
        load_unit=load_unit, note=note, count=repetitions, number=_next_number(store, athlete, moment),
    )  # fmt: skip
    day = moment.replace(hour=0, minute=0, second=0)
    receipt = store.add_session(Session(athlete, (entry,), day), measure.all_of)
    return store.stored_set(receipt.set_ids[0])


def _next_number(store: Store, athlete: str, moment: datetime) -> int:
    """Sets by hand of one day make one session, numbered as they come."""
    if store.athlete_named(athlete) is None:
        return 1
    today = [each for each in store.sets(athlete, measured=False) if _same_day(each.entry.started_at, moment)]
    return 1 + max((each.entry.number for each in today), default=0)


def _numbered_on(store: Store, session: Session) -> Session:
    """Recordings of one day, a file a set, are numbered as they come."""
    if session.started_at is None:
        return session
    before = _next_number(store, session.athlete, session.started_at) - 1
    return replace(session, sets=tuple(replace(entry, number=entry.number + before) for entry in session.sets))


def _same_day(one: datetime | None, other: datetime) -> bool:
    return one is not None and one.astimezone(other.tzinfo).date() == other.date()


def _files(paths: Sequence[str | Path]) -> Iterator[Path]:
    for path in map(Path, paths):
        if path.is_dir():
            known = {suffix for card in readers.formats().values() for suffix in card.suffixes}
            inside = sorted(file for file in path.rglob("*") if file.is_file() and known & set(file.suffixes))
            yield from inside or [path]
        else:
            yield path


def _one_athlete_twice(sessions: Sequence[Session]) -> Iterator[str]:
    """A question for each group of names that share sessions of the very same repetitions."""
    first: dict[tuple[object, ...], str] = {}
    group: dict[str, set[str]] = {}
    for session in sessions:
        content = tuple(
            (entry.lift, entry.load_kg, each.mean_velocity) for entry in session.sets for each in entry.repetitions
        )
        group.setdefault(session.athlete, {session.athlete})
        other = first.setdefault(content, session.athlete) if len(content) >= FEWEST_TO_COMPARE else session.athlete
        if other not in group[session.athlete]:
            together = group[session.athlete] | group[other]
            group.update(dict.fromkeys(together, together))
    for names in sorted({tuple(sorted(names)) for names in group.values() if len(names) > 1}):
        yield f"{', '.join(names)} did the very same repetitions, to the last digit: is it one athlete?"


def _session_in(recording: Recording, said: Said) -> Session:
    repetitions = measure.repetitions(recording)
    lift = recording.task or ""
    if repetitions and not lift:
        raise BadValue(
            "lift", found="a recording that does not say which", needed="its lift", remedy="Say it: --lift back_squat.",
            where=recording.origin,
        )  # fmt: skip
    sets = tuple(
        SetEntry(
            lift, recording.load_kg, tuple(replace(each, number=n) for n, each in enumerate(group, 1)), number=number,
            started_at=recording.started_at or said.started_at, device=recording.device, recording=recording,
            flags=recording.flags,
        )
        for number, group in enumerate(_by_rest(repetitions), 1)
    )  # fmt: skip
    return Session(recording.athlete or "", sets, recording.started_at or said.started_at, recording.device)


def _by_rest(repetitions: Sequence[Repetition]) -> list[list[Repetition]]:
    groups: list[list[Repetition]] = []
    for repetition in repetitions:
        previous = groups[-1][-1] if groups else None
        rest = (repetition.start_s or 0.0) - ((previous.end_s if previous else None) or 0.0)
        if previous is None or rest > REST_BETWEEN_SETS_S:
            groups.append([])
        groups[-1].append(repetition)
    return groups


def _owned(sessions: Sequence[Session], said: Said, path: str) -> tuple[Session, ...]:
    """The sessions with their athletes: the user's word over a file that names one, never over one that names several."""
    named = sorted({session.athlete for session in sessions} - {""})
    if said.athlete and len(named) > 1:
        raise BadValue(
            "athlete", found=f"a file of {len(named)} athletes ({', '.join(named[:4])})", needed="no --athlete",
            remedy="Import it as it is; rename with: neuraldrive edit athlete NAME --name NEW.", where=path,
        )  # fmt: skip
    if not said.athlete and any(not session.athlete for session in sessions):
        raise BadValue(
            "athlete", found="a file that does not say whose it is", needed="a name", remedy="Say it: --athlete NAME.",
            where=path,
        )  # fmt: skip
    return tuple(
        replace(
            session, athlete=said.athlete or session.athlete, started_at=session.started_at or _when(sessions, said)
        )
        for session in sessions
    )


def _each_once(names: Iterable[str]) -> tuple[str, ...]:
    """Names that are said alike are one, as it was written first."""
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(said_alike(name), name)
    return tuple(first.values())


def _when(sessions: Sequence[Session], said: Said) -> datetime | None:
    """The date that the user gives a file of one session; of several sessions it cannot be that of all."""
    return said.started_at if len(sessions) == 1 else None
