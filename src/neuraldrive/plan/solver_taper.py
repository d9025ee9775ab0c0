"""Hard rules of the taper: the last day of all, the last heavy day, and the cut of volume."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from neuraldrive import catalog
from neuraldrive.plan.block_doses import NOMINAL_BALLISTIC, Dose
from neuraldrive.plan.block_slots import BALLISTIC, COMPENSATORY, FAST, HEAVY, PLYOMETRIC, Slot
from neuraldrive.plan.check_taper import WEEKS_BEFORE
from neuraldrive.plan.solver import Model, Var
from neuraldrive.plan.weeks import TAPER, TEST, Week

UNSURE = 0.125
"""Relative load that bands may add, or that throws and jumps may differ by: known only once the lift is chosen."""
SCALE = 100
Terms = list[tuple[int, Var]]


def post_taper(model: Model) -> None:
    if model.wish.competition is None:
        return
    rule = catalog.rule("taper")
    methods = {slot.name: slot.method for slot in model.slots}
    heavy = {name for name, method in methods.items() if method == HEAVY}
    in_time: list[Var] = []
    for week in model.weeks:
        for (name, day), var in model.kept.get(week.number, {}).items():
            before = model.wish.days_before(week.number, day)
            assert before is not None
            late = before < _least_days(methods[name])
            if late:
                model.keep("taper:last day", var == 0)
            elif name in heavy and before <= rule["last_heavy_days_high"]:
                in_time.append(var)
        in_time += [] if week.kind in (TAPER, TEST) else _heavy_before(model, week)
    if in_time:
        model.keep("taper:load", sum(in_time) >= 1)
    else:
        model.cp.add_bool_or([*(literal.negated() for literal in model.rule("taper:load"))])
    last, usual, count = volumes(model)
    if count:
        most = round(SCALE * (1 - rule["volume_cut_low"] - model.wish.more_cut))
        model.keep(
            "taper:volume", SCALE * count * sum(n * var for n, var in last) <= most * sum(n * v for n, v in usual)
        )


def _least_days(method: str) -> float:
    """Days from the last work of a method to the competition: heavy work ends first, small work last."""
    rule = catalog.rule("taper")
    if method == HEAVY:
        return rule["last_heavy_days_low"]
    quick = method in (FAST, COMPENSATORY, BALLISTIC, PLYOMETRIC)
    return catalog.scheme("taper")["fast_days_low"] if quick else rule["last_training_days_low"]


def _heavy_before(model: Model, week: Week) -> Iterator[Var]:
    """Heavy work of the last week before the taper that is near enough to the competition."""
    rule = catalog.rule("taper")
    if max(step.relative_load for step in week.heavy) < rule["heavy_from"]:
        return
    for slot in model.slots:
        for (day, _), var in model.at[slot.name].items() if slot.method == HEAVY else ():
            before = model.wish.days_before(week.number, day)
            if before is not None and rule["last_heavy_days_low"] <= before <= rule["last_heavy_days_high"]:
                yield var


def volumes(model: Model) -> tuple[Terms, Terms, int]:
    """Volume of the last seven days, that of the weeks before the taper, and how many weeks these are.

    As the rule counts it: none are counted where the block is too short for a usual week. What is not sure before the
    lift is chosen counts as its most in the last days, and as its least before.
    """
    taper = 7 * int(catalog.rule("taper")["weeks_high"])
    first = model.wish.days_before(1, model.wish.at[0])
    assert first is not None
    count = max((min(first, taper + 7 * WEEKS_BEFORE) - taper) // 7, 0)
    last: Terms = []
    usual: Terms = []
    for week, slot in product(model.weeks, model.slots):
        if week.kind == TAPER:
            easy = model.dose(slot, week, 0)
            for day in model.wish.at if easy is not None else ():
                assert easy is not None
                before = model.wish.days_before(week.number, day) or 0
                if 1 <= before <= 7:
                    last.append((_volume(slot, easy, UNSURE), model.kept[week.number][slot.name, day]))
            continue
        for (day, level), var in model.at[slot.name].items():
            before = model.wish.days_before(week.number, day) or 0
            found = model.dose(slot, week, level)
            tested = week.kind == TEST and day == model.wish.at[0]
            if found is not None and not tested and taper < before <= taper + 7 * WEEKS_BEFORE:
                usual.append((_volume(slot, found, -NOMINAL_BALLISTIC if slot.method == BALLISTIC else 0.0), var))
    return last, usual, count


def _volume(slot: Slot, of: Dose, unsure: float) -> int:
    more = unsure if slot.method in (FAST, BALLISTIC) else 0.0
    return max(round(SCALE * (of.volume + of.repetitions * more)), 0)
