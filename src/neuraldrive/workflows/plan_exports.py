"""A plan for other programs: calendar (.ics), table (.csv), and a page to print (.html)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from neuraldrive import plan
from neuraldrive.errors import BadValue, NeuraldriveError
from neuraldrive.figures import plan_page
from neuraldrive.plan import DatedDay
from neuraldrive.readers.extras import require
from neuraldrive.records import Plan
from neuraldrive.records.prescribed import Prescribed
from neuraldrive.store import Store, StoredPlan
from neuraldrive.workflows import planning
from neuraldrive.workflows.gym import Gym, gym
from neuraldrive.workflows.writing import write_whole

COLUMNS = (
    "date", "time", "week", "label", "line", "exercise", "called", "method", "set", "optional", "warm_up",
    "repetitions_low", "repetitions_high", "load_kg", "load_low_kg", "load_high_kg", "relative_load", "per_side",
    "expected_mean_velocity_mps", "expected_low_mps", "expected_high_mps", "rest_low_s", "rest_high_s", "stop", "note",
    "sentence",
)  # fmt: skip
FORMATS = ("ics", "csv", "html", "txt")
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


def tell(store: Store, athlete: str, title: str = "", weeks: int = WEEKS_WITHOUT_END) -> Told:
    """A plan of the athlete on its dates.

    Raises:
        NotInStore, BadValue: no such plan, or several and no title.
    """
    stored = planning.one_of(store, athlete, title)
    read = plan.parse(stored.text)
    starts = plan.starts_on(read, stored.made_at.astimezone().date())
    days = tuple(plan.dated_days(read, starts, weeks))
    return Told(stored, read, days, planning.profiles_of(store, athlete), gym(store, athlete))


def export(told: Told, to: Path, zone: str = "") -> int:
    """Writes the plan by the ending of the name; returns the days written.

    Args:
        zone: of the times of day in a calendar, as Europe/Berlin; without it they are those of wherever it is read.

    Raises:
        BadValue: another ending, no such zone, or a time that the clocks leave out.
        MissingExtra: icalendar is not installed. StoreNotWritable: the file cannot be written.
    """
    writers: Mapping[str, Callable[[], str]] = {
        ".ics": lambda: as_calendar(told, zone), ".csv": lambda: as_table(told), ".html": lambda: as_page(told),
        ".txt": lambda: told.stored.text,
    }  # fmt: skip
    make = writers.get(to.suffix.lower())
    if make is None:
        raise BadValue(
            "export", found=to.name, needed="a name ending in .ics, .csv, .html or .txt", remedy="Name it so."
        )
    text = make()
    write_whole(to, "plan", lambda file: file.write_bytes(text.encode()))
    return len(told.days)


def named(told: Told, to: str) -> Path:
    """The file that `--to` means: as named, or of that format in this folder under the plan's name.

    Raises:
        BadValue: neither a format nor a name that ends in one.
    """
    if to.lower() in FORMATS:
        words = re.sub(r"[^\w-]+", "-", f"{told.stored.athlete}-{told.stored.title}").strip("-").lower()
        return Path(f"{words or 'plan'}.{to.lower()}")
    return Path(to)


def week_of(told: Told, week: int) -> list[tuple[DatedDay, list[tuple[str, str]]]]:
    """Days of one week, each with its lines and their kilograms in words.

    Raises:
        BadValue: the plan has no such week.
    """
    found = [(day, list(_parts(told, day))) for day in told.days if day.week == week]
    if not found:
        last = max((day.week for day in told.days), default=0)
        raise BadValue("week", found=str(week), needed=f"1 to {last}", remedy="The plan has no more.")
    return found


def as_calendar(told: Told, zone: str = "") -> str:
    """An iCalendar: an event a day, all day where the plan names no time."""
    require("icalendar")
    from icalendar import Calendar, Event  # late: only calendars need it

    of = _zone(zone)
    made = Calendar()
    made.add("prodid", "-//neuraldrive//plan//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", f"{told.stored.title} ({told.stored.athlete})")
    for day in told.days:
        event = Event()
        event.add("uid", f"plan-{told.stored.id}-{day.date:%Y%m%d}{day.day.at.replace(':', '')}@neuraldrive")
        event.add("dtstamp", told.stored.latest.written_at.astimezone(UTC))
        event.add("sequence", told.stored.latest.number - 1)
        event.add("summary", _heading(day))
        event.add("description", "\n".join(_day_in_words(told, day)))
        _when(event, told, day, of)
        made.add_component(event)
    if of is not None:
        made.add_missing_timezones()
    return bytes(made.to_ical()).decode()


def as_table(told: Told) -> str:
    """A row a set, as CSV with a heading."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(_rows(told))
    return out.getvalue()


def as_page(told: Told) -> str:
    """A page that needs no network, for screens and paper."""
    days = [
        plan_page.DayPart(day.date, day.week, day.label, day.day.at, day.day.note, tuple(_lines(told, day)))
        for day in told.days
    ]
    return plan_page.render(
        plan_page.PlanPart(told.stored.title, told.stored.athlete, told.plan.goal, told.plan.competition, tuple(days))
    )


