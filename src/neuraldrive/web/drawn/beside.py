"""Where words stand in a chart, so that they lie on no point, on no bar and not on each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from neuraldrive.web.drawn.picture import Bar, Dot, Label

ROOM = 68.0
"""So far right words still fit beside a place; %."""
BELOW_PX, ABOVE_PX = 20.0, -12.0
"""Base lines of words under and over a bar."""
LINE_PX, APART = 14.0, 28.0
"""Words nearer than a line, px, and than this share of the width, %, lie on each other."""


def of_one_rm(said: str, ends: tuple[float, float], at: float, dots: Sequence[Dot], height: float) -> Label:
    """The words of the 1RM where no set lies on them: over its interval to the right of the line, else under it, else beside."""
    low, high = ends
    over = (
        Label(100, at, said, "c-tot", 0, ABOVE_PX, "end")
        if high > ROOM
        else Label(high, at, said, "c-tot", 0, ABOVE_PX)
    )
    x, anchor = (high, "end") if high > APART else (low, "start")
    under = [Label(x, at, said, "c-tot", 0, BELOW_PX, anchor)] if at + BELOW_PX < height - 2 else []
    beside = (
        Label(low, at, said, "c-tot", -8, 5, "end") if high > ROOM else Label(high, at, said, "c-tot", 8, 5, "start")
    )
    return min((over, *under, beside), key=lambda each: sum(_lies_on(each, dot) for dot in dots))


def _lies_on(label: Label, dot: Dot) -> bool:
    left = label.x - APART if label.anchor == "end" else label.x
    return left <= dot.x <= left + APART and -LINE_PX - dot.r < dot.y - label.y - label.dy < dot.r


def clear(labels: Sequence[Label]) -> list[Label]:
    """Those that do not lie on one before; the table has the words of all."""
    kept: list[Label] = []
    for each in labels:
        if all(abs(each.y + each.dy - other.y - other.dy) > LINE_PX or abs(each.x - other.x) > APART for other in kept):
            kept.append(each)
    return kept


def free(label: Label, dots: Sequence[Dot], bar: Bar, height: float) -> Label:
    """The words of a doubtful set at that side of it where they lie least on the bar of the 1RM and on other sets."""
    if label.kind != "lb2":
        return label
    right, left = replace(label, dx=10.0), replace(label, dx=-10.0, anchor="end")
    sides = [right, left] if label.x <= 55 else [left, right]
    if label.y + BELOW_PX < height - 2:
        sides += [replace(each, dx=0.0, dy=BELOW_PX) for each in (right, left)]
    above = min(ABOVE_PX, bar.y1 - label.y - bar.width / 2 - 6)
    sides += [replace(each, dx=0.0, dy=above) for each in (right, left)]
    fits = [each for each in sides if (each.x >= APART if each.anchor == "end" else each.x <= 100 - APART)] or sides
    others = [each for each in dots if (each.x, each.y) != (label.x, label.y)]
    return min(fits, key=lambda each: 4 * _crosses(each, bar) + sum(_lies_on(each, dot) for dot in others))


def _crosses(label: Label, bar: Bar) -> bool:
    """Whether words lie on a level bar."""
    left = label.x - APART if label.anchor == "end" else label.x
    is_level = -LINE_PX - bar.width / 2 < bar.y1 - label.y - label.dy < bar.width / 2 + 4
    return is_level and left < bar.x2 and left + APART > bar.x1
