"""The day's sheet: every line in kilograms, to look at, to print, to open the rack with."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from neuraldrive.plan import door, sheet_words
from neuraldrive.store import Store
from neuraldrive.web.house import store_of
from neuraldrive.web.plan_room import fitting_of
from neuraldrive.web.render import page, unit_of
from neuraldrive.web.whose import Whose
from neuraldrive.workflows import planning

router = APIRouter(include_in_schema=False)


@router.get("/athletes/{athlete_id}/today")
def today(
    request: Request, athlete: Whose, store: Annotated[Store, Depends(store_of)], on: date | None = None
) -> Response:
    """What an athlete's plans have for a day."""
    day, there = door.day("on", on or date.today()), store.plans(athlete.id)
    known = fitting_of(request, athlete, fresh=True).known if day >= date.today() else None
    found = planning.sheets(store, athlete.name, day, unit=unit_of(request), known=known) if there else ()
    return page(
        request, "today.html.j2", athlete=athlete, day=day, sheets=found, there=there, words=sheet_words,
        ahead=planning.next_day(store, athlete.name, day) if there else None, before=day - timedelta(days=1),
        after=day + timedelta(days=1), is_today=day == date.today(), path="/plans",
    )  # fmt: skip
