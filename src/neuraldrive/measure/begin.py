"""The onset of an effort by a named rule, with its error and what is doubtful about it.

`"baseline"` follows the rise back to where it left the baseline, as an eye does (Tillin 2010); `"threshold"` takes
7.5 N·m, or 2.6 % of the maximum (Aagaard 2002); a number is the onset in seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from neuraldrive.errors import MeasureError
from neuraldrive.kernels import force as kernel
from neuraldrive.kernels import onset as onsets
from neuraldrive.kernels.rise import running_mean
from neuraldrive.measure.door import check_numbers, check_window
from neuraldrive.measure.effort import Effort
from neuraldrive.records import Measurement

OnsetRule = Literal["baseline", "threshold"] | float

_ERROR_SHARE, _ERROR_S = 0.6, 0.0015
"""Of the way from the onset to the edge of the band, and besides it: 95 % of simulated rises with noise of 0 to 1 % of
the maximum, hum, drift and pre-tension have their onset within the two together."""
_LONGEST_ERROR_S = 0.05
_SLOW_HZ = 500.0
_PRETENSION_SHARE = 0.05
_MOVING_SHARE, _MOVING_S = 0.01, 0.1
_NO_WIDTH = 1e-4  # of the value: noise of rounding, as a simulated force has it


@dataclass(frozen=True)
class Begun:
    """An effort with its onset: fractional index, the force there, scatter of the baseline, error of the index."""

    effort: Effort
    at: float
    base: float
    noise: float
    error: float
    words: str
    flags: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    def might_be(self) -> NDArray[np.float64]:
        """Where the onset might as well be, as indices; the onset itself in the middle."""
        return np.maximum(self.at + np.linspace(-self.error, self.error, 9), 0.0)

    def bases(self) -> NDArray[np.float64]:
        """The force at each of these: later ones stand higher on the rise, earlier ones on the same baseline."""
        smooth = running_mean(self.effort.samples, max(1, round(0.003 * self.effort.rate_hz)))
        there = self.might_be()
        risen = np.maximum(kernel.force_at(smooth, there), self.base)
        return np.where(there > self.at, risen, self.base)

    def window_s(self, window_ms: tuple[float, float]) -> tuple[float, float]:
        """The window in seconds.

        Raises:
            MeasureError: it runs backwards, or out of the recording.
        """
        check_window("window_ms", window_ms)
        start_s, end_s = window_ms[0] / 1000, window_ms[1] / 1000
        left_s = (self.effort.samples.size - 1 - self.at - self.error) / self.effort.rate_hz
        if not 0 <= start_s < end_s <= left_s:
            raise MeasureError(
                "window", found=f"{window_ms[0]:g} to {window_ms[1]:g} ms after the onset",
                needed=f"a window between 0 and {1000 * left_s:.0f} ms, its start before its end",
                remedy="Choose another window, or record longer.",
            )  # fmt: skip
        return start_s, end_s

    def measurement(self, name: str, value: float, unit: str, words: str, interval: tuple[float, float]) -> Measurement:
        """The value with the onset rule in its method; without an interval where neither noise nor onset give it width."""
        method = "; ".join(part for part in (words, self.words) if part)
        held = min(interval[0], value), max(interval[1], value)
        known = held if held[1] - held[0] > _NO_WIDTH * max(abs(end) for end in held) else None
        return Measurement(name, value, unit, method, known, flags=self.flags, sources=self.sources)


def begin(found: Effort, rule: OnsetRule) -> Begun:
    """The effort's onset by that rule.

    Raises:
        MeasureError: there is no rise from a quiet baseline, or no such rule.
    """
    seen = onsets.back_tracked_tillin_2010(found.samples, found.rate_hz, found.whole)
    if not isinstance(rule, str):
        check_numbers(onset=rule)
        return _given(found, float(rule), seen.noise if seen else 0.0)
    if rule not in ("baseline", "threshold"):
        raise MeasureError(
            "onset rule", found=repr(rule), needed="'baseline', 'threshold', or the onset in seconds",
            remedy="Choose one of them.",
        )  # fmt: skip
    made = None
    if seen is not None:
        made = _back_tracked(found, seen) if rule == "baseline" else _at_threshold(found, seen)
    if made is None:
        raise MeasureError(
            "onset of force", found="no rise from a quiet baseline",
            needed="a tenth of a second of rest before the effort",
            remedy="Record from before the effort, or give the onset in seconds.",
        )  # fmt: skip
    return made


def _back_tracked(found: Effort, seen: onsets.Onset) -> Begun:
    base = seen.base + onsets.QUIET_SHARE * (found.whole or float(found.samples.max()) - seen.base)
    error = _ERROR_SHARE * (seen.left_band - seen.at) + max(_ERROR_S * found.rate_hz, 0.5)
    words = "onset by back-tracking to the baseline (after Tillin 2010)"
    return Begun(
        found, seen.at, base, seen.noise, error, words, (*found.flags, *_doubts(found, seen)), ("tillin_2010",)
    )


def _at_threshold(found: Effort, seen: onsets.Onset) -> Begun | None:
    if found.unit == "N·m":
        threshold, words = onsets.THRESHOLD_NM, "onset at 7.5 N·m above the baseline (Aagaard 2002)"
    else:
        of = "the MVF" if found.whole is not None else "the effort's own largest force"
        threshold = onsets.THRESHOLD_SHARE * (found.whole if found.whole is not None else found.largest)
        words = f"onset at 2.6 % of {of} above the baseline (7.5 N·m in Aagaard 2002)"
    crossed = onsets.threshold_aagaard_2002(found.samples, found.rate_hz, threshold, seen)
    if crossed is None:
        return None
    steep = float(np.ptp(kernel.force_at(found.samples, crossed.at + np.array([-0.005, 0.005]) * found.rate_hz)))
    error = 0.5 + 2 * crossed.noise / max(steep, 1e-12) * 0.01 * found.rate_hz
    drowned = ("the baseline's noise reaches the threshold",) if onsets.BAND_SD * crossed.noise > threshold else ()
    return Begun(
        found, crossed.at, seen.base + threshold, seen.noise, min(error, _LONGEST_ERROR_S * found.rate_hz), words,
        (*found.flags, *drowned, *_doubts(found, seen)), ("aagaard_2002",),
    )  # fmt: skip


def _given(found: Effort, second: float, noise: float) -> Begun:
    at = (second - found.start_s) * found.rate_hz
    if not 0 <= at < found.samples.size - 1:
        raise MeasureError(
            "onset", found=f"{second:g} s", needed=f"{found.start_s:.3f} to {found.second(found.samples.size - 1):.3f} s",
            remedy="Give the onset on the recording's clock.",
        )  # fmt: skip
    base = float(kernel.force_at(found.samples, at))
    return Begun(found, at, base, noise, 0.5, f"onset given, {second:g} s", found.flags)


def _doubts(found: Effort, seen: onsets.Onset) -> tuple[str, ...]:
    words = []
    if seen.base - found.rest > _PRETENSION_SHARE * found.largest:
        words.append(f"pre-tension: {seen.base - found.rest:.3g} {found.unit} above rest at the onset")
    if abs(seen.slope) * _MOVING_S > _MOVING_SHARE * (found.samples.max() - seen.base):
        words.append(f"force moved by {seen.slope * _MOVING_S:+.3g} {found.unit} in the 100 ms before the onset")
    if found.rate_hz < _SLOW_HZ:
        words.append(f"sampled at {found.rate_hz:.0f} Hz: too slow for the first 50 ms")
    return tuple(words)
