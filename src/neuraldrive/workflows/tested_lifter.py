"""A virtual lifter goes through the tests of a coach: 1RM, velocities, throws or jumps, each read as in people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from neuraldrive import catalog, measure
from neuraldrive.catalog import Muscle
from neuraldrive.kernels import lift as kernel
from neuraldrive.records import Lifter, NeuralState, Recording, Repetition, Signal
from neuraldrive.simulate import lifting, pool_drive
from neuraldrive.simulate.lifting import Lifting

RELEASED: Mapping[str, str] = {"bench_press": "bench_throw", "back_squat": "jump_squat"}
"""Lifts that are tested, and the throw or jump that goes with each."""
CONTRACTION_TIME = "contraction_time"
_CONTRACTION_TIMES = ("contraction_time_first_s", "contraction_time_last_s")
STEP_S = 0.00025
"""Of the bar: on the usual grid of 1 ms a mean velocity moves by 0.3 %, as much as some of the changes looked for."""
PERCENT, RELEASED_PERCENT = (30, 50, 70, 85), (30, 45)


@dataclass(frozen=True)
class Subject:
    """Somebody to test: body and nervous system, and contraction times of the units as a share of the muscle's."""

    lifter: Lifter
    pool: str
    contraction_time: float = 1.0

    @property
    def state(self) -> NeuralState:
        """The nervous system."""
        assert self.lifter.state is not None
        return self.lifter.state

    def muscle(self, units: int | None = None) -> Muscle:
        """The pool that stands for the muscles; its tetanic force stays as it is where only its time course changes."""
        muscle = catalog.muscle(self.pool, units=units)
        if self.contraction_time != 1.0:
            for key in _CONTRACTION_TIMES:
                muscle = muscle.with_number(
                    key, self.contraction_time * muscle[key], "what if it were slower or faster?"
                )
        return muscle

    def changed(self, parameter: str, factor: float) -> Subject:
        """The same person with one number multiplied: of the nervous system, of the body, or all contraction times."""
        if parameter == CONTRACTION_TIME:
            return replace(self, contraction_time=factor * self.contraction_time)
        if hasattr(self.lifter, parameter):
            body = {parameter: factor * getattr(self.lifter, parameter)}
            return replace(self, lifter=replace(self.lifter, **body))
        state = replace(self.state, **{parameter: factor * getattr(self.state, parameter)})
        return replace(self, lifter=replace(self.lifter, state=state))


def typical(lift: str) -> Subject:
    """The lifter that the catalogue's lifts are made for."""
    mechanics = catalog.lift(lift).mechanics
    assert mechanics is not None
    return Subject(Lifter(state=catalog.population("untrained").typical(mechanics.pool)), mechanics.pool)


def one_rm_kg(lift: str, who: Subject) -> float:
    """What this person can lift once."""
    return lifting.one_rm(_lifting(lift, who))


def bar_tests(lift: str, who: Subject, typical_kg: float) -> dict[str, float]:
    """What a coach measures: 1RM (kg), mean velocities at full intent (m/s), power on the bar in throws or jumps (W).

    Args:
        typical_kg: the typical lifter's 1RM; loads are shares of it, so that all lift the same plates.
    """
    person, released = _lifting(lift, who), _lifting(RELEASED[lift], who)
    best = lifting.one_rm(person)
    found = {"one_rm": best}
    for percent in PERCENT:
        found[f"velocity_{percent}"] = measure.mean_velocity(_rise(person, percent / 100 * typical_kg)).value
    found["velocity_own_50"] = measure.mean_velocity(_rise(person, 0.5 * best)).value
    found["velocity_at_one_rm"] = measure.mean_velocity(_rise(person, best)).value
    for percent in RELEASED_PERCENT:
        rise = _rise(released, percent / 100 * typical_kg)
        found[f"released_mean_power_{percent}"] = measure.mean_power(rise).value
        found[f"released_peak_power_{percent}"] = measure.peak_power(rise).value
    return found


@lru_cache(maxsize=256)
def _lifting(lift: str, who: Subject) -> Lifting:
    made = lifting.lifting(lift, who.lifter)
    if who.contraction_time == 1.0:
        return made
    few, state = catalog.muscle(who.pool, units=lifting.UNITS), catalog.population("untrained").typical(who.pool)
    expected, usual = pool_drive.expected(who.muscle(lifting.UNITS), who.state), pool_drive.expected(few, state)
    most = expected.maximal_voluntary_force / usual.maximal_voluntary_force
    return replace(made, muscle=who.muscle(), expected=expected, most=most)


def _rise(person: Lifting, kg: float) -> Repetition:
    """The rise of a rested repetition at full intent, at the rate level, as a perfect encoder of 4 kHz sees it."""
    load, course, out = lifting.plates(kg), kernel.room(STEP_S), kernel.room(STEP_S)
    asked = person.mechanics, load, person.drive(load, 1.0, 1.0), 1.0
    if person.numbers.released:
        last, _, begun_s = kernel.push(*asked, kernel.NEVER_S, STEP_S, course)
    else:
        last, _, begun_s = kernel.hold_at_end(*asked, STEP_S, course, out)
        course = out
    rise = slice(round(begun_s / STEP_S), last + 1)
    channels = {
        "position": Signal(course.height_m[rise].copy(), "m", rate_hz=1 / STEP_S),
        "velocity": Signal(course.speed_mps[rise].copy(), "m/s", rate_hz=1 / STEP_S),
    }
    seen = Recording(channels, task=person.lift.name, device="simulated", load_kg=kg)
    return Repetition(1, load_kg=kg, rise=seen)
