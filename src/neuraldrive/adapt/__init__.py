"""Measurements over time → what is true of this athlete."""

import neuraldrive.machine_code  # noqa: F401  before any kernel: it mends what numba kept of them
from neuraldrive.adapt.line_points import Exclusion, Point
from neuraldrive.adapt.load_velocity import LoadVelocityProfile, load_velocity

__all__ = ["Exclusion", "LoadVelocityProfile", "Point", "load_velocity"]
