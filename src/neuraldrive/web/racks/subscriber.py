"""What waits for one page: bounded, the oldest goes first, a verdict before any samples."""

from __future__ import annotations

import asyncio
from collections import deque

MOST_EVENTS, MOST_SAMPLES = 16, 128
"""Each event holds the whole picture, so the newest is enough; samples come in blocks of a fiftieth of a second."""
FRAME_S, BEAT_S = 1.0 / 60.0, 1.0


class Subscriber:
    """Filled and emptied on the event loop; `take` waits for what comes next.

    >>> async def two() -> list[str | bytes]:
    ...     queue = Subscriber()
    ...     queue.samples(b"12345678"), queue.samples(b"abcdefgh"), queue.event("stop")
    ...     return [await queue.take(), await queue.take()]
    >>> asyncio.run(two())
    ['stop', b'12345678abcdefgh']
    """

    def __init__(self) -> None:
        self._events: deque[str] = deque(maxlen=MOST_EVENTS)
        self._samples: deque[bytes] = deque(maxlen=MOST_SAMPLES)
        self._came = asyncio.Event()
        self._told = asyncio.Event()
        self._sent_s = 0.0
        self.dropped = 0
        self.closed = ""

    def event(self, text: str) -> None:
        """A picture, to be sent at once."""
        self.dropped += len(self._events) == MOST_EVENTS
        self._events.append(text)
        self._told.set()
        self._came.set()

    def samples(self, pairs: bytes) -> None:
        """Pairs of float64, to be sent within a frame."""
        self.dropped += len(self._samples) == MOST_SAMPLES
        self._samples.append(pairs)
        self._came.set()

    def close(self, why: str) -> None:
        """Nothing more comes."""
        self.closed = why
        self._told.set()
        self._came.set()

    async def take(self) -> str | bytes:
        """The next message: an event, else all samples of a frame; b"" when nothing came for BEAT_S."""
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(BEAT_S):
                await self._came.wait()
        except TimeoutError:
            return b""
        wait_s = self._sent_s + FRAME_S - loop.time()
        if wait_s > 0.0 and not self._events and not self.closed:
            await self._told_within(wait_s)
        if self._events:
            text = self._events.popleft()
            self._settle()
            return text
        pairs = b"".join(self._samples)
        self._samples.clear()
        self._sent_s = loop.time()
        self._settle()
        return pairs

    async def _told_within(self, wait_s: float) -> None:
        self._told.clear()
        try:
            async with asyncio.timeout(wait_s):
                await self._told.wait()
        except TimeoutError:
            pass

    def _settle(self) -> None:
        if not self._events and not self._samples and not self.closed:
            self._came.clear()
