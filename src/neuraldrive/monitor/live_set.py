"""A set as it is lifted: repetitions in, one word each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from neuraldrive import catalog
from neuraldrive.adapt import LoadVelocityProfile
from neuraldrive.measure.repetitions import NOT_COMPLETED
from neuraldrive.monitor import grade, zones
from neuraldrive.monitor.change import DayChange
from neuraldrive.monitor.effort import EffortRule
from neuraldrive.monitor.running import Running, noise_of
from neuraldrive.monitor.verdict import strictest, told
from neuraldrive.records import Prescription, Repetition, SetEntry, Sets, Verdict

DONE, FAILED = "repetitions done", "failed repetition"


class LiveSet:
    """One set under way. `add` takes a repetition and returns the verdict on the set so far.

    Maximal effort is judged by the chance that no more than 1 repetition (singles and doubles) or 2 are in reserve, from
    velocity, load and the athlete's own rated sets; dynamic and ballistic work by set means against the first sets. What the
    prescription says itself ("until 1 in reserve", "until velocity falls 20 %") goes before that, and `rule` before all.
    The prescribed repetitions, once done, and a failed one end the set whatever the rule.

    Args:
        prescription: what is to be lifted.
        profile: the athlete's load-velocity profile: without it nothing tells slow from the first repetition on.
        history: earlier sets, in the order in which they were done; those of other lifts are left out.
        sensor: a name of `catalog.sensors()`; its grade decides which words it may say, its error how sure they are.
        session: earlier sets of this work today. They count as history too, once where they stand in both.
        rule: a rule by name, to choose or compare: "loss 20%", "loss 20% from first", "floor 0.30", "reserve 2" …
        lift: which one, where the prescription leaves a choice.
        day: what `monitor.change` says of today's warm-up. Where that is "changed", what the load was worth on other days is
            left out, and velocity alone judges.

    Raises:
        BadValue: no such rule. CatalogError: no such sensor or method.

    >>> from neuraldrive.records import Load, Repetition, Span
    >>> heavy = Prescription(("back_squat",), (Sets(Span(5), Span(3), Load(Span(0.9))),), method="maximal_effort")
    >>> live = LiveSet(heavy, sensor="linear_encoder")
    >>> live.add(Repetition(mean_velocity=0.55, load_kg=140)).word
    'go'
    >>> verdict = live.add(Repetition(mean_velocity=0.24, load_kg=140))
    >>> verdict.word, verdict.ends, verdict.reserve[0]
    ('stop', 'set', 0.0)
    >>> pull = Prescription(("deadlift",), heavy.parts, method="maximal_effort")
    >>> LiveSet(pull, sensor="linear_encoder").grade, LiveSet(heavy, sensor="linear_encoder").grade
    ('advises', 'may stop a set')
    >>> LiveSet(heavy, sensor="linear_encoder", rule="floor 0.20").add(Repetition(mean_velocity=0.24)).word
    'go'
    """

    def __init__(
        self,
        prescription: Prescription,
        profile: LoadVelocityProfile | None = None,
        *,
        history: Sequence[SetEntry] = (),
        sensor: str = "unknown",
        session: Sequence[SetEntry] = (),
        rule: str = "",
        lift: str = "",
        day: DayChange | None = None,
    ) -> None:
        self.prescription, self.profile, self.session = prescription, profile, tuple(session)
        self.lift = lift or prescription.lifts[0]
        self.sensor = catalog.sensor(sensor)
        self._noise = noise_of(self.sensor)
        self._repetitions: list[Repetition] = []
        today = (each for each in self.session if not any(each is other for other in history))
        earlier = tuple(each for each in (*history, *today) if each.lift == self.lift)
        changed = day.left_out if day is not None else ""
        setting = zones.Setting(self.lift, prescription, self.most, self.sensor, self._noise, earlier, changed)
        self.rules = zones.rules_of(setting, rule)

    @property
    def grade(self) -> str:
        """What the words of this set may be, as far as sensor, lift and history allow: "may stop a set", "advises" …"""
        return grade.of_all(self.rules, self.sensor).grade

    @property
    def why_not(self) -> str:
        """Why no stop may be said of this set; "" where one may."""
        return grade.of_all(self.rules, self.sensor).why_not

    @property
    def judged_by(self) -> str:
        """What judges this set, and whose sets that rests on."""
        return grade.judged_by(self.rules, self.sensor)

    @property
    def day(self) -> str:
        """How today differs from usual, where load history is left out for it; else ""."""
        return next((each.changed for each in self.rules if isinstance(each, EffortRule) and each.changed), "")

    @property
    def repetitions(self) -> tuple[Repetition, ...]:
        """All that were added, those left out with their reason."""
        return tuple(self._repetitions)

    @property
    def most(self) -> float | None:
        """Repetitions that this set is to have, the most of a range; None for as many as go."""
        parts = [part for part in self.prescription.parts for _ in range(int(part.sets.high))]
        part: Sets = parts[min(len(self.session), len(parts) - 1)]
        return None if part.repetitions is None else part.repetitions.high

    def add(self, repetition: Repetition) -> Verdict:
        """The verdict after one more repetition; one that `revises` an earlier one takes its place."""
        if repetition.revises is not None:
            self._repetitions = [each for each in self._repetitions if each.number != repetition.revises]
        self._repetitions.append(repetition)
        return self.verdict()

    def take_back(self) -> Verdict:
        """The verdict without the last repetition."""
        if self._repetitions:
            self._repetitions.pop()
        return self.verdict()

    def leave_out(self, reason: str = "bad repetition") -> Verdict:
        """The verdict with the last repetition kept but not counted."""
        if self._repetitions:
            self._repetitions[-1] = replace(self._repetitions[-1], excluded=reason)
        return self.verdict()

    def count_again(self, number: int) -> Verdict:
        """The verdict with a repetition that was left out counted again."""
        self._repetitions = [
            replace(each, excluded=None) if each.number == number else each for each in self._repetitions
        ]
        return self.verdict()

    def end(self) -> Verdict:
        """The verdict on the set as a whole, when the bar is put away before all repetitions are done."""
        return self.verdict(complete=True)

    def verdict(self, *, complete: bool = False) -> Verdict:
        """The verdict on the set as it stands."""
        counted = tuple(each for each in self._repetitions if each.excluded is None)
        finished = self.most is not None and len(counted) >= self.most
        running = Running(counted, self.session, self._noise, complete or finished)
        if not self._repetitions:
            return Verdict("go", "No repetition yet.", sensor=self.sensor.name, grade=self.grade)
        verdict = told(strictest(self.rules, running), running, self.sensor, self.profile)
        if (self._repetitions[-1].excluded or "").startswith(NOT_COMPLETED):
            why = f"{self._repetitions[-1].excluded}: the set is over."
            return replace(verdict, word="stop", ends="set", why=why, rule=FAILED, probability=1.0, advice=False)
        return verdict if verdict.word == "stop" else self._counted(verdict, len(counted), finished or complete)

    def _counted(self, verdict: Verdict, count: int, finished: bool) -> Verdict:
        """With what the number of prescribed repetitions says beside it."""
        if finished:
            every = "The one repetition is done" if count == 1 else f"All {count} repetitions are done"
            done = every if count == self.most else f"The set is over after {count}"
            return replace(verdict, word="stop", ends="set", why=f"{done}: {verdict.why}", rule=DONE, advice=False)
        if verdict.word == "go" and self.most is not None and count and count + 1 == self.most:
            return replace(verdict, word="last rep", why=f"One of {count + 1} repetitions is left: {verdict.why}")
        return verdict
