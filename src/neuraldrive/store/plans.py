"""Plans: every version of their text, and what was shown to be done on which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, select, update

from neuraldrive.errors import BadValue, ChangedMeanwhile, NotInStore
from neuraldrive.store import athletes, changes, schema
from neuraldrive.store.correction_log import who
from neuraldrive.store.rows import add, now, plain

_plan, _version, _sheet = schema.plan, schema.plan_version, schema.plan_sheet
LONGEST_TEXT = 400_000


@dataclass(frozen=True)
class PlanVersion:
    """One text of a plan: its number from 1, why it was written, by whom and when."""

    number: int
    text: str
    why: str
    who: str
    written_at: datetime


@dataclass(frozen=True)
class StoredPlan:
    """A plan of an athlete with its latest text; `retired_at` says since when it no longer holds."""

    id: int
    athlete: str
    title: str
    made_at: datetime
    retired_at: datetime | None
    latest: PlanVersion

    @property
    def text(self) -> str:
        """The latest text."""
        return self.latest.text


@dataclass(frozen=True)
class StoredSheet:
    """What was last shown to be done on a day ("2026-12-07"), as JSON, and the version of the plan that it came from."""

    plan_id: int
    day: str
    version: int
    sheet: str
    shown_at: datetime


@dataclass(frozen=True)
class Note:
    """Why a text was written, and by whom ("" for whoever runs this)."""

    why: str = ""
    who: str = ""


def save(connection: Connection, athlete: str, title: str, text: str, note: Note) -> StoredPlan:
    """A new plan, or a new version of the athlete's plan of that title; another plan that holds stays.

    The athlete is made where there is none of that name. The same text again is no new version.

    Raises:
        BadValue: an empty title, or a text too long.
        RecordError: an empty name.
    """
    title, text = _titled(title), _checked(text)
    person = athletes.find_or_add(connection, athlete)
    holds = (_plan.c.athlete_id == person) & (_plan.c.title == title) & _plan.c.retired_at.is_(None)
    plan_id = connection.execute(select(_plan.c.id).where(holds)).scalar()
    if plan_id is None:
        plan_id = add(connection, _plan, athlete_id=person, title=title, made_at=now(), retired_at=None)
    _add_version(connection, plan_id, text, note)
    return one(connection, plan_id)


def revise(connection: Connection, plan_id: int, text: str, after: int, note: Note) -> StoredPlan:
    """A new version of a plan, written upon version `after`.

    Raises:
        NotInStore: there is no such plan. BadValue: a text too long, or none.
        ChangedMeanwhile: somebody else has saved another since, or ended the plan.
    """
    text, there = _checked(text), one(connection, plan_id)
    if there.retired_at is not None:
        raise ChangedMeanwhile(
            "plan", found=f"{there.title}, ended {there.retired_at:%Y-%m-%d}", needed="a plan that holds",
            remedy="Nothing was saved. Keep your text as a new plan.",
        )  # fmt: skip
    if there.latest.number != after and there.text != text:
        raise ChangedMeanwhile(
            "plan", found=f"version {there.latest.number} by {there.latest.who}, saved meanwhile",
            needed=f"version {after}, upon which yours was written",
            remedy="Nothing was saved and nothing is lost: look at theirs, then save yours over it or take theirs.",
        )  # fmt: skip
    _add_version(connection, plan_id, text, note)
    return one(connection, plan_id)


def rename(connection: Connection, plan_id: int, title: str) -> StoredPlan:
    """The plan under another title.

    Raises:
        NotInStore: there is no such plan. BadValue: an empty title, or that of another plan of the athlete that holds.
    """
    title, there = _titled(title), one(connection, plan_id)
    for each in of_athlete(connection, there.athlete):
        if each.id != plan_id and each.title == title:
            raise BadValue(
                "title", found=f"{title}, another plan of {each.athlete}", needed="another title",
                remedy="Nothing was saved. Call it otherwise, or end that plan.",
            )  # fmt: skip
    changes.of_plan(connection, plan_id)
    connection.execute(update(_plan).where(_plan.c.id == plan_id).values(title=title))
    return one(connection, plan_id)


def _titled(title: str) -> str:
    title = " ".join((plain(title) or "").split())
    if not title:
        raise BadValue("plan", found="no title", needed="a title and a text", remedy="Name the plan.")
    return title


def _checked(text: str) -> str:
    text = plain(text) or ""
    if not text.strip() or len(text) > LONGEST_TEXT:
        raise BadValue(
            "plan", found=f"a text of {len(text):,} characters", needed=f"a text of 1 to {LONGEST_TEXT:,}",
            remedy="Write what is to be done, and keep it shorter.",
        )  # fmt: skip
    return text


def _add_version(connection: Connection, plan_id: int, text: str, note: Note) -> None:
    last = _latest(connection, plan_id)
    if last is None or last.text != text:
        whose = connection.execute(select(_plan.c.athlete_id).where(_plan.c.id == plan_id)).scalar_one()
        changes.note(connection, [whose])
        add(
            connection, _version, plan_id=plan_id, number=1 if last is None else last.number + 1, text=text,
            why=plain(note.why) or "", who=plain(note.who) or who(), written_at=now(),
        )  # fmt: skip


def retire(connection: Connection, plan_id: int) -> StoredPlan:
    """From now on the plan no longer holds; it stays in the store."""
    one(connection, plan_id)
    changes.of_plan(connection, plan_id)
    connection.execute(
        update(_plan).where((_plan.c.id == plan_id) & _plan.c.retired_at.is_(None)).values(retired_at=now())
    )
    return one(connection, plan_id)


def one(connection: Connection, plan_id: int) -> StoredPlan:
    """One plan by its number.

    Raises:
        NotInStore: there is none.
    """
    found = _plans(connection, _query().where(_plan.c.id == plan_id))
    if not found:
        raise NotInStore(
            "plan", found=f"number {plan_id}", needed="a plan that is there", remedy="neuraldrive plan list."
        )
    return found[0]


def of_athlete(connection: Connection, athlete: str | int, *, retired: bool = False) -> list[StoredPlan]:
    """The plans of an athlete that hold, or with the retired ones; the latest first.

    Raises:
        NotInStore: nobody of that name.
    """
    person = athletes.athlete_id(connection, athlete)
    query = _query().where(_plan.c.athlete_id == person).order_by(_plan.c.id.desc())
    return _plans(connection, query if retired else query.where(_plan.c.retired_at.is_(None)))


def every(connection: Connection) -> list[StoredPlan]:
    """The plans of everybody that hold, by athlete."""
    query = _query().where(_plan.c.retired_at.is_(None)).order_by(schema.athlete.c.name, _plan.c.id.desc())
    return _plans(connection, query)


def versions(connection: Connection, plan_id: int) -> list[PlanVersion]:
    """Every text that a plan has had, the first first."""
    one(connection, plan_id)
    query = select(_version).where(_version.c.plan_id == plan_id).order_by(_version.c.number)
    return [_as_version(row) for row in connection.execute(query)]


def keep_sheet(connection: Connection, plan_id: int, day: str, version: int, sheet: str) -> None:
    """What is shown to be done on a day; one shown earlier for that day is replaced."""
    values = {"version": version, "sheet": plain(sheet) or "", "shown_at": now()}
    same = (_sheet.c.plan_id == plan_id) & (_sheet.c.day == day)
    if not connection.execute(update(_sheet).where(same).values(**values)).rowcount:
        add(connection, _sheet, plan_id=plan_id, day=day, **values)


def sheets(connection: Connection, plan_id: int) -> list[StoredSheet]:
    """What was shown, the first day first."""
    query = select(_sheet).where(_sheet.c.plan_id == plan_id).order_by(_sheet.c.day)
    return [
        StoredSheet(row.plan_id, row.day, row.version, row.sheet, datetime.fromisoformat(row.shown_at))
        for row in connection.execute(query)
    ]


def _query() -> Select[tuple[int, str, str, str, str | None]]:
    columns = (_plan.c.id, schema.athlete.c.name.label("athlete"), _plan.c.title, _plan.c.made_at, _plan.c.retired_at)
    return select(*columns).join(schema.athlete, schema.athlete.c.id == _plan.c.athlete_id)


def _plans(connection: Connection, query: Select[tuple[int, str, str, str, str | None]]) -> list[StoredPlan]:
    found = []
    for row in connection.execute(query).all():
        latest = _latest(connection, row.id)
        if latest is not None:
            retired = datetime.fromisoformat(row.retired_at) if row.retired_at else None
            found.append(
                StoredPlan(row.id, row.athlete, row.title, datetime.fromisoformat(row.made_at), retired, latest)
            )
    return found


def _latest(connection: Connection, plan_id: int) -> PlanVersion | None:
    query = select(_version).where(_version.c.plan_id == plan_id).order_by(_version.c.number.desc()).limit(1)
    row = connection.execute(query).first()
    return None if row is None else _as_version(row)


def _as_version(row: Any) -> PlanVersion:
    return PlanVersion(row.number, row.text, row.why, row.who, datetime.fromisoformat(row.written_at))
