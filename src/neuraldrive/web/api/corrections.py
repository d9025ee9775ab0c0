"""The log of corrections, and undo."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request

from neuraldrive.store import Store
from neuraldrive.web.api.asked import LARGEST_ID, Asked, Id, Limit, Offset, Why, by
from neuraldrive.web.api.correction_models import Corrected, CorrectionPage, corrected
from neuraldrive.web.house import store_of
from neuraldrive.workflows import keep, look

router = APIRouter(prefix="/api/v1/corrections", tags=["corrections"])
TheStore = Annotated[Store, Depends(store_of)]
OneId = Annotated[int | None, Query(ge=1, le=LARGEST_ID)]


class Undo(Asked):
    """Why it is taken back."""

    why: Why = ""


@router.get("", response_model=CorrectionPage)
def corrections(
    store: TheStore, session: OneId = None, kind: Literal["session", "set", "repetition", "athlete", "import"] | None = None,
    target: OneId = None, limit: Limit = 50, offset: Offset = 0,
) -> CorrectionPage:  # fmt: skip
    """Every change so far, the latest first: of a session with all in it, of a kind, or of one thing."""
    if session is not None:
        found = look.corrections_of(store, store.session(session))
        found = [each for each in found if kind in (None, each.kind) and target in (None, each.target_id)]
    else:
        found = store.corrections(kind, target)
    latest = found[::-1][offset : offset + limit]
    more = offset + limit if offset + limit < len(found) else None
    return CorrectionPage(items=corrected(latest), next=more)


@router.post("/{correction_id}/undo", response_model=list[Corrected])
def undo(request: Request, correction_id: Id, store: TheStore, given: Undo | None = None) -> list[Corrected]:
    """Takes back a change and all that was done in one step with it; figures follow."""
    return corrected(keep.undo(store, correction_id, given.why if given else "", by(request)))
