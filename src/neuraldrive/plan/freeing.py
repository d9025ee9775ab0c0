"""What would free a block that cannot be had: for each rule in the way the smallest change of a wish, tried."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from math import ceil
from typing import Any

from neuraldrive import catalog
from neuraldrive.catalog.exercise_entry import EQUIPMENT
from neuraldrive.plan.block_first_day import shortest_test
from neuraldrive.plan.block_slots import LIFTS_OF_A_MEET
from neuraldrive.plan.block_wish import MOST_MINUTES, MOST_WEEKS, Wish
from neuraldrive.plan.laid_out import WEEKDAYS
from neuraldrive.plan.solver import SOLVED, solved, variables
from neuraldrive.plan.solver_rules import post_rules, session_terms
from neuraldrive.plan.weeks import TEST
from neuraldrive.plan.words import listed

EFFORT, EACH, LEAST = 2.0, 0.5, 0.1
"""Seconds of the solver's own clock for all changes of a kind, for one, and what one costs at least."""


@dataclass(frozen=True)
class Freed:
    """A change: in words, as words of `plan.block`, and whether it is enough."""

    words: str = ""
    change: Mapping[str, Any] = field(default_factory=dict)
    enough: bool = False


def freed(wish: Wish, rule: str) -> Freed:
    """The smallest change of what stands behind a rule that makes the block possible.

    Where none alone is enough, the one that would take this rule out of the way.
    """
    kind, _, which = rule.partition(":")
    return _WAYS.get(kind, _none)(wish, which)


def can_be_had(wish: Wish) -> bool:
    """Whether a block keeps every rule."""
    return _tried(wish)[0]


def _tried(wish: Wish) -> tuple[bool, float]:
    """Whether a block was found, and what the search cost, in the solver's own seconds."""
    model = variables(wish)
    post_rules(model)
    status, solver = solved(model, best=False, most=EACH)
    return status in SOLVED, LEAST + float(solver.response_proto.deterministic_time)


def _none(wish: Wish, which: str) -> Freed:
    return Freed()


def _minutes(wish: Wish, which: str) -> Freed:
    """The fewest minutes that do; and a further day, where that does too."""
    model = variables(replace(wish, minutes=MOST_MINUTES))
    post_rules(model)
    longest = model.cp.new_int_var(0, round(60 * MOST_MINUTES), "longest session")
    for terms in session_terms(model):
        model.cp.add(sum(seconds * var for seconds, var in terms) <= longest)
    model.cp.minimize(longest)
    status, solver = solved(model, best=True)
    if status not in SOLVED:
        return Freed("more minutes")
    rule = catalog.rule("session_minutes")
    needed = ceil((solver.value(longest) + rule["warm_up_s"] - rule["change_s"]) / 60)
    if model.weeks[0].kind == TEST:
        needed = max(needed, ceil(shortest_test()))
    day = _first(_more_days(wish))
    words = f"{needed} minutes instead of {wish.minutes:g}"
    return Freed(words + (f", or {day.words}" if day.enough else ""), {"minutes": needed}, True)


def _equipment(wish: Wish, which: str) -> Freed:
    """The fewest pieces that do."""
    model = variables(replace(wish, equipment=frozenset(EQUIPMENT)))
    post_rules(model)
    has = {piece: model.cp.new_bool_var(piece) for piece in EQUIPMENT if piece not in wish.equipment}
    for slot in model.slots:
        for exercise in model.able[slot.name]:
            for piece in (each for each in exercise.equipment if each in has):
                for names in model.lift[slot.name].values():
                    model.cp.add(names[exercise.name] <= has[piece])
    model.cp.minimize(sum(has.values()))
    status, solver = solved(model, best=True)
    if status not in SOLVED:
        return Freed("more equipment")
    pieces = [piece for piece, var in has.items() if solver.boolean_value(var)]
    words = f"equipment: {listed(each.replace('_', ' ') for each in pieces)} as well"
    return Freed(words, {"equipment": sorted({*wish.equipment, *pieces})}, True)


Changes = Iterable[tuple[str, str, Any]]
"""Words, the word of `plan.block`, and its value."""


