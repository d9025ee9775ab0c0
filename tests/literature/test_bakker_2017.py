"""Bakker et al. 2017, mouse fibres: a doublet at the start of a 70 Hz train fills troponin sooner."""

from __future__ import annotations

import numpy as np

from neuraldrive.evidence import single_unit
from neuraldrive.kernels.activation import FORCE_SHARE

PAPER = "bakker_2017"
CONTRACTION_TIME_S = 0.050


def half_filled_s(pulses_s: np.ndarray) -> float:
    """When the saturated stage, which stands for troponin, is half full: force and its slope give it back."""
    force = single_unit.force(pulses_s, CONTRACTION_TIME_S)
    filled = force + FORCE_SHARE * CONTRACTION_TIME_S * np.gradient(force) * single_unit.RATE_HZ
    return float(np.argmax(filled > 0.5) / single_unit.RATE_HZ)


def test_a_doublet_at_200_hz_fills_troponin_sooner(row):
    plain = single_unit.regular(70.0, 20)
    opened = np.sort(np.concatenate((plain, [0.005])))
    row.meets(
        "B19",
        "half filling, plain train less one with a doublet",
        half_filled_s(plain) - half_filled_s(opened),
        low=0.001,
        unit="s",
    )
