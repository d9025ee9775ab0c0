"""A lift, a set or a session in words: what is asked for, as recordings and as the lines of Python that make them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from neuraldrive import catalog, simulate
from neuraldrive.catalog import Lift
from neuraldrive.catalog.entries import unknown
from neuraldrive.errors import BadValue
from neuraldrive.records import Lifter, NeuralState, Recording
from neuraldrive.units import kilograms, load_text
from neuraldrive.workflows.lift_words import MOST_RELATIVE, Load, Repetitions
from neuraldrive.workflows.orders import Call, changed, state_lines

REST_S = 180.0
_GRADED = re.compile(r"\s*(\d+(?:[.,]\d+)?)\s*[-–]\s*(\d+(?:[.,]\d+)?)\s*(kgs?|lbs?)?\s*", re.IGNORECASE)


@dataclass(frozen=True)
class LiftOrder:
    """What is to be lifted, how, and by whom.

    Args:
        lift: as people write it.
        repetitions, sets, rest_s: one repetition in one set if nothing else is said.
        lifter: numbers of `records.Lifter` that are not the typical lifter's.
        population: whose nervous system; the untrained one's if None.
        accommodating: bands and chains.
        scatter: whether strength varies between repetitions as in people.
        discharges: whether every motor unit is simulated.
        changes: numbers of `records.NeuralState` that are not the population's typical ones.
    """

    lift: str
    load: Load
    repetitions: Repetitions = 1
    sets: int = 1
    rest_s: float = REST_S
    intent: float = 1.0
    fading: float = 0.0
    release: bool | None = None
    lifter: Mapping[str, float] = field(default_factory=dict)
    population: str | None = None
    accommodating: tuple[Call, ...] = ()
    scatter: bool = False
    discharges: bool = True
    seed: int = 0
    changes: Mapping[str, float] = field(default_factory=dict)

    def entry(self) -> Lift:
        """The lift of the catalogue.

        Raises:
            CatalogError: no such lift; the nearest are named.
            BadValue: one whose mechanics are not known.
        """
        known = {name: each for name, each in catalog.lifts().items() if each.mechanics is not None}
        name = catalog.lift_name(self.lift)
        if name in known:
            return known[name]
        if name not in catalog.lifts():
            raise unknown("lift", name, known)
        raise BadValue(
            "lift", found=name, needed=f"one of {', '.join(known)}",
            remedy="Of other lifts no mechanics are known; take the nearest of these.",
        )  # fmt: skip

    def state(self) -> NeuralState | None:
        """The typical one of the population, for the pool of this lift, with what was changed."""
        mechanics = self.entry().mechanics
        if self.population is None or mechanics is None:
            return None
        return changed(catalog.population(self.population).typical(mechanics.pool), self.changes)

    def who(self) -> Lifter:
        """The lifter.

        Raises:
            RecordError: a body mass or strength that nobody has.
        """
        numbers: dict[str, Any] = dict(self.lifter)
        return Lifter(**numbers, state=self.state())

    def load_kg(self) -> float:
        """Bar and plates.

        Raises:
            BadValue: more than anybody would try.
        """
        one_rm_kg = simulate.one_rm_kg(self.entry().name, lifter=self.who())
        kg = self.load.in_kg(one_rm_kg)
        if kg > MOST_RELATIVE * one_rm_kg > 0.0:
            raise BadValue(
                "load_kg", found=self.load.text(),
                needed=f"at most {100 * MOST_RELATIVE:.0f} % of the 1RM, {load_text(MOST_RELATIVE * one_rm_kg)}",
                remedy="Write 85% for a share of the 1RM, 140kg for a load.",
            )  # fmt: skip
        return kg

    @property
    def released(self) -> bool:
        """Whether bar or body leaves at the end."""
        mechanics = self.entry().mechanics
        return (mechanics is not None and mechanics.released) if self.release is None else self.release


def run(order: LiftOrder) -> tuple[Recording, ...]:
    """A recording for each set.

    Raises:
        BadValue, CatalogError, RecordError: what was asked for cannot be, or is not there.
    """
    name, kg, settings = order.entry().name, order.load_kg(), _settings(order)
    settings |= {"lifter": order.who(), "accommodating": [each() for each in order.accommodating]}
    if order.sets > 1:
        sets = [(kg, order.repetitions)] * order.sets
        return simulate.session(name, sets, rest_s=order.rest_s, **settings)
    return (simulate.lift_set(name, kg, order.repetitions, **settings),)


def _settings(order: LiftOrder) -> dict[str, Any]:
    """What differs from the defaults of `simulate.lift_set`, beside lifter, bands and chains."""
    asked = {
        "intent": (order.intent, 1.0), "fading": (order.fading, 0.0), "release": (order.release, None),
        "scatter": (order.scatter, True), "discharges": (order.discharges, True),
    }  # fmt: skip
    return {name: value for name, (value, usual) in asked.items() if value != usual} | {"seed": order.seed}


def python(order: LiftOrder, into: str | None = None) -> tuple[str, ...]:
    """The lines of Python that make the same, to the byte, in `into`: if not given in `recording`, or `recordings` of
    several sets.
    """
    name, kg = f'"{order.entry().name}"', repr(order.load.kg)
    lines, who = _lifter_lines(order)
    if order.load.kg is None:
        lines.append(f"load_kg = {order.load.share!r} * simulate.one_rm_kg({', '.join([name, *who])})")
        kg = "load_kg"
    settings, more = _settings(order), list(who)
    if order.accommodating:
        more.append(f"accommodating=[{', '.join(each.text for each in order.accommodating)}]")
    single = (order.repetitions, order.sets, order.scatter, order.fading) == (1, 1, False, 0.0)
    if single:
        del settings["scatter"]  # of one repetition there is none
    more += [f"{key}={value!r}" for key, value in settings.items()]
    repetitions = '"failure"' if order.repetitions == "failure" else str(order.repetitions)
    made = into or ("recordings" if order.sets > 1 else "recording")
    if order.sets > 1:
        sets = f"[({kg}, {repetitions})] * {order.sets}, rest_s={order.rest_s!r}"
        return (*lines, f"{made} = simulate.session({name}, {sets}, {', '.join(more)})")
    what = f"lift({name}, {kg}" if single else f"lift_set({name}, {kg}, {repetitions}"
    return (*lines, f"{made} = simulate.{what}, {', '.join(more)})")


def together(orders: Sequence[LiftOrder], names: Sequence[str]) -> tuple[str, ...]:
    """The lines of Python for several orders of one lifter, what all need said once."""
    lines: list[str] = []
    for order, name in zip(orders, names, strict=True):
        told = python(order, name)
        lines += [each for each in told if each not in lines or each.startswith("load_kg")]
    return tuple(lines)


def _lifter_lines(order: LiftOrder) -> tuple[list[str], list[str]]:
    """Lines that make the lifter, and what a call is then given; nothing of the typical one."""
    told = [f"{key}={value!r}" for key, value in order.lifter.items()]
    lines = ["from neuraldrive import simulate"]
    mechanics = order.entry().mechanics
    if order.population is not None and mechanics is not None:
        more, state = state_lines(order.population, f'"{mechanics.pool}"', order.changes)
        lines = [*more, "from neuraldrive import catalog, simulate", state]
        told.append("state=state")
    if not told:
        return lines, []
    imports = sum(each.startswith("from ") for each in lines)
    lines.insert(imports, "from neuraldrive.records import Lifter")
    return [*lines, f"lifter = Lifter({', '.join(told)})"], ["lifter=lifter"]


def accommodating(bands: Sequence[str], chains: Sequence[str], unit: str = "kg") -> tuple[Call, ...]:
    """Bands and chains from words: kg or lb at the bottom and at the top of the lift; of a chain the top alone will do.

    Raises:
        BadValue: other words.

    >>> [each.text for each in accommodating(["10-40kg"], ["20"])]
    ['simulate.band_of(bottom_kg=10.0, top_kg=40.0)', 'simulate.chain(bottom_kg=0.0, top_kg=20.0)']
    """
    return (*(_graded("band", each, unit) for each in bands), *(_graded("chain", each, unit) for each in chains))


def _graded(what: str, text: str, unit: str) -> Call:
    found = _GRADED.fullmatch(text if what == "band" or re.search(r"[-–]", text) else f"0-{text}")
    if found is None:
        raise BadValue(
            what, found=repr(text), needed="kg at the bottom and at the top, such as 10-40kg",
            remedy="Write 10-40kg: 10 kg at the bottom of the lift, 40 kg at the top; all bands or chains together.",
        )  # fmt: skip
    low, high = (kilograms(float(each.replace(",", ".")), found[3] or unit) for each in found.groups()[:2])
    return Call({"band": "band_of", "chain": "chain"}[what], {"bottom_kg": low, "top_kg": high})
