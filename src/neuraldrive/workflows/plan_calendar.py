"""A plan as an iCalendar: an event a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from neuraldrive import plan
from neuraldrive.errors import BadValue
from neuraldrive.plan import DatedDay
from neuraldrive.readers.extras import require
from neuraldrive.workflows.plan_told import Told


def as_calendar(told: Told, zone: str = "") -> str:
    """An iCalendar: an event a day, all day where the plan names no time."""
    require("icalendar")
    from icalendar import Calendar, Event, vText  # late: only calendars need it

    of = _zone(zone)
    made = Calendar()
    made.add("prodid", "-//neuraldrive//plan//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", vText(f"{told.stored.title} ({told.stored.athlete})"))
    for day in told.days:
        if not day.day.work:  # a day of rest
            continue
        event = Event()
        event.add("uid", f"plan-{told.stored.id}-{day.date:%Y%m%d}{day.day.at.replace(':', '')}@neuraldrive")
        event.add("dtstamp", told.stored.latest.written_at.astimezone(UTC))
        event.add("sequence", told.stored.latest.number - 1)
        event.add("summary", _heading(day))
        event.add("description", "\n".join(_day_in_words(told, day)))
        _when(event, told, day, of)
        made.add_component(event)
    if of is not None:
        years = [day.date.year for day in told.days] or [2026]
        made.add_missing_timezones(date(min(years) - 1, 1, 1), date(max(years) + 2, 1, 1))
    return bytes(made.to_ical()).decode()


def _zone(name: str) -> ZoneInfo | None:
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
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
        loads = told.loads_of(day, number)
        yield f"• {item}{f' → {loads}' if loads else ''}"
