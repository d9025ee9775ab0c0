"""When and at which force motor units come and go: thresholds, the recruitment interval, delta-F."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np

from neuraldrive.errors import MeasureError
from neuraldrive.kernels import discharge as kernel
from neuraldrive.measure.door import check_numbers
from neuraldrive.measure.effort import Effort, effort, largest_effort
from neuraldrive.measure.motor_units import active, doubts, mean_over_units
from neuraldrive.records import Measurement, Recording

_ALONE = "its discharges all stand alone"
_OUTSIDE = "it discharged outside the force recorded"


def recruitment_thresholds(
    recording: Recording, *, delay_s: float = 0.0, mvf: float | Measurement | None = None
) -> tuple[Measurement, ...]:
    """The force above rest at which each unit begins to discharge, for every unit that does, in the units' order.

    The first discharge that another follows within half a second counts. `method` begins with the unit's number,
    from 1, so that silent units leave no doubt which is which.

    Args:
        delay_s: electromechanical delay to take out: force is read so long after the discharge. As recorded, the
            force at a discharge is that of the drive a delay earlier, and thresholds of fast ramps come out low.
        mvf: the maximal voluntary force, for thresholds in shares of it.

    Raises:
        MissingChannel: no force, or no motor units.
        MeasureError: no unit discharges.

    >>> from neuraldrive.records import MotorUnits, Signal
    >>> ramp = Signal(np.clip(np.arange(8000) / 1000 - 1, 0, 5) * 20, "N", rate_hz=1000)
    >>> trains = MotorUnits([np.arange(2, 7, 0.1), [], np.arange(3, 7, 0.1)])
    >>> [str(each) for each in recruitment_thresholds(Recording({"force": ramp}, motor_units=trains))]
    ['recruitment threshold 20.0 N', 'recruitment threshold 40.0 N']
    """
    return _thresholds(recording, "recruitment_threshold", delay_s, mvf)


def derecruitment_thresholds(
    recording: Recording, *, delay_s: float = 0.0, mvf: float | Measurement | None = None
) -> tuple[Measurement, ...]:
    """The force above rest at which each unit ceases to discharge; as recruitment_thresholds.

    Raises:
        MissingChannel, MeasureError: as recruitment_thresholds.
    """
    return _thresholds(recording, "derecruitment_threshold", delay_s, mvf)


def recruitment_interval(recording: Recording) -> Measurement:
    """From the first discharge of the first unit to the first discharge of the last one recruited, s.

    Of a rapid contraction: about 55 ms in the tibialis anterior (Del Vecchio 2019). It grows with the number of
    units that are seen.

    Raises:
        MissingChannel: no motor units.
        MeasureError: fewer than two active units.
    """
    firsts = sorted((kernel.repetitive(times)[0], number) for number, times in active(recording))
    if len(firsts) < 2:
        raise MeasureError(
            "recruitment interval", found="one active unit", needed="two or more", remedy="Take a recording with more."
        )
    (start, earliest), (end, latest) = firsts[0], firsts[-1]
    words = f"unit {earliest} to unit {latest}, of {len(firsts)} active units"
    return Measurement(
        "recruitment_interval", end - start, "s", words, flags=doubts(recording), sources=("del_vecchio_2019",)
    )


def delta_f(recording: Recording) -> Measurement:
    """Mean over test units of the paired-unit delta-F, pps: positive where units end at a lower drive than they began.

    Of each test unit it is the mean over its reporters. Meant for efforts that rise and fall evenly: on a hold the
    reporter's own adaptation is added to it.

    Raises:
        MissingChannel: no motor units.
        MeasureError: no pair of units that allows it, with the reasons.

    Source: Gorassini 2002.
    """
    units = active(recording)
    pairs = kernel.paired_units([times for _, times in units])
    used = [pair for pair in pairs if not pair.refused]
    if not used:
        reasons = ", ".join(f"{count}: {why}" for why, count in Counter(pair.refused for pair in pairs).most_common())
        raise MeasureError(
            "delta F", found=reasons or "no pair of units", remedy="Record an effort that rises and falls over 10 s or more.",
            needed="a pair whose earlier unit outlasts the later one",
        )  # fmt: skip
    tests: dict[int, list[float]] = {}
    for pair in used:
        tests.setdefault(pair.test, []).append(pair.delta_f_pps)
    words = f"paired units, {len(used)} of {len(pairs)} pairs used, local lines over 1 s"
    found = mean_over_units("delta_f", [float(np.mean(each)) for each in tests.values()], "pps", words, recording)
    return replace(found, sources=("gorassini_2002",))


def _thresholds(
    recording: Recording, name: str, delay_s: float, mvf: float | Measurement | None
) -> tuple[Measurement, ...]:
    check_numbers(delay_s=delay_s)
    units, force = active(recording), recording["force"]
    found, recorded = effort(recording, mvf), largest_effort(recording)
    if not recorded.largest > 0.0:
        raise MeasureError(
            name.replace("_", " "), found="a force that never rises above rest", needed="an effort",
            remedy="Turn the sign where the force points downward.",
        )  # fmt: skip
    factor = found.largest / recorded.largest
    begins = name == "recruitment_threshold"
    made = []
    for number, times in units:
        first, last, repeats = kernel.repetitive(times)
        at = first if begins else last
        value = (float(np.interp(at + delay_s, force.times, force.samples)) - recorded.rest) * factor
        when = f"{1000 * delay_s:g} ms after" if delay_s else "at"
        words = f"unit {number}: force above rest {when} its {'first' if begins else 'last'} repetitive discharge, {at:.3f} s"
        outside = not force.start_s <= at + delay_s <= force.start_s + force.duration_s
        doubt = (_ALONE,) * (not repeats) + (_OUTSIDE,) * outside
        made.append(Measurement(name, value, found.unit, words, flags=(*_scale(found), *doubts(recording), *doubt)))
    return tuple(made)


def _scale(found: Effort) -> tuple[str, ...]:
    return tuple(flag for flag in found.flags if "shares" in flag or "no rest" in flag)
