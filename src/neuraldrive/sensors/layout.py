"""How a sensor writes its samples: which channel, in which units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from neuraldrive.errors import BadValue
from neuraldrive.records.sample_block import COLUMNS
from neuraldrive.sensors.address import Address
from neuraldrive.units import to_si

Floats = NDArray[np.float64]

_SI = {"position": "m", "velocity": "m/s", "acceleration": "m/s2", "inertial": "m/s2"}


class Rows(NamedTuple):
    """Samples as they came together: times (n,), values (n, columns), in SI units; battery 0 to 1 if it was told."""

    times_s: Floats
    values: Floats
    battery: float | None = None
    unread: int = 0


@dataclass(frozen=True)
class Layout:
    """Declared channel (None: by what comes), that of a row of two numbers, and what turns values and times into SI."""

    channel: str | None = None
    single: str = "position"
    unit: str | None = None
    factor: float = 1.0
    rotation: float = 1.0
    time: float = 1.0

    def channel_of(self, numbers: int) -> str | None:
        """Channel of a row of so many numbers, the first of them the time; None where no channel has such rows."""
        if numbers == 1 + COLUMNS["inertial"]:
            return "inertial"
        return self.single if numbers == 2 else None

    def fits(self, channel: str) -> bool:
        """Whether the declared channel and unit can be of this one."""
        return self.channel in (None, channel) and self.unit in (None, _SI[channel])

    def in_si(self, rows: Floats) -> tuple[Floats, Floats]:
        """Times and values of rows."""
        with np.errstate(over="ignore"):
            values = rows[:, 1:] * self.factor
            if values.shape[1] == COLUMNS["inertial"]:
                values[:, 3:] = rows[:, 4:] * self.rotation
            return rows[:, 0] * self.time, values


def layout_of(address: Address) -> Layout:
    """What an address declares; metres and seconds, and rad/s, where it does not.

    Raises:
        BadValue: a channel or unit that is none, or a unit that is not one of that channel.

    >>> from neuraldrive.sensors.address import parse_address
    >>> layout_of(parse_address("ws://phone:8080?channel=velocity&unit=mm/s")).factor
    0.001
    """
    channel = address.options.get("channel")
    if channel is not None and channel not in COLUMNS:
        raise BadValue("channel", found=repr(channel), needed=f"one of {', '.join(COLUMNS)}", remedy="Choose one.")
    factor, unit = to_si(address.options["unit"]) if "unit" in address.options else (1.0, None)
    known = channel or next((name for name, si in _SI.items() if si == unit), "position")
    if unit is not None and unit != _SI[known]:
        kind = f"of {channel}, {_SI[known]} say" if channel else "of length, velocity or acceleration"
        raise BadValue(
            "unit", found=repr(address.options["unit"]), needed=f"a unit {kind}", remedy="Correct the address."
        )
    rotation = _factor(address, "rotation_unit", "rad/s")
    return Layout(
        channel,
        known if COLUMNS[known] == 1 else "position",
        unit,
        factor,
        rotation,
        _factor(address, "time_unit", "s"),
    )


def _factor(address: Address, option: str, si: str) -> float:
    text = address.options.get(option, si)
    factor, found = to_si(text)
    if found != si:
        raise BadValue(option, found=repr(text), needed=f"a unit like {si}", remedy="Correct the address.")
    return factor
