"""An exercise's 1RM and speed from the athlete's profiles: its own, or one from which it can be inferred."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from neuraldrive import catalog
from neuraldrive.adapt import LoadVelocityProfile
from neuraldrive.records import Measurement

Profiles = Mapping[str, LoadVelocityProfile]

NORMAL_95 = 1.96
WIDE = 0.10
"""Half of the interval, as a share of the 1RM, from which it is called wide: two steps of per cent in a plan."""
INFERS_SPEED = ("main", "variation", "accessory")
"""Kinds whose speed at a share of the 1RM is taken to be that of the lift they vary; a throw's or a clean's is not."""


@dataclass(frozen=True)
class OneRm:
    """The 1RM that an exercise's loads are shares of, with its 95 % interval.

    Args:
        exercise: whose it is.
        profile: the athlete's profile that it comes from.
        share, share_sd: the exercise's 1RM as a share of that profile's.
        infers_speed: whether the profile tells the exercise's speed too.
        origin: where it comes from, in words.
    """

    exercise: catalog.Exercise
    profile: LoadVelocityProfile
    share: float
    share_sd: float
    infers_speed: bool
    origin: str

    @property
    def kg(self) -> float:
        """The middle of it."""
        return self.share * self.profile.estimated_one_rm_kg.value

    @property
    def interval_kg(self) -> tuple[float, float]:
        """95 % interval: of the profile's 1RM and of the share together."""
        return self._widened(self.profile.estimated_one_rm_kg)

    @property
    def wide(self) -> bool:
        """Whether it is too wide for one per cent to mean much."""
        low, high = self.interval_kg
        return high - low > 2 * WIDE * self.kg

    def velocity_at(self, load_kg: float) -> Measurement | None:
        """Mean velocity to expect at a load, m/s, with its interval; None where no profile tells it."""
        if not self.infers_speed:
            return None
        middle = _not_backwards(self.profile.velocity_at(load_kg / self.share))
        if self.share_sd == 0.0 or middle.interval is None:
            return middle
        slower, faster = (
            self.profile.velocity_at(load_kg / (self.share + sign * NORMAL_95 * self.share_sd)).value
            for sign in (-1.0, 1.0)
        )
        low = middle.value - math.hypot(middle.value - middle.interval[0], middle.value - slower)
        high = middle.value + math.hypot(middle.interval[1] - middle.value, faster - middle.value)
        method = f"{middle.method}, {self.origin}"
        return _not_backwards(Measurement(middle.measure, middle.value, "m/s", method, (low, high)))

    def load_at(self, velocity_mps: float) -> tuple[float, tuple[float, float]] | None:
        """Load that moves at a mean velocity, kg, and its 95 % interval; None where no profile tells it."""
        if not self.infers_speed:
            return None
        found = self.profile.load_at(velocity_mps)
        return self.share * found.value, self._widened(found)

    def _widened(self, of_profile: Measurement) -> tuple[float, float]:
        low, high = of_profile.interval or (of_profile.value, of_profile.value)
        share = NORMAL_95 * self.share_sd / self.share
        middle = self.share * of_profile.value
        down, up = math.log(of_profile.value / low), math.log(high / of_profile.value)
        return middle * math.exp(-math.hypot(down, share)), middle * math.exp(math.hypot(up, share))


def _not_backwards(velocity: Measurement) -> Measurement:
    """No bar that goes up is slower than nothing."""
    low, high = velocity.interval or (velocity.value, velocity.value)
    return replace(velocity, value=max(velocity.value, 0.0), interval=(max(low, 0.0), max(high, 0.0)))


def one_rm(exercise: catalog.Exercise, profiles: Profiles) -> OneRm | None:
    """The exercise's 1RM from its own profile, else from its lift's, else from that of the lift that stands in for it;
    None where the athlete has none of them.
    """
    if exercise.name in profiles:
        return OneRm(exercise, profiles[exercise.name], 1.0, 0.0, True, "its own profile")
    if not exercise.lift:
        return None
    lift = catalog.exercise(exercise.lift)
    share, variance = exercise.share, (exercise.share_sd / exercise.share) ** 2
    same_motion = exercise.pattern == lift.pattern and exercise.kind in INFERS_SPEED
    if lift.name not in profiles:
        if not lift.stand_in or lift.stand_in not in profiles:
            return None
        share *= lift["stand_in_share"]
        variance += (lift["stand_in_share_sd"] / lift["stand_in_share"]) ** 2
        lift, same_motion = catalog.exercise(lift.stand_in), False
    by = f"{100 * share:.0f} %"
    if variance > 0.0:
        by = f"{100 * share:.0f} ± {100 * NORMAL_95 * share * math.sqrt(variance):.0f} %"
    origin = f"{by} of the 1RM in the {lift.label.lower()}"
    return OneRm(exercise, profiles[lift.name], share, share * math.sqrt(variance), same_motion, origin)
