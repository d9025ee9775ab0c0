"""The load-velocity profile as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from neuraldrive.figures import words
from neuraldrive.figures.canvas import Canvas, Panel
from neuraldrive.figures.drawing import Drawing
from neuraldrive.units import to_si

if TYPE_CHECKING:
    from neuraldrive.adapt import LoadVelocityProfile
    from neuraldrive.records import Measurement

_LOADS = 25  # the line is smooth: more would not show


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
    return Drawing(finding, caption, lambda canvas: _paint(canvas, profile, unit))


def _paint(canvas: Canvas, profile: LoadVelocityProfile, unit: str) -> None:
    scale = 1 / to_si(unit)[0]
    loads, line = _line(profile)
    panel = canvas.panel(250 if canvas.narrow else 300)
    furthest = 1.04 * max([loads[-1], *(point.load_kg for point in profile.points)])
    panel.scale((loads[0] * scale, furthest * scale), (0.0, _top(profile, line)))
    _bands(panel, profile, loads * scale, line)
    _points(panel, canvas, profile, scale)
    _one_rm(panel, profile.estimated_one_rm_kg, scale, unit)
    panel.y_axis("mean velocity, m/s")
    panel.x_axis(f"load, {unit}")


def _line(profile: LoadVelocityProfile) -> tuple[np.ndarray[tuple[int], np.dtype[np.float64]], list[Measurement]]:
    """Loads from the lightest met to the upper end of the 1RM's interval, beyond which nothing is lifted."""
    one_rm = profile.estimated_one_rm_kg
    highest = one_rm.interval[1] if one_rm.interval else one_rm.value
    lightest = min([0.5 * one_rm.value, *(0.93 * point.load_kg for point in profile.points)])
    loads = np.linspace(lightest, highest, _LOADS)
    return loads, [profile.velocity_at(float(load)) for load in loads]


def _top(profile: LoadVelocityProfile, line: list[Measurement]) -> float:
    highest = [each.interval[1] if each.interval else each.value for each in line]
    return 1.08 * max([*highest, *(point.velocity_mps for point in profile.points)])


def _bands(
    panel: Panel, profile: LoadVelocityProfile, x: np.ndarray[tuple[int], np.dtype[np.float64]], line: list[Measurement]
) -> None:
    v_one_rm = profile.velocity_at_one_rm
    if v_one_rm.interval:
        low, high = (max(0.0, end) for end in v_one_rm.interval)
        panel.band(x[[0, -1]], [low, low], [high, high], "ref")
        panel.words(float(x[0]), max(0.0, v_one_rm.value), f"velocity at 1RM {words.shown(v_one_rm)[0]}", "text2",
                    dx=6, dy=-4, anchor="left")  # fmt: skip
    ends = np.clip([each.interval or (each.value, each.value) for each in line], 0.0, None)
    panel.band(x, ends[:, 0], ends[:, 1], "tot-soft")
    panel.line(x, np.clip([each.value for each in line], 0.0, None), "tot")


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


def _one_rm(panel: Panel, one_rm: Measurement, scale: float, unit: str) -> None:
    value, low, high, _ = words.shown(one_rm, unit)
    start, end = (edge * scale for edge in (one_rm.interval or (one_rm.value, one_rm.value)))
    panel.line([start, end], [0, 0], "tot", 6)
    panel.dots([one_rm.value * scale], [0], "text", 11)
    text = f"1RM {value} {unit}, {low} to {high}" if low else f"1RM {value} {unit}"
    low_x, high_x = panel.axes.get_xlim()
    room = 3.9 * len(text) / panel.field_px * (high_x - low_x)  # half the words' width, in loads
    panel.words(min(one_rm.value * scale, high_x - room), 0, text, "text", dy=13, bold=True)
