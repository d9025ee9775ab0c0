"""What of an effort is the person's own: the force around superimposed stimuli is not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from neuraldrive.records import Recording, Signal

EVOKED_S = 0.4
"""So long after a stimulus force is evoked, or missing: the silent period, and the way back from it."""
WITHOUT = f"without the {EVOKED_S:g} s after each stimulus"

Stretch = tuple[int, int]


def superimposed_s(source: Recording | Signal) -> tuple[float, ...]:
    """Times of the stimuli on top of an effort, every pulse where it is known; none where stimuli are all there is."""
    if not isinstance(source, Recording) or source.task == "evoked":
        return ()
    pulses = getattr(source.truth, "stimulus_times_s", ())
    return tuple(float(each) for each in pulses) if len(pulses) else source.stimulus_times_s


def own(size: int, rate_hz: float, start_s: float, stimuli_s: Sequence[float]) -> NDArray[np.bool_]:
    """Which of `size` samples are the person's own, (size,).

    >>> own(5, 10.0, 0.0, [0.15]).tolist()
    [True, True, False, False, False]
    """
    found = np.ones(size, dtype=bool)
    for at in stimuli_s:
        first, stop = (np.ceil((each - start_s) * rate_hz - 1e-9) for each in (at, at + EVOKED_S))
        found[max(0, int(first)) : max(0, int(stop))] = False
    return found


def stretches(which: NDArray[np.bool_]) -> list[Stretch]:
    """First and last index of each run of True.

    >>> stretches(np.array([True, True, False, True]))
    [(0, 1), (3, 3)]
    """
    edges = np.flatnonzero(np.diff(np.concatenate(([0], which.astype(np.int8), [0]))))
    return [(start, stop - 1) for start, stop in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)]
