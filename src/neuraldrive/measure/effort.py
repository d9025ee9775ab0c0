"""Recording → its efforts: the force on an even clock, hum taken out, with what counts as rest and as whole."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from neuraldrive.errors import MeasureError
from neuraldrive.kernels import doubtful_force as doubtful
from neuraldrive.kernels import force as kernel
from neuraldrive.kernels import onset as onsets
from neuraldrive.kernels.hum import hum
from neuraldrive.kernels.rise import find_rise
from neuraldrive.measure.door import check_numbers
from neuraldrive.measure.stimulated import own, superimposed_s
from neuraldrive.records import Measurement, Recording, Signal

Source = Recording | Signal
FORCE_UNITS = ("N", "N·m", "MVF", "V")
FEWEST_SAMPLES = 32
HUM_S, HUM_CLEAR_S = 1.0, 0.02
_NOT_MAXIMAL = ("ramp", "hold", "ballistic", "intermittent", "drive", "evoked")


@dataclass(frozen=True)
class Effort:
    """One effort: `samples` from the end of the effort before it to the start of the next, at an even rate.

    `first` and `last` bound the effort itself; `stimuli_s` lie on top of it; `whole` is what 1.0 means where shares are asked for, None where the
    effort's own maximum has to stand for it.
    """

    samples: NDArray[np.float64]
    unit: str
    rate_hz: float
    start_s: float
    first: int
    last: int
    rest: float
    whole: float | None
    flags: tuple[str, ...] = ()
    stimuli_s: tuple[float, ...] = ()

    @property
    def own(self) -> NDArray[np.bool_]:
        """Which samples are the person's own and not a stimulus's, (n,)."""
        return own(self.samples.size, self.rate_hz, self.start_s, self.stimuli_s)

    @property
    def largest(self) -> float:
        """Largest force above rest, without what stimuli evoke."""
        inside = slice(self.first, self.last + 1)
        voluntary = self.samples[inside][self.own[inside]]
        return float(voluntary.max() if voluntary.size else self.samples.max()) - self.rest

    def second(self, place: float) -> float:
        """The recording's time at a fractional index."""
        return self.start_s + place / self.rate_hz


def efforts(recording: Recording) -> tuple[Recording, ...]:
    """The recording cut into its efforts, each with the rest before and after it; measures then take one at a time.

    An effort is where force stays above a quarter of the recording's range. A recording that never rests is one.

    Raises:
        MissingChannel: no force.
        MeasureError: force that never changes.

    >>> pulses = np.repeat([0.0, 100.0, 0.0, 80.0, 0.0], 1000)
    >>> len(efforts(Recording({"force": Signal(pulses, "N", rate_hz=1000)})))
    2
    """
    signal = force_of(recording)
    samples, rate_hz = even(signal)
    bounds = [signal.start_s + place / rate_hz for place in _bounds(samples, _spans(samples, rate_hz, signal.unit))]
    return tuple(
        replace(recording.between(max(start, signal.start_s), end))
        for start, end in zip(bounds[::2], bounds[1::2], strict=True)
    )


def effort(source: Source, mvf: float | Measurement | None = None) -> Effort:
    """The largest effort; in shares of `mvf` where that is given, of its own largest force where it is in volts.

    Raises:
        MissingChannel: no force.
        MeasureError: too short, flat, or in a unit that is no force.
    """
    return _in_shares(largest_effort(source), mvf)


def largest_effort(source: Source) -> Effort:
    """The effort with the largest force, in the unit of the signal.

    Raises:
        MissingChannel, MeasureError: as effort.
    """
    signal = force_of(source)
    samples, rate_hz = even(signal)
    spans = _spans(samples, rate_hz, signal.unit)
    bounds = _bounds(samples, spans)
    stimuli_s = superimposed_s(source)
    voluntary = np.where(own(samples.size, rate_hz, signal.start_s, stimuli_s), samples, -np.inf)
    best = max(range(len(spans)), key=lambda each: voluntary[spans[each][0] : spans[each][1] + 1].max())
    start, stop = bounds[2 * best], bounds[2 * best + 1] + 1
    first, last = (place - start for place in spans[best])
    cut, flags = _without_hum(samples[start:stop], rate_hz, signal.unit)
    if len(spans) > 1:
        flags += (f"the largest of {len(spans)} efforts",)
    rest = kernel.rest_before(cut, first, rate_hz)
    if rest is None:
        flags += ("no rest before the effort: force counts from the sensor's zero",)
    if signal.unit == "N" and doubtful.flight_and_landing(samples, rate_hz):
        flags += ("flight and landing found: this is a jump, not an isometric effort",)
    return Effort(
        cut, signal.unit, rate_hz, signal.start_s + start / rate_hz, first, last, rest.level if rest else 0.0,
        1.0 if signal.unit == "MVF" else None, flags, stimuli_s,
    )  # fmt: skip


