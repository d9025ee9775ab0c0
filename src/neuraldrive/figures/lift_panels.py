"""The panels of lifts side by side: velocity, force, units recruited, rates."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from neuraldrive.figures import lift_told
from neuraldrive.figures.canvas import Canvas, Panel
from neuraldrive.figures.columns import Column, columns, time_axes
from neuraldrive.figures.lift_sides import Side, lift_row, peak
from neuraldrive.kernels.barbell import GRAVITY_MPS2

Floats = NDArray[np.float64]

LETTERS = "ABCDEFGH"
_WITHOUT_BAR = frozenset({"countermovement_jump", "drop_jump", "jump_squat"})
_STILL_MPS = 1e-3
_HEAD_PX, _LINE_PX = 30, 16
"""Above the first row: what it shows, and a line for each lift and for the letters of the columns."""


def paint(canvas: Canvas, sides: Sequence[Side], units: bool, unit: str) -> None:
    """All that the lifts have, from the top down."""
    across = columns(canvas, [each.span_s for each in sides], left_px=44, right_px=14)
    height = 90 if canvas.narrow else 110
    several = len(sides) > 1
    heads = _HEAD_PX + _LINE_PX * (len(sides) + several)
    rows = [_velocity(canvas, sides, across, (height, heads))]
    if any(each.moved for each in sides):
        rows.append(_force(canvas, sides, across, height))
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
    for each in rows[1:-1]:  # the first has its line at rest
        for panel in each:
            panel.base_line()
    time_axes(rows[-1])


def _velocity(canvas: Canvas, sides: Sequence[Side], across: Sequence[Column], px: tuple[int, int]) -> list[Panel]:
    courses = {id(side): _until_the_top(side) for side in sides}
    lows = [
        float(side.course(*courses[id(side)], column)[1].min(initial=0.0))
        for side, column in zip(sides, across, strict=True)
    ]
    fastest = max(0.1, *(each.repetition.peak_velocity for each in sides))
    low = min(1.05 * min(lows), -1e-6)
    top = max(1.25 * fastest, fastest + 0.2 * (fastest - low))  # room for the words above the fastest
    panels = lift_row(canvas, sides, across, (f"velocity of the {_moved_thing(sides)}, m/s", "text", *px), (low, top),
                  lambda side: courses[id(side)])  # fmt: skip
    for panel, side in zip(panels, sides, strict=True):
        pushed = side.truth.velocity_mps[side.pushed]
        k = int(np.argmax(pushed))
        if side.moved:
            peak(panel, side, float(pushed[k]), f"{pushed[k]:.2f}", "text", float(side.truth.times_s[side.pushed][k]))
    return panels


def _moved_thing(sides: Sequence[Side]) -> str:
    """The bar, or of jumps without load the body."""
    return "body" if all(each.truth.lift in _WITHOUT_BAR and each.truth.load_kg == 0.0 for each in sides) else "bar"


def _until_the_top(side: Side) -> tuple[Floats, Floats]:
    """Velocity; of what is released, up to the top of its flight."""
    times, velocity = side.truth.times_s, side.truth.velocity_mps
    released = side.repetition.release_velocity
    if released is None:
        return times, velocity
    flown = times <= side.repetition.end_s + max(released, 0.0) / GRAVITY_MPS2 + 1e-9
    return times[flown], velocity[flown]


def _force(canvas: Canvas, sides: Sequence[Side], across: Sequence[Column], height: int) -> list[Panel]:
    courses = {id(side): _of_the_lifter(side) for side in sides}
    pushed = {id(side): side.recording["force"].samples[side.pushed] for side in sides if side.moved}
    top = 1.2 * max(float(each.max()) for each in pushed.values())
    panels = lift_row(canvas, sides, across, (f"force on the {_moved_thing(sides)}, N", "text", height, 30), (0.0, top),
                  lambda side: courses[id(side)])  # fmt: skip
    for panel, side in zip(panels, sides, strict=True):
        if side.moved:
            each = pushed[id(side)]
            k = int(np.argmax(each))
            peak(panel, side, float(each[k]), f"{each[k]:.0f}", "text", float(side.truth.times_s[side.pushed][k]))
    return panels


def _of_the_lifter(side: Side) -> tuple[Floats, Floats]:
    """Force, without that of a rack or a spotter who holds a bar that does not rise."""
    signal, done = side.recording["force"], side.repetition
    if not side.moved:
        return signal.times[:0], signal.samples[:0]
    ends_s = signal.times[-1]
    if not done.completed:  # up to where it sticks
        moving = np.flatnonzero(side.truth.velocity_mps[side.pushed] > _STILL_MPS)
        ends_s = side.truth.times_s[side.pushed][moving[-1]] if moving.size else done.end_s
    alone = signal.times <= ends_s
    return signal.times[alone], signal.samples[alone]


def _recruited(canvas: Canvas, sides: Sequence[Side], across: Sequence[Column]) -> list[Panel]:
    panels = lift_row(canvas, sides, across, ("units recruited, %", "rec", 54, 30), (0.0, 118.0),
                  lambda side: (side.truth.times_s, 100 * side.truth.recruited_share), at=[0, 50, 100])  # fmt: skip
    for panel, side in zip(panels, sides, strict=True):
        share = 100 * side.repetition.recruited_share
        peak(panel, side, 100.0, f"{share:.0f} %", "rec", side.begins_s)
    return panels


def _rates(canvas: Canvas, sides: Sequence[Side], across: Sequence[Column]) -> list[Panel]:
    courses = {}
    for side, column in zip(sides, across, strict=True):
        at = np.linspace(column.from_s, column.to_s, 300)
        courses[id(side)] = at + side.begins_s, lift_told.rates_pps(side.recording, at + side.begins_s)
    top = 1.2 * max([1.0, *(float(np.nanmax(rate, initial=0.0)) for _, rate in courses.values())])
    panels = lift_row(canvas, sides, across, ("mean discharge rate, pps", "rate", 80 if canvas.narrow else 90, 30),
                  (0.0, top), lambda side: courses[id(side)])  # fmt: skip
    for panel, side in zip(panels, sides, strict=True):
        at, rate = courses[id(side)]
        on = (at >= side.repetition.drive_s) & (at <= lift_told.drive_ends_s(side.repetition)) & np.isfinite(rate)
        if on.any():
            k = int(np.flatnonzero(on)[np.argmax(rate[on])])
            peak(panel, side, float(rate[k]), f"{rate[k]:.0f}", "rate", float(at[k]))
    return panels


def _activation(canvas: Canvas, sides: Sequence[Side], across: Sequence[Column]) -> list[Panel]:
    return lift_row(canvas, sides, across, ("force of the pool, % of tetanus", "tot", 90, 30), (0.0, 110.0),
                lambda side: (side.truth.times_s, 100 * side.truth.activation), at=[0, 50, 100])  # fmt: skip
