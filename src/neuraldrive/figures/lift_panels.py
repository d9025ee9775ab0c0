"""The panels of lifts side by side: velocity, force, units recruited, rates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from neuraldrive.figures import lift_told
from neuraldrive.figures.canvas import Canvas, Panel, thinned
from neuraldrive.figures.columns import Column, columns, row, time_axes
from neuraldrive.records import LiftTruth, Recording, RepetitionTruth

Floats = NDArray[np.float64]

LETTERS = "ABCDEFGH"
_BEFORE_S, _AFTER_S = 0.15, 0.25
_LONGEST_S = 5.0
"""Of a lift that is drawn: a bar that sticks does so for seconds."""
_HEAD_PX, _LINE_PX = 30, 16
"""Above the first row: what it shows, and a line for each lift and for the letters of the columns."""


@dataclass(frozen=True)
class Side:
    """One lift, on a clock that begins with the movement of the bar."""

    name: str
    recording: Recording
    truth: LiftTruth
    repetition: RepetitionTruth

    @property
    def begins_s(self) -> float:
        """When the bar begins to move; the drive, where it never does."""
        return self.repetition.start_s if self.repetition.height_m > 0.0 else self.repetition.drive_s

    @property
    def span_s(self) -> tuple[float, float]:
        ends = min(self.at(self.repetition.end_s), _LONGEST_S) + _AFTER_S
        return self.at(self.repetition.drive_s) - _BEFORE_S, ends

    def at(self, seconds: float) -> float:
        """A time of the recording on this clock."""
        return seconds - self.begins_s

    def course(self, times_s: Floats, values: Floats, column: Column) -> tuple[Floats, Floats]:
        """The part of a course that a column shows."""
        at = times_s - self.begins_s
        seen = (at >= column.from_s) & (at <= column.to_s)
        return at[seen], values[seen]

    @property
    def pushed(self) -> slice:
        """The samples of the push."""
        times = self.truth.times_s
        first, last = np.searchsorted(times, [self.repetition.drive_s - 1e-9, self.repetition.end_s + 1e-9])
        return slice(int(first), max(int(last), int(first) + 1))


def paint(canvas: Canvas, sides: Sequence[Side], units: bool, unit: str) -> None:
    """All that the lifts have, from the top down."""
    across = columns(canvas, [each.span_s for each in sides], left_px=44, right_px=14)
    height = 90 if canvas.narrow else 110
    several = len(sides) > 1
    heads = _HEAD_PX + _LINE_PX * (len(sides) + several)
    rows = [_velocity(canvas, sides, across, (height, heads)), _force(canvas, sides, across, height)]
    rows += [_recruited(canvas, sides, across), _rates(canvas, sides, across)] if units else [
        _activation(canvas, sides, across)
    ]  # fmt: skip
    for k, side in enumerate(sides):
        letter = f"{LETTERS[k]}  " if several else ""
        first = rows[0][0]
        text = f"{letter}{side.name + ': ' if side.name else ''}{lift_told.load_words(side.truth, unit)}"
        first.words(0, first.axes.get_ylim()[1], text, "text", dx=4 - first.left_px, dy=heads - 12 - _LINE_PX * k,
                    anchor="left", bold=True, across=True)  # fmt: skip
        if several:
            column = rows[0][k]
            column.words(0.5, column.axes.get_ylim()[1], LETTERS[k], "text", dy=_HEAD_PX - 2, bold=True, across=True)
    for each in rows[:-1]:
        for panel in each:
            panel.base_line()
    time_axes(rows[-1])


_Values = Callable[[Side], tuple[Floats, Floats]]


def _row(
    canvas: Canvas, sides: Sequence[Side], across: Sequence[Column], told: tuple[str, str, int, int],
    reach: tuple[float, float], values: _Values, at: Sequence[float] | None = None,
) -> list[Panel]:  # fmt: skip
    """One quantity of each lift: braking in grey, the end of the drive dashed, the line and what it comes to."""
    phrase, token, height, top_px = told
    panels = row(canvas, across, height, reach, phrase, at=at, top_px=top_px)
    for side, panel, column in zip(sides, panels, across, strict=True):
        braked = lift_told.braking_s(side.truth, side.repetition)
        if braked is not None:
            panel.span(side.at(braked[0]), side.at(braked[1]))
        ends = side.repetition.switch_off_s
        ends = side.repetition.end_s if side.repetition.release_velocity is not None else ends
        if ends is not None:
            panel.line([side.at(ends)] * 2, reach, "line2", 1, dashed=True)
        if reach[0] < 0:
            panel.line([column.from_s, column.to_s], [0, 0], "line2", 0.75)
        x, y = side.course(*values(side), column)
        panel.line(*thinned(x, np.clip(y, *reach), panel.field_px), token, 1.5)
    return panels


def _peak(panel: Panel, side: Side, value: float, text: str, token: str, at_s: float) -> None:
    """What a line comes to, above where it does."""
    low, high = panel.axes.get_xlim()
    px = panel.field_px / (high - low)
    half = 3.6 * len(text)
    x_px = min(max((side.at(at_s) - low) * px, half), panel.field_px - half)
    panel.words(low + x_px / px, value, text, token, dy=5, bold=True)


def _velocity(canvas: Canvas, sides: Sequence[Side], across: Sequence[Column], px: tuple[int, int]) -> list[Panel]:
    top = 1.25 * max(0.1, *(each.repetition.peak_velocity for each in sides))
    low = -0.12 * top
    panels = _row(canvas, sides, across, ("velocity of the bar, m/s", "text", *px), (low, top),
                  lambda side: (side.truth.times_s, side.truth.velocity_mps))  # fmt: skip
    for panel, side in zip(panels, sides, strict=True):
        pushed = side.truth.velocity_mps[side.pushed]
        k = int(np.argmax(pushed))
        _peak(panel, side, float(pushed[k]), f"{pushed[k]:.2f}", "text", float(side.truth.times_s[side.pushed][k]))
    return panels


def _force(canvas: Canvas, sides: Sequence[Side], across: Sequence[Column], height: int) -> list[Panel]:
    signals = [each.recording["force"] for each in sides]
    pushed = [signal.samples[side.pushed] for signal, side in zip(signals, sides, strict=True)]
    top = 1.2 * max(float(each.max()) for each in pushed)
    panels = _row(canvas, sides, across, ("force on the bar, N", "text", height, 30), (0.0, top),
                  lambda side: (side.recording["force"].times, side.recording["force"].samples))  # fmt: skip
    for panel, side, each in zip(panels, sides, pushed, strict=True):
        k = int(np.argmax(each))
        _peak(panel, side, float(each[k]), f"{each[k]:.0f}", "text", float(side.truth.times_s[side.pushed][k]))
    return panels


def _recruited(canvas: Canvas, sides: Sequence[Side], across: Sequence[Column]) -> list[Panel]:
    panels = _row(canvas, sides, across, ("units recruited, %", "rec", 54, 30), (0.0, 118.0),
                  lambda side: (side.truth.times_s, 100 * side.truth.recruited_share), at=[0, 50, 100])  # fmt: skip
    for panel, side in zip(panels, sides, strict=True):
        share = 100 * side.repetition.recruited_share
        _peak(panel, side, 100.0, f"{share:.0f} %", "rec", side.begins_s)
    return panels


def _rates(canvas: Canvas, sides: Sequence[Side], across: Sequence[Column]) -> list[Panel]:
    courses = {}
    for side, column in zip(sides, across, strict=True):
        at = np.linspace(column.from_s, column.to_s, 300)
        courses[id(side)] = at + side.begins_s, lift_told.rates_pps(side.recording, at + side.begins_s)
    top = 1.2 * max([1.0, *(float(np.nanmax(rate, initial=0.0)) for _, rate in courses.values())])
    panels = _row(canvas, sides, across, ("mean discharge rate, pps", "rate", 80 if canvas.narrow else 90, 30),
                  (0.0, top), lambda side: courses[id(side)])  # fmt: skip
    for panel, side in zip(panels, sides, strict=True):
        at, rate = courses[id(side)]
        on = (at >= side.repetition.drive_s) & (at <= lift_told.drive_ends_s(side.repetition)) & np.isfinite(rate)
        if on.any():
            k = int(np.flatnonzero(on)[np.argmax(rate[on])])
            _peak(panel, side, float(rate[k]), f"{rate[k]:.0f}", "rate", float(at[k]))
    return panels


def _activation(canvas: Canvas, sides: Sequence[Side], across: Sequence[Column]) -> list[Panel]:
    return _row(canvas, sides, across, ("force of the pool, % of tetanus", "tot", 90, 30), (0.0, 110.0),
                lambda side: (side.truth.times_s, 100 * side.truth.activation), at=[0, 50, 100])  # fmt: skip
