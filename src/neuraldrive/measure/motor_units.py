"""What measures of motor units share: the active units of a recording, and a mean over units with its interval."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from neuraldrive.errors import MeasureError, MissingChannel
from neuraldrive.measure.door import check_window
from neuraldrive.records import Measurement, Recording

Trains = list[tuple[int, NDArray[np.float64]]]

FEWEST_UNITS = 3
SHORT_S = 0.02


def active(recording: Recording, window_s: tuple[float, float] | None = None) -> Trains:
    """Number (from 1) and discharge times of each unit that discharges, in the window if one is given.

    Raises:
        MissingChannel: no motor units were identified.
        MeasureError: none of them discharges there, or the window runs backwards.
    """
    check_window("window_s", window_s)
    units = recording.motor_units
    if units is None:
        raise MissingChannel(
            "motor units", found=f"the channels {', '.join(recording.channels)} alone", needed="discharge times",
            remedy="Decompose the EMG first, or take a simulated recording.", where=recording.origin or None,
        )  # fmt: skip
    if window_s is not None:
        if not window_s[0] < window_s[1]:
            raise MeasureError(
                "window", found=f"{window_s[0]:g} to {window_s[1]:g} s", needed="its start before its end",
                remedy="Give it as (start, end).",
            )  # fmt: skip
        units = units.between(*window_s)
    found = [(number, times) for number, times in enumerate(units.discharge_times_s, 1) if times.size]
    if not found:
        where = "" if window_s is None else f" from {window_s[0]:g} to {window_s[1]:g} s"
        raise MeasureError(
            "discharges", found=f"none of {units.count} units{where}", needed="a unit that discharges",
            remedy="Choose another window, or another recording.",
        )  # fmt: skip
    return found


def mean_over_units(name: str, values: Sequence[float], unit: str, words: str, recording: Recording) -> Measurement:
    """The mean, with the spread between units in its method and the 95 % interval of a mean over as many units.

    The interval is what other units of the same pool would give; with fewer than three there is none.
    """
    each = np.asarray(values, dtype=np.float64)
    mean, interval, spread = float(each.mean()), None, ""
    if each.size >= FEWEST_UNITS:
        from scipy.special import stdtrit  # late: start-up that force alone does not need

        sd = float(each.std(ddof=1))
        margin = float(stdtrit(each.size - 1, 0.975)) * sd / each.size**0.5
        interval = mean - margin, mean + margin
        scale, shown = (100, "%") if unit == "ratio" else (1, unit)
        spread = (
            f"; s.d. between units {sd * scale:.3g} {shown}, from {each.min() * scale:.3g} to {each.max() * scale:.3g}"
        )
    counted = f"{each.size} unit" if each.size == 1 else f"{each.size} units"
    return Measurement(
        name, mean, unit, f"{words}, mean of {counted}{spread}", interval, flags=doubts(recording), sources=()
    )


def doubts(recording: Recording) -> tuple[str, ...]:
    """What a decomposition leaves open."""
    units = recording.motor_units
    if units is None or units.accuracy is None:
        return ()
    return (
        f"{units.count} units as decomposed, {units.accuracy_is} {units.accuracy.min():.3g} to {units.accuracy.max():.3g}",
    )
