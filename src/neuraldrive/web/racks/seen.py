"""What a picture of a rack is made of: a lifter's newest set, and the word on it."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from typing import Any

from neuraldrive.records import Verdict
from neuraldrive.workflows.rack_events import Begun
from neuraldrive.workflows.rack_lifter import Lifter
from neuraldrive.workflows.rack_numbers import DONE, FAILED

_SURE = re.compile(r": [^:]* sure that [^:;]* left(?=[.;])")
_FLOOR = re.compile(r"(?P<now>[\d.]+ m/s) with a floor of (?P<floor>[\d.]+ m/s) \((?P<whose>[^)]*)\)")
_WHOSE = {"your own": "as your own do", "mostly other lifters'": "mostly from other lifters"}
_RESERVE = re.compile(r"until ([\d.]+) in reserve")


@dataclass
class Seen:
    """Of one lifter's newest set: its repetitions by number, and the last word on it."""

    who: str
    begun: Begun | None = None
    repetitions: dict[int, dict[str, Any]] = field(default_factory=dict)
    verdict: Verdict | None = None
    told_s: float | None = None
    first_mps: float | None = None


def verdict(verdict: Verdict | None, told_s: float | None) -> dict[str, Any] | None:
    """As plain values; `short` is the reason without what the page says elsewhere, `chance` what the probability is of."""
    if verdict is None:
        return None
    found = _RESERVE.search(verdict.rule)
    chance = _chance(found[1]) if found else "chance of the limit"
    if verdict.rule in (DONE, FAILED):  # counted, not judged
        chance = ""
    names = ("word", "why", "probability", "threshold", "reserve", "rule", "floor_mps", "grade", "advice", "rests_on")
    kept = {key: value for key, value in asdict(verdict).items() if key in names}
    return kept | {"short": _FLOOR.sub(_plain_floor, _SURE.sub("", verdict.why)), "chance": chance, "told_s": told_s}


def _chance(left: str) -> str:
    return "chance that no rep is left" if left == "0" else f"chance of {left} or fewer reps left"


def _plain_floor(found: re.Match[str]) -> str:
    """What a floor is, said where it is named."""
    whose = _WHOSE.get(found["whose"], found["whose"])
    return f"{found['now']}; such sets end near {found['floor']} (the floor, {whose})"


def before(lifter: Lifter) -> Seen:
    """What is known of a lifter whose session goes on after the server ended: the set that was lifted last."""
    used = lifter.last.repetitions if lifter.last is not None else ()
    rows = {
        each.number: {"velocity": each.mean_velocity, "excluded": each.excluded, "number": each.number} for each in used
    }
    first = next((each.mean_velocity for each in used if each.excluded is None), None)
    return Seen(lifter.name, repetitions=rows, first_mps=first)


def sets_of(lifter: Lifter) -> int | None:
    """Sets that are prescribed, where that is more than the one of a set without a plan."""
    return lifter.prescription.sets if lifter.prescription.sets > 1 else None


def least(seen: Seen, error_mps: float) -> float | None:
    """What the first repetition of the next set has to reach, so that the rest was enough."""
    return None if seen.first_mps is None else seen.first_mps - error_mps
