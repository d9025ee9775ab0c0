"""What a check aims at, and what came out."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

State = Literal["passed", "failed", "informative"]

_SHOWN = {
    "ratio": (100.0, " %"),
    "MVF/s": (100.0, " % MVF/s"),
    "s": (1000.0, " ms"),
    "": (1.0, ""),
}  # SI and shares inside, these on faces


@dataclass(frozen=True)
class Target:
    """The band that the literature gives for a quantity; an end that is not finite is open.

    Args:
        low, high: in `unit`.
        unit: "ratio" for a share (shown in per cent), "s" (shown in ms where the band ends below
            1 s), "MVF/s", or any other that is shown as it is, as "pps", "Hz", or "" for a plain number.

    >>> print(Target(0.024, 0.086, "s"))
    24 to 86 ms
    >>> print(Target(low=0.95))
    at least 0.95
    """

    low: float = -math.inf
    high: float = math.inf
    unit: str = ""

    def __str__(self) -> str:
        if not math.isfinite(self.high):
            return f"at least {self.shown(self.low)}{self._suffix}"
        if not math.isfinite(self.low):
            return f"at most {self.shown(self.high)}{self._suffix}"
        return f"{self.shown(self.low)} to {self.shown(self.high)}{self._suffix}"

    @property
    def _face(self) -> tuple[float, str]:
        """What a value is multiplied with, and what is written behind it."""
        if self.unit == "s" and any(1.0 <= abs(end) < math.inf for end in (self.low, self.high)):
            return 1.0, " s"
        return _SHOWN.get(self.unit, (1.0, f" {self.unit}"))

    @property
    def _suffix(self) -> str:
        return self._face[1]

    def shown(self, value: float) -> str:
        """A value as people read it, without its unit: three digits.

        >>> Target(unit="ratio").shown(0.1234)
        '12.3'
        """
        scaled = value * self._face[0]
        decimals = max(0, 2 - math.floor(math.log10(abs(scaled)))) if abs(scaled) >= 0.01 else 2
        rounded = f"{scaled:.{decimals}f}"
        return rounded.rstrip("0").rstrip(".") if "." in rounded else rounded

    def text(self, value: float, interval: tuple[float, float]) -> str:
        """A value with its unit, and with its interval where chance is in it.

        >>> Target(unit="s").text(0.0545, (0.051, 0.06))
        '54.5 [51, 60] ms'
        """
        low, high = interval
        if low == high:
            return f"{self.shown(value)}{self._suffix}"
        return f"{self.shown(value)} [{self.shown(low)}, {self.shown(high)}]{self._suffix}"

    def holds(self, interval: tuple[float, float]) -> bool:
        """Whether the whole interval lies in the band."""
        return self.low <= interval[0] and interval[1] <= self.high


@dataclass(frozen=True)
class CheckResult:
    """One quantity as simulated, beside what the literature says of it.

    Args:
        check: its name; `claims` whose verdicts it keeps.
        quantity: what was looked at, in which muscle and effort.
        value: the mean over `runs` seeds; None where the simulation refused.
        interval: from the lowest to the highest seed.
        state: "passed" where every seed lies in the target, "failed" where one does not, "informative" where the
            model is known to miss the target, and `why` says so.
        why: where the target comes from, or what went wrong.
    """

    check: str
    claims: tuple[str, ...]
    quantity: str
    target: Target
    value: float | None
    interval: tuple[float, float] | None
    runs: int
    state: State
    why: str

    @property
    def text(self) -> str:
        """The simulated value with its interval, as people read it."""
        if self.value is None or self.interval is None:
            return "no value"
        return self.target.text(self.value, self.interval)

    def __str__(self) -> str:
        return f"{self.state}: {self.quantity}: {self.text}, target {self.target}"
