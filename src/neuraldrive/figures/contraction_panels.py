"""The panels of a contraction, on one time axis: raster, share recruited, rates, force, EMG."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from neuraldrive.figures import discharges
from neuraldrive.figures.canvas import Canvas, Panel, apart, middle_90, thinned, ticks, worded
from neuraldrive.figures.contraction_told import Told
from neuraldrive.records import Recording

Floats = NDArray[np.float64]

_LEFT_PX = 40
_TIME_STEPS_S = (0.05, 0.1, 0.2, 0.5, 1, 2, 3, 5, 10, 15, 20, 30, 60, 120, 180, 300, 600, 900)
_CHOSEN = (0.05, 0.5, 0.95)
"""Units whose rates are drawn, by their rank among those that discharge enough."""
_POINTS = 1500
"""Single intervals drawn at most."""


def paint(canvas: Canvas, told: Told) -> None:
    """All that the recording has, from the top down."""
    panels = []
    if told.trains:
        panels += [_raster(canvas, told), _recruited(canvas, told), _rates(canvas, told)]
    panels.append(_force(canvas, told))
    panels += _emg(canvas, told)
    for panel in panels[:-1]:
        panel.base_line()
    panels[-1].x_axis("time, s", at=_seconds(*told.ends_s))


def _seconds(start: float, end: float) -> list[tuple[float, str]]:
    """At most six even times."""
    step = next((step for step in _TIME_STEPS_S if (end - start) / step <= 5.01), _TIME_STEPS_S[-1])
    first = np.ceil(start / step - 1e-9)
    return worded([float(step * k) for k in np.arange(first, end / step + 1e-3)])


def _panel(
    canvas: Canvas, told: Told, height_px: int, reach: tuple[float, float], phrase: str,
    at: Sequence[float] | None = None,
) -> Panel:  # fmt: skip
    """A panel on the common time axis, with the stimuli in it."""
    panel = canvas.panel(height_px, left_px=_LEFT_PX, right_px=_right_px(canvas), top_px=30)
    panel.scale(told.ends_s, reach)
    for stimulus_s in told.recording.stimulus_times_s:
        panel.line([stimulus_s, stimulus_s], reach, "line2", 1, dashed=True)
    panel.y_axis(phrase, at=at)
    return panel


def _right_px(canvas: Canvas) -> int:
    """Room for words at the end of lines."""
    return 68 if canvas.narrow else 90


def _raster(canvas: Canvas, told: Told) -> Panel:
    count, height = len(told.trains), 150 if canvas.narrow else 200
    phrase = "motor unit, by threshold" if told.truth is not None else "motor unit, as identified"
    panel = _panel(canvas, told, height, (0.0, count + 1.0), phrase, [1, *_round(count)])
    start, end = told.ends_s
    shown = discharges.rows(count, height)
    found = discharges.strokes(told.trains, shown, panel.field_px / (end - start))
    row = 0.7 * (shown[1] - shown[0] if shown.size > 1 else 1)
    if found.at_s.size:
        panel.strokes(found.at_s, found.row, width=0.7, height=row)
    if found.bar_row.size:
        panel.strokes(found.bar_from_s, found.bar_row, width=0.8, token="line2", ends=found.bar_to_s)
    px = (count + 1) / height
    firsts = [number for number in shown if told.trains[number].size]
    panel.strokes([told.trains[n][0] for n in firsts], np.array(firsts) + 1.0, width=2.0, height=2.2 * px, token="rec")
    if told.truth is not None:
        doubled = [number for number in firsts if told.truth.is_doublet[number]]
        at = told.truth.recruited_at_s[doubled]
        panel.strokes(at, np.array(doubled) + 1.0, width=3.2, height=3.2 * px, token="rate")
    return panel


def _round(count: int) -> list[int]:
    return [count // 2, count] if count > 3 else [count]


def _recruited(canvas: Canvas, told: Told) -> Panel:
    panel = _panel(canvas, told, 44, (0.0, 100.0), "units recruited, %", [0, 50, 100])
    at, share = _share(told.recording, told, panel)
    panel.band(at, np.zeros(at.size), share, "rec-soft")
    if told.repeats:
        every = np.array([share, *(_share(each, told, panel)[1] for each in told.repeats)])
        panel.band(at, *middle_90(every), "rec-soft")
    panel.line(at, share, "rec", 1.5)
    _beside(panel, float(share.max()), f"{share.max():.0f} %", "rec", bold=True)
    return panel


def _share(recording: Recording, told: Told, panel: Panel) -> tuple[Floats, Floats]:
    at = np.linspace(*told.ends_s, panel.field_px)
    if recording.truth is not None:
        return at, 100 * np.interp(at, recording.truth.times_s, recording.truth.recruited_share)
    return at, 100 * discharges.share_active(told.trains, at)


def _rates(canvas: Canvas, told: Told) -> Panel:
    """Each interval's rate as a point, a few units' courses where they last long enough to have one, and the mean."""
    trains, mean = told.single(told.trains), told.mean_rates[0]
    chosen = _choose(trains) if told.window_s else []
    courses = {n: discharges.rate_course(trains[n - 1], told.at_s, told.window_s, told.breaks_s) for n in chosen}
    pointed = [number - 1 for number in chosen] or discharges.rows(len(trains), 60).tolist()
    cloud = [discharges.instantaneous(trains[number]) for number in pointed]
    ends, rates = (np.concatenate([each[side] for each in cloud]) for side in (0, 1))
    tops = [np.nanmax(course, initial=1.0) for course in (mean, *courses.values())]
    top = 1.12 * float(max([*tops, np.percentile(rates, 98) if rates.size and not chosen else 0.0]))
    panel = _panel(canvas, told, 110 if canvas.narrow else 140, (0.0, top), "discharge rate, pps")
    seen = np.flatnonzero((rates <= top) & (ends >= told.ends_s[0]))
    seen = seen[:: max(1, seen.size // _POINTS)]
    size = 1.8 if chosen else 1.4
    panel.strokes(ends[seen], rates[seen], width=size, height=size * top / panel.height_px, token="rate-soft")
    if told.repeats:
        panel.band(told.at_s, *middle_90(told.mean_rates), "rate-soft")
    for course in courses.values():
        panel.line(told.at_s, course, "rate", 1.0)
    panel.line(told.at_s, mean, "rate", 2.25)
    _rate_words(panel, _named(told, mean, courses), short=canvas.narrow)
    return panel


def _choose(trains: Sequence[Floats]) -> list[int]:
    """Numbers (from 1) of a few units spread over those that discharge enough to have a course."""
    most = max(times.size for times in trains)
    enough = [number for number, times in enumerate(trains, 1) if times.size >= max(3, most // 8)]
    return sorted({enough[round(share * (len(enough) - 1))] for share in _CHOSEN}) if enough else []


def _named(told: Told, mean: Floats, courses: dict[int, Floats]) -> dict[str, float]:
    """What stands beside the rates: each line's rate at the end of what was held; of a short effort first and last."""
    if courses:
        lines = {"mean": mean, **{f"unit {number}": course for number, course in courses.items()}}
        late = {name: course[told.late] for name, course in lines.items()}
        return {name: float(np.nanmean(course)) for name, course in late.items() if np.isfinite(course).any()}
    firsts = [1 / (times[1] - times[0]) for times in told.single(told.trains) if times.size > 1]
    known = mean[np.isfinite(mean)]
    return {"first": float(np.mean(firsts)), "last": float(known[-1])} if firsts and known.size else {}


