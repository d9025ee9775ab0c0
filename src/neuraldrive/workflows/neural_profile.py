"""What laboratory tests say of an athlete's nervous system: each marker with interval and test, or the test that would fill it.

A marker is told only where the tests that were done make it reportable: a rise by will alone, without the stimulated one,
says as much of the muscle as of the nerve, and rates need the discharges of single units. Bar speed makes none of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from neuraldrive import catalog
from neuraldrive.catalog import NeuralMarker
from neuraldrive.store import Store, StoredTest

RISE_MS = "50 ms"
ONE_STATE = timedelta(days=30)
"""Within which a voluntary and a stimulated rise are of one muscle as it was."""
_BLIND = "unable to show doublets"
_SINGLE = "single pulses"


@dataclass(frozen=True)
class Measured:
    """A marker's value and interval in its own shown unit, of which muscle, when, with which device, and how."""

    value: float
    interval: tuple[float, float] | None
    muscle: str
    at: datetime
    device: str
    method: str
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class MarkerState:
    """A marker of the catalogue: the latest reportable measurement first, then earlier ones; `why` says what is missing."""

    marker: NeuralMarker
    measured: tuple[Measured, ...]
    why: str

    @property
    def latest(self) -> Measured | None:
        """The last that can be told."""
        return self.measured[0] if self.measured else None


def neural_profile(store: Store, athlete_id: int) -> tuple[MarkerState, ...]:
    """Every marker of the catalogue, recruitment first."""
    return of_tests(store.tests(athlete_id))


def of_tests(tests: Sequence[StoredTest]) -> tuple[MarkerState, ...]:
    """The same from the results of tests, the latest first.

    >>> [each.marker.name for each in of_tests([])][:2], of_tests([])[0].latest
    (['rise', 'voluntary_activation'], None)
    """
    return tuple(_state(marker, tests) for marker in catalog.markers().values())


def _state(marker: NeuralMarker, tests: Sequence[StoredTest]) -> MarkerState:
    found = _rises(marker, tests) if marker.name == "rise" else _of_one_test(marker, tests)
    measured, refused = [], ""
    for each in found:
        doubt = next((flag for flag in each.flags if _BLIND in flag or _SINGLE in flag), "")
        if doubt:
            refused = refused or f"A test of {each.at:%Y-%m-%d} does not say it: {doubt}. "
        else:
            measured.append(each)
    return MarkerState(marker, tuple(measured), f"{refused}{marker.needs}")


def _of_one_test(marker: NeuralMarker, tests: Sequence[StoredTest]) -> Iterator[Measured]:
    for each in tests:
        if each.measurement.measure == marker.measure and each.note.startswith(marker.effort):
            yield _shown(marker, each)


def _rises(marker: NeuralMarker, tests: Sequence[StoredTest]) -> Iterator[Measured]:
    """Each voluntary rise over the stimulated one of the same muscle that lies nearest in time."""
    early = [
        each for each in tests if each.measurement.measure == marker.measure and RISE_MS in each.measurement.method
    ]
    evoked = [each for each in early if each.note.startswith("evoked")]
    for each in early:
        same = [
            other for other in evoked
            if (other.muscle, other.measurement.unit) == (each.muscle, each.measurement.unit)
            and abs(other.tested_at - each.tested_at) <= ONE_STATE and other.measurement.value > 0.0
        ]  # fmt: skip
        if each.note.startswith(marker.effort) and same:
            yield _ratio(marker, each, min(same, key=lambda other: abs(other.tested_at - each.tested_at)))


def _ratio(marker: NeuralMarker, voluntary: StoredTest, evoked: StoredTest) -> Measured:
    over, under = voluntary.measurement, evoked.measurement
    interval = None
    if over.interval is not None and under.interval is not None and under.interval[0] > 0.0:
        interval = marker.per * over.interval[0] / under.interval[1], marker.per * over.interval[1] / under.interval[0]
    return Measured(
        marker.per * over.value / under.value, interval, voluntary.muscle, voluntary.tested_at, voluntary.device,
        "voluntary over stimulated at rest, force gained until 50 ms", (*over.flags, *under.flags),
    )  # fmt: skip


def _shown(marker: NeuralMarker, each: StoredTest) -> Measured:
    found = each.measurement
    interval = None if found.interval is None else (marker.per * found.interval[0], marker.per * found.interval[1])
    return Measured(
        marker.per * found.value, interval, each.muscle, each.tested_at, each.device, found.method, found.flags
    )  # fmt: skip
