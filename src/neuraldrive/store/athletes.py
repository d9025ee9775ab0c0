"""Who lifts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches

from sqlalchemy import Connection, distinct, func, select

from neuraldrive.errors import BadValue, NotInStore
from neuraldrive.records import Athlete
from neuraldrive.store import schema
from neuraldrive.store.people import said_alike
from neuraldrive.store.rows import add, mapped, moment, plain

_athlete, _session, _set, _rep = schema.athlete, schema.session, schema.set_entry, schema.repetition


@dataclass(frozen=True)
class AthleteSummary:
    """An athlete and how much the store has of them."""

    id: int
    athlete: Athlete
    sessions: int
    sets: int
    repetitions: int
    last_at: datetime | None

    @property
    def name(self) -> str:
        """The athlete's name."""
        return self.athlete.name


@dataclass(frozen=True)
class OnRoster:
    """An athlete, without counting what the store has of them; `last_at` is when the last session began."""

    id: int
    athlete: Athlete
    last_at: datetime | None

    @property
    def name(self) -> str:
        """The athlete's name."""
        return self.athlete.name


def roster(connection: Connection) -> list[OnRoster]:
    """All athletes by name: quick, however much the store has of them."""
    last = select(func.max(_session.c.started_at)).where(_session.c.athlete_id == _athlete.c.id).scalar_subquery()
    query = select(_athlete, last.label("last_at")).order_by(_athlete.c.name)
    return [
        OnRoster(row.id, Athlete(row.name, row.body_mass_kg, row.simulated), moment(row.last_at))
        for row in connection.execute(query)
    ]


def names(connection: Connection) -> dict[int, str]:
    """What everybody is called, by number: the quickest of all."""
    rows = connection.execute(select(_athlete.c.id, _athlete.c.name).order_by(_athlete.c.name))
    return {row.id: row.name for row in rows}


def summaries(connection: Connection) -> list[AthleteSummary]:
    """All athletes by name."""
    reps = select(_rep.c.set_id, func.count().label("n")).where(_rep.c.number > 0).group_by(_rep.c.set_id).subquery()
    query = (
        select(
            _athlete,
            func.count(distinct(_session.c.id)).label("sessions"),
            func.count(_set.c.id).label("sets"),
            func.coalesce(func.sum(func.coalesce(_set.c.count, reps.c.n)), 0).label("repetitions"),
            func.max(_session.c.started_at).label("last_at"),
        )
        .outerjoin(_session, _session.c.athlete_id == _athlete.c.id)
        .outerjoin(_set, _set.c.session_id == _session.c.id)
        .outerjoin(reps, reps.c.set_id == _set.c.id)
        .group_by(_athlete.c.id)
        .order_by(_athlete.c.name)
    )
    return [
        AthleteSummary(
            row.id,
            Athlete(row.name, row.body_mass_kg, row.simulated),
            row.sessions,
            row.sets,
            int(row.repetitions),
            moment(row.last_at),
        )
        for row in connection.execute(query)
    ]


def athlete_id(connection: Connection, athlete: str | int) -> int:
    """The id of an athlete numbered, or of that name, or once of that name: who is lifting may be renamed meanwhile.

    Raises:
        NotInStore: nobody of that name; says who there is.
    """
    if isinstance(athlete, int):
        found = connection.execute(select(_athlete.c.id).where(_athlete.c.id == athlete)).scalar()
    else:
        athlete = plain(athlete) or ""
        found = _called(connection, athlete)
    if found is None:
        raise _nobody(connection, athlete)
    return int(found)


def find_or_add(
    connection: Connection, name: str, *, simulated: bool = False, said: dict[str, int] | None = None
) -> int:
    """The id of the athlete of that name, or once of that name, or whose name is said alike; a new one if there is none.

    Args:
        said: what `said_of` gave in this transaction, which many names need not read again; who is new is added to it.

    Raises:
        RecordError: the name is empty.
    """
    name = _written(name)
    found = _called(connection, name, said)
    if found is None:
        found = add(connection, _athlete, name=name, body_mass_kg=None, simulated=simulated)
        if said is not None:
            said[said_alike(name)] = found
    return found


def said_of(connection: Connection) -> dict[str, int]:
    """The id of the first athlete by each name as it is compared."""
    return {said_alike(name): number for number, name in sorted(names(connection).items(), reverse=True)}


def strangers(connection: Connection, wanted: Iterable[str]) -> list[str]:
    """Those of the names that nobody has or had, nor one said alike; who is there is read once for all of them.

    Raises:
        RecordError: an empty name.
    """
    said = said_of(connection)
    return [name for name in wanted if _called(connection, _written(name), said) is None]


def named(connection: Connection, name: str) -> int | None:
    """The id of the athlete of that name, or once of that name, or whose name is said alike; None if there is none.

    Raises:
        RecordError: the name is empty.
    """
    return _called(connection, _written(name))


def _called(connection: Connection, name: str, said: Mapping[str, int] | None = None) -> int | None:
    found = None
    if said is None or said_alike(name) in said:
        found = connection.execute(select(_athlete.c.id).where(_athlete.c.name == name)).scalar()
    found = _renamed(connection, name) if found is None else found
    if found is not None:
        return int(found)
    return alike(connection, name) if said is None else said.get(said_alike(name))


def alike(connection: Connection, name: str, *, but: int | None = None) -> int | None:
    """The id of the first athlete, other than `but`, whose name differs at most in capitals, blanks or how letters are put together.

    One of that very name comes before all others.
    """
    wanted = said_alike(name)
    found = [
        (each, called) for each, called in names(connection).items() if said_alike(called) == wanted and each != but
    ]
    exact = [each for each, called in found if called == name]
    return min(exact or [each for each, _ in found], default=None)


def _written(name: str) -> str:
    """A name as it is kept."""
    return Athlete(" ".join((plain(name) or "").split())).name


def add_new(connection: Connection, name: str, body_mass_kg: float | None) -> int:
    """Somebody new.

    Raises:
        BadValue: a name that somebody has. RecordError: an empty name, or a body mass that nobody has.
    """
    made = Athlete(_written(name), body_mass_kg)
    if alike(connection, made.name) is not None:
        raise BadValue("athlete", found=made.name, needed="a name that nobody has", remedy="Add a surname or a number.")
    return add(connection, _athlete, name=made.name, body_mass_kg=made.body_mass_kg, simulated=False)


def _renamed(connection: Connection, name: str) -> int | None:
    # Files go on saying "A1" after the user has said who A1 is.
    fix = schema.correction.c
    query = select(fix.target_id).where(fix.kind == "athlete", fix.field == "name", fix.old == mapped({"value": name}))
    found = connection.execute(query.order_by(fix.id.desc())).scalar()
    return None if found is None else int(found)


def _nobody(connection: Connection, athlete: str | int) -> NotInStore:
    names = list(connection.execute(select(_athlete.c.name).order_by(_athlete.c.name)).scalars())
    near = get_close_matches(str(athlete), names, 1)
    known = ", ".join(names[:8]) + (f" and {len(names) - 8} more" if len(names) > 8 else "")
    remedy = f"Did you mean {near[0]}?" if near else "Import a file with the athlete, or take one of these."
    return NotInStore("athlete", found=repr(athlete), needed=known or "an athlete; the store is empty", remedy=remedy)