def _rate_words(panel: Panel, named: dict[str, float], *, short: bool) -> None:
    px = panel.height_px / panel.axes.get_ylim()[1]
    levels = [level * px for level in named.values()]
    for (name, level), placed in zip(named.items(), apart(levels), strict=True):
        single = name.startswith("unit")
        text = f"{name} {level:.0f}" if not single else name if short else f"{name}: {level:.0f}"
        _beside(panel, level, text, "rate", dy=placed - level * px - 4, bold=not single)


def _beside(panel: Panel, level: float, text: str, token: str, *, dy: float = -4, bold: bool = False) -> None:
    """Words right of the field, at a level."""
    panel.words(panel.axes.get_xlim()[1], level, text, token, dx=8, dy=dy, anchor="left", bold=bold)


def _force(canvas: Canvas, told: Told) -> Panel:
    force = told.recording["force"].between(*told.ends_s)
    scale, phrase = (100 / told.mvf, "force, % of MVF") if told.mvf else (1.0, f"force, {force.unit}")
    samples = force.samples * scale
    marks = _reference_levels(told, float(samples.max()))
    top = 1.1 * max([float(samples.max()), *marks.values()]) or 1.0
    panel = _panel(canvas, told, 110 if canvas.narrow else 140, (min(0.0, 1.1 * float(samples.min())), top), phrase)
    for (name, level), dy in zip(marks.items(), (-12, 3), strict=False):
        panel.line(told.ends_s, [level, level], "line2", 1, dashed=True)
        panel.words(told.ends_s[1], level, name, "text3", dy=dy, anchor="right")
    if told.repeats:
        at = np.linspace(*told.ends_s, 2 * panel.field_px)
        every = [np.interp(at, each["force"].times, each["force"].samples * scale) for each in told.all]
        panel.band(at, *middle_90(every), "tot-soft")
    panel.line(*thinned(force.times, samples, 2 * panel.field_px), "text", 1.5)
    _force_words(panel, told, told.largest * scale)
    return panel


