"""What every live source is to those who take its samples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol

from neuraldrive.records import SampleBlock


@dataclass
class Counts:
    """What came of a sensor so far, and what was wrong with it.

    Args:
        samples: given on in blocks, late ones too.
        doubled: came twice, and were left out the second time.
        late: came after a newer one, and were put in their place.
        not_finite: with NaN or infinite in them; left out.
        misdated: with a time that nothing before or after it bears out; left out.
        unread: lines or messages that could not be read.
        gaps, gap_s: pauses of more than a quarter of a second in the sensor's own time (and two and a half steps).
        lost: how many samples more there should have been at the usual rate.
        clock_jumps: of the sensor's own clock; taken out of the times.
        dropped: samples that were not taken in time.
        reconnections: how often the connection came back.
    """

    samples: int = 0
    doubled: int = 0
    late: int = 0
    not_finite: int = 0
    misdated: int = 0
    unread: int = 0
    gaps: int = 0
    gap_s: float = 0.0
    lost: int = 0
    clock_jumps: int = 0
    dropped: int = 0
    reconnections: int = 0


class Sensor(Protocol):
    """A live source: blocks of samples until it ends or is closed. Nothing that it sends raises: it is counted and said."""

    @property
    def name(self) -> str:
        """What it is called in its blocks."""
        ...

    @property
    def grade(self) -> str:
        """Name of its kind in the catalogue (`catalog.sensor(grade)`): how far it may be trusted."""
        ...

    @property
    def counts(self) -> Counts:
        """What came so far, and what was wrong with it."""
        ...

    def blocks(self) -> Iterator[SampleBlock]:
        """The samples as they come; waits for them. Ends with the recording, or when the sensor is closed."""
        ...

    def close(self) -> None:
        """Lets go of the source; `blocks` gives what it has, and ends. May be called from any thread, and twice."""
        ...

    def __enter__(self) -> Sensor: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
