"""Every repetition followed, so that the training stays neural: one word in time, go, last rep or stop."""

import neuraldrive.machine_code  # noqa: F401  before any kernel: it mends what numba kept of them
from neuraldrive.monitor.agreement import Agreement, agreement, smallest_worthwhile_change
from neuraldrive.monitor.baseline import Baseline, baseline
from neuraldrive.monitor.change import DayChange, Drift, change, drift
from neuraldrive.monitor.live_set import LiveSet
from neuraldrive.monitor.rest import Rest, RestAdvice
from neuraldrive.monitor.unlike import Unlike, unlike

__all__ = [
    "Agreement",
    "Baseline",
    "DayChange",
    "Drift",
    "LiveSet",
    "Rest",
    "RestAdvice",
    "Unlike",
    "agreement",
    "baseline",
    "change",
    "drift",
    "smallest_worthwhile_change",
    "unlike",
]
