"""What a built plan says of itself: its schemes, and how well they are borne out."""

from __future__ import annotations

from collections.abc import Iterator

from neuraldrive import catalog
from neuraldrive.plan.block_days import adjacent
from neuraldrive.plan.block_wish import Wish
from neuraldrive.plan.solver import Model
from neuraldrive.plan.weeks import DELOAD, TAPER, TEST, heavy_scheme
from neuraldrive.plan.words import listed


def notes(model: Model, told: Wish) -> tuple[str, ...]:
    """A line for the scheme, and one for each kind of week that has a reason to be told.

    Args:
        told: the wish, with the lifts that are known after the tests of week 1.
    """
    kinds = {week.kind for week in model.weeks}
    scheme = heavy_scheme(model.wish)
    found = [f"Heavy work: {scheme.label.lower()}. No scheme was shown to be best: {_first(scheme.found)}"]
    if TEST in kinds:
        found.append("Week 1 begins with a test: without a profile there is no load to take a share of.")
    elif model.wish.to_test:
        found.append(
            "No profile is known and no week is left for a test: the 1RM has to be taken from the last weeks' sets."
        )
    if DELOAD in kinds:
        found.append(f"Easy weeks are custom. {_first(catalog.scheme('deload').found)}")
    if TAPER in kinds:
        found.append(f"Taper: {_first(catalog.scheme('taper').found)}")
    return (*found, *_of_the_athlete(model, told))


def _of_the_athlete(model: Model, told: Wish) -> Iterator[str]:
    if told.goal == "peaking" and told.training != "untrained":
        yield f"Last heavy weeks up to singles of 95 % and more: {_first(catalog.scheme('last_heavy_weeks').found)}"
    if any(week.light for week in model.weeks):
        yield f"First weeks with 70 to 77.5 %, before anything is heavy. {_first(catalog.scheme('first_weeks').found)}"
    if told.known is not None:
        known = listed(each.replace("_", " ") for each in sorted(told.known)) or "none"
        yield (
            f"1RM known, or tested in week 1: {known}. A lift for which one of them stands in (the bench press for the overhead"
            " press) takes its percent from that. Other lifts go by rating, velocity or the empty bar until tested."
        )
    if "knee" in told.spare:
        yield (
            "The knee is spared: no jumps, hops or lifts that stress it. Squats to a box, shins upright, ask less of it and may"
            " be there: leave them out if they hurt."
        )
    near = adjacent(told)
    if near is not None:
        yield f"{near[0]} and {near[1]} follow each other without rest: a day between them would be better."


def _first(text: str) -> str:
    """The first sentence."""
    return text.split(". ")[0].rstrip(".") + "."
