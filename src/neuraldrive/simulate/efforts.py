"""What a person sets out to do, as a course of force or of drive; levels are shares of maximal voluntary force."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from neuraldrive.errors import BadValue
from neuraldrive.simulate import door
from neuraldrive.units import is_number

Floats = NDArray[np.float64]

BEFORE_S = 0.5
AFTER_S = 0.5
LONGEST_S = 3600.0
LONGEST_HOLD_S = 3600.0


@dataclass(frozen=True, eq=False)
class Effort:
    """A course of levels between knots, joined by straight lines, and the bursts in it.

    Args:
        name: what kind of effort; it becomes the recording's task.
        times_s, levels: (k,) knots; levels are shares of this person's maximal voluntary force, 0 to 1.
        tracks: whether a force is held to target while units tire (else the drive is what is given).
        bursts: (start, end, level) of each ballistic effort, s, s, share.
        until_failure: whether it goes on until the force falls short of the target.
    """

    name: str
    times_s: Floats
    levels: Floats
    tracks: bool = True
    bursts: tuple[tuple[float, float, float], ...] = ()
    until_failure: bool = False

    def __repr__(self) -> str:
        until = "until failure" if self.until_failure else f"{self.duration_s:g} s"
        return f"Effort({self.name}: to {self.levels.max():.0%} of MVF, {until})"

    @property
    def duration_s(self) -> float:
        """From the first knot, at 0, to the last."""
        return float(self.times_s[-1])

    def level(self, times_s: Floats) -> Floats:
        """Levels at these times, shape as `times_s`."""
        return np.interp(times_s, self.times_s, self.levels)


def ramp(
    to: float, *, rise_s: float = 3.0, hold_s: float = 5.0, fall_s: float = 3.0, before_s: float = BEFORE_S,
    after_s: float = AFTER_S,
) -> Effort:  # fmt: skip
    """Rise evenly to a level, hold it, and fall evenly.

    Raises:
        BadValue: a level outside 0 to 1, or a time that is negative.

    >>> ramp(to=0.40, rise_s=3, hold_s=5, fall_s=3)
    Effort(ramp: to 40% of MVF, 12 s)
    """
    level = door.level("to", to)
    steps = _times(before_s=before_s, rise_s=rise_s, hold_s=hold_s, fall_s=fall_s, after_s=after_s)
    return _knots("ramp", steps, [0.0, 0.0, level, level, 0.0, 0.0])


def hold(
    at: float, *, hold_s: float | None = None, until: Literal["failure"] | None = None, rise_s: float = 1.0,
    before_s: float = BEFORE_S, after_s: float = AFTER_S,
) -> Effort:  # fmt: skip
    """Hold a force, for a time or until it cannot be held any more (an hour at most).

    Raises:
        BadValue: neither or both of `hold_s` and `until` are given, or one of them cannot be.

    >>> hold(at=0.20, until="failure")
    Effort(hold: to 20% of MVF, until failure)
    """
    if (hold_s is None) == (until is None) or until not in (None, "failure"):
        raise BadValue(
            "hold", found=f"hold_s={hold_s}, until={until!r}", needed='a time, or until="failure"',
            remedy='Say hold(at=0.2, hold_s=12) or hold(at=0.2, until="failure").',
        )  # fmt: skip
    level = door.level("at", at)
    if until and level == 0.0:
        raise BadValue("at", found="0 until failure", needed="a force above 0", remedy="A rest never fails.")
    lasts = LONGEST_HOLD_S - rise_s - before_s if hold_s is None else hold_s
    if until:
        steps = _times(before_s=before_s, rise_s=rise_s, hold_s=lasts)
        return _knots("hold", steps, [0.0, 0.0, level, level], until_failure=True)
    steps = _times(before_s=before_s, rise_s=rise_s, hold_s=lasts, fall_s=rise_s, after_s=after_s)
    return _knots("hold", steps, [0.0, 0.0, level, level, 0.0, 0.0])


def maximal(
    *, hold_s: float = 3.0, rise_s: float = 0.5, before_s: float = BEFORE_S, after_s: float = AFTER_S
) -> Effort:
    """All that this person can drive, reached within `rise_s` and kept; the force falls as units tire.

    >>> maximal(hold_s=3)
    Effort(maximal: to 100% of MVF, 5 s)
    """
    steps = _times(before_s=before_s, rise_s=rise_s, hold_s=hold_s, fall_s=rise_s, after_s=after_s)
    return _knots("maximal", steps, [0.0, 0.0, 1.0, 1.0, 0.0, 0.0], tracks=False)


def ballistic(
    to: float, *, hold_s: float = 0.5, repetitions: int = 1, rest_s: float = 2.0, before_s: float = BEFORE_S,
    after_s: float = AFTER_S,
) -> Effort:  # fmt: skip
    """As fast as possible, with the drive that would hold a level: units are recruited by a schedule of their own, with
    bursts and doublets.

    `to` is the drive and not the force: the bursts carry the force beyond the level where it is low, and half a second is
    too short for all of it where it is high. A short `hold_s` (0.05) is a pulse whose force never reaches the level.

    >>> ballistic(to=0.75)
    Effort(ballistic: to 75% of MVF, 1.5 s)
    """
    level = door.level("to", to)
    _times(before_s=before_s, hold_s=hold_s, rest_s=rest_s, after_s=after_s)
    n = _count("repetitions", repetitions)
    if level == 0.0 or hold_s == 0.0:
        raise BadValue(
            "ballistic", found=f"to={to}, hold_s={hold_s}", needed="both above 0", remedy="Give it an effort."
        )
    bursts = tuple(
        (before_s + k * (hold_s + rest_s), before_s + k * (hold_s + rest_s) + hold_s, level) for k in range(n)
    )
    times, levels = [0.0], [0.0]
    for start, end, _ in bursts:
        times += [start, start, end, end]
        levels += [0.0, level, level, 0.0]
    times.append(bursts[-1][1] + after_s)
    levels.append(0.0)
    return _effort("ballistic", times, levels, tracks=False, bursts=bursts)


def intermittent(
    at: float, *, on_s: float, off_s: float, repetitions: int, rise_s: float = 0.5, before_s: float = BEFORE_S
) -> Effort:
    """Hold a force for `on_s`, rest for `off_s`, again and again; each rise and fall takes `rise_s` of the rest.

    >>> intermittent(at=0.5, on_s=6, off_s=4, repetitions=3)
    Effort(intermittent: to 50% of MVF, 30.5 s)
    """
    level = door.level("at", at)
    _times(on_s=on_s, off_s=off_s, rise_s=rise_s, before_s=before_s)
    if off_s < 2 * rise_s:
        raise BadValue(
            "off_s", found=f"{off_s:g} s", needed=f"at least {2 * rise_s:g} s, a fall and a rise", remedy="Rest longer."
        )
    times, levels = [0.0, before_s], [0.0, 0.0]
    for k in range(_count("repetitions", repetitions)):
        start = before_s + k * (on_s + off_s)
        times += [start, start + rise_s, start + rise_s + on_s, start + 2 * rise_s + on_s]
        levels += [0.0, level, level, 0.0]
    times.append(before_s + repetitions * (on_s + off_s))
    levels.append(0.0)
    return _effort("intermittent", times, levels)


def drive(values: ArrayLike, rate_hz: float) -> Effort:
    """Any drive: force-equivalent, as a share of this person's ceiling; the force is what comes of it.

    Args:
        values: (k,) at k / rate_hz, 0 to 1.

    Raises:
        BadValue: fewer than two values, values outside 0 to 1, not finite, or a rate that cannot be.

    >>> drive([0.0, 0.5, 0.5, 0.0], rate_hz=1)
    Effort(drive: to 50% of MVF, 3 s)
    """
    levels = door.course("drive", values)
    lost = ~np.isfinite(levels)
    if lost.any():
        raise BadValue(
            "drive", found=f"{lost.sum()} values that are NaN or infinite, the first at {int(lost.argmax())}",
            needed="finite numbers", remedy="Leave out or fill what was lost.",
        )  # fmt: skip
    if levels.min() < 0.0 or levels.max() > 1.0:
        raise BadValue(
            "drive", found=f"{levels.min():g} to {levels.max():g}", needed="0 to 1, a share of the voluntary ceiling",
            remedy="Scale it; what lies above the ceiling cannot be driven, and a higher ceiling is part of the state.",
        )  # fmt: skip
    if not (is_number(rate_hz) and 0.01 <= rate_hz <= 10_000):
        raise BadValue("rate_hz", found=f"{rate_hz}", needed="0.01 to 10,000", remedy="Give the samples a second.")
    return _effort("drive", np.arange(levels.size) / rate_hz, levels, tracks=False)


def _knots(
    name: str, steps: Sequence[float], levels: Sequence[float], tracks: bool = True, until_failure: bool = False
) -> Effort:
    return _effort(name, np.concatenate(([0.0], np.cumsum(steps))), levels, tracks=tracks, until_failure=until_failure)


def _effort(
    name: str, times_s: ArrayLike, levels: ArrayLike, *, tracks: bool = True,
    bursts: tuple[tuple[float, float, float], ...] = (), until_failure: bool = False,
) -> Effort:  # fmt: skip
    times, heights = np.array(times_s, dtype=np.float64), np.array(levels, dtype=np.float64)
    times.setflags(write=False)
    heights.setflags(write=False)
    if not 0.0 < times[-1] <= LONGEST_S:
        raise BadValue(
            name, found=f"{times[-1]:g} s", needed=f"above 0 and at most {LONGEST_S:g} s", remedy="Split a longer one."
        )
    return Effort(name, times, heights, tracks, bursts, until_failure)


def _times(**times_s: float) -> list[float]:
    for what, value in times_s.items():
        if not is_number(value) or not math.isfinite(value) or value < 0.0:
            raise BadValue(what, found=f"{value} s", needed="0 s or more", remedy="Give a duration in seconds.")
    return [float(value) for value in times_s.values()]


def _count(what: str, value: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or not 1 <= value <= 10_000:
        raise BadValue(what, found=f"{value}", needed="a whole number from 1", remedy="Count the efforts.")
    return int(value)
