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
        """Value, unit and interval, without the name."""
        decimals = glossary.term(self.measure).decimals
        scale, unit = _SHOWN.get(self.unit, (1, self.unit))
        value = f"{self.value * scale:.{decimals}f} {unit}"
        if self.interval is None:
            return value
        low, high = (f"{end * scale:.{decimals}f}" for end in self.interval)
        return f"{value} [{low}, {high}]"


def _contradiction(measure: str, found: str, needed: str) -> RecordError:
    return RecordError(f"measurement of {measure}", found=found, needed=needed, remedy="Check how it was computed.")
