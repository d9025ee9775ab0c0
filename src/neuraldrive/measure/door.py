"""What every measure checks of its arguments before it begins: numbers that are numbers, windows that are pairs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from neuraldrive.errors import BadValue
from neuraldrive.units import is_number


def check_numbers(**given: object) -> None:
    """Each, by its name, is a number, or None where it was left out; True and False are none.

    Raises:
        BadValue: one is not.

    >>> check_numbers(share=0.5, until_s=None)
    """
    for what, value in given.items():
        if value is not None and not is_number(value):
            raise BadValue(what, found=repr(value), needed="a number", remedy=f"Give {what} as a number.")


def check_window(what: str, window: object) -> None:
    """A start and an end, or None where it was left out.

    Raises:
        BadValue: it is no pair of numbers.

    >>> check_window("window_ms", (0, 50))
    """
    if window is None:
        return
    pair = isinstance(window, Sequence | np.ndarray) and not isinstance(window, str) and len(window) == 2
    if not pair or not all(map(is_number, window)):  # type: ignore[call-overload]
        raise BadValue(what, found=repr(window), needed="a start and an end", remedy=f"Say {what}=(start, end).")