def _lines(told: Told, day: DatedDay) -> Iterator[plan_page.LinePart]:
    for number, item in enumerate(day.day.work):
        sets, problem = told.sets_of(day, number)
        more = problem if problem or not sets or item.warm_up else _more(sets)
        yield plan_page.LinePart(str(item), _kilograms(told, day, number), more, item.warm_up)


def _more(sets: Sequence[Prescribed]) -> str:
    """Interval, plates and expected velocity, where all sets have one load."""
    first = sets[0]
    if first.load_kg is None or any(each.load_kg != first.load_kg for each in sets):
        return ""
    words = [f"[{first.unsure_kg[0]:.0f}, {first.unsure_kg[1]:.0f}]"] if first.unsure_kg else []
    words += [f"{' + '.join(f'{mass:g}' for mass in first.per_side)} a side"] if first.per_side else []
    words += [f"{first.velocity.value:.2f} m/s"] if first.velocity else []
    return " · ".join(words)


def _parts(told: Told, day: DatedDay) -> Iterator[tuple[str, str]]:
    """Each line: its sentence, and its kilograms in words."""
    for number, item in enumerate(day.day.work):
        yield str(item), _kilograms(told, day, number)


def _zone(name: str) -> ZoneInfo | None:
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise BadValue("time zone", found=repr(name), needed="a name as Europe/Berlin", remedy="Check it.") from None


def _when(event: object, told: Told, day: DatedDay, zone: ZoneInfo | None) -> None:
    add = event.add  # type: ignore[attr-defined]
    if not day.day.at:
        add("dtstart", day.date)
        add("dtend", day.date + timedelta(days=1))
        return
    hours, minutes = (int(part) for part in day.day.at.split(":"))
    start = datetime.combine(day.date, time(hours, minutes))
    lasts = timedelta(minutes=5 * round(plan.minutes_of(told.plan, day, told.known) / 5.0 + 0.5))
    if zone is None:
        add("dtstart", start)
        add("dtend", start + lasts)
        return
    begins = start.replace(tzinfo=zone)
    if begins.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != start:
        raise BadValue(
            "time of a day", found=f"{start:%Y-%m-%d %H:%M}, which the clocks of {zone.key} leave out",
            needed="a time that there is", remedy="Move that day by an hour.",
        )  # fmt: skip
    add("dtstart", begins)
    add("dtend", (begins.astimezone(UTC) + lasts).astimezone(zone))


def _heading(day: DatedDay) -> str:
    names = list(dict.fromkeys(plan.of_week(item, day.week)[0].label for item in day.day.work if not item.warm_up))
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _day_in_words(told: Told, day: DatedDay) -> Iterator[str]:
    yield f"{told.stored.title}, week {day.week}{f' ({day.label})' if day.label else ''}"
    if day.day.note:
        yield day.day.note
    for number, item in enumerate(day.day.work):
        kilograms = _kilograms(told, day, number)
        yield f"• {item}{f' → {kilograms}' if kilograms else ''}"


def _kilograms(told: Told, day: DatedDay, line: int) -> str:
    """The loads of a line, each once, as 3 × 130 kg."""
    sets, problem = told.sets_of(day, line)
    if problem:
        return problem
    loads: dict[float, int] = {}
    for each in sets:
        if each.load_kg is not None:
            loads[each.load_kg] = loads.get(each.load_kg, 0) + 1
    if len(loads) > 1 and set(loads.values()) == {1}:
        return f"{', '.join(f'{kg:g}' for kg in loads)} kg"
    return ", ".join(f"{number} × {kg:g} kg" for kg, number in loads.items())


def _rows(told: Told) -> Iterator[dict[str, object]]:
    for day in told.days:
        for line, item in enumerate(day.day.work):
            sets, problem = told.sets_of(day, line)
            common = {
                "date": day.date.isoformat(), "time": day.day.at, "week": day.week, "label": day.label, "line": line + 1,
                "method": item.method, "note": problem or item.note, "sentence": str(item),
            }  # fmt: skip
            if not sets:
                yield common
            for each in sets:
                yield common | _row(each)


def _row(each: Prescribed) -> dict[str, object]:
    low, high = each.unsure_kg or ("", "")
    velocity = each.velocity
    slow, fast = velocity.interval if velocity is not None and velocity.interval else ("", "")
    found: dict[str, object] = {
        "exercise": each.exercise, "called": each.called, "set": each.number, "optional": each.optional,
        "warm_up": each.warm_up, "load_kg": _rounded(each.load_kg, 2), "load_low_kg": _rounded(low, 1),
        "load_high_kg": _rounded(high, 1), "relative_load": _rounded(each.share, 4),
        "per_side": " + ".join(f"{mass:g}" for mass in each.per_side), "stop": each.stop,
        "expected_mean_velocity_mps": _rounded(velocity.value if velocity else None, 3),
        "expected_low_mps": _rounded(slow, 3), "expected_high_mps": _rounded(fast, 3),
    }  # fmt: skip
    if each.repetitions is not None:
        found |= {"repetitions_low": int(each.repetitions.low), "repetitions_high": int(each.repetitions.high)}
    if each.rest_s is not None:
        found |= {"rest_low_s": f"{each.rest_s.low:g}", "rest_high_s": f"{each.rest_s.high:g}"}
    return found


def _rounded(value: float | str | None, places: int) -> object:
    return "" if value is None or isinstance(value, str) else round(value, places)
