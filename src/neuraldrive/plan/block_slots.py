"""Pieces of work that a week of a block can hold, by goal: each a method for some patterns, with the lifts that suit it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from neuraldrive import catalog
from neuraldrive.catalog.exercise_entry import Exercise
from neuraldrive.plan.block_wish import Wish

HEAVY, FAST, COMPENSATORY = "maximal_effort", "dynamic_effort", "compensatory_acceleration"
BALLISTIC, PLYOMETRIC, REPEATED = "ballistic", "plyometric", "repeated_effort"
ORDER = (PLYOMETRIC, BALLISTIC, FAST, COMPENSATORY, HEAVY, REPEATED)
"""Order within a session: what asks for the freshest nerves first."""
LOWER, UPPER, TRUNK = "lower", "upper", "trunk"
_LOADED, _SMALL, _AIRBORNE = ("main", "variation"), ("accessory", "variation"), ("ballistic", "plyometric")
_NOT_COUNTED = ("plank", "farmers_carry")
"""Held or carried: not counted in repetitions."""
HOPS = ("pogo", "hurdle_hop", "single_leg_hop")
"""Small quick jumps, done in tens; those for height or length are done in fives."""
LIFTS_OF_A_MEET = ("back_squat", "bench_press", "deadlift")

WORTH = {
    "maximal strength": {
        "heavy_lower": 100, "heavy_upper": 95, "fast_lower": 50, "fast_upper": 45, "released_lower": 40, "released_upper": 30,
        "pull": 30, "hinge": 22, "squat": 16, "press": 14, "trunk": 14, "pull_more": 10,
    },
    "rate of force development": {
        "heavy_lower": 70, "heavy_upper": 50, "fast_lower": 75, "fast_upper": 60, "released_lower": 80, "released_upper": 60,
        "jumps": 45, "hops": 25, "pull": 22, "hinge": 16, "trunk": 12, "squat": 8, "press": 8,
    },
    "power": {
        "heavy_lower": 65, "heavy_upper": 45, "fast_lower": 45, "fast_upper": 30, "driven_lower": 40, "driven_upper": 30,
        "released_lower": 90, "released_upper": 70, "jumps": 35, "hops": 20, "pull": 22, "hinge": 14, "trunk": 12, "squat": 6,
    },
    "peaking": {
        "fast_lower": 45, "fast_upper": 40, "released_lower": 25, "released_upper": 15, "pull": 20, "trunk": 10, "hinge": 8,
        "press": 6,
    },
}  # fmt: skip
"""How much each piece of work is worth to a goal: the builder's taste, not a finding."""
HEAVY_OF_A_MEET = 100


@dataclass(frozen=True)
class Slot:
    """A piece of work, done at most once a week.

    Args:
        worth: to the goal.
        fixed: the lift of the competition that it leads to, "" for none.
    """

    name: str
    method: str
    side: str
    patterns: tuple[str, ...]
    kinds: tuple[str, ...]
    worth: int
    fixed: str = ""

    def suits(self, exercise: Exercise) -> bool:
        """Whether an exercise can be done here."""
        fits = exercise.pattern in self.patterns and exercise.kind in self.kinds and self.method in exercise.methods
        if self.method == PLYOMETRIC:
            return fits and (self.name == "hops") == (exercise.name in HOPS)
        if self.method == REPEATED:
            return fits and not {HEAVY, BALLISTIC} & set(exercise.methods) and exercise.name not in _NOT_COUNTED
        return fits and (exercise.pattern != "hinge" or self.method != BALLISTIC or exercise.on_a_bar)


