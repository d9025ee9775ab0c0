"""A file of a bar's movement → its repetitions and what each of them shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from neuraldrive import measure
from neuraldrive.errors import MeasureError
from neuraldrive.measure.repetitions import NOT_COMPLETED
from neuraldrive.records import Measurement, Reading, Recording, Refusal, Repetition
from neuraldrive.workflows.measuring import Asked, within

if TYPE_CHECKING:
    from neuraldrive.figures import Drawing

_MOVES = ("position", "velocity", "acceleration", "acceleration_x")


@dataclass(frozen=True)
class MeasuredBar:
    """One recording of a file, its `number` of the file's `recordings`, its repetitions and the measures of each.

    `loss` is that of mean velocity from the fastest repetition; None where fewer than two have one.
    """

    path: str
    format: str
    recording: Recording
    repetitions: tuple[Repetition, ...]
    measurements: tuple[tuple[Measurement, ...], ...]
    loss: Measurement | None
    refusals: tuple[Refusal, ...] = ()
    questions: tuple[str, ...] = ()
    number: int = 1
    recordings: int = 1

    @property
    def not_completed(self) -> int:
        """How many repetitions were begun, and not brought to their end."""
        return sum((each.excluded or "").startswith(NOT_COMPLETED) for each in self.repetitions)


def bars_in(reading: Reading) -> list[Recording]:
    """The recordings of a bar's movement, with the force on it or without."""
    return [each for each in reading.recordings if any(name in each for name in _MOVES)]


def measure_bars(reading: Reading, asked: Asked) -> list[MeasuredBar]:
    """Every recording of a bar, or the one asked for, with its repetitions.

    Raises:
        BadValue: there is no recording of that number.
    """
    bars = bars_in(reading)
    numbered = list(enumerate(bars, 1))
    if asked.recording is not None:
        within("recording", asked.recording, len(bars), Path(reading.path).name)
        numbered = numbered[asked.recording - 1 : asked.recording]
    return [_measured(reading, bar, number, len(bars)) for number, bar in numbered]


def _measured(reading: Reading, bar: Recording, number: int, of: int) -> MeasuredBar:
    found = measure.repetitions(bar)
    return MeasuredBar(
        reading.path, reading.format, bar, found, tuple(measure.all_of(each) for each in found), _loss(found),
        reading.refusals, reading.questions, number, of,
    )  # fmt: skip


def _loss(found: Sequence[Repetition]) -> Measurement | None:
    used = [each for each in found if each.excluded is None]
    try:
        return measure.velocity_loss(used) if len(used) > 1 else None
    except MeasureError:
        return None


def draw(found: MeasuredBar) -> Drawing:
    """The bar with its repetitions.

    Raises:
        MissingChannel: neither its position nor its velocity was recorded.
    """
    from neuraldrive import figures  # late: only who draws needs it

    return figures.trace(found.recording, found.repetitions)


def picture_name(path: Path) -> str:
    """What a figure is called where nobody said."""
    return f"neuraldrive_bar_{path.name.split('.')[0]}.png"
