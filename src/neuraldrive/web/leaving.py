"""Whether somebody still waits for an answer."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from fastapi import Request

_LOOKS_EVERY_S = 0.1


class Left(Exception):
    """Whoever asked has gone: the work need not be finished."""


@asynccontextmanager
async def waited_for(request: Request) -> AsyncIterator[Callable[[], None]]:
    """A check that long work calls now and then, from any thread: raises Left once whoever asked has gone."""
    gone = threading.Event()

    async def watch() -> None:
        while not await request.is_disconnected():
            await asyncio.sleep(_LOOKS_EVERY_S)
        gone.set()

    def check() -> None:
        if gone.is_set():
            raise Left

    watching = asyncio.create_task(watch())
    try:
        yield check
    finally:
        watching.cancel()
