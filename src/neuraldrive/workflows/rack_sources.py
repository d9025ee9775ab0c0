"""What a rack may be told to listen to from a browser.

A recording is replayed only out of the served data folder or of those that ship with the package; a serial port must have the
name of one. So nobody reads another file of the computer through a rack.
"""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path, PurePosixPath

from neuraldrive.errors import BadValue
from neuraldrive.sensors.address import parse_address
from neuraldrive.workflows.rack_wishes import REPLAY

SIMULATED = "simulated"
SHIPPED = "shipped"
_SUFFIXES = (".csv", ".txt", ".tsv", ".parquet", ".mat", ".nwb", ".gz")
_PORT = re.compile(
    r"/dev/(tty(USB|ACM|AMA|S)\d{1,3}|tty\.[\w.-]+|cu\.[\w.-]+|rfcomm\d{1,3}|serial/by-id/[\w.:+-]+)|COM\d{1,3}",
    re.ASCII,
)
_PRIVATE = ("tls", "live")


def checked(source: str, data_dir: Path, *, demonstration: bool = False) -> str:
    """The source as `open_shared` takes it: the file's whole path, or the address as it is.

    Raises:
        BadValue: a file elsewhere or none, a port that is none, a kind that is unknown, `simulated` for real people.
    """
    source = source.strip()
    if source == SIMULATED:
        if not demonstration:
            raise BadValue(
                "source", found=SIMULATED, needed="a sensor, or a recording", remedy="Only the demonstration simulates; neuraldrive demo."
            )  # fmt: skip
        return source
    if source.startswith(REPLAY):
        return REPLAY + str(_recording(source.removeprefix(REPLAY), data_dir))
    address = parse_address(source)
    if address.kind == "serial" and not _PORT.fullmatch(address.place):
        raise BadValue(
            "serial port",
            found=f"{address.place:.80}",
            needed="the name of a port",
            remedy="serial:/dev/ttyUSB0, serial:COM3 …",
        )
    return source


def shown(source: str, data_dir: Path) -> str:
    """A source as it is shown: without folders, user and password.

    >>> shown("mqtt://coach:secret@gym.local/bar1", Path("."))
    'mqtt://gym.local/bar1'
    """
    if source.startswith(REPLAY):
        return f"replay of {Path(source.removeprefix(REPLAY)).name}"
    return "simulated lifter" if source == SIMULATED else parse_address(source).name


def recordings(data_dir: Path) -> list[str]:
    """Recordings in the folder `recordings` of the data folder, as sources."""
    folder = data_dir / "recordings"
    found = sorted(each for each in folder.rglob("*") if each.suffix.lower() in _SUFFIXES) if folder.is_dir() else []
    return [f"{REPLAY}{each.relative_to(data_dir).as_posix()}" for each in found[:100]]


def _recording(name: str, data_dir: Path) -> Path:
    """The file, if it lies within one of the two folders once all links are followed."""
    part = PurePosixPath(name)
    shipped = part.parts[:1] == (SHIPPED,)
    root = Path(str(resources.files("neuraldrive").joinpath("recordings"))) if shipped else data_dir
    try:
        file = root.joinpath(*part.parts[1:]) if shipped else root / part
        file, root = file.resolve(), root.resolve()
        inside = file.is_relative_to(root) and not _is_private(file.relative_to(root))
        good = inside and file.suffix.lower() in _SUFFIXES and file.is_file()
    except (OSError, ValueError):
        good = False
    if not good:
        raise BadValue(
            "recording", found=f"{name:.80}", needed="a file of the served data folder, or a shipped one",
            remedy="Put it into the folder `recordings` there, and write replay:recordings/NAME.csv.",
        )  # fmt: skip
    return file


def _is_private(file: Path) -> bool:
    return any(each in _PRIVATE or each.startswith(".") for each in file.parts)
