"""What figures are painted on: panels measured in pixels, and notes for what is left out."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from neuraldrive.figures.style import LIGHT, LINE_PX, NARROW_PX, TEXT_PX, light

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Anchor = Literal["left", "center", "right"]
_UNIT = re.compile(r"(?<=\d) (?=(?:%|°|kg|lb|m/s²?|pps|ms|cm|N|s|m)(?![\w·]))")
_LETTER_PX = 6.9  # mean advance of a letter at 12 px, on the wide side


class Canvas:
    """A sheet of a fixed width; panels stack downwards and the sheet grows with them.

    Only a `neural` one knows the hues of recruitment and rate coding.
    """

    def __init__(self, width_px: int, *, neural: bool = False) -> None:
        from matplotlib.figure import Figure

        self.width_px = width_px
        self._colours = light(neural=neural)
        self.narrow = width_px < (NARROW_PX + 120)
        self._figure: Figure = Figure(figsize=(width_px / 72, 1), dpi=72, facecolor="none")
        self._rows: list[list[Panel]] = []
        self._notes: dict[str, str] = {}
        self._heading = self._foot = ""

    def standing_alone(self, heading: str, foot: str) -> None:
        """Words above and below the panels, for a sheet that no page explains."""
        self._heading, self._foot = heading, foot

    def panel(
        self, height_px: int, *, left_px: int = 40, right_px: int = 14, top_px: int = 24, beside: bool = False
    ) -> Panel:
        """A new panel below the others, or beside the last; `height_px` is that of the drawn field alone."""
        axes = self._figure.add_axes((0, 0, 1, 1), label=str(sum(map(len, self._rows))))
        axes.set_axis_off()
        panel = Panel(axes, self.width_px, height_px, left_px, right_px, top_px, self._colours)
        if beside:
            self._rows[-1].append(panel)
        else:
            self._rows.append([panel])
        return panel

    def mark(self, reason: str) -> str:
        """The letter that stands beside a hollow mark; its reason is printed below the panels."""
        if reason not in self._notes:
            number = len(self._notes)
            self._notes[reason] = "abcdefghijklmnopqrstuvwxyz"[number] if number < 26 else str(number + 1)
        return self._notes[reason]

    def finished(self) -> Figure:
        """The figure, with panels in their places and the notes below."""
        above, below = self._wrapped(self._heading), self._note_lines() + self._wrapped(self._foot)
        rows_px = [max(panel.outer_px for panel in row) for row in self._rows]
        height = sum(rows_px) + _block_px(above) + _block_px(below)
        self._figure.set_size_inches(self.width_px / 72, height / 72)
        self._write(above, 0, height, "text")
        top = float(height - _block_px(above))
        for row, row_px in zip(self._rows, rows_px, strict=True):
            for panel in row:
                panel.place(top, height)
            top -= row_px
        self._write(below, height - top + 6, height, "text2")
        return self._figure

    def _write(self, lines: Sequence[str], from_px: float, height: float, token: str) -> None:
        for number, line in enumerate(lines):
            _text(self._figure, 0, 1 - (from_px + LINE_PX * (number + 0.8)) / height, line, LIGHT[token],
                  transform=self._figure.transFigure)  # fmt: skip

    def _note_lines(self) -> list[str]:
        return [line for reason, letter in self._notes.items() for line in self._wrapped(f"{letter}: {reason}")]

    def _wrapped(self, text: str) -> list[str]:
        whole = _UNIT.sub("\N{NO-BREAK SPACE}", plain(text))  # a number and its unit stay on one line
        return textwrap.wrap(whole, int(self.width_px / _LETTER_PX))


def _block_px(lines: Sequence[str]) -> int:
    return LINE_PX * len(lines) + (6 if lines else 0)


class Panel:
    """One field with its two axes, and the few strokes that the design language knows."""

    def __init__(
        self, axes: Axes, width_px: int, height_px: int, left_px: int, right_px: int, top_px: int,
        colours: Mapping[str, str],
    ) -> None:  # fmt: skip
        self.axes, self.width_px, self.height_px, self._colours = axes, width_px, height_px, colours
        self.left_px, self.right_px, self.top_px, self.bottom_px = left_px, right_px, top_px, 8

    @property
    def outer_px(self) -> int:
        """Height with the room for axes and words."""
        return self.top_px + self.height_px + self.bottom_px

    @property
    def field_px(self) -> int:
        """Width of the drawn field."""
        return self.width_px - self.left_px - self.right_px

    def place(self, top_px: float, sheet_px: float) -> None:
        """Set the panel on the sheet, its upper edge `top_px` above the sheet's foot."""
        low = top_px - self.top_px - self.height_px
        self.axes.set_position(
            (self.left_px / self.width_px, low / sheet_px, self.field_px / self.width_px, self.height_px / sheet_px)
        )

    def scale(self, x: tuple[float, float], y: tuple[float, float]) -> None:
        """The range of both axes."""
        self.axes.set_xlim(*x)
        self.axes.set_ylim(*y)

    def y_axis(self, phrase: str, raised_px: float = 12, at: Sequence[float] | None = None) -> None:
        """Tick words on the left, the phrase above them."""
        low, high = self.axes.get_ylim()
        for value, word in worded(ticks(low, high) if at is None else at):
            self.words(0, value, word, "text3", dx=-8, dy=-4, anchor="right", across=True)
        self.words(0, high, phrase, "text3", dx=4 - self.left_px, dy=raised_px, anchor="left", across=True)

    def x_axis(self, phrase: str, at: Sequence[tuple[float, str]] | None = None) -> None:
        """The base line, tick words below it, and the phrase at its end."""
        low, high = self.axes.get_xlim()
        foot = self.axes.get_ylim()[0]
        self.base_line()
        for value, word in worded(ticks(low, high)) if at is None else at:
            self.words(value, foot, word, "text3", dy=-17)
        self.words(high, foot, phrase, "text3", dy=-34, anchor="right")
        self.bottom_px = 44

    def base_line(self) -> None:
        """The foot of the field, for a panel that shares the x axis of one below it."""
        foot = self.axes.get_ylim()[0]
        self.line(self.axes.get_xlim(), [foot, foot], "line2", 1)

    def line(self, x: ArrayLike, y: ArrayLike, token: str = "tot", width: float = 1.75, dashed: bool = False) -> None:
        """A line; dashed for a reference."""
        self.axes.plot(x, y, color=self._colours[token], linewidth=width, linestyle=(0, (4, 4)) if dashed else "-",
                       solid_joinstyle="round", clip_on=False)  # fmt: skip

    def band(self, x: ArrayLike, low: ArrayLike, high: ArrayLike, token: str = "tot-soft") -> None:
        """An interval that runs along x; open where an end is NaN."""
        along, down, up = (np.asarray(each, dtype=float) for each in (x, low, high))
        known = np.isfinite(down) & np.isfinite(up)
        for run in np.split(np.arange(along.size), np.flatnonzero(np.diff(known)) + 1):
            if run.size and known[run[0]]:
                self.axes.fill(np.append(along[run], along[run][::-1]), np.append(down[run], up[run][::-1]),
                               color=self._colours[token], lw=0)  # fmt: skip

    def span(self, start: float, end: float, *, hollow: bool = False) -> None:
        """A stretch of x over the panel's whole height; hollow with a dashed edge for what is left out."""
        low, high = self.axes.get_ylim()
        corners: Any = ([start, start, end, end], [low, high, high, low])
        if hollow:
            self.axes.fill(
                *corners, facecolor="none", edgecolor=self._colours["line2"], linestyle=(0, (3, 3)), linewidth=1
            )
        else:
            self.axes.fill(*corners, color=self._colours["tot-soft"], lw=0)

    def dots(
        self, x: ArrayLike, y: ArrayLike, token: str = "tot", size: float = 9, *, hollow: bool = False,
        square: bool = False,
    ) -> None:  # fmt: skip
        """Points; hollow for what is doubted or left out."""
        face, edge = ("surface", token) if hollow else (token, "surface")
        self.axes.plot(x, y, "s" if square else "o", markersize=size, color=self._colours[face], markeredgecolor=self._colours[edge],
                       markeredgewidth=1.5, clip_on=False)  # fmt: skip

    def strokes(
        self, x: ArrayLike, y: ArrayLike, *, width: float, height: float = 0.0, token: str = "text",
        ends: ArrayLike | None = None,
    ) -> None:  # fmt: skip
        """Many short strokes as one path: upright ones `width` px wide and `height` high in y, one at each (x, y); or
        level ones, `width` px thick, from `x` to `ends`.
        """
        from matplotlib.patches import PathPatch
        from matplotlib.path import Path

        start, level = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
        if not start.size:
            return
        across = (start, start if ends is None else np.asarray(ends, dtype=float))
        up = (level - height / 2, level + height / 2)
        points = np.stack([np.column_stack(across), np.column_stack(up)], axis=-1).reshape(-1, 2)
        path = Path(points, np.tile([Path.MOVETO, Path.LINETO], start.size))
        path.should_simplify = False  # else strokes near each other are taken for one line, and some are lost
        self.axes.add_artist(PathPatch(path, fill=False, edgecolor=self._colours[token], linewidth=width,
                                       capstyle="butt", clip_on=False, snap=False))  # fmt: skip

    def words(
        self, x: float, y: float, text: str, token: str = "text2", *, dx: float = 0, dy: float = 0,
        anchor: Anchor = "center", bold: bool = False, across: bool = False,
    ) -> None:  # fmt: skip
        """Text at a point, moved by (dx, dy) px; `across` takes x as a share of the panel's width."""
        from matplotlib.transforms import ScaledTranslation

        base = self.axes.get_yaxis_transform() if across else self.axes.transData
        moved = base + ScaledTranslation(dx / 72, dy / 72, self.axes.figure.dpi_scale_trans)
        _text(
            self.axes, x, y, text, self._colours[token], transform=moved, ha=anchor, weight="bold" if bold else "normal"
        )


