"""Messages and lines of a sensor → rows: numbers with commas, JSON, or binary."""

from __future__ import annotations

import json
import re
from typing import Any

import numpy as np

from neuraldrive.records.sample_block import COLUMNS
from neuraldrive.sensors.layout import Layout, Rows
from neuraldrive.sensors.tray import Tray

_SEPARATORS = re.compile(r"\s*[,;\t]\s*|\s+")
_BATTERY = re.compile(r"#\s*battery\s*[:=]?\s*([\d.]+)\s*%?$", re.IGNORECASE)
_TEXT = re.compile(rb"[\s\x20-\x7e]*")
_AXES = ("ax", "ay", "az", "gx", "gy", "gz")
_LONGEST_LINE = 4096


class Messages:
    """Reads whole messages: JSON, lines of numbers, or float64 (little-endian) one row after the other.

    >>> rows = Messages(Layout(time=0.001)).decode('{"t": [10, 20], "position": [0.51, 0.52], "battery": 4}')
    >>> rows.times_s, rows.battery
    (array([0.01, 0.02]), 0.04)
    """

    def __init__(self, layout: Layout) -> None:
        self._tray = Tray(layout)

    @property
    def channel(self) -> str | None:
        """Declared, or of the first row that came."""
        return self._tray.channel

    def begin(self) -> None:
        """Nothing is left over from one message to the next."""

    def decode(self, data: bytes | str, at_s: float = 0.0) -> Rows:
        """The rows of a message that came at a time."""
        if isinstance(data, bytes) and _TEXT.fullmatch(data) is None:
            put_binary(data, self._tray)
        else:
            text = data if isinstance(data, str) else data.decode("ascii")
            whole = text.lstrip()[:1] in ("{", "[")
            for line in [text] if whole and _is_json(text) else text.splitlines():
                put_line(line, self._tray)
        return self._tray.emptied()


class Lines:
    """Reads a stream of lines, numbers or JSON each. What comes before the first end of a line may be cut, and is left out.

    >>> lines = Lines(Layout())
    >>> lines.decode(b"45,0.5\\n0.01,0.502\\n0.0").times_s
    array([0.01])
    """

    def __init__(self, layout: Layout) -> None:
        self._tray = Tray(layout)
        self.begin()

    @property
    def channel(self) -> str | None:
        """Declared, or of the first row that came."""
        return self._tray.channel

    def begin(self) -> None:
        """Forgets a line that was cut off."""
        self._rest, self._is_cut = b"", True

    def decode(self, data: bytes | str, at_s: float = 0.0) -> Rows:
        """The rows of all lines that are complete."""
        *lines, rest = (self._rest + (data.encode() if isinstance(data, str) else data)).split(b"\n")
        for line in lines:
            if not self._is_cut:
                put_line(line.decode("ascii", "replace"), self._tray)
            self._is_cut = False
        if len(rest) > _LONGEST_LINE:
            self._tray.unread += not self._is_cut
            rest, self._is_cut = b"", True
        self._rest = rest
        return self._tray.emptied()


def put_line(line: str, tray: Tray) -> None:
    """One line: JSON, numbers, or a remark such as "# battery 40"."""
    line = line.strip()
    if line[:1] in ("{", "["):
        try:
            _put_found(json.loads(line), tray)
        except (ValueError, RecursionError):
            tray.unread += 1
    elif match := _BATTERY.match(line):
        tray.charge(match[1])
    elif line and not line.startswith("#"):
        tray.put(_SEPARATORS.split(line.rstrip(",;")))


def put_binary(data: bytes, tray: Tray) -> None:
    """Rows of float64: time and value, or time and six values where the channel is inertial."""
    columns = 1 + COLUMNS[tray.channel or "position"]
    if not data or len(data) % (8 * columns):
        tray.unread += 1
        return
    for row in np.frombuffer(data, "<f8").reshape(-1, columns).tolist():
        tray.put(row, tray.channel)


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _put_found(found: Any, tray: Tray) -> None:
    if isinstance(found, dict):
        _put_named(found, tray)
    elif isinstance(found, list) and found and all(isinstance(each, (list, dict)) for each in found):
        for each in found:
            _put_found(each, tray)
    elif isinstance(found, list):
        tray.put(found)
    else:
        tray.unread += 1


def _put_named(found: dict[str, Any], tray: Tray) -> None:
    """{"t": …, "position": …}, one sample or lists of them; "ax" to "gz" for inertial; "battery" in per cent."""
    if "battery" in found:
        tray.charge(found["battery"])
    single = [name for name in COLUMNS if name in found]
    names = _AXES if "ax" in found else (tray.channel if tray.channel in single else single[0],) if single else ()
    clock = found.get("t", found.get("time"))
    if clock is None or not names:
        tray.unread += "battery" not in found
        return
    channel = "inertial" if names is _AXES else str(names[0])
    columns = [clock, *(found.get(name) for name in names)]
    if not isinstance(clock, list):
        tray.put(columns, channel)
    elif all(isinstance(each, list) and len(each) == len(clock) for each in columns):
        for row in zip(*columns, strict=True):
            tray.put(row, channel)
    else:
        tray.unread += 1
