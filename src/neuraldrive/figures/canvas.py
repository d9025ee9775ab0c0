"""What figures are painted on: panels measured in pixels, and notes for what is left out."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from neuraldrive.figures.style import LIGHT, LINE_PX, NARROW_PX, TEXT_PX

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Anchor = Literal["left", "center", "right"]
_LETTER_PX = 6.9  # mean advance of a letter at 12 px, on the wide side


class Canvas:
    """A sheet of a fixed width; panels stack downwards and the sheet grows with them."""

    def __init__(self, width_px: int) -> None:
        from matplotlib.figure import Figure

        self.width_px = width_px
        self.narrow = width_px < (NARROW_PX + 120)
        self._figure: Figure = Figure(figsize=(width_px / 72, 1), dpi=72, facecolor="none")
        self._panels: list[Panel] = []
        self._notes: dict[str, str] = {}

    def panel(self, height_px: int, *, left_px: int = 40, right_px: int = 14, top_px: int = 24) -> Panel:
        """A new panel below the others; `height_px` is that of the drawn field alone."""
        axes = self._figure.add_axes((0, 0, 1, 1), label=str(len(self._panels)))
        axes.set_axis_off()
        panel = Panel(axes, self.width_px, height_px, left_px, right_px, top_px)
        self._panels.append(panel)
        return panel

    def mark(self, reason: str) -> str:
        """The letter that stands beside a hollow mark; its reason is printed below the panels."""
        if reason not in self._notes:
            number = len(self._notes)
            self._notes[reason] = "abcdefghijklmnopqrstuvwxyz"[number] if number < 26 else str(number + 1)
        return self._notes[reason]

    def finished(self) -> Figure:
        """The figure, with panels in their places and the notes below."""
        lines = self._note_lines()
        height = sum(panel.outer_px for panel in self._panels) + LINE_PX * len(lines) + (6 if lines else 0)
        self._figure.set_size_inches(self.width_px / 72, height / 72)
        top = float(height)
        for panel in self._panels:
            panel.place(top, height)
            top -= panel.outer_px
        for number, line in enumerate(lines):
            _text(self._figure, 0, 1 - (height - top + 6 + LINE_PX * (number + 0.8)) / height, line, "text2",
                  transform=self._figure.transFigure)  # fmt: skip
        return self._figure

    def _note_lines(self) -> list[str]:
        across = int(self.width_px / _LETTER_PX)
        lines = []
        for reason, letter in self._notes.items():
            lines += textwrap.wrap(f"{letter}: {plain(reason)}", across)
        return lines


class Panel:
    """One field with its two axes, and the few strokes that the design language knows."""

    def __init__(self, axes: Axes, width_px: int, height_px: int, left_px: int, right_px: int, top_px: int) -> None:
        self.axes, self.width_px, self.height_px = axes, width_px, height_px
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

    def y_axis(self, phrase: str, raised_px: float = 12) -> None:
        """Tick words on the left, the phrase above them."""
        low, high = self.axes.get_ylim()
        for value, word in worded(ticks(low, high)):
            self.words(0, value, word, "text3", dx=-8, dy=-4, anchor="right", across=True)
        self.words(0, high, phrase, "text3", dx=4 - self.left_px, dy=raised_px, anchor="left", across=True)

    def x_axis(self, phrase: str, at: Sequence[tuple[float, str]] | None = None) -> None:
        """The base line, tick words below it, and the phrase at its end."""
        low, high = self.axes.get_xlim()
        foot = self.axes.get_ylim()[0]
        self.line([low, high], [foot, foot], "line2", 1)
        for value, word in worded(ticks(low, high)) if at is None else at:
            self.words(value, foot, word, "text3", dy=-17)
        self.words(high, foot, phrase, "text3", dy=-34, anchor="right")
        self.bottom_px = 44

    def line(self, x: ArrayLike, y: ArrayLike, token: str = "tot", width: float = 1.75, dashed: bool = False) -> None:
        """A line; dashed for a reference."""
        self.axes.plot(x, y, color=LIGHT[token], linewidth=width, linestyle=(0, (4, 4)) if dashed else "-",
                       solid_joinstyle="round", clip_on=False)  # fmt: skip

    def band(self, x: ArrayLike, low: ArrayLike, high: ArrayLike, token: str = "tot-soft") -> None:
        """An interval that runs along x."""
        along = np.asarray(x, dtype=float)
        self.axes.fill(np.append(along, along[::-1]), np.append(low, np.asarray(high)[::-1]), color=LIGHT[token], lw=0)

    def span(self, start: float, end: float, *, hollow: bool = False) -> None:
        """A stretch of x over the panel's whole height; hollow with a dashed edge for what is left out."""
        low, high = self.axes.get_ylim()
        corners: Any = ([start, start, end, end], [low, high, high, low])
        if hollow:
            self.axes.fill(*corners, facecolor="none", edgecolor=LIGHT["line2"], linestyle=(0, (3, 3)), linewidth=1)
        else:
            self.axes.fill(*corners, color=LIGHT["tot-soft"], lw=0)

    def dots(self, x: ArrayLike, y: ArrayLike, token: str = "tot", size: float = 9, *, hollow: bool = False) -> None:
        """Points; hollow for what is doubted or left out."""
        face, edge = ("surface", token) if hollow else (token, "surface")
        self.axes.plot(x, y, "o", markersize=size, color=LIGHT[face], markeredgecolor=LIGHT[edge],
                       markeredgewidth=1.5, clip_on=False)  # fmt: skip

    def words(
        self, x: float, y: float, text: str, token: str = "text2", *, dx: float = 0, dy: float = 0,
        anchor: Anchor = "center", bold: bool = False, across: bool = False,
    ) -> None:  # fmt: skip
        """Text at a point, moved by (dx, dy) px; `across` takes x as a share of the panel's width."""
        from matplotlib.transforms import ScaledTranslation

        base = self.axes.get_yaxis_transform() if across else self.axes.transData
        moved = base + ScaledTranslation(dx / 72, dy / 72, self.axes.figure.dpi_scale_trans)
        _text(self.axes, x, y, text, token, transform=moved, ha=anchor, weight="bold" if bold else "normal")


def _text(on: Axes | Figure, x: float, y: float, text: str, token: str, **more: Any) -> None:
    on.text(x, y, plain(text), color=LIGHT[token], fontsize=TEXT_PX, va="baseline", parse_math=False, **more)


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
