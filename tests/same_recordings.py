"""Whether two recordings hold the same, to the last bit."""

from __future__ import annotations

from dataclasses import astuple, fields, is_dataclass
from typing import Any

import numpy as np

from neuraldrive.records import Recording


def differences(one: Recording, other: Recording) -> list[str]:
    """Names of what differs, in bits; [] if nothing does."""
    found = [] if list(one.channels) == list(other.channels) else ["channels"]
    for name in set(one.channels) & set(other.channels):
        a, b = one[name], other[name]
        found += (
            []
            if _bits((a.samples, a.times_s, a.unit, a.rate_hz, a.start_s))
            == _bits((b.samples, b.times_s, b.unit, b.rate_hz, b.start_s))
            else [name]
        )
    found += _different("motor_units", one.motor_units, other.motor_units)
    found += _different("truth", one.truth, other.truth)
    plain = [field.name for field in fields(Recording) if field.name not in ("channels", "motor_units", "truth")]
    return found + [name for name in plain if getattr(one, name) != getattr(other, name)]


def _different(what: str, one: Any, other: Any) -> list[str]:
    if type(one) is not type(other):
        return [what]
    if one is None:
        return []
    return [
        f"{what}.{field.name}"
        for field in fields(one)
        if _bits(getattr(one, field.name)) != _bits(getattr(other, field.name))
    ]


def _bits(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return value.dtype.str, value.shape, value.tobytes()
    if isinstance(value, tuple):
        return tuple(_bits(each) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        return type(value), _bits(astuple(value))
    if isinstance(value, float):
        return value.hex()  # NaN too is the same as itself
    return value