def _reference_levels(told: Told, highest: float) -> dict[str, float]:
    """The maximum and the tetanus, per cent of MVF, where the force comes near them."""
    if told.truth is None or told.mvf is None or highest < 60:
        return {}
    return {"MVF": 100.0, "tetanus": 100 / float(told.truth.maximal_voluntary_force)}


def _force_words(panel: Panel, told: Told, highest: float) -> None:
    """The largest force beside the panel."""
    unit = told.recording["force"].unit
    _beside(panel, highest, f"{highest:.0f} %" if told.mvf else f"{highest:.0f} {unit}", "text", bold=True)
    under = f"{highest * told.mvf / 100:.0f} {unit}" if told.mvf and unit != "MVF" else "largest"
    _beside(panel, highest, under, "text2", dy=-19)


def _emg(canvas: Canvas, told: Told) -> list[Panel]:
    """One channel as it is; of a grid the root mean square, from the weakest channel to the strongest."""
    names = [name for name in told.recording.channels if name == "emg" or name.startswith("emg_")]
    if not names:
        return []
    height = 60 if canvas.narrow else 70
    if len(names) == 1:
        signal = told.recording[names[0]].between(*told.ends_s)
        most = 1.05e3 * float(np.abs(signal.samples).max()) or 1.0
        round_mv = ticks(0.0, most)[-1]
        panel = _panel(canvas, told, height, (-most, most), "EMG, mV", [-round_mv, 0.0, round_mv])
        panel.line(*thinned(signal.times, 1e3 * signal.samples, panel.field_px), "tot", 0.7)
        return [panel]
    columns = _field_px(canvas) // 3
    at, every = _amplitudes(told.recording.between(*told.ends_s), names, columns)
    top = 1.05 * float(every.max()) or 1.0
    some = ticks(0.0, top)
    phrase = f"EMG amplitude of {len(names)} channels, mV"
    panel = _panel(canvas, told, height, (0.0, top), phrase, some if len(some) < 4 else some[::2])
    panel.band(at, every.min(axis=0), every.max(axis=0), "tot-soft")
    panel.line(at, np.median(every, axis=0), "tot", 1.5)
    return [panel]


def _amplitudes(recording: Recording, names: Sequence[str], columns: int) -> tuple[Floats, Floats]:
    """Middle of each stretch of time, (columns,), and each channel's root mean square in it, mV, (channels, columns)."""
    times = recording[names[0]].times
    edges = np.linspace(0, times.size, min(columns, times.size) + 1).astype(int)[:-1]
    counts = np.diff(np.append(edges, times.size))
    squares = [np.add.reduceat(recording[name].samples ** 2, edges) for name in names]
    return times[edges + counts // 2], 1e3 * np.sqrt(np.array(squares) / counts)


def _field_px(canvas: Canvas) -> int:
    return canvas.width_px - _LEFT_PX - _right_px(canvas)
