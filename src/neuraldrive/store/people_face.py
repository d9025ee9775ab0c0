"""The people of a store as its users see them: each method opens one transaction."""

from __future__ import annotations

from neuraldrive.store import connect
from neuraldrive.store import people as room
from neuraldrive.store.people import AccessKey, Person


class People:
    """Who may use a served store; `Store.people` gives it.

    >>> import tempfile
    >>> from neuraldrive.store import open_store
    >>> with tempfile.TemporaryDirectory() as folder, open_store(folder) as store:
    ...     store.people.add("Ada", "owner", "a hash").role, [each.name for each in store.people.everybody()]
    ('owner', ['Ada'])
    """

    def __init__(self, database: connect.Database) -> None:
        self._database = database

    def everybody(self) -> list[Person]:
        """All of them, by name."""
        with self._database.reading() as connection:
            return room.everybody(connection)

    def person(self, who: int | str) -> Person:
        """One, by number or name. Raises NotInStore."""
        with self._database.reading() as connection:
            return room.person(connection, who)

    def must_be_nobody(self) -> None:
        """Raises BadValue where somebody is there already."""
        with self._database.reading() as connection:
            room.must_be_nobody(connection)

    def add(self, name: str, role: str, password: str, *, first: bool = False) -> Person:
        """Somebody new; `password` is a hash. With `first`, only where there is nobody yet.

        Raises:
            BadValue: a name that is taken, no such role, or there is somebody already.
        """
        with self._database.writing() as connection:
            if first:
                room.must_be_nobody(connection)
            return room.add_person(connection, name, role, password)

    def change(
        self, person_id: int, *, role: str | None = None, password: str | None = None, disabled: bool | None = None
    ) -> Person:
        """Another role or password (a hash), or kept out; their keys end. One owner always stays.

        Raises:
            NotInStore: nobody of that number. BadValue: no such role, or the last owner.
        """
        with self._database.writing() as connection:
            return room.change(connection, person_id, role=role, password=password, disabled=disabled)

    def own_password(self, person_id: int, password: str, was: str) -> None:
        """Another password in the place of `was` (both hashes): the person's sessions end, tokens stay. Raises ChangedMeanwhile."""
        with self._database.writing() as connection:
            room.own_password(connection, person_id, password, was)

    def give_key(self, person_id: int, kind: str, sha256: str, name: str, expires_s: float) -> AccessKey:
        """A "session" or "token" of a person, until a time (s since 1970)."""
        with self._database.writing() as connection:
            return room.give_key(connection, person_id, kind, sha256, name, expires_s)

    def begin_session(self, was: Person, sha256: str, name: str, expires_s: float) -> AccessKey:
        """A session of a person who is still as they were when their password was looked at. Raises ChangedMeanwhile."""
        with self._database.writing() as connection:
            room.must_still_be(connection, was)
            return room.give_key(connection, was.id, "session", sha256, name, expires_s)

    def key(self, sha256: str) -> AccessKey | None:
        """The key of a hash, if it holds."""
        with self._database.reading() as connection:
            return room.key(connection, sha256)

    def keys(self, person_id: int, kind: str) -> list[AccessKey]:
        """A person's keys of a kind."""
        with self._database.reading() as connection:
            return room.keys(connection, person_id, kind)

    def used(self, key_id: int) -> None:
        """Notes that a key was used now."""
        with self._database.writing() as connection:
            room.used(connection, key_id)

    def take_key(self, sha256: str | None = None, *, person_id: int | None = None, key_id: int = 0) -> int:
        """Ends a key by its hash, or one of a person's by its number; how many ended."""
        with self._database.writing() as connection:
            return room.take_key(connection, sha256, person_id=person_id, key_id=key_id)
