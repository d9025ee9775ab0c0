"""True and False are no numbers to any simulation; whole numbers and NumPy's are."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from neuraldrive import simulate
from neuraldrive.errors import BadValue

HAND = "first_dorsal_interosseous"
SHORT = simulate.ballistic(to=0.5)

CALLS: dict[str, Callable[[], object]] = {
    "to": lambda: simulate.ramp(to=True),
    "to of NumPy": lambda: simulate.ballistic(to=np.True_),  # type: ignore[arg-type]
    "at": lambda: simulate.hold(at=True, hold_s=2.0),
    "at of a steady state": lambda: simulate.steady_state(HAND, at=True),
    "rise_s": lambda: simulate.ramp(to=0.4, rise_s=True),
    "hold_s": lambda: simulate.maximal(hold_s=np.True_),  # type: ignore[arg-type]
    "repetitions": lambda: simulate.ballistic(to=0.5, repetitions=True),
    "drive": lambda: simulate.drive([False, True], rate_hz=10.0),
    "drive among numbers": lambda: simulate.drive([0.0, True, 0.5], rate_hz=10.0),
    "drive of NumPy": lambda: simulate.drive(np.array([False, True]), rate_hz=10.0),
    "drive of text": lambda: simulate.drive(["0.1", "0.2"], rate_hz=10.0),  # type: ignore[list-item]
    "drive of uneven rows": lambda: simulate.drive([[0.1], [0.1, 0.2]], rate_hz=10.0),  # type: ignore[list-item]
    "rate_hz": lambda: simulate.drive([0.0, 1.0], rate_hz=True),
    "rate_hz of pulses": lambda: simulate.stimulus(2, rate_hz=True),
    "at_s": lambda: simulate.stimulus(2, at_s=True),
    "pulses": lambda: simulate.stimulus(True),
    "rate_hz of a recording": lambda: simulate.contraction(HAND, SHORT, rate_hz=True),
    "duration_s": lambda: simulate.evoked(HAND, simulate.stimulus(), duration_s=True),
    "seed": lambda: simulate.contraction(HAND, SHORT, seed=True),
    "seed of NumPy": lambda: simulate.contraction(HAND, SHORT, seed=np.False_),  # type: ignore[arg-type]
    "electrodes: noise_v": lambda: simulate.electrodes("bipolar", noise_v=True),
    "electrodes: across_m": lambda: simulate.electrodes("bipolar", across_m=float("nan")),
    "electrodes: along_m": lambda: simulate.electrodes("bipolar", along_m=True),
    "inter_electrode_m": lambda: simulate.electrodes("bipolar", inter_electrode_m=True),
    "seed of the anatomy": lambda: simulate.surface_potentials(HAND, simulate.electrodes("bipolar"), anatomy_seed=True),
    "rate_hz of potentials": lambda: simulate.surface_potentials(
        HAND,
        simulate.electrodes("bipolar"),
        rate_hz="2048",  # type: ignore[arg-type]
    ),
    "potvin_fuglevand_2017: gain_pps": lambda: simulate.potvin_fuglevand_2017(gain_pps=True),
    "excitation": lambda: simulate.potvin_fuglevand_2017().force(True),
}


@pytest.mark.parametrize("what", CALLS)
def test_what_is_no_number_is_refused_by_its_name(what: str) -> None:
    with pytest.raises(BadValue) as refused:
        CALLS[what]()
    assert refused.value.what == what.split(" of ")[0].split(" among ")[0]


def test_whole_numbers_and_numbers_of_numpy_are_numbers() -> None:
    plain = simulate.ramp(to=1.0, rise_s=2.0)
    assert simulate.ramp(to=1, rise_s=2).levels.tolist() == plain.levels.tolist()
    assert simulate.ramp(to=np.int64(1), rise_s=np.float32(2)).times_s.tolist() == plain.times_s.tolist()
    assert simulate.drive([0, 1], rate_hz=np.int64(10)).duration_s == 0.1
