"""Measurements over time → what is true of this athlete."""

from neuraldrive.adapt.load_velocity import Exclusion, LoadVelocityProfile, Point, load_velocity

__all__ = ["Exclusion", "LoadVelocityProfile", "Point", "load_velocity"]
