"""The hard rules, posted to the model: numbers from the catalogue's rules, one name each to call it by in a conflict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, product

from neuraldrive import catalog
from neuraldrive.plan.block_first_day import shortest_test
from neuraldrive.plan.block_slots import BALLISTIC, HEAVY, PLYOMETRIC, REPEATED, Slot
from neuraldrive.plan.check_week import LIMITED, NEURAL, STANDS_FOR
from neuraldrive.plan.solver import Model, Var
from neuraldrive.plan.solver_lifts import DRIVEN, post_gym, post_lifts, post_rotation
from neuraldrive.plan.solver_taper import post_taper
from neuraldrive.plan.weeks import BUILD, TAPER, TEST, Week

MOST_HEAVY, MOST_SMALL, MOST_WORK = 2, 3, 7
"""Heavy pieces, repeated efforts and pieces in all that one session holds: full quality needs few."""


def post_rules(model: Model) -> None:
    """All hard rules."""
    for post in (
        _sessions,
        _minutes,
        _tests,
        _one_of_each,
        _days_apart,
        _doses,
        _differ,
        _contacts,
        post_gym,
        post_lifts,
        post_rotation,
        post_taper,
    ):
        post(model)


def _sessions(model: Model) -> None:
    for day in model.wish.at:
        work = [model.day(slot, day) for slot in model.slots]
        heavy = [model.day(slot, day) for slot in model.slots if slot.method == HEAVY]
        small = [model.day(slot, day) for slot in model.slots if slot.method == REPEATED]
        model.keep("days", sum(work) >= 1)
        for most, of in ((MOST_WORK, work), (MOST_HEAVY, heavy), (MOST_SMALL, small)):
            model.cp.add(sum(of) <= most)
    for method in LIMITED:
        of = [slot for slot in model.slots if slot.method == method]
        most = int(catalog.method(method)["sessions_per_week_high"])
        if len(of) > most:
            days = [_any(model, of, day) for day in model.wish.at]
            model.keep("sessions", sum(days) <= most)


def _any(model: Model, of: Sequence[Slot], day: int) -> Var:
    """A variable that is 1 if one of some slots is on a day."""
    var = model.cp.new_bool_var(f"{of[0].method} {day}")
    for slot in of:
        model.cp.add(var >= model.day(slot, day))
    return var


def _minutes(model: Model) -> None:
    """Every session of every week; weeks with the same seconds once."""
    least = round(60 * model.wish.minutes - catalog.rule("session_minutes")["warm_up_s"])
    for terms in session_terms(model):
        model.keep("minutes", sum(seconds * var for seconds, var in terms) <= least + _change())


def _tests(model: Model) -> None:
    """The first session holds one test at least, where the block begins with it."""
    if model.weeks[0].kind == TEST and model.wish.minutes < shortest_test():
        model.cp.add_bool_or([literal.negated() for name in ("minutes", "tested") for literal in model.rule(name)])


def _change() -> int:
    """The first piece of work has no way from another."""
    return round(catalog.rule("session_minutes")["change_s"])


def session_terms(model: Model) -> Iterator[list[tuple[int, Var]]]:
    """Seconds of each piece of work with its variable, for each day of each week that differs."""
    seen = set()
    for week in model.weeks:
        rows = list(_rows(model, week))
        times = tuple((var.index, seconds) for var, seconds, _ in rows)
        if times in seen:
            continue
        seen.add(times)
        for day in model.wish.at:
            yield [(seconds, var) for var, seconds, on in rows if on == day and seconds]


def _rows(model: Model, week: Week) -> Iterator[tuple[Var, int, int]]:
    """Each variable that puts work into a week, the seconds it takes, and the day."""
    for slot in model.slots:
        if week.kind == TAPER:
            kept = model.kept[week.number]
            seconds = model.seconds(slot, week, 0)
            yield from ((kept[slot.name, day], seconds, day) for day in model.wish.at if (slot.name, day) in kept)
        else:
            for (day, level), var in model.at[slot.name].items():
                yield var, model.seconds(slot, week, level), day


def _one_of_each(model: Model) -> None:
    if not any(week.kind == BUILD for week in model.weeks):
        return
    rule = catalog.rule("one_of_each")
    for method in NEURAL:
        of = [slot for slot in model.slots if STANDS_FOR.get(slot.method, slot.method) == method]
        model.keep(f"one_of_each:{method}", sum(model.on[slot.name] for slot in of) >= int(rule[method]))


def _days_apart(model: Model) -> None:
    least = int(catalog.rule("days_apart")["least_days"])
    heavy = [slot for slot in model.slots if slot.method == HEAVY]
    for one, other in combinations(heavy, 2):
        if not set(one.patterns) & set(other.patterns):
            continue
        for first, second in product(model.wish.at, repeat=2):
            if 0 < min((first - second) % 7, (second - first) % 7) < least:
                model.keep("days_apart", model.day(one, first) + model.day(other, second) <= 1)


def _doses(model: Model) -> None:
    """No lift twice on one day for heavy, fast or driven work: together they would pass Prilepin's totals."""
    for one, other in combinations([slot for slot in model.slots if slot.method in DRIVEN], 2):
        shared = {each.name for each in model.able[one.name]} & {each.name for each in model.able[other.name]}
        if shared:
            same_day = model.cp.new_bool_var(f"{one.name} with {other.name}")
            for day in model.wish.at:
                model.cp.add(same_day >= model.day(one, day) + model.day(other, day) - 1)
            for first, second in _overlapping(model, one, other):
                for name in sorted(shared):
                    lifts = model.lift[one.name][first][name], model.lift[other.name][second][name]
                    model.keep("prilepin", sum(lifts) + same_day <= 2)


def _differ(model: Model) -> None:
    """Two repeated efforts of one week are two lifts."""
    for one, other in combinations([slot for slot in model.slots if slot.method == REPEATED], 2):
        for period in sorted(model.lift[one.name].keys() & model.lift[other.name].keys()):
            first, second = model.lift[one.name][period], model.lift[other.name][period]
            for name in sorted(first.keys() & second.keys()):
                model.cp.add(first[name] + second[name] <= 1)


def _overlapping(model: Model, one: Slot, other: Slot) -> Iterator[tuple[int, int]]:
    """Periods of two slots that share a week."""
    for first, weeks in model.periods(one).items():
        for second, more in model.periods(other).items():
            if {week.number for week in weeks} & {week.number for week in more}:
                yield first, second


def _contacts(model: Model) -> None:
    most = int(catalog.rule("contacts")[f"{model.wish.training}_high"])
    jumps = [slot for slot in model.slots if slot.method in (PLYOMETRIC, BALLISTIC)]
    for week, day in product((week for week in model.weeks if week.kind == BUILD), model.wish.at):
        landings = [
            found.repetitions * var
            for slot in jumps
            for (on, level), var in model.at[slot.name].items()
            if on == day and (found := model.dose(slot, week, level)) is not None
        ]
        model.keep("contacts", sum(landings) <= most)
