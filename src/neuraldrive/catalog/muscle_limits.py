"""What any muscle may be: the bounds of each number, and the numbers that must agree with each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from neuraldrive.errors import CatalogError

RATE_CODINGS = ("onion_skin", "rising")
EMG_PREFIX = "emg_"
"""Numbers that begin so belong to the surface EMG and are checked there."""
OPTIONAL = {"maximal_voluntary_force"}
_FORCE_UNITS = ("N", "N·m")
_NUMBER = (int, float, np.integer, np.floating)


@dataclass(frozen=True)
class Limit:
    """Unit and bounds of a number, wide enough for any muscle of any vertebrate."""

    unit: str
    low: float
    high: float
    whole: bool = False

    def check(self, where: str, value: object, unit: str) -> None:
        """Raise where a value is no number, lies outside the bounds (NaN does) or is in another unit."""
        units = _FORCE_UNITS if self.unit in _FORCE_UNITS else (self.unit,)
        if unit not in units:
            raise _wrong(f"{where}: unit", repr(unit), " or ".join(units), "Convert the value to that unit.")
        if not isinstance(value, _NUMBER) or isinstance(value, bool) or not self.low <= value <= self.high:
            needed = f"a number between {self.low:g} and {self.high:g} {self.unit}"
            raise _wrong(where, _told(value), needed, "Correct the value, and check its unit.")
        if self.whole and value != int(value):
            raise _wrong(where, _told(value), "a whole number", "Correct the value.")


LIMITS: Mapping[str, Limit] = {
    "units": Limit("units", 2, 100_000, whole=True),
    "recruitment_range": Limit("ratio", 1.01, 10_000),
    "upper_limit_of_recruitment": Limit("ratio", 0.02, 0.99),
    "tetanic_force_range": Limit("ratio", 1, 10_000),
    "contraction_time_first_s": Limit("s", 0.005, 0.5),
    "contraction_time_last_s": Limit("s", 0.005, 0.5),
    "rate_at_recruitment_first_pps": Limit("pps", 1, 100),
    "rate_at_recruitment_last_pps": Limit("pps", 1, 100),
    "peak_rate_first_pps": Limit("pps", 2, 200),
    "peak_rate_last_pps": Limit("pps", 2, 200),
    "rate_exponent": Limit("exponent", 0.2, 5),
    "interval_cv": Limit("ratio", 0, 0.6),
    "interval_cv_at_threshold": Limit("ratio", 0, 1),
    "interval_cv_width": Limit("excitation", 0.0001, 1),
    "shared_noise_share": Limit("ratio", 0, 0.3),
    "shared_noise_floor": Limit("excitation", 0, 0.1),
    "fatigability_last_per_s": Limit("1/s", 0, 1),
    "fatigability_range": Limit("ratio", 1, 10_000),
    "fatigue_lag_s": Limit("s", 0.01, 600),
    "fatigue_recovery_s": Limit("s", 1, 1_000_000),
    "electromechanical_delay_s": Limit("s", 0, 0.2),
    "maximal_voluntary_force": Limit("N", 0.01, 50_000),
}  # fmt: skip


def contradiction(rate_coding: str, numbers: Mapping[str, float]) -> CatalogError | None:
    """The error for two numbers that cannot both be true, or None."""
    for higher, lower, why in _ordered(rate_coding):
        if numbers[higher] < numbers[lower]:
            found = f"{higher} {numbers[higher]:g} below {lower} {numbers[lower]:g}"
            return _wrong(f"{higher}, {lower}", found, why, "Exchange or correct the two.")
    return None


def _ordered(rate_coding: str) -> list[tuple[str, str, str]]:
    by_threshold = "peak_rate_first_pps", "peak_rate_last_pps"
    if rate_coding == "rising":
        by_threshold = by_threshold[::-1]
    which = "earlier" if rate_coding == "onion_skin" else "later"
    rates = [
        (f"peak_rate_{unit}_pps", f"rate_at_recruitment_{unit}_pps", "a peak rate at or above that at recruitment")
        for unit in ("first", "last")
    ]
    slow = ("contraction_time_first_s", "contraction_time_last_s", "small units at least as slow as large ones")
    return [*rates, slow, (*by_threshold, f"{which} units that discharge at least as fast, in {rate_coding}")]


def _told(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else repr(value)[:80]


def _wrong(what: str, found: str, needed: str, remedy: str) -> CatalogError:
    return CatalogError(what, found=found, needed=needed, remedy=remedy)
