"""Lines with a band: against days, or against anything else; and the small line of a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from neuraldrive.web.drawn.axis import Axis, axis_over
from neuraldrive.web.drawn.picture import Dot, Label, Path, Picture, area, down, line
from neuraldrive.web.words import number, signed

_LONG = timedelta(days=800)


@dataclass(frozen=True)
class Series:
    """A line: x, y and, where it is known, how far y may be off.

    Args:
        kind: "tot", "rec" or "rate": what the line is of.
        low, high: ends of the interval at each point; none for a bare line.
    """

    x: Sequence[float]
    y: Sequence[float]
    low: Sequence[float] = ()
    high: Sequence[float] = ()
    kind: str = "tot"


def line_chart(
    series: Sequence[Series], x_axis: Axis, y_axis: Axis, finding: str, *, height: float = 274.0, x_title: str = "",
    y_title: str = "", right: int = 16, labels: tuple[Label, ...] = (), x_ticks: tuple[tuple[float, str], ...] = (),
) -> Picture:  # fmt: skip
    """Bands, then lines, then the last point of the first line; words stand at `labels`.

    >>> drawn = line_chart([Series([0, 10], [1, 3], [0, 2], [2, 4])], Axis(0, 10, "s", 5), Axis(0, 4), "It rises.")
    >>> [each.kind for each in drawn.paths], drawn.dots[0].x, drawn.dots[0].y
    (['ar tot', 'ln tot'], 100.0, 68.5)
    """
    bands, lines = [], []
    for each in series:
        places = [(x_axis.at(x), y_axis.at(y)) for x, y in zip(each.x, each.y, strict=True)]
        if each.low and len(places) > 1:
            low, high = (
                [(x_axis.at(x), y_axis.at(y)) for x, y in zip(each.x, ends, strict=True)]
                for ends in (each.low, each.high)
            )
            bands.append(Path(f"ar {each.kind}", area(low, high)))
        lines.append(Path(f"ln {each.kind}", line(places)))
    first = series[0]
    dots = (
        (Dot(x_axis.at(first.x[-1]), down(y_axis, first.y[-1], height), first.kind),) if len(first.x) else ()
    )  # fmt: skip
    return Picture(
        finding, height, tuple(bands + lines), dots=dots, labels=labels, x_axis=x_axis, y_axis=y_axis, x_title=x_title,
        y_title=y_title, right=right, x_ticks=x_ticks,
    )  # fmt: skip


def days_chart(days: Sequence[date], series: Series, finding: str, *, y_title: str, unit: str = "") -> Picture:
    """A line over days, its last value written at its end.

    Args:
        days: of each point, in order; `series.x` is not used.

    >>> rising = Series((), [150, 160], [140, 152], [160, 168])
    >>> days_chart([date(2026, 1, 5), date(2026, 3, 30)], rising, "Up.", y_title="estimated 1RM, kg").across
    ((0.0, '5 Jan'), (50.0, '16 Feb'), (100.0, '30 Mar'))
    """
    first, last = days[0], days[-1] if days[-1] > days[0] else days[0] + timedelta(days=1)
    x_axis = Axis(0.0, float((last - first).days))
    y_axis = axis_over([*series.y, *series.low, *series.high], unit)
    counted = Series([(day - first).days for day in days], series.y, series.low, series.high, series.kind)
    end = x_axis.at(counted.x[-1])
    places = 0 if y_axis.step >= 1 else 2
    words = [Label(end, 0.0, f"{number(series.y[-1], places)} {unit}".strip(), f"c-{series.kind}", 12, -4)]
    if series.low:
        words.append(
            Label(end, 0.0, f"{number(series.low[-1], places)} to {number(series.high[-1], places)}", "lb2", 12, 12)
        )
    drawn = line_chart([counted], x_axis, y_axis, finding, y_title=y_title, right=110, x_ticks=_dates(first, last))
    at = drawn.dots[0].y
    return _with_labels(drawn, tuple(Label(each.x, at, each.text, each.kind, each.dx, each.dy) for each in words))


def spark(values: Sequence[float], reach: float, told_from: float, finding: str, places: int = 2) -> Picture:
    """A small line about zero in the band of ± `told_from`; `reach` ends the axis, the same for everybody in a list.

    >>> spark([0.0, -0.05], 0.16, 0.07, "Slower.").labels[0].text
    '−0.05'
    """
    axis, height = Axis(-reach, reach), 36.0
    across = Axis(0.0, max(len(values) - 1.0, 1.0))
    points = [(across.at(k), axis.at(each)) for k, each in enumerate(values)]
    low, high = axis.at(-told_from), axis.at(told_from)
    band = Path("ar ref", area([(0, low), (100, low)], [(0, high), (100, high)]))
    at = (points[-1][0], down(axis, values[-1], height))
    return Picture(
        finding, height, (band, Path("ln tot thin", line(points))), dots=(Dot(*at, "", 3.5),),
        labels=(Label(*at, signed(values[-1], places), "lb", 8),), left=2, right=40, top=4, bottom=4,
    )  # fmt: skip


def _dates(first: date, last: date) -> tuple[tuple[float, str], ...]:
    """Three days or four across, as short as the span allows."""
    span = last - first
    is_short = span < _LONG
    count = 3 if is_short else 4
    ticks = [(k / (count - 1), first + span * k / (count - 1)) for k in range(count)]
    return tuple((round(100 * share, 2), f"{day.day} {day:%b}" if is_short else f"{day:%b %Y}") for share, day in ticks)


def _with_labels(drawn: Picture, labels: tuple[Label, ...]) -> Picture:
    return replace(drawn, labels=(*drawn.labels, *labels))
