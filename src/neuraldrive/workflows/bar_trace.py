"""The speed of the bar now, for the eye: what a live trace draws between two verdicts. No verdict rests on it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from neuraldrive.records import SampleBlock

Floats = NDArray[np.float64]

OVER_S = 0.045
"""Speed from position is over so long, or over one step of a slower sensor."""
LEAK_S, GRAVITY_S, STILL_MPS2 = 2.0, 3.0, 0.3
"""What speed from acceleration forgets, how slowly gravity is followed, and where it is seen alone."""
EVERY_S = 0.004
"""Finer than that no screen shows it."""


class BarTrace:
    """Blocks of samples in; pairs of time (s, the sensor's clock) and speed (m/s, upward positive) out, shape (n, 2).

    From position it lags by half of OVER_S; from acceleration it drifts back to nought.

    >>> import numpy as np
    >>> times = np.arange(20) / 100
    >>> pairs = BarTrace().add(SampleBlock("position", times, 0.5 * times, 0.0, "bar"))
    >>> pairs.shape, round(float(pairs[-1, 1]), 3)
    ((20, 2), 0.5)
    """

    def __init__(self) -> None:
        self._times, self._heights = np.zeros(0), np.zeros(0)
        self._last_s, self._sent_s = -np.inf, -np.inf
        self._gravity: Floats | None = None
        self._speed = 0.0

    def add(self, block: SampleBlock) -> Floats:
        """What the block adds; samples that came late are left out."""
        fresh = block.times_s > self._last_s
        times, samples = block.times_s[fresh], block.samples[fresh]
        if not times.size:
            return np.zeros((0, 2))
        speed = self._speeds(block.channel, times, samples)
        self._last_s = float(times[-1])
        return self._thinned(times, speed)

    def _speeds(self, channel: str, times: Floats, samples: Floats) -> Floats:
        if channel == "velocity":
            return np.asarray(samples)
        if channel == "position":
            return self._of_position(times, samples)
        from scipy.signal import lfilter  # late: half a second of start-up that an encoder does not need

        steps = np.diff(times, prepend=self._last_s if np.isfinite(self._last_s) else times[0])
        step = float(np.clip(steps.mean(), 1e-4, 0.25))
        upward = samples if channel == "acceleration" else self._upward(samples, step)
        keep = 1.0 - step / LEAK_S
        found, state = lfilter([step], [1.0, -keep], upward, zi=[keep * self._speed])
        self._speed = float(state[0]) / keep
        return np.asarray(found)

    def _of_position(self, times: Floats, heights: Floats) -> Floats:
        whole, high = np.concatenate([self._times, times]), np.concatenate([self._heights, heights])
        first = whole.size - times.size
        now = np.arange(first, whole.size)
        then = np.minimum(np.searchsorted(whole, times - OVER_S + 1e-9, side="right") - 1, now - 1).clip(0)
        span = whole[now] - whole[then]
        recent = whole >= times[-1] - 1.0
        self._times, self._heights = whole[recent], high[recent]
        near = (span > 0.0) & (span < 0.5)
        return np.asarray(np.divide(high[now] - high[then], span, out=np.zeros(times.size), where=near))

    def _upward(self, samples: Floats, step: float) -> Floats:
        """Acceleration along gravity, without it; gravity is what is felt while nothing accelerates."""
        felt = samples[:, :3]
        mean = felt.mean(axis=0)
        if self._gravity is None:
            self._gravity = mean
        size = float(np.linalg.norm(self._gravity))
        if abs(float(np.linalg.norm(mean)) - size) < STILL_MPS2:
            self._gravity = self._gravity + min(felt.shape[0] * step / GRAVITY_S, 1.0) * (mean - self._gravity)
            size = float(np.linalg.norm(self._gravity))
        return np.asarray(felt @ self._gravity / max(size, 1e-6) - size)

    def _thinned(self, times: Floats, speed: Floats) -> Floats:
        """At most one in EVERY_S, the newest always."""
        usual = np.median(np.diff(times)) if times.size > 1 else EVERY_S
        every = max(int(np.ceil(EVERY_S / max(usual, 1e-6) - 1e-6)), 1)
        kept = np.arange(times.size - 1, -1, -every)[::-1]
        return np.column_stack([times[kept], speed[kept]])
