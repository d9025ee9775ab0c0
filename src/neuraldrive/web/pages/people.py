"""Who may sign in, for owners; the tokens of programs."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from neuraldrive.store import Store
from neuraldrive.store.people import ROLES
from neuraldrive.web.doors import guard
from neuraldrive.web.doors.visitor import visitor_of
from neuraldrive.web.house import house_of, store_of
from neuraldrive.web.render import page

router = APIRouter(include_in_schema=False)
_MAY = {
    "owner": "all; lets others in, deletes athletes",
    "coach": "everything about athletes, plans and sets",
    "display": "the rack alone, to look at",
}


@router.get("/people", dependencies=[Depends(guard.owner)])
def people(request: Request, store: Annotated[Store, Depends(store_of)]) -> Response:
    """Everybody who may sign in, and the tokens of who looks."""
    visitor = visitor_of(request)
    assert visitor is not None
    tokens = [] if house_of(request).mode == "demo" else store.people.keys(visitor.person_id, "token")
    return page(
        request, "people.html.j2", everybody=store.people.everybody(), roles=ROLES, may=_MAY, tokens=tokens
    )  # fmt: skip
