"""Electrodes on the skin: where they lie, what is subtracted from what, and what the amplifier adds."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from neuraldrive.errors import BadValue
from neuraldrive.units import is_number

BIPOLAR_M = 0.020
"""SENIAM's distance of two electrodes (Hermens 2000), each at most 10 mm wide."""
BIPOLAR_RADIUS_M = 0.005
GRID_RADIUS_M = 0.0015
GRID_ROWS = 8
KINDS = ("bipolar", "grid_8x8")


@dataclass(frozen=True)
class Electrodes:
    """Round electrodes on the skin over a muscle.

    Args:
        name: what they are called; two electrodes of which one channel is made are "bipolar".
        places_m: (across, along the fibres) of each electrode, from the middle of them all.
        pairs: (plus, minus) of each channel, numbers of electrodes; none for one channel an electrode, against a far one.
        radius_m: of an electrode; 0 for a point.
        along_m: place of their middle along the fibres, from the middle of the end plates; halfway to the tendon if None.
        across_m: place of their middle across the fibres, from the middle of the muscle.
        noise_v: root mean square of the noise that electrode and amplifier add to each channel.
        hum_v, hum_hz: amplitude of the mains on all channels alike, and its frequency; off by default.

    Raises:
        BadValue: no electrode, a pair of electrodes that are not there, or a negative size.
    """

    name: str
    places_m: tuple[tuple[float, float], ...]
    pairs: tuple[tuple[int, int], ...] = ()
    radius_m: float = 0.0
    along_m: float | None = None
    across_m: float = 0.0
    noise_v: float = 0.0
    hum_v: float = 0.0
    hum_hz: float = 50.0

    def __post_init__(self) -> None:
        if not self.places_m:
            raise BadValue("electrodes", found="none", needed="at least one", remedy="Give their places.")
        if any(not 0 <= each < len(self.places_m) for pair in self.pairs for each in pair):
            raise BadValue(
                "electrodes: pairs", found=f"{self.pairs}", needed=f"numbers from 0 to {len(self.places_m) - 1}",
                remedy="Count electrodes from 0.",
            )  # fmt: skip
        for field in ("along_m", "across_m"):
            value = getattr(self, field)
            if not (value is None and field == "along_m") and not (is_number(value) and math.isfinite(value)):
                raise BadValue(f"electrodes: {field}", found=f"{value}", needed="a number", remedy="Give it in metres.")
        for field in ("radius_m", "noise_v", "hum_v", "hum_hz"):
            value = getattr(self, field)
            if not is_number(value) or not math.isfinite(value) or value < 0.0:
                raise BadValue(f"electrodes: {field}", found=f"{value}", needed="0 or more", remedy="Correct it.")

    @property
    def channels(self) -> tuple[str, ...]:
        """Names of the channels of a recording: emg, or emg_001 … for more than one."""
        count = len(self.pairs) or len(self.places_m)
        return ("emg",) if count == 1 else tuple(f"emg_{number:03d}" for number in range(1, count + 1))


def electrodes(
    kind: str, *, inter_electrode_m: float | None = None, along_m: float | None = None, across_m: float = 0.0,
    noise_v: float = 0.0, hum_v: float = 0.0,
) -> Electrodes:  # fmt: skip
    """Electrodes of a usual kind.

    Args:
        kind: "bipolar" (two along the fibres, 20 mm apart) or "grid_8x8" (64 monopolar ones 10 mm apart; row by row, the
            first row at the end away from the tendon, within a row across the fibres).
        inter_electrode_m: another distance, say 0.008 for a grid.

    Raises:
        BadValue: no such kind, or a distance that is not above 0.

    >>> electrodes("bipolar").places_m
    ((0.0, -0.01), (0.0, 0.01))
    >>> grid = electrodes("grid_8x8", inter_electrode_m=0.008)
    >>> grid.channels[0], grid.places_m[0], grid.places_m[63]
    ('emg_001', (-0.028, -0.028), (0.028, 0.028))
    """
    if kind not in KINDS:
        raise BadValue("electrodes", found=repr(kind), needed=" or ".join(KINDS), remedy="Name one of them.")
    apart = inter_electrode_m if inter_electrode_m is not None else BIPOLAR_M if kind == "bipolar" else 0.010
    if not is_number(apart) or not math.isfinite(apart) or apart <= 0.0:
        raise BadValue("inter_electrode_m", found=f"{apart}", needed="above 0", remedy="Give it in metres.")
    places: tuple[tuple[float, float], ...]
    if kind == "bipolar":
        places = ((0.0, -0.5 * apart), (0.0, 0.5 * apart))
        made = Electrodes(kind, places, pairs=((1, 0),), radius_m=min(BIPOLAR_RADIUS_M, 0.5 * apart))
    else:
        ticks = [round((k - 0.5 * (GRID_ROWS - 1)) * apart, 9) for k in range(GRID_ROWS)]
        places = tuple((across, along) for along in ticks for across in ticks)
        made = Electrodes(kind, places, radius_m=min(GRID_RADIUS_M, 0.5 * apart))
    return replace(made, along_m=along_m, across_m=across_m, noise_v=noise_v, hum_v=hum_v)
