"""A watch's fused motion (CMDeviceMotion): acceleration without gravity, the direction of gravity, attitude."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from neuraldrive.errors import BadValue
from neuraldrive.readers import delimited
from neuraldrive.readers.columns import Column, slug
from neuraldrive.readers.options import Options
from neuraldrive.readers.sampled import Sampled, sampled
from neuraldrive.readers.table import Floats, Table
from neuraldrive.records import Reading
from neuraldrive.units import STANDARD_GRAVITY_MPS2

NAME = "watch"
LABEL = "Watch on the wrist or the bar (CSV)"
SUFFIXES = (".csv",)
CARD = "the columns t, ua_x, ua_y, ua_z, g_x, g_y, g_z (in g)"

_NEEDED = {"t": ("time", "s"), **{f"{stem}_{axis}": (f"{stem}_{axis}", "g") for stem in ("ua", "g") for axis in "xyz"}}
_ROTATION = ("rotation_rate_", "rr_", "w_", "gyro_", "r_")
_GRAVITY_G = (0.9, 1.1)  # the direction comes as a unit vector; another length is another column


def recognises(table: Table) -> float:
    """1 where acceleration and gravity are there, each with its axes."""
    return 1.0 if set(_NEEDED) <= {slug(column) for column in table.columns} else 0.0


def read(table: Table, options: Options) -> Reading:
    """One recording: vertical acceleration, upward positive, and the axes as an accelerometer senses them.

    The watch writes gravity as the downward direction and acceleration with the same sign as its accelerometer,
    which reads −1 g on the axis that points up at rest: a push upward is negative along "up". So upward
    acceleration is +ua·ĝ. (In 7 recorded sets of deadlifts the plates then land with an upward shock.)

    Raises:
        BadValue: gravity is not of length 1, or time does not run.
    """
    names = [slug(column) for column in table.columns]
    columns = {theirs: Column(names.index(theirs), theirs, "g", 1.0) for theirs in _NEEDED}
    clock = replace(columns.pop("t"), unit="s")
    columns |= _rotation(names)
    found = sampled(table, clock, columns)
    values = _vertical_and_axes(table, found.values)
    flags = [*found.flags]
    device = "watch_on_bar" if "_bar" in table.path.name.lower() else "wrist_watch"
    recording = delimited.recording(
        table, Sampled(found.times, values, found.flags, found.started_at), options, flags, device=device
    )
    return delimited.reading(table, NAME, (recording,), options)


def _vertical_and_axes(table: Table, values: Mapping[str, Floats]) -> dict[str, Floats]:
    own = np.column_stack([values[f"ua_{axis}"] for axis in "xyz"])
    gravity = np.column_stack([values[f"g_{axis}"] for axis in "xyz"])
    length = np.linalg.norm(gravity, axis=1)
    if not (_GRAVITY_G[0] < length.min() and length.max() < _GRAVITY_G[1]):
        raise BadValue(
            "gravity (g_x, g_y, g_z)", found=f"a length of {length.min():.3g} to {length.max():.3g}", needed="1 g",
            remedy="If these are rotations, name them gyro_x (rad/s) and read the file as delimited.",
        )  # fmt: skip
    upward = (own * gravity).sum(axis=1) / length * STANDARD_GRAVITY_MPS2
    sensed = -(own + gravity) * STANDARD_GRAVITY_MPS2
    turning = {name: each for name, each in values.items() if name.startswith("angular")}
    return {
        "acceleration": upward, **{f"acceleration_{axis}": sensed[:, at] for at, axis in enumerate("xyz")}, **turning
    }  # fmt: skip


def _rotation(names: list[str]) -> dict[str, Column]:
    for stem in _ROTATION:
        if all(f"{stem}{axis}" in names for axis in "xyz"):
            return {
                f"angular_velocity_{axis}": Column(names.index(stem + axis), stem + axis, "rad/s", 1.0)
                for axis in "xyz"
            }
    return {}
