"""A plan for other programs: calendar (.ics), table (.csv), and a page to print (.html)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from neuraldrive import plan
from neuraldrive.errors import BadValue
from neuraldrive.figures import plan_page
from neuraldrive.plan import DatedDay, sheet_words
from neuraldrive.records.prescribed import Prescribed
from neuraldrive.workflows import plan_calendar
from neuraldrive.workflows.plan_told import Told
from neuraldrive.workflows.writing import no_formula, write_whole

COLUMNS = (
    "date", "time", "week", "label", "line", "exercise", "called", "method", "set", "optional", "warm_up",
    "repetitions_low", "repetitions_high", "load_kg", "load_low_kg", "load_high_kg", "relative_load", "per_side",
    "expected_mean_velocity_mps", "expected_low_mps", "expected_high_mps", "rest_low_s", "rest_high_s", "stop", "note",
    "sentence",
)  # fmt: skip
FORMATS = ("ics", "csv", "html", "txt")
WEEKS_WITHOUT_END = 8
"""Weeks that are told of a plan for every week, unless asked for more."""


def export(told: Told, to: Path, zone: str = "") -> int:
    """Writes the plan by the ending of the name; returns the days written.

    Args:
        zone: of the times of day in a calendar, as Europe/Berlin; without it they are those of wherever it is read.

    Raises:
        BadValue: another ending, no such zone, or a time that the clocks leave out.
        MissingExtra: icalendar is not installed. StoreNotWritable: the file cannot be written.
    """
    writers: Mapping[str, Callable[[], str]] = {
        ".ics": lambda: plan_calendar.as_calendar(told, zone), ".csv": lambda: as_table(told), ".html": lambda: as_page(told),
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


def as_table(told: Told) -> str:
    """A row a set, as CSV with a heading."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: no_formula(value) for key, value in row.items()} for row in _rows(told))
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
        name = plan.of_week(item, day.week)[0].label
        if problem or not sets:
            yield plan_page.LinePart(str(item), name, "", problem, item.warm_up)
            continue
        loads = sheet_words.in_a_line(sets, told.unit)
        yield plan_page.LinePart(str(item), name, loads, "" if item.warm_up else _more(sets, told.unit), item.warm_up)


def _more(sets: Sequence[Prescribed], unit: str) -> str:
    """Interval, plates and expected velocity where all sets have one load; how to find it where none is known."""
    first = sets[0]
    if first.load_kg is None:
        return first.load_in_words
    if any(each.load_kg != first.load_kg for each in sets):
        return ""
    words = [sheet_words.unsure(first, unit), sheet_words.plates(first) if first.per_side else ""]
    words += [f"{first.velocity.value:.2f} m/s"] if first.velocity else []
    return " · ".join(word for word in words if word)


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
