"""What imports left open: which questions still are, and the sets that they are about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePath

from neuraldrive import catalog
from neuraldrive.records import Session, SetEntry
from neuraldrive.store import Store
from neuraldrive.store.questions import Asked

LINKS = 3
"""Sets of an import that are named beside its question."""
_FIELDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Which lift and load", ("lift", "load_kg")),
    ("Which lift", ("lift",)),
    ("Which load", ("load_kg",)),
    ("Which device", ("device",)),
    ("Are the loads in kg or lb", ("load_unit",)),
    ("Is the load in kg or lb", ("load_unit",)),
    ("Is the load", ("load_kg",)),
    ("Whose", ("athlete",)),
)
"""How a question begins, and what answers it."""
_SAYING = re.compile(r"(?:: |, )give \w+(?: or \w+)*(?=\.)")


@dataclass(frozen=True)
class SetAsked:
    """A set that a question is about, and where it is looked at."""

    session_id: int
    at: int
    athlete: str
    entry: SetEntry


@dataclass(frozen=True)
class OpenQuestion:
    """A question that nobody has answered.

    Args:
        fields: what answers it ("lift", "load_kg", "load_unit", "device"); () where a person can only say that it is settled.
        sets, more: some of the sets that it is about, and how many there are beside these.
    """

    import_id: int
    file: str
    imported_at: datetime
    athletes: tuple[str, ...]
    question: str
    fields: tuple[str, ...]
    sets: tuple[SetAsked, ...] = ()
    more: int = 0

    @property
    def words(self) -> str:
        """The question for somebody who reads it on a page, not in Python."""
        return in_words(self.question)


def in_words(question: str) -> str:
    """A question of a reader without what it says of Python.

    >>> in_words("Which lift is it? The file does not say: give lift.")
    'Which lift is it? The file does not say.'
    """
    return _SAYING.sub("", question)


def fields_of(question: str) -> tuple[str, ...]:
    """What answers a question of a reader; () for one that only a person can settle.

    >>> fields_of("Which lift is it? The file does not say: give lift.")
    ('lift',)
    >>> fields_of("Is 03/04/2026 day/month/year? It was read so; write dates as 2026-06-17 to be sure.")
    ()
    """
    return next((fields for begins, fields in _FIELDS if question.startswith(begins)), ())


def is_open(question: str, lacks: Iterable[str]) -> bool:
    """Whether a question of an import still is one, by what its sets lack ("lift", "load_kg", "device").

    >>> is_open("Which lift is it? The file does not say: give lift.", {"load_kg"})
    False
    """
    fields = fields_of(question)
    return not fields or "load_unit" in fields or bool({*fields} & {*lacks})


def lacking(sessions: Iterable[Session]) -> set[str]:
    """What some set lacks of what a file may leave open, as the store tells it of an import."""
    entries = [entry for session in sessions for entry in session.sets]
    found = {
        "lift": any(each.lift in ("", catalog.ANY_LIFT) for each in entries),
        "load_kg": any(each.load_kg is None for each in entries),
        "device": any(each.device is None and not any(rep.device for rep in each.repetitions) for each in entries),
    }
    return {name for name, is_lacking in found.items() if is_lacking}


def open_questions(store: Store) -> list[OpenQuestion]:
    """Every question that is open, of the latest import first."""
    every = store.questions.since(datetime(1970, 1, 1, tzinfo=UTC))
    return [_open(asked, each) for asked in every for each in asked.questions if is_open(each, asked.lacks)]


def with_sets(store: Store, found: OpenQuestion) -> OpenQuestion:
    """The same with some of the sets that it is about: those that lack what it asks for."""
    lacks = [each for each in found.fields if each in ("lift", "load_kg", "device")]
    ids = list(
        dict.fromkeys(number for each in lacks or [""] for number in store.questions.sets(found.import_id, each))
    )
    sets = tuple(_set_asked(store, each) for each in ids[:LINKS])
    return OpenQuestion(found.import_id, found.file, found.imported_at, found.athletes, found.question, found.fields,
                        sets, len(ids) - len(sets))  # fmt: skip


def about_set(store: Store, set_id: int) -> list[OpenQuestion]:
    """Open questions of the import that brought a set."""
    asked = store.questions.about(set_id)
    return [] if asked is None else [_open(asked, each) for each in asked.questions if is_open(each, asked.lacks)]


def _open(asked: Asked, question: str) -> OpenQuestion:
    file = PurePath(asked.path.replace("\\", "/")).name
    return OpenQuestion(
        asked.import_id, file, asked.imported_at, asked.athletes, question, fields_of(question)
    )  # fmt: skip


def _set_asked(store: Store, set_id: int) -> SetAsked:
    stored = store.stored_set(set_id)
    session_id, at = store.set_place(set_id)
    return SetAsked(session_id, at, stored.athlete, stored.entry)
