"""An axis: where a value lies on it, in per cent, and at most five ticks at round numbers."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from neuraldrive.web.words import number, signed

_STEPS = (1.0, 2.0, 5.0, 10.0)
MOST_TICKS = 5


@dataclass(frozen=True)
class Tick:
    """A place in per cent of the axis, and what stands there."""

    at: float
    text: str


@dataclass(frozen=True)
class Axis:
    """From `low` to `high`, in `unit`, with a tick every `step`.

    >>> axis = Axis(70, 100, "%", 10)
    >>> axis.at(85), [tick.text for tick in axis.ticks], axis.at(120)
    (50.0, ['70', '80', '90', '100'], 100.0)
    """

    low: float
    high: float
    unit: str = ""
    step: float = 1.0
    is_difference: bool = False

    def at(self, value: float) -> float:
        """Per cent of the axis; what lies outside is drawn at its end."""
        share = (value - self.low) / (self.high - self.low)
        return round(100.0 * min(max(share, 0.0), 1.0), 2)

    def holds(self, value: float) -> bool:
        """Whether the axis reaches a value."""
        return self.low <= value <= self.high

    def written(self, value: float) -> str:
        """A value with the decimals of the ticks; a difference with its sign."""
        places = max(0, -math.floor(math.log10(self.step) + 1e-9))
        places += abs(self.step * 10**places - round(self.step * 10**places)) > 1e-6
        return signed(value, places) if self.is_difference and value else number(value, places)

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """Round numbers, from one end to the other."""
        count = math.floor((self.high - self.low) / self.step + 1e-9)
        first = math.ceil(self.low / self.step - 1e-9) * self.step
        values = (first + k * self.step for k in range(count + 1))
        return tuple(Tick(self.at(each), self.written(each)) for each in values if each <= self.high + 1e-9 * self.step)


def axis_over(values: Iterable[float], unit: str = "", *, from_zero: bool = False, is_difference: bool = False) -> Axis:
    """An axis with round ends over all of these.

    Args:
        values: finite ones count; there must be one.
        from_zero: begins at 0.
        is_difference: ticks carry their sign.

    >>> axis = axis_over([157, 166, 175], "kg")
    >>> axis.low, axis.high, len(axis.ticks) <= MOST_TICKS
    (155.0, 175.0, True)
    """
    known = [each for each in values if math.isfinite(each)]
    low, high = (0.0 if from_zero else min(known)), max(known)
    if not high > low:
        reach = abs(high) * 0.1 or 1.0
        low, high = (low if from_zero else low - reach), high + reach
    step = _step((high - low) / (MOST_TICKS - 1))
    while math.ceil(high / step - 1e-9) - math.floor(low / step + 1e-9) > MOST_TICKS - 1:
        step = _step(step * 1.01)
    ends = math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step
    return Axis(*ends, unit, step, is_difference)


def _step(least: float) -> float:
    """The smallest round step that is no smaller.

    >>> _step(3.0), _step(0.023)
    (5.0, 0.05)
    """
    power = 10.0 ** math.floor(math.log10(least) + 1e-9)
    return next(each for each in (round(step * power, 12) for step in _STEPS) if each >= least * (1 - 1e-9))
