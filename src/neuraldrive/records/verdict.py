"""What the monitor says after a repetition: one word, how sure it is, and why."""

from __future__ import annotations

import math
from dataclasses import dataclass

from neuraldrive.errors import RecordError

WORDS = ("go", "last rep", "stop")
"""From the mildest to the strictest."""
ENDS = ("", "set", "session")
PACES = ("as expected", "slow from the first repetition", "falling", "slow from the first repetition and falling")


@dataclass(frozen=True)
class Verdict:
    """One word after a repetition, and what it rests on. `str` gives word and reason.

    Args:
        word: one of WORDS; "last rep" means about one good repetition left.
        why: one sentence.
        probability: chance that the zone's end is reached; None where the rule has none.
        threshold: chance from which on the word is "stop"; None where the rule has none.
        reserve: repetitions left, as a range of `level`; None where nothing tells it.
        rule: the rule that spoke, by name: "until 2 in reserve", "loss 20 % from the fastest" …
        ends: what a stop ends: "set", "session" (all work of the lift), or "" where the word is no stop.
        repetition: how many repetitions of the set were counted.
        velocity_mps, floor_mps: of the last repetition, and the slowest that its zone allows.
        pace: one of PACES: lack of intent shows from the first repetition on, fatigability as a fall.
        grade: "may stop a set", "advises" or "counts only": what sensor, lift and history allow it to say; `advice` whether
            that kept it from saying stop.
        rests_on: what stands behind it: rated sets, people at large, noise.
        day: how today differs from usual, so that load history was left out; "" where it was not.

    Raises:
        RecordError: a word that is none of these, a chance outside 0 to 1, or no reason.

    >>> print(Verdict("last rep", "0.31 m/s, next to its floor of 0.28 m/s.", 0.3, threshold=0.35))
    last rep: 0.31 m/s, next to its floor of 0.28 m/s.
    """

    word: str
    why: str
    probability: float | None = None
    threshold: float | None = None
    reserve: tuple[float, float] | None = None
    level: float = 0.8
    rule: str = ""
    ends: str = ""
    repetition: int = 0
    velocity_mps: float | None = None
    floor_mps: float | None = None
    pace: str = "as expected"
    sensor: str = "unknown"
    grade: str = ""
    advice: bool = False
    rests_on: str = ""
    day: str = ""

    def __post_init__(self) -> None:
        for what, found, known in (("word", self.word, WORDS), ("end", self.ends, ENDS), ("pace", self.pace, PACES)):
            if found not in known:
                raise _broken(what, repr(found), " or ".join(repr(each) for each in known))
        for what, chance in (("probability", self.probability), ("threshold", self.threshold)):
            if chance is not None and not (math.isfinite(chance) and 0.0 <= chance <= 1.0):
                raise _broken(what, f"{chance:g}", "between 0 and 1")
        if self.reserve is not None and not 0.0 <= self.reserve[0] <= self.reserve[1]:
            raise _broken("repetitions in reserve", f"{self.reserve}", "the lower number first, none below 0")
        if (self.word == "stop") != bool(self.ends):
            raise _broken("end", f"{self.word!r} that ends {self.ends!r}", "a stop that ends a set or the session")
        if not self.why:
            raise _broken("reason", "none", "one sentence")

    def __str__(self) -> str:
        return f"{self.word}: {self.why}"


def _broken(what: str, found: str, needed: str) -> RecordError:
    return RecordError(f"verdict: {what}", found=found, needed=needed, remedy="Check what made it.")
