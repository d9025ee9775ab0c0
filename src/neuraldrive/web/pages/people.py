"""Who may sign in, for owners."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from neuraldrive.store import Store
from neuraldrive.store.people import ROLES
from neuraldrive.web.doors import guard
from neuraldrive.web.doors.visitor import MAY
from neuraldrive.web.house import store_of
from neuraldrive.web.render import page

router = APIRouter(include_in_schema=False)


@router.get("/people", dependencies=[Depends(guard.owner)])
def people(request: Request, store: Annotated[Store, Depends(store_of)]) -> Response:
    """Everybody who may sign in."""
    return page(request, "people.html.j2", everybody=store.people.everybody(), roles=ROLES, may=MAY)
