"""A file that somebody hands in: read, asked about where it leaves something open, then kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from neuraldrive import catalog
from neuraldrive.errors import NeuraldriveError
from neuraldrive.records import Reading, Recording, Repetition, Session, SetEntry
from neuraldrive.store import Store
from neuraldrive.workflows import bring_in
from neuraldrive.workflows.bring_in import FileOutcome, Said
from neuraldrive.workflows.naming import Meant, not_there_in

_WORDS = {
    "athlete": "Whose is it? The file names no athlete.",
    "lift": "Which lift is it? The file does not say.",
    "load_kg": "Which load was on the bar? The file does not say.",
    "load_unit": "Are the loads in kg or in lb? The file does not say; left open, they are read as kg.",
    "device": "Which sensor measured it? The file does not say; the error of the figures depends on it.",
    "started_at": "When was it? The file gives no date.",
}
_NEEDED = ("athlete", "lift")
_NOBODY = "?"


@dataclass(frozen=True)
class Ask:
    """What a file leaves open: the field of `Said` that answers it, the question, and whether it must be answered."""

    field: str
    question: str
    needed: bool


@dataclass(frozen=True)
class Handed:
    """What became of a file: `outcome`, and what is asked before it is kept; with anything asked, nothing was kept.

    Args:
        slips: names of the file that look like slips of those who are there.
    """

    outcome: FileOutcome
    asks: tuple[Ask, ...] = ()
    slips: tuple[Meant, ...] = ()


def hand_in(store: Store, path: Path, said: Said, *, name: str = "", ask: bool = False) -> Handed:
    """Keeps a file; with `ask`, first tells what it leaves open. Errors are in the outcome, never raised.

    Args:
        name: what the file is called where it lies under another name for now.
    """
    name = name or path.name
    try:
        reading = _called(bring_in.read_file(path, said), path, name, said.names)
        if slips := bring_in.slips_in(store, reading, said):
            return Handed(FileOutcome(name, reading.format, error=not_there_in(name, slips)), slips=slips)
        if ask and reading.sha256 not in {each.sha256 for each in store.imports()}:
            found, sessions = _tried(reading, said)
            asks = tuple(_open(sessions, reading.questions, said))
            if asks:
                return Handed(found, asks)
        return Handed(bring_in.keep_reading(store, reading, said))
    except NeuraldriveError as error:
        for part in ("where", "found", "needed", "remedy"):
            setattr(error, part, _renamed(getattr(error, part), path, name))
        return Handed(FileOutcome(name, error=error))


def _tried(reading: Reading, said: Said) -> tuple[FileOutcome, tuple[Session, ...]]:
    """What would be kept, were nothing left open; `athletes` and the rest as the file says."""
    guessed = tuple(replace(each, task=each.task or catalog.ANY_LIFT) for each in reading.recordings)
    whole = replace(reading, recordings=guessed) if not reading.sessions else reading
    sessions, refusals = bring_in.sessions_of(whole, replace(said, athlete=said.athlete or _nameless(reading)))
    entries = [entry for session in sessions for entry in session.sets]
    outcome = FileOutcome(
        reading.path, reading.format, len(entries), sum(each.repetition_count for each in entries), False,
        tuple(sorted({each.athlete for each in sessions} - {_NOBODY})), refusals, reading.questions,
    )  # fmt: skip
    return outcome, sessions


def _nameless(reading: Reading) -> str | None:
    named = [each.athlete for each in reading.sessions] + [each.athlete for each in reading.recordings]
    return None if any(named) else _NOBODY


def _open(sessions: Sequence[Session], questions: Sequence[str], said: Said) -> Iterable[Ask]:
    entries = [entry for session in sessions for entry in session.sets]
    missing = {
        "athlete": any(session.athlete == _NOBODY for session in sessions),
        "lift": any(entry.lift in ("", catalog.ANY_LIFT) for entry in entries),
        "load_kg": bool(entries) and all(entry.load_kg is None for entry in entries),
        "load_unit": any("load_unit" in question for question in questions),
        "device": all(_device(entry) is None for entry in entries),
        "started_at": len(sessions) == 1 and sessions[0].started_at is None,
    }
    for field, is_open in missing.items():
        if is_open and getattr(said, field) is None:
            yield Ask(field, _WORDS[field], field in _NEEDED)


def _device(entry: SetEntry) -> str | None:
    return entry.device or next((each.device for each in entry.repetitions if each.device), None)


def _renamed(text: str | None, path: Path, name: str) -> str | None:
    return None if text is None else text.replace(str(path), name).replace(path.name, name)


def _called(reading: Reading, path: Path, name: str, names: Mapping[str, str]) -> Reading:
    """The reading as if the file had its own name, and those in it the `names` that were said to be meant."""
    new: dict[int, Recording] = {}

    def recording(old: Recording) -> Recording:
        return new.setdefault(
            id(old), replace(old, origin=_renamed(old.origin, path, name) or "", athlete=who(old.athlete))
        )

    def who(old: str | None) -> str | None:
        return names.get(old, old) if old else old

    def repetition(old: Repetition) -> Repetition:
        return old if old.rise is None else replace(old, rise=recording(old.rise))

    def entry(old: SetEntry) -> SetEntry:
        own = old.recording and recording(old.recording)
        return replace(old, recording=own, repetitions=tuple(map(repetition, old.repetitions)))

    sessions = tuple(
        replace(each, athlete=who(each.athlete) or "", sets=tuple(map(entry, each.sets))) for each in reading.sessions
    )
    refusals = tuple(replace(each, where=_renamed(each.where, path, name) or "") for each in reading.refusals)
    questions = tuple(_renamed(each, path, name) or "" for each in reading.questions)
    return replace(
        reading, path=name, recordings=tuple(map(recording, reading.recordings)), sessions=sessions, refusals=refusals,
        questions=questions,
    )  # fmt: skip
