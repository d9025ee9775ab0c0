"""Which bar an exercise is done with, and how it is loaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from neuraldrive import catalog
from neuraldrive.catalog.exercise_entry import LOADED_BARS
from neuraldrive.errors import BadValue
from neuraldrive.plan.plates import Loading, Plates, nearest_load, plates_of, smallest_step
from neuraldrive.records.sets import LOAD_UNITS

Bars = Sequence[str] | Mapping[str, float]
"""Bars of the gym by their names in the catalogue, or the kg of one's own by kind: {"bar": 20, "safety_bar": 29}."""

LEAST_KG = LOAD_UNITS["kg"][0]
"""Less is no load, and nothing is so many times as heavy."""


def loaded(
    load_kg: float, exercise: catalog.Exercise, bars: Bars | None, plates: Plates
) -> tuple[Loading, tuple[str, ...]]:
    """The bar as it is loaded, and what is to be said of it: the heaviest bar of its kind that is not above the load.

    A load below the lightest bar is done with that bar empty, and said.

    Raises:
        BadValue: the gym has no such bar, or the load is out of reach of bar and plates.
    """
    choices = _bars_for(exercise, bars)
    step = smallest_step(plates)
    light_enough = [(kg, doubt) for kg, doubt in choices if kg <= load_kg + step / 2]
    kg, doubt = max(light_enough or [min(choices)])
    said = [doubt] if doubt else []
    if not light_enough:
        times = f", which is {kg / load_kg:.1f} times as heavy" if load_kg >= LEAST_KG else ""
        said.append(
            f"{load_kg:.1f} kg are less than the empty bar of {kg:.4g} kg{times}: take a lighter bar or dumbbells."
        )
        return Loading(kg, kg, (), plates_of(plates).unit, step), tuple(said)
    try:
        return nearest_load(load_kg, kg, plates), tuple(said)
    except BadValue as error:
        raise error.at(exercise.label) from None


def _bars_for(exercise: catalog.Exercise, bars: Bars | None) -> list[tuple[float, str]]:
    """Bars that it can be done with: kg, and the doubt about them."""
    kind = next(each for each in exercise.equipment if each in LOADED_BARS)
    if isinstance(bars, Mapping):
        found = [(float(kg), "") for name, kg in bars.items() if kind_of(name) == kind]
    else:
        known = list(catalog.bars().values()) if bars is None else [catalog.bar(name) for name in bars]
        of_kind = [each for each in known if each.kind == kind]
        usual = of_kind[:1] if bars is None else of_kind
        found = [(each.mass_kg, _unsure(each)) for each in usual]
    if not found:
        raise BadValue(
            "bars", found="no such bar in the gym", needed=f"a {kind.replace('_', ' ')} for the {exercise.label.lower()}",
            remedy="Name it with its weight, or plan another exercise.",
        )  # fmt: skip
    return found


def kind_of(name: str) -> str:
    """The kind of a bar: of the catalogue by its name, or of one's own.

    Raises:
        CatalogError: no such bar, and no such kind.
    """
    return name if name in LOADED_BARS else catalog.bar(name).kind


def _unsure(bar: catalog.Bar) -> str:
    return f"The {bar.label.lower()} is taken as {bar.mass_kg:.4g} kg: {bar.mass.where}." if bar.provisional else ""
