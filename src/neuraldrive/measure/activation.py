"""How much of the muscle the will reaches: voluntary activation by interpolated stimuli."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from neuraldrive.errors import MeasureError
from neuraldrive.measure.door import check_numbers
from neuraldrive.measure.effort import Source, even, force_of
from neuraldrive.records import Measurement, Recording

PEAK_S, BEFORE_S = 0.2, 0.1
"""The evoked force is the peak in the 200 ms after the stimulus less the mean of the 100 ms before it."""
SINGLE_FROM = 0.9
"""A single pulse on a submaximal effort meets the steep part of the force-frequency curve: below about 90 % its
response need not even fall with the effort."""
_TRIAL_STEP_S, _TRIALS_S, _FEWEST_INDEPENDENT, _SAME_FORCE = 0.02, 2.0, 2.5, 0.05

Seconds = float | tuple[float, ...]


def voluntary_activation(
    superimposed: Source, resting: Source, *, at_s: Seconds | None = None, resting_at_s: Seconds | None = None,
    pulses: int | None = None,
) -> Measurement:  # fmt: skip
    """1 − superimposed / resting evoked force: not the share of force, nor of units recruited.

    Args:
        superimposed, resting: recordings with `stimulus_times_s`, or force signals with the times given. They may be
            one recording: then say which stimuli are which.
        at_s, resting_at_s: the first pulse of each stimulus; several are averaged.
        pulses: in each stimulus; a simulated recording knows.

    The interval comes from the effort's own fluctuation: what the same reading finds in the two seconds before
    the stimulus, where there was none.

    Raises:
        MissingChannel: no force.
        MeasureError: no stimulus, no 100 ms before or 200 ms after it, no response at rest; or a single pulse below
            90 %, where it means nothing.

    Source: Merton 1954.

    >>> from neuraldrive.records import Signal
    >>> time = np.arange(3000) / 1000
    >>> response = np.where(time > 2, np.sin(np.clip((time - 2) / 0.15, 0, 1) * np.pi), 0)
    >>> rest, effort = Signal(100 * response, "N", rate_hz=1000), Signal(500 + 7 * response, "N", rate_hz=1000)
    >>> round(voluntary_activation(effort, rest, at_s=2.0, resting_at_s=2.0, pulses=2).value, 3)
    0.93
    """
    check_numbers(pulses=pulses)
    during, before = _sizes(superimposed, at_s, "superimposed"), _sizes(resting, resting_at_s, "resting")
    if force_of(superimposed).unit != force_of(resting).unit:
        raise MeasureError(
            "voluntary activation", found=f"{force_of(superimposed).unit} and {force_of(resting).unit}",
            needed="one unit for both", remedy="Read both with the same calibration.",
        )  # fmt: skip
    size, whole = float(during.mean()), float(before.mean())
    if whole <= 0:
        raise MeasureError(
            "voluntary activation", found=f"a resting response of {whole:.3g} {force_of(resting).unit}",
            needed="a response at rest", remedy="Check the times of the stimuli.",
        )  # fmt: skip
    value = 1 - size / whole
    pulses = pulses if pulses is not None else _pulses(superimposed)
    flags = _checked_pulses(value, pulses)
    if value > 1:
        flags += ("no superimposed response above the effort's own fluctuation",)
    named = {None: "stimuli", 1: "single pulses", 2: "doublets", 3: "triplets"}.get(
        pulses, f"trains of {pulses} pulses"
    )
    words = f"1 − superimposed / resting, {named}: {during.size} during, {before.size} at rest; peak in 200 ms less the 100 ms before"
    return Measurement(
        "voluntary_activation", value, "ratio", words, _interval(superimposed, at_s, (size, whole)), flags=flags,
        sources=("merton_1954",),
    )  # fmt: skip


def _checked_pulses(value: float, pulses: int | None) -> tuple[str, ...]:
    if pulses is None:
        return ("how many pulses the stimulus had is not known: one alone is invalid below about 90 % effort",)
    if pulses == 1 and value < SINGLE_FROM:
        raise MeasureError(
            "voluntary activation", found=f"single pulses, and {100 * value:.0f} %", needed="doublets or triplets",
            remedy="A single pulse is invalid below about 90 % effort: stimulate with two or three at 100 Hz or more.",
        )  # fmt: skip
    return ("single pulses: invalid below about 90 % effort",) if pulses == 1 else ()


def _sizes(source: Source, at_s: Seconds | None, which: str) -> NDArray[np.float64]:
    """Evoked force of each stimulus."""
    samples, rate_hz = even(force_of(source))
    start_s = force_of(source).start_s
    sizes = []
    for at in _stimuli(source, at_s, which):
        place = (at - start_s) * rate_hz
        before_s = 0.0 if which == "resting" else BEFORE_S  # at rest, force is the same before and at the stimulus
        if place - before_s * rate_hz < -0.5 or place + PEAK_S * rate_hz > samples.size - 0.5:
            raise MeasureError(
                f"{which} stimulus", found=f"one at {at:.3f} s", needed="100 ms of force before it and 200 ms after",
                remedy="Record longer, or correct the time.",
            )  # fmt: skip
        sizes.append(_size(samples, place, rate_hz))
    return np.array(sizes)


def _size(samples: NDArray[np.float64], place: float, rate_hz: float) -> float:
    at = round(place)
    after = samples[at : at + round(PEAK_S * rate_hz) + 1]
    return float(after.max() - samples[max(0, at - round(BEFORE_S * rate_hz)) : max(at, 1)].mean())


def _stimuli(source: Source, at_s: Seconds | None, which: str) -> tuple[float, ...]:
    for each in at_s if isinstance(at_s, tuple) else (at_s,):
        check_numbers(at_s=each)
    if at_s is not None:
        return at_s if isinstance(at_s, tuple) else (float(at_s),)
    if isinstance(source, Recording) and source.stimulus_times_s:
        return source.stimulus_times_s
    raise MeasureError(
        f"{which} stimulus", found="a recording that does not say when it was", needed="its time",
        remedy="Give it in seconds: at_s for the superimposed one, resting_at_s for the one at rest.",
    )  # fmt: skip


def _pulses(source: Source) -> int | None:
    """Pulses of each stimulus of a simulated recording, whose truth knows every one."""
    truth: Any = source.truth if isinstance(source, Recording) else None
    every = getattr(truth, "stimulus_times_s", None)
    stimuli = source.stimulus_times_s if isinstance(source, Recording) else ()
    return None if every is None or not stimuli else max(1, round(len(every) / len(stimuli)))


def _interval(source: Source, at_s: Seconds | None, sizes: tuple[float, float]) -> tuple[float, float] | None:
    """From the same reading where nothing was stimulated, in the two seconds before the first stimulus, at that force.

    The peak of a force that wavers lies above its mean. How much of that the response itself hides is not known: the
    interval holds none of it and all of it, and the spread of such readings on both sides.
    """
    signal = force_of(source)
    samples, rate_hz = even(signal)
    before, first = (
        round(each * rate_hz) for each in (BEFORE_S, _stimuli(source, at_s, "superimposed")[0] - signal.start_s)
    )
    start = max(before, first - round(_TRIALS_S * rate_hz))
    trials = np.arange(start, first - round(PEAK_S * rate_hz), max(1, round(_TRIAL_STEP_S * rate_hz)))
    level = samples[first - before : first].mean()
    held = [
        place for place in trials.tolist() if abs(samples[place - before : place].mean() / level - 1) <= _SAME_FORCE
    ]
    independent = len(held) * _TRIAL_STEP_S / (BEFORE_S + PEAK_S)
    if independent < _FEWEST_INDEPENDENT:
        return None
    from scipy.special import stdtrit  # late: it takes long to load

    found = np.array([_size(samples, place, rate_hz) for place in held])
    size, whole = sizes
    spread = float(stdtrit(independent - 1, 0.975) * found.std(ddof=1) * (1 + 1 / independent) ** 0.5)
    bias = max(0.0, float(found.mean()))
    return 1 - (size + spread) / whole, 1 - (size - bias - spread) / whole
