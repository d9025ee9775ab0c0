"""What a page shows of a rack: one whole picture, so that whoever comes late, or missed one, has all of it."""

from __future__ import annotations

import re
from typing import Any

from neuraldrive.units import load_text
from neuraldrive.web.racks.seen import Seen, before, least, sets_of, verdict
from neuraldrive.workflows import rack_numbers
from neuraldrive.workflows.live import Noticed, Told
from neuraldrive.workflows.rack_events import Answered, Begun, Ended, Event, Rested, Resting
from neuraldrive.workflows.rack_lifter import Lifter
from neuraldrive.workflows.two_lifters import SharedRack

_LOST = re.compile(r"^connection lost|^connection to .* lost| left$")
_BACK = re.compile(r"^reconnected|connected$")


class Picture:
    """Follows the events of a rack; `whole` is the picture as plain values."""

    def __init__(self, rack: SharedRack, source: str) -> None:
        self._rack, self._source = rack, source
        self._seen = [before(each) for each in rack.lifters]
        self._note, self._answer, self._serial = "", "", 0
        self.sensor_lost = False
        self.over, self.broken = "", False
        self.is_preparing = False
        """What judges a set is not there yet: the first start after an installation compiles it."""

    def follow(self, event: Event) -> str | None:
        """Takes an event in; its name, or None where nothing of it is to be told."""
        if isinstance(event, Resting):
            return None
        self._look_who()
        seen = self._seen[self._rack.chosen]
        if isinstance(event, Begun):
            self._seen[self._rack.chosen] = Seen(seen.who, event, first_mps=seen.first_mps)
            self._note = " ".join(filter(None, (event.day, event.why_not)))
            return "set"
        if isinstance(event, Told):
            return self._told(seen, event)
        if isinstance(event, Ended):
            return "end"
        if isinstance(event, Rested):
            self._note = event.advice.why
            return "rested"
        return self._words(event)

    def _look_who(self) -> None:
        """Where somebody else stands now, nothing is known of their set."""
        kept = dict(enumerate(self._seen))
        self._seen = [
            kept[number] if number in kept and kept[number].who == each.name else before(each)
            for number, each in enumerate(self._rack.lifters)
        ]

    def _told(self, seen: Seen, event: Told) -> str:
        repetition = event.repetition
        seen.repetitions.pop(repetition.revises or 0, None)
        speed = event.velocity.value if event.velocity is not None else None
        seen.repetitions[repetition.revises or repetition.number] = {
            "velocity": speed, "excluded": repetition.excluded, "number": repetition.revises or repetition.number,
        }  # fmt: skip
        seen.verdict, seen.told_s = event.verdict, (repetition.end_s or 0.0) + event.late_s
        if seen.first_mps is None or len(seen.repetitions) == 1:
            seen.first_mps = speed
        fresh = repetition.revises is None and repetition.excluded is None
        return "repetition" if fresh else "again"

    def _words(self, event: Noticed | Answered) -> str:
        if isinstance(event, Noticed):
            self._note = event.words
            self.sensor_lost = bool(_LOST.search(event.words)) or (self.sensor_lost and not _BACK.search(event.words))
            return "note"
        self._answer = event.words
        for seen, lifter in zip(self._seen, self._rack.lifters, strict=False):
            self._count_again(seen, lifter)
        return "key"

    def _count_again(self, seen: Seen, lifter: Lifter) -> None:
        """After a bad repetition or its undoing: which count, and the word as it now is."""
        chosen = lifter is self._rack.lifter and self._rack.under_way is not None
        set_ = self._rack.under_way if chosen else lifter.ended
        if set_ is None:
            return
        for each in set_.judge.repetitions:
            if each.number in seen.repetitions:
                seen.repetitions[each.number]["excluded"] = each.excluded
        seen.verdict = set_.said

    def whole(self, name: str, rack_name: str) -> dict[str, Any]:
        """The picture, with what has just happened as its name."""
        rack, seen = self._rack, self._seen[self._rack.chosen]
        self._serial += 1
        repetitions = sorted(seen.repetitions.values(), key=lambda each: int(each["number"]))
        speeds = [each["velocity"] for each in repetitions if each["velocity"] is not None and not each["excluded"]]
        lost = rack_numbers.loss(speeds, rack.sensor.grade)
        return {
            "event": name, "serial": self._serial, "rack": rack_name, "state": self._state(seen), "over": self.over, "broken": self.broken, "preparing": self.is_preparing,
            "lifters": [self._lifter(number) for number in range(len(rack.lifters))], "chosen": rack.chosen,
            "sensor": rack_numbers.sensor_words(rack.sensor.grade, seen.begun.grade if seen.begun is not None else "") | {"lost": self.sensor_lost, "source": self._source},
            "verdict": verdict(seen.verdict, seen.told_s), "repetitions": repetitions, "first_mps": seen.first_mps,
            "loss": None if lost is None else {"share": lost[0], "error": lost[1]}, **self._aims(seen, speeds),
            "rates": self._rates(), "can_undo": rack.can_undo, "note": self._note, "judged_by": seen.begun.judged_by if seen.begun is not None else "", "answer": self._answer,
        }  # fmt: skip

    def _state(self, seen: Seen) -> str:
        """The word, else "ready" before the first repetition of a set, else "rest"."""
        if self._rack.under_way is None:
            return "rest" if self._rack.rested_s(self._rack.chosen) is not None else "ready"
        counted = any(not each["excluded"] for each in seen.repetitions.values())
        return (
            seen.verdict.word.split()[0]
            if seen.verdict is not None and (counted or seen.verdict.word == "stop")
            else "ready"
        )

    def _lifter(self, number: int) -> dict[str, Any]:
        rack, lifter = self._rack, self._rack.lifters[number]
        rested_s, wish = rack.rested_s(number), lifter.wish
        rest = rack.rest if number == rack.chosen else lifter.rest
        lifts = number == rack.chosen and rack.under_way is not None
        return {
            "name": lifter.name, "lift": lifter.lift, "load_kg": wish.load_kg, "sets": lifter.sets,
            "load": load_text(wish.load_kg, wish.unit) if wish.load_kg is not None else "", "of": sets_of(lifter),
            "prescription": str(lifter.prescription), "rule": wish.rule,
            "rest": None if rested_s is None or lifts else {"passed_s": rested_s, "interval_s": rest.interval_s},
            "least_mps": least(self._seen[number], rest.typical_error_mps),
        }  # fmt: skip

    def _aims(self, seen: Seen, speeds: list[float]) -> dict[str, Any]:
        rack = self._rack
        velocity, expected = rack.prescription.velocity, seen.begun.expected if seen.begun is not None else None
        target = [velocity.low, velocity.high] if velocity is not None else None
        interval = list(expected.interval) if expected is not None and expected.interval is not None else None
        floor = seen.verdict.floor_mps if seen.verdict is not None else None
        shown = [*speeds, *(target or interval or []), *([floor] if floor else [])]
        most = rack.under_way.judge.most if rack.under_way is not None else None
        return {
            "target": target,
            "expected": interval,
            "floor": floor,
            "scale": list(rack_numbers.scale(shown)),
            "most": most,
        }

    def _rates(self) -> dict[str, Any] | None:
        """Whose set a tap rates, and how it is rated."""
        whose = self._rack.speaks_of
        if whose is None or whose >= len(self._rack.lifters):
            return None
        lifter = self._rack.lifters[whose]
        rpe, at_most = lifter.rated.get(lifter.last_set_id or 0, (None, False))
        return {"lifter": lifter.name, "set": lifter.sets, "rpe": rpe, "at_most": at_most}