_SLOTS = (
    Slot("jumps", PLYOMETRIC, LOWER, ("jump",), ("plyometric",), 0),
    Slot("hops", PLYOMETRIC, LOWER, ("jump",), ("plyometric",), 0),
    Slot("released_lower", BALLISTIC, LOWER, ("jump", "hinge"), _AIRBORNE, 0),
    Slot("released_upper", BALLISTIC, UPPER, ("throw",), _AIRBORNE, 0),
    Slot("fast_lower", FAST, LOWER, ("squat", "hinge"), _LOADED, 0),
    Slot("fast_upper", FAST, UPPER, ("press",), _LOADED, 0),
    Slot("driven_lower", COMPENSATORY, LOWER, ("squat", "hinge"), _LOADED, 0),
    Slot("driven_upper", COMPENSATORY, UPPER, ("press",), _LOADED, 0),
    Slot("heavy_lower", HEAVY, LOWER, ("squat", "hinge"), _LOADED, 0),
    Slot("heavy_upper", HEAVY, UPPER, ("press",), _LOADED, 0),
    Slot("pull", REPEATED, UPPER, ("pull",), _SMALL, 0),
    Slot("hinge", REPEATED, LOWER, ("hinge",), _SMALL, 0),
    Slot("squat", REPEATED, LOWER, ("squat",), ("accessory",), 0),
    Slot("press", REPEATED, UPPER, ("press",), ("accessory",), 0),
    Slot("trunk", REPEATED, TRUNK, ("trunk",), ("accessory",), 0),
    Slot("pull_more", REPEATED, UPPER, ("pull",), ("accessory",), 0),
)


def slots(wish: Wish) -> tuple[Slot, ...]:
    """All pieces of work that a week may hold for a goal.

    Peaking has a heavy one for each lift of the competition; a named lift that suits none gets one of its own.
    """
    worth = WORTH[wish.goal]
    found = [_with_worth(slot, worth[slot.name]) for slot in _SLOTS if slot.name in worth]
    if wish.goal == "peaking":
        found += [_heavy_for(name) for name in meet_lifts(wish)]
    return tuple(sorted(found, key=lambda slot: ORDER.index(slot.method)))


def _with_worth(slot: Slot, worth: int) -> Slot:
    return Slot(slot.name, slot.method, slot.side, slot.patterns, slot.kinds, worth, slot.fixed)


def meet_lifts(wish: Wish) -> tuple[str, ...]:
    """The lifts that a peak leads to: the heavy ones that are named; else squat, bench press and deadlift."""
    named = tuple(name for name in wish.lifts if HEAVY in catalog.exercise(name).methods)
    if named:
        return named
    able = tuple(name for name in LIFTS_OF_A_MEET if allowed(catalog.exercise(name), wish))
    return able or LIFTS_OF_A_MEET


def _heavy_for(name: str) -> Slot:
    exercise = catalog.exercise(name)
    side = UPPER if exercise.pattern == "press" else LOWER
    return Slot(f"heavy_{name}", HEAVY, side, (exercise.pattern,), _LOADED, HEAVY_OF_A_MEET, name)


def allowed(exercise: Exercise, wish: Wish) -> bool:
    """Whether equipment and joints allow an exercise."""
    return not lacking(exercise, wish) and not sore(exercise, wish)


def lacking(exercise: Exercise, wish: Wish) -> tuple[str, ...]:
    """Equipment that an exercise needs and the gym lacks."""
    return tuple(each for each in exercise.equipment if each not in wish.equipment)


def sore(exercise: Exercise, wish: Wish) -> tuple[str, ...]:
    """Joints to be spared that an exercise stresses; a knee is spared all jumps and hops."""
    stressed = {*exercise.stresses, *(("knee",) if exercise.pattern == "jump" else ())}
    return tuple(sorted(stressed & wish.spare))


def candidates(slot: Slot, of: Iterable[Exercise], wish: Wish) -> tuple[Exercise, ...]:
    """Exercises for a slot; for the untrained no olympic lifts and no variations that ask for much skill."""
    return tuple(each for each in of if slot.suits(each) and not _beyond(each, slot, wish))


def _beyond(exercise: Exercise, slot: Slot, wish: Wish) -> bool:
    if exercise.kind != "ballistic" or exercise.pattern != "hinge":
        return False
    unknown = not wish.knows(exercise) and exercise.name not in wish.lifts
    return unknown or wish.training == "untrained" or wish.goal not in ("power", "rate of force development")
