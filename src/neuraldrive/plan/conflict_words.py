"""Wishes and rules of a block in words."""

from __future__ import annotations

from neuraldrive import catalog
from neuraldrive.plan.block_wish import Wish
from neuraldrive.plan.words import listed


def says(name: str, wish: Wish) -> str:
    """A rule of the model as people say it.

    >>> from neuraldrive.plan.block import wish
    >>> says("joints:knee", wish(goal="power", weeks=4, days="mon", minutes=45, spare=["knee"]))
    'the knee is to be spared'
    """
    kind, _, which = name.partition(":")
    word = which.replace("_", " ")
    minutes = f"{wish.minutes:g} minutes a session"
    least = f"{catalog.rule('days_apart')['least_days']:g}"
    return {
        "minutes": f"{minutes} on {listed(wish.days)}",
        "days": f"work on each of {listed(wish.days)}",
        "sessions": "no more sessions of a method a week than it asks for",
        "tested": "a test to begin with, for want of a profile",
        "one_of_each": f"one session of {word} a week",
        "days_apart": f"heavy work of one pattern {least} days apart",
        "contacts": f"ground contacts for the {wish.training}",
        "prilepin": "no lift heavy and fast on one day (Prilepin's totals)",
        "equipment": f"equipment: {listed(each.replace('_', ' ') for each in sorted(wish.equipment)) or 'none'}",
        "joints": f"the {word} is to be spared",
        "lifts": f"the {word} is to be in it" if word else "heavy and fast work in the patterns of the named lifts",
        "rotation": f"no heavy lift again within {catalog.rule('rotation')['least_weeks_before_repeat']:g} weeks",
        "taper": f"the taper's {word} before {wish.competition}",
    }[kind]
