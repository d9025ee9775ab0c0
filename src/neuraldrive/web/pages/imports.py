"""Files brought in by dropping them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from neuraldrive import catalog, readers
from neuraldrive.store import Store
from neuraldrive.web.api.imports import importer_of
from neuraldrive.web.house import house_of, store_of
from neuraldrive.web.render import page
from neuraldrive.web.words import sensor_choices
from neuraldrive.workflows import import_answers, import_questions, look

router = APIRouter(include_in_schema=False)
MOST_ASKED = 40
"""Open questions that are shown at once, those of the latest imports."""


@router.get("/import")
def bring_in(
    request: Request,
    store: Annotated[Store, Depends(store_of)],
    athlete: Annotated[int | None, Query(ge=1, le=2**53)] = None,
) -> Response:
    """Where files are dropped; the process that reads them is started meanwhile. Files of nobody are offered to an athlete."""
    whose = look.on_roster(store, athlete) if athlete is not None else None
    importer_of(house_of(request)).start()
    return page(
        request, "import.html.j2", whose=whose, known_athletes=[each.name for each in store.athletes()],
        known_lifts=sorted(catalog.lifts()), sensors=sensor_choices(),
        asked=[import_questions.with_sets(store, each) for each in import_questions.open_questions(store)[:MOST_ASKED]],
        answered=import_answers.answered(store),
        formats=sorted(card.label for card in readers.formats().values()), latest=store.imports()[-10:][::-1],
    )  # fmt: skip
