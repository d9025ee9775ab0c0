"""Recording → Measurement: each measure checks, calls its kernel, and returns a number that can defend itself."""

from neuraldrive.measure.bar_velocity import (
    all_of,
    duration,
    mean_acceleration,
    mean_power,
    mean_propulsive_velocity,
    mean_velocity,
    peak_power,
    peak_velocity,
    range_of_motion,
    time_to_peak_velocity,
    velocity_loss,
)
from neuraldrive.measure.repetitions import repetitions, with_rises

__all__ = [
    "all_of",
    "duration",
    "mean_acceleration",
    "mean_power",
    "mean_propulsive_velocity",
    "mean_velocity",
    "peak_power",
    "peak_velocity",
    "range_of_motion",
    "repetitions",
    "time_to_peak_velocity",
    "velocity_loss",
    "with_rises",
]
