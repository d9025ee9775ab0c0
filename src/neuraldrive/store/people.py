"""Who may use a served store: people with a role, and the keys that stand for them. Passwords and keys lie here as hashes."""

from __future__ import annotations

import time
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, delete, select, update

from neuraldrive.errors import BadValue, ChangedMeanwhile, NotInStore
from neuraldrive.store import schema
from neuraldrive.store.rows import add, now, plain

ROLES = ("owner", "coach", "display")
KINDS = ("session", "token")
_person, _key = schema.person, schema.access_key


@dataclass(frozen=True)
class Person:
    """Somebody who may sign in: `password` is a hash, `disabled` keeps them out."""

    id: int
    name: str
    role: str
    password: str
    disabled: bool
    made_at: datetime


@dataclass(frozen=True)
class AccessKey:
    """A session or a token of a person; who has the secret of which this is the SHA-256 comes in as they."""

    id: int
    person: Person
    kind: str
    name: str
    made_at: datetime
    expires_s: float
    used_s: float


def everybody(connection: Connection) -> list[Person]:
    """All people, by name."""
    return [_made(row) for row in connection.execute(select(_person).order_by(_person.c.name))]


def add_person(connection: Connection, name: str, role: str, password: str) -> Person:
    """Somebody new.

    Raises:
        BadValue: no name, a name that is taken, or no such role.
    """
    name = " ".join((plain(name) or "").split())[:80]
    _must_be_role(role)
    if not name:
        raise BadValue("name", found="nothing", needed="a name to sign in with", remedy="Give one.")
    if any(said_alike(each.name) == said_alike(name) for each in everybody(connection)):
        raise BadValue("name", found=repr(name), needed="one that is free", remedy="Somebody has it; choose another.")
    row_id = add(connection, _person, name=name, role=role, password=password, disabled=False, made_at=now())
    return person(connection, row_id)


def must_be_nobody(connection: Connection) -> None:
    """Raises BadValue where somebody is there already."""
    if connection.execute(select(_person.c.id)).first() is not None:
        raise BadValue(
            "first owner", found="somebody is there already", needed="a store without people",
            remedy="Sign in, or ask the owner.",
        )  # fmt: skip


def person(connection: Connection, who: int | str) -> Person:
    """One of them, by number or by name.

    Raises:
        NotInStore: nobody of that number or name.
    """
    for each in everybody(connection):
        if who == each.id or (isinstance(who, str) and said_alike(who) == said_alike(each.name)):
            return each
    raise NotInStore("person", found=repr(who), needed="one who is there", remedy="See who may sign in.")


@lru_cache(maxsize=1 << 16)
def said_alike(name: str) -> str:
    """A name as it is compared: capitals, blanks and how letters are put together make no difference, in any script.

    >>> said_alike(" Änne  M") == said_alike("änne m")
    True
    """
    return " ".join(unicodedata.normalize("NFKC", plain(name) or "").split()).casefold()


def change(
    connection: Connection, person_id: int, *, role: str | None = None, password: str | None = None,
    disabled: bool | None = None,
) -> Person:  # fmt: skip
    """Another role, another password, or kept out; one owner always stays. Keys end with a change of password or role.

    Raises:
        NotInStore: nobody of that number. BadValue: no such role, or the last owner.
    """
    before = person(connection, person_id)
    wanted = {"role": role, "password": password, "disabled": disabled}
    given = {name: value for name, value in wanted.items() if value is not None}
    if role is not None:
        _must_be_role(role)
    if before.role == "owner" and (role not in (None, "owner") or disabled):
        _an_owner_must_stay(connection, person_id)
    if given:
        connection.execute(update(_person).where(_person.c.id == person_id).values(**given))
        connection.execute(delete(_key).where(_key.c.person_id == person_id))
    return person(connection, person_id)


