"""Whom a typed name means: somebody who is there, somebody new, or, where it looks like a slip, nobody until that is said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from neuraldrive.errors import BadValue
from neuraldrive.records import Athlete
from neuraldrive.store import Store
from neuraldrive.workflows.names_near import near

MOST_NAMED = 4


@dataclass(frozen=True)
class Meant:
    """An athlete by the name that is kept, whether it is somebody new, and if so of which names it may be a slip."""

    name: str
    is_new: bool = False
    near: tuple[str, ...] = ()


def look_up(store: Store, name: str, *, new: bool = False) -> Meant:
    """Whom a name means; capitals, blanks and how letters are put together make no difference.

    Args:
        new: it is somebody new, however near the name is to another; the name of somebody who is there means them all the same.

    Raises:
        RecordError: an empty name.
    """
    name = Athlete(" ".join("".join(each for each in name if each.isprintable()).split())).name
    names = store.names()
    known = store.athlete_named(name)
    if known is not None:
        return Meant(names[known])
    return Meant(name, is_new=True, near=() if new else tuple(near(name, names.values())))


def meant(store: Store, name: str, *, new: bool = False) -> Meant:
    """The same, where nobody can be asked.

    Raises:
        BadValue: nobody has the name, and somebody has one that it may be a slip of. RecordError: an empty name.
    """
    found = look_up(store, name, new=new)
    if found.near:
        raise not_there(found)
    return found


def slips(store: Store, names: Iterable[str]) -> tuple[Meant, ...]:
    """Those of a file's names that nobody has, and that look like slips of somebody who is there; never of one another.

    Raises:
        RecordError: an empty name.
    """
    strange = store.strangers(sorted(names))
    there = list(store.names().values()) if strange else []
    found = ((each, tuple(near(each, there))) for each in strange)
    return tuple(Meant(each, is_new=True, near=told) for each, told in found if told)


def not_there_in(file: str, found: Sequence[Meant]) -> BadValue:
    """The error for a file that names somebody who is not there and whose name looks like a slip."""
    first, more = found[:MOST_NAMED], len(found) - MOST_NAMED
    names = ", ".join(each.name for each in first) + (f" and {more} more" if more > 0 else "")
    asked = [" or ".join(each.near) + (f" for {each.name}" if len(found) > 1 else "") for each in first]
    return BadValue(
        "athlete", found=f"{names}, who {'is' if len(found) == 1 else 'are'} not there",
        needed="names of those who are there, or the word that they are new",
        remedy=f"Did you mean {', '.join(asked)}? --new keeps the names as they stand.", where=file,
    )  # fmt: skip


def not_there(asked: Meant) -> BadValue:
    """The error for a name that nobody has and that looks like a slip."""
    return BadValue(
        "athlete", found=f"{asked.name}, who is not there", needed="somebody who is there, or the word that it is somebody new",
        remedy=f"Did you mean {' or '.join(asked.near)}? --new makes a new athlete.",
    )  # fmt: skip
