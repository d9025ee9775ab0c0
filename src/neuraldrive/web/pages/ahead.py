"""Looks at everybody before somebody asks: the first page after a start, or in the morning, is as quick as any other."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date

from fastapi import FastAPI

from neuraldrive.errors import NeuraldriveError
from neuraldrive.web.house import House
from neuraldrive.web.pages import athlete, team

AFTER_S, AGAIN_S, MOST_AHEAD = 1.0, 600.0, 60
"""Begun so long after the start, since what somebody asks for comes first; looked at again so often for what changed, of so many
athletes, those who trained last."""
_LOG = logging.getLogger("neuraldrive.pages")


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Begins with the server and ends with it."""
    ends = threading.Event()
    looking = threading.Thread(target=_look, args=(app.state.house, ends), name="pages ahead", daemon=True)
    looking.start()
    yield
    ends.set()
    looking.join(10.0)


def _look(house: House, ends: threading.Event) -> None:
    ends.wait(AFTER_S)
    while not ends.is_set():
        try:
            _everybody(house, ends)
        except NeuraldriveError as error:  # whoever asks is told
            _LOG.info("the pages are not looked at ahead: %s", error)
        ends.wait(AGAIN_S)


def _everybody(house: House, ends: threading.Event) -> None:
    """One after the other, none while somebody is answered, and idle for as long as it worked: live sets come first."""
    people = sorted(house.store.roster(), key=lambda each: str(each.last_at or ""), reverse=True)
    for who in people[:MOST_AHEAD]:
        if house.callers.wait(ends):
            return
        begun, numbers = time.monotonic(), house.store.changes()
        team.glance_of(house, who, numbers, date.today())
        athlete.known_of(house, who, numbers.get(who.id, 0), "", house.place.unit)
        if ends.wait(time.monotonic() - begun):
            return
