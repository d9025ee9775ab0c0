"""Measurements over time → what is true of this athlete."""

import neuraldrive.machine_code  # noqa: F401  before any kernel: it mends what numba kept of them
from neuraldrive.adapt.load_velocity import Exclusion, LoadVelocityProfile, Point, load_velocity

__all__ = ["Exclusion", "LoadVelocityProfile", "Point", "load_velocity"]
