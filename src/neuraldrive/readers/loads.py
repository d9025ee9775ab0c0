"""Loads that nobody has lifted, or not at that speed."""

from __future__ import annotations

import math
from collections.abc import Sequence

from neuraldrive import catalog
from neuraldrive.records.training import allowed

# Below half of the heaviest lift on record it is the velocity, not the load, that would be in doubt: with a light
# load people are faster than any line says (jumps, throws).
JUDGED_FROM = 0.5


def impossible_load(lift: str, load_kg: float, velocities: Sequence[float]) -> tuple[str, str] | None:
    """(found, needed) for a load that cannot be, None for one that can.

    A load is impossible if it lies above every lift on record, or if its fastest repetition would, on the line
    v = V1 + b(1 − L/R) of people at large, need a 1RM R above every lift on record.

    >>> impossible_load("back_squat", 453.6, [0.646])[0]
    '453.6 kg at 0.65 m/s, which implies a 1RM above 600 kg'
    >>> impossible_load("back_squat", 200.0, [0.646]) is None
    True
    """
    low, high, _ = allowed("load_kg")
    entry = catalog.lift(lift, or_any=True)
    heaviest = entry["heaviest_kg"]
    if not (math.isfinite(load_kg) and low <= load_kg <= high):
        return f"{load_kg:g} kg", f"{low:g} to {high:g} kg"
    if load_kg > heaviest:
        return f"{load_kg:.1f} kg", f"at most {heaviest:g} kg, above every {entry.label.lower()} on record"
    if load_kg < JUDGED_FROM * heaviest or not velocities:
        return None
    left = 1 - load_kg / heaviest
    fastest = entry["velocity_at_one_rm"] + left * entry["slope"]
    if max(velocities) <= fastest:
        return None
    return (
        f"{load_kg:.1f} kg at {max(velocities):.2f} m/s, which implies a 1RM above {heaviest:g} kg",
        f"at most {fastest:.2f} m/s with this load, or another unit or load",
    )
