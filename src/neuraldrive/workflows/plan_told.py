"""A stored plan on its dates, each day in kilograms as far as the athlete's profiles allow."""

from __future__ import annotations

from dataclasses import dataclass

from neuraldrive import plan
from neuraldrive.errors import BadValue, NeuraldriveError
from neuraldrive.plan import DatedDay, sheet_words
from neuraldrive.records import Plan
from neuraldrive.records.prescribed import Prescribed
from neuraldrive.store import Store, StoredPlan
from neuraldrive.workflows import planning
from neuraldrive.workflows.gym import Gym, gym
from neuraldrive.workflows.plan_lines import Fitting

WEEKS_WITHOUT_END = 8
"""Weeks that are told of a plan for every week, unless asked for more."""


@dataclass(frozen=True)
class Told:
    """A stored plan on its dates, fitted to the athlete as far as the profiles allow."""

    stored: StoredPlan
    plan: Plan
    days: tuple[DatedDay, ...]
    known: planning.Profiles
    there: Gym
    unit: str = "kg"

    def sets_of(self, day: DatedDay, line: int) -> tuple[tuple[Prescribed, ...], str]:
        """Sets of a line in kilograms, or none and why."""
        try:
            found = plan.prescribe(
                day.day.work[line], self.known, bars=self.there.bars, plates=self.there.plates, bands=self.there.hung,
                week=day.week,
            )  # fmt: skip
        except NeuraldriveError as error:
            return (), str(error)
        return found, ""

    def loads_of(self, day: DatedDay, line: int) -> str:
        """The sets of a line in words, with the week's exercise where the line names several."""
        sets, problem = self.sets_of(day, line)
        if problem:
            return problem
        of = sheet_words.todays(day.day.work[line], day.week)
        words = sheet_words.in_a_line(sets, self.unit) if any(each.load_kg is not None for each in sets) else ""
        if not words and any(each.needs_testing for each in sets):
            words = "no profile yet: find the load by rating"
        return f"{of}: {words}" if of and words else of or words


def tell(store: Store, athlete: str, title: str = "", weeks: int = WEEKS_WITHOUT_END, unit: str = "kg") -> Told:
    """A plan of the athlete on its dates, loads in kg or lb.

    Raises:
        NotInStore, BadValue: no such plan, or several and no title.
    """
    stored = planning.one_of(store, athlete, title)
    return of_plan(stored, Fitting(planning.profiles_of(store, athlete), gym(store, athlete, unit), unit), weeks)


def of_plan(stored: StoredPlan, fitting: Fitting, weeks: int = WEEKS_WITHOUT_END) -> Told:
    """A plan on its dates, fitted to what is known of the athlete already; one that has ended too."""
    read = plan.parse(stored.text)
    starts = plan.starts_on(read, stored.made_at.astimezone().date())
    days = tuple(plan.dated_days(read, starts, weeks))
    return Told(stored, read, days, fitting.known, fitting.there, fitting.unit)


def week_of(told: Told, week: int) -> list[tuple[DatedDay, list[tuple[str, str]]]]:
    """Days of one week, each with its lines and their loads in words.

    Raises:
        BadValue: the plan has no such week.
    """
    found = [
        (day, [(str(item), told.loads_of(day, number)) for number, item in enumerate(day.day.work)])
        for day in told.days
        if day.week == week
    ]
    if not found:
        last = max((day.week for day in told.days), default=0)
        raise BadValue("week", found=str(week), needed=f"1 to {last}", remedy="The plan has no more.")
    return found
