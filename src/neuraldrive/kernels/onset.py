"""Where an isometric effort begins: a rise, the baseline before it, and two rules that read one onset from them.

Samples are evenly timed, (n,); places are fractional indices. One trace has several onsets, by convention: the same
rise gives 14 % of maximum at 50 ms by one rule and 31 % by another, so a figure names its rule.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from neuraldrive.kernels.rise import Rise, find_rise

Floats = NDArray[np.float64]

QUIET_SHARE = 0.003
"""Of the effort's maximum above its baseline: a trace without noise leaves its baseline here."""
BAND_SD = 3.0
THRESHOLD_NM = 7.5
"""Aagaard 2002, doi 10.1152/japplphysiol.00283.2002: knee extensors of 291 N·m."""
THRESHOLD_SHARE = 0.026
"""The same threshold where the maximum is not in newton metres: 7.5 / 291."""
BASELINE_S = (0.3, 0.06)
"""A long baseline averages noise and hum; where it wanders (breathing, pre-tension), only a short one is local."""
WANDERS = 0.5
"""The short baseline is taken where it scatters by less than this share of the long one."""
CLEAR_S, CLEAR_SHARE, QUICK_RISE_S = 0.02, 0.2, 0.2
"""The baseline ends so long before the onset, and that share of what a rise takes longer than a quick one: the foot of
a ramp looks like a baseline."""
FOOT_SLACK = 1.5
_QUARTERS = 0.75**0.5 - 0.25**0.5
SLOW_RISE_S = 0.5
"""A rise from a quarter to three quarters that takes longer is a ramp: its foot is no parabola."""


class Onset(NamedTuple):
    """Where it lies, the force of the baseline there, the baseline's scatter (s.d.) and slope per second, and where
    the force left the baseline's band: the onset is known to less than the way between the two."""

    at: float
    base: float
    noise: float
    slope: float
    left_band: float


class _Baseline(NamedTuple):
    level: float
    slope: float
    noise: float
    end: int

    def at(self, index: float | NDArray[np.int64]) -> Floats:
        """Its line inside the window; the last level afterwards, for a trend does not outlast what was seen of it."""
        return self.level + self.slope * np.minimum(np.asarray(index, dtype=np.float64) - self.end, 0.0)


def back_tracked_tillin_2010(samples: Floats, rate_hz: float, whole: float | None = None) -> Onset | None:
    """The onset an eye would choose (Tillin 2010 did it by hand): back down the rise to where it left the baseline.

    That is the last sample inside baseline ± 3 s.d. or, where noise is small, 0.3 % of the maximum above it. Where
    noise is larger the rise is followed on to 0.3 % along the parabola that its foot is. Baseline and onset are
    found in turns, since each bounds the other. `whole` is the maximum meant, if it is not the effort's own.

    Returns:
        None where there is no rise, or no baseline before it.
    """
    rise = find_rise(samples, rate_hz)
    if rise is None:
        return None
    end, found = rise.foot, None
    for _ in range(20):
        line = _baseline(samples, _clear_of(end, rise, rate_hz), rate_hz, trend=rise.duration_s < SLOW_RISE_S)
        if line is None:
            return found
        quiet = QUIET_SHARE * (whole or rise.top - line.level)
        left = _crossing(samples, rise.steepest, line, max(BAND_SD * line.noise, quiet))
        if left is None:
            return found
        at = left
        if BAND_SD * line.noise > quiet and rise.duration_s < SLOW_RISE_S:
            at = min(left, _foot_of_parabola(samples, left, rise, line, (rate_hz, quiet)))
        found = Onset(at, float(line.at(at)), line.noise, line.slope * rate_hz, left)
        if abs(int(at) - end) <= 1:
            return found
        end = int(at)
    return found


def threshold_aagaard_2002(samples: Floats, rate_hz: float, threshold: float, seen: Onset) -> Onset | None:
    """Where the rise passes a fixed force above the baseline that `seen` found, for the last time before it is steepest.

    Aagaard 2002, doi 10.1152/japplphysiol.00283.2002: 7.5 N·m. None where the rise never does.
    """
    rise = find_rise(samples, rate_hz)
    line = _Baseline(seen.base, 0.0, seen.noise, int(seen.at))
    at = None if rise is None else _crossing(samples, rise.steepest, line, threshold)
    return None if at is None else seen._replace(at=at, left_band=at)


def _clear_of(onset: int, rise: Rise, rate_hz: float) -> int:
    """Where the baseline before an onset ends; where little was recorded before it, nearer to it."""
    slow_s = max(0.0, rise.duration_s - QUICK_RISE_S)
    near, far = (onset - round(each * rate_hz) for each in (CLEAR_S, CLEAR_S + CLEAR_SHARE * slow_s))
    return min(near, max(far, round(BASELINE_S[0] * rate_hz)))


def _baseline(samples: Floats, end: int, rate_hz: float, *, trend: bool) -> _Baseline | None:
    fits = []
    for width_s in BASELINE_S:
        start = max(0, end - round(width_s * rate_hz))
        if end - start < max(3, round(BASELINE_S[1] * rate_hz / 2)):
            continue
        index = np.arange(start, end) - (end - 1.0)
        slope, level = np.polyfit(index, samples[start:end], 1) if trend else (0.0, samples[start:end].mean())
        scatter = samples[start:end] - level - slope * index
        fits.append(
            _Baseline(float(level), float(slope), float(np.sqrt((scatter**2).sum() / (index.size - 2))), end - 1)
        )
    if len(fits) == 2 and fits[1].noise < WANDERS * fits[0].noise:
        return fits[1]
    return fits[0] if fits else None


def _crossing(samples: Floats, top: int, line: _Baseline, above: float) -> float | None:
    """Where, going back from `top`, the force is no longer `above` the line; between samples by a straight line."""
    over = samples[: top + 1] - line.at(np.arange(top + 1)) - above
    inside = np.flatnonzero(over <= 0.0)
    if not inside.size or inside[-1] == top:
        return None
    last = int(inside[-1])
    return last + float(over[last] / (over[last] - over[last + 1]))


def _foot_of_parabola(samples: Floats, left: float, rise: Rise, line: _Baseline, scale: tuple[float, float]) -> float:
    """Where the parabola through the rise just above the band passes `scale[1]`; `scale[0]` is the rate."""
    rate_hz, quiet = scale
    first = int(left) + 1
    index = np.arange(first, min(rise.steepest + 1, first + max(4, round(0.2 * rise.duration_s * rate_hz))))
    above = samples[index] - line.at(index)
    if index.size < 4 or above.min() <= 0.0:
        return left
    slope, start = np.polyfit(index, np.sqrt(above), 1)
    if slope <= 0.0:
        return left
    reach = rise.top - line.level
    foot = (np.sqrt(quiet) - start) / slope
    # a parabola that passes from a quarter to three quarters of the top in that time cannot be longer below the band
    share = min(1.0, BAND_SD * line.noise / reach)
    longest = FOOT_SLACK * (np.sqrt(share) - np.sqrt(min(share, quiet / reach))) * rise.duration_s * rate_hz / _QUARTERS
    return float(max(foot, left - longest, 0.0))
