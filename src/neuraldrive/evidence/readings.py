"""What a check reads off a simulated recording: our measures, and what only the truth can tell.

The measures are imported late, so that a claim and its targets are shown at once.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from neuraldrive.records import PoolTruth, Recording, Signal

Floats = NDArray[np.float64]


def truth(recording: Recording) -> PoolTruth:
    """What the simulation knows of itself."""
    assert isinstance(recording.truth, PoolTruth)
    return recording.truth


def thresholds_in_rise(recording: Recording, start_s: float, end_s: float) -> Floats:
    """Force at the first discharge of each unit in a rise; NaN for a unit that stays silent there."""
    assert recording.motor_units is not None
    force = recording["force"]
    rising = recording.motor_units.between(start_s, end_s).discharge_times_s
    first = np.array([times[0] if times.size else np.nan for times in rising])
    return np.asarray(np.interp(first, force.times, force.samples))


def activation(superimposed: Recording, resting: Recording) -> float:
    """Voluntary activation by interpolated doublet."""
    from neuraldrive import measure  # late

    return measure.voluntary_activation(superimposed, resting).value


def mean_of(course: Floats, recording: Recording, window_s: tuple[float, float]) -> float:
    """The mean of a coarse course of the truth in a window."""
    times = truth(recording).times_s
    return float(course[(times >= window_s[0]) & (times <= window_s[1])].mean())


def rank_correlation(first: Floats, second: Floats) -> float:
    """Spearman's, over the places where both are known."""
    known = np.isfinite(first) & np.isfinite(second)
    ranks = [np.argsort(np.argsort(each[known], kind="stable"), kind="stable") for each in (first, second)]
    return float(np.corrcoef(ranks[0], ranks[1])[0, 1])


def mean_rate(recording: Recording, window_s: tuple[float, float]) -> float:
    """Mean discharge rate of the active units, pps."""
    from neuraldrive import measure  # late

    return measure.discharge_rate(recording, window_s).value


def first_rate(recording: Recording) -> float:
    """Mean rate of the first interval over the units that did not begin with a doublet, pps.

    The truth says which did: by its length alone a first interval below 10 ms may be either.
    """
    return float((1.0 / _first_intervals(recording, doublets=False)).mean())


def doublet_intervals(recording: Recording) -> Floats:
    """The first intervals of the units that began with a doublet, s."""
    return _first_intervals(recording, doublets=True)


def _first_intervals(recording: Recording, *, doublets: bool) -> Floats:
    assert recording.motor_units is not None
    trains = zip(recording.motor_units.discharge_times_s, truth(recording).is_doublet, strict=True)
    return np.array([times[1] - times[0] for times, double in trains if double == doublets and times.size > 1])


def recruitment_interval(recording: Recording) -> float:
    """From the first to the last recruitment, s."""
    from neuraldrive import measure  # late

    return measure.recruitment_interval(recording).value


def steepest_rise(recording: Recording) -> float:
    """Fastest rise of force over 20 ms, shares of maximal voluntary force a second."""
    from neuraldrive import measure  # late

    return measure.peak_rate_of_force_development(shares(recording), window_ms=20).value


def force_after_onset(recording: Recording, after_ms: float) -> float:
    """Force some time after its onset, as a share of maximal voluntary force."""
    from neuraldrive import measure  # late

    return measure.force_at(shares(recording), after_ms).value


def peak(recording: Recording) -> float:
    """Largest force, a share of maximal voluntary force."""
    return float(shares(recording).samples.max())


def shares(recording: Recording) -> Signal:
    """Force as a share of this person's maximal voluntary force, whatever the channel's unit."""
    known, force = truth(recording), recording["force"]
    if force.unit == "MVF":
        return force
    coarse = np.interp(known.times_s, force.times, force.samples)
    tetanus = coarse.max() / known.tetanic_share.max()
    return Signal(force.samples / (tetanus * known.maximal_voluntary_force), "MVF", rate_hz=force.rate_hz)
