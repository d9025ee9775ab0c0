"""The soft wishes: what makes one block that keeps the rules better than another. Weights are the builder's taste.

Days and doses come first, lifts after: a lift hardly ever decides on which day work is done, and two small searches can be
proven best where a joint one could not within the limit.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import combinations, pairwise

from neuraldrive import catalog
from neuraldrive.catalog.exercise_entry import Exercise
from neuraldrive.plan.block_slots import (
    BALLISTIC,
    COMPENSATORY,
    FAST,
    HEAVY,
    LIFTS_OF_A_MEET,
    PLYOMETRIC,
    REPEATED,
    Slot,
)
from neuraldrive.plan.solver import Model, Var
from neuraldrive.plan.solver_taper import volumes
from neuraldrive.plan.weeks import TAPER, rotates_weekly

UNIT = 1000
"""One point of a slot's worth, in points of the objective; ties are broken by fewer."""
FULLER = {
    HEAVY: (0, 22, 30),
    FAST: (0, 8, 14),
    COMPENSATORY: (0, 4, 6),
    BALLISTIC: (0, 5, 7),
    PLYOMETRIC: (0, 1, 2),
    REPEATED: (0, 3, 4),
}
"""What a fuller dose is worth: quality of heavy work before more of the rest."""
TOGETHER = (
    ("heavy_lower", "fast_lower", 24), ("heavy_upper", "fast_upper", 24), ("heavy_lower", "heavy_upper", 30),
    ("heavy_back_squat", "fast_lower", 20), ("heavy_bench_press", "fast_upper", 20), ("heavy_deadlift", "fast_lower", 16),
    ("heavy_lower", "driven_lower", 20), ("heavy_upper", "driven_upper", 20), ("fast_lower", "driven_lower", 20),
    ("fast_upper", "driven_upper", 20), ("pull", "pull_more", 12), ("released_lower", "jumps", 12), ("jumps", "hops", 16), ("released_lower", "hops", 8), ("hinge", "squat", 6),
    ("released_lower", "released_upper", 4), ("heavy_back_squat", "heavy_deadlift", 10),
)  # fmt: skip
"""Pairs that are better on different days, and what it costs if they are not; half of it on days after one another."""
KEPT = {HEAVY: 10, FAST: 5, COMPENSATORY: 4, BALLISTIC: 5, PLYOMETRIC: 0, REPEATED: 2}
"""What it is worth to keep a piece of work in the taper."""
QUALITY_DAY = 30
"""What a day with heavy, fast or released work is worth over one of repeated efforts alone."""
LONELY = 60
"""What a day with one repeated effort and nothing else costs."""
FEW_SMALL, CROWD = 2, 6
"""Repeated efforts a day that are welcome, and what each more costs."""
ODD_SHARE = 0.85
"""Lifts whose 1RM is a smaller share of their main lift's are odd ones to be heavy with."""
STAYS, TWICE, SAME_SIDE = 6, 9, 5
"""Costs: the same lift in the next wave; the same lift twice a week; heavy and fast work of one pattern."""
SHORT_OF_CUT = 200


def wish_for_days(model: Model) -> None:
    """What to reach for first: which work on which day at which dose, and what of it stays in the taper."""
    model.cp.maximize(sum(weight * var for weight, var in _days(model) if weight))


def wish_for_lifts(model: Model) -> None:
    """What to reach for once the days are settled: which lift in which wave."""
    model.cp.maximize(sum(weight * var for weight, var in _lifts(model) if weight))


def _chance(model: Model) -> random.Random:
    return random.Random(f"{model.wish.seed} {model.wish.goal}")


def _days(model: Model) -> Iterator[tuple[int, Var]]:
    chance = _chance(model)
    for slot in model.slots:
        for (_, level), var in model.at[slot.name].items():
            yield UNIT * (slot.worth + FULLER[slot.method][level]) + chance.randrange(UNIT), var
    for day in model.wish.at:
        quality = model.cp.new_bool_var(f"quality {day}")
        model.cp.add(quality <= sum(model.day(slot, day) for slot in model.slots if slot.method != REPEATED))
        yield UNIT * QUALITY_DAY, quality
        lonely = model.cp.new_bool_var(f"lonely {day}")
        model.cp.add(2 * lonely + 2 * quality + sum(model.day(slot, day) for slot in model.slots) >= 2)
        yield -UNIT * LONELY, lonely
        crowd = model.cp.new_int_var(0, len(model.slots), f"crowd {day}")
        small = sum(model.day(slot, day) for slot in model.slots if slot.method == REPEATED)
        model.cp.add(crowd >= small - FEW_SMALL)
        yield -UNIT * CROWD, crowd
    yield from _apart(model)
    yield from _kept(model)


def _lifts(model: Model) -> Iterator[tuple[int, Var]]:
    chance = _chance(model)
    for slot in model.slots:
        for period, names in model.lift[slot.name].items():
            near = period == max(model.lift[slot.name])
            for exercise in model.able[slot.name]:
                liked = UNIT * _liking(model, slot, exercise, near=near)
                yield liked + chance.randrange(2 * UNIT), names[exercise.name]
    yield from _varied(model)


