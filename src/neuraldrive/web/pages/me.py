"""Who looks: the own password, and the tokens of one's programs."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from neuraldrive.store import AccessKey, Store
from neuraldrive.web.doors.passwords import SHORTEST
from neuraldrive.web.doors.visitor import MAY, visitor_of
from neuraldrive.web.house import house_of, store_of
from neuraldrive.web.render import page

router = APIRouter(include_in_schema=False)


@router.get("/me")
def me(request: Request, store: Annotated[Store, Depends(store_of)]) -> Response:
    """Who is signed in, with what only they may change."""
    visitor = visitor_of(request)
    assert visitor is not None
    has_tokens = house_of(request).mode == "team" and visitor.may("coach")
    tokens = [_told(each) for each in store.people.keys(visitor.person_id, "token")] if has_tokens else []
    return page(request, "me.html.j2", may=MAY, tokens=tokens, shortest=SHORTEST)


def _told(key: AccessKey) -> dict[str, Any]:
    return {
        "id": key.id, "name": key.name, "made_at": key.made_at, "until": datetime.fromtimestamp(key.expires_s).astimezone(),
    }  # fmt: skip
