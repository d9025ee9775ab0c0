"""Two lifters whom a bar cannot tell apart: one with a full ceiling, one with a lower one and more muscle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from neuraldrive.errors import BadValue
from neuraldrive.workflows.identifiability import SEEDS
from neuraldrive.workflows.tested_force import force_tests
from neuraldrive.workflows.tested_lifter import RELEASED, Subject, bar_tests, one_rm_kg, typical


@dataclass(frozen=True)
class Alike:
    """What tests give for both; `strength` is the muscle force of the one with the deficit, a share of the other's."""

    lift: str
    deficit: float
    strength: float
    full: Mapping[str, float]
    lower: Mapping[str, float]

    @property
    def velocity_apart(self) -> float:
        """Largest difference of mean velocity at 30 to 85 % of the 1RM, m/s."""
        names = [name for name in self.full if name.startswith("velocity_")]
        return max(abs(self.full[name] - self.lower[name]) for name in names if name != "velocity_at_one_rm")


def alike_at_the_bar(lift: str = "bench_press", deficit: float = 0.15, *, seeds: int = SEEDS) -> Alike:
    """A lifter with a ceiling of 1, and one with that deficit and as much more muscle as gives the same 1RM.

    Raises:
        BadValue: a lift that is not tested, or a deficit outside 0.01 to 0.5.
    """
    if lift not in RELEASED:
        raise BadValue("lift", found=repr(lift), needed=" or ".join(RELEASED), remedy="Others have no throw or jump.")
    if not 0.01 <= deficit <= 0.5:
        raise BadValue("deficit", found=f"{deficit}", needed="0.01 to 0.5", remedy="0.15 is a ceiling of 0.85.")
    from scipy.optimize import brentq  # late: keeps start-up quick

    usual = typical(lift)
    full = usual.changed("ceiling", 1.0 / usual.state.ceiling)
    kg = one_rm_kg(lift, full)

    def lower(strength: float) -> Subject:
        return full.changed("ceiling", 1.0 - deficit).changed("strength", strength)

    strength = float(brentq(lambda by: one_rm_kg(lift, lower(by)) - kg, 1.0, 2.0 / (1.0 - deficit), xtol=1e-5))
    tested = [bar_tests(lift, who, kg) | force_tests(who, seeds) for who in (full, lower(strength))]
    return Alike(lift, deficit, strength, *tested)
