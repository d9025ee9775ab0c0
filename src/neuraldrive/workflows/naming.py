"""Whom a typed name means: somebody who is there, somebody new, or, where it looks like a slip, nobody until that is said."""

from __future__ import annotations

from dataclasses import dataclass

from neuraldrive.errors import BadValue
from neuraldrive.records import Athlete
from neuraldrive.store import Store
from neuraldrive.workflows.names_near import near


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


def not_there(asked: Meant) -> BadValue:
    """The error for a name that nobody has and that looks like a slip."""
    return BadValue(
        "athlete", found=f"{asked.name}, who is not there", needed="somebody who is there, or the word that it is somebody new",
        remedy=f"Did you mean {' or '.join(asked.near)}? --new makes a new athlete.",
    )  # fmt: skip
