"""All that an isometric recording allows, and for all that it does not, why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from neuraldrive.errors import MeasureError, RecordError
from neuraldrive.measure.activation import voluntary_activation
from neuraldrive.measure.begin import OnsetRule
from neuraldrive.measure.discharge import discharge_rate, doublets, first_interval_rate, interspike_variability
from neuraldrive.measure.door import check_window
from neuraldrive.measure.explosive import (
    force_at,
    force_onset,
    impulse,
    peak_rate_of_force_development,
    rate_of_force_development,
    time_to_force,
)
from neuraldrive.measure.force import held_window, maximal_voluntary_force, steadiness
from neuraldrive.measure.recruitment import (
    delta_f,
    derecruitment_thresholds,
    recruitment_interval,
    recruitment_thresholds,
)
from neuraldrive.records import Measurement, Recording

ENDS_MS = (50.0, 100.0, 200.0)
WINDOWS_MS = tuple((0.0, end) for end in ENDS_MS)
SHARES = (0.5, 0.8)

_Take = Callable[[], Measurement | tuple[Measurement, ...]]


@dataclass(frozen=True)
class Finding:
    """One measure: what it found (recruitment thresholds: one for each unit), or why it cannot be had."""

    measure: str
    measurements: tuple[Measurement, ...] = ()
    refused: MeasureError | RecordError | None = None


def everything(
    recording: Recording, *, onset: OnsetRule = "baseline", mvf: float | Measurement | None = None,
    resting: Recording | None = None, windows_ms: Sequence[tuple[float, float]] = WINDOWS_MS,
) -> tuple[Finding, ...]:  # fmt: skip
    """Every measure of an isometric recording, in the order of the cards; what one cannot have says why.

    Args:
        onset: the rule for all that begins at the onset.
        mvf: for figures in shares of it.
        resting: the recording of the stimulus at rest, for voluntary activation.
        windows_ms: start and end after the onset of each rate of force development.

    Raises:
        BadValue: an onset, MVF or window that is no number.
        MeasureError: the recording is of a bar that moves.

    >>> import numpy as np
    >>> from neuraldrive.records import Signal
    >>> force = 100 * np.clip(np.arange(3000) / 100 - 20, 0, 1) ** 2
    >>> found = everything(Recording({"force": Signal(force, "N", rate_hz=1000)}))
    >>> [each.measure for each in found if each.refused is None][:2]
    ['maximal_voluntary_force', 'force_onset']
    """
    for window in windows_ms:
        check_window("windows_ms", window)
    if "position" in recording:
        raise MeasureError(
            "isometric measures", found="a bar that moves", needed="force against what does not move",
            remedy="measure.repetitions gives a bar's repetitions, and of each its velocities.",
        )  # fmt: skip
    takes = _takes(recording, onset, mvf, resting, windows_ms)
    return tuple(_finding(name, take) for name, take in takes)


def _takes(
    recording: Recording, onset: OnsetRule, mvf: float | Measurement | None, resting: Recording | None,
    windows_ms: Sequence[tuple[float, float]],
) -> list[tuple[str, _Take]]:  # fmt: skip
    def begun(take: Callable[..., Measurement], *given: object) -> _Take:
        return partial(take, recording, *given, onset=onset, mvf=mvf)

    def plain(take: Callable[[Recording], Measurement]) -> _Take:
        return partial(take, recording)

    held = _held(recording)
    return [
        ("maximal_voluntary_force", plain(maximal_voluntary_force)),
        ("force_onset", begun(force_onset)),
        *(("rate_of_force_development", begun(rate_of_force_development, each)) for each in windows_ms),
        ("peak_rate_of_force_development", partial(peak_rate_of_force_development, recording, mvf=mvf)),
        *(("force_after_onset", begun(force_at, after)) for after in ENDS_MS),
        *(("time_to_force", begun(time_to_force, share)) for share in SHARES),
        ("impulse", begun(impulse, (0, 100))),
        ("force_steadiness", plain(steadiness)),
        ("discharge_rate", partial(discharge_rate, recording, held)),
        ("first_interval_rate", plain(first_interval_rate)),
        ("interspike_variability", partial(interspike_variability, recording, held)),
        ("doublet_share", plain(doublets)),
        ("recruitment_interval", plain(recruitment_interval)),
        ("recruitment_threshold", partial(recruitment_thresholds, recording, mvf=mvf)),
        ("derecruitment_threshold", partial(derecruitment_thresholds, recording, mvf=mvf)),
        ("delta_f", plain(delta_f)),
        ("voluntary_activation", partial(_activation, recording, resting)),
    ]


def _held(recording: Recording) -> tuple[float, float] | None:
    """The plateau, in which rates and variability mean most; the whole recording where there is none."""
    try:
        return held_window(recording)
    except (MeasureError, RecordError):
        return None


def _finding(name: str, take: _Take) -> Finding:
    try:
        found = take()
    except (MeasureError, RecordError) as error:
        return Finding(name, refused=error)
    return Finding(name, found if isinstance(found, tuple) else (found,))


def _activation(recording: Recording, resting: Recording | None) -> Measurement:
    if resting is None:
        raise MeasureError(
            "voluntary activation", found="one recording", needed="a second one, of the stimulus at rest",
            remedy="Give it as resting (--resting FILE).",
        )  # fmt: skip
    return voluntary_activation(recording, resting)
