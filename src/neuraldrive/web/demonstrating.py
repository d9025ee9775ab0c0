"""What the demonstration brings in while its pages are looked at already: real recordings, then simulated athletes."""

from __future__ import annotations

from dataclasses import dataclass

from neuraldrive.web.house import House
from neuraldrive.workflows import demonstration, demonstration_team

ROOM = "demonstration"


@dataclass
class Progress:
    """How far it is, in words for the pages; "" when all is there."""

    words: str = "The shipped recordings are brought in …"


def progress_of(house: House) -> str:
    """What is still being made, or ""."""
    found: Progress | None = house.rooms.get(ROOM)
    return found.words if found is not None else ""


def prepare(house: House) -> None:
    """Everything that the demonstration shows, in order; twice changes nothing."""
    progress = house.rooms[ROOM] = Progress()
    try:
        demonstration.take_in(house.store)

        def told(done: int, of: int) -> None:
            progress.words = f"Simulated athletes train: {done} of {of} are done …"

        told(0, len(demonstration_team.TEAM))
        demonstration_team.fill(house.store, told=told)
    finally:
        progress.words = ""
