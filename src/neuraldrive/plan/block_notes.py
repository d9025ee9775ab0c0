"""What a built plan says of itself: its schemes, and how well they are borne out."""

from __future__ import annotations

from neuraldrive import catalog
from neuraldrive.plan.solver import Model
from neuraldrive.plan.weeks import DELOAD, TAPER, TEST, heavy_scheme


def notes(model: Model) -> tuple[str, ...]:
    """A line for the scheme, and one for each kind of week that has a reason to be told."""
    kinds = {week.kind for week in model.weeks}
    scheme = heavy_scheme(model.wish)
    found = [f"Heavy work: {scheme.label.lower()}. No scheme was shown to be best: {_first(scheme.found)}"]
    if TEST in kinds:
        found.append("Week 1 begins with a test: without a profile there is no load to take a share of.")
    elif not model.wish.tested:
        found.append(
            "No profile is known and no week is left for a test: the 1RM has to be taken from the last weeks' sets."
        )
    if DELOAD in kinds:
        found.append(f"Easy weeks are custom. {_first(catalog.scheme('deload').found)}")
    if TAPER in kinds:
        found.append(f"Taper: {_first(catalog.scheme('taper').found)}")
    return tuple(found)


def _first(text: str) -> str:
    """The first sentence."""
    return text.split(". ")[0].rstrip(".") + "."
