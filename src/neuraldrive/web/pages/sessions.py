"""A session looked at again: is the record right?"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from neuraldrive import catalog
from neuraldrive.store import Store
from neuraldrive.store.correction_log import undoable
from neuraldrive.web.api.asked import Id
from neuraldrive.web.house import store_of
from neuraldrive.web.pages import session_view as view
from neuraldrive.web.refusals import Refused
from neuraldrive.web.render import page, unit_of
from neuraldrive.workflows import import_questions, look

router = APIRouter(include_in_schema=False)
TheStore = Annotated[Store, Depends(store_of)]
RPES = (6, 6.5, 7, 7.5, 8, 8.5, 9, 9.5, 10)


@router.get("/sessions/{session_id}")
def session(request: Request, session_id: Id, store: TheStore) -> Response:
    """A session, with its first set."""
    return _shown(request, session_id, 1, store)


@router.get("/sessions/{session_id}/sets/{at}")
def one_set(request: Request, session_id: Id, at: Id, store: TheStore) -> Response:
    """A session, with the set at that place (from 1)."""
    return _shown(request, session_id, at, store)


def _shown(request: Request, session_id: int, at: int, store: Store) -> Response:
    found = store.session(session_id)
    if found.sets and at > len(found.sets):
        raise Refused(
            404, "set", found=f"set {at} of session {session_id}", needed=f"1 to {len(found.sets)}",
            remedy="Choose one of the session's sets.",
        )  # fmt: skip
    stored = found.sets[at - 1] if found.sets else None
    log = look.corrections_of(store, found)
    rows = view.lines(stored) if stored is not None else []
    excluded = view.exclusions(found, log)
    asks = import_questions.about_set(store, stored.id) if stored is not None else []
    return page(
        request, "session.html.j2", found=found, at=at, stored=stored, rows=rows, excluded=excluded,
        athlete=look.athlete(store, found.session.athlete), lifts=list(dict.fromkeys(e.entry.lift for e in found.sets)),
        repetitions=sum(each.entry.repetition_count for each in found.sets), minutes=view.minutes(found),
        sensor=view.sensor(stored) if stored is not None else None, finding=view.finding(rows),
        log=view.log_lines(store, found, log, unit_of(request)), last=undoable(log), known_lifts=sorted(catalog.lifts()),
        asks=asks, sensors=sorted(catalog.sensors()), known=view.rule_records(), judged=catalog.stop_records()[""],
        rpes=RPES, recorded=stored is not None and (stored.recording_id is not None or any(stored.rise_ids)),
    )  # fmt: skip
