"""Heavy, compensatory and ballistic: three ways to lift, laid side by side as the catalogue prescribes them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from neuraldrive import catalog
from neuraldrive.catalog import Method
from neuraldrive.errors import BadValue
from neuraldrive.workflows.lift_orders import LiftOrder
from neuraldrive.workflows.lift_words import Load

METHODS: Mapping[str, str] = {
    "heavy": "maximal_effort",
    "compensatory": "compensatory_acceleration",
    "ballistic": "ballistic",
}
ALL = "all"
_STEP = 0.05


@dataclass(frozen=True)
class NamedOrder:
    """A lift and what it is called; `method` is None where none was named."""

    name: str
    order: LiftOrder
    method: Method | None = None


def usual_load(method: str) -> Load:
    """The middle of the loads that the catalogue names for a method, down to the next 5 %; of throws, those for throws.

    >>> [usual_load(each).text() for each in METHODS]
    ['90 %', '65 %', '35 %']
    """
    entry = catalog.method(METHODS[method])
    name = "throw_load" if "throw_load_low" in entry.numbers else "relative_load"
    return Load(share=round(_STEP * math.floor(sum(entry.range(name)) / 2.0 / _STEP + 1e-9), 4))


def by_method(order: LiftOrder, methods: Sequence[str], loads: Sequence[Load]) -> tuple[NamedOrder, ...]:
    """The lift by each method: with the load given, or with the one given for each, or with the method's usual one.

    Methods that come to the very same lift are one, under both their names.

    Args:
        order: all else; its intent and release hold where they were asked for.
        methods: of METHODS, or "all"; none for the lift as it is, without a name.

    Raises:
        BadValue: another number of loads than one or one for each method.
    """
    if not methods:
        return (NamedOrder("", order),)
    names = list(METHODS) if ALL in methods else list(dict.fromkeys(methods))
    if len(loads) not in (0, 1, len(names)):
        raise BadValue(
            "load", found=f"{len(loads)} loads", needed=f"one, or one for each of {', '.join(names)}",
            remedy="Give --load once for all, once for each method, or not at all.",
        )  # fmt: skip
    given = list(loads) * (len(names) if len(loads) == 1 else 1) or [usual_load(each) for each in names]
    made: list[NamedOrder] = []
    for name, load in zip(names, given, strict=True):
        method = catalog.method(METHODS[name])
        release = (True if method.released else None) if order.release is None else order.release
        one = NamedOrder(name, replace(order, load=load, release=release), method)
        same = next((k for k, other in enumerate(made) if other.order == one.order), None)
        if same is None:
            made.append(one)
        else:
            made[same] = replace(made[same], name=f"{made[same].name} = {name}")
    return tuple(made)


def doubts(named: NamedOrder, relative_load: float) -> tuple[str, ...]:
    """What does not fit the method: a load outside its range, or methods that are one lift here."""
    if named.method is None:
        return ()
    low, high = named.method.range("relative_load")
    found = []
    if not low - 0.005 <= relative_load <= high + 0.005:
        usual = f"{100 * low:.0f} to {100 * high:.0f} %"
        found.append(f"{named.name}: {100 * relative_load:.0f} % of the 1RM; the catalogue has {usual}")
    if " = " in named.name:
        found.append(f"{named.name}: with one load and one intent, both held at the end, they are the same lift")
    return tuple(found)
