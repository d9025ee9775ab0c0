"""From what rules say to the one word that is told: the strictest, as far as the sensor may, with the reason."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from neuraldrive.adapt import LoadVelocityProfile
from neuraldrive.catalog import Sensor
from neuraldrive.kernels import load_velocity
from neuraldrive.monitor.effort import LEVEL, EffortRule
from neuraldrive.monitor.grade import allowed
from neuraldrive.monitor.running import REPETITION_SD, Judged, Rule, Running
from neuraldrive.records import Verdict
from neuraldrive.records.verdict import WORDS

UNLIKELY = 0.05
SLOW, FALLING = "slow from the first repetition", "falling"


class Spoken(NamedTuple):
    """A rule and what it said."""

    rule: Rule
    judged: Judged


def strictest(rules: Sequence[Rule], running: Running) -> Spoken:
    """What the strictest rule says; of rules as strict, the surer."""
    spoken = [Spoken(rule, rule.judge(running)) for rule in rules]
    return max(spoken, key=lambda each: (WORDS.index(each.judged.word), each.judged.probability or 0.0))


def gated(spoken: Spoken, sensor: Sensor) -> Spoken | None:
    """The same with the strongest word that may be said; None where it may be said as it is."""
    rule, judged = spoken
    why_not = allowed(rule, sensor).why_not
    if judged.word != "stop" or not why_not:
        return None
    why = f"{judged.why.removesuffix('.')}; this would be a stop, but {why_not}."
    return Spoken(rule, judged._replace(word="last rep", why=why))


def pace(running: Running, profile: LoadVelocityProfile | None) -> str:
    """Whether the set was slow from its first repetition on, which is intent or the day, or falls, which is fatigability."""
    values = running.values()
    if not values.size:
        return "as expected"
    found = []
    if profile is not None and math.isfinite(running.load_kg):
        noise = math.hypot(running.noise.offset, running.noise.repetition)
        spread = math.hypot(profile.set_sd_mps, REPETITION_SD, noise)
        early = float(values[:2].max())
        if load_velocity.slower_chance(profile.posterior, running.load_kg, early, spread) < UNLIKELY:
            found.append(SLOW)
    if values.size > 1 and values.max() - values[-1] >= running.noise.least_drop:
        found.append(FALLING)
    return " and ".join(found) or "as expected"


def told(spoken: Spoken, running: Running, sensor: Sensor, profile: LoadVelocityProfile | None) -> Verdict:
    """The verdict of a rule on a running set."""
    limited = gated(spoken, sensor)
    rule, judged = limited or spoken
    values, how = running.values(), pace(running, profile)
    why = judged.why
    if how.startswith(SLOW):
        why = f"{why.removesuffix('.')}; {SLOW} on, so intent or the day is in doubt, not only this set."
    return Verdict(
        judged.word, why, judged.probability, judged.threshold, judged.reserve, LEVEL, rule.name,
        judged.ends if judged.word == "stop" else "", len(running.counted), float(values[-1]) if values.size else None,
        judged.floor_mps, how, sensor.name, allowed(rule, sensor).grade, limited is not None, judged.rests_on,
        rule.changed if isinstance(rule, EffortRule) else "",
    )  # fmt: skip
