"""Recording → Measurement: each measure checks, calls its kernel, and returns a number that can defend itself."""

import neuraldrive.machine_code  # noqa: F401  before any kernel: it mends what numba kept of them
from neuraldrive.measure.activation import voluntary_activation
from neuraldrive.measure.bar_path import bar_path
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
from neuraldrive.measure.begin import OnsetRule
from neuraldrive.measure.discharge import (
    discharge_rate,
    discharge_rates,
    doublets,
    first_interval_rate,
    interspike_variability,
)
from neuraldrive.measure.effort import efforts
from neuraldrive.measure.everything import Finding, everything
from neuraldrive.measure.explosive import (
    force_at,
    force_onset,
    impulse,
    peak_rate_of_force_development,
    rate_of_force_development,
    time_to_force,
)
from neuraldrive.measure.force import maximal_voluntary_force, steadiness
from neuraldrive.measure.online_repetitions import OnlineRepetitions
from neuraldrive.measure.online_stream import Health
from neuraldrive.measure.recruitment import (
    delta_f,
    derecruitment_thresholds,
    recruitment_interval,
    recruitment_thresholds,
)
from neuraldrive.measure.repetitions import repetitions, with_rises
from neuraldrive.measure.twitch import contraction_time, half_relaxation_time

__all__ = [
    "Finding",
    "Health",
    "OnlineRepetitions",
    "OnsetRule",
    "all_of",
    "bar_path",
    "contraction_time",
    "delta_f",
    "derecruitment_thresholds",
    "discharge_rate",
    "discharge_rates",
    "doublets",
    "duration",
    "efforts",
    "everything",
    "first_interval_rate",
    "force_at",
    "force_onset",
    "half_relaxation_time",
    "impulse",
    "interspike_variability",
    "maximal_voluntary_force",
    "mean_acceleration",
    "mean_power",
    "mean_propulsive_velocity",
    "mean_velocity",
    "peak_power",
    "peak_rate_of_force_development",
    "peak_velocity",
    "range_of_motion",
    "rate_of_force_development",
    "recruitment_interval",
    "recruitment_thresholds",
    "repetitions",
    "steadiness",
    "time_to_force",
    "time_to_peak_velocity",
    "velocity_loss",
    "voluntary_activation",
    "with_rises",
]
