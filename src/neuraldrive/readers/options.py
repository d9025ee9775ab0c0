"""What the reader of a file may be told beside the file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from neuraldrive import catalog
from neuraldrive.errors import BadValue
from neuraldrive.units import LOAD_UNITS


@dataclass(frozen=True)
class Options:
    """What the user says about a file; it fills gaps, and `load_unit` and `device` also overrule the file.

    `rate_hz`, `force_column`, `force_unit` and `calibration` are for files of force.

    Raises:
        BadValue: `load_unit` is neither kg nor lb, `load_kg` is no load, or `rate_hz` no rate.

    >>> Options(lift="Squat", load_unit="lbs").load_unit
    'lb'
    """

    athlete: str | None = None
    lift: str | None = None
    load_kg: float | None = None
    load_unit: str | None = None
    device: str | None = None
    rate_hz: float | None = None
    force_column: tuple[str, ...] = ()
    force_unit: str | None = None
    calibration: float | str | Path | None = None

    def __post_init__(self) -> None:
        if self.load_unit is not None:
            object.__setattr__(self, "load_unit", self.load_unit.strip().lower().removesuffix("s"))
            if self.load_unit not in LOAD_UNITS:
                raise BadValue(
                    "load_unit", found=repr(self.load_unit), needed="kg or lb", remedy="Give one of the two."
                )
        if self.load_kg is not None and not 0.5 <= self.load_kg <= 1500:
            raise BadValue(
                "load_kg", found=f"{self.load_kg:g}", needed="0.5 to 1500 kg", remedy="Give the mass on the bar in kg."
            )
        if self.rate_hz is not None and not 2 <= self.rate_hz <= 100_000:
            raise BadValue(
                "rate_hz", found=f"{self.rate_hz:g}", needed="2 to 100,000 Hz", remedy="Give the samples a second."
            )
        if self.lift is not None:
            object.__setattr__(self, "lift", catalog.lift_name(self.lift))
