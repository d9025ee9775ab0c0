"""How motor units discharge: rates, the first interval, variability, doublets.

Pauses (above 250 ms, or twice a unit's usual interval) and doublets (below 20 ms) are left out of rates and
variability; doublets are a measure of their own.
"""

from __future__ import annotations

from dataclasses import replace

from neuraldrive.errors import MeasureError
from neuraldrive.kernels import discharge as kernel
from neuraldrive.measure.door import check_window
from neuraldrive.measure.motor_units import active, doubts, mean_over_units
from neuraldrive.records import Measurement, Recording

_WITHOUT = "without pauses and doublets"
_WITHIN_S = 0.010  # as wide as rapid efforts allow: many first intervals lie there


def discharge_rate(recording: Recording, window_s: tuple[float, float] | None = None) -> Measurement:
    """Mean discharge rate of the active units, pps: of each unit one over its mean interval.

    Args:
        window_s: from when to when; the whole recording where not given, ramps included.

    Raises:
        MissingChannel: no motor units.
        MeasureError: no unit with two intervals in the window.

    >>> import numpy as np
    >>> from neuraldrive.records import MotorUnits, Signal
    >>> trains = MotorUnits([np.arange(0, 5, 0.1), np.arange(1, 5, 0.125)])
    >>> print(discharge_rate(Recording({"force": Signal([0, 1], "N", rate_hz=1)}, motor_units=trains)))
    discharge rate 9.0 pps
    """
    rates = [train.rate_pps for _, train in _trains(recording, window_s)]
    return mean_over_units(
        "discharge_rate", rates, "pps", f"1 / mean interval {_WITHOUT}{_during(window_s)}", recording
    )


def discharge_rates(recording: Recording, window_s: tuple[float, float] | None = None) -> tuple[Measurement, ...]:
    """The rate of each unit with two intervals in the window, pps; the method names the unit, counted from 1.

    The interval is that of the mean of as many intervals.

    Raises:
        MissingChannel, MeasureError: as discharge_rate.
    """
    found = []
    for number, train in _trains(recording, window_s):
        margin = 1.96 * train.rate_pps * train.variability / train.intervals**0.5
        found.append(Measurement(
            "discharge_rate", train.rate_pps, "pps",
            f"unit {number}: 1 / mean of {train.intervals} intervals {_WITHOUT}{_during(window_s)}",
            (train.rate_pps - margin, train.rate_pps + margin), flags=doubts(recording),
        ))  # fmt: skip
    return tuple(found)


def first_interval_rate(recording: Recording, window_s: tuple[float, float] | None = None) -> Measurement:
    """Mean over units of one over the first interval, pps; a doublet's interval does not count, the next one does.

    Raises:
        MissingChannel: no motor units.
        MeasureError: no unit discharges twice within half a second.

    Source: Van Cutsem 1998. Rapid contractions begin at 60 to 120 pps, slow ramps at 5 to 15.
    """
    firsts = [kernel.first_interval(times) for _, times in active(recording, window_s)]
    rates = [1 / first for first in firsts if first is not None]
    if not rates:
        raise _too_few("first interval rate", len(firsts), "two discharges within half a second")
    words = f"1 / first interval without doublets{_during(window_s)}"
    found = mean_over_units("first_interval_rate", rates, "pps", words, recording)
    return replace(found, sources=("van_cutsem_1998",))


def interspike_variability(recording: Recording, window_s: tuple[float, float] | None = None) -> Measurement:
    """Mean over units of the intervals' standard deviation over their mean.

    A rate that rises or falls adds to it: take a window in which the force is held.

    Raises:
        MissingChannel, MeasureError: as discharge_rate.

    Source: Moritz 2005.
    """
    each = [train.variability for _, train in _trains(recording, window_s)]
    words = f"s.d. over mean of intervals {_WITHOUT}{_during(window_s)}"
    found = mean_over_units("interspike_variability", each, "ratio", words, recording)
    return replace(found, sources=("moritz_2005",))


def doublets(recording: Recording, interval_ms: tuple[float, float] = (2, 5)) -> Measurement:
    """Share of the active units that begin with a doublet; how many doublets there are stands in the method.

    A unit that stops for half a second begins anew. (2, 20) is the widest definition of the literature; but in rapid
    efforts units begin at 100 pps and more, so that an interval near 10 ms need be no doublet: the method tells how many
    units begin within 10 ms. The interval is Wilson's, for a share of so many units.

    Raises:
        MissingChannel: no motor units.
        MeasureError: no unit discharges.

    Source: Van Cutsem 1998, whose doublets lie 2 to 5 ms apart: 5 % of units before, 33 % after ballistic training.

    >>> from neuraldrive.records import MotorUnits, Signal
    >>> trains = MotorUnits([[0.0, 0.004, 0.1], [0.01, 0.11], [0.02, 0.13], [0.03, 0.14]])
    >>> print(doublets(Recording({"force": Signal([0, 1], "N", rate_hz=1)}, motor_units=trains)))
    doublet share 25 % [5, 70]
    """
    check_window("interval_ms", interval_ms)
    low, high = (each / 1000 for each in interval_ms)
    found = [kernel.doublets(times, (low, high)) for _, times in active(recording)]
    units, beginning = len(found), sum(at_onset > 0 for at_onset, _, _ in found)
    quick = sum(kernel.doublets(times, (low, _WITHIN_S))[0] > 0 for _, times in active(recording))
    total, begun, of = sum(each[2] for each in found), sum(each[0] for each in found), sum(each[1] for each in found)
    words = (
        f"{beginning} of {units} active units begin with two discharges {interval_ms[0]:g} to {interval_ms[1]:g} ms apart; "
        f"{quick} within 10 ms; {begun} of {of} beginnings; {total} doublets in all"
    )
    return Measurement(
        "doublet_share", beginning / units, "ratio", words, _wilson(beginning, units),
        flags=(*doubts(recording), *_cannot_show(recording)), sources=("van_cutsem_1998",),
    )  # fmt: skip


def _trains(recording: Recording, window_s: tuple[float, float] | None) -> list[tuple[int, kernel.Train]]:
    units = active(recording, window_s)
    found = [(number, train) for number, times in units if (train := kernel.train(times)) is not None]
    if not found:
        raise _too_few("discharge rate", len(units), "two intervals that are neither pause nor doublet")
    return found


def _cannot_show(recording: Recording) -> tuple[str, ...]:
    """Two of the usual decomposers drop the second discharge of a doublet: then there is no short interval at all."""
    units = recording.motor_units
    if units is None or units.accuracy is None:
        return ()
    if any(kernel.doublets(times, kernel.SHORT_S)[2] for times in units.discharge_times_s):
        return ()
    return ("no interval below 20 ms anywhere: the decomposition may be unable to show doublets",)


def _wilson(hits: int, of: int) -> tuple[float, float]:
    share, z2 = hits / of, 1.96**2
    centre, margin = share + z2 / (2 * of), 1.96 * ((share * (1 - share) + z2 / (4 * of)) / of) ** 0.5
    low, high = ((centre + sign * margin) / (1 + z2 / of) for sign in (-1, 1))
    return min(max(0.0, low), share), max(min(1.0, high), share)


def _during(window_s: tuple[float, float] | None) -> str:
    return "" if window_s is None else f", {window_s[0]:g} to {window_s[1]:g} s"


def _too_few(what: str, units: int, needed: str) -> MeasureError:
    return MeasureError(
        what, found=f"{units} active units with too few discharges", needed=needed,
        remedy="Choose a longer window, or another recording.",
    )  # fmt: skip