def _text(on: Axes | Figure, x: float, y: float, text: str, colour: str, **more: Any) -> None:
    on.text(x, y, plain(text), color=colour, fontsize=TEXT_PX, va="baseline", parse_math=False, **more)


def plain(text: str) -> str:
    """Text on one line, without control characters.

    >>> plain("a\\tb\\x00")
    'a b'
    """
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def ticks(low: float, high: float) -> list[float]:
    """At most five round values inside the range.

    >>> ticks(0, 1.23)
    [0.0, 0.25, 0.5, 0.75, 1.0]
    """
    span = high - low
    for step in _steps(span):
        first, last = np.ceil(low / step - 1e-9), np.floor(high / step + 1e-9)
        if last - first <= 4:
            return [float(step * number) + 0.0 for number in np.arange(first, last + 1)]
    return [low, high]


def _steps(span: float) -> list[float]:
    power = 10.0 ** np.floor(np.log10(span / 5))
    return [float(power * factor) for factor in (1, 2, 2.5, 5, 10, 20, 25)]


def worded(values: Sequence[float]) -> list[tuple[float, str]]:
    """Each value with its word, all with as many decimals as the finest needs.

    >>> worded([-0.5, 0.0])
    [(-0.5, '−0.5'), (0.0, '0.0')]
    """
    decimals = next((n for n in range(4) if np.allclose(np.round(values, n), values, atol=1e-9)), 4)
    return [(value, f"{value + 0.0:.{decimals}f}".replace("-", "−")) for value in values]


