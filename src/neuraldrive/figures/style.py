"""The tokens of the design language: colour, size, and the style sheet that carries them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# Neural hues (recruitment, rate coding) are absent on purpose: no figure drawn from a bar may borrow them.
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

FONT = 'ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif'
TEXT_PX = 12  # nothing smaller, at any width
LINE_PX = 16
NARROW_PX = 320  # inside a card on a phone 390 px wide
WIDE_PX = 500  # inside a card on a tablet, or half a card on a desk


def sheet() -> str:
    """The CSS variables, light by default, dark where the reader's screen is; paper is always light.

    >>> "--tot:#4a5563" in sheet() and "rec" not in sheet()
    True
    """
    light, dark = (";".join(f"--{name}:{value}" for name, value in each.items()) for each in (LIGHT, DARK))
    return (
        f":root{{color-scheme:light dark;--f:{FONT};{light}}}"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"
    )
