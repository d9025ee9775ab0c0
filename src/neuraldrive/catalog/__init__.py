"""What the literature says, as data: lifts and sensors, each number with its source."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from neuraldrive.catalog.entries import Lift, Sensor, load_lift, load_sensor, tables, unknown

__all__ = ["Lift", "Sensor", "lift", "lift_name", "lifts", "sensor", "sensors"]

ANY_LIFT = "any_lift"


@cache
def lifts() -> Mapping[str, Lift]:
    """All lifts by name."""
    return {name: load_lift(name, table) for name, table in tables("lifts").items()}


@cache
def sensors() -> Mapping[str, Sensor]:
    """All sensors by name."""
    return {name: load_sensor(name, table) for name, table in tables("sensors").items()}


def lift(name: str, *, or_any: bool = False) -> Lift:
    """The lift of that name; with `or_any`, the entry for any lift where the catalogue has none.

    Raises:
        CatalogError: no such lift.

    >>> lift("bench_press").label
    'Bench press'
    """
    if name in lifts():
        return lifts()[name]
    if or_any:
        return lifts()[ANY_LIFT]
    raise unknown("lift", name, lifts())


def sensor(name: str) -> Sensor:
    """The sensor of that name.

    Raises:
        CatalogError: no such sensor.

    >>> sensor("linear_encoder").grade
    'may stop a set'
    """
    if name in sensors():
        return sensors()[name]
    raise unknown("sensor", name, sensors())


@cache
def _aliases() -> Mapping[str, str]:
    found = {}
    for name, entry in lifts().items():
        for spelling in (name, entry.label, *entry.aliases):
            found[_slug(spelling)] = name
    return found


def lift_name(text: str) -> str:
    """The catalogue's name for a lift as people write it; else the text as a name of its own.

    >>> lift_name("Barbell Squat"), lift_name("Skull Crushers")
    ('back_squat', 'skull_crushers')
    """
    slug = _slug(text)
    return _aliases().get(slug, slug)


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")
