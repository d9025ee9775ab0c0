"""What pages keep of an athlete between requests: made once, and made again when what is known of the athlete has changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from neuraldrive.web.house import House

Made = TypeVar("Made")
ROOM = "desk"
MOST = 4000


class Kept:
    """Derived things by key, each with the mark (a number of `Store.changes`, a day) under which it was made.

    >>> kept = Kept()
    >>> kept.get("a", 1, lambda: "made"), kept.get("a", 1, lambda: "again"), kept.get("a", 2, lambda: "anew")
    ('made', 'made', 'anew')
    >>> kept.holds("a", 1), kept.holds("a", 2)
    (False, True)
    """

    def __init__(self) -> None:
        self._made: dict[Hashable, tuple[Hashable, Any]] = {}
        self._making: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def get(self, key: Hashable, mark: Hashable, make: Callable[[], Made]) -> Made:
        """What is kept under the key, made now if it was made under another mark; one request makes, others wait for it."""
        with self._lock:
            making = self._making.setdefault(key, Lock())
        with making:
            if not self.holds(key, mark):
                made = make()
                with self._lock:
                    self._made[key] = (mark, made)
                    while len(self._made) > MOST:
                        self._made.pop(next(iter(self._made)))
            with self._lock:
                found: Made = self._made[key][1]
            return found

    def holds(self, key: Hashable, mark: Hashable) -> bool:
        """Whether it need not be made."""
        with self._lock:
            return key in self._made and self._made[key][0] == mark

    def forget(self, athlete_id: int) -> None:
        """All that is kept of an athlete: keys are (what, athlete, …)."""
        with self._lock:
            for key in [each for each in self._made if isinstance(each, tuple) and each[1:2] == (athlete_id,)]:
                del self._made[key]


def kept_of(house: House) -> Kept:
    """The house's own."""
    found: Kept = house.rooms.setdefault(ROOM, Kept())
    return found
