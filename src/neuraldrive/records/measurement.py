"""A number that can defend itself."""

from __future__ import annotations

import math
from dataclasses import dataclass

from neuraldrive import glossary
from neuraldrive.errors import RecordError

_SHOWN = {
    "ratio": (100, "%"),
    "MVF": (100, "% MVF"),
    "MVF/s": (100, "% MVF/s"),
    "MVF·s": (100, "% MVF·s"),
}  # fractions inside, per cent on faces

_MORE_DECIMALS = 2


@dataclass(frozen=True)
class Measurement:
    """A value with its unit, the method that made it, and how far it may be off.

    Args:
        measure: a term of the glossary.
        value: finite, in `unit`.
        interval: (low, high) that contains the true value with the chance `level`, or None where the
            error is not known.
        flags: doubts, in plain words.
        sources: keys of sources.bib.

    Raises:
        RecordError: the value is not finite, or lies outside its own interval.

    >>> print(Measurement("mean_velocity", 0.6213, "m/s", "rise over duration", (0.581, 0.661)))
    mean velocity 0.62 m/s [0.58, 0.66]
    """

    measure: str
    value: float
    unit: str
    method: str
    interval: tuple[float, float] | None = None
    level: float = 0.95
    flags: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        glossary.term(self.measure)
        if not math.isfinite(self.value):
            raise _contradiction(self.measure, f"{self.value}", "a finite value")
        if self.interval is not None and not self.interval[0] <= self.value <= self.interval[1]:
            raise _contradiction(self.measure, f"{self.value} with interval {self.interval}", "a value inside it")
        if not 0 < self.level < 1:
            raise _contradiction(self.measure, f"level {self.level}", "a level between 0 and 1")

    def __float__(self) -> float:
        return self.value

    def __str__(self) -> str:
        return f"{glossary.term(self.measure).label} {self.text}"

    @property
    def text(self) -> str:
        """Value, unit and interval, without the name; a narrow interval has as many decimals as tell its ends apart.

        >>> Measurement("impulse", 0.0042, "MVF·s", "area", (0.0040, 0.0043)).text
        '0.42 % MVF·s [0.40, 0.43]'
        """
        scale, unit, decimals = self.shown
        if self.interval is None:
            return f"{self.value * scale:.{decimals}f} {unit}"
        for more in range(decimals, decimals + _MORE_DECIMALS + 1):
            value, low, high = (f"{each * scale:.{more}f}" for each in (self.value, *self.interval))
            if low != high:
                return f"{value} {unit} [{low}, {high}]"
        return f"{self.value * scale:.{decimals}f} {unit}"

    @property
    def shown(self) -> tuple[float, str, int]:
        """The factor, the unit and the decimals with which people read it.

        >>> Measurement("impulse", 0.0042, "MVF·s", "area").shown
        (100, '% MVF·s', 1)
        """
        scale, unit = _SHOWN.get(self.unit, (1, self.unit))
        return scale, unit, glossary.term(self.measure).decimals


def _contradiction(measure: str, found: str, needed: str) -> RecordError:
    return RecordError(f"measurement of {measure}", found=found, needed=needed, remedy="Check how it was computed.")
