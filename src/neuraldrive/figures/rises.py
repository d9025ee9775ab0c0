"""The force of one effort: the whole of it, and its first 300 ms with the onset and the gain of each window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from neuraldrive import measure
from neuraldrive.errors import MeasureError
from neuraldrive.figures.canvas import Canvas, Panel, thinned, ticks
from neuraldrive.figures.drawing import Drawing
from neuraldrive.measure.everything import WINDOWS_MS
from neuraldrive.records import Measurement, Recording, Signal

BEFORE_S, AFTER_S = 0.1, 0.3
_OTHER = {"baseline": "threshold", "threshold": "baseline"}
Window = tuple[float, float]
_LEFT_PX, _ROW_PX, _CLOSE_PX = 48, 16, 200


def rise(
    recording: Recording, onset: measure.OnsetRule = "baseline", windows_ms: Sequence[Window] = WINDOWS_MS
) -> Drawing:
    """Force over time, and its rise from 100 ms before the onset to 300 ms after, or to the end of the last window.

    The onset by the rule asked for is a line; that by the other one is dashed. A dot stands at the end of each window,
    50, 100 and 200 ms after the onset if not given, with the rate of force development over it.

    Raises:
        MissingChannel: no force.
        MeasureError: no onset.
        BadValue: a window that is no pair of numbers.
    """
    begun = measure.force_onset(recording, onset)
    rates = {window: _rate(recording, window, onset) for window in windows_ms}
    known = {window: rate for window, rate in rates.items() if rate is not None}
    other = _other(recording, onset)
    first = next(iter(known.items()), None)
    told = "" if first is None else f", by {first[1].text} {_during(first[0])}"
    made = "Simulated. " if recording.simulated else ""
    return Drawing(
        f"Force begins to rise at {begun.value:.3f} s{told}.",
        f"{made}Line: {begun.method.split('; ')[-1]}. Dashed: the onset by the other rule. Dots: the force at the end "
        "of each window, with its gain a second over it: "
        f"{', '.join(f'{start:g} to {end:g}' for start, end in known)} ms after the onset.",
        lambda canvas: _paint(canvas, recording["force"], (begun, other), known),
    )


def _during(window_ms: Window) -> str:
    start, end = window_ms
    return f"from {start:g} to {end:g} ms" if start else f"in the first {end:g} ms"


def _rate(recording: Recording, window_ms: Window, onset: measure.OnsetRule) -> Measurement | None:
    try:
        return measure.rate_of_force_development(recording, window_ms, onset)
    except MeasureError:
        return None


def _other(recording: Recording, onset: measure.OnsetRule) -> Measurement | None:
    try:
        return measure.force_onset(recording, _OTHER[onset]) if isinstance(onset, str) else None  # type: ignore[arg-type]
    except MeasureError:
        return None


def _paint(
    canvas: Canvas, force: Signal, onsets: tuple[Measurement, Measurement | None], rates: dict[Window, Measurement]
) -> None:
    begun, other = onsets
    if force.unit == "MVF":
        force = replace(force, samples=100 * force.samples)  # per cent, as on other faces
    after_s = max([AFTER_S, *(end / 1000 * (2.0 if start else 1.5) for start, end in rates)])  # room for words beside
    whole = canvas.panel(100, left_px=_LEFT_PX, top_px=30)
    _scale(whole, force, (force.start_s, force.start_s + force.duration_s))
    whole.span(begun.value - BEFORE_S, begun.value + after_s)
    whole.line(*thinned(force.times, force.samples, whole.field_px), "text", 1.1)
    whole.y_axis(f"force, {_unit(force)}")
    whole.x_axis("time, s")
    close = canvas.panel(_CLOSE_PX, left_px=_LEFT_PX, top_px=40)
    near = (force.times >= begun.value - BEFORE_S) & (force.times <= begun.value + after_s)
    times, samples = 1000 * (force.times[near] - begun.value), force.samples[near]
    px = _scale(close, Signal(samples, force.unit, times_s=times), (-1000 * BEFORE_S, 1000 * after_s), len(rates))
    foot, top = close.axes.get_ylim()
    field = foot + _ROW_PX * len(rates) * px, top
    close.line([0, 0], field, "line2", 1)
    if other is not None:
        close.line([1000 * (other.value - begun.value)] * 2, field, "line2", 1, dashed=True)
    close.line(*thinned(times, samples, close.field_px), "text", 1.5)
    by_end = sorted(rates.items(), key=lambda each: each[0][1])
    for row, ((start, end), rate) in enumerate(by_end):  # the later, the higher: no line crosses words
        level = float(np.interp(end, times, samples))
        close.line([end, end], [foot + _ROW_PX * row * px, level], "line", 1)
        close.dots([end], [level], "tot", 8)
        text = rate.text.split(" [")[0] + (f" from {start:g} ms" if start and not canvas.narrow else "")
        close.words(end, foot, text, "text2", dx=5, dy=_ROW_PX * row + 4, anchor="left")
    close.y_axis(f"force, {_unit(force)}", at=[each for each in ticks(foot, top) if each >= field[0]])
    close.x_axis("time after the onset, ms")


def _scale(panel: Panel, force: Signal, ends: tuple[float, float], rows: int = 0) -> float:
    """With room for rows of words below the curve; returns the force of a pixel."""
    low, high = float(force.samples.min()), float(force.samples.max())
    margin = 0.08 * (high - low) or 1.0
    px = (high - low + 2 * margin) / (panel.height_px - _ROW_PX * rows)
    panel.scale(ends, (low - margin - _ROW_PX * rows * px, high + margin))
    return px


def _unit(force: Signal) -> str:
    return "% of MVF" if force.unit == "MVF" else force.unit
