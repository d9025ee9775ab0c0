"""What is to be added: sessions, recordings, and which set was recorded in which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from neuraldrive.records import Reading, Recording, Session, SetEntry
from neuraldrive.store import fingerprint, signals


@dataclass(frozen=True, eq=False)
class Delivery:
    """Sessions with the recordings that they rest on, and where the samples of these are kept."""

    sessions: Sequence[Session]
    kept: Mapping[Recording, signals.Kept] = field(default_factory=dict)
    only: Recording | None = None
    by_hand: bool = False

    def source(self, entry: SetEntry) -> Recording | None:
        """The recording of a set: its own, or the file's only one if the set's rises come from a recording."""
        if entry.recording is not None:
            return entry.recording
        return self.only if any(each.rise is not None for each in entry.repetitions) else None

    @cached_property
    def fingerprints(self) -> list[list[str]]:
        """One for each set of each session."""
        return fingerprint.of_sets(self.sessions, self._samples)

    def _samples(self, entry: SetEntry) -> str | None:
        source = self.source(entry)
        return None if source is None else self.kept[source].samples_sha256

    def sets(self) -> Iterator[tuple[Session, SetEntry, str]]:
        """Each set with its session and its fingerprint."""
        for session, prints in zip(self.sessions, self.fingerprints, strict=True):
            for entry, mark in zip(session.sets, prints, strict=True):
                yield session, entry, mark


def deliver(folder: Path, sessions: Sequence[Session], reading: Reading | None = None) -> Delivery:
    """Keeps the signals of a file, or of sets entered by hand: files first, so that no row is without its file."""
    own = [entry.recording for session in sessions for entry in session.sets if entry.recording is not None]
    read = reading.recordings if reading is not None else ()
    recordings = tuple(dict.fromkeys((*read, *own)))
    kept = dict(zip(recordings, signals.keep(folder, recordings), strict=True))
    return Delivery(sessions, kept, read[0] if len(read) == 1 else None, by_hand=reading is None)


def span(rise: Recording) -> tuple[float, float]:
    """First and last time of a rise on its recording's clock, s."""
    channels = rise.channels.values()
    return min(each.start_s for each in channels), max(each.start_s + each.duration_s for each in channels)
