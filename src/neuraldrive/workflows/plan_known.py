"""What is known of an athlete while a plan is written: profiles and gym, read once for a page and not with every key."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field, replace
from datetime import date

from neuraldrive.store import Store
from neuraldrive.workflows import planning
from neuraldrive.workflows.gym import gym
from neuraldrive.workflows.plan_lines import Fitting

KEPT_S, MOST = 600.0, 200


@dataclass
class KnownLifters:
    """What plans are fitted to, as it was when a page was last opened; older than ten minutes it is read again.

    >>> KnownLifters().kept
    {}
    """

    kept: dict[tuple[str, str], tuple[float, Fitting]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def of(self, store: Store, athlete: str, unit: str = "kg", week: int = 1, *, fresh: bool = False) -> Fitting:
        """An athlete's profiles of today and gym, for a week of the plan; with `fresh` read anew whatever is kept."""
        now, key = time.monotonic(), (athlete, unit)
        with self._lock:
            found = self.kept.get(key)
        if found is None or fresh or now - found[0] > KEPT_S:
            found = (
                now,
                Fitting(planning.profiles_of(store, athlete), gym(store, athlete, unit), unit, on=date.today()),
            )
            with self._lock:
                self.kept.pop(key, None)
                self.kept[key] = found
                while len(self.kept) > MOST:
                    self.kept.pop(next(iter(self.kept)))
        return replace(found[1], week=week)
