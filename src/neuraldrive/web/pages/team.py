"""The team at a glance: who trained, who changed, what waits."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from neuraldrive.store import Store
from neuraldrive.web.house import store_of
from neuraldrive.web.render import page

router = APIRouter(include_in_schema=False)


@router.get("/team")
def team(request: Request, store: Annotated[Store, Depends(store_of)]) -> Response:
    """Everybody."""
    return page(request, "team.html.j2", everybody=store.athletes())
