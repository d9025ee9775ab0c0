"""What has come and was not taken yet, bounded: the oldest goes first, and is counted."""

from __future__ import annotations

from collections import deque
from threading import Condition
from typing import NamedTuple

from neuraldrive.sensors.interface import Counts
from neuraldrive.sensors.layout import Rows

MOST_SAMPLES = 131_072
"""Two minutes at 1,000 Hz."""


class Parcel(NamedTuple):
    """Rows that came at a time by our clock, or something to tell."""

    at_s: float
    rows: Rows | None = None
    note: str = ""


class Waiting:
    """Parcels from the thread that reads to the one that takes.

    >>> waiting = Waiting(Counts())
    >>> waiting.put(Parcel(0.0, note="connected")); waiting.close()
    >>> [each.note for each in waiting.take()], waiting.take()
    (['connected'], None)
    """

    def __init__(self, counts: Counts, most: int = MOST_SAMPLES) -> None:
        self._counts, self._most = counts, most
        self._parcels: deque[Parcel] = deque()
        self._size, self._closed, self._changed = 0, False, Condition()

    def put(self, parcel: Parcel) -> None:
        """Adds a parcel; what there is no room for is dropped from the other end."""
        with self._changed:
            self._parcels.append(parcel)
            self._size += _size(parcel)
            while self._size > self._most and len(self._parcels) > 1:
                gone = self._parcels.popleft()
                self._size -= _size(gone)
                self._counts.dropped += gone.rows.times_s.size if gone.rows else 0
            self._changed.notify()

    def take(self) -> list[Parcel] | None:
        """All that is there; waits for something. None after `close`, when there is nothing left."""
        with self._changed:
            while not self._parcels and not self._closed:
                self._changed.wait()
            taken = list(self._parcels)
            self._parcels.clear()
            self._size = 0
        return taken or None

    def close(self) -> None:
        """Nothing more comes."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()


def _size(parcel: Parcel) -> int:
    return 1 + (parcel.rows.times_s.size if parcel.rows else 0)
