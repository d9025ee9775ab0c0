"""A plan as a page: weeks as rows of days, for screens and for paper; it asks nothing of any network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from neuraldrive.figures import style
from neuraldrive.figures.pages import template


@dataclass(frozen=True)
class LinePart:
    """A line: its sentence, its exercise, sets and loads in words, and what is to be known of them."""

    sentence: str
    name: str
    loads: str = ""
    more: str = ""
    warm_up: bool = False


@dataclass(frozen=True)
class DayPart:
    """A day and its lines."""

    date: date
    week: int
    label: str
    at: str
    note: str
    lines: tuple[LinePart, ...]


@dataclass(frozen=True)
class PlanPart:
    """All that the page shows."""

    title: str
    athlete: str
    goal: str
    competition: str
    days: tuple[DayPart, ...]


def render(content: PlanPart) -> str:
    """The plan as one HTML document; whatever comes from outside is escaped."""
    return template("plan_page.html.j2").render(content=content, weeks=_weeks(content.days), css=Markup(style.sheet()))


def _weeks(days: Sequence[DayPart]) -> list[tuple[int, str, list[DayPart]]]:
    found: dict[int, list[DayPart]] = {}
    for day in days:
        found.setdefault(day.week, []).append(day)
    return [(week, of[0].label, of) for week, of in found.items()]
