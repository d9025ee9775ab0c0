"""The rules that products use, by name: loss of velocity, a floor, a method's own rule, failure."""

from __future__ import annotations

from dataclasses import dataclass

from neuraldrive.catalog import StopRule
from neuraldrive.kernels.velocity_floor import below
from neuraldrive.monitor.running import EVEN, Judged, Running, ahead, below_words

NOTHING_MEASURED = Judged("go", "No velocity was measured, so only repetitions are counted.")
FEWEST_FOR_LOSS = 3


@dataclass(frozen=True)
class LossRule:
    """Stop when mean velocity has fallen by a share of the fastest so far, or of the first."""

    limit: float
    reference: str = "fastest"

    @property
    def name(self) -> str:
        return f"loss {100 * self.limit:g} % from {'the ' + self.reference}"

    def judge(self, running: Running) -> Judged:
        values = running.values()
        if not values.size:
            return NOTHING_MEASURED
        start = float(values.max() if self.reference == "fastest" else values[0])
        floor, last = (1.0 - self.limit) * start, float(values[-1])
        variance = running.noise.spread**2 * (1.0 + (1.0 - self.limit) ** 2)
        chance = below(floor, last, variance) if values.size > 1 else 0.0
        why = f"{last:.2f} m/s is {below_words(last, start)} the {self.reference} ({start:.2f}), floor {floor:.2f} m/s."
        word = _word(values.size > 1 and last <= floor, ahead(values, floor, running.noise))
        few = "" if values.size >= FEWEST_FOR_LOSS else "; of fewer than three repetitions a loss tells little"
        return Judged(word, why, chance, floor_mps=floor, rests_on=f"this set alone{few}")


@dataclass(frozen=True)
class FloorRule:
    """Stop when a repetition is slower than a velocity. `whose` says where that comes from."""

    floor_mps: float
    whose: str = "as prescribed"

    @property
    def name(self) -> str:
        return f"floor {self.floor_mps:.2f} m/s"

    def judge(self, running: Running) -> Judged:
        values = running.values()
        if not values.size:
            return NOTHING_MEASURED
        last = float(values[-1])
        side = "below" if last < self.floor_mps else "above"
        why = f"{last:.2f} m/s is {side} the floor of {self.floor_mps:.2f} m/s ({self.whose})."
        chance = below(self.floor_mps, last, running.noise.spread**2 + running.noise.offset**2)
        word = _word(last < self.floor_mps, ahead(values, self.floor_mps, running.noise))
        return Judged(word, why, chance, floor_mps=self.floor_mps, rests_on="the floor alone")


@dataclass(frozen=True)
class MethodRule:
    """The catalogue's rule of a method whose repetitions are judged one by one.

    Args:
        floor_mps: below which a loss counts, or None; `whose` it is.
        untested: why it may not stop a set of this lift, or ""; `instead` what it stands in for, and until when.
    """

    method: str
    rule: StopRule
    floor_mps: float | None = None
    whose: str = ""
    untested: str = ""
    instead: str = ""

    @property
    def name(self) -> str:
        low, high = self.rule.loss
        floor = "" if self.floor_mps is None else f", near {self.floor_mps:.2f} m/s"
        return f"{self.method}: loss {100 * low:.0f} to {100 * high:.0f} %{floor}"

    def judge(self, running: Running) -> Judged:
        values = running.values()
        if not values.size:
            return NOTHING_MEASURED
        start, last = float(values.max()), float(values[-1])
        zones = [self.rule.zone(float(each), start) for each in values[-self.rule.confirming_repetitions :]]
        slow = self.floor_mps is None or last <= self.floor_mps
        if values.size < self.rule.needs_repetitions or not slow or "inside" in zones:
            word = "go"
        else:
            word = "stop" if all(zone == "beyond" for zone in zones) else "last rep"
        floor = (1.0 - self.rule.loss[1]) * start if self.floor_mps is None else self.floor_mps
        whose = f" ({self.whose})" if self.whose else ""
        why = f"{last:.2f} m/s is {below_words(last, start)} the fastest ({start:.2f}), floor {floor:.2f} m/s{whose}."
        return Judged(word, why, floor_mps=floor, rests_on="the method's rule, not fitted to this lift")


@dataclass(frozen=True)
class FailureRule:
    """Go on until a repetition fails."""

    @property
    def name(self) -> str:
        return "until failure"

    def judge(self, running: Running) -> Judged:
        values = running.values()
        speed = f"{values[-1]:.2f} m/s" if values.size else "No velocity"
        return Judged("go", f"{speed}; the set ends when a repetition fails, no floor is set.")


def _word(stopped: bool, next_slower: float) -> str:
    return "stop" if stopped else "last rep" if next_slower >= EVEN else "go"
