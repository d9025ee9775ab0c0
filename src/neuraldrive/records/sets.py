"""Sets, loads and stop rules: what a prescription is made of."""

from __future__ import annotations

import math
from dataclasses import dataclass

from neuraldrive.errors import RecordError
from neuraldrive.units import is_number

LOAD_UNITS = {
    "share": (0.01, 1.3, "share of the 1RM"),
    "kg": (0.5, 1000.0, "kg"),
    "velocity": (0.05, 6.0, "m/s of mean velocity: the load that moves so fast"),
    "rpe": (1.0, 10.0, "RPE: the load that leaves 10 − RPE repetitions"),
    "body": (0.0, 300.0, "kg beside body weight"),
}
"""What a load is told in, with its least and largest value."""
STOPS = {
    "reserve": (0.0, 10.0, "repetitions in reserve"),
    "rpe": (5.0, 10.0, "rating of perceived exertion"),
    "loss": (0.01, 0.9, "share of mean velocity lost against the fastest repetition of the set"),
    "set_mean": (0.01, 0.5, "share of a set's mean velocity lost against the first sets"),
    "height": (0.01, 0.5, "share of jump or throw height, or peak velocity, lost against the first sets"),
    "velocity": (0.03, 3.0, "m/s of mean velocity that a repetition must reach"),
    "failure": (0.0, 0.0, "a repetition fails"),
}
"""What can end a set or the work of a lift, with the least and largest value of each."""
MOST_SETS, MOST_REPETITIONS, MOST_WAVES, LONGEST_TURN = 50, 200, 10, 52
_AS_LOW = math.nan
"""The higher end of a range that has one end only."""
FIVES = "5x2 is five sets of two repetitions."


@dataclass(frozen=True)
class Span:
    """A number, or a range of them: both ends.

    >>> Span(5), Span(0.3, 0.45).middle
    (Span(low=5, high=5), 0.375)
    """

    low: float
    high: float = _AS_LOW

    def __post_init__(self) -> None:
        if not (_is_finite(self.low) and (_is_finite(self.high) or self.high is _AS_LOW)):
            found = f"{self.low!r:.40}" if self.high is _AS_LOW else f"{self.low!r:.40} to {self.high!r:.40}"
            raise RecordError("range", found=found, needed="finite numbers", remedy="For example: Span(3, 5).")
        if self.high is _AS_LOW:
            object.__setattr__(self, "high", self.low)
        if self.low > self.high:
            raise RecordError(
                "range", found=f"{self.low:g} to {self.high:g}", needed="the lower number first",
                remedy="For example: 3-5.",
            )  # fmt: skip

    @property
    def middle(self) -> float:
        """Half-way between both ends."""
        return 0.5 * (self.low + self.high)


@dataclass(frozen=True)
class Load:
    """What is on the bar: one of LOAD_UNITS, with bands or chains beside it.

    Args:
        amount: in the unit: a share is 0.9, never 90.
        unit: a key of LOAD_UNITS.
        bands, chains: of them at the top, as a share of the 1RM; or in kg where `hung_in_kg`.
    """

    amount: Span
    unit: str = "share"
    bands: float = 0.0
    chains: float = 0.0
    hung_in_kg: bool = False

    def __post_init__(self) -> None:
        if self.unit not in LOAD_UNITS:
            raise RecordError("load", found=self.unit, needed=" or ".join(LOAD_UNITS), remedy="Name one of these.")
        low, high, unit = LOAD_UNITS[self.unit]
        inside("load", self.amount, low, high, unit)
        most = 500.0 if self.hung_in_kg else 1.0
        inside("bands", Span(self.bands), 0.0, most, "kg" if self.hung_in_kg else "share of the 1RM")
        inside("chains", Span(self.chains), 0.0, most, "kg" if self.hung_in_kg else "share of the 1RM")


@dataclass(frozen=True)
class Stop:
    """What ends a set, or the work of a lift: one of STOPS at a value.

    >>> Stop("reserve", 1)
    Stop(kind='reserve', value=1)
    """

    kind: str
    value: float = 0.0

    def __post_init__(self) -> None:
        if self.kind not in STOPS:
            raise RecordError("stop rule", found=self.kind, needed=" or ".join(STOPS), remedy="Name one of these.")
        low, high, unit = STOPS[self.kind]
        inside(f"stop rule: {self.kind}", Span(self.value), low, high, unit)


@dataclass(frozen=True)
class Sets:
    """So many sets of so many repetitions with one load. `repetitions` is None for as many as go; `load` None where it is
    the athlete's choice.
    """

    sets: Span
    repetitions: Span | None
    load: Load | None = None

    def __post_init__(self) -> None:
        whole("sets", self.sets, MOST_SETS, FIVES)
        if self.repetitions is not None:
            whole("repetitions", self.repetitions, MOST_REPETITIONS, FIVES)


@dataclass(frozen=True)
class Wave:
    """Sets that climb and begin anew, heavier: one step a set, all of them `waves` times."""

    steps: tuple[Sets, ...]
    waves: int = 1

    def __post_init__(self) -> None:
        object.__setattr__(self, "steps", tuple(self.steps))
        whole("waves", Span(self.waves), MOST_WAVES, "For example: wave 85/90 x 3/2, two waves.")
        if len(self.steps) < 2:
            raise RecordError("wave", found=f"{len(self.steps)} step", needed="two or more", remedy="wave 85/90 x 3/2.")


@dataclass(frozen=True)
class Rotation:
    """Lifts that take turns, each for so many weeks."""

    weeks: int = 1

    def __post_init__(self) -> None:
        whole("weeks of a rotation", Span(self.weeks), LONGEST_TURN, "For example: every 2 weeks.")


def _is_finite(number: object) -> bool:
    try:
        return is_number(number) and math.isfinite(number)
    except OverflowError:  # a whole number beyond all floats
        return False


def _check_span(what: str, span: object) -> None:
    if not isinstance(span, Span):
        raise RecordError(what, found=f"{span!r:.60}", needed="a Span", remedy="For example: Span(5), or Span(3, 5).")


def _shown(span: Span) -> str:
    low, high = f"{span.low:.12g}", f"{span.high:.12g}"
    return low if low == high else f"{low} to {high}"


def inside(what: str, span: Span, low: float, high: float, unit: str) -> None:
    """Raise RecordError where a number is not between both ends."""
    _check_span(what, span)
    if not low <= span.low <= span.high <= high:
        found = _shown(span)
        raise RecordError(
            what, found=found, needed=f"between {low:g} and {high:g} ({unit})", remedy="Check the number and its unit."
        )


def whole(what: str, span: Span, most: int, remedy: str) -> None:
    """Raise RecordError where a number is not whole, or not from 1 to `most`."""
    _check_span(what, span)
    if not (1 <= span.low <= span.high <= most and float(span.low).is_integer() and float(span.high).is_integer()):
        raise RecordError(
            what, found=_shown(span),
            needed=f"whole numbers from 1 to {most}", remedy=remedy,
        )  # fmt: skip
