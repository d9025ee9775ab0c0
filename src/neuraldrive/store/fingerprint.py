"""What makes two sets, or two recordings, the same one in two files."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable

from neuraldrive.records import Recording, Session, SetEntry
from neuraldrive.store.rows import instant


def of_sets(sessions: Iterable[Session], samples: Callable[[SetEntry], str | None]) -> list[list[str]]:
    """A fingerprint for every set of every session, from what was lifted, not from how it was rated or numbered.

    So a re-export with new ratings, or with more sets before it, brings no set twice. Sets that are alike in
    all (three times 5 at 100 kg, no times logged) are told apart by counting them. `samples` has the hash of
    the samples of a set's recording.
    """
    seen: Counter[str] = Counter()
    found = []
    for session in sessions:
        prints = []
        for entry in session.sets:
            content = _content(session, entry, samples(entry))
            seen[content] += 1
            prints.append(hashlib.sha256(f"{content} {seen[content]}".encode()).hexdigest())
        found.append(prints)
    return found


def of_recording(recording: Recording, samples_sha256: str) -> str:
    """Same samples, and said of the same athlete, lift, load and time."""
    said = (recording.athlete, recording.task, recording.load_kg, instant(recording.started_at), samples_sha256)
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _content(session: Session, entry: SetEntry, samples: str | None) -> str:
    time = instant(entry.started_at or session.started_at)
    # Which repetitions a signal holds is our finding, and may differ in a later version.
    what = samples or entry.repetition_count
    digest = hashlib.sha256(json.dumps([session.athlete, entry.lift, time, entry.load_kg, what]).encode())
    for each in entry.repetitions:
        values = [getattr(each, name) for name in each.LOGGED]
        claims = sorted(each.claims.items()) if each.claims else ()
        if samples is None or claims or values.count(None) < len(values):
            digest.update(repr((each.load_kg, values, claims)).encode())
    return digest.hexdigest()
