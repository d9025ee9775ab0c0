"""Lifts, sets and sessions of a virtual lifter: the bar as a perfect encoder sees it, with the truth attached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from inspect import signature
from typing import Any, Literal

import numpy as np

from neuraldrive.catalog import Lift, lift_name
from neuraldrive.errors import BadValue
from neuraldrive.kernels import capacity as strength
from neuraldrive.records import Lifter, NeuralState, Recording
from neuraldrive.simulate import door, lifting
from neuraldrive.simulate.accommodating import Accommodation
from neuraldrive.simulate.lift_recording import recording
from neuraldrive.simulate.lifting import Lifting
from neuraldrive.simulate.performed import MOST_REPETITIONS, Asked, best_kg, cost_of, perform
from neuraldrive.simulate.pool_drive import first_key

HEAVIEST_KG = 1500.0
LONGEST_REST_S = 7.0 * 86400.0


def lift(
    lift: Lift | str, load_kg: float, *, intent: float = 1.0, release: bool | None = None, lifter: Lifter | None = None,
    state: NeuralState | None = None, accommodating: Accommodation | Sequence[Accommodation] = (), discharges: bool = True, seed: int = 0,
) -> Recording:  # fmt: skip
    """One repetition of a lift, as a perfect 1 kHz encoder would record it.

    Args:
        lift: an entry of the catalogue or its name; `catalog.lift("bench_press")`.
        load_kg: bar and plates.
        intent: 1 for all that the lifter can, 0 for what just moves the load: share of the reserve above it.
        release: whether bar or body leaves at the end of the range; as the lift does it if not given.
        lifter: who lifts; the typical one if not given. `state` replaces this lifter's nervous system.
        accommodating: bands and chains.
        discharges: whether every motor unit is simulated (the spike level); without, the pool's expected force drives
            the bar (the rate level): quicker, and without noise.
        seed: the same seed gives the same bytes.

    Returns:
        A Recording with "position", "velocity" and "acceleration" of the bar and "force", that of the hands on it (or of
        the feet on the body where there is no bar); `motor_units`; `truth`, a LiftTruth. A load that cannot be lifted is
        a failed repetition, not an error.

    Raises:
        BadValue: a load that is no load, or a lift that cannot be simulated.
        CatalogError: no such lift.

    >>> from neuraldrive import catalog, measure, simulate
    >>> rec = simulate.lift(catalog.lift("bench_press"), load_kg=60, seed=7)
    >>> [repetition] = measure.repetitions(rec)
    >>> bool(0.6 < measure.mean_velocity(repetition).value < 0.9), rec.truth.repetitions[0].completed
    (True, True)
    """
    return lift_set(
        lift, load_kg, 1, intent=intent, release=release, lifter=lifter, state=state, accommodating=accommodating,
        discharges=discharges, scatter=False, seed=seed,
    )  # fmt: skip


def lift_set(
    lift: Lift | str, load_kg: float, repetitions: int | Literal["failure"], *, intent: float = 1.0, fading: float = 0.0,
    release: bool | None = None, lifter: Lifter | None = None, state: NeuralState | None = None,
    accommodating: Accommodation | Sequence[Accommodation] = (), discharges: bool = True, scatter: bool = True,
    losses: strength.Losses | None = None, seed: int = 0,
) -> Recording:  # fmt: skip
    """A set: repetitions one after the other, with what each costs the next.

    Args:
        lift, load_kg, intent, release, lifter, state, accommodating, discharges, seed: as of `lift`.
        repetitions: how many, or "failure": until one cannot be completed (it is the last of the recording).
        fading: share of the intent that is lost with each repetition, apart from any fatigability.
        scatter: whether strength varies between repetitions as in people, and the first is not yet the best.
        losses: strength that is lost already when the set begins; see `session`.

    Returns:
        One Recording of the whole set, as that of `lift`; `truth.repetitions` holds each.

    Raises:
        BadValue: as `lift`, or a number of repetitions that is none.

    >>> from neuraldrive import simulate
    >>> rec = simulate.lift_set("bench_press", 70, 5, discharges=False)
    >>> len(rec.truth.repetitions), rec.truth.repetitions[-1].capacity < 1
    (5, True)
    """
    return _set(
        lift, load_kg, repetitions, losses or strength.Losses(), seed, intent=intent, fading=fading, release=release,
        lifter=lifter, state=state, accommodating=accommodating, discharges=discharges, scatter=scatter,
    )[0]  # fmt: skip


def _set(
    lift: Lift | str, load_kg: float, repetitions: int | Literal["failure"], losses: strength.Losses, seed: int, *,
    intent: float = 1.0, fading: float = 0.0, release: bool | None = None, lifter: Lifter | None = None,
    state: NeuralState | None = None, accommodating: Accommodation | Sequence[Accommodation] = (), discharges: bool = True,
    scatter: bool = True,
) -> tuple[Recording, strength.Losses, strength.Cost]:  # fmt: skip
    who = _who(lift, lifter, state)
    asked = Asked(
        door.number("load_kg", load_kg, 0.0, HEAVIEST_KG, "kg"), _repetitions(repetitions), door.share("intent", intent),
        door.share("fading", fading), _released(who, release), _extras(accommodating),
        discharges, scatter,
    )  # fmt: skip
    door.check_seed(seed)
    if not isinstance(losses, strength.Losses) or not all(0.0 <= each <= 1.0 for each in losses):
        raise BadValue("losses", found=f"{losses!r:.40}", needed="Losses", remedy="Leave it out, or use session.")
    if not isinstance(discharges, bool) or not isinstance(scatter, bool):
        raise BadValue(
            "discharges, scatter", found=f"{discharges!r:.20}, {scatter!r:.20}", needed="True or False",
            remedy="Leave them out for what is usual.",
        )  # fmt: skip
    done, after = perform(who, asked, losses, first_key(seed))
    return recording(who, asked, done, after, seed), after, cost_of(who)


def session(
    lift: Lift | str, sets: Sequence[tuple[float, int | Literal["failure"]]], *, rest_s: float | Sequence[float] = 180.0,
    seed: int = 0, **settings: Any,
) -> tuple[Recording, ...]:  # fmt: skip
    """Sets of one lift with rests between them; what a set costs is there in the next, less what the rest gave back.

    Args:
        sets: load in kg and repetitions, or "failure", of each.
        rest_s: from the end of a set to the begin of the next, one for all or one for each rest.
        seed: of the first set; those of the others follow from it.
        settings: what `lift_set` takes besides: intent, fading, release, lifter, state, accommodating, discharges,
            scatter, and losses, which the first set begins with.

    Returns:
        A Recording for each set.

    Raises:
        BadValue: as `lift_set`, no set, or a rest that is none.

    >>> from neuraldrive import simulate
    >>> first, second = simulate.session("bench_press", [(71, "failure")] * 2, rest_s=60, discharges=False)
    >>> len(first.truth.repetitions) > len(second.truth.repetitions)
    True
    """
    door.check_seed(seed)
    _check_sets(sets, settings)
    rests = _rests(rest_s, len(sets))
    found: list[Recording] = []
    losses = settings.pop("losses", None) or strength.Losses()
    for k, (load_kg, repetitions) in enumerate(sets):
        own = seed if k == 0 else int(np.random.SeedSequence([seed, k]).generate_state(1)[0])
        made, losses, cost = _set(lift, load_kg, repetitions, losses, own, **settings)
        found.append(made)
        losses = strength.rested(losses, cost, rests[k] if k < len(rests) else 0.0)
    return tuple(found)


def _check_sets(sets: object, settings: dict[str, Any]) -> None:
    pairs = isinstance(sets, Sequence) and all(isinstance(each, Sequence) and len(each) == 2 for each in sets)
    if not pairs or isinstance(sets, str):
        raise BadValue(
            "sets", found=f"{sets!r:.60}", needed="load and repetitions of each set",
            remedy='Give [(80, 5), (80, "failure")], kg and repetitions.',
        )  # fmt: skip
    known = set(signature(lift_set).parameters) - {"lift", "load_kg", "repetitions", "seed"}
    if odd := sorted(set(settings) - known):
        raise BadValue("settings", found=", ".join(odd), needed=", ".join(sorted(known)), remedy="See help(lift_set).")


def _rests(rest_s: float | Sequence[float], sets: int) -> list[float]:
    if sets == 0:
        raise BadValue("sets", found="no set", needed="at least one", remedy="Give [(80, 5)], kg and repetitions.")
    each = list(rest_s) if isinstance(rest_s, Sequence) else [rest_s] * (sets - 1)
    if len(each) != sets - 1:
        raise BadValue(
            "rest_s", found=f"{len(each)} rests", needed=f"{sets - 1}, one fewer than sets", remedy="Or one for all."
        )
    return [door.number("rest_s", one, 0.0, LONGEST_REST_S, "s") for one in each]


def one_rm_kg(lift: Lift | str, *, lifter: Lifter | None = None, state: NeuralState | None = None) -> float:
    """What this lifter, rested and at full intent, can lift once, kg of bar and plates.

    Args:
        lifter: the typical one if not given; `state` replaces this lifter's nervous system.

    Raises:
        BadValue, CatalogError: as `lift`.

    >>> from neuraldrive import simulate
    >>> bool(90 < simulate.one_rm_kg("bench_press") < 100)
    True
    """
    who = _who(lift, lifter, state)
    return best_kg(who.lift.name, who.lifter)


def _who(lift: Lift | str, lifter: Lifter | None, state: NeuralState | None) -> Lifting:
    if not isinstance(lift, Lift | str):
        raise BadValue(
            "lift", found=repr(lift), needed="a lift of the catalogue", remedy='catalog.lift("bench_press"), say.'
        )
    if lifter is not None and not isinstance(lifter, Lifter):
        raise BadValue("lifter", found=repr(lifter), needed="a Lifter", remedy="records.Lifter(body_mass_kg=80), say.")
    person = lifter if lifter is not None else Lifter()
    if state is not None:
        door.check_state(state)
        person = replace(person, state=state)
    return lifting.lifting(lift_name(lift) if isinstance(lift, str) else lift.name, person)


def _released(who: Lifting, release: object) -> bool:
    if release is not None and not isinstance(release, bool):
        raise BadValue(
            "release",
            found=f"{release!r:.40}",
            needed="True, False or None",
            remedy="Leave it out: as the lift does it.",
        )
    return who.numbers.released if release is None else release


def _extras(accommodating: object) -> tuple[Accommodation, ...]:
    if isinstance(accommodating, Accommodation):
        return (accommodating,)
    if not isinstance(accommodating, Sequence) or isinstance(accommodating, str):
        raise BadValue(
            "accommodating", found=f"{accommodating!r:.40}", needed="bands and chains",
            remedy="[simulate.band_of(10, 40)], say.",
        )  # fmt: skip
    return tuple(accommodating)


def _repetitions(repetitions: int | str) -> int | None:
    if repetitions == "failure":
        return None
    whole = isinstance(repetitions, int | np.integer) and not isinstance(repetitions, bool)
    if not whole or not 1 <= int(repetitions) <= MOST_REPETITIONS:
        raise BadValue(
            "repetitions", found=repr(repetitions), needed=f'1 to {MOST_REPETITIONS}, or "failure"',
            remedy='Say 5, or "failure" for as many as will go.',
        )  # fmt: skip
    return int(repetitions)
