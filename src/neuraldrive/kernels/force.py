"""Figures of an isometric force trace: evenly timed samples, (n,), of any unit.

Places are fractional indices of samples; `base` is the force that does not count (at rest, or at the onset).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from neuraldrive.kernels.rise import running_mean

Floats = NDArray[np.float64]

EFFORT_SHARE = 0.25
"""Of the range: what stays above it is an effort. Pre-tension and limb weight lie below, efforts of one task above."""
ALL_EFFORT = 0.25
"""A trace whose range is less than this share of its top never rests: it is one effort, cut out."""
SHORTEST_S, SHORTEST_REST_S = 0.03, 0.2
REST_S = 0.5
QUIET_TWICE = 2.0
PLATEAU_SHARE = 0.95
PLATEAU_EDGE_S = 0.5
SHORTEST_PLATEAU_S = 1.0
FLAT = 0.1


class Rest(NamedTuple):
    """Level and scatter of the force before an effort."""

    level: float
    noise: float


def efforts(samples: Floats, rate_hz: float) -> list[tuple[int, int]]:
    """First and last index of each stretch of effort; one of the whole trace where it never rests, none where it is flat.

    >>> efforts(np.repeat([0.0, 1.0, 0.0, 0.8, 0.0], 100), 100.0)
    [(100, 199), (300, 399)]
    """
    low, top = float(np.quantile(samples, 0.05)), float(samples.max())
    if not top > float(samples.min()):
        return []
    if top - low < ALL_EFFORT * abs(top):
        return [(0, samples.size - 1)]
    smooth = running_mean(samples, round(0.01 * rate_hz))
    above = smooth > low + EFFORT_SHARE * (top - low)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], above.astype(np.int8), [0]))))
    found: list[tuple[int, int]] = []
    for start, stop in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if found and start - found[-1][1] <= SHORTEST_REST_S * rate_hz:
            found[-1] = found[-1][0], stop - 1
        else:
            found.append((start, stop - 1))
    return [(start, last) for start, last in found if last - start >= SHORTEST_S * rate_hz]


def rest_before(samples: Floats, end: int, rate_hz: float) -> Rest | None:
    """The lowest of the quiet half-seconds before `end`: those that scatter at most twice as much as the quietest.

    The lowest, because pre-tension may be held as quietly as rest is; a quiet one, because a foot lifted off a plate
    is no rest either. None where less than a tenth of a second comes before.
    """
    width = min(round(REST_S * rate_hz), end)
    if width < max(3, 0.1 * rate_hz):
        return None
    starts = range(0, end - width + 1, max(1, width // 5))
    stretches = [samples[start : start + width] for start in starts]
    scatters = [float(np.std(each)) for each in stretches]
    quiet = QUIET_TWICE * min(scatters)
    level, noise = min((float(each.mean()), s) for each, s in zip(stretches, scatters, strict=True) if s <= quiet)
    return Rest(level, noise)


def largest_mean(samples: Floats, rate_hz: float, window_s: float) -> tuple[float, int]:
    """Largest mean over a window, and the index of its middle; the largest sample for a window of 0.

    >>> largest_mean(np.array([0.0, 1.0, 3.0, 2.0, 0.0]), 10.0, 0.2)
    (2.5, 2)
    """
    width = max(1, round(window_s * rate_hz))
    if width >= samples.size:
        return float(samples.mean()), samples.size // 2
    total = np.cumsum(np.concatenate(([0.0], samples)))
    means = (total[width:] - total[:-width]) / width
    first = int(np.argmax(means))
    return float(means[first]), first + (width - 1) // 2


def force_at(samples: Floats, place: float | Floats) -> Floats:
    """Force at fractional indices."""
    return np.asarray(np.interp(place, np.arange(samples.size), samples))


def rate_of_rise(
    samples: Floats, rate_hz: float, onset: float | Floats, base: float | Floats, window_s: tuple[float, float]
) -> Floats:
    """Gain of force from `window_s[0]` to `window_s[1]` after the onset, a second; from `base` where the window starts at 0.

    A single difference, not a fitted slope: Aagaard 2002, doi 10.1152/japplphysiol.00283.2002.

    >>> float(rate_of_rise(np.arange(100.0), 1000.0, 10.0, 10.0, (0.0, 0.05)))
    1000.0
    """
    start_s, end_s = window_s
    first = base if start_s == 0.0 else force_at(samples, onset + start_s * rate_hz)
    return np.asarray((force_at(samples, onset + end_s * rate_hz) - first) / (end_s - start_s))


def peak_rate(samples: Floats, rate_hz: float, window_s: float) -> tuple[float, int]:
    """Largest gain over a window that slides, a second, and the index where the window starts."""
    width = max(1, round(window_s * rate_hz))
    gains = samples[width:] - samples[:-width]
    first = int(np.argmax(gains))
    return float(gains[first] * rate_hz / width), first


def impulse(samples: Floats, rate_hz: float, onset: float, base: float, window_s: tuple[float, float]) -> float:
    """Area between force and `base` from `window_s[0]` to `window_s[1]` after the onset.

    >>> round(impulse(np.ones(100), 100.0, 10.0, 0.5, (0.0, 0.2)), 9)
    0.1
    """
    start, end = (onset + each * rate_hz for each in window_s)
    inside = np.arange(np.floor(start) + 1, np.ceil(end))
    places = np.concatenate(([start], inside, [end]))
    return float(np.trapezoid(force_at(samples, places) - base, places) / rate_hz)


def time_to(samples: Floats, rate_hz: float, onset: float, level: float) -> float | None:
    """Seconds from the onset until the force first reaches `level`, None where it never does."""
    start = int(np.ceil(onset))
    reached = np.flatnonzero(samples[start:] >= level)
    if not reached.size:
        return None
    at = start + int(reached[0])
    before = samples[at - 1] if at else level
    share = (level - before) / (samples[at] - before) if samples[at] > before else 1.0
    return float(max(0.0, at - 1 + share - onset) / rate_hz)


def plateau(samples: Floats, rate_hz: float) -> tuple[int, int] | None:
    """First and last index of a held force: from its first to its last 95 %, half a second off both ends.

    None where less than a second is left, or where that stretch is a slope or an arch instead of a plateau.
    """
    smooth = running_mean(samples, round(0.25 * rate_hz))
    level = float(np.median(smooth[smooth >= 0.5 * smooth.max()]))
    held = np.flatnonzero(smooth >= PLATEAU_SHARE * level)
    edge = round(PLATEAU_EDGE_S * rate_hz)
    if not held.size or held[-1] - held[0] - 2 * edge < SHORTEST_PLATEAU_S * rate_hz:
        return None
    start, last = int(held[0]) + edge, int(held[-1]) - edge
    first, middle, end = (float(part.mean()) for part in np.array_split(samples[start : last + 1], 3))
    if abs(middle - (first + end) / 2) > FLAT * abs(middle) or abs(end - first) > FLAT * abs(middle):
        return None
    return start, last


def fluctuation(samples: Floats, *, detrended: bool) -> tuple[float, float, float]:
    """Mean, s.d. about the mean or about a straight line, and how many independent samples that s.d. rests on.

    The number is n / Σρ² over the lags (Bartlett): neighbouring samples of a force are alike.
    """
    index = np.linspace(-1.0, 1.0, samples.size)
    left = samples - (np.polyval(np.polyfit(index, samples, 1), index) if detrended else samples.mean())
    spectrum = np.abs(np.fft.rfft(left, 2 * left.size)) ** 2
    if spectrum.sum() <= 0.0:
        return float(samples.mean()), 0.0, float(samples.size)
    correlation = np.fft.irfft(spectrum)[: left.size] / float(left @ left)
    alike = float(1 + 2 * (correlation[1:] ** 2).sum())
    return float(samples.mean()), float(np.std(left, ddof=1 + detrended)), samples.size / alike
