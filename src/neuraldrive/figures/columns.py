"""Columns beside each other on one scale of time: a second is as wide in each of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from neuraldrive.figures.canvas import Canvas, Panel, worded

_GAP_PX = 12
_LEAST_SHARE, _LEAST_OF_EVEN = 0.2, 0.6
"""Of the width, and of what it would have if all were alike, for a column whose time is short: it goes on after it."""
_STEPS_S = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600)
_TICK_PX, _MOST_TICKS = 24, 8


class Column(NamedTuple):
    """Where a column lies on the sheet, px from either side, and its span of time."""

    left_px: int
    right_px: int
    from_s: float
    to_s: float


def columns(canvas: Canvas, spans_s: Sequence[tuple[float, float]], *, left_px: int, right_px: int) -> list[Column]:
    """A column for each span, as wide as its time is long."""
    room_px = canvas.width_px - left_px - right_px - _GAP_PX * (len(spans_s) - 1)
    least_px = min(_LEAST_SHARE, _LEAST_OF_EVEN / len(spans_s)) * room_px
    lasts_s = [end - start for start, end in spans_s]
    short: set[int] = set()
    while True:  # those too short for their time have the least width, and the others share what is left
        px = (room_px - least_px * len(short)) / max(sum(s for k, s in enumerate(lasts_s) if k not in short), 1e-9)
        more = {k for k, s in enumerate(lasts_s) if k not in short and s * px < least_px - 1e-6}
        if not more:
            break
        short |= more
    widths = [least_px if k in short else s * px for k, s in enumerate(lasts_s)]
    found, at = [], float(left_px)
    for (start, _), width in zip(spans_s, widths, strict=True):
        found.append(Column(round(at), canvas.width_px - round(at + width), start, start + width / px))
        at += width + _GAP_PX
    return found


def row(
    canvas: Canvas, across: Sequence[Column], height_px: int, reach: tuple[float, float], phrase: str, *,
    at: Sequence[float] | None = None, top_px: int = 30, raised_px: float = 12,
) -> list[Panel]:  # fmt: skip
    """A panel in each column, of one scale, which is told at the first, `raised_px` above it."""
    panels = []
    for k, each in enumerate(across):
        panel = canvas.panel(height_px, left_px=each.left_px, right_px=each.right_px, top_px=top_px, beside=k > 0)
        panel.scale((each.from_s, each.to_s), reach)
        panels.append(panel)
    panels[0].y_axis(phrase, raised_px, at=at)
    return panels


def time_axes(panels: Sequence[Panel], phrase: str = "time, s") -> None:
    """The time below each column, at the same even steps; what it is, once."""
    lasts_s = [panel.axes.get_xlim()[1] - panel.axes.get_xlim()[0] for panel in panels]
    px = min(panel.field_px / s for panel, s in zip(panels, lasts_s, strict=True))
    step = next(
        (each for each in _STEPS_S if each * px >= _TICK_PX and each * _MOST_TICKS >= max(lasts_s)), _STEPS_S[-1]
    )
    for k, panel in enumerate(panels):
        low, high = panel.axes.get_xlim()
        first, last = -int(-low // step), int(high // step)
        panel.x_axis(phrase if k == len(panels) - 1 else "", worded([step * n for n in range(first, last + 1)]))
