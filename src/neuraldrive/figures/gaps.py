"""A gap between two forces, shared out among the parts of a neural state, and its bars."""

from __future__ import annotations

from dataclasses import dataclass

from neuraldrive.figures import words
from neuraldrive.figures.canvas import Canvas, Panel

_TOKEN = {"recruitment": "rec", "rate": "rate", "both": "tot"}
_ROW_PX = 19
_NOTHING = 0.0005
"""A share of tetanic force that no figure shows."""


@dataclass(frozen=True)
class GapPart:
    """How much of a gap one part of the neural state explains; shares of tetanic force.

    Args:
        acts_on: "recruitment", "rate" or "both".
        explains: mean over every order of swapping the parts; the parts add up to the gap.
        interval: 95 % interval of that mean, over seeds.
        by_order: least and most, of swapping it first and swapping it last.
    """

    name: str
    acts_on: str
    explains: float
    interval: tuple[float, float]
    by_order: tuple[float, float]


@dataclass(frozen=True)
class Gap:
    """A force of A and of B, shares of tetanic force, and what explains that they differ."""

    at: str
    a: float
    b: float
    parts: tuple[GapPart, ...]

    @property
    def size(self) -> float:
        """How much more B is."""
        return self.b - self.a


def bars(canvas: Canvas, gap: Gap, reach: tuple[float, float], *, last: bool) -> None:
    """A row for each part that explains anything: what it explains as a bar from zero."""
    rows = [part for part in gap.parts if max(abs(end) for end in (part.explains, *part.by_order)) > _NOTHING]
    panel = canvas.panel(_ROW_PX * len(rows), left_px=124, right_px=90 if canvas.narrow else 110, top_px=40)
    panel.scale((reach[0] - 0.02 * (reach[1] - reach[0]), reach[1]), (len(rows) - 0.5, -0.5))
    panel.words(0, -0.5, f"{gap.at}: A {100 * gap.a:.0f}, B {100 * gap.b:.0f} %", "text", dx=4 - panel.left_px, dy=12,
                anchor="left", bold=True, across=True)  # fmt: skip
    for row, part in enumerate(rows):
        _part(panel, part, row, gap.size)
    panel.line([0, 0], [len(rows) - 0.5, -0.5], "line2", 1)
    if last:
        panel.x_axis("part of the gap, % of tetanus")


def _part(panel: Panel, part: GapPart, row: int, size: float) -> None:
    token = _TOKEN[part.acts_on]
    panel.strokes([0.0], [row], ends=[100 * part.explains], width=9, token=token)
    panel.line([100 * end for end in part.by_order], [row, row], "line2", 2)
    panel.line([100 * end for end in part.interval], [row, row], "text", 2)
    panel.words(0, row, part.name, token, dx=-10, dy=-4, anchor="right", across=True)
    text = words.number(100 * part.explains, 1)
    if abs(size) > 10 * _NOTHING:
        text += f" ({words.number(100 * part.explains / size, 0)} %)"
    panel.words(1, row, text, token, dx=8, dy=-4, anchor="left", bold=True, across=True)
