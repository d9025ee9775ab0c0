"""What differs between two people with the same muscle."""

from __future__ import annotations

from dataclasses import dataclass, fields

from neuraldrive.errors import RecordError

_ALLOWED: dict[str, tuple[float, float]] = {
    "recruitment_time_s": (0.0, 1.0),
    "recruitment_shape": (0.1, 5.0),
    "initial_rate_pps": (0.0, 400.0),
    "initial_rate_spread": (0.0, 1.0),
    "burst_decay_s": (0.001, 1.0),
    "sustained_start": (0.0, 1.0),
    "sustained_rise_s": (0.01, 5.0),
    "doublet_share": (0.0, 1.0),
    "doublet_interval_s": (0.002, 0.02),
    "ceiling": (0.1, 1.0),
    "peak_rate_scale": (0.3, 2.0),
    "noise_scale": (0.0, 10.0),
    "inward_current": (0.0, 0.3),
}


@dataclass(frozen=True)
class NeuralState:
    """How a nervous system drives a pool; the muscle is not part of it.

    Args:
        recruitment_time_s: from the first to the last recruitment in a ballistic effort.
        recruitment_shape: unit i starts at recruitment_time · w^shape, w its threshold between the first and the last.
        initial_rate_pps: mean rate with which units set out in a ballistic effort; it spreads lognormally across units
            with `initial_rate_spread`.
        burst_decay_s: time constant with which the initial rate falls to the sustained one, from the first discharge on:
            the rate of the first interval, as it is measured, is the lower for it.
        sustained_start: share of the sustained excitation that is there at once; the rest rises with `sustained_rise_s`.
        doublet_share: share of units whose first discharge in a ballistic effort is a doublet of `doublet_interval_s`.
        ceiling: voluntary ceiling as force-equivalent drive: share of the force that full excitation would give.
        peak_rate_scale: factor on the sustained rates above those at recruitment.
        noise_scale: factor on the noise of the drive that all units share.
        inward_current: persistent inward current, as excitation that a unit goes on without once it is recruited;
            0 for none.

    Raises:
        RecordError: a value that no nervous system has.

    >>> NeuralState("untrained").ceiling
    0.91
    """

    name: str = "untrained"
    recruitment_time_s: float = 0.089
    recruitment_shape: float = 0.56
    initial_rate_pps: float = 90.0
    initial_rate_spread: float = 0.2
    burst_decay_s: float = 0.030
    sustained_start: float = 0.38
    sustained_rise_s: float = 0.2
    doublet_share: float = 0.08
    doublet_interval_s: float = 0.004
    ceiling: float = 0.91
    peak_rate_scale: float = 1.0
    noise_scale: float = 1.0
    inward_current: float = 0.0
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for field in fields(self):
            if field.name in _ALLOWED:
                value, (low, high) = getattr(self, field.name), _ALLOWED[field.name]
                if not isinstance(value, int | float) or not low <= value <= high:
                    raise RecordError(
                        f"neural state: {field.name}", found=f"{value}", needed=f"between {low:g} and {high:g}",
                        remedy="Check its unit: times are in seconds, rates in pulses a second, shares between 0 and 1.",
                    )  # fmt: skip
