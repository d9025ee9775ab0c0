"""File → Reading: signals, logged sets, or both, with what was not believed named by line."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from neuraldrive.errors import InputError, NeuraldriveError, RecordError, UnknownFormat, UnreadableFile
from neuraldrive.readers import (
    delimited,
    force,
    inertial,
    nwb,
    openbarbell_reps,
    openbarbell_traces,
    own_recordings,
    phone_video,
    repetition_log,
    vitruve,
    watch,
)
from neuraldrive.readers.door import opened
from neuraldrive.readers.options import Options
from neuraldrive.readers.table import Table, no_row, table
from neuraldrive.records import Reading

__all__ = ["Card", "formats", "read"]


class _Format(Protocol):
    NAME: str
    LABEL: str
    SUFFIXES: tuple[str, ...]
    CARD: str

    def recognises(self, table: Table) -> float: ...

    def read(self, table: Table, options: Options) -> Reading: ...


MOST_NAMED = 12
"""Columns that are named where none is known."""
_FORMATS: Mapping[str, _Format] = {
    module.NAME: module
    for module in (
        openbarbell_traces, openbarbell_reps, vitruve, inertial, watch, phone_video, repetition_log, force, delimited,
        own_recordings, nwb,
    )
}  # fmt: skip


@dataclass(frozen=True)
class Card:
    """A format: what it is called, how its files end (each also with .gz), and what it is recognised by."""

    label: str
    suffixes: tuple[str, ...]
    recognises: str


def formats() -> Mapping[str, Card]:
    """The formats that can be read, by name.

    >>> formats()["vitruve"].label
    'Vitruve encoder export (CSV)'
    """
    return MappingProxyType({name: Card(each.LABEL, each.SUFFIXES, each.CARD) for name, each in _FORMATS.items()})


def read(
    path: str | Path, *, format: str | None = None, athlete: str | None = None, lift: str | None = None,
    load_kg: float | None = None, load_unit: str | None = None, device: str | None = None,
    rate_hz: float | None = None, force_column: str | tuple[str, ...] = (), force_unit: str | None = None,
    calibration: float | str | Path | None = None,
) -> Reading:  # fmt: skip
    """What a file holds: `recordings` (signals), `sessions` (sets and repetitions as logged), or both.

    All values are SI. A row that cannot be read is left out and named in `refusals`; a repetition with an
    impossible value is kept, `excluded` with the reason. `questions` are what the file does not say. Times with
    a zone are given in UTC. A session without an athlete in the file has the name you give, else "".

    Args:
        path: a file, gz-compressed or not.
        format: a name of `formats()`; told from the header where not given.
        athlete, lift, load_kg: fill what the file leaves out.
        load_unit, device: kg or lb, and a sensor of the catalogue; they overrule the file.
        rate_hz: of a file of force without a column of time.
        force_column: which columns are the force, by name or number from 1; several are summed.
        force_unit: of a force whose header leaves it out: N, kN, kg, lbf, N·m, V, %MVC.
        calibration: of a force in volts: newtons a volt, or the file of a table with reading and force.

    Raises:
        UnreadableFile: missing, empty, too large (also once unpacked), damaged, binary, or with nothing left in it.
        UnknownFormat: no format recognises it.
        BadValue: a unit or a number that cannot be true, with its line.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "squat.csv"
    >>> _ = path.write_text("time (s);position (mm)\\n0,00;0\\n0,01;3\\n0,02;7,5\\n")
    >>> reading = read(path, lift="squat", load_kg=100)
    >>> reading.format, reading.recordings[0]["position"].samples
    ('delimited', array([0.    , 0.003 , 0.0075]))
    """
    chosen = (force_column,) if isinstance(force_column, str) else tuple(force_column)
    options = Options(athlete, lift, load_kg, load_unit, device, rate_hz, chosen, force_unit, calibration)
    try:
        found = table(opened(path))
    except MemoryError as error:
        raise _too_large(Path(path).name) from error
    except csv.Error as error:
        raise _no_cells(error, Path(path).name) from error
    try:
        return _format(found, "force" if chosen else format, chosen).read(found, options)
    except MemoryError as error:
        raise _too_large(found.path.name) from error
    except csv.Error as error:
        raise _no_cells(error, found.path.name) from error
    except InputError as error:
        error.at(found.path.name)
        raise
    except RecordError as error:
        raise _not_believed(error, found.path.name) from error


def _format(found: Table, name: str | None, force_column: tuple[str, ...] = ()) -> _Format:
    if name is not None:
        if name not in _FORMATS:
            raise UnknownFormat(
                "format", found=repr(name), needed=", ".join(_FORMATS), remedy="Choose one, or let it be recognised."
            )
        if not force_column and not _FORMATS[name].recognises(found):
            raise UnknownFormat(
                f"format {name}", found=f"columns {', '.join(found.columns) or 'without names'}",
                needed=_FORMATS[name].CARD, remedy="Let the format be recognised, or export the file again.",
            )  # fmt: skip
        return _FORMATS[name]
    best = max(_FORMATS.values(), key=lambda each: each.recognises(found))
    if best.recognises(found) > 0:
        return best
    raise UnknownFormat(
        "format", found=f"columns {_named(found.columns)}" if found.columns else "no line that names columns",
        needed="time beside position, velocity, acceleration or force; or load beside velocity or repetitions",
        remedy="Name the columns and units in the first line, as time (s), position (m).",
        where=found.doubts.place(found.header_line),
    )  # fmt: skip


def _named(columns: Sequence[str]) -> str:
    more = f" and {len(columns) - MOST_NAMED} more" if len(columns) > MOST_NAMED else ""
    return ", ".join(columns[:MOST_NAMED]) + more


def _too_large(file: str) -> UnreadableFile:
    return UnreadableFile(
        "file", found="one that unpacks to more than there is memory for", needed="a recording of one or a few sessions",
        remedy="Split it by session, or export what is needed of it.", where=file,
    )  # fmt: skip


def _no_cells(error: csv.Error, file: str) -> UnreadableFile:
    """A line that no spreadsheet would take apart: most often a quote that is opened and never closed."""
    return UnreadableFile(
        "rows", found=no_row(error), needed="cells between separators, every quote closed", where=file,
        remedy="Look for a quote that is opened and not closed, or export the file again.",
    )  # fmt: skip


def _not_believed(error: NeuraldriveError, file: str) -> InputError:
    """A contradiction that the checks of a format let through is still about the file."""
    return InputError(
        error.what, found=error.found, needed=error.needed, remedy=error.remedy, where=error.where or file
    )
