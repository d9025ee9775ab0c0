"""A lifter in a lift, as the kernel needs it; and the drive with which a load is lifted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from neuraldrive import catalog
from neuraldrive.catalog import Lift, LiftMechanics, Muscle
from neuraldrive.catalog.entries import unknown
from neuraldrive.errors import BadValue
from neuraldrive.kernels import lift as kernel
from neuraldrive.kernels.barbell import GRAVITY_MPS2
from neuraldrive.records import Lifter, NeuralState
from neuraldrive.simulate import pool_drive
from neuraldrive.simulate.pool import pool

Floats = NDArray[np.float64]

STEP_S = 0.001
TESTED_SHARE = 0.995
"""A tested 1RM, as a share of the load at which the bar would stick for ever."""
ROLL_OFF_FROM = 0.75
JUST_MOVES = 1.03
"""Activation that just moves a load, as a share of what would hold it where it is hardest."""
CARRIED_FROM = round(0.8 * kernel.PLACES) + 1
"""Beyond this part of the range speed carries the bar where strength would not."""
UNITS = 120
"""Of the pool that tells how force is expected to rise: within 1 % of one of 400."""
LOADS_KG = 5e-3
"""To which a 1RM is found."""
NONE = np.zeros(kernel.PLACES + 1)
"""Of bands or chains; never written to."""


@dataclass(frozen=True, eq=False)
class Lifting:
    """Somebody in a lift: mechanics, the pool that stands for its muscles, and how that rises and falls.

    `most` is the largest activation that this lifter reaches, where 1 is that of the typical lifter.
    """

    lift: Lift
    numbers: LiftMechanics
    lifter: Lifter
    state: NeuralState
    muscle: Muscle
    mechanics: kernel.Mechanics
    expected: pool_drive.Expected
    most: float
    typical_voluntary_force: float

    @property
    def moved_kg(self) -> float:
        """Body mass that moves with the bar."""
        return self.mechanics.moved_kg

    def tired(self, lost: float) -> kernel.Mechanics:
        """The mechanics when this share of the strength is lost: some lifts lose shortening velocity with it."""
        share = self.numbers["velocity_share"]
        return (
            self.mechanics._replace(fastest_mps=self.mechanics.fastest_mps * (1.0 - share * lost))
            if share
            else self.mechanics
        )

    @cached_property
    def weakest_n(self) -> float:
        """Least strength where speed does not carry the bar."""
        return float(self.mechanics.strength_n[:CARRIED_FROM].min())

    def needed(self, load: kernel.Resistance) -> Floats:
        """Activation that carries the resistance at each place of the range, shape (PLACES + 1,)."""
        weight = (load.bar_kg + self.moved_kg + load.chains_kg) * GRAVITY_MPS2 + load.bands_n
        return np.asarray(weight / self.mechanics.strength_n)

    def needed_at(self, load: kernel.Resistance, place: int) -> float:
        """Activation that carries the resistance at one place."""
        weight = (load.bar_kg + self.moved_kg + load.chains_kg[place]) * GRAVITY_MPS2 + load.bands_n[place]
        return float(weight / self.mechanics.strength_n[place])

    def _most_needed(self, load: kernel.Resistance) -> float:
        """Activation that carries the resistance where it is hardest: plates weigh the same everywhere."""
        if load.accommodating:
            return float(self.needed(load)[:CARRIED_FROM].max())
        return (load.bar_kg + self.moved_kg) * GRAVITY_MPS2 / self.weakest_n

    def drive(self, load: kernel.Resistance, intent: float, capacity: float) -> kernel.Drive:
        """The drive with which a resistance is lifted: `intent` is the share that is used of the reserve above what the
        resistance needs where it is hardest, so that a heavy load stays feasible at any intent.
        """
        hardest = min(JUST_MOVES * (self._most_needed(load) / capacity), self.most)
        level = hardest + intent * (self.most - hardest)
        start = self.numbers["start_activation"]
        share = start if start <= 1.0 else 1.0 + (start - 1.0) * intent
        held = min(share * (self.needed_at(load, 0) / capacity), level)
        rise, fall = self.expected.rise, self.expected.fall
        return kernel.Drive(held, level, rise, fall, pool_drive.antagonists(), rise.size / kernel.TABLE_HZ)


def plates(bar_kg: float) -> kernel.Resistance:
    """A bar with plates and nothing else."""
    return kernel.Resistance(float(bar_kg), NONE, NONE, False)


@lru_cache(maxsize=4096)
def lifting(lift: str, lifter: Lifter) -> Lifting:
    """A lifter in a lift of the catalogue.

    Raises:
        CatalogError: no such lift.
        BadValue: a lift of which the mechanics are not known.
    """
    if lift not in catalog.lifts():
        raise unknown("lift", lift, dict.fromkeys(simulated_lifts()))
    entry = catalog.lift(lift)
    if entry.mechanics is None:
        raise BadValue(
            "lift", found=entry.name, needed=f"one of {', '.join(simulated_lifts())}",
            remedy="Of other lifts no mechanics are known; take the nearest of these.",
        )  # fmt: skip
    muscle = catalog.muscle(entry.mechanics.pool)
    typical = catalog.population("untrained").typical(muscle)
    state = lifter.state if lifter.state is not None else typical
    few = catalog.muscle(entry.mechanics.pool, units=UNITS)
    most, usual = (pool(few, each).maximal_voluntary_force(each) for each in (state, typical))
    return Lifting(
        entry, entry.mechanics, lifter, state, muscle, mechanics(entry.mechanics, lifter),
        pool_drive.expected(few, state), most / usual,
        pool_drive.expected(muscle, typical).maximal_voluntary_force,
    )  # fmt: skip


def simulated_lifts() -> tuple[str, ...]:
    """Names of the lifts that can be simulated."""
    return tuple(name for name, entry in catalog.lifts().items() if entry.mechanics is not None)


def strength_curve(numbers: LiftMechanics) -> Floats:
    """Isometric strength over the range as a share of its least value in the first four fifths, (PLACES + 1,): a dip
    that makes the sticking region, a slope, and a fall before the end. An effective curve: flatter than a joint's, since
    it holds the change of lever arms too.
    """
    place = np.linspace(0.0, 1.0, kernel.PLACES + 1)
    dip = numbers["dip_depth"] * np.exp(-(((place - numbers["dip_place"]) / numbers["dip_width"]) ** 2))
    curve = 1.0 - dip + numbers["slope"] * place - 4.0 * numbers["roll_off"] * np.maximum(place - ROLL_OFF_FROM, 0.0)
    return np.asarray(curve / curve[:CARRIED_FROM].min())


def mechanics(numbers: LiftMechanics, lifter: Lifter) -> kernel.Mechanics:
    """The kernel's mechanics of this lifter in a lift with these numbers."""
    force = numbers["isometric_force"] * lifter.strength
    grows = numbers["brake_per_speed"] > 0.0
    brake = numbers["brake_per_speed"] if grows else numbers["brake_constant"]
    return kernel.Mechanics(
        force * strength_curve(numbers), numbers["range_of_motion"] * lifter.reach,
        numbers["moved_body_share"] * lifter.body_mass_kg,
        numbers["shortening_velocity"] * lifter.shortening_velocity * lifter.reach, numbers["curvature"],
        numbers["enhancement"], numbers["enhancement_decay"], brake * force, grows,
    )  # fmt: skip


def one_rm(who: Lifting, capacity: float = 1.0) -> float:
    """Plates that can just be lifted, as tested, kg; 0 where not even the empty hands come up.

    Enclosed from the load that the least strength would carry, and found by halving; a bar that sticks does so early.
    """
    room = kernel.room(STEP_S)
    mechanics = who.tired(1.0 - capacity)

    def goes_up(kg: float) -> bool:
        load = plates(kg)
        _, left, _ = kernel.push(
            mechanics, load, who.drive(load, 1.0, capacity), capacity, kernel.NEVER_S, STEP_S, room
        )
        return left >= 0.0

    strongest = float(who.mechanics.strength_n.max()) * who.most * capacity / GRAVITY_MPS2
    weakest = float(who.mechanics.strength_n.min()) * who.most * capacity / GRAVITY_MPS2 - who.moved_kg
    low, high = max(0.8 * weakest, 0.0), (1.0 + who.numbers["enhancement"]) * strongest
    if not goes_up(low):
        low, high = 0.0, low
    while high - low > LOADS_KG:
        middle = 0.5 * (low + high)
        low, high = (middle, high) if goes_up(middle) else (low, middle)
    return TESTED_SHARE * low
