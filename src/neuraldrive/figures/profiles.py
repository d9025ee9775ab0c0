"""The load-velocity profile as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from neuraldrive.figures import words
from neuraldrive.figures.canvas import Canvas, Panel
from neuraldrive.figures.drawing import Drawing
from neuraldrive.units import to_si

if TYPE_CHECKING:
    from neuraldrive.adapt import LoadVelocityProfile
    from neuraldrive.records import Measurement

_LOADS = 25  # the line is smooth: more would not show
_FURTHEST = 1.5

Floats = NDArray[np.float64]


def load_velocity(profile: LoadVelocityProfile, unit: str = "kg") -> Drawing:
    """Mean velocity against load: the line with its interval, the sets it rests on, and the estimated 1RM.

    Dark points are this session's, light ones earlier; hollow points are doubted, with the reason below.

    Args:
        profile: as `adapt.load_velocity` returns it.
        unit: kg or lb, of the load axis.
    """
    one_rm, v_one_rm = profile.estimated_one_rm_kg, profile.velocity_at_one_rm
    doubted = sum(point.doubt is not None for point in profile.points)
    finding = (
        f"{words.lift_label(profile.lift)}: estimated 1RM {words.full(one_rm, unit)}, "
        f"at a mean velocity of {words.full(v_one_rm)}, from {words.counted(len(profile.points), 'set')}"
        + (f", {doubted} of them doubted." if doubted else ".")
    )
    caption = (
        f"Line and band: expected mean velocity, {one_rm.level * 100:.0f} % interval. Dark points: this session, the "
        "fastest repetition of each set; light: earlier sessions."
        + (" Hollow: doubted, with the reason." if doubted else "")
        + " Flat band: velocity at the 1RM. Bar on the axis: interval of the estimated 1RM."
    )
    line = _expected(profile)
    return Drawing(finding, caption, lambda canvas: _paint(canvas, profile, line, unit))


class _Line(NamedTuple):
    """Expected mean velocity, each shape (n,)."""

    load_kg: Floats
    middle: Floats
    low: Floats
    high: Floats


def _expected(profile: LoadVelocityProfile) -> _Line:
    """From the lightest load met to the upper end of the 1RM's interval, beyond which nothing is lifted.

    An interval that runs far beyond what is drawn would press the points into a corner: the picture then ends
    at half as much again as the estimate or the heaviest load, and words give the interval.
    """
    one_rm = profile.estimated_one_rm_kg
    met = [point.load_kg for point in profile.points if point.doubt is None]
    highest = min(one_rm.interval[1] if one_rm.interval else one_rm.value, _FURTHEST * max([one_rm.value, *met]))
    lightest = min([0.5 * one_rm.value, *(0.93 * load for load in met)])
    loads = np.linspace(lightest, highest, _LOADS)
    found = [profile.velocity_at(float(load)) for load in loads]
    ends = np.clip([each.interval or (each.value, each.value) for each in found], 0.0, None)
    return _Line(loads, np.array([each.value for each in found]), ends[:, 0], ends[:, 1])


def _paint(canvas: Canvas, profile: LoadVelocityProfile, line: _Line, unit: str) -> None:
    scale = 1 / to_si(unit)[0]
    loads = [point.load_kg for point in profile.points]
    speeds = [point.velocity_mps for point in profile.points]
    panel = canvas.panel(250 if canvas.narrow else 300)
    margin = 0.04 * (line.load_kg[-1] - line.load_kg[0])
    ends = min([line.load_kg[0], *(load - margin for load in loads)]), max([line.load_kg[-1], *loads]) + margin
    panel.scale((ends[0] * scale, ends[1] * scale), (0.0, 1.08 * max([line.high.max(), *speeds])))
    _bands(panel, profile.velocity_at_one_rm, line, scale)
    _points(panel, canvas, profile, scale)
    _one_rm(panel, profile.estimated_one_rm_kg, float(line.load_kg[-1]), unit)
    panel.y_axis("mean velocity, m/s")
    panel.x_axis(f"load, {unit}")


def _bands(panel: Panel, v_one_rm: Measurement, line: _Line, scale: float) -> None:
    x = line.load_kg * scale
    level = max(0.0, v_one_rm.value)
    if v_one_rm.interval:
        low, high = (max(0.0, end) for end in v_one_rm.interval)
        panel.band(x[[0, -1]], [low, low], [high, high], "ref")
    panel.band(x, line.low, line.high, "tot-soft")
    up = line.middle >= 0
    panel.line(x[up], line.middle[up], "tot")
    above_foot = level / panel.axes.get_ylim()[1] * panel.height_px
    panel.words(float(x[0]), level, f"velocity at 1RM {words.shown(v_one_rm)[0]}", "text2",
                dx=6, dy=max(-4.0, 26 - above_foot), anchor="left")  # fmt: skip


def _points(panel: Panel, canvas: Canvas, profile: LoadVelocityProfile, scale: float) -> None:
    trusted = [point for point in profile.points if point.doubt is None]
    for token, size, earlier in (("line2", 6.0, True), ("text", 10.0, False)):
        chosen = [point for point in trusted if point.from_history is earlier]
        if chosen:
            loads, speeds = [point.load_kg * scale for point in chosen], [point.velocity_mps for point in chosen]
            panel.dots(loads, speeds, token, size)
    for point in profile.points:
        if point.doubt is not None:
            x, y = point.load_kg * scale, point.velocity_mps
            panel.dots([x], [y], "tot", 7 if point.from_history else 9, hollow=True)
            panel.words(x, y, canvas.mark(point.doubt), "text", dx=8, dy=4, anchor="left", bold=True)


def _one_rm(panel: Panel, one_rm: Measurement, furthest_kg: float, unit: str) -> None:
    """The interval as a bar on the axis; its words end where it begins, below the line, or at the left edge."""
    scale = 1 / to_si(unit)[0]
    value, low, high, _ = words.shown(one_rm, unit)
    start, end = one_rm.interval or (one_rm.value, one_rm.value)
    panel.line([start * scale, min(end, furthest_kg) * scale], [0, 0], "tot", 6)
    panel.dots([one_rm.value * scale], [0], "text", 11)
    text = f"1RM {value} {unit}, {low} to {high}" if low else f"1RM {value} {unit}"
    left, right = panel.axes.get_xlim()
    room_px = (start * scale - left) / (right - left) * panel.field_px
    panel.words(0, 0, text, "text", dx=max(6.0, room_px - 7.4 * len(text)), dy=9, anchor="left", bold=True, across=True)
