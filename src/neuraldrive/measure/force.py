"""How strong and how steady: maximal voluntary force, and the fluctuation of a held force."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from neuraldrive.errors import MeasureError
from neuraldrive.kernels import force as kernel
from neuraldrive.measure.door import check_numbers, check_window
from neuraldrive.measure.effort import Effort, Source, even, force_of, largest_effort, not_maximal
from neuraldrive.measure.stimulated import EVOKED_S, WITHOUT, stretches
from neuraldrive.records import Measurement, Recording

_REST_SHARE = 0.02
_SHORTEST_S = 1.0

Samples = NDArray[np.float64]


def maximal_voluntary_force(
    source: Source, window_ms: float = 50, above: Literal["rest", "zero"] = "rest"
) -> Measurement:
    """The largest force of the effort, as the best mean over a short window.

    Above the force at rest: a limb's weight, a preload or a body's weight on a plate is no effort. `above="zero"`
    counts from the sensor's zero, as the peak force of a mid-thigh pull is often given. The 0.4 s after each stimulus of
    the recording are left out: what it evokes is not voluntary. No interval: how near a
    person came to their maximum shows in other attempts, not in the trace.

    Raises:
        MissingChannel: no force.
        MeasureError: no effort, nothing but what stimuli evoke, or a force in volts.

    >>> from neuraldrive.records import Signal
    >>> pull = Signal(800.0 + 1200.0 * np.repeat([0.0, 1.0], 1000), "N", rate_hz=1000)
    >>> print(maximal_voluntary_force(pull), "or", maximal_voluntary_force(pull, above="zero").text)
    maximal voluntary force 1200 N or 2000 N
    """
    check_numbers(window_ms=window_ms)
    if force_of(source).unit == "V":
        raise MeasureError(
            "maximal voluntary force", found="an uncalibrated force in volts", needed="newtons or newton metres",
            remedy="Give the calibration of the load cell when reading the file.",
        )  # fmt: skip
    found = largest_effort(source)
    value = _largest_mean(found, window_ms / 1000)
    rest = found.rest if above == "rest" else 0.0
    flags = (*found.flags, *not_maximal(source))
    if abs(found.rest) > _REST_SHARE * abs(value):
        word = "without" if above == "rest" else "with"
        flags += (f"{word} the {found.rest:.4g} {found.unit} at rest; {value:.4g} {found.unit} from the sensor's zero",)
    window = f"best mean over {window_ms:g} ms" if window_ms else "largest sample"
    left_out = "" if found.own.all() else f", {WITHOUT}"
    method = f"{window}, above {above}{left_out}"
    return Measurement("maximal_voluntary_force", value - rest, found.unit, method, flags=flags)


def largest_force(recording: Recording) -> Measurement:
    """The largest force of any effort, from zero: as maximal_voluntary_force, though nobody meant it to be maximal.

    Where stimuli are all that the recording has, it is what they evoke.

    Raises:
        MissingChannel, MeasureError: as maximal_voluntary_force.
    """
    return replace(maximal_voluntary_force(recording, above="zero"), flags=())


def _largest_mean(found: Effort, window_s: float) -> float:
    inside = found.samples[found.first : found.last + 1]
    pieces = stretches(found.own[found.first : found.last + 1])
    whole = [(start, last) for start, last in pieces if last - start + 1 >= window_s * found.rate_hz]
    if not pieces:
        raise MeasureError(
            "maximal voluntary force", found=f"no force but within {EVOKED_S:g} s of a stimulus", needed="voluntary effort",
            remedy="Record an effort that lasts, before the stimulus or after it.",
        )  # fmt: skip
    return max(kernel.largest_mean(inside[a : b + 1], found.rate_hz, window_s)[0] for a, b in whole or pieces)


def steadiness(source: Source, window_s: tuple[float, float] | None = None, *, detrend: bool = True) -> Measurement:
    """Fluctuation of a held force: its standard deviation about its trend, over its mean above rest.

    Args:
        window_s: from when to when; where not given, the effort's plateau without half a second at both ends, and of it the
            longest second or more without a stimulus.
        detrend: about a straight line; else about the mean.

    The interval is that of a standard deviation from as many independent samples as the force has, which are few: a
    force fluctuates slowly.

    Raises:
        MissingChannel: no force.
        MeasureError: no plateau, or a window of less than a second.

    >>> from neuraldrive.records import Signal
    >>> time = np.arange(12000) / 1000
    >>> held = Signal(np.where((time > 2) & (time < 10), 100 + 2 * np.sin(9 * time), 0.0), "N", rate_hz=1000)
    >>> round(steadiness(held).value, 3)
    0.014
    """
    check_window("window_s", window_s)
    found = largest_effort(source)
    start, last, samples = _held(source, found, window_s)
    mean, spread, independent = kernel.fluctuation(samples, detrended=detrend)
    level = mean - found.rest
    if level <= 0:
        raise MeasureError(
            "force steadiness", found=f"a mean of {level:.3g} {found.unit} above rest", needed="a held force",
            remedy="Choose a window inside the effort.",
        )  # fmt: skip
    about = "a straight line" if detrend else "the mean"
    return Measurement(
        "force_steadiness", spread / level, "ratio", f"s.d. about {about} over the mean above rest, {start:.2f} to {last:.2f} s",
        _interval(spread / level, independent), flags=(*found.flags, *_stimulated(found, start, last)), sources=("moritz_2005",),
    )  # fmt: skip


def held_window(source: Source) -> tuple[float, float] | None:
    """From when to when the largest effort holds its force; None where it has no plateau.

    Raises:
        MissingChannel, MeasureError: no force, or no effort.
    """
    found = largest_effort(source)
    held = _plateau(found)
    return None if held is None else (found.second(held[0]), found.second(held[1]))


def _plateau(found: Effort) -> tuple[int, int] | None:
    """First and last index; of a plateau with stimuli the longest stretch between them, if it has a second."""
    held = kernel.plateau(found.samples[found.first : found.last + 1] - found.rest, found.rate_hz)
    if held is None:
        return None
    start, last = (found.first + place for place in held)
    between = [(start + a, start + b) for a, b in stretches(found.own[start : last + 1])]
    longest = max(between, key=lambda piece: piece[1] - piece[0], default=(start, start))
    return longest if longest[1] - longest[0] >= _SHORTEST_S * found.rate_hz else (start, last)


def _stimulated(found: Effort, start_s: float, end_s: float) -> tuple[str, ...]:
    hit = any(start_s < at + EVOKED_S and at < end_s for at in found.stimuli_s)
    return ("a stimulus lies in the window of steadiness",) if hit else ()


def _held(source: Source, found: Effort, window_s: tuple[float, float] | None) -> tuple[float, float, Samples]:
    """From when to when, and the samples; hum is taken out of the largest effort alone."""
    if window_s is None:
        held = _plateau(found)
        if held is None:
            raise MeasureError(
                "force steadiness", found="no plateau", needed="a force held for two seconds",
                remedy="Give the window in seconds, or record a hold.",
            )  # fmt: skip
        start, last = held
        return found.second(start), found.second(last), found.samples[start : last + 1]
    signal = force_of(source)
    end_s = signal.start_s + signal.duration_s
    if not signal.start_s <= window_s[0] <= window_s[1] - _SHORTEST_S <= end_s - _SHORTEST_S:
        raise MeasureError(
            "window", found=f"{window_s[0]:g} to {window_s[1]:g} s", remedy="Choose another window.",
            needed=f"a second or more between {signal.start_s:.2f} and {end_s:.2f} s",
        )  # fmt: skip
    return *window_s, even(signal.between(*window_s))[0]


def _interval(value: float, independent: float) -> tuple[float, float] | None:
    """Of a standard deviation from so many independent samples; None where they are too few to say."""
    freedom = independent - 2
    if freedom < 1 or value == 0:
        return None
    from scipy.special import chdtri  # late: it takes long to load, and is seldom needed

    low, high = float(chdtri(freedom, 0.025)), float(chdtri(freedom, 0.975))
    return value * (independent / low) ** 0.5, value * (independent / high) ** 0.5