def _liking(model: Model, slot: Slot, exercise: Exercise, *, near: bool) -> int:
    """How well a lift suits: named and main lifts, most of all near the competition; for the untrained plain ones."""
    wish, liked = model.wish, 0
    plain = exercise.kind == "main"
    if slot.method in (HEAVY, FAST, COMPENSATORY):
        liked += (
            2 * (exercise.name in LIFTS_OF_A_MEET) + 4 * plain + (10 * plain if wish.training == "untrained" else 0)
        )
        liked += 8 * (exercise.name in wish.lifts) + (6 if exercise.lift in wish.lifts else 0)
        liked += 14 * (exercise.name in wish.lifts or plain) if near and wish.competition is not None else 0
        liked += 6 * (wish.known is not None and _can_be_known(model, exercise))
        liked += 6 * (exercise.name == slot.fixed) - 8 * (slot.method == HEAVY and exercise.share < ODD_SHARE)
    elif slot.method == REPEATED:
        liked += 2 * min(len(exercise.stresses), 2) + 8 * (exercise.name in wish.lifts)
    else:
        loaded = exercise.on_a_bar
        liked += 8 * (exercise.name in wish.lifts) + (-4 if loaded else 4) * (wish.training == "untrained") + 3 * loaded
    return liked


def _can_be_known(model: Model, exercise: Exercise) -> bool:
    of = {exercise.lift, exercise.stand_in}
    return model.wish.knows(exercise) or (model.wish.to_test and bool(of & set(LIFTS_OF_A_MEET)))


def _both(model: Model, name: str, *of: Var) -> Var:
    """A variable that is 1 where all of some are, if 1 costs."""
    var = model.cp.new_bool_var(name)
    model.cp.add(var >= sum(of) - (len(of) - 1))
    return var


def _apart(model: Model) -> Iterator[tuple[int, Var]]:
    """One variable a pair for the same day, and one for the same or the next: each piece of work has one day."""
    slots = {slot.name: slot for slot in model.slots}
    for one, other, cost in TOGETHER:
        if one not in slots or other not in slots:
            continue
        for most in (0, 1):
            near = model.cp.new_bool_var(f"{one} {other} {most}")
            for first in model.wish.at:
                nearby = [day for day in model.wish.at if min((first - day) % 7, (day - first) % 7) <= most]
                beside = sum(model.day(slots[other], day) for day in nearby)
                model.cp.add(near >= model.day(slots[one], first) + beside - 1)
            yield -UNIT * cost // 2, near


def _varied(model: Model) -> Iterator[tuple[int, Var]]:
    plain = model.wish.training == "untrained"
    for slot in model.slots:
        stays = slot.method != REPEATED and (plain or model.wish.goal == "peaking")
        for (one, before), (_, after) in pairwise(sorted(model.lift[slot.name].items())):
            for name in before if not stays else ():
                yield -UNIT * STAYS, _both(model, f"{slot.name} {one} {name} stays", before[name], after[name])
            if slot.name == "heavy_lower" and not plain:
                yield from _alternates(model, slot, one, (before, after))
    for one_slot, other in combinations(model.slots, 2):
        shared = set(one_slot.patterns) & set(other.patterns)
        if shared and not plain and one_slot.method != other.method:
            yield from _twice(model, one_slot, other)


def _alternates(
    model: Model, slot: Slot, period: int, names: tuple[dict[str, Var], dict[str, Var]]
) -> Iterator[tuple[int, Var]]:
    """Squat and hinge take turns."""
    for pattern in slot.patterns:
        before, after = (
            sum(of[each.name] for each in model.able[slot.name] if each.pattern == pattern) for of in names
        )
        yield -UNIT * SAME_SIDE, _both(model, f"{slot.name} {period} {pattern} again", before, after)


def _twice(model: Model, one: Slot, other: Slot) -> Iterator[tuple[int, Var]]:
    """The same lift in two pieces of one week; only where both change together."""
    if rotates_weekly(model.wish) and HEAVY in (one.method, other.method):
        return
    for period in sorted(model.lift[one.name].keys() & model.lift[other.name].keys()):
        first, second = model.lift[one.name][period], model.lift[other.name][period]
        for name in sorted(first.keys() & second.keys()):
            yield -UNIT * TWICE, _both(model, f"{one.name} {other.name} {period} {name}", first[name], second[name])


def _kept(model: Model) -> Iterator[tuple[int, Var]]:
    """Work stays in the taper as far as the cut allows: the less is left out the better, and not more than its most."""
    methods = {slot.name: slot.method for slot in model.slots}
    for week in model.weeks:
        if week.kind == TAPER:
            for (name, _), var in model.kept[week.number].items():
                yield UNIT * KEPT[methods[name]], var
    if model.wish.competition is None:
        return
    last, usual, count = volumes(model)
    if count:
        least = round(100 * (1 - catalog.rule("taper")["volume_cut_high"]))
        short = model.cp.new_int_var(0, 10**6, "short of the least volume")
        missing = least * sum(n * var for n, var in usual) - 100 * count * sum(n * var for n, var in last)
        model.cp.add(100 * count * short >= missing)
        yield -SHORT_OF_CUT, short
