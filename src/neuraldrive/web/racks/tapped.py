"""A sensor that somebody else looks at too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any

from neuraldrive import sensors
from neuraldrive.records import SampleBlock


class Tapped:
    """A sensor whose blocks somebody else sees too, as they are read."""

    def __init__(self, sensor: sensors.Sensor, seen: Callable[[SampleBlock], None]) -> None:
        self._sensor, self._seen = sensor, seen

    @property
    def name(self) -> str:
        """Of the sensor."""
        return self._sensor.name

    @property
    def grade(self) -> str:
        """Of the sensor."""
        return self._sensor.grade

    @property
    def counts(self) -> Any:
        """Of the sensor."""
        return self._sensor.counts

    def blocks(self) -> Iterator[SampleBlock]:
        """Of the sensor."""
        for block in self._sensor.blocks():
            self._seen(block)
            yield block

    def close(self) -> None:
        """The sensor."""
        self._sensor.close()

    def __enter__(self) -> Tapped:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
