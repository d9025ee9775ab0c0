"""What happens at a rack, one event after the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from neuraldrive import monitor
from neuraldrive.records import Prescription, Verdict
from neuraldrive.workflows import live


@dataclass(frozen=True)
class Begun:
    """A set begins: its number today, what is prescribed, what the profile expects.

    `grade` is what sensor, lift and history allow to be said of it, `why_not` why no stop, `judged_by` the rule and whose sets
    it rests on, `day` how today differs from usual where load history is left out for that.
    """

    number: int
    lift: str
    load_kg: float | None
    prescription: Prescription
    expected: Any
    sensor: str
    grade: str
    rule: str
    judged_by: str = ""
    why_not: str = ""
    day: str = ""


@dataclass(frozen=True)
class Ended:
    """A set is over: how many repetitions, the last word on it, and the rest that follows; `kept` where it is on the disk.

    Nothing was lifted in a set that is `forgotten`: none is kept of it, the next has its number, and no rest begins.
    """

    number: int
    repetitions: int
    rest_s: float
    said: Verdict | None = None
    kept: bool = True
    forgotten: bool = False


@dataclass(frozen=True)
class Resting:
    """The rest goes on: seconds so far, and how it stands."""

    passed_s: float
    advice: monitor.RestAdvice


@dataclass(frozen=True)
class Rested:
    """The first repetition of a set has told whether the rest was enough."""

    advice: monitor.RestAdvice


@dataclass(frozen=True)
class Answered:
    """A key was pressed: what it did."""

    words: str


Event = Begun | live.Told | live.Noticed | Ended | Resting | Rested | Answered
