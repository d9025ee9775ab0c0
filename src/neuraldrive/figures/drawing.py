"""A figure before it has a size: painted at any width, as SVG that follows the page's theme, or as a file."""

from __future__ import annotations

import io
import threading
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from neuraldrive.figures import style, vector
from neuraldrive.figures.canvas import Canvas

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_ONE_AT_A_TIME = threading.Lock()  # matplotlib's settings are the process's, not the thread's


@dataclass(frozen=True)
class Drawing:
    """What a figure function returns.

    `finding` is one sentence with what the figure shows (its aria-label); `caption` says how to read it.
    """

    finding: str
    caption: str
    paint: Callable[[Canvas], None]

    def figure(self, width_px: int = style.WIDE_PX) -> Figure:
        """As a matplotlib Figure, in the light colours; one inch is 72 px."""
        canvas = Canvas(width_px)
        self.paint(canvas)
        return canvas.finished()

    def svg(self, width_px: int = style.WIDE_PX) -> str:
        """As an SVG element whose colours are CSS variables, with the light ones where none are set."""
        text = io.StringIO()
        with _ONE_AT_A_TIME, warnings.catch_warnings():
            # names in scripts that the measuring font lacks are still text in the SVG
            warnings.filterwarnings("ignore", message="Glyph .* missing from")
            self._write(text, width_px, "svg")
        return vector.themed(text.getvalue(), self.finding)

    def html(self) -> str:
        """As an HTML figure with a narrow and a wide drawing, of which the style sheet shows one."""
        narrow, wide = self.svg(style.NARROW_PX), self.svg(style.WIDE_PX)
        return (
            f'<figure class="fig"><div class="narrow">{narrow}</div><div class="wide">{wide}</div>'
            f"<figcaption>{escape(self.caption)}</figcaption></figure>"
        )

    def save(self, path: Path | str, width_px: int = style.WIDE_PX) -> None:
        """Write it as a file of its own, in the kind that its ending names (svg, png, pdf); light colours."""
        self._write(str(path), width_px, None)

    def _write(self, target: Any, width_px: int, kind: str | None) -> None:
        import matplotlib

        settings: Any = {"svg.fonttype": "none", "svg.hashsalt": "neuraldrive", "path.simplify": True}
        dates: Any = {"metadata": {"Date": None}} if kind == "svg" or str(target).endswith(".svg") else {}
        with matplotlib.rc_context(settings):
            self.figure(width_px).savefig(target, format=kind, dpi=144, **dates)
