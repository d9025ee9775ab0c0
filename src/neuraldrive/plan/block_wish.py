"""What a block is built for: checked words, days of the week, and the calendar."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from typing import Any

from neuraldrive import catalog
from neuraldrive.catalog.entries import slug
from neuraldrive.catalog.exercise_entry import EQUIPMENT, JOINTS, Exercise
from neuraldrive.errors import BadValue
from neuraldrive.plan.laid_out import DAY_NAMES, WEEKDAYS
from neuraldrive.plan.setting import TRAINING

GOALS = ("maximal strength", "rate of force development", "power", "peaking")
FULL_GYM = tuple(each for each in EQUIPMENT if each not in ("football_bar", "boards", "hurdles", "smith_machine"))
"""What a well-kept strength gym has."""
LOWER_PATTERNS = ("squat", "hinge")
MOST_WEEKS, LEAST_MINUTES, MOST_MINUTES = 52, 10.0, 300.0


@dataclass(frozen=True)
class Wish:
    """For whom, for what, when and with what a block is built. Made by `read_wish`, which checks it.

    Args:
        lifts: named lifts, or () for the builder's choice.
        known: lifts whose profile is known; None where all are.
        more_cut: by how much more than the rule the taper cuts volume, where the usual volume is not all told in shares.
        monday: of week 1, None where the block is not tied to a calendar.
    """

    goal: str
    weeks: int
    days: tuple[str, ...]
    minutes: float
    training: str
    equipment: frozenset[str]
    lifts: tuple[str, ...]
    spare: frozenset[str]
    monday: date | None
    competition: date | None
    known: frozenset[str] | None
    seed: int
    more_cut: float = 0.0

    def knows(self, exercise: Exercise) -> bool:
        """Whether a share of the exercise's 1RM can be taken: it, its lift, or what stands in for that is known."""
        if self.known is None:
            return True
        lift = catalog.exercise(exercise.lift) if exercise.lift else exercise
        return bool({exercise.name, lift.name, lift.stand_in} & self.known)

    @property
    def to_test(self) -> bool:
        """Whether the block begins with a test: where no lift of the lower or none of the upper body is known."""
        known = {catalog.exercise(name).pattern for name in self.known or ()}
        named = {catalog.exercise(name).pattern for name in self.lifts} & {*LOWER_PATTERNS, "press"}
        sides = [set(LOWER_PATTERNS), {"press"}]
        return self.known is not None and any(side & (named or side) and not side & known for side in sides)

    @property
    def at(self) -> tuple[int, ...]:
        """Indices of the days in the week, Monday 0."""
        return tuple(WEEKDAYS.index(day) for day in self.days)

    def days_before(self, week: int, day: int) -> int | None:
        """Days from a day (index in the week) of a week (1 for the first) to the competition; None without one."""
        if self.competition is None or self.monday is None:
            return None
        return (self.competition - self.monday).days - 7 * (week - 1) - day


def read_wish(given: Mapping[str, Any]) -> Wish:
    """A Wish from the words of `plan.block`.

    Raises:
        BadValue: a word or number that cannot be, with the nearest that can.
        CatalogError: a lift that the catalogue lacks.
    """
    goal = _one("goal", str(given["goal"]).replace("_", " ").replace("-", " ").lower(), GOALS)
    weeks = given["weeks"]
    if isinstance(weeks, bool) or not isinstance(weeks, int) or not 1 <= weeks <= MOST_WEEKS:
        raise BadValue("weeks", found=repr(weeks), needed=f"1 to {MOST_WEEKS}", remedy="Give whole weeks.")
    monday, competition = _calendar(weeks, given["starts"], given["competition"])
    if goal == "peaking" and competition is None:
        raise BadValue(
            "competition", found="none", needed="the day to peak for", remedy='competition="2027-03-06", say.'
        )
    return Wish(
        goal, weeks, _days(given["days"]), _minutes(given["minutes"]), _one("training", given["training"], TRAINING),
        _words("equipment", FULL_GYM if given["equipment"] is None else given["equipment"], EQUIPMENT),
        tuple(dict.fromkeys(catalog.exercise(name).name for name in _listed("lifts", given["lifts"] or ()))),
        _words("joint to spare", given["spare"], JOINTS), monday, competition, _known(given["tested"]), int(given["seed"]),
    )  # fmt: skip


def _known(given: Any) -> frozenset[str] | None:
    """Lifts whose profile is known: None for all of them."""
    if isinstance(given, bool):
        return None if given else frozenset()
    return frozenset(catalog.exercise(name).name for name in _listed("tested lifts", given))


def _minutes(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not LEAST_MINUTES <= value <= MOST_MINUTES:
        raise BadValue(
            "minutes of a session", found=repr(value), needed=f"{LEAST_MINUTES:g} to {MOST_MINUTES:g}",
            remedy="Give the minutes from the first warm-up to the last set.",
        )  # fmt: skip
    return float(value)


def _days(given: Any) -> tuple[str, ...]:
    names = [str(day).strip().lower() for day in _listed("days", given)]
    full = {name.lower(): day for name, day in zip(DAY_NAMES, WEEKDAYS, strict=True)}
    days = [full.get(name, name) for name in names]
    for day in days:
        _one("day", day, WEEKDAYS)
    if not days or len(set(days)) < len(days):
        raise BadValue("days", found=", ".join(names) or "none", needed="one or more, each once", remedy="mon,wed,fri")
    return tuple(sorted(days, key=WEEKDAYS.index))


def _calendar(weeks: int, starts: Any, competition: Any) -> tuple[date | None, date | None]:
    monday, day = _date("starts", starts), _date("competition", competition)
    if monday is not None and monday.weekday():
        near = monday - timedelta(days=monday.weekday())
        raise BadValue(
            "start", found=f"{monday}, a {DAY_NAMES[monday.weekday()]}", needed="a Monday",
            remedy=f"Start on {near} or {near + timedelta(weeks=1)}.",
        )  # fmt: skip
    if day is None:
        return monday, None
    last = day - timedelta(days=day.weekday())
    if monday is None:
        return last - timedelta(weeks=weeks - 1), day
    needed = (last - monday).days // 7 + 1
    if needed != weeks:
        raise BadValue(
            "competition", found=f"{day}, in week {needed}", needed=f"a day in week {weeks}, the last of the block",
            remedy=f"Plan {needed} week{'s' if needed > 1 else ''}." if 1 <= needed <= MOST_WEEKS
            else f"Start on {last - timedelta(weeks=weeks - 1)}.",
        )  # fmt: skip
    return monday, day


def _date(what: str, given: Any) -> date | None:
    if given is None or given == "":
        return None
    try:
        return given if isinstance(given, date) else date.fromisoformat(str(given))
    except ValueError:
        raise BadValue(what, found=repr(given), needed="a day that exists", remedy="Write 2027-03-06.") from None


def _listed(what: str, given: Any) -> Iterable[Any]:
    if isinstance(given, str):
        return given.replace(",", " ").split() if what == "days" else [given]
    return list(given)


def _words(what: str, given: Any, known: Collection[str]) -> frozenset[str]:
    return frozenset(_one(what, slug(str(each)), known) for each in _listed(what, given))


def _one(what: str, word: str, known: Collection[str]) -> str:
    if word in known:
        return word
    near = get_close_matches(word, known, n=1, cutoff=0.5)
    raise BadValue(
        what, found=repr(word), needed=f"one of {', '.join(known)}",
        remedy=f"Did you mean {near[0]}?" if near else "Check the spelling.",
    )  # fmt: skip
