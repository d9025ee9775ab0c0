"""How long the server waits for who is slow, and how many it serves at once: nobody holds a connection by doing nothing."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_S, STALL_S, LOOK_S = 20.0, 60.0, 2.0
"""Until a request must have been made; without progress of a body or an answer; between two looks, s."""
LEAST_BYTES = 16 << 10
"""Of a body, what must come within `STALL_S`."""
MOST, MOST_OF_ONE = 800, 200
"""Connections at once, of all and of one address; below the 1,024 files that a process may usually have open."""
_FULL = b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 20\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"


class PatientProtocol(H11Protocol):
    """A connection that is ended where its other end makes no request, sends no body or takes no answer."""

    _looking: asyncio.TimerHandle | None = None
    _mark: tuple[object, ...] = ()
    _since_s = 0.0
    _received = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begins; one too many is told so and ended."""
        super().connection_made(transport)
        there = self.server_state.connections
        mine = sum(1 for each in there if (getattr(each, "client", None) or ("",))[0] == (self.client or ("",))[0])
        if len(there) > MOST or mine > MOST_OF_ONE:
            transport.write(_FULL)
            transport.close()
            return
        self._look()

    def data_received(self, data: bytes) -> None:
        """Counts, and goes on."""
        self._received += len(data)
        super().data_received(data)

    def connection_lost(self, exc: Exception | None) -> None:
        """Ends."""
        if self._looking is not None:
            self._looking.cancel()
        super().connection_lost(exc)

    def _look(self) -> None:
        """Ends the connection where who is at its other end has kept us waiting too long."""
        if self.transport.is_closing() or self.transport.get_protocol() not in (self, None):  # a live socket now
            return
        now = self.loop.time()
        mark = self._waits_for() or (now,)
        if mark != self._mark:
            self._mark, self._since_s = mark, now
        if now - self._since_s > (HEAD_S if mark[0] == "head" else STALL_S):
            self.transport.abort()
            return
        self._looking = self.loop.call_later(LOOK_S, self._look)

    def _waits_for(self) -> tuple[object, ...]:
        """What the other end has to do, and how far it has come; () while it is our turn."""
        if self.cycle is None or self.cycle.response_complete:
            return ("head", id(self.cycle))
        if unsent := self.transport.get_write_buffer_size():
            return ("answer", unsent)
        if self.cycle.more_body and not self.flow.read_paused:
            return ("body", self._received // LEAST_BYTES)
        return ()


def more_files(wanted: int = 4096) -> None:
    """Lets this process have more files open, where the system allows it."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # not on Windows

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        most: Any = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        if soft != resource.RLIM_INFINITY and soft < most:
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
