"""Which tests depend on what, as a table with shades, and what sets of tests leave open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from neuraldrive.figures import words
from neuraldrive.figures.canvas import Canvas, Panel
from neuraldrive.figures.drawing import Drawing

Column = tuple[str, tuple[str, ...], str]
"""Name, the lines of its head, and what it acts on: "recruitment", "rate", "both" or "muscle"."""
Row = tuple[str, str, tuple[float, ...]]
"""Name, kind, and an elasticity for each column."""

_TOKEN = {"recruitment": "rec", "rate": "rate", "both": "tot", "muscle": "tot"}
_KINDS = {"bar": "bar", "release": "throw or jump", "force": "isometric force", "stimuli": "stimuli"}
_LETTERS = "ABCDEFGH"
_ROW_PX = 20
_ROOMY_PX = 700
_PRODUCT = 1.2
"""Width of the column of ceiling times force, in columns."""
_WEAK, _STRONG = 0.1, 0.5
"""Elasticities below the first are left white, from the second on dark."""
_TOLD, _HINTED = 0.5, 0.8
"""Share of the prior that is left: dark up to the first, light up to the second."""


@dataclass(frozen=True)
class Known:
    """What a set of tests leaves of each column's prior uncertainty (shares), and the SD of ceiling times force."""

    label: str
    of_prior: tuple[float, ...]
    product_sd: float


def identifiability_figure(lift: str, columns: Sequence[Column], rows: Sequence[Row], left: Sequence[Known]) -> Drawing:
    """Elasticities of tests of one lift, and what sets of them leave of what was not known before.

    Args:
        left: sets of tests, each with all before it; the first is what every coach has.
    """
    ceiling = [name for name, _, _ in columns].index("voluntary ceiling")
    finding = (
        f"{words.lift_label(lift)}: 1RM and velocities leave {100 * left[0].of_prior[ceiling]:.0f} % of the uncertainty of the "
        f"voluntary ceiling, all tests together {100 * left[-1].of_prior[ceiling]:.0f} %; ceiling times muscle force is known to "
        f"{100 * left[0].product_sd:.1f} % from the bar alone."
    )
    caption = (
        "Simulated, the typical lifter. Above: by how many per cent each test changes when a number of the lifter grows by "
        "1 %; light shade from 0.1, dark from 0.5; loads are fixed plates, shares of the typical 1RM. Below: what is left of the uncertainty of each number after "
        "the tests, 1 for nothing learnt (light up to 0.8, dark up to 0.5), and the uncertainty of ceiling × muscle force. Spread of lifters and "
        "repeatability of tests are assumed."
    )
    return Drawing(finding, caption, lambda canvas: _paint(canvas, columns, rows, left), neural=True)


# ---------------------------------------------------------------- painting


def _paint(canvas: Canvas, columns: Sequence[Column], rows: Sequence[Row], left: Sequence[Known]) -> None:
    if canvas.narrow:
        _key(canvas, columns)
    kinds = [(kind, list(each)) for kind, each in groupby(rows, key=lambda row: row[1])]
    for k, (kind, each) in enumerate(kinds):
        panel = _table(canvas, len(each), len(columns), _head_px(canvas, columns) if k == 0 else 24)
        if k == 0:
            _heads(canvas, panel, columns, "% that a test changes, for 1 % more of")
        panel.words(0, -0.5, _KINDS[kind], "text", dx=4 - panel.left_px, dy=6, anchor="left", bold=True, across=True)
        for row, (label, _, values) in enumerate(each):
            _label(panel, row, label)
            for at, value in enumerate(values):
                level = 2 if abs(value) >= _STRONG else 1 if abs(value) >= _WEAK else 0
                _cell(canvas, panel, (at, row), words.number(value, 1 if canvas.narrow else 2), level, columns[at])
    panel = _table(canvas, len(left), len(columns), 24 + _head_px(canvas, columns))
    _heads(canvas, panel, columns, "share of the uncertainty that is left")
    panel.words(
        len(columns) + 0.5 * _PRODUCT,
        -0.5,
        "C × D" if canvas.narrow else "ceiling",
        "text",
        dy=6 if canvas.narrow else 21,
    )
    if not canvas.narrow:
        panel.words(len(columns) + 0.5 * _PRODUCT, -0.5, "× force", "text", dy=6)
    for row, known in enumerate(left):
        _label(panel, row, known.label)
        for at, value in enumerate(known.of_prior):
            level = 2 if value <= _TOLD else 1 if value <= _HINTED else 0
            _cell(canvas, panel, (at, row), words.number(value, 2), level, columns[at])
        panel.words(len(columns) + 0.5 * _PRODUCT, row, f"{100 * known.product_sd:.1f} %", "text", dy=-4)


def _table(canvas: Canvas, rows: int, columns: int, top_px: int) -> Panel:
    """A field with a unit square for each cell, and one column more for a word."""
    left_px = 100 if canvas.narrow else 116 if canvas.width_px < _ROOMY_PX else 220
    panel = canvas.panel(_ROW_PX * rows, left_px=left_px, right_px=0, top_px=top_px)
    panel.bottom_px = 2
    panel.scale((0.0, columns + _PRODUCT), (rows - 0.5, -0.5))
    return panel


def _head_px(canvas: Canvas, columns: Sequence[Column]) -> int:
    return 27 + 15 * max(map(len, _shown(canvas, columns)))


def _key(canvas: Canvas, columns: Sequence[Column]) -> None:
    """Letters for heads that have no room, and what they mean, in two columns."""
    half = (len(columns) + 1) // 2
    panel = canvas.panel(16 * half, left_px=4, right_px=0, top_px=2)
    panel.scale((0.0, 2.0), (half - 0.5, -0.5))
    for k, (name, _, acts_on) in enumerate(columns):
        panel.words(float(k // half), k % half, f"{_LETTERS[k]} {name}", _TOKEN[acts_on], dy=-4, anchor="left")


def _heads(canvas: Canvas, panel: Panel, columns: Sequence[Column], phrase: str) -> None:
    heads = _shown(canvas, columns)
    rise = 12 + 15 * max(map(len, heads))
    panel.words(0, -0.5, phrase, "text3", dx=4 - panel.left_px, dy=rise, anchor="left", across=True)
    for at, (head, (_, _, acts_on)) in enumerate(zip(heads, columns, strict=True)):
        for line, text in enumerate(reversed(head)):
            panel.words(at + 0.5, -0.5, text, _TOKEN[acts_on], dy=6 + 15 * line, bold=True)


def _shown(canvas: Canvas, columns: Sequence[Column]) -> list[Sequence[str]]:
    """Lines of each head: a letter, short words or the whole name, as there is room."""
    if canvas.narrow:
        return list(_LETTERS[: len(columns)])
    return [name.split() if canvas.width_px >= _ROOMY_PX else short for name, short, _ in columns]


def _label(panel: Panel, row: int, label: str) -> None:
    panel.words(0, row, label, "text2", dx=4 - panel.left_px, dy=-4, anchor="left", across=True)


def _cell(canvas: Canvas, panel: Panel, at: tuple[int, int], text: str, level: int, column: Column) -> None:
    """A number on no shade, a light or a dark one."""
    token = _TOKEN[column[2]]
    if level:
        shade = token if level == 2 else f"{token}-soft"
        gap = 1.5 / (panel.field_px / panel.axes.get_xlim()[1])
        panel.strokes([at[0] + gap], [at[1]], ends=[at[0] + 1 - gap], width=_ROW_PX - 3, token=shade)
    ink = "surface" if level == 2 else "text" if level else "text3"
    panel.words(at[0] + 0.5, at[1], text, ink, dy=-4)
