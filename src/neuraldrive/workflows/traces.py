"""The trace of a stored set, as many points as a screen can show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from neuraldrive import measure
from neuraldrive.errors import MeasureError
from neuraldrive.records import Recording
from neuraldrive.store import Store, StoredSet
from neuraldrive.workflows import repicking

Quantity = Literal["velocity", "position"]
Floats = NDArray[np.float64]
UNITS: Mapping[Quantity, str] = {"velocity": "m/s", "position": "m"}
BEFORE_S, BESIDE_S = 4.0, 0.4
"""What is shown before the first and after the last repetition; and between rises that were recorded one by one."""


@dataclass(frozen=True)
class Trace:
    """A quantity against time: pieces of times (s) and values, shape (n,) each, and where each repetition lies in them.

    Args:
        spans: by the id of a repetition.
        from_s, to_s: what is shown; `first_s`, `last_s` what there is.
        rate_hz: samples a second of what was recorded.
        can_be_picked: whether its repetitions can be moved.
    """

    quantity: Quantity
    pieces: tuple[tuple[Floats, Floats], ...]
    spans: Mapping[int, tuple[float, float]]
    from_s: float
    to_s: float
    first_s: float
    last_s: float
    rate_hz: float
    can_be_picked: bool


def trace(
    store: Store, set_id: int, quantity: Quantity = "velocity", *, window: tuple[float | None, float | None] = (None, None),
    points: int = 2000,
) -> Trace:  # fmt: skip
    """The trace of a set, whole or in a window (s, s), of at most about `points` points; the largest and smallest of what
    falls together are kept.

    Raises:
        NotInStore: no such set. MeasureError: nothing was recorded of it.
    """
    stored = store.stored_set(set_id)
    if repicking.can_be_picked(stored):
        return _whole(store, stored, quantity, window, points)
    return _one_by_one(store, stored, quantity, points)


def decimated(times: Floats, values: Floats, points: int) -> tuple[Floats, Floats]:
    """The smallest and the largest value of each of points/2 equal stretches, in the order of time.

    >>> t, v = decimated(np.arange(1000.0), np.sin(np.arange(1000.0) / 50), 100)
    >>> t.size <= 102, round(float(v.max()), 2)
    (True, 1.0)
    """
    if times.size <= points:
        return times, values
    edges = np.unique(np.linspace(0, times.size, max(points // 2, 1) + 1).astype(int))
    kept = []
    for first, last in pairwise(edges):
        inside = values[first:last]
        kept += sorted({first + int(inside.argmin()), first + int(inside.argmax())})
    kept = sorted({0, *kept, times.size - 1})
    return times[kept], values[kept]


def _whole(
    store: Store, stored: StoredSet, quantity: Quantity, window: tuple[float | None, float | None], points: int
) -> Trace:
    assert stored.recording_id is not None
    recording = store.recording(stored.recording_id)
    signal = measure.bar_path(recording)[quantity]
    times, values = signal.times, signal.samples
    spans = {
        number: (each.start_s, each.end_s)
        for number, each in zip(stored.repetition_ids, stored.entry.repetitions, strict=True)
        if each.start_s is not None and each.end_s is not None
    }
    first, last = float(times[0]), float(times[-1])
    around = _around(spans, first, last)
    low, high = (max(first, min(last, w if w is not None else a)) for w, a in zip(window, around, strict=True))
    low, high = (low, high) if high - low > 0.05 else around
    inside = slice(max(0, int(np.searchsorted(times, low)) - 1), int(np.searchsorted(times, high, side="right")) + 1)
    piece = decimated(times[inside], values[inside], points)
    return Trace(quantity, (piece,), spans, low, high, first, last, _rate_hz(recording), True)


def _around(spans: Mapping[int, tuple[float, float]], first: float, last: float) -> tuple[float, float]:
    if not spans:
        return first, last
    starts, ends = zip(*spans.values(), strict=True)
    return max(first, min(starts) - BEFORE_S), min(last, max(ends) + BEFORE_S)


def _one_by_one(store: Store, stored: StoredSet, quantity: Quantity, points: int) -> Trace:
    """Rises that were recorded one by one stand beside each other; what was between them is not known."""
    rises = list(_rises(store, stored))
    if not rises:
        raise MeasureError(
            "trace", found="a set that was logged without a signal", needed="a recording of the set",
            remedy="Record it, or import the file that holds its samples.",
        )  # fmt: skip
    pieces, spans, at = [], {}, 0.0
    for number, recording in rises:
        signal = measure.bar_path(recording)[quantity]
        times = signal.times - signal.times[0] + at
        pieces.append(decimated(times, signal.samples, max(points // len(rises), 20)))
        spans[number] = (float(times[0]), float(times[-1]))
        at = float(times[-1]) + BESIDE_S
    end = at - BESIDE_S
    return Trace(quantity, tuple(pieces), spans, 0.0, end, 0.0, end, _rate_hz(rises[0][1]), False)


def _rises(store: Store, stored: StoredSet) -> Iterator[tuple[int, Recording]]:
    for number, recording_id in zip(stored.repetition_ids, stored.rise_ids, strict=True):
        if recording_id is not None:
            yield number, store.recording(recording_id)


def _rate_hz(recording: Recording) -> float:
    return max(each.mean_rate_hz for each in recording.channels.values())
