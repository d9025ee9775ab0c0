"""What every function of plans checks before it begins: plans, lines, days and numbers that come from outside."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from types import UnionType

from neuraldrive.errors import BadValue
from neuraldrive.records.prescription import FIRST_YEAR, LAST_YEAR
from neuraldrive.units import is_number

READ = "plan.parse(text) reads one."


def of_kind(what: str, value: object, kind: type, remedy: str) -> None:
    """A record of one kind."""
    if not isinstance(value, kind):
        article = "an" if kind.__name__[0] in "AEIOU" else "a"
        raise _refused(what, value, f"{article} {kind.__name__}", remedy)


def all_of_kind(what: str, values: object, kind: type | UnionType, remedy: str) -> None:
    """Records of one kind in a row."""
    needed = f"a list of {kind.__name__}" if isinstance(kind, type) else f"a list of {what}"
    if not isinstance(values, Sequence) or isinstance(values, str | bytes):
        raise _refused(what, values, needed, remedy)
    for each in values:
        if not isinstance(each, kind):
            raise _refused(what, each, needed, remedy)


def by_name(what: str, values: object, kind: type, remedy: str) -> None:
    """Records of one kind by their names."""
    if not isinstance(values, Mapping):
        raise _refused(what, values, f"{kind.__name__} by name", remedy)
    for name, each in values.items():
        if not isinstance(name, str) or not isinstance(each, kind):
            raise _refused(what, {name: each}, f"{kind.__name__} by name", remedy)


def text(what: str, value: object, remedy: str) -> None:
    """Text, and no bytes, path or list of lines."""
    if not isinstance(value, str):
        raise _refused(what, value, "text", remedy)


def words(what: str, values: object, example: str) -> None:
    """Words in a row; one word alone would be read as its letters."""
    if isinstance(values, str) or not isinstance(values, Collection):
        raise _refused(what, values, "a list of words", f"For example: {what}={example}.")
    for each in values:
        if not isinstance(each, str):
            raise _refused(what, each, "a list of words", f"For example: {what}={example}.")


def number(what: str, value: object, unit: str) -> None:
    """A number; True and text are none."""
    if not is_number(value):
        raise _refused(what, value, f"a number of {unit}", f"For example: {what}=60.")


def whole(what: str, value: object, least: int) -> int:
    """A whole number from `least`."""
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise _refused(what, value, f"a whole number from {least}", f"For example: {what}=4.")
    return value


def day(what: str, value: object) -> date:
    """A day of the years in which a plan can be."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise _refused(what, value, "a date", "For example: datetime.date(2026, 12, 7).")
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise BadValue(
            what, found=f"{value}", needed=f"a year from {FIRST_YEAR} to {LAST_YEAR}", remedy="Check the year."
        )
    return value


def written_day(what: str, value: object) -> date:
    """A day as YYYY-MM-DD."""
    try:
        found = date.fromisoformat(value) if isinstance(value, str) and len(value) == len("2026-12-07") else None
    except ValueError:
        found = None
    if found is None:
        raise _refused(what, value, "a date YYYY-MM-DD", "For example: 2026-12-07.")
    return day(what, found)


def _refused(what: str, value: object, needed: str, remedy: str) -> BadValue:
    return BadValue(what, found=f"{value!r:.60}", needed=needed, remedy=remedy)
