"""Who lifts: a body, how strong and how quick its muscles are, and how its nervous system drives them."""

from __future__ import annotations

from dataclasses import dataclass, fields

from neuraldrive.errors import RecordError
from neuraldrive.records.neural_state import NeuralState
from neuraldrive.units import is_number

_ALLOWED: dict[str, tuple[float, float]] = {
    "body_mass_kg": (25.0, 250.0),
    "strength": (0.2, 5.0),
    "shortening_velocity": (0.3, 3.0),
    "reach": (0.6, 1.5),
}


@dataclass(frozen=True)
class Lifter:
    """A lifter, as shares of the typical one that the catalogue's lifts are made for.

    Args:
        body_mass_kg: part of it moves with the bar: nearly all in a squat, the arms in a bench press.
        strength: tetanic force of the muscles, share of the typical lifter's: muscle, not drive.
        shortening_velocity: of the muscles without load, share of the typical lifter's.
        reach: range of motion, share of the typical lifter's.
        state: the nervous system; None for a typical untrained one, for which the catalogue's lifts are made.

    Raises:
        RecordError: a value that no lifter has.

    >>> Lifter(body_mass_kg=90, strength=1.3).strength
    1.3
    """

    name: str = "typical"
    body_mass_kg: float = 75.0
    strength: float = 1.0
    shortening_velocity: float = 1.0
    reach: float = 1.0
    state: NeuralState | None = None

    def __post_init__(self) -> None:
        for field in fields(self):
            if field.name not in _ALLOWED:
                continue
            value, (low, high) = getattr(self, field.name), _ALLOWED[field.name]
            if not is_number(value) or not low <= value <= high:
                raise RecordError(
                    f"lifter: {field.name}", found=f"{value}", needed=f"between {low:g} and {high:g}",
                    remedy="Body mass is in kg; all else are shares of the typical lifter: 1.2 is a fifth more.",
                )  # fmt: skip
        if not isinstance(self.name, str):
            raise RecordError("lifter: name", found=repr(self.name), needed="a name", remedy='Lifter(name="A"), say.')
        if self.state is not None and not isinstance(self.state, NeuralState):
            raise RecordError(
                "lifter: state", found=repr(self.state), needed="a NeuralState or None",
                remedy='catalog.population("strength_trained").typical() gives one.',
            )  # fmt: skip
