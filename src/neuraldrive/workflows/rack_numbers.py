"""The numbers on the screen at the rack, each with its error."""

from __future__ import annotations

import math
from collections.abc import Sequence

from neuraldrive import catalog, measure
from neuraldrive.monitor.live_set import DONE, FAILED
from neuraldrive.records import Repetition

__all__ = ["DONE", "FAILED", "LEVELS", "error_mps", "loss", "scale", "sensor_words"]
_Z95 = 1.96
_SCALES = ((0.2, 0.8), (0.2, 1.4), (0.0, 2.6))
LEVELS = {"may stop a set": 3, "advises": 2, "counts only": 1}


def error_mps(sensor: str) -> float:
    """95 % error of the mean velocity of one repetition, m/s.

    >>> round(error_mps("linear_encoder"), 3)
    0.028
    """
    found = catalog.sensor(sensor)
    return _Z95 * math.hypot(found["mean_velocity_offset_sd"], found["mean_velocity_noise_sd"])


def loss(speeds: Sequence[float], sensor: str) -> tuple[float, float] | None:
    """Loss of velocity from the fastest repetition to the last, and its 95 % error, as ratios; None below two.

    >>> loss([0.55], "linear_encoder")
    >>> [round(each, 2) for each in loss([0.55, 0.57, 0.53], "linear_encoder")]
    [0.07, 0.05]
    """
    if len(speeds) < 2:
        return None
    found = measure.velocity_loss([Repetition(mean_velocity=each, device=sensor) for each in speeds])
    assert found.interval is not None
    return found.value, (found.interval[1] - found.interval[0]) / 2.0


def scale(values: Sequence[float]) -> tuple[float, float]:
    """Ends of the bar of velocity: the narrowest of three that holds all, so that it seldom changes.

    >>> scale([0.45, 0.6]), scale([0.9])
    ((0.2, 0.8), (0.2, 1.4))
    """
    return next((each for each in _SCALES if all(each[0] <= value <= each[1] for value in values)), _SCALES[-1])


def sensor_words(sensor: str, grade: str = "") -> dict[str, str | int | float]:
    """What stands on the sensor's badge: who, what it may do, how many bars, its error.

    Args:
        grade: what lift and history allow it to say, where that is known; else its own.

    >>> sensor_words("linear_encoder")["says"], sensor_words("linear_encoder", "advises")["level"]
    ('Linear encoder: may stop', 2)
    """
    found = catalog.sensor(sensor)
    grade = grade or found.grade
    may = {"may stop a set": "may stop"}.get(grade, grade)
    says = f"{found.label}: {may}"
    return {"name": found.name, "says": says, "level": LEVELS.get(grade, 1), "error_mps": error_mps(sensor)}
