"""What waits for a coach: sets without a rating, exclusions to confirm, questions of imports, plan lines that cannot be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import groupby

from neuraldrive import plan
from neuraldrive.errors import NeuraldriveError
from neuraldrive.store import Store
from neuraldrive.units import load_text
from neuraldrive.workflows import import_questions
from neuraldrive.workflows.glance import Glance

SHOWN = timedelta(days=14)


@dataclass(frozen=True)
class Waits:
    """One thing to do: what, whose and why, where, and the word on the button."""

    what: str
    detail: str
    to: str
    action: str


def waiting(store: Store, everybody: Sequence[Glance], on: date, unit: str = "kg") -> list[Waits]:
    """All that waits on a day, what a tap settles first."""
    since = datetime.combine(on - SHOWN, time(), UTC)
    return [
        *_ratings(store, everybody, unit),
        *_exclusions(store, since),
        *_questions(store),
        *_plans(store, everybody),
    ]


def _ratings(store: Store, everybody: Sequence[Glance], unit: str) -> Iterator[Waits]:
    for who in everybody:
        for each in who.unrated:
            lift = each.lift.replace("_", " ")
            session_id, at = store.set_place(each.set_id)
            yield Waits(
                f"Rate {load_text(each.load_kg, unit)} × {each.repetitions}",
                f"{who.name} · {lift}, {each.on.day} {each.on:%b} · no set of it rated, so the day says little of the 1RM",
                f"/sessions/{session_id}/sets/{at}", "Rate",
            )  # fmt: skip


def _exclusions(store: Store, since: datetime) -> Iterator[Waits]:
    for each in store.excluded_since(since):
        session_id, at = store.set_place(each.set_id)
        count = f"{each.repetitions} repetition{'s' if each.repetitions > 1 else ''}"
        day = f", {each.started_at.day} {each.started_at:%b}" if each.started_at else ""
        yield Waits(
            f"Confirm {count} left out", f"{each.athlete}{day} · {'; '.join(each.reasons[:2])}",
            f"/sessions/{session_id}/sets/{at}#rep-{each.repetition_ids[0]}", "Review",
        )  # fmt: skip


def _questions(store: Store) -> Iterator[Waits]:
    """Every one that is open, however old, as the page of imports shows them."""
    for import_id, questions in groupby(import_questions.open_questions(store), lambda each: each.import_id):
        for number, each in enumerate(questions, 1):
            asks = each.question.partition("? ")[0].rstrip("?.") + "?"
            whose = f"{', '.join(each.athletes[:3])} · " if each.athletes else ""
            place = f"/import#import-{import_id}{f'-{number}' if number > 1 else ''}"
            yield Waits(asks, f"{whose}import of {each.file}", place, "Answer")


def _plans(store: Store, everybody: Sequence[Glance]) -> Iterator[Waits]:
    numbers = {each.name: each.id for each in everybody}
    for each in store.plans():
        problem = _problem(each.text)
        if problem and each.athlete in numbers:
            yield Waits(
                "Plan line cannot be read", f"{each.athlete} · {each.title} · {problem}",
                f"/athletes/{numbers[each.athlete]}/plan?plan={each.id}", "Open",
            )  # fmt: skip


@lru_cache(maxsize=512)
def _problem(text: str) -> str:
    """What keeps a plan's text from being read, "" if nothing does."""
    try:
        plan.parse(text)
    except NeuraldriveError as error:
        return f"{error.where or error.what}: found {error.found}"
    return ""
