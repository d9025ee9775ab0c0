"""A piece of work with its dose and lift → the line of a plan: loads, stop rules that its method makes meaningful, rest."""

from __future__ import annotations

from math import ceil

from neuraldrive import catalog
from neuraldrive.catalog.exercise_entry import Exercise
from neuraldrive.catalog.scheme_entry import Step
from neuraldrive.plan.block_doses import WARM_UP, Dose
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
LEFT_STEP = 0.05
PROPER = ("Nordic", "Pallof", "Romanian", "Spoto", "Zercher")
"""First words of labels that are names."""
WARM_UP_RPE = (1.0, 2.0, 4.0)
EMPTY_BAR_KG = 20.0
UNKNOWN_PULL = "a light load that moves fast, until the 1RM is known"
LOAD_STEP = 0.025


def lines(slot: Slot, exercise: Exercise, of: Dose, week: Week, wish: Wish) -> tuple[Prescription, ...]:
    """The lines of a plan for a piece of work: heavy work with its warm-up before it."""
    flies = exercise.pattern in ("throw", "jump")
    released = catalog.method(slot.method).released
    work = Prescription(
        lifts=(exercise.name,),
        scheme=_scheme(slot, exercise, of, week, wish),
        called=(called(exercise),),
        method=of.method or slot.method,
        stops=_stops(slot, exercise, of, wish),
        rest_s=Span(of.rest_s),
        fast=slot.method in (FAST, COMPENSATORY) or (released and not flies),
        release=released and flies,
        note=UNKNOWN_PULL if _is_unknown_pull(slot, exercise, wish) else "",
    )
    return (_warm_up(exercise, wish), work) if slot.method == HEAVY and not of.method else (work,)


def called(exercise: Exercise) -> str:
    """The label as it stands in a sentence.

    >>> called(catalog.exercise("romanian deadlift")), called(catalog.exercise("back squat"))
    ('Romanian deadlift', 'back squat')
    """
    first = exercise.label.split()[0]
    return exercise.label if first in PROPER else exercise.label[0].lower() + exercise.label[1:]


def _warm_up(exercise: Exercise, wish: Wish) -> Prescription:
    loads = [Load(Span(step.relative_load)) for step in WARM_UP]
    if not wish.knows(exercise):
        loads = [Load(Span(rpe), "rpe") for rpe in WARM_UP_RPE]
    sets = tuple(Sets(Span(step.sets), Span(step.repetitions), load) for step, load in zip(WARM_UP, loads, strict=True))
    return Prescription((exercise.name,), sets, (called(exercise),), warm_up=True)


def bands_for(slot: Slot, exercise: Exercise, wish: Wish) -> float:
    """Bands of the speed work: where there are any, the lifter is no beginner, and a tenth of its speed can still be told."""
    wave = catalog.scheme("dynamic_wave")
    unknown = not wish.knows(exercise)
    if slot.method != FAST or "bands" not in wish.equipment or wish.training == "untrained" or unknown:
        return 0.0
    bands = wave["accommodating_load"]
    heaviest = max(step.relative_load for week in wave.weeks for step in week)
    slowest = usual_velocity(exercise, heaviest + BANDS_MEAN * bands, Setting())
    least = catalog.rule("loss_needs")["set_mean_linear_encoder"]
    return bands if slowest * catalog.method(FAST)["loss_high"] >= least else 0.0


def _scheme(slot: Slot, exercise: Exercise, of: Dose, week: Week, wish: Wish) -> tuple[Sets, ...] | Wave:
    sets = tuple(
        Sets(Span(step.sets), Span(step.repetitions), _load_for(slot, exercise, of, (step, week), wish))
        for step in of.steps
    )
    return Wave(sets, of.waves) if of.waves > 1 else sets


def _load_for(slot: Slot, exercise: Exercise, of: Dose, at: tuple[Step, Week], wish: Wish) -> Load | None:
    """The load; where no 1RM is known one that needs none: by rating, velocity, or the empty bar."""
    load, step = _load(slot, exercise, of, at), at[0]
    if load.unit != "share" or wish.knows(exercise):
        return load
    if slot.method == HEAVY:
        return Load(Span(_rating(step)), "rpe")
    if slot.method == BALLISTIC:
        return None if exercise.pattern == "hinge" else Load(Span(EMPTY_BAR_KG), "kg")
    return Load(Span(round(2 * usual_velocity(exercise, load.amount.middle, Setting()), 1) / 2), "velocity")


def _rating(step: Step) -> float:
    """The RPE at which people at large lift that load so often: on the heavy side of a half from 90 % on.

    >>> _rating(Step(5, 3, 0.85)), _rating(Step(1, 1, 0.95))
    (7.5, 9.0)
    """
    rating = 2 * (10.0 - _left(step))
    return (ceil(rating - 1e-9) if step.relative_load >= 0.9 else round(rating)) / 2


def _is_unknown_pull(slot: Slot, exercise: Exercise, wish: Wish) -> bool:
    return slot.method == BALLISTIC and exercise.pattern == "hinge" and not wish.knows(exercise)


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
    if of.method == REPEATED:
        return Stop("reserve", min(int(catalog.method(REPEATED)["reserve_high"]), int(left)))
    wanted = 2 if wish.training == "untrained" else 1
    return Stop("reserve", min(wanted, int(left))) if left >= 1 else Stop("rpe", 9.5)


def _left(step: Step) -> float:
    """Repetitions that people at large could still do after a set at that load."""
    repetitions = float(step.repetitions)
    while most_share(repetitions + LEFT_STEP) > step.relative_load:
        repetitions += LEFT_STEP
    return repetitions - step.repetitions