def _first(changes: Iterable[tuple[Freed, Wish]]) -> Freed:
    """The first change that is enough, of those that are tried before the effort is spent; else the first."""
    first, left = Freed(), EFFORT
    for change, changed in changes:
        first = first if first.words else change
        had, spent = _tried(changed) if left > 0 else (False, 0.0)
        left -= spent
        if had:
            return replace(change, enough=True)
    return first


def _more_days(wish: Wish) -> Iterator[tuple[Freed, Wish]]:
    for day in sorted(set(WEEKDAYS) - set(wish.days), key=lambda each: -_gap(each, wish)):
        yield _with_days(wish, {*wish.days, day}, f"a further day ({day})")


def _gap(day: str, wish: Wish) -> int:
    at = WEEKDAYS.index(day)
    return min(min((at - each) % 7, (each - at) % 7) for each in wish.at)


def _with_days(wish: Wish, days: set[str], words: str) -> tuple[Freed, Wish]:
    ordered = tuple(sorted(days, key=WEEKDAYS.index))
    return Freed(words, {"days": ordered}), replace(wish, days=ordered)


def _fewer_days(wish: Wish, which: str) -> Freed:
    fewer = (_with_days(wish, {*wish.days} - {day}, f"{day} left out") for day in wish.days if len(wish.days) > 1)
    return _first(fewer)


def _other_days(wish: Wish, which: str) -> Freed:
    """A further day, or one day moved."""
    more = _first(_more_days(wish))
    if more.enough:
        return more
    moved = (
        _with_days(wish, {*wish.days} - {day} | {to}, f"{to} instead of {day}")
        for day in wish.days
        for to in WEEKDAYS
        if to not in wish.days
    )
    other = _first(moved)
    return other if other.enough else more


def _joint(wish: Wish, joint: str) -> Freed:
    spare = wish.spare - {joint}
    change = Freed(f"the {joint.replace('_', ' ')} no longer spared", {"spare": sorted(spare)})
    return _first([(change, replace(wish, spare=spare))])


def _lift(wish: Wish, lift: str) -> Freed:
    if lift and lift in wish.lifts:
        fewer = tuple(each for each in wish.lifts if each != lift)
        change = Freed(f"no {lift.replace('_', ' ')}", {"lifts": fewer or None})
        return _first([(change, replace(wish, lifts=fewer))])
    more = (
        (
            Freed(f"the {name.replace('_', ' ')} as well", {"lifts": (*wish.lifts, name)}),
            replace(wish, lifts=(*wish.lifts, name)),
        )
        for name in LIFTS_OF_A_MEET
        if name not in wish.lifts
    )
    found = _first(more)
    return found if found.enough else _first([(Freed("no named lifts", {"lifts": None}), replace(wish, lifts=()))])


def _rotation(wish: Wish, which: str) -> Freed:
    change = Freed("heavy lifts that stay for a wave (--training trained)", {"training": "trained"})
    return _first([(change, replace(wish, training="trained"))])


def _tested(wish: Wish, which: str) -> Freed:
    change = Freed("a test before the block (neuraldrive plan test)", {"tested": True})
    return _first([(change, replace(wish, known=None))])


def _one(wish: Wish, method: str) -> Freed:
    return Freed()


def _taper(wish: Wish, which: str) -> Freed:
    """Other days to train on; else a longer block."""
    other = _other_days(wish, which)
    if other.enough or wish.competition is None or wish.monday is None or wish.weeks >= MOST_WEEKS:
        return other
    longer = replace(wish, weeks=wish.weeks + 1, monday=wish.monday - timedelta(weeks=1))
    change = Freed(f"{longer.weeks} weeks before the competition", {"weeks": longer.weeks, "starts": longer.monday})
    found = _first([(change, longer)])
    return found if found.enough else other


_WAYS: Mapping[str, Callable[[Wish, str], Freed]] = {
    "minutes": _minutes, "equipment": _equipment, "joints": _joint, "lifts": _lift, "rotation": _rotation,
    "taper": _taper, "days": _fewer_days, "days_apart": _other_days, "sessions": _other_days, "prilepin": _other_days,
    "one_of_each": _one, "tested": _tested,
}  # fmt: skip
