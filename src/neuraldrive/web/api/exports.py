"""Repetitions as a file: CSV, Parquet or JSON."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from starlette.background import BackgroundTask
from starlette.responses import FileResponse

from neuraldrive.store import Store
from neuraldrive.web.api.asked import LARGEST_ID, athlete_of
from neuraldrive.web.house import store_of
from neuraldrive.workflows import exporting

router = APIRouter(prefix="/api/v1", tags=["exports"])
Format = Literal["csv", "parquet", "json"]
_TYPES = {"csv": "text/csv; charset=utf-8", "parquet": "application/vnd.apache.parquet", "json": "application/json"}


@router.get(
    "/exports", response_class=FileResponse,
    responses={200: {"content": {kind.partition(";")[0]: {} for kind in _TYPES.values()}, "description": "The file."}},
)  # fmt: skip
def export(
    store: Annotated[Store, Depends(store_of)], athlete: str | None = None, lift: str | None = None,
    session: Annotated[int | None, Query(ge=1, le=LARGEST_ID)] = None, format: Format = "csv",
) -> FileResponse:  # fmt: skip
    """Every repetition as a row, logged and derived figures beside each other; of an athlete (number or name), a lift, or a
    session. A set that was only counted has one row.
    """
    folder = tempfile.TemporaryDirectory(prefix="neuraldrive-export-")
    try:
        file = Path(folder.name) / f"export.{format}"
        exporting.export(store, file, athlete_of(store, athlete), lift=lift or None, session_id=session)
        name = f"{_name(store, athlete, session, lift)}.{format}"
        return FileResponse(file, media_type=_TYPES[format], filename=name, background=BackgroundTask(folder.cleanup))
    except BaseException:
        folder.cleanup()
        raise


def _name(store: Store, athlete: str | None, session: int | None, lift: str | None) -> str:
    """What to call the file: whose, which session, which lift; letters and digits alone."""
    whose = athlete_of(store, athlete)
    if isinstance(whose, int):
        whose = next((each.name for each in store.athletes() if each.id == whose), "")
    told = [whose or "everybody" if session is None else f"session {session}", lift or ""]
    return "-".join(re.sub(r"[^A-Za-z0-9]+", "-", each).strip("-") for each in told if each)[:80] or "neuraldrive"
