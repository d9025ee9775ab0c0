"""The store as its users see it: each method opens one transaction and hands on to its room."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from types import TracebackType

from neuraldrive.records import Measurement, Reading, Recording, Repetition, Session, Verdict
from neuraldrive.store import athletes as athlete_room
from neuraldrive.store import (
    backup,
    changes,
    connect,
    correction_log,
    corrections,
    delivery,
    derived,
    health,
    importing,
    laboratory,
    waiting,
)
from neuraldrive.store import equipment as equipment_room
from neuraldrive.store import live_sets as live_room
from neuraldrive.store import plans as plan_room
from neuraldrive.store import sessions as session_room
from neuraldrive.store import sets as set_room
from neuraldrive.store.athletes import AthleteSummary, OnRoster
from neuraldrive.store.correction_log import Correction
from neuraldrive.store.equipment import StoredEquipment
from neuraldrive.store.laboratory import StoredTest
from neuraldrive.store.live_sets import LiveSetRow, SaidVerdict
from neuraldrive.store.people_face import People
from neuraldrive.store.personal_face import Personal
from neuraldrive.store.plans import PlanVersion, StoredPlan, StoredSheet
from neuraldrive.store.questions import ImportQuestions
from neuraldrive.store.sessions import SessionSummary, StoredSession
from neuraldrive.store.sets import LiftDay, RepetitionRow, StoredSet


class Store:
    """Athletes, sessions, repetitions, measurements and raw signals; made by `open_store`."""

    def __init__(self, database: connect.Database) -> None:
        self._database = database

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Gives the connections back."""
        self._database.engine.dispose()

    @property
    def place(self) -> str:
        """Where the database lies, without any password."""
        return self._database.place

    @property
    def signals_dir(self) -> Path:
        """Where the raw signals lie."""
        return self._database.location.signals

    @property
    def personal(self) -> Personal:
        """All that there is of one athlete, to tell it or to remove it."""
        return Personal(self._database)

    @property
    def people(self) -> People:
        """Who may use this store where it is served."""
        return People(self._database)

    @property
    def questions(self) -> ImportQuestions:
        """What imports left open."""
        return ImportQuestions(self._database.reading)

    def add_reading(
        self,
        reading: Reading,
        sessions: Sequence[Session] | None = None,
        measurements: derived.Measures = None,
    ) -> importing.ImportReceipt:
        """All that a file holds, in one transaction: on return it is on the disk, on an error nothing is.

        The same file, or the same set in another file, is not added twice.

        Args:
            sessions: the sets, if not simply those of the reading.
            measurements: what was derived from each repetition: a function, as measure.all_of, or a mapping.

        Raises:
            StoreNotWritable, StoreLocked, StoreCorrupt: as said there.
        """
        self._database.must_be_writable()
        chosen = reading.sessions if sessions is None else sessions
        brought = delivery.deliver(self.signals_dir, chosen, reading)
        return importing.add_file(self._database, reading, brought, measurements)

    def add_session(self, session: Session, measurements: derived.Measures = None) -> importing.ImportReceipt:
        """Sets entered by hand; they join a session of the same athlete and time if there is one."""
        self._database.must_be_writable()
        brought = delivery.deliver(self.signals_dir, [session])
        return importing.add_by_hand(self._database, brought, measurements)

    def athletes(self) -> list[AthleteSummary]:
        """Everybody, by name."""
        with self._database.reading() as connection:
            return athlete_room.summaries(connection)

    def roster(self) -> list[OnRoster]:
        """Everybody by name, without counting what there is of them: quick in a large store."""
        with self._database.reading() as connection:
            return athlete_room.roster(connection)

    def names(self) -> dict[int, str]:
        """What everybody is called, by number, in the order of the names: quick among thousands."""
        with self._database.reading() as connection:
            return athlete_room.names(connection)

    def athlete_named(self, name: str) -> int | None:
        """The number of the athlete of that name, or once of that name, or whose name is said alike: capitals, blanks and how
        letters are put together make no difference. None where a set of that name would make somebody new.

        Raises:
            RecordError: an empty name.
        """
        with self._database.reading() as connection:
            return athlete_room.named(connection, name)

    def strangers(self, names: Iterable[str]) -> list[str]:
        """Those of the names for which `athlete_named` has no number, quick for many. Raises RecordError: an empty name."""
        with self._database.reading() as connection:
            return athlete_room.strangers(connection, names)

    def changes(self) -> dict[int, int]:
        """How often what is known of each athlete has changed, by id: what was derived of them holds while it stays."""
        with self._database.reading() as connection:
            return changes.numbers(connection)

    def lift_days(self, athlete_id: int) -> list[LiftDay]:
        """On which days an athlete did which lift, the first first."""
        with self._database.reading() as connection:
            return set_room.days(connection, athlete_id)

    def hard_sets(self, athlete: str | int, lift: str, most: int, most_left: float = 3.0) -> list[StoredSet]:
        """The last sets of a lift that were rated with so many repetitions left or fewer, at most so many; the first first."""
        with self._database.reading() as connection:
            return set_room.hard(connection, session_room.condition(connection, athlete, lift), most, most_left)

    def add_athlete(self, name: str, body_mass_kg: float | None = None) -> int:
        """Somebody new; their number.

        Raises:
            BadValue: a name that somebody has. RecordError: an empty name, or a body mass that nobody has.
        """
        with self._database.writing() as connection:
            return athlete_room.add_new(connection, name, body_mass_kg)

    def lifts(self, athlete: str | int) -> list[str]:
        """The lifts of an athlete, the most frequent first."""
        with self._database.reading() as connection:
            return session_room.lifts(connection, athlete)

    def sessions(
        self,
        athlete: str | int | None = None,
        lift: str | None = None,
        since: datetime | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> list[SessionSummary]:
        """Sessions, the latest first; those without a time last. `limit` of them, after the first `offset`."""
        with self._database.reading() as connection:
            where = session_room.condition(connection, athlete, lift, since)
            return session_room.summaries(connection, where, limit, offset)

    def session(self, session_id: int) -> StoredSession:
        """One session with its sets."""
        with self._database.reading() as connection:
            return session_room.one(connection, session_id)

    def sets(
        self,
        athlete: str | int | None = None,
        lift: str | None = None,
        since: datetime | None = None,
        *,
        measured: bool | str = True,
    ) -> list[StoredSet]:
        """Sets in the order of time, corrections applied; `measured` may be False, or name the only measure wanted."""
        with self._database.reading() as connection:
            where = session_room.condition(connection, athlete, lift, since)
            return set_room.matching(connection, where, measured=measured)

    def stored_set(self, set_id: int) -> StoredSet:
        """One set. Raises NotInStore."""
        with self._database.reading() as connection:
            return set_room.one(connection, set_id)

    def set_place(self, set_id: int) -> tuple[int, int]:
        """The session of a set, and its place among the sets of it, from 1. Raises NotInStore."""
        with self._database.reading() as connection:
            return set_room.place(connection, set_id)

    def sets_of(self, repetition_ids: Collection[int]) -> list[StoredSet]:
        """The sets that hold these repetitions, without measurements."""
        with self._database.reading() as connection:
            return set_room.holding(connection, repetition_ids)

    def repetitions(
        self, athlete: str | int | None = None, lift: str | None = None, since: datetime | None = None
    ) -> list[RepetitionRow]:
        """Repetitions as flat rows in the order of time, for export or for computing their measures again."""
        with self._database.reading() as connection:
            return set_room.repetition_rows(connection, session_room.condition(connection, athlete, lift, since))

    def recording(self, recording_id: int) -> Recording:
        """A raw recording, its checksum verified."""
        with self._database.reading() as connection:
            return session_room.recording(connection, self.signals_dir, recording_id)

    def recordings(self) -> list[int]:
        """The ids of all recordings."""
        with self._database.reading() as connection:
            return session_room.recording_ids(connection)

    def measurements(
        self, athlete: str | int | None = None, lift: str | None = None, measure: str | None = None
    ) -> list[derived.StoredMeasurement]:
        """What was derived, with the version that made it."""
        with self._database.reading() as connection:
            return set_room.measurements(connection, session_room.condition(connection, athlete, lift), measure)

    def replace_measurements(self, measurements: Mapping[int, Iterable[Measurement]]) -> None:
        """New measurements by repetition id, in place of all that those repetitions had."""
        with self._database.writing() as connection:
            derived.replace(connection, measurements)

    def add_tests(
        self, athlete: str, at: datetime, muscle: str, measurements: Iterable[Measurement], *, device: str = "",
        note: str = "",
    ) -> int:  # fmt: skip
        """What a laboratory test of a muscle found; given again, it takes the place of what was found then."""
        with self._database.writing() as connection:
            return laboratory.add_tests(connection, athlete, at, muscle, measurements, device, note)

    def tests(self, athlete: str | int) -> list[StoredTest]:
        """All results of laboratory tests of an athlete, the latest first."""
        with self._database.reading() as connection:
            return laboratory.tests(connection, athlete)

    def take_test_back(self, test_id: int) -> None:
        """Removes a test's result that is wrong."""
        with self._database.writing() as connection:
            laboratory.take_back(connection, test_id)

    def correct(self, kind: str, target_id: int, field: str, value: object, why: str = "", who: str = "") -> Correction:
        """One value set right; the old one and the reason are kept.

        Args:
            kind: "set", "repetition", "session", "athlete" or "import".
            field: load_kg, lift, rpe, rpe_at_most, reps_in_reserve, count, note, athlete, device (a sensor of the
                catalogue) of a set, and rise_s (start_s and end_s of a repetition to add); load_kg, excluded (the
                reason, or None), rise_s (start_s and end_s, or None to take it out) of a repetition; athlete, started_at,
                note of a session; name, body_mass_kg of an athlete; questions (those that are left) of an import.
            who: by whom; whoever runs this process if left out.

        Raises:
            BadValue: no such field, or a value that cannot be true.
            NotInStore: nothing of that id.
        """
        return self.correct_all([(kind, target_id, {field: value})], why, who)[0]

    def correct_all(
        self,
        changes: Sequence[tuple[str, int, Mapping[str, object]]],
        why: str = "",
        who: str = "",
        *,
        skips_equal: bool = False,
    ) -> list[Correction]:
        """Values of one or more things (kind, id, field to value), all in one step or none. Raises as correct.

        With `skips_equal` a value that stands there already is not written into the log.
        """
        step = correction_log.Step(why, who, skips_equal=skips_equal)
        with self._database.writing() as connection:
            return [each for change in changes for each in corrections.correct(connection, *change, step)]

    def correct_as_found(
        self,
        decide: Callable[[ImportQuestions], Iterable[tuple[str, int, Mapping[str, object]]]],
        why: str = "",
        who: str = "",
    ) -> list[Correction]:
        """As `correct_all`, what is changed being decided while nobody else can write; what changes nothing is not logged.

        Args:
            decide: gives the changes by what imports left open just then; what it raises leaves all as it was.
        """
        step = correction_log.Step(why, who, skips_equal=True)
        with self._database.writing() as connection:
            changes = list(decide(ImportQuestions(lambda: nullcontext(connection))))
            return [each for change in changes for each in corrections.correct(connection, *change, step)]

    def undo(self, correction_id: int, why: str = "", who: str = "") -> list[Correction]:
        """Takes back a correction and all that was done in one step with it; both stay in the log.

        Raises:
            NotInStore: no such correction. BadValue: undone already, or changed again since.
        """
        with self._database.writing() as connection:
            return corrections.undo(connection, correction_id, why, who)

    def corrections(self, kind: str | None = None, target_id: int | None = None) -> list[Correction]:
        """Every change so far, the first first."""
        with self._database.reading() as connection:
            return correction_log.history(connection, kind, target_id)

    def save_plan(self, athlete: str, title: str, text: str, why: str = "", who: str = "") -> StoredPlan:
        """A plan's text, as a new plan or a new version of the one of that title; earlier versions are kept."""
        with self._database.writing() as connection:
            return plan_room.save(connection, athlete, title, text, plan_room.Note(why, who))

    def revise_plan(
        self, plan_id: int, text: str, after: int, why: str = "", who: str = "", title: str = ""
    ) -> StoredPlan:
        """A new version of a plan, under a new title where one is given; both or neither.

        Refused where somebody has saved another since version `after`, or another plan of the athlete has the title.
        """
        with self._database.writing() as connection:
            kept = plan_room.revise(connection, plan_id, text, after, plan_room.Note(why, who))
            return plan_room.rename(connection, plan_id, title) if title else kept

    def retire_plan(self, plan_id: int) -> StoredPlan:
        """From now on the plan no longer holds; it is kept."""
        with self._database.writing() as connection:
            return plan_room.retire(connection, plan_id)

    def plans(self, athlete: str | int | None = None, *, retired: bool = False) -> list[StoredPlan]:
        """Plans that hold, of one athlete (with the retired ones, if asked) or of everybody."""
        with self._database.reading() as connection:
            return (
                plan_room.every(connection)
                if athlete is None
                else plan_room.of_athlete(connection, athlete, retired=retired)
            )

    def plan_versions(self, plan_id: int) -> list[PlanVersion]:
        """Every text that a plan has had, the first first."""
        with self._database.reading() as connection:
            return plan_room.versions(connection, plan_id)

    def keep_sheet(self, plan_id: int, day: str, version: int, sheet: str) -> None:
        """What was shown to be done on a day, as JSON."""
        with self._database.writing() as connection:
            plan_room.keep_sheet(connection, plan_id, day, version, sheet)

    def sheets(self, plan_id: int) -> list[StoredSheet]:
        """What was shown of a plan, the first day first."""
        with self._database.reading() as connection:
            return plan_room.sheets(connection, plan_id)

    def begin_session(self, athlete: str, at: datetime, device: str = "") -> int:
        """A session that is lifted live; its number."""
        with self._database.writing() as connection:
            return live_room.begin_session(connection, athlete, at, device)

    def begin_set(
        self,
        session_id: int,
        lift: str,
        load_kg: float | None,
        at: datetime,
        watched: dict[str, str],
        load_unit: str = "kg",
    ) -> LiveSetRow:
        """The next set of a session; `watched` has stream, sensor, prescription and rule."""
        with self._database.writing() as connection:
            return live_room.begin_set(connection, session_id, lift, load_kg, load_unit, at, watched)

    def add_repetition(
        self,
        set_id: int,
        repetition: Repetition,
        measurements: Iterable[Measurement] = (),
        said: Iterable[Verdict] = (),
    ) -> int:
        """A repetition of a set under way, and what was said after it; on return both are on the disk, or neither.

        One that revises another takes its place; what was said of that one stays.
        """
        number = repetition.revises or repetition.number
        with self._database.writing() as connection:
            repetition_id = live_room.add_repetition(connection, set_id, repetition, tuple(measurements))
            for verdict in said:
                live_room.say(connection, set_id, number, verdict)
        return repetition_id

    def say(self, set_id: int, repetition: int, verdict: Verdict) -> None:
        """What was said after a repetition that is there already."""
        with self._database.writing() as connection:
            live_room.say(connection, set_id, repetition, verdict)

    def close_set(self, set_id: int, recording: Recording | None = None) -> None:
        """The set is over; its recording, if there is one, is kept with the others."""
        self._database.must_be_writable()
        brought = (
            delivery.deliver(self.signals_dir, [], Reading("live", "", "", (recording,)))
            if recording is not None
            else None
        )
        with self._database.writing() as connection:
            kept = importing.keep_recordings(connection, brought) if brought is not None else ()
            live_room.close(connection, set_id, kept[0] if kept else None)

    def forget_set(self, set_id: int, nothing: str, recording: Recording | None = None) -> tuple[bool, int | None]:
        """Takes a live set away again that holds nothing but repetitions excluded as `nothing`, and its session with its last set.

        Returns whether it did, and the number of the recording, which is kept without a set, if there is one.
        """
        with self._database.reading() as connection:
            empty = live_room.is_empty(connection, set_id, nothing)
        if not empty:
            return False, None
        brought = delivery.deliver(self.signals_dir, [], Reading("live", "", "", (recording,))) if recording else None
        with self._database.writing() as connection:
            kept = importing.keep_recordings(connection, brought) if brought is not None else ()
            session_id = live_room.one(connection, set_id).session_id
            live_room.forget(connection, set_id)
            live_room.forget_session(connection, session_id)
        return True, kept[0] if kept else None

    def forget_session(self, session_id: int) -> bool:
        """Takes a session without any set away again; False where it has one."""
        with self._database.writing() as connection:
            return live_room.forget_session(connection, session_id)

    def sets_under_way(self) -> list[LiveSetRow]:
        """Sets that were begun live and never closed."""
        with self._database.reading() as connection:
            return live_room.under_way(connection)

    def live_set(self, set_id: int) -> LiveSetRow:
        """How a set was watched."""
        with self._database.reading() as connection:
            return live_room.one(connection, set_id)

    def verdicts(self, set_id: int) -> list[SaidVerdict]:
        """All that was said of a set, in order."""
        with self._database.reading() as connection:
            return live_room.said(connection, set_id)

    def note_equipment(self, kind: str, name: str, facts: Mapping[str, object], athlete: str | None = None) -> None:
        """Bars, plates, a band or a chain that there is: an athlete's own, or the gym's."""
        with self._database.writing() as connection:
            equipment_room.note(connection, athlete, kind, name, facts)

    def forget_equipment(self, kind: str, name: str, athlete: str | None = None) -> None:
        """Takes it away again."""
        with self._database.writing() as connection:
            equipment_room.forget(connection, athlete, kind, name)

    def equipment(self, athlete: str | None = None) -> list[StoredEquipment]:
        """What the gym has, and after it what is the athlete's own."""
        with self._database.reading() as connection:
            return equipment_room.there_is(connection, athlete)

    def imports(self) -> list[importing.ImportedFile]:
        """The files that were imported, the first first, with what was refused of each."""
        with self._database.reading() as connection:
            return importing.files(connection)

    def excluded_since(self, since: datetime) -> list[waiting.Excluded]:
        """Repetitions left out since then that nobody has confirmed or put back, session by session."""
        with self._database.reading() as connection:
            return waiting.excluded(connection, since)

    def check(self) -> list[health.Finding]:
        """What is wrong with the store; nothing, if all is well."""
        return health.check(self._database, self.signals_dir)

    def sweep(self, older_than_s: float = health.ORPHAN_AGE_S) -> list[Path]:
        """Removes signal files that nothing refers to; says which."""
        return health.sweep(self._database, self.signals_dir, older_than_s)

    def backup(self, to: str | Path) -> Path:
        """The whole store in one verified .zip, made while others go on writing; `restore` takes it."""
        return backup.backup(self._database, Path(to))
