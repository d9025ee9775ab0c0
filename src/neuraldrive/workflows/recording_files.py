"""Recordings into files that other programs read: Parquet, NWB, and Neo's objects in memory."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from neuraldrive.errors import BadValue
from neuraldrive.readers.extras import require
from neuraldrive.records import Recording
from neuraldrive.workflows.writing import write_whole

SUFFIXES = (".parquet", ".nwb")


def export_recording(recording: Recording | Sequence[Recording], to: str | Path) -> Path:
    """Write a recording to a file, whole or not at all; the ending says which format.

    `.parquet` holds all that the recording holds, bit for bit, and several recordings if their channels are alike;
    `readers.read` gives them back. `.nwb` (Neurodata Without Borders) is for other programs, Neo among them, and
    takes one recording; it needs `neuraldrive[bio]`.

    Returns:
        The file.

    Raises:
        BadValue: another ending, no recording, several for NWB, or several whose channels are not alike.
        MissingExtra: the packages for NWB are not installed.
        StoreNotWritable: the file cannot be written; what stood there still does.

    >>> import tempfile
    >>> from neuraldrive import readers, simulate
    >>> recording = simulate.contraction("vastus_lateralis", simulate.ramp(to=0.40), seed=7)
    >>> file = export_recording(recording, Path(tempfile.mkdtemp()) / "ramp.parquet")
    >>> readers.read(file).recordings[0]["force"].same_as(recording["force"])
    True
    """
    file = writable(to)
    recordings = (recording,) if isinstance(recording, Recording) else tuple(recording)
    if not recordings or (len(recordings) > 1 and file.suffix.lower() == ".nwb"):
        raise BadValue(
            "export", found=f"{len(recordings)} recordings for {file.name}",
            needed="one for .nwb, one or more for .parquet", remedy="Write each to a file of its own.",
        )  # fmt: skip
    write = _parquet if file.suffix.lower() == ".parquet" else _nwb
    write_whole(file, "export", lambda beside: write(recordings, beside))
    return file


def export_each(recordings: Sequence[Recording], to: str | Path) -> list[Path]:
    """Write recordings: several into one `.parquet`, or into numbered files where a file takes one (`out_1.nwb` …).

    Returns:
        The files.

    Raises:
        As `export_recording`.
    """
    file = writable(to)
    if len(recordings) == 1 or file.suffix.lower() == ".parquet":
        return [export_recording(recordings, file)]
    return [
        export_recording(each, file.with_stem(f"{file.stem}_{number}")) for number, each in enumerate(recordings, 1)
    ]


def writable(to: str | Path) -> Path:
    """The file, if its ending and what is installed allow it: to be asked before the work, not after it.

    Raises:
        BadValue: another ending.
        MissingExtra: the packages for NWB are not installed.
    """
    file = Path(to)
    if file.suffix.lower() not in SUFFIXES:
        raise BadValue(
            "export", found=file.name, needed=f"a name ending in {' or '.join(SUFFIXES)}", remedy="Name it so."
        )
    if file.suffix.lower() == ".nwb":
        require("pynwb")
    return file


def _parquet(recordings: Sequence[Recording], beside: Path) -> None:
    from neuraldrive.workflows.recordings_parquet import RecordingsFile  # late: it loads pyarrow

    with RecordingsFile(beside, recordings[0]) as rows:
        for each in recordings:
            rows.add(each)


def _nwb(recordings: Sequence[Recording], beside: Path) -> None:
    from neuraldrive.workflows.recordings_nwb import write_nwb  # late: it is rarely needed

    write_nwb(recordings[0], beside)
