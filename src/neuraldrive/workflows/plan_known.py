"""What is known of an athlete while a plan is written: profiles, read once for a page and not with every key."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

from neuraldrive.store import Store
from neuraldrive.workflows import planning
from neuraldrive.workflows.planning import Profiles

KEPT_S, MOST = 600.0, 200


@dataclass
class KnownProfiles:
    """Profiles by athlete, as they were when a page was last opened; older than ten minutes they are read again.

    >>> KnownProfiles().kept
    {}
    """

    kept: dict[str, tuple[float, Profiles]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def of(self, store: Store, athlete: str, *, fresh: bool = False) -> Profiles:
        """An athlete's profiles of today; with `fresh` read anew whatever is kept."""
        now = time.monotonic()
        with self._lock:
            found = self.kept.get(athlete)
        if found is not None and not fresh and now - found[0] < KEPT_S:
            return found[1]
        read = planning.profiles_of(store, athlete)
        with self._lock:
            self.kept.pop(athlete, None)
            self.kept[athlete] = (now, read)
            while len(self.kept) > MOST:
                self.kept.pop(next(iter(self.kept)))
        return read
