"""What a chart is made of: areas and lines that stretch with the card, and points and words that do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from neuraldrive.web.drawn.axis import Axis


@dataclass(frozen=True)
class Path:
    """An area ("ar tot") or line ("ln tot") over a field of 100 by 100."""

    kind: str
    d: str


@dataclass(frozen=True)
class Dot:
    """A point: x in per cent, y in pixels."""

    x: float
    y: float
    kind: str = ""
    r: float = 5.0


@dataclass(frozen=True)
class Bar:
    """A straight stroke between two points: whisker, interval, reference line."""

    x1: float
    y1: float
    x2: float
    y2: float
    kind: str = ""
    width: float = 0.0


@dataclass(frozen=True)
class Label:
    """Words at a point, moved by dx, dy pixels."""

    x: float
    y: float
    text: str
    kind: str = "lb2"
    dx: float = 0.0
    dy: float = 4.0
    anchor: str = "start"


@dataclass(frozen=True)
class Table:
    """The same in numbers, one key away."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Picture:
    """A chart with its finding. The plot is `height` pixels high; around it `left`, `right`, `top` and `bottom` pixels.

    Points down the plot: `down(axis, value)`.
    """

    finding: str
    height: float
    paths: tuple[Path, ...] = ()
    bars: tuple[Bar, ...] = ()
    dots: tuple[Dot, ...] = ()
    labels: tuple[Label, ...] = ()
    x_axis: Axis | None = None
    y_axis: Axis | None = None
    x_title: str = ""
    y_title: str = ""
    left: int = 44
    right: int = 16
    top: int = 28
    bottom: int = 38
    x_ticks: tuple[tuple[float, str], ...] = ()
    table: Table | None = field(default=None)

    @property
    def whole_height(self) -> float:
        """With its margins, px."""
        return self.top + self.height + self.bottom

    @property
    def across(self) -> tuple[tuple[float, str], ...]:
        """Ticks of the x axis: places in per cent, and words."""
        return self.x_ticks or tuple((each.at, each.text) for each in (self.x_axis.ticks if self.x_axis else ()))

    @property
    def up(self) -> tuple[tuple[float, str], ...]:
        """Ticks of the y axis: places in pixels from the top, and words."""
        if self.y_axis is None:
            return ()
        return tuple((round(self.height * (1 - each.at / 100), 1), each.text) for each in self.y_axis.ticks)


def down(axis: Axis, value: float, height: float) -> float:
    """Pixels from the top of a plot of that height.

    >>> down(Axis(0, 2), 0.5, 200)
    150.0
    """
    return round(height * (1 - axis.at(value) / 100), 1)


def line(points: Sequence[tuple[float, float]]) -> str:
    """The path of a line through places in per cent, x from the left and y from the bottom.

    >>> line([(0, 100), (50, 25)])
    'M0 0L50 75'
    """
    return "M" + "L".join(f"{x:g} {round(100 - y, 2):g}" for x, y in points) if points else ""


def area(low: Sequence[tuple[float, float]], high: Sequence[tuple[float, float]]) -> str:
    """The closed path between two lines.

    >>> area([(0, 0), (100, 0)], [(0, 50), (100, 50)])
    'M0 50L100 50L100 100L0 100Z'
    """
    return line([*high, *reversed(low)]) + "Z" if low else ""
