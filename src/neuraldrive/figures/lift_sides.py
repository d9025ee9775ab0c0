"""One lift of several side by side: its clock, its part of a course, a row of panels and what stands in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from neuraldrive.figures import lift_told
from neuraldrive.figures.canvas import Canvas, Panel, thinned
from neuraldrive.figures.columns import Column, row
from neuraldrive.kernels.barbell import GRAVITY_MPS2
from neuraldrive.records import LiftTruth, Recording, RepetitionTruth

Floats = NDArray[np.float64]

_BEFORE_S, _AFTER_S = 0.15, 0.25
_LONGEST_S = 5.0
"""Of a lift that is drawn: a bar that sticks does so for seconds."""
_LEAST_BRAKING_PX = 2
_LETTER_PX = 7.8
"""Of bold figures."""


@dataclass(frozen=True)
class Side:
    """One lift, on a clock that begins with the movement of the bar."""

    name: str
    recording: Recording
    truth: LiftTruth
    repetition: RepetitionTruth

    @property
    def moved(self) -> bool:
        """Whether the bar rose at all."""
        return lift_told.moved(self.repetition)

    @property
    def begins_s(self) -> float:
        """When the bar begins to move; the drive, where it never does."""
        return self.repetition.start_s if self.moved else self.repetition.drive_s

    @property
    def dashed_s(self) -> float | None:
        """When the drive goes off, or bar or body is released."""
        done = self.repetition
        return done.end_s if done.release_velocity is not None else done.switch_off_s

    @property
    def span_s(self) -> tuple[float, float]:
        after, released = _AFTER_S, self.repetition.release_velocity
        if released is not None:  # no further than the top of the flight
            after = min(after, max(released, 0.0) / GRAVITY_MPS2)
        ends = min(self.at(self.repetition.end_s), _LONGEST_S) + after
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


_Values = Callable[[Side], tuple[Floats, Floats]]


def lift_row(
    canvas: Canvas, sides: Sequence[Side], across: Sequence[Column], told: tuple[str, str, int, int],
    reach: tuple[float, float], values: _Values, at: Sequence[float] | None = None,
) -> list[Panel]:  # fmt: skip
    """One quantity of each lift: braking in grey, the end of the drive dashed, the line and what it comes to."""
    phrase, token, height, top_px = told
    panels = row(canvas, across, height, reach, phrase, at=at, top_px=top_px)
    for side, panel, column in zip(sides, panels, across, strict=True):
        braked = lift_told.braking_s(side.truth, side.repetition)
        if braked is not None:
            seen_s = _LEAST_BRAKING_PX * (column.to_s - column.from_s) / panel.field_px
            panel.span(side.at(min(braked[0], braked[1] - seen_s)), side.at(braked[1]))
        if side.dashed_s is not None:
            panel.line([side.at(side.dashed_s)] * 2, reach, "line2", 1, dashed=True)
        if reach[0] < 0:
            panel.line([column.from_s, column.to_s], [0, 0], "line2", 1)
        x, y = side.course(*values(side), column)
        panel.line(*thinned(x, np.clip(y, *reach), panel.field_px), token, 1.5)
    return panels


def peak(panel: Panel, side: Side, value: float, text: str, token: str, at_s: float) -> None:
    """What a line comes to, above where it does, or beside the dashed line that would strike it."""
    low, high = panel.axes.get_xlim()
    px = panel.field_px / (high - low)
    half = _LETTER_PX / 2 * len(text)
    x_px = min(max((side.at(at_s) - low) * px, half), panel.field_px - half)
    if side.dashed_s is not None:
        x_px = _unstruck_px(x_px, half, side, panel)
    panel.words(low + x_px / px, value, text, token, dy=5, bold=True)


def _unstruck_px(x_px: float, half_px: float, side: Side, panel: Panel) -> float:
    """The middle of a label, moved off the dashed line: to the side of what it tells, where that is free."""
    low, high = panel.axes.get_xlim()
    px = panel.field_px / (high - low)
    dashed_px, apart_px = (side.at(side.dashed_s or 0.0) - low) * px, half_px + 4
    if abs(x_px - dashed_px) >= apart_px:
        return x_px
    braked = lift_told.braking_s(side.truth, side.repetition)
    free_px = panel.field_px if braked is None else (side.at(braked[0]) - low) * px
    right = x_px > dashed_px and dashed_px + apart_px + half_px <= free_px
    return dashed_px + apart_px if right or dashed_px - apart_px < half_px else dashed_px - apart_px
