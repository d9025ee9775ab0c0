"""A piece of work with its dose and lift → the line of a plan: loads, stop rules that its method makes meaningful, rest."""

from __future__ import annotations

from neuraldrive import catalog
from neuraldrive.catalog.exercise_entry import Exercise
from neuraldrive.catalog.scheme_entry import Step
from neuraldrive.plan.block_doses import Dose
from neuraldrive.plan.block_slots import BALLISTIC, COMPENSATORY, FAST, HEAVY, PLYOMETRIC, REPEATED, Slot
from neuraldrive.plan.block_wish import Wish
from neuraldrive.plan.setting import Setting
from neuraldrive.plan.shares import BANDS_MEAN, most_share, usual_velocity
from neuraldrive.plan.weeks import Week
from neuraldrive.records.prescription import Load, Prescription, Sets, Span, Stop, Wave

MEDICINE_BALL_KG = Span(3, 5)
JUMP_LOADS = (Span(0.2, 0.3), Span(0.1, 0.2))
"""Of a loaded jump, from the first to the last third of the block: jumps give most power with little load."""
CATCH_LOADS = Span(0.5, 0.6)
"""Of cleans and snatches, whose method ends at 60 %."""
LATE = 2 / 3
LOAD_STEP = 0.025


def line(slot: Slot, exercise: Exercise, of: Dose, week: Week, wish: Wish) -> Prescription:
    """The line of a plan for a piece of work."""
    return Prescription(
        lifts=(exercise.name,),
        scheme=_scheme(slot, exercise, of, week),
        called=(exercise.label.lower(),),
        method=slot.method,
        stops=_stops(slot, exercise, of, wish),
        rest_s=Span(of.rest_s),
        fast=slot.method in (FAST, COMPENSATORY),
        release=catalog.method(slot.method).released,
    )


def bands_for(slot: Slot, exercise: Exercise, wish: Wish) -> float:
    """Bands of the speed work: where there are any, the lifter is no beginner, and a tenth of its speed can still be told."""
    wave = catalog.scheme("dynamic_wave")
    if slot.method != FAST or "bands" not in wish.equipment or wish.training == "untrained":
        return 0.0
    bands = wave["accommodating_load"]
    heaviest = max(step.relative_load for week in wave.weeks for step in week)
    slowest = usual_velocity(exercise, heaviest + BANDS_MEAN * bands, Setting())
    least = catalog.rule("loss_needs")["set_mean_linear_encoder"]
    return bands if slowest * catalog.method(FAST)["loss_high"] >= least else 0.0


def _scheme(slot: Slot, exercise: Exercise, of: Dose, week: Week) -> tuple[Sets, ...] | Wave:
    sets = tuple(
        Sets(Span(step.sets), Span(step.repetitions), _load(slot, exercise, of, (step, week))) for step in of.steps
    )
    return Wave(sets, of.waves) if of.waves > 1 else sets


def _load(slot: Slot, exercise: Exercise, of: Dose, at: tuple[Step, Week]) -> Load:
    step, week = at
    if slot.method == REPEATED:
        return Load(Span(of.rpe), "rpe")
    if slot.method == PLYOMETRIC:
        return Load(Span(0), "body")
    if slot.method == FAST:
        return Load(Span(_fast_enough(exercise, step.relative_load, of.bands)), bands=of.bands)
    if slot.method != BALLISTIC:
        return Load(Span(step.relative_load))
    if "medicine_ball" in exercise.equipment:
        return Load(MEDICINE_BALL_KG, "kg")
    if not exercise.on_a_bar:
        return Load(Span(0), "body")
    if exercise.pattern == "throw":
        return Load(Span(*catalog.method(BALLISTIC).range("throw_load")))
    if exercise.pattern == "hinge":
        return Load(CATCH_LOADS)
    return Load(JUMP_LOADS[week.progress >= LATE])


def _fast_enough(exercise: Exercise, relative_load: float, bands: float) -> float:
    """The load of the wave, or the heaviest below it at which a tenth of the bar's speed can be told from noise.

    >>> _fast_enough(catalog.exercise("back_squat"), 0.6, 0.0), _fast_enough(catalog.exercise("deadlift"), 0.6, 0.0)
    (0.6, 0.55)
    """
    low, _ = catalog.method(FAST).range("relative_load")
    least = catalog.rule("loss_needs")["set_mean_linear_encoder"] / catalog.method(FAST)["loss_high"]
    load = relative_load
    while load > low and usual_velocity(exercise, load + BANDS_MEAN * bands, Setting()) < least:
        load = round(load - LOAD_STEP, 3)
    return max(load, low)


def _stops(slot: Slot, exercise: Exercise, of: Dose, wish: Wish) -> tuple[Stop, ...]:
    """Never a loss of velocity where sets are too short to tell it from noise."""
    method = catalog.method(slot.method)
    if slot.method in (BALLISTIC, PLYOMETRIC):
        return (Stop("height", method["loss_high"]),)
    if slot.method == REPEATED:
        return (Stop("reserve", 10.0 - of.rpe),)
    if slot.method == HEAVY:
        return (_heavy_stop(of, wish),)
    if slot.method == FAST:
        return (Stop("set_mean", method["loss_high"]),)
    return (Stop("loss", method["loss_high"]),)


def _heavy_stop(of: Dose, wish: Wish) -> Stop:
    """One repetition left, two for the untrained; a rating where the load leaves less than one."""
    left = min(_left(step) for step in of.steps)
    wanted = 2 if wish.training == "untrained" else 1
    return Stop("reserve", min(wanted, int(left))) if left >= 1 else Stop("rpe", 9.5)


def _left(step: Step) -> float:
    """Repetitions that people at large could still do after a set at that load."""
    repetitions = step.repetitions
    while most_share(repetitions + 0.01) > step.relative_load:
        repetitions += 1
    return repetitions - 1.0 - step.repetitions
