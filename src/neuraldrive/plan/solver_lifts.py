"""Hard rules of which lift is done: equipment and joints, named lifts, and the rotation of heavy ones."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

from neuraldrive import catalog
from neuraldrive.plan.block_slots import COMPENSATORY, FAST, HEAVY, Slot, allowed, lacking, meet_lifts, sore
from neuraldrive.plan.solver import Model, Var
from neuraldrive.plan.weeks import BUILD, DELOAD, TAPER, Week, rotates_weekly

DRIVEN = (HEAVY, FAST, COMPENSATORY)


def post_gym(model: Model) -> None:
    """Only where rules are switched: else what is forbidden is not in the model."""
    if not model.switched:
        return
    for slot in model.slots:
        for exercise in model.able[slot.name]:
            of = [names[exercise.name] for names in model.lift[slot.name].values()]
            rules = [f"joints:{joint}" for joint in sore(exercise, model.wish)]
            rules += ["equipment"] if lacking(exercise, model.wish) else []
            for name, var in product(rules, of):
                model.keep(name, var == 0)


def post_lifts(model: Model) -> None:
    """Named lifts are done, and heavy and fast work keeps to their patterns; a peak ends with the lifts of the meet."""
    named = [catalog.exercise(name) for name in model.wish.lifts]
    patterns = {each.pattern for each in named if {HEAVY, FAST} & set(each.methods)}
    for slot in model.slots:
        for names, exercise in product(model.lift[slot.name].values(), model.able[slot.name]):
            if patterns and slot.method in DRIVEN and exercise.pattern not in patterns:
                model.keep("lifts", names[exercise.name] == 0)
    for name in model.wish.lifts:
        done = [var for slot in model.slots for var in _shown(model, slot, name)]
        if done:
            model.keep(f"lifts:{name}", sum(done) >= 1)
        else:
            model.cp.add_bool_or([*(literal.negated() for literal in model.rule(f"lifts:{name}"))])
    for slot in model.slots:
        if slot.fixed:
            _peak(model, slot)
        elif slot.method == HEAVY and model.wish.competition is not None:
            _last_phase(model, slot)


def _shown(model: Model, slot: Slot, name: str) -> Iterator[Var]:
    """Whether a lift is in a slot in weeks whose work is printed: a taper or a test may leave the slot out."""
    for period, weeks in model.periods(slot).items():
        chosen = model.lift[slot.name][period].get(name)
        if chosen is None:
            continue
        if any(week.kind in (BUILD, DELOAD) for week in weeks):
            yield chosen
            continue
        shown = model.cp.new_bool_var(f"{slot.name} {period} {name} shown")
        model.cp.add(shown <= chosen)
        model.cp.add(shown <= sum(var for week in weeks for var in _printed(model, slot, week)))
        yield shown


def _printed(model: Model, slot: Slot, week: Week) -> list[Var]:
    if week.kind == TAPER:
        return [var for (name, _), var in model.kept[week.number].items() if name == slot.name]
    first = model.wish.at[0]
    return [] if slot.method == HEAVY else [var for (day, _), var in model.at[slot.name].items() if day != first]


def _peak(model: Model, slot: Slot) -> None:
    periods = model.lift[slot.name]
    last = periods[max(periods)]
    if slot.fixed in last:
        model.keep(f"lifts:{slot.fixed}", last[slot.fixed] == model.on[slot.name])
    if slot.fixed in model.wish.lifts:
        model.keep(f"lifts:{slot.fixed}", model.on[slot.name] == 1)


def _last_phase(model: Model, slot: Slot) -> None:
    """The last heavy weeks and the taper, which are one phase, have the lifts of the competition."""
    wanted = [name for name in meet_lifts(model.wish) if allowed(catalog.exercise(name), model.wish)]
    names = model.lift[slot.name][max(model.lift[slot.name])]
    if any(name in names for name in wanted):
        for name, var in names.items():
            if name not in wanted:
                model.keep("taper:lifts", var == 0)


def post_rotation(model: Model) -> None:
    """A heavy lift comes back only after so many weeks, unless it stays; one that turns every week never stays."""
    least = int(catalog.rule("rotation")["least_weeks_before_repeat"])
    for slot in model.slots:
        if slot.method != HEAVY:
            continue
        periods = model.periods(slot)
        for one, other in combinations(sorted(periods), 2):
            apart = periods[other][0].number - periods[one][-1].number
            stays = other - one == 1 and not rotates_weekly(model.wish)
            if apart >= least or stays or near_the_meet(model, periods[other][0]):
                continue
            for name, var in model.lift[slot.name][one].items():
                model.keep("rotation", var + model.lift[slot.name][other][name] <= 1)


def near_the_meet(model: Model, week: Week) -> bool:
    """Whether a competition is so near that its own lifts are what is wanted."""
    before = model.wish.days_before(week.number, model.wish.at[-1])
    return before is not None and before <= 7 * (catalog.rule("taper")["weeks_high"] + 1)
