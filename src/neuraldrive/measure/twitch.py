"""The shape of a single evoked response: how fast the resting muscle contracts and relaxes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from neuraldrive.errors import MeasureError
from neuraldrive.kernels import force as kernel
from neuraldrive.measure.door import check_numbers
from neuraldrive.measure.effort import Source, even, force_of
from neuraldrive.records import Measurement

BEGUN_SHARE = 0.01
"""Of the peak: there the response has begun."""


def contraction_time(resting: Source, at_s: float, until_s: float | None = None) -> Measurement:
    """From the beginning of the response to a single pulse to its peak, s.

    Args:
        at_s: the pulse.
        until_s: the end of the response, as where the next stimulus comes; of the recording where not given.

    Raises:
        MissingChannel: no force.
        MeasureError: no response.

    >>> from neuraldrive.records import Signal
    >>> time = np.clip(np.arange(1000) / 1000 - 0.1, 0, None)
    >>> twitch = Signal(100 * time / 0.08 * np.exp(1 - time / 0.08), "N", rate_hz=1000)
    >>> print(contraction_time(twitch, 0.1), half_relaxation_time(twitch, 0.1), sep="; ")
    contraction time 0.080 s; half relaxation time 0.134 s
    """
    above, rate_hz, peak = _response(resting, at_s, until_s)
    begun = kernel.time_to(above, rate_hz, 0.0, BEGUN_SHARE * float(above[peak])) or 0.0
    words = f"from {100 * BEGUN_SHARE:.0f} % of the peak to the peak"
    return Measurement("contraction_time", peak / rate_hz - begun, "s", words)


def half_relaxation_time(resting: Source, at_s: float, until_s: float | None = None) -> Measurement:
    """From the peak of the response to a single pulse to half of it, s.

    Raises:
        MissingChannel, MeasureError: as contraction_time; or the force does not fall so far.
    """
    above, rate_hz, peak = _response(resting, at_s, until_s)
    fallen = kernel.time_to(-above, rate_hz, float(peak), -float(above[peak]) / 2)
    if fallen is None:
        raise MeasureError(
            "half relaxation time", found="a force that stays above half of its peak", needed="half of it",
            remedy="Record longer.",
        )  # fmt: skip
    return Measurement("half_relaxation_time", fallen, "s", "from the peak to half of it")


def _response(source: Source, at_s: float, until_s: float | None) -> tuple[NDArray[np.float64], float, int]:
    """Force above that at the pulse, from there on; its rate; index of the peak."""
    check_numbers(at_s=at_s, until_s=until_s)
    signal = force_of(source)
    samples, rate_hz = even(signal)
    end_s = signal.start_s + signal.duration_s if until_s is None else until_s
    first, stop = (round((each - signal.start_s) * rate_hz) for each in (at_s, end_s))
    above = samples[max(0, first) : stop + 1] - samples[min(max(0, first), samples.size - 1)]
    if first < 0 or not above.size or above.max() <= 0:
        raise MeasureError(
            "evoked response", found=f"none after {at_s:g} s", needed="a force that rises",
            remedy="Check the time of the pulse.",
        )  # fmt: skip
    return above, rate_hz, int(np.argmax(above))