def apart(levels_px: Sequence[float], gap_px: float = 15) -> list[float]:
    """Levels moved as little as keeps each `gap_px` from the next, in their order.

    >>> apart([0.0, 10.0, 40.0])
    [-2.5, 12.5, 40.0]
    """
    order = sorted(range(len(levels_px)), key=lambda place: levels_px[place])
    groups: list[list[float]] = []  # those that push each other, by their wishes less their place in the pile
    for rank, place in enumerate(order):
        groups.append([levels_px[place] - rank * gap_px])
        while len(groups) > 1 and np.mean(groups[-2]) > np.mean(groups[-1]):
            last = groups.pop()
            groups[-1] += last
    bases = [float(np.mean(group)) for group in groups for _ in group]
    placed = dict(zip(order, (base + rank * gap_px for rank, base in enumerate(bases)), strict=True))
    return [placed[place] for place in range(len(levels_px))]


def middle_90(runs: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Ends that hold 90 % of the runs at each time; runs are (runs, times). NaN where a run has none.

    >>> middle_90([[0.0], [10.0]])
    (array([0.5]), array([9.5]))
    """
    low, high = np.percentile(np.asarray(runs, dtype=float), (5.0, 95.0), axis=0)
    return low, high


def thinned(x: NDArray[np.float64], y: NDArray[np.float64], columns: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """The lowest and highest sample of each of `columns` stretches: the line looks the same, at any length.

    Args:
        x, y: shape (n,).

    Returns:
        x, y of at most 2 `columns` samples, in the order of x; all of them where n is less than that.
    """
    if x.size <= 2 * columns:
        return x, y
    edges = np.linspace(0, x.size, columns + 1).astype(int)[:-1]
    parts = np.split(np.arange(x.size), edges[1:])
    kept = np.unique([part[pick(y[part])] for part in parts for pick in (np.argmin, np.argmax)])
    return x[kept], y[kept]
