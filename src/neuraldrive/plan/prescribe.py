"""Prescription + the athlete's profiles → sets as they are to be done: kg with plates, velocity, stop, rest and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from neuraldrive import catalog
from neuraldrive.adapt import LoadVelocityProfile
from neuraldrive.errors import BadValue
from neuraldrive.plan import door
from neuraldrive.plan.asked import Asked, Interval, asked, written
from neuraldrive.plan.bars import Bars, kind_of, loaded
from neuraldrive.plan.hung import BY_MEAN, ON_TOP, Hung, OnTheBar, hung_on
from neuraldrive.plan.one_rm import OneRm, Profiles, one_rm
from neuraldrive.plan.plates import Loading, Plates, plates_of
from neuraldrive.plan.testing import lift_to_test
from neuraldrive.plan.told import old_profile, stop_in_words, why
from neuraldrive.records import Measurement
from neuraldrive.records.prescribed import Prescribed
from neuraldrive.records.prescription import Prescription, Sets, Span
from neuraldrive.simulate.accommodating import Accommodation

OF_PLATES_ALONE = "The velocity is that of plates alone as heavy as the average over the way; with bands and chains none was measured."

HUNG_UNKNOWN = "Bands and chains are a share of a 1RM that no profile tells: none are counted."


@dataclass(frozen=True)
class _Fitting:
    """What one prescription is fitted to."""

    exercise: catalog.Exercise
    called: str
    one: OneRm | None
    bars: Bars | None
    plates: Plates
    bands: Hung
    on: date | None


def prescribe(
    prescription: Prescription, profiles: Profiles, *, bars: Bars | None = None, plates: Plates = "kg", bands: Hung = (),
    week: int = 1, on: date | None = None,
) -> tuple[Prescribed, ...]:  # fmt: skip
    """Every set of a prescription, fitted to the athlete.

    Kilograms come from the middle of a range and of the 1RM, rounded to what the plates give. Of alternatives the first is
    taken, of a rotation the one whose turn it is.

    Args:
        profiles: load-velocity profiles by exercise; an exercise without its own uses its lift's, with a wider interval.
        bars, plates: of the gym: `Bars`, `Plates`. Unless told, the usual bar of each kind and plates of 25 to 1.25 kg.
        bands: the athlete's calibrated bands and chains, `Hung`.
        week: of the plan, from 1.
        on: the day on which it is done: what rests on a profile that is older than 60 days then, says so in its `doubts`.

    Raises:
        BadValue: a load that bar and plates cannot give, or no such week.

    >>> from neuraldrive.records.prescription import Load
    >>> heavy = Prescription(("back_squat",), (Sets(Span(3), Span(2), Load(Span(141), "kg")),))
    >>> first = prescribe(heavy, {})[0]
    >>> first.load_kg, first.per_side, first.needs_testing
    (140.0, (25.0, 25.0, 10.0), False)
    >>> prescribe(Prescription(("back_squat",), (Sets(Span(5), Span(2), Load(Span(0.9))),)), {})[0].needs_testing
    True
    """
    if on is not None:
        on = door.day("on", on)
    door.by_name("profiles", profiles, LoadVelocityProfile, "Without any: {}.")
    exercise, called = of_week(prescription, week)
    _check_gym(bars, plates, bands)
    fitting = _Fitting(exercise, called, one_rm(exercise, profiles), bars, plates, bands, on)
    return tuple(_numbered(prescription, fitting))


def _check_gym(bars: Bars | None, plates: Plates, bands: Hung) -> None:
    """Bars, plates and bands that can be read, whether or not this line needs them."""
    if not isinstance(bars, Mapping | None):
        door.words("bars", bars, '["bar_20"]')
    for kg in bars.values() if isinstance(bars, Mapping) else ():
        door.number("bars", kg, "kg")
    for name in bars if bars is not None else ():
        kind_of(name)
    plates_of(plates)
    for each in bands.values() if isinstance(bands, Mapping) else (bands,):
        door.all_of_kind("bands", each, Accommodation, "simulate.band and simulate.hung_chain make them.")


def of_week(prescription: Prescription, week: int) -> tuple[catalog.Exercise, str]:
    """The exercise of a week, and what the plan calls it: of a rotation the one whose turn it is, else the first.

    Raises:
        BadValue: no such week.
    """
    door.of_kind("prescription", prescription, Prescription, "plan.parse_line(text) reads one.")
    if isinstance(week, bool) or not isinstance(week, int) or week < 1:
        raise BadValue("week", found=repr(week), needed="1 or more", remedy="Weeks of a plan count from 1.")
    rotation = prescription.rotation
    turn = (week - 1) // rotation.weeks % len(prescription.lifts) if rotation else 0
    exercise = catalog.exercise(prescription.lifts[turn])
    return exercise, prescription.called[turn] if prescription.called else exercise.label.lower()


def _numbered(prescription: Prescription, fitting: _Fitting) -> Iterator[Prescribed]:
    number = 0
    fitted: dict[Sets, Prescribed] = {}
    for part in prescription.parts:
        if part not in fitted:
            fitted[part] = _set(part, prescription, fitting)
        for index in range(int(part.sets.high)):
            number += 1
            yield replace(fitted[part], number=number, optional=index >= part.sets.low)


def _set(part: Sets, prescription: Prescription, fitting: _Fitting) -> Prescribed:
    wanted = asked(part.load, part.repetitions, fitting.one, loadable=_loadable(fitting.exercise))
    hung = _hung(part, fitting)
    unknown = hung is None and part.load is not None and bool(part.load.bands or part.load.chains)
    untold = wanted.needs_testing or unknown
    base = Prescribed(
        fitting.exercise.name, fitting.called, 0, part.repetitions, warm_up=prescription.warm_up,
        load_in_words=wanted.words, range_kg=wanted.range_kg, unsure_kg=wanted.unsure_kg,
        target_mps=prescription.velocity, rest_s=prescription.rest_s or _usual_rest(prescription.method),
        stop=stop_in_words(prescription.stops, prescription.method), needs_testing=untold,
        to_test=_to_test(fitting.exercise) if untold else "",
        doubts=(HUNG_UNKNOWN,) if unknown else (),
        why=why(prescription.method, wanted, fitting.one, fitting.exercise),
    )  # fmt: skip
    if wanted.kg is None:
        return base
    return _with_load(base, wanted, hung, prescription, fitting)


def _hung(part: Sets, fitting: _Fitting) -> OnTheBar | None:
    known_kg = fitting.one.kg if fitting.one else None
    return hung_on(part.load, fitting.exercise, known_kg, fitting.bands) if part.load is not None else None


def _with_load(
    base: Prescribed, wanted: Asked, hung: OnTheBar | None, prescription: Prescription, fitting: _Fitting
) -> Prescribed:
    taken_off = _taken_off(wanted, hung)
    plates_kg = (wanted.kg or 0.0) - taken_off
    loading, doubts = _on_the_bar(plates_kg, fitting)
    load_kg = loading.load_kg if loading else plates_kg
    on_the_way = hung.with_bar(load_kg, BY_MEAN if wanted.of_all else ON_TOP) if hung else None
    velocity = fitting.one.velocity_at(on_the_way.mean_kg if on_the_way else load_kg) if fitting.one else None
    doubts += (*hung.doubts, *([OF_PLATES_ALONE] if velocity else [])) if hung else ()
    return replace(
        base, load_kg=load_kg, asked_kg=plates_kg, share=load_kg / fitting.one.kg if fitting.one else None,
        range_kg=_less(wanted.range_kg, taken_off), unsure_kg=_less(wanted.unsure_kg, taken_off),
        bar_kg=loading.bar_kg if loading else None, per_side=loading.per_side if loading else (),
        unit=loading.unit if loading else "kg", on_the_way=on_the_way, velocity=velocity,
        stop=stop_in_words(prescription.stops, prescription.method, velocity),
        doubts=(
            *base.doubts, *_old(wanted, velocity, fitting), *doubts, *_off_target(prescription.velocity, velocity, fitting.one)
        ),
    )  # fmt: skip


def _old(wanted: Asked, velocity: Measurement | None, fitting: _Fitting) -> tuple[str, ...]:
    rests_on_it = fitting.one is not None and (wanted.unsure_kg is not None or velocity is not None)
    says = old_profile(fitting.one.profile, fitting.on) if fitting.one is not None and rests_on_it else ""
    return (says,) if says else ()


def _on_the_bar(load_kg: float, fitting: _Fitting) -> tuple[Loading | None, tuple[str, ...]]:
    if not fitting.exercise.on_a_bar:
        return None, ()
    return loaded(load_kg, fitting.exercise, fitting.bars, fitting.plates)


def _taken_off(wanted: Asked, hung: OnTheBar | None) -> float:
    """What bands and chains take off the plates, kg: nothing where they come on top of them."""
    whole = wanted.kg or 0.0
    if hung is None or not wanted.of_all:
        return 0.0
    if hung.mean_kg >= whole:
        raise BadValue(
            "bands and chains", found=f"{hung.mean_kg:.0f} kg on average", needed=f"less than the load, {whole:.0f} kg",
            remedy="Take thinner bands, or write a heavier load.",
        )  # fmt: skip
    return hung.mean_kg


def _less(interval: Interval | None, kg: float) -> Interval | None:
    return None if interval is None else (interval[0] - kg, interval[1] - kg)


def _to_test(exercise: catalog.Exercise) -> str:
    tested = lift_to_test(exercise)
    return tested.name if tested else ""


LOADED_BY = {
    "bar", "safety_bar", "trap_bar", "football_bar", "smith_machine", "machine", "cable", "dumbbells", "kettlebell", "plates",
    "medicine_ball", "bands",
}  # fmt: skip
"""Equipment with which an exercise is made heavier."""


def _loadable(exercise: catalog.Exercise) -> bool:
    return exercise.on_a_bar or bool(LOADED_BY & set(exercise.equipment))


def _usual_rest(method: str) -> Span | None:
    return Span(*catalog.method(method).range("rest_s")) if method else None


def _off_target(target: Span | None, velocity: Measurement | None, one: OneRm | None) -> tuple[str, ...]:
    """What is to be said where the load is not expected to move as fast as the plan asks."""
    if target is None or velocity is None or one is None or velocity.interval is None:
        return ()
    slow, fast = velocity.interval
    found = one.load_at(target.middle)
    if found is None or (slow <= target.high and target.low <= fast):
        return ()
    asks = f"The plan asks {written(target)} m/s, but {velocity.text} is expected of this load"
    return (f"{asks}; about {found[0]:.0f} kg would move so.",)
