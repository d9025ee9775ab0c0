"""Dates as files write them; a time with a zone is given in UTC, one without is left as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time

from neuraldrive.readers.doubts import Doubts

_NUMERIC = re.compile(r"^(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})(?:(?:,?\s+|T)(\d.*))?$")
_CLOCK = re.compile(r"^(\d{1,2}):(\d{2})(?::(\d{2}(?:[.,]\d+)?))?\s*([ap]m)?$", re.IGNORECASE)


def moments(texts: Sequence[str], doubts: Doubts, *, day_first: bool | None = None) -> list[datetime | None]:
    """Each text as date and time, None where it is neither.

    Day or month first is told from the whole column; where no day is above 12, the day is taken and asked about.

    >>> moments(["17/06/2026", "2018-05-13 18:27:33+00:00", "?"], Doubts("log.csv"))
    [datetime.datetime(2026, 6, 17, 0, 0), datetime.datetime(2018, 5, 13, 18, 27, 33), None]
    """
    different = dict.fromkeys(texts)
    if day_first is None:
        day_first = _day_first(different, doubts)
    known = {text: _moment(text.strip(), day_first) for text in different}
    return [known[text] for text in texts]


def clock_time(text: str) -> time | None:
    """A time of day, as 18:22:03 or 6:22 PM.

    >>> clock_time("6:22 PM"), clock_time("later")
    (datetime.time(18, 22), None)
    """
    match = _CLOCK.match(text.strip())
    if not match:
        return None
    hour, minute, second = int(match[1]), int(match[2]), float((match[3] or "0").replace(",", "."))
    if match[4]:
        hour = hour % 12 + (12 if match[4].lower() == "pm" else 0)
    try:
        return time(hour, minute, int(second), round(second % 1 * 1e6) % 1_000_000)
    except ValueError:
        return None


def _moment(text: str, day_first: bool) -> datetime | None:
    match = _NUMERIC.match(text)
    if match and len(match[1]) < 4:
        return _written(match, day_first)
    try:
        found = datetime.fromisoformat(text) if re.search(r"\d[-:/T]", text) else None
    except ValueError:
        return None
    if found is not None and found.tzinfo is not None:
        try:
            return found.astimezone(UTC).replace(tzinfo=None)
        except OverflowError:
            return None
    return found


def _written(match: re.Match[str], day_first: bool) -> datetime | None:
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    day, month = (first, second) if day_first else (second, first)
    at = clock_time(match[4]) if match[4] else time()
    try:
        return datetime.combine(datetime(year + 2000 if year < 100 else year, month, day), at) if at else None
    except ValueError:
        return None


def _day_first(texts: Iterable[str], doubts: Doubts) -> bool:
    found = [match for text in texts if (match := _NUMERIC.match(text.strip())) and len(match[1]) < 4]
    if any(int(match[1]) > 12 for match in found) or not found:
        return True
    if any(int(match[2]) > 12 for match in found):
        return False
    doubts.ask(f"Is {found[0][0]} day/month/year? It was read so; write dates as 2026-06-17 to be sure.")
    return True
