"""The panels of sets: a dot for each repetition, the strength left, and the drive, on a time axis without rests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from neuraldrive.figures import lift_told
from neuraldrive.figures.canvas import Canvas, Panel
from neuraldrive.figures.columns import Column, columns, row, time_axes
from neuraldrive.records import LiftTruth, Recording, RepetitionTruth

LETTERS = "ABC"
_REST_SHARE = 0.05
"""Of all time under the bar, for a rest between two sets: it is cut out."""
_HEAD_PX, _LINE_PX = 30, 16


@dataclass(frozen=True)
class Side:
    """The sets of one session on one clock, from which rests are cut."""

    name: str
    recordings: tuple[Recording, ...]

    @cached_property
    def truths(self) -> tuple[LiftTruth, ...]:
        return tuple(map(lift_told.truth_of, self.recordings))

    @cached_property
    def starts_s(self) -> list[float]:
        """When each set begins."""
        lasts = [float(each.times_s[-1]) for each in self.truths]
        rest_s = _REST_SHARE * sum(lasts)
        return [sum(lasts[:k]) + k * rest_s for k in range(len(lasts))]

    @property
    def span_s(self) -> tuple[float, float]:
        return 0.0, self.starts_s[-1] + float(self.truths[-1].times_s[-1])

    def each(self) -> list[list[tuple[float, RepetitionTruth]]]:
        """Repetitions of each set, with when they are lifted."""
        return [
            [(start + one.start_s, one) for one in truth.repetitions]
            for start, truth in zip(self.starts_s, self.truths, strict=True)
        ]

    @property
    def completed(self) -> list[int]:
        """Repetitions completed in each set."""
        return [sum(one.completed for one in truth.repetitions) for truth in self.truths]


def head(side: Side, unit: str) -> str:
    """What stands above a session: its name and the load."""
    load = lift_told.load_words(side.truths[0], unit)
    return f"{side.name}, {load}" if side.name else load


def paint(canvas: Canvas, sides: Sequence[Side], units: bool, unit: str) -> None:
    """All that the sessions have, from the top down."""
    across = columns(canvas, [each.span_s for each in sides], left_px=44, right_px=14)
    several = len(sides) > 1
    heads = _HEAD_PX + _LINE_PX * (len(sides) + several)
    fastest = max(0.1, *(one.mean_velocity for each in sides for truth in each.truths for one in truth.repetitions))
    rows = [
        _row(canvas, sides, across, ("mean velocity, m/s", "text", 110 if canvas.narrow else 140, heads),
             (0.0, 1.25 * fastest), lambda one: one.mean_velocity),
        _strength(canvas, sides, across),
    ]  # fmt: skip
    if units:
        rows.append(_row(canvas, sides, across, ("units recruited, %", "rec", 54, 44), (0.0, 105.0),
                         lambda one: 100 * one.recruited_share, [0, 50, 100]))  # fmt: skip
        top = max(one.mean_rate_pps for each in sides for truth in each.truths for one in truth.repetitions)
        rows.append(_row(canvas, sides, across, ("mean discharge rate, pps", "rate", 54, 30), (0.0, 1.3 * top),
                         lambda one: one.mean_rate_pps))  # fmt: skip
    rows.append(_drive(canvas, sides, across))
    _heads(sides, rows[0], heads, unit)
    for each in rows[:-1]:
        for panel in each:
            panel.base_line()
    if any(len(each.recordings) > 1 for each in sides):
        _sets_below(sides, rows[-1])
    else:
        time_axes(rows[-1])


def _heads(sides: Sequence[Side], panels: Sequence[Panel], heads: int, unit: str) -> None:
    """Above the first row: what each side is, and the letter of each column where there are several."""
    first, top = panels[0], panels[0].axes.get_ylim()[1]
    for k, side in enumerate(sides):
        letter = f"{LETTERS[k]}  " if len(sides) > 1 else ""
        first.words(0, top, f"{letter}{head(side, unit)}", "text", dx=4 - first.left_px, dy=heads - 12 - _LINE_PX * k,
                    anchor="left", bold=True, across=True)  # fmt: skip
        if letter:
            panels[k].words(0.5, top, LETTERS[k], "text", dy=_HEAD_PX - 2, bold=True, across=True)


def _row(
    canvas: Canvas, sides: Sequence[Side], across: Sequence[Column], told: tuple[str, str, int, int],
    reach: tuple[float, float], value: Callable[[RepetitionTruth], float], at: Sequence[float] | None = None,
) -> list[Panel]:  # fmt: skip
    """A dot for each repetition, joined within a set; the first and the last in words."""
    phrase, token, height, top_px = told
    full = reach[1] < 1.1 * max(value(one) for each in sides for truth in each.truths for one in truth.repetitions)
    panels = row(canvas, across, height, reach, phrase, at=at, top_px=top_px, raised_px=26 if full else 12)
    for side, panel in zip(sides, panels, strict=True):
        low, high = panel.axes.get_xlim()
        every = [each for group in side.each() for each in group]
        size = 7 if panel.field_px / (high - low) * _apart_s(every) > 9 else 5
        for group in side.each():
            done = [(x, value(one)) for x, one in group if one.completed]
            panel.line([x for x, _ in done], [y for _, y in done], token, 1.25)
            panel.dots([x for x, _ in done], [y for _, y in done], token, size)
            failed = [(x, value(one)) for x, one in group if not one.completed]
            if failed:
                panel.dots([x for x, _ in failed], [y for _, y in failed], token, size, hollow=True)
        _ends_in_words(panel, [(x, value(one)) for x, one in every if one.completed], token)
    return panels


def _apart_s(every: Sequence[tuple[float, RepetitionTruth]]) -> float:
    times = [x for x, _ in every]
    return min((b - a for a, b in pairwise(times)), default=1e9)


def _ends_in_words(panel: Panel, points: Sequence[tuple[float, float]], token: str) -> None:
    """The first value above its dot and the last one on the free side of its own; one alone where both would meet."""
    if not points:
        return
    top = panel.axes.get_ylim()[1]
    low, high = panel.axes.get_xlim()
    px = panel.field_px / (high - low)
    shown = [points[0], points[-1]] if (points[-1][0] - points[0][0]) * px > 40 else [points[0]]
    falls = points[-1][1] < points[0][1] - 0.03 * top
    for k, (x, y) in enumerate(shown):
        text = f"{y:.2f}" if top < 5 else f"{y:.0f}"
        if k and falls:  # left below, where neither the line nor a failed repetition is
            panel.words(x, y, text, token, dx=4, dy=-18, anchor="right", bold=True)
        else:
            panel.words(min(max(x, low + 12 / px), high - 12 / px), y, text, token, dy=7, bold=True)


def _strength(canvas: Canvas, sides: Sequence[Side], across: Sequence[Column]) -> list[Panel]:
    """What is left as each repetition begins and after the last, on an axis that ends at all of it."""
    every = [one.capacity for each in sides for truth in each.truths for one in truth.repetitions]
    least = 100 * min([*every, *(truth.capacity_after for each in sides for truth in each.truths)])
    low = max(0.0, 10 * np.floor(least / 10 - 0.5))
    at = np.arange(low, 101.0, 10.0 if low >= 60 else 20.0)
    panels = row(canvas, across, 64 if canvas.narrow else 80, (low, 102.0), "strength left, %", at=at.tolist())
    for side, panel in zip(sides, panels, strict=True):
        for start, truth in zip(side.starts_s, side.truths, strict=True):
            x = [*(start + one.drive_s for one in truth.repetitions), start + float(truth.times_s[-1])]
            y = [100 * one.capacity for one in truth.repetitions] + [100 * truth.capacity_after]
            panel.line(x, np.clip(y, low, 102.0), "tot", 1.5)
            panel.dots(x[-1:], y[-1:], "tot", 5, square=True)
    return panels


def _drive(canvas: Canvas, sides: Sequence[Side], across: Sequence[Column]) -> list[Panel]:
    """The level of drive over time, as filled courses."""
    panels = row(canvas, across, 54, (0.0, 105.0), "drive, % of maximal voluntary force", at=[0, 50, 100])
    for side, panel in zip(sides, panels, strict=True):
        for start, truth in zip(side.starts_s, side.truths, strict=True):
            edges = np.flatnonzero(np.abs(np.diff(truth.drive)) > 1e-9)
            kept = np.unique(np.clip(np.concatenate(([0], edges, edges + 1, [truth.drive.size - 1])), 0, None))
            thin = kept[:: max(1, kept.size // 4000)]
            x, y = start + truth.times_s[thin], 100 * truth.drive[thin]
            panel.band(x, np.zeros(x.size), y, "tot-soft")
            panel.line(x, y, "tot", 0.8)
    return panels


def _sets_below(sides: Sequence[Side], panels: Sequence[Panel]) -> None:
    """Number and repetitions under each set, as many as have room."""
    for side, panel in zip(sides, panels, strict=True):
        panel.x_axis("", at=[])
        low, high = panel.axes.get_xlim()
        px, free = panel.field_px / (high - low), -1e9
        for k, (start, truth) in enumerate(zip(side.starts_s, side.truths, strict=True)):
            middle = start + float(truth.times_s[-1]) / 2
            if (middle - low) * px - 10 < free:
                continue
            free = (middle - low) * px + 10
            panel.words(middle, 0, str(k + 1), "text3", dy=-17)
            panel.words(middle, 0, f"{side.completed[k]}", "text", dy=-34, bold=True)
        panel.bottom_px = 66
    panels[-1].words(1, 0, "set, repetitions completed", "text3", dy=-52, anchor="right", across=True)
