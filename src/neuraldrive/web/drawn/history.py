"""The estimated 1RM over months with its interval, and beside it when activation was tested."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from neuraldrive.units import to_si
from neuraldrive.web.drawn.curves import Series, days_chart
from neuraldrive.web.drawn.picture import Dot, Label, Picture
from neuraldrive.web.words import counted, number
from neuraldrive.workflows.neural_profile import Measured

_ABOVE_PX = 16.0


@dataclass(frozen=True)
class History:
    """The chart, None where there are too few weeks, and what it says."""

    chart: Picture | None
    caption: str


def history_chart(
    found: Sequence[tuple[date, tuple[float, float, float]]], tested: Sequence[Measured], unit: str
) -> History:
    """Estimates of 1RM, a week each with the ends of the interval in kg; `tested` are results of activation."""
    if len(found) < 2:
        return History(None, "Drawn after two weeks with this lift.")
    per = to_si(unit)[0]
    days = [day for day, _ in found]
    value, low, high = ([each[k] / per for _, each in found] for k in range(3))
    weeks = max(1, round((days[-1] - days[0]).days / 7))
    change = value[-1] - value[0]
    inside = (
        "the first estimate lies inside the last interval"
        if low[-1] <= value[0] <= high[-1]
        else "beyond the last interval"
    )
    way = f"{_way(change, unit)} in {counted(weeks, 'week')}; {inside}"
    finding = f"Estimated 1RM over {counted(weeks, 'week')} with 95 % interval, from {value[0]:.0f} to {value[-1]:.0f} {unit}: {way}."
    chart = days_chart(days, Series((), value, low, high), finding, y_title=f"estimated 1RM, {unit}", unit=unit)
    own = [each for each in tested if days[0] <= each.at.date() <= days[-1]]
    return History(_with_tests(chart, days, own), f"{way}. Origin not identifiable from the bar.{_activation(own)}")


def _way(change: float, unit: str) -> str:
    if not round(abs(change)):
        return "Unchanged"
    return f"{'Up' if change > 0 else 'Down'} {abs(change):.0f} {unit}"


def _with_tests(chart: Picture, days: Sequence[date], tested: Sequence[Measured]) -> Picture:
    """Round marks above the axis, as recruitment has them."""
    span, y = max((days[-1] - days[0]).days, 1), chart.height - _ABOVE_PX
    dots = tuple(Dot(round(100 * (each.at.date() - days[0]).days / span, 2), y, "rec", 4.0) for each in tested)
    if not dots:
        return chart
    right = dots[0].x < 70
    word = Label(dots[0].x, y, "activation test", "c-rec", 9 if right else -9, 4, "start" if right else "end")
    return replace(chart, dots=(*chart.dots, *dots), labels=(*chart.labels, word))


def _activation(tested: Sequence[Measured]) -> str:
    if not tested:
        return " An activation test at both ends would tell."
    values = ", ".join(number(each.value, 0) for each in reversed(tested))
    return f" Activation was {values} %."
