"""Numbers, dates and names as people read them."""

from __future__ import annotations

from datetime import date, datetime

from neuraldrive import catalog, glossary
from neuraldrive.records import Measurement
from neuraldrive.units import to_si

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def lift_label(name: str) -> str:
    """The catalogue's label of a lift, else its name as words.

    >>> lift_label("back_squat"), lift_label("skull_crushers")
    ('Back squat', 'Skull crushers')
    """
    if name in catalog.lifts():
        return catalog.lift(name).label
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]


def day(at: date | datetime | None, *, short: bool = False) -> str:
    """A day in words, whatever the computer's language.

    >>> day(date(2026, 3, 9)), day(date(2026, 3, 9), short=True)
    ('9 March 2026', '9 Mar')
    """
    if at is None:
        return "no date"
    month = _MONTHS[at.month - 1]
    return f"{at.day} {month[:3]}" if short else f"{at.day} {month} {at.year}"


def number(value: float, decimals: int) -> str:
    """A number with a true minus sign.

    >>> number(-0.25, 2), number(-0.001, 2)
    ('−0.25', '0.00')
    """
    text = f"{round(value, decimals) + 0.0:.{decimals}f}"
    return text.replace("-", "−")


def shown(measurement: Measurement, load_unit: str = "kg") -> tuple[str, str, str, str]:
    """Value, low end, high end and unit as text; the ends are empty where no interval is known.

    >>> shown(Measurement("estimated_one_rm_kg", 100.0, "kg", "", (90.0, 110.0)), "lb")
    ('220', '198', '243', 'lb')
    """
    scale, unit = 1.0, measurement.unit
    if unit == "kg":
        scale, unit = 1 / to_si(load_unit)[0], load_unit
    elif unit == "ratio":
        scale, unit = 100.0, "%"
    decimals = glossary.term(measurement.measure).decimals
    ends = measurement.interval or ()
    low, high = (number(end * scale, decimals) for end in ends) if ends else ("", "")
    return number(measurement.value * scale, decimals), low, high, unit


def interval(measurement: Measurement, load_unit: str = "kg") -> str:
    """The interval in words.

    >>> interval(Measurement("estimated_one_rm_kg", 142.0, "kg", "", (130.0, 154.0)))
    '130 to 154 kg, 95 % interval'
    """
    _, low, high, unit = shown(measurement, load_unit)
    return f"{low} to {high} {unit}, {measurement.level:.0%} interval".replace("%", " %") if low else "error not known"


def full(measurement: Measurement, load_unit: str = "kg") -> str:
    """Value and interval in words.

    >>> full(Measurement("mean_velocity", 0.5, "m/s", ""))
    '0.50 m/s (error not known)'
    """
    value, _, _, unit = shown(measurement, load_unit)
    return f"{value} {unit} ({interval(measurement, load_unit)})"


def counted(count: int, thing: str) -> str:
    """A count with its noun.

    >>> counted(1, "set"), counted(3, "repetition")
    ('1 set', '3 repetitions')
    """
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
