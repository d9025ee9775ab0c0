"""Which lift a typed name means: one that is known, one of its own, or, where it looks like a slip, none until that is said."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from neuraldrive import catalog
from neuraldrive.catalog.entries import slug
from neuraldrive.errors import BadValue, CatalogError, NotInStore
from neuraldrive.records import Session
from neuraldrive.store import Store
from neuraldrive.workflows.names_near import near


def meant(store: Store, athlete: str, lift: str, *, new: bool = False) -> str:
    """The name under which a lift is kept: the catalogue's, or its own where neither catalogue nor athlete know one like it.

    Args:
        athlete: who lifts it; what they lifted before is known too.
        new: it is another lift, however near its name is to one that is known.

    Raises:
        BadValue: a name that may be a slip of one that is known.
    """
    name = known_as(lift)
    before = _lifts_of(store, athlete)
    if new or name in before or not of_its_own(name):
        return name
    slip_of = nearest(name, before)
    if slip_of:
        raise BadValue(
            "lift", found=f"{lift!r}, which neither the catalogue nor {athlete} has", needed="a lift that is known, or the word that it is new",
            remedy=f"Did you mean {' or '.join(slip_of)}? --new keeps it under its own name.",
        )  # fmt: skip
    return name


def slips(store: Store, sessions: Iterable[Session]) -> tuple[str, ...]:
    """What is said of lifts of a file that look like slips of one that is known; they are kept as they stand."""
    of_own = {(each.athlete, entry.lift) for each in sessions for entry in each.sets if of_its_own(entry.lift)}
    before = {athlete: _lifts_of(store, athlete) for athlete, _ in of_own}
    found = {lift: nearest(lift, before[athlete]) for athlete, lift in sorted(of_own) if lift not in before[athlete]}
    return tuple(
        f"{lift.replace('_', ' ')} is no lift that is known. Did you mean {' or '.join(slip_of)}? "
        f"`neuraldrive edit set NUMBER --lift {known_as(slip_of[0])}` mends it."
        for lift, slip_of in found.items()
        if slip_of
    )


def of_its_own(name: str) -> str:
    """What is said of a lift that the catalogue lacks; nothing of one that it has.

    >>> of_its_own("bench_press"), of_its_own("my_log_press")
    ('', "My log press is none of the catalogue's exercises; it is kept under its own name.")
    """
    if name in catalog.exercises() or name in catalog.lifts():
        return ""
    return f"{name.replace('_', ' ').capitalize()} is none of the catalogue's exercises; it is kept under its own name."


def known_as(lift: str) -> str:
    """A lift by its name in the catalogue; one that it lacks by its own.

    >>> known_as("Bench presses"), known_as("SSB"), known_as("My log press")
    ('bench_press', 'safety_bar_squat', 'my_log_press')
    """
    name = catalog.lift_name(lift)
    try:
        return name if name in catalog.lifts() else catalog.exercise(lift).name
    except CatalogError:
        return name


def nearest(name: str, before: tuple[str, ...] = ()) -> list[str]:
    """Lifts of the catalogue and of `before` that a name may be a slip of, as people write them; a name with more words is no slip.

    >>> nearest("bnech_press"), nearest("bench_press_with_chains"), nearest("my_log_press")
    (['Bench press'], [], [])
    """
    labels = {each.replace("_", " "): each.replace("_", " ") for each in before} | _labels()
    typed = name.replace("_", " ")
    found = near(typed, [each for each in labels if not typed.startswith(f"{each} ")])
    return list(dict.fromkeys(labels[each] for each in found))


@cache
def _labels() -> dict[str, str]:
    """The label of each exercise by every way to write it."""
    known = catalog.exercises().values()
    return {
        slug(name).replace("_", " "): each.label for each in known for name in (each.name, each.label, *each.aliases)
    }


def _lifts_of(store: Store, athlete: str) -> tuple[str, ...]:
    try:
        return tuple(store.lifts(athlete))
    except NotInStore:
        return ()
