"""A file of force → every measure that it allows, and for the others why not. Of a bar: `measuring_bars`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from neuraldrive import measure, readers
from neuraldrive.errors import BadValue, MissingChannel
from neuraldrive.measure import Finding, OnsetRule
from neuraldrive.measure.everything import WINDOWS_MS
from neuraldrive.records import Reading, Recording, Refusal, Signal

if TYPE_CHECKING:
    from neuraldrive.figures import Drawing


@dataclass(frozen=True)
class Asked:
    """How to read the file, and how to measure: which onset, against which MVF, which effort, at rest where.

    `recording` is one of several, from 1; all of them where it is None. `turn_sign` is for a force that points downward.
    `windows_ms` are those of the rate of force development, after the onset.
    """

    format: str | None = None
    rate_hz: float | None = None
    force_column: tuple[str, ...] = ()
    force_unit: str | None = None
    calibration: float | str | None = None
    onset: OnsetRule = "baseline"
    mvf: float | None = None
    effort: int | None = None
    resting: Path | None = None
    recording: int | None = None
    turn_sign: bool = False
    windows_ms: tuple[tuple[float, float], ...] = WINDOWS_MS


@dataclass(frozen=True)
class Measured:
    """One recording of a file, its `number` of the file's `recordings`, what was found in it, and how many efforts it
    has (`effort` is the one measured)."""

    path: str
    format: str
    recording: Recording
    efforts: int
    effort: int | None
    findings: tuple[Finding, ...]
    refusals: tuple[Refusal, ...] = ()
    questions: tuple[str, ...] = ()
    number: int = 1
    recordings: int = 1


def measure_file(path: str | Path, asked: Asked) -> list[Measured]:
    """Every isometric recording of the file, or the one asked for, measured.

    Raises:
        InputError: the file cannot be used, or there is no recording or effort of that number.
        MissingChannel: it holds no force.
    """
    return measure_reading(read(path, asked), asked)


def measure_reading(reading: Reading, asked: Asked) -> list[Measured]:
    """The same for what was read already.

    Raises:
        BadValue: there is no recording or effort of that number.
        MissingChannel: there is no force.
    """
    path = reading.path
    forces = [each for each in reading.recordings if "force" in each]
    if not forces:
        held = ", ".join(name for each in reading.recordings for name in each.channels) or "logged sets"
        raise MissingChannel(
            "measures of an effort", found=held, needed="force", where=Path(path).name,
            remedy="A log goes into the store: neuraldrive import FILE.",
        )  # fmt: skip
    resting = _resting(asked)
    found = []
    numbered = list(enumerate(forces, 1))
    if asked.recording is not None:
        within("recording", asked.recording, len(forces), Path(path).name)
        numbered = numbered[asked.recording - 1 : asked.recording]
    for number, recording in numbered:
        efforts = measure.efforts(recording)
        chosen = _chosen(recording, efforts, asked.effort)
        findings = measure.everything(
            chosen, onset=asked.onset, mvf=asked.mvf, resting=resting, windows_ms=asked.windows_ms
        )
        found.append(Measured(
            str(path), reading.format, chosen, len(efforts), asked.effort, findings, reading.refusals, reading.questions,
            number, len(forces),
        ))  # fmt: skip
    return found


def draw(found: Measured, asked: Asked) -> Drawing:
    """The force with its onset by both rules and the windows of its rise.

    Raises:
        MeasureError: there is no onset to draw.
    """
    from neuraldrive import figures  # late: only who draws needs it

    which = f", recording {found.number} of {found.recordings}" if found.recordings > 1 else ""
    drawing = figures.rise(found.recording, asked.onset, asked.windows_ms)
    return replace(drawing, caption=f"{Path(found.path).name}{which}. {drawing.caption}")


def picture_name(path: Path) -> str:
    """What a figure is called where nobody said."""
    return f"neuraldrive_rise_{path.name.split('.')[0]}.png"


def read(path: str | Path, asked: Asked) -> Reading:
    """The file, as it was asked to be read.

    Raises:
        InputError: it cannot be used.
    """
    reading = readers.read(
        path, format=asked.format, rate_hz=asked.rate_hz, force_column=asked.force_column, force_unit=asked.force_unit,
        calibration=asked.calibration,
    )  # fmt: skip
    return replace(reading, recordings=tuple(map(_turned, reading.recordings))) if asked.turn_sign else reading


def _turned(recording: Recording) -> Recording:
    """With the force turned over."""
    if "force" not in recording:
        return recording
    force = recording["force"]
    turned = Signal(-force.samples, force.unit, rate_hz=force.rate_hz, times_s=force.times_s, start_s=force.start_s)
    return replace(recording, channels={**recording.channels, "force": turned})


def _resting(asked: Asked) -> Recording | None:
    if asked.resting is None:
        return None
    return next((each for each in read(asked.resting, asked).recordings if "force" in each), None)


def _chosen(recording: Recording, efforts: tuple[Recording, ...], number: int | None) -> Recording:
    """The whole recording, of which measures take the largest effort; or the effort of that number."""
    if number is None:
        return recording
    within("effort", number, len(efforts), recording.origin)
    return efforts[number - 1]


def within(what: str, number: int, of: int, where: str) -> None:
    """Refuse a number that is not from 1 to `of`."""
    if not 1 <= number <= of:
        raise BadValue(
            what, found=f"number {number}", needed=f"1 to {of}", remedy="Choose one that is there.", where=where or None
        )
