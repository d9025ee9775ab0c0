"""The tokens of the design language: colour, size, and the style sheet that carries them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

LIGHT: Mapping[str, str] = MappingProxyType({
    "bg": "#f3f5f7", "surface": "#ffffff", "sunk": "#e9edf1", "line": "#d5dbe2", "line2": "#808b97",
    "text": "#12171d", "text2": "#46505b", "text3": "#5c6773",
    "tot": "#4a5563", "tot-soft": "#e1e6eb", "ref": "#dce2e8",
})  # fmt: skip
DARK: Mapping[str, str] = MappingProxyType({
    "bg": "#0c1014", "surface": "#151a20", "sunk": "#1d242c", "line": "#2b343e", "line2": "#6c7885",
    "text": "#edf1f5", "text2": "#b3bdc8", "text3": "#919daa",
    "tot": "#b3bdc8", "tot-soft": "#2a323b", "ref": "#2e3742",
})  # fmt: skip
# Recruitment and rate coding have hues of their own, which stand apart on purpose: only a drawing that says that it is
# neural is given them, so that no figure drawn from a bar can borrow them.
NEURAL_LIGHT: Mapping[str, str] = MappingProxyType({
    "rec": "#1b5bc2", "rec-soft": "#d9e6fa", "rate": "#a94a06", "rate-soft": "#f9e3d3",
})  # fmt: skip
NEURAL_DARK: Mapping[str, str] = MappingProxyType({
    "rec": "#7fb2ff", "rec-soft": "#1b2e4b", "rate": "#f79a5a", "rate-soft": "#43291a",
})  # fmt: skip

FONT = 'ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif'
TEXT_PX = 12  # nothing smaller, at any width
LINE_PX = 16
MARGIN_PX = 20  # around a figure that is a file of its own
NARROW_PX = 320  # inside a card on a phone 390 px wide
WIDE_PX = 500  # inside a card on a tablet, or half a card on a desk
DESK_PX = 960  # a sheet of its own on a laptop
WIDTHS_PX: Mapping[str, int] = MappingProxyType({"phone": NARROW_PX, "tablet": WIDE_PX, "laptop": DESK_PX})


def light(*, neural: bool) -> Mapping[str, str]:
    """The light colours by token, with the neural hues or without."""
    return {**LIGHT, **NEURAL_LIGHT} if neural else LIGHT


def sheet(*, neural: bool = False) -> str:
    """The CSS variables, light by default, dark where the reader's screen is; paper is always light.

    Args:
        neural: for a page that shows neural figures.

    >>> "--tot:#4a5563" in sheet() and "rec" not in sheet() and "--rec:#1b5bc2" in sheet(neural=True)
    True
    """
    by_day, by_night = light(neural=neural), {**DARK, **NEURAL_DARK} if neural else DARK
    day, night = (";".join(f"--{name}:{value}" for name, value in each.items()) for each in (by_day, by_night))
    return (
        f":root{{color-scheme:light dark;--f:{FONT};{day}}}"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{night}}}}}"
    )
