"""How often somebody may try: sign-ins by address and by name, requests by address."""

from __future__ import annotations

import threading
import time
from collections import Counter, OrderedDict
from dataclasses import dataclass, field

_MOST_KEYS = 10_000
MOST_UPLOADS = 6
"""At once: each may lie on the disk and wait for its turn to be read."""


@dataclass
class Limit:
    """At most `most` in `within_s` seconds for each key; bounded memory, the least recent keys go first.

    >>> limit = Limit(2, 60.0)
    >>> [limit.wait_s("Ada", now) for now in (0.0, 1.0, 2.0, 61.0)]
    [0.0, 0.0, 58.0, 0.0]
    """

    most: int
    within_s: float
    _times: OrderedDict[str, list[float]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait_s(self, key: str, now: float | None = None) -> float:
        """Counts one more; how long to wait, 0 where it is allowed. What is refused is not counted."""
        now = time.monotonic() if now is None else now
        with self._lock:
            times = [each for each in self._times.pop(key, []) if each > now - self.within_s]
            wait = times[0] + self.within_s - now if len(times) >= self.most else 0.0
            self._times[key] = times if wait else [*times, now]
            while len(self._times) > _MOST_KEYS:
                self._times.popitem(last=False)
            return wait

    def forget(self, key: str) -> None:
        """Starts again for a key."""
        with self._lock:
            self._times.pop(key, None)


@dataclass
class Limits:
    """Those of one house: sign-ins of an address, of an address for one name, and for one name from everywhere, so that nobody can
    lock another one out alone; changes of the password of an account; sockets of an address, and how many are open of each; uploads at once.
    """

    by_address: Limit = field(default_factory=lambda: Limit(20, 60.0))
    by_both: Limit = field(default_factory=lambda: Limit(8, 300.0))
    by_name: Limit = field(default_factory=lambda: Limit(100, 300.0))
    by_change: Limit = field(default_factory=lambda: Limit(8, 300.0))
    sockets: Limit = field(default_factory=lambda: Limit(240, 60.0))
    open_sockets: Counter[str] = field(default_factory=Counter)
    uploads: threading.BoundedSemaphore = field(default_factory=lambda: threading.BoundedSemaphore(MOST_UPLOADS))
