"""What is prescribed: of one lift, on one day, in a week, in a plan."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from neuraldrive.errors import RecordError
from neuraldrive.records import prescription_text as text
from neuraldrive.records.plan_days import DAYS, misplaced
from neuraldrive.records.prescription_words import words_of
from neuraldrive.records.sets import Load, Rotation, Sets, Span, Stop, Wave, inside, whole

__all__ = ["Load", "Plan", "PlanDay", "PlanWeek", "Prescription", "Rotation", "Sets", "Span", "Stop", "Wave"]

LONGEST_REST_S, MOST_WEEKS, VELOCITIES = 3600.0, 104, (0.05, 6.0)
FIRST_YEAR, LAST_YEAR = 1990, 2100
"""Years in which a plan can be."""


@dataclass(frozen=True)
class Prescription:
    """What is prescribed of one lift on one day. `str` gives its sentence.

    Args:
        lifts: names of the catalogue's exercises. One; or several of which one is chosen; or, with `rotation`, in turn.
        called: those as the writer calls them ("bench"), in the same order; else the names without underscores.
        scheme: sets with one load, several of them, or a wave.
        method: a key of `catalog.methods()` that this claims to be, or "" for none.
        stops: what ends it, whichever comes first.
        rest_s: between sets.
        velocity: mean velocity that repetitions should have, m/s.
        fast: whether each repetition is meant as fast as possible; `release`: whether the bar is let go.
        warm_up: whether these are the sets before the work.
        note: the writer's words.

    >>> heavy = Prescription(("back_squat",), (Sets(Span(5), Span(2), Load(Span(0.9))),), stops=(Stop("reserve", 1),))
    >>> heavy.sets, heavy.repetitions, str(heavy)
    (5, 10, 'back squat 5x2 @ 90% until 1 in reserve')
    """

    lifts: tuple[str, ...]
    scheme: tuple[Sets, ...] | Wave
    called: tuple[str, ...] = ()
    method: str = ""
    rotation: Rotation | None = None
    stops: tuple[Stop, ...] = ()
    rest_s: Span | None = None
    velocity: Span | None = None
    fast: bool = False
    release: bool = False
    warm_up: bool = False
    note: str = ""

    def __post_init__(self) -> None:
        for name in ("lifts", "called", "stops"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
        if not isinstance(self.scheme, Wave):
            object.__setattr__(self, "scheme", tuple(self.scheme))
        if not self.lifts or not self.scheme:
            raise RecordError("prescription", found="no lift or no sets", needed="both", remedy="back squat 5x2 @ 90%.")
        if not self.called:
            object.__setattr__(self, "called", tuple(lift.replace("_", " ") for lift in self.lifts))
        object.__setattr__(self, "called", tuple(words_of("lift", each) for each in self.called))
        object.__setattr__(self, "note", words_of("note", self.note))
        self._check_names()
        if self.rest_s is not None:
            inside("rest", self.rest_s, 0.0, LONGEST_REST_S, "s")
        if self.velocity is not None:
            inside("velocity", self.velocity, *VELOCITIES, "m/s")

    def _check_names(self) -> None:
        if len(self.called) != len(self.lifts):
            raise RecordError("prescription", found="other names than lifts", needed="one each", remedy="Name each.")
        if self.rotation is not None and len(self.lifts) < 2:
            raise RecordError("rotation", found="one lift", needed="two or more", remedy="rotate [a, b] every 1 week.")
        kinds = [stop.kind for stop in self.stops]
        if len(set(kinds)) < len(kinds):
            raise RecordError(
                "stop rules", found="one kind twice", needed="each once", remedy="Leave the stricter one."
            )

    def __str__(self) -> str:
        return text.prescription_text(self)

    @property
    def parts(self) -> tuple[Sets, ...]:
        """Sets in the order in which they are done, waves unfolded."""
        return self.scheme.steps * self.scheme.waves if isinstance(self.scheme, Wave) else self.scheme

    @property
    def sets(self) -> int:
        """Sets, the most of a range."""
        return int(sum(part.sets.high for part in self.parts))

    @property
    def repetitions(self) -> int:
        """Repetitions in all, the most of a range; as many as go count as one a set."""
        return int(sum(part.sets.high * (part.repetitions.high if part.repetitions else 1) for part in self.parts))


@dataclass(frozen=True)
class PlanDay:
    """What is to be done on one day: "mon" to "sun" or a date (YYYY-MM-DD), perhaps a time of day (HH:MM).

    >>> str(PlanDay("tue", ()))
    'tue: rest'
    """

    day: str
    work: tuple[Prescription, ...]
    at: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "work", tuple(self.work))
        if self.day not in DAYS:
            _day("day", self.day, f"{', '.join(DAYS)} or a date YYYY-MM-DD")
        if self.at and not re.fullmatch(r"(?:[01]\d|2[0-3]):[0-5]\d", self.at):
            raise RecordError("time of day", found=self.at, needed="HH:MM", remedy="For example: 17:30.")
        object.__setattr__(self, "note", words_of("note", self.note))

    def __str__(self) -> str:
        return text.day_text(self)


@dataclass(frozen=True)
class PlanWeek:
    """Days of one week, or of the weeks `first` to `last` that are alike; 0 for every week."""

    days: tuple[PlanDay, ...]
    first: int = 0
    last: int = 0
    label: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "days", tuple(self.days))
        if not self.days:
            raise RecordError("week", found="no day", needed="one or more", remedy="mon: rest.")
        if self.first and not self.last:
            object.__setattr__(self, "last", self.first)
        if self.first or self.last:
            whole("weeks", Span(self.first, self.last), MOST_WEEKS, f"A plan has {MOST_WEEKS} weeks at most.")
        object.__setattr__(self, "label", words_of("label", self.label))

    def __str__(self) -> str:
        return text.week_text(self)


@dataclass(frozen=True)
class Plan:
    """A plan: weeks of days of prescriptions. `str` gives its text, `plan.parse` reads that.

    Args:
        weeks: in order. No day may stand in them twice, unless each time with another time of day.
        title, athlete, goal: who it is for and what for, or "".
        starts: the Monday of week 1, YYYY-MM-DD, or "" where it is not tied to a calendar.
        competition: YYYY-MM-DD or "".
        notes: the writer's words.
        flags: what was noticed when it was read and may not be meant; no part of the plan or its text.

    Raises:
        RecordError: a date that does not exist, or a day that cannot be where it stands.
    """

    weeks: tuple[PlanWeek, ...]
    title: str = ""
    athlete: str = ""
    goal: str = ""
    starts: str = ""
    competition: str = ""
    notes: tuple[str, ...] = ()
    flags: tuple[str, ...] = field(default=(), compare=False, repr=False)

    def __post_init__(self) -> None:
        for name in ("weeks", "notes", "flags"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
        for name in ("title", "athlete", "goal"):
            object.__setattr__(self, name, words_of(name, getattr(self, name)))
        object.__setattr__(self, "notes", tuple(words_of("note", each) for each in self.notes))
        starts = _day("starts", self.starts, "a date YYYY-MM-DD") if self.starts else None
        ends = _day("competition", self.competition, "a date YYYY-MM-DD") if self.competition else None
        if starts and starts.weekday():
            raise RecordError("starts", found=self.starts, needed="a Monday", remedy="Name the Monday of week 1.")
        if starts and ends and ends < starts:
            raise RecordError(
                "competition", found=self.competition, needed="a day after the start", remedy="Check both."
            )
        wrong = misplaced(self.weeks, self.starts)
        if wrong is not None:
            raise RecordError("day", found=wrong.found, needed=wrong.needed, remedy=wrong.remedy)

    def __str__(self) -> str:
        return text.plan_text(self)


def _day(what: str, found: str, needed: str) -> date:
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", found):
            raise ValueError(found)
        day = date.fromisoformat(found)
    except (TypeError, ValueError):
        raise RecordError(what, found=f"{found!r:.60}", needed=needed, remedy="Check the day.") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        years = f"a year from {FIRST_YEAR} to {LAST_YEAR}"
        raise RecordError(what, found=found, needed=years, remedy="Check the year.")
    return day
