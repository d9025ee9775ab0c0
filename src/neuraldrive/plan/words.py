"""Numbers of a plan in words, as its text has them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from neuraldrive.records.prescription import Span

_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def percent(share: float) -> str:
    """A share as a plan writes it.

    >>> percent(0.925)
    '92.5%'
    """
    return f"{100 * share:.3g}%"


def rest(seconds: float) -> str:
    """A rest as a plan writes it.

    >>> rest(240), rest(90)
    ('4min', '90s')
    """
    return f"{seconds / 60:g}min" if seconds >= 120 and seconds % 30 == 0 else f"{seconds:g}s"


def spans(low: float, high: float, shown: Callable[[float], str] = "{:g}".format) -> str:
    """One number, or both ends of a range; a unit that both have is written once.

    >>> spans(0.85, 0.9, percent), spans(3, 3)
    ('85-90%', '3')
    """
    first, last = shown(low), shown(high)
    if first == last:
        return first
    for unit in ("min", "s", "%"):
        if first.endswith(unit) and last.endswith(unit):
            return f"{first.removesuffix(unit)}-{last}"
    return f"{first}-{last}"


def counted(span: Span, what: str) -> str:
    """So many of them.

    >>> counted(Span(1), "set"), counted(Span(3, 5), "repetition")
    ('1 set', '3-5 repetitions')
    """
    return f"{spans(span.low, span.high)} {what}{'' if span.high == 1 else 's'}"


def ordinal(number: int) -> str:
    """A number as a place in a row.

    >>> [ordinal(each) for each in (1, 2, 3, 4, 11, 22)]
    ['1st', '2nd', '3rd', '4th', '11th', '22nd']
    """
    last = number % 10 if number % 100 not in (11, 12, 13) else 0
    return f"{number}{_ENDINGS.get(last, 'th')}"


def listed(words: Iterable[str], last_by: str = "and") -> str:
    """Words in a row: a, b and c; "nothing" where there are none.

    >>> listed(["knee", "hip", "ankle"]), listed(["box squat", "front squat"], "or")
    ('knee, hip and ankle', 'box squat or front squat')
    """
    *first, last = tuple(words) or ("nothing",)
    return f"{', '.join(first)} {last_by} {last}" if first else last
