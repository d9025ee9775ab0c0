"""A file of force → every measure that it allows, and for the others why not."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from neuraldrive import measure, readers
from neuraldrive.errors import BadValue, MissingChannel
from neuraldrive.measure import Finding, OnsetRule
from neuraldrive.records import Reading, Recording, Refusal

if TYPE_CHECKING:
    from neuraldrive.figures import Drawing


@dataclass(frozen=True)
class Asked:
    """How to read the file, and how to measure: which onset, against which MVF, which effort, at rest where."""

    format: str | None = None
    rate_hz: float | None = None
    force_column: tuple[str, ...] = ()
    force_unit: str | None = None
    calibration: float | str | None = None
    onset: OnsetRule = "baseline"
    mvf: float | None = None
    effort: int | None = None
    resting: Path | None = None


@dataclass(frozen=True)
class Measured:
    """One recording of a file, what was found in it, and how many efforts it has (`effort` is the one measured)."""

    path: str
    format: str
    recording: Recording
    efforts: int
    effort: int | None
    findings: tuple[Finding, ...]
    refusals: tuple[Refusal, ...] = ()
    questions: tuple[str, ...] = ()


def measure_file(path: str | Path, asked: Asked) -> list[Measured]:
    """Every isometric recording of the file, measured.

    Raises:
        InputError: the file cannot be used, or there is no effort of that number.
        MissingChannel: it holds no force.
    """
    reading = _read(path, asked)
    forces = [each for each in reading.recordings if "force" in each]
    if not forces:
        held = ", ".join(name for each in reading.recordings for name in each.channels) or "logged sets"
        raise MissingChannel(
            "measures of an effort", found=held, needed="force", where=Path(path).name,
            remedy="A bar's recording or a log goes into the store: neuraldrive import FILE.",
        )  # fmt: skip
    resting = _resting(asked)
    found = []
    for recording in forces:
        efforts = measure.efforts(recording)
        chosen = _chosen(recording, efforts, asked.effort)
        findings = measure.everything(chosen, onset=asked.onset, mvf=asked.mvf, resting=resting)
        found.append(Measured(
            str(path), reading.format, chosen, len(efforts), asked.effort, findings, reading.refusals, reading.questions
        ))  # fmt: skip
    return found


def draw(found: Measured, asked: Asked) -> Drawing:
    """The force with its onset by both rules and the windows of its rise.

    Raises:
        MeasureError: there is no onset to draw.
    """
    from neuraldrive import figures  # late: only who draws needs it

    return figures.rise(found.recording, asked.onset)


def _read(path: str | Path, asked: Asked) -> Reading:
    return readers.read(
        path, format=asked.format, rate_hz=asked.rate_hz, force_column=asked.force_column, force_unit=asked.force_unit,
        calibration=asked.calibration,
    )  # fmt: skip


def _resting(asked: Asked) -> Recording | None:
    if asked.resting is None:
        return None
    return next((each for each in _read(asked.resting, asked).recordings if "force" in each), None)


def _chosen(recording: Recording, efforts: tuple[Recording, ...], number: int | None) -> Recording:
    """The whole recording, of which measures take the largest effort; or the effort of that number."""
    if number is None:
        return recording
    if not 1 <= number <= len(efforts):
        raise BadValue(
            "effort", found=f"number {number}", needed=f"1 to {len(efforts)}", remedy="Choose one that is there.",
            where=recording.origin or None,
        )  # fmt: skip
    return efforts[number - 1]