def force_of(source: Source) -> Signal:
    """The force channel, or the signal itself.

    Raises:
        MissingChannel: the recording has none.
        MeasureError: its unit is no force.
    """
    signal = source["force"] if isinstance(source, Recording) else source
    if signal.unit not in FORCE_UNITS:
        raise MeasureError(
            "force", found=f"a signal in {signal.unit}", needed=f"one of {', '.join(FORCE_UNITS)}",
            remedy="Pass the force channel, in newtons, newton metres, or as a share of the MVF.",
        )  # fmt: skip
    return signal


def even(signal: Signal) -> tuple[NDArray[np.float64], float]:
    """Samples at an even rate, and the rate: those of the signal, or a straight line between them."""
    if signal.samples.size < FEWEST_SAMPLES:
        raise MeasureError(
            "force", found=f"{signal.samples.size} samples", needed=f"at least {FEWEST_SAMPLES}",
            remedy="Pass the whole recording.",
        )  # fmt: skip
    if signal.rate_hz is not None:
        return signal.samples, signal.rate_hz
    rate_hz = signal.mean_rate_hz
    clock = signal.start_s + np.arange(signal.samples.size) / rate_hz
    return np.interp(clock, signal.times, signal.samples), rate_hz


def not_maximal(source: Source) -> tuple[str, ...]:
    """A doubt about a maximum, where the recording says that the effort was another one."""
    task = source.task if isinstance(source, Recording) else None
    return (f"the task was {task}, not a maximal effort",) if task in _NOT_MAXIMAL else ()


def _spans(samples: NDArray[np.float64], rate_hz: float, unit: str) -> list[tuple[int, int]]:
    """First and last index of each effort; the zero of an uncalibrated sensor means nothing."""
    if unit != "V" and doubtful.points_downward(samples):
        raise MeasureError(
            "force", found=f"one that points downward, to {samples.min():.4g} {unit}", needed="an effort upward from rest",
            remedy="Turn its sign (--turn-sign).",
        )  # fmt: skip
    spans = kernel.efforts(samples - samples.min() if unit == "V" else samples, rate_hz)
    if not spans:
        raise MeasureError(
            "force", found="a force that never changes", needed="an effort", remedy="Check the channel and its scale."
        )
    if doubtful.noise_alone(samples, rate_hz):
        raise MeasureError(
            "force", found=f"noise alone, over {np.ptp(samples):.3g} {unit}", needed="an effort",
            remedy="Check the channel and its scale, or record an effort.",
        )  # fmt: skip
    return spans


def _bounds(samples: NDArray[np.float64], spans: list[tuple[int, int]]) -> list[int]:
    """First and last index that belong to each effort: from the end of the one before it to the start of the next."""
    bounds = []
    for number in range(len(spans)):
        bounds.append(spans[number - 1][1] + 1 if number else 0)
        bounds.append(spans[number + 1][0] - 1 if number + 1 < len(spans) else samples.size - 1)
    return bounds


def _without_hum(
    samples: NDArray[np.float64], rate_hz: float, unit: str
) -> tuple[NDArray[np.float64], tuple[str, ...]]:
    rise = find_rise(samples, rate_hz)
    if rise is None:
        return samples, ()
    stop = rise.foot - round(HUM_CLEAR_S * rate_hz)
    found = hum(samples, rate_hz, max(0, stop - round(HUM_S * rate_hz)), max(0, stop))
    if found is None or found.amplitude < onsets.QUIET_SHARE / 3 * np.ptp(samples):
        return samples, ()
    words = f"hum of {found.frequency_hz:.1f} Hz and {found.amplitude:.3g} {unit} was taken out"
    return samples - found.samples, (words,)


def _in_shares(found: Effort, mvf: float | Measurement | None) -> Effort:
    if mvf is None and found.unit != "V":
        return found
    if isinstance(mvf, Measurement) and mvf.unit != found.unit:
        raise MeasureError(
            "share of the MVF", found=f"an MVF in {mvf.unit} and a force in {found.unit}", needed="the same unit",
            remedy="Measure both with the same calibration.",
        )  # fmt: skip
    if not isinstance(mvf, Measurement):
        check_numbers(mvf=mvf)
    whole = found.largest if mvf is None else float(mvf)
    if not whole > 0:
        raise MeasureError("share of the MVF", found=f"{whole:g}", needed="above 0", remedy="Give the MVF.")
    word = "uncalibrated (V): shares of this effort's own largest force"
    if mvf is not None:
        word = f"shares of an MVF of {whole:.4g} {found.unit}"
    return replace(
        found, samples=(found.samples - found.rest) / whole, rest=0.0, whole=None if mvf is None else 1.0, unit="MVF",
        flags=(*found.flags, word),
    )  # fmt: skip
