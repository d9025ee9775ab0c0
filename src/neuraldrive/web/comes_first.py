"""Whoever asks comes first: what the server makes unasked waits while somebody is being answered."""

from __future__ import annotations

import time
from threading import Event

from starlette.types import ASGIApp, Receive, Scope, Send

FIRST_S, LULL_S, PATIENCE_S, LOOK_S = 3.0, 1.0, 60.0, 0.1
"""So long the first one to ask is waited for after a start; nobody has asked for so long; after so much waiting it goes on all the
same; how often it looks."""


class Callers:
    """How many requests are being answered, and when the last was; counted on the event loop, read by any thread.

    >>> callers = Callers()
    >>> callers.under_way = 1
    >>> callers.is_lull()
    False
    """

    def __init__(self) -> None:
        self.under_way, self.last_s = 0, float("-inf")
        self._first = Event()

    def came(self) -> None:
        """Somebody has been answered, or holds a socket."""
        self.last_s = time.monotonic()
        self._first.set()

    def wait_for_first(self) -> None:
        """Returns when somebody has been answered, or nobody seems to come: a start makes its first page first."""
        self._first.wait(FIRST_S)

    def is_lull(self) -> bool:
        """Whether nobody is being answered, nor was a moment ago."""
        return self.under_way == 0 and time.monotonic() - self.last_s >= LULL_S

    def wait(self, ends: Event) -> bool:
        """Waits for a lull, but not for ever; whether the one who waits shall end."""
        until = time.monotonic() + PATIENCE_S
        while not self.is_lull() and time.monotonic() < until:
            if ends.wait(LOOK_S):
                return True
        return ends.is_set()


class ComesFirst:
    """Wraps an app and counts its callers; sockets, which stay open, are none."""

    def __init__(self, app: ASGIApp, *, callers: Callers) -> None:
        self.app, self.callers = app, callers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request."""
        if scope["type"] != "http":
            if scope["type"] == "websocket":
                self.callers.came()
            await self.app(scope, receive, send)
            return
        self.callers.under_way += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self.callers.under_way -= 1
            self.callers.came()
