"""Files brought in by dropping them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from neuraldrive import catalog, readers
from neuraldrive.store import Store
from neuraldrive.web.api.imports import importer_of
from neuraldrive.web.house import house_of, store_of
from neuraldrive.web.render import page

router = APIRouter(include_in_schema=False)


@router.get("/import")
def bring_in(request: Request, store: Annotated[Store, Depends(store_of)]) -> Response:
    """Where files are dropped; the process that reads them is started meanwhile."""
    importer_of(house_of(request)).start()
    return page(
        request, "import.html.j2", known_athletes=[each.name for each in store.athletes()],
        known_lifts=sorted(catalog.lifts()), sensors=sorted(catalog.sensors()),
        formats=sorted(card.label for card in readers.formats().values()), latest=store.imports()[-10:][::-1],
    )  # fmt: skip
