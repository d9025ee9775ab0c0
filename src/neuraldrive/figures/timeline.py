"""An athlete's lift over weeks and months."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from neuraldrive.errors import RecordError
from neuraldrive.figures import words
from neuraldrive.figures.canvas import Canvas, Panel
from neuraldrive.figures.drawing import Drawing
from neuraldrive.records import Measurement
from neuraldrive.units import load_text, to_si

_LOADS_SHOWN = 4  # more lines than that cannot be labelled at their ends
_LABEL_PX = 66  # a load in bold, and its room


@dataclass(frozen=True)
class Estimate:
    """The estimated 1RM as it stood on a day."""

    on: date | datetime
    one_rm: Measurement


@dataclass(frozen=True)
class BestVelocity:
    """The fastest repetition of a day at a load."""

    on: date | datetime
    load_kg: float
    velocity_mps: float


def history(estimates: Sequence[Estimate], best: Sequence[BestVelocity] = (), unit: str = "kg") -> Drawing:
    """Estimated 1RM over time with its interval; below it the best mean velocity of each day at a load.

    The loads are the four met on most days, two days or more.

    Raises:
        RecordError: there is neither an estimate nor a best velocity.
    """
    estimates = sorted(estimates, key=lambda each: _day(each.on))
    lines = _lines(best)
    if not estimates and not lines:
        raise RecordError(
            "history", found="no estimate", needed="at least one day", remedy="Log a session, then draw its history."
        )
    parts = []
    if estimates:
        parts.append("the interval of the estimated 1RM")
    if lines:
        parts.append("below, the fastest repetition of a day at each load")
    caption = (f"Band: {parts[0]}." if estimates else "") + (f" {parts[-1].capitalize()}." if lines else "")
    return Drawing(_finding(estimates, lines, unit), caption.strip(), lambda c: _paint(c, estimates, lines, unit))


def _finding(estimates: Sequence[Estimate], lines: dict[float, list[BestVelocity]], unit: str) -> str:
    if not estimates:
        return f"Best mean velocity by date at {words.counted(len(lines), 'load')}."
    first, last = estimates[0], estimates[-1]
    now = f"Estimated 1RM {words.full(last.one_rm, unit)} on {words.day(last.on)}"
    if len(estimates) == 1:
        return f"{now}, the only day so far."
    if _overlap(first.one_rm, last.one_rm):
        return f"{now}; its interval overlaps that of {words.day(first.on)}, so a change is not shown."
    return f"{now}, from {words.full(first.one_rm, unit)} on {words.day(first.on)}; the intervals do not overlap."


def _overlap(one: Measurement, other: Measurement) -> bool:
    if one.interval is None or other.interval is None:
        return True
    return one.interval[0] <= other.interval[1] and other.interval[0] <= one.interval[1]


def _lines(best: Sequence[BestVelocity]) -> dict[float, list[BestVelocity]]:
    by_load: dict[float, dict[int, BestVelocity]] = {}
    for each in best:
        days = by_load.setdefault(round(each.load_kg, 1), {})
        kept = days.get(int(_day(each.on)))
        if kept is None or each.velocity_mps > kept.velocity_mps:
            days[int(_day(each.on))] = each
    often = sorted((load for load in by_load if len(by_load[load]) > 1), key=lambda load: -len(by_load[load]))
    return {load: [by_load[load][on] for on in sorted(by_load[load])] for load in sorted(often[:_LOADS_SHOWN])}


def _paint(canvas: Canvas, estimates: Sequence[Estimate], lines: dict[float, list[BestVelocity]], unit: str) -> None:
    days = [_day(each.on) for each in estimates] + [_day(each.on) for line in lines.values() for each in line]
    low, high = min(days), max(days)
    span = (low - 1, high + 1) if high - low < 2 else (low, high)
    if estimates:
        _one_rm(canvas, estimates, unit, span, alone=not lines)
    if lines:
        _velocities(canvas, lines, unit, span)


def _one_rm(
    canvas: Canvas, estimates: Sequence[Estimate], unit: str, span: tuple[float, float], *, alone: bool
) -> None:
    scale = 1 / to_si(unit)[0]
    x = np.array([_day(each.on) for each in estimates])
    y = scale * np.array([each.one_rm.value for each in estimates])
    ends = scale * np.array([each.one_rm.interval or (each.one_rm.value,) * 2 for each in estimates])
    panel = canvas.panel(150 if canvas.narrow else 180, right_px=72)
    margin = max(0.08 * (ends.max() - ends.min()), 1.0)
    panel.scale(span, (max(0.0, ends.min() - margin), ends.max() + margin))
    if len(x) > 1:
        panel.band(x, ends[:, 0], ends[:, 1])
        panel.line(x, y)
    else:
        panel.line([x[0], x[0]], ends[0], "tot-soft", 8)
    panel.dots(x, y, "tot", 6 if len(x) < 20 else 4)
    panel.dots(x[-1:], y[-1:], "text", 9)
    value, low, high, _ = words.shown(estimates[-1].one_rm, unit)
    panel.words(x[-1], y[-1], f"{value} {unit}", "text", dx=9, dy=1, anchor="left", bold=True)
    if low:
        panel.words(x[-1], y[-1], f"{low}–{high}", "text2", dx=9, dy=-14, anchor="left")
    panel.y_axis(f"estimated 1RM, {unit}")
    _dates(panel, span)


def _velocities(canvas: Canvas, lines: dict[float, list[BestVelocity]], unit: str, span: tuple[float, float]) -> None:
    speeds = [each.velocity_mps for line in lines.values() for each in line]
    panel = canvas.panel(140 if canvas.narrow else 160, right_px=72)
    margin = max(0.1 * (max(speeds) - min(speeds)), 0.03)
    panel.scale(span, (max(0.0, min(speeds) - margin), max(speeds) + margin))
    px = panel.height_px / (panel.axes.get_ylim()[1] - panel.axes.get_ylim()[0])
    day_px = panel.field_px / (span[1] - span[0])
    placed: list[tuple[float, float]] = []
    for _load, line in sorted(lines.items(), key=lambda item: -item[1][-1].velocity_mps):
        x, y = [_day(each.on) for each in line], [each.velocity_mps for each in line]
        panel.line(x, y, "tot", 1.5)
        panel.dots(x, y, "tot", 5)
        level = y[-1] * px
        for other, taken in sorted(placed, key=lambda each: -each[1]):
            if abs(other - x[-1] * day_px) < _LABEL_PX and abs(taken - level) < 15:
                level = taken - 15
        placed.append((x[-1] * day_px, level))
        panel.words(x[-1], y[-1], load_text(line[-1].load_kg, unit), "text", dx=9, dy=level - y[-1] * px - 4,
                    anchor="left", bold=True)  # fmt: skip
    panel.y_axis("best mean velocity, m/s")
    _dates(panel, span)


def _dates(panel: Panel, span: tuple[float, float]) -> None:
    count = 3 if panel.field_px < 300 else 4
    at = sorted({round(day) for day in np.linspace(span[0], span[1], count)})
    years = {date.fromordinal(int(day)).year for day in at}
    names = [words.day(date.fromordinal(int(day)), short=True) for day in at]
    if len(years) > 1:
        names = [f"{name} {date.fromordinal(int(day)).year % 100:02d}" for day, name in zip(at, names, strict=True)]
    panel.x_axis("date" if len(years) > 1 else f"date, {years.pop()}", at=list(zip(map(float, at), names, strict=True)))


def _day(at: date | datetime) -> float:
    """Days on the calendar; clock and time zone aside, as sessions are told apart by their day."""
    return float(at.toordinal())
