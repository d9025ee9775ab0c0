"""True and False are no numbers to any measure, and a window has two ends."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from neuraldrive import measure, simulate
from neuraldrive.errors import BadValue
from neuraldrive.records import Recording

RAMP = simulate.contraction(
    "first_dorsal_interosseous", simulate.maximal(), stimulate=simulate.stimulus(pulses=2, at_s=2.0)
)

CALLS: dict[str, Callable[[Recording], object]] = {
    "window_ms": lambda rec: measure.rate_of_force_development(rec, (False, 50)),
    "window_ms, a number": lambda rec: measure.impulse(rec, 50),  # type: ignore[arg-type]
    "window_ms, three": lambda rec: measure.impulse(rec, (0, 50, 100)),  # type: ignore[arg-type]
    "window_ms, text": lambda rec: measure.impulse(rec, "05"),  # type: ignore[arg-type]
    "window_ms of the peak": lambda rec: measure.peak_rate_of_force_development(rec, True),
    "window_ms of the largest": lambda rec: measure.maximal_voluntary_force(rec, True),
    "after_ms": lambda rec: measure.force_at(rec, True),
    "share": lambda rec: measure.time_to_force(rec, True),
    "onset": lambda rec: measure.force_onset(rec, True),
    "mvf": lambda rec: measure.force_onset(rec, mvf=True),
    "mvf of NumPy": lambda rec: measure.force_onset(rec, mvf=np.True_),  # type: ignore[arg-type]
    "mvf of all": lambda rec: measure.everything(rec, mvf=True),
    "window_s": lambda rec: measure.steadiness(rec, (True, 2.0)),
    "window_s of units": lambda rec: measure.discharge_rate(rec, (False, True)),
    "interval_ms": lambda rec: measure.doublets(rec, (True, 5)),
    "delay_s": lambda rec: measure.recruitment_thresholds(rec, delay_s=True),
    "at_s": lambda rec: measure.contraction_time(rec, True),
    "at_s of stimuli": lambda rec: measure.voluntary_activation(rec, rec, at_s=(True,)),
    "pulses": lambda rec: measure.voluntary_activation(rec, rec, pulses=True),
}


@pytest.mark.parametrize("what", CALLS)
def test_what_is_no_number_is_refused_by_its_name(what: str) -> None:
    with pytest.raises(BadValue, match=rf"^{what.split()[0].strip(',')}: found .*needed a (number|start and an end)\."):
        CALLS[what](RAMP)


def test_numbers_of_numpy_are_numbers() -> None:
    windows = [(np.float32(0), np.int64(50)), np.array([0, 50]), [0, 50]]
    found = {measure.rate_of_force_development(RAMP, window).value for window in windows}  # type: ignore[arg-type]
    assert found == {measure.rate_of_force_development(RAMP, (0, 50)).value}