def own_password(connection: Connection, person_id: int, password: str, was: str) -> None:
    """Another password in the place of `was`, both as hashes: all sessions of the person end, tokens of programs stay.

    Raises:
        ChangedMeanwhile: somebody has set another one since.
    """
    mine = (_person.c.id == person_id) & (_person.c.password == was)
    if not connection.execute(update(_person).where(mine).values(password=password)).rowcount:
        raise ChangedMeanwhile(
            "password", found="another one, set meanwhile", needed="the one that was asked for",
            remedy="Sign in with the new one, or ask an owner.",
        )  # fmt: skip
    connection.execute(delete(_key).where((_key.c.person_id == person_id) & (_key.c.kind == "session")))


def must_still_be(connection: Connection, was: Person) -> None:
    """Raises ChangedMeanwhile where somebody has another password or role since, is kept out, or is there no more."""
    row = connection.execute(select(_person).where(_person.c.id == was.id)).first()
    if row is None or row.disabled or (row.password, row.role) != (was.password, was.role):
        raise ChangedMeanwhile(
            "person", found="another password or role, set meanwhile", needed="those that were asked for",
            remedy="Sign in again, or ask an owner.",
        )  # fmt: skip


def give_key(connection: Connection, person_id: int, kind: str, sha256: str, name: str, expires_s: float) -> AccessKey:
    """A session or a token, until a time (s since 1970); those that have expired are swept away."""
    connection.execute(delete(_key).where(_key.c.expires_s < time.time()))
    add(
        connection, _key, person_id=person_id, kind=kind, sha256=sha256, name=(plain(name) or "")[:80], made_at=now(),
        expires_s=expires_s, used_s=time.time(),
    )  # fmt: skip
    found = key(connection, sha256)
    assert found is not None
    return found


def key(connection: Connection, sha256: str) -> AccessKey | None:
    """The key of a hash: None where it is not known, has expired, or its person is kept out."""
    query = select(_key, *_columns()).join(_person, _person.c.id == _key.c.person_id)
    row = connection.execute(query.where(_key.c.sha256 == sha256, _key.c.expires_s > time.time())).first()
    return None if row is None or row.of_disabled else _key_made(row)


def keys(connection: Connection, person_id: int, kind: str) -> list[AccessKey]:
    """A person's sessions or tokens that have not expired."""
    query = select(_key, *_columns()).join(_person, _person.c.id == _key.c.person_id).order_by(_key.c.id)
    rows = connection.execute(
        query.where(_key.c.person_id == person_id, _key.c.kind == kind, _key.c.expires_s > time.time())
    )
    return [_key_made(row) for row in rows]


def used(connection: Connection, key_id: int) -> None:
    """Notes that a key was used now."""
    connection.execute(update(_key).where(_key.c.id == key_id).values(used_s=time.time()))


def take_key(
    connection: Connection, sha256: str | None = None, *, person_id: int | None = None, key_id: int = 0
) -> int:
    """Ends a key by its hash, or one of a person's by its number; how many ended."""
    mine = _key.c.sha256 == sha256 if sha256 is not None else (_key.c.person_id == person_id) & (_key.c.id == key_id)
    return int(connection.execute(delete(_key).where(mine)).rowcount)


def _columns() -> list[Any]:
    return [each.label(f"of_{each.name}") for each in _person.c]


def _made(row: Any) -> Person:
    return Person(row.id, row.name, row.role, row.password, row.disabled, _then(row.made_at))


def _key_made(row: Any) -> AccessKey:
    owner = {name: getattr(row, f"of_{name}") for name in ("id", "name", "role", "password", "disabled")}
    mine = Person(**owner, made_at=_then(row.of_made_at))
    return AccessKey(row.id, mine, row.kind, row.name, _then(row.made_at), row.expires_s, row.used_s)


def _then(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _must_be_role(role: str) -> None:
    if role not in ROLES:
        raise BadValue("role", found=repr(role), needed=", ".join(ROLES), remedy="Choose one of these.")


def _an_owner_must_stay(connection: Connection, person_id: int) -> None:
    others = (_person.c.role == "owner") & ~_person.c.disabled & (_person.c.id != person_id)
    if connection.execute(select(_person.c.id).where(others)).first() is None:
        raise BadValue(
            "owner", found="the last one", needed="at least one owner", remedy="Make somebody else an owner first."
        )
