"""What is known before the first day: other people's scatter and slope; and readings as rows of the athlete's line."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from neuraldrive import catalog
from neuraldrive.catalog import Scatter
from neuraldrive.kernels import baseline as kernel
from neuraldrive.kernels.baseline import Floats
from neuraldrive.monitor.dated import Dated
from neuraldrive.monitor.running import noise_of

FAST_MPS = 0.5
"""From there on the scatter of sets grows with speed."""
SLOPE_SPREAD = 0.5
"""Of the fall of velocity with load in other people, as a share: assumed, so wide that two loads of one's own outweigh it."""


def readings_of(points: Sequence[Dated], reference: float) -> kernel.Readings:
    value = np.array([each.value for each in points], dtype=np.float64)
    day = np.array([each.day.toordinal() for each in points], dtype=np.int64)
    return kernel.Readings(design_of(points, reference), value, day, scale_of(value, not math.isnan(reference)))


def design_of(points: Sequence[Dated], reference: float) -> Floats:
    """A column of ones and, for bar speed, how far the load lies from the mean load, as a share of it."""
    ones = np.ones(len(points))
    if math.isnan(reference):
        return ones[:, None]
    return np.column_stack((ones, np.array([each.load_kg for each in points]) / reference - 1.0))


def scale_of(value: Floats, is_speed: bool) -> Floats:
    return np.maximum(value / FAST_MPS, 1.0) if is_speed else np.ones(value.size)


def line_prior(lift: str, reference: float) -> kernel.LinePrior:
    """Level unknown; slope as in other people, with a wide spread."""
    if not lift:
        return kernel.LinePrior(np.zeros(1), np.zeros(1))
    entry = catalog.lift(lift, or_any=True)
    slope = -entry["slope"] * reference / entry["usual_one_rm_kg"]
    return kernel.LinePrior(np.array([0.0, slope]), np.array([0.0, 1.0 / (SLOPE_SPREAD * slope) ** 2]))


def usual_scatter(known: Scatter | None, sensor: str) -> kernel.Usual:
    if known is None:
        return kernel.Usual(0.0, 0.0, 0.0, 0.0)
    noise = noise_of(catalog.sensor(sensor)) if sensor else (0.0,)
    reading = math.hypot(known["reading_sd"], *noise)
    return kernel.Usual(known["day_sd"], reading, known["day_weight"], known["reading_weight"])
