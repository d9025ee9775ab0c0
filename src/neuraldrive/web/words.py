"""Numbers and days as the pages write them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from neuraldrive import catalog
from neuraldrive.units import load_text
from neuraldrive.web.plainly import plainly
from neuraldrive.web.rule_words import rule_number

MINUS = "\u2212"


def number(value: float, places: int = 2) -> str:
    """With equal decimals and a true minus, which what is rounded to nothing has not.

    >>> number(-0.0312, 3), number(142.26, 1), number(-0.001, 2)
    ('\u22120.031', '142.3', '0.00')
    """
    return f"{round(value, places) + 0.0:.{places}f}".replace("-", MINUS)


def signed(value: float, places: int = 2) -> str:
    """With its sign, where it is rounded to something.

    >>> signed(0.05), signed(-0.05), signed(-0.001)
    ('+0.05', '\u22120.05', '0.00')
    """
    shown = round(value, places) + 0.0
    return f"{shown:{'+' if shown else ''}.{places}f}".replace("-", MINUS)


def called(name: str) -> str:
    """A name of the catalogue in words.

    >>> called("back_squat")
    'back squat'
    """
    return name.replace("_", " ")


def day(value: date | datetime | None) -> str:
    """A day as people say it.

    >>> day(date(2026, 11, 23)), day(None)
    ('Mon 23 Nov 2026', 'no date')
    """
    return f"{value:%a} {value.day} {value:%b %Y}" if value is not None else "no date"


def isoday(value: str) -> str:
    """A day that is written YYYY-MM-DD, as people say it.

    >>> isoday("2026-11-23")
    'Mon 23 Nov 2026'
    """
    return day(date.fromisoformat(value))


def sensor_choices() -> list[tuple[str, str]]:
    """The sensors that somebody can choose from, each with what it is called; unknown is to choose none.

    >>> dict(sensor_choices())["bar_imu"]
    'Inertial unit on the bar'
    """
    return [(name, each.label) for name, each in catalog.sensors().items() if name not in ("simulated", "unknown")]


def counted(count: float, what: str, several: str = "") -> str:
    """A number of things: one set, two sets.

    >>> counted(1, "set"), counted(0, "repetition"), counted(2, "man", "men")
    ('1 set', '0 repetitions', '2 men')
    """
    return f"{count:g} {what if count == 1 else several or what + 's'}"


FILTERS: dict[str, Callable[..., Any]] = {
    "number": number, "signed": signed, "load": load_text, "called": called, "day": day,
    "isoday": isoday, "counted": counted, "rule_number": rule_number, "plainly": plainly,
}  # fmt: skip
