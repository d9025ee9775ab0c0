"""Repetitions picked by hand in the trace of their set: moved, added, split, taken out; figures follow, the trace stays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from neuraldrive import measure
from neuraldrive.errors import BadValue, NotInStore
from neuraldrive.measure.bar_path import with_picked_rises
from neuraldrive.records import Measurement, Recording, Repetition
from neuraldrive.records.training import PICKED_BY_HAND
from neuraldrive.store import Correction, Store, StoredSet
from neuraldrive.workflows import keep

Span = tuple[float, float]
_STEP_S, _EDGE_SHARE = 0.005, 0.2


def preview(store: Store, set_id: int, span: Span) -> tuple[Measurement, ...]:
    """What a rise between two times of a set's recording would measure; nothing is changed.

    Raises:
        NotInStore: no such set. BadValue: the set has no recording. MeasureError: a rise outside the recording.
    """
    stored = store.stored_set(set_id)
    return measure.all_of(_cut(stored, _recording(store, stored), span))


def move(
    store: Store, repetition_id: int, span: Span, why: str = "", who: str = "", *, also: Mapping[str, Any] | None = None
) -> list[Correction]:
    """Another start and end for a repetition, and what else is corrected of it in the same step.

    Raises:
        As `preview`; BadValue where it meets another.
    """
    stored = set_of(store, repetition_id)
    _cut(stored, _recording(store, stored), span)
    return keep.correct(store, "repetition", repetition_id, {"rise_s": _told(span), **(also or {})}, why, who)


def add(store: Store, set_id: int, span: Span, why: str = "", who: str = "") -> list[Correction]:
    """A repetition that was not found. Raises as `move`."""
    stored = store.stored_set(set_id)
    _cut(stored, _recording(store, stored), span)
    return keep.derived_again(store, [store.correct("set", set_id, "rise_s", _told(span), why, who)])


def take_out(store: Store, repetition_id: int, why: str = "", who: str = "") -> list[Correction]:
    """What is no repetition is listed no more; it comes back with `keep.undo`."""
    return [store.correct("repetition", repetition_id, "rise_s", None, why, who)]


def split(
    store: Store, repetition_id: int, at_s: float | None = None, why: str = "", who: str = ""
) -> list[Correction]:
    """One repetition becomes two: the first ends at its highest, the second begins at its lowest, around `at_s`.

    Args:
        at_s: where; where the bar is slowest in the middle, if left out.

    Raises:
        As `move`; BadValue: a time outside the repetition.
    """
    stored = set_of(store, repetition_id)
    rise = stored.entry.repetitions[stored.repetition_ids.index(repetition_id)]
    first, second = _halves(measure.bar_path(_recording(store, stored)), rise, at_s)
    changes = [
        ("repetition", repetition_id, {"rise_s": _told(first)}), ("set", stored.id, {"rise_s": _told(second)}),
    ]  # fmt: skip
    return keep.derived_again(store, store.correct_all(changes, why, who))


def set_of(store: Store, repetition_id: int) -> StoredSet:
    """The set of a repetition that is listed.

    Raises:
        NotInStore: no such repetition, or it was taken out.
    """
    found = store.sets_of([repetition_id])
    if not found or repetition_id not in found[0].repetition_ids:
        raise NotInStore(
            "repetition", found=str(repetition_id), needed="one that is listed", remedy="List those of its set."
        )
    return found[0]


def can_be_picked(stored: StoredSet) -> bool:
    """Whether a set's rises can be picked by hand: where one recording holds them all."""
    return stored.recording_id is not None


def _recording(store: Store, stored: StoredSet) -> Recording:
    if stored.recording_id is None:
        raise BadValue(
            "rise of a repetition", found="a set without a recording of the whole of it", needed="such a recording",
            remedy="Leave the repetition out instead, and say why.",
        )  # fmt: skip
    return store.recording(stored.recording_id)


def _cut(stored: StoredSet, recording: Recording, span: Span) -> Repetition:
    wanted = Repetition(
        load_kg=stored.entry.load_kg,
        device=stored.entry.device,
        start_s=span[0],
        end_s=span[1],
        flags=(PICKED_BY_HAND,),
    )
    return with_picked_rises(recording, [wanted])[0]


def _halves(path: Recording, rise: Repetition, at_s: float | None) -> tuple[Span, Span]:
    start_s, end_s = rise.start_s or 0.0, rise.end_s or 0.0
    times, height, speed = path["position"].times, path["position"].samples, path["velocity"].samples
    inside = (times >= start_s) & (times <= end_s)
    times, height, speed = times[inside], height[inside], speed[inside]
    edge = _EDGE_SHARE * (end_s - start_s)
    middle = (times > start_s + edge) & (times < end_s - edge)
    if at_s is None and middle.any():
        at_s = float(times[middle][np.argmin(np.abs(speed[middle]))])
    if at_s is None or not start_s < at_s < end_s:
        raise BadValue(
            "split", found=f"{at_s} s", needed=f"a time between {start_s:.3f} and {end_s:.3f} s",
            remedy="Say one inside the repetition.",
        )  # fmt: skip
    before, after = times <= at_s, times >= at_s
    top = float(times[before][np.argmax(height[before])]) if before.any() else at_s
    bottom = float(times[after][np.argmin(height[after])]) if after.any() else at_s
    return (start_s, _stepped(top)), (_stepped(max(bottom, top)), end_s)


def _stepped(time_s: float) -> float:
    return round(round(time_s / _STEP_S) * _STEP_S, 6)


def _told(span: Span) -> dict[str, float]:
    return {"start_s": span[0], "end_s": span[1]}
