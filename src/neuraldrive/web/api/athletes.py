"""Athletes: who there is, what is known of them, corrections of name and body mass, all of it taken out, all of it removed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import StreamingResponse

from neuraldrive.store import OnRoster, Store
from neuraldrive.web.api.asked import Asked, Id, Text, Why, by
from neuraldrive.web.doors import guard
from neuraldrive.web.house import House, house_of, store_of
from neuraldrive.web.kept import kept_of
from neuraldrive.web.racks.hub import hub_of
from neuraldrive.web.refusals import Refused
from neuraldrive.workflows import look, personal_data

router = APIRouter(prefix="/api/v1", tags=["athletes"])
TheStore = Annotated[Store, Depends(store_of)]
Mass = Annotated[float, Field(ge=20.0, le=300.0, description="kg")]
_CHUNK = 1 << 18


class Athlete(BaseModel):
    """An athlete; `last_at` is when the last session began."""

    id: int
    name: str
    body_mass_kg: float | None
    simulated: bool
    last_at: datetime | None


class NewAthlete(Asked):
    """Somebody new."""

    name: Text
    body_mass_kg: Mass | None = None


class AthleteChange(Asked):
    """What is to be corrected; what is left out stays, null takes a body mass away."""

    name: Text | None = None
    body_mass_kg: Mass | None = None
    why: Why | None = None


class Known(BaseModel):
    """All that is known of an athlete: each row, table by table."""

    name: str
    taken_out_at: str
    version: str
    tables: dict[str, list[dict[str, Any]]]


class Confirmation(Asked):
    """The athlete's name once more, so that nobody is removed by a slip."""

    name: Text


class Removed(BaseModel):
    """Who was removed whole, and how many rows and files that were."""

    name: str
    rows: int
    files: int


@router.get("/athletes", response_model=list[Athlete])
def athletes(
    store: TheStore, name: Annotated[str, Query(max_length=200, description="Part of a name.")] = ""
) -> list[Athlete]:
    """Everybody, by name."""
    return [_told(each) for each in store.roster() if name.casefold() in each.name.casefold()]


@router.post("/athletes", response_model=Athlete, status_code=201)
def new_athlete(given: NewAthlete, store: TheStore) -> Athlete:
    """Somebody who has not lifted here yet."""
    return _told(look.on_roster(store, store.add_athlete(given.name, given.body_mass_kg)))


@router.get("/athletes/{athlete_id}", response_model=Athlete)
def athlete(athlete_id: Id, store: TheStore) -> Athlete:
    """One athlete."""
    return _told(look.on_roster(store, athlete_id))


@router.patch("/athletes/{athlete_id}", response_model=Athlete)
def change_athlete(request: Request, athlete_id: Id, given: AthleteChange, store: TheStore) -> Athlete:
    """Another name or body mass; what stood there before is kept, with the reason and who said so."""
    who = look.on_roster(store, athlete_id)
    had: dict[str, object] = {"name": who.name, "body_mass_kg": who.athlete.body_mass_kg}
    asked = {name: getattr(given, name) for name in had if name in given.model_fields_set}
    if asked.get("name", "") is None:
        raise Refused(422, "name", found="nothing", needed="a name", remedy="Write one, or leave it out.")
    for field, value in asked.items():
        if value != had[field]:
            store.correct("athlete", athlete_id, field, value, given.why or "", by(request))
    return _told(look.on_roster(store, athlete_id))


@router.get("/athletes/{athlete_id}/export.json", response_model=Known)
def export_json(athlete_id: Id, store: TheStore) -> dict[str, Any]:
    """All that is known of an athlete, without the raw signals."""
    return personal_data.told(store, athlete_id)


@router.get(
    "/athletes/{athlete_id}/export.zip", response_class=StreamingResponse,
    responses={200: {"content": {"application/zip": {}}, "description": "The archive."}},
)  # fmt: skip
def export_zip(request: Request, athlete_id: Id) -> StreamingResponse:
    """All that is known of an athlete: rows, repetitions as a table, raw signals, live streams, written pages."""
    house = house_of(request)
    who = look.on_roster(house.store, athlete_id)
    name = re.sub(r"[^A-Za-z0-9]+", "-", who.name).strip("-")[:60] or f"athlete-{who.id}"
    headers = {"Content-Disposition": f'attachment; filename="{name}.zip"'}
    return StreamingResponse(_archive(house, athlete_id), media_type="application/zip", headers=headers)


@router.delete("/athletes/{athlete_id}", dependencies=[Depends(guard.owner)], response_model=Removed)
def delete_athlete(request: Request, athlete_id: Id, given: Confirmation) -> personal_data.Removed:
    """Removes an athlete whole: rows, raw signals, streams, pages. For owners; it cannot be undone.

    409 while the athlete is at a rack that is open.
    """
    house = house_of(request)
    hub, names = hub_of(house), house.store.personal.names(athlete_id)
    hub.must_not_lift(names)
    removed = personal_data.delete(house.store, athlete_id, house.place, name=given.name)
    kept_of(house).forget(athlete_id)
    hub.forget(names)
    return removed


def _archive(house: House, athlete_id: int) -> Iterator[bytes]:
    with ExitStack() as stack:
        whole = stack.enter_context(personal_data.archive(house.store, athlete_id, house.place))
        while part := whole.read(_CHUNK):
            yield part


def _told(who: OnRoster) -> Athlete:
    return Athlete(
        id=who.id,
        name=who.name,
        body_mass_kg=who.athlete.body_mass_kg,
        simulated=who.athlete.simulated,
        last_at=who.last_at,
    )
