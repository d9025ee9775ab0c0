"""Which racks there are, written down: what is opened again after the server was ended, and addresses of sensors to choose again."""

from __future__ import annotations

import json
import time
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from neuraldrive.workflows.rack_sources import SIMULATED
from neuraldrive.workflows.rack_wishes import Wish
from neuraldrive.workflows.writing import write_whole

FILE = "racks.json"
WITHIN_S = 12 * 3600.0
"""Racks that were left open longer ago stay closed."""


@dataclass
class Kept:
    """A rack by name: its sensor, and while it is open its lifters with their sessions."""

    name: str
    source: str
    sensor: str | None = None
    speed: float = 1.0
    is_open: bool = False
    at_s: float = field(default_factory=time.time)
    lifters: list[dict[str, Any]] = field(default_factory=list)
    chosen: int = 0

    @property
    def is_to_be_opened(self) -> bool:
        """Whether it was open when the server ended, not long ago; the demonstration opens its simulated lifter's anew."""
        lately = time.time() - self.at_s < WITHIN_S
        return self.is_open and bool(self.lifters) and lately and self.source != SIMULATED

    def wishes(self) -> list[Wish]:
        """What its lifters wish."""
        return [Wish(**each["wish"]) for each in self.lifters]

    def forget(self, names: Collection[str]) -> None:
        """These people lift there no more."""
        self.lifters = [row for row in self.lifters if row["wish"]["athlete"] not in names]


def read(data_dir: Path) -> dict[str, Kept]:
    """Those that are known; a file that cannot be read counts as none."""
    try:
        rows = json.loads((data_dir / FILE).read_text(encoding="utf-8"))
        return {each["name"]: Kept(**each) for each in rows}
    except (OSError, ValueError, TypeError, KeyError):
        return {}


def write(data_dir: Path, racks: dict[str, Kept]) -> None:
    """Writes them down, for the server's user alone: an address may hold a password."""
    text = json.dumps([asdict(each) for each in racks.values()], ensure_ascii=False, indent=1)

    def put(file: Path) -> None:
        file.touch(mode=0o600)
        file.write_text(text, encoding="utf-8")

    write_whole(data_dir / FILE, "racks", put)


def forget(data_dir: Path, names: Collection[str]) -> None:
    """In what is written down these people lift nowhere; for a data folder that nobody serves."""
    racks = read(data_dir)
    if _anybody(racks.values(), names):
        for each in racks.values():
            each.forget(names)
        write(data_dir, racks)


def _anybody(racks: Iterable[Kept], names: Collection[str]) -> bool:
    return any(row["wish"]["athlete"] in names for each in racks for row in each.lifters)
