"""The app: one process with pages, calls and sockets over one store."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import resources

from fastapi import Depends, FastAPI
from fastapi.staticfiles import StaticFiles

from neuraldrive import __version__
from neuraldrive.web import api, pages
from neuraldrive.web.api import imports
from neuraldrive.web.comes_first import ComesFirst
from neuraldrive.web.doors import questions
from neuraldrive.web.doors.envelope import Envelope
from neuraldrive.web.doors.guard import guard, who
from neuraldrive.web.house import House
from neuraldrive.web.pages import ahead
from neuraldrive.web.racks import hub, socket
from neuraldrive.web.refusals import answer_refusals

DESCRIPTION = (
    "All that the pages do. Sign in with a token: `Authorization: Bearer …`; tokens are made under You. "
    "SI units: kg, m, s, m/s. A field, or a question behind the ?, that a call does not know is refused. "
    "An error says what was found, what was needed and what to do."
)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Racks begin with the server and end with it, as do what looks at the athletes ahead and the process that reads files."""
    async with hub.lifespan(app), ahead.lifespan(app):
        yield
    importer = app.state.house.rooms.get(imports.ROOM)
    if importer is not None:
        importer.close()


def create_app(house: House) -> FastAPI:
    """The app over a store that is open; it does not close it."""
    app = FastAPI(
        title="neuraldrive", version=__version__, description=DESCRIPTION, dependencies=[Depends(guard), Depends(questions.known)],
        docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json", lifespan=_lifespan,
    )  # fmt: skip
    app.state.house = house
    answer_refusals(app, who)
    for router in (*api.routers(), *pages.routers(), socket.router):
        app.include_router(router)
    _built(app)
    static = resources.files("neuraldrive.web").joinpath("static")
    app.mount("/static", StaticFiles(directory=str(static)), name="static")
    app.add_middleware(Envelope, tls=house.tls)
    app.add_middleware(ComesFirst, callers=house.callers)
    return app


def _built(app: FastAPI) -> None:
    """Every call is built now, while nothing else runs, and not at the first request.

    FastAPI silences pydantic for each parameter by the filters of the whole process, beside whatever other threads do with them.
    """
    nowhere = {"type": "http", "method": "GET", "path": "/nowhere", "root_path": "", "headers": [], "query_string": b""}
    for route in app.routes:
        route.matches(nowhere)
