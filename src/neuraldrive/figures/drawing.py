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

    `finding` is one sentence with what the figure shows (its aria-label); `caption` says how to read it. A `neural`
    drawing, whose truth is known or whose motor units were identified, has the hues of recruitment and rate coding.
    """

    finding: str
    caption: str
    paint: Callable[[Canvas], None]
    neural: bool = False

    def figure(self, width_px: int = style.WIDE_PX) -> Figure:
        """As a matplotlib Figure, in the light colours; one inch is 72 px."""
        canvas = Canvas(width_px, neural=self.neural)
        self.paint(canvas)
        return canvas.finished()

    def svg(self, width_px: int = style.WIDE_PX) -> str:
        """As an SVG element whose colours are CSS variables, with the light ones where none are set."""
        text = io.StringIO()
        _write(self.figure(width_px), text, "svg")
        return vector.themed(text.getvalue(), self.finding)

    def html(self) -> str:
        """As an HTML figure with a narrow and a wide drawing, of which the style sheet shows one."""
        narrow, wide = self.svg(style.NARROW_PX), self.svg(style.WIDE_PX)
        return (
            f'<figure class="fig"><div class="narrow">{narrow}</div><div class="wide">{wide}</div>'
            f"<figcaption>{escape(self.caption)}</figcaption></figure>"
        )

    def save(self, path: Path | str, width_px: int = style.WIDE_PX, kind: str | None = None) -> None:
        """Write it as a file of its own, with its finding and caption, on white.

        Args:
            kind: svg, png or pdf; else what the path's ending names.
        """
        canvas = Canvas(width_px, neural=self.neural)
        canvas.standing_alone(self.finding, self.caption)
        self.paint(canvas)
        figure, to = canvas.finished(), Path(path)
        if (kind or to.suffix.lstrip(".").lower()) == "svg":
            text = io.StringIO()
            _write(figure, text, "svg", style.MARGIN_PX)
            to.write_text(vector.shorter(text.getvalue()), encoding="utf-8")
        else:
            _write(figure, str(to), kind, style.MARGIN_PX)


def _write(figure: Figure, target: Any, kind: str | None, margin_px: int = 0) -> None:
    import matplotlib
    from matplotlib.transforms import Bbox

    settings: Any = {"svg.fonttype": "none", "svg.hashsalt": "neuraldrive", "path.simplify": True}
    more: Any = {"metadata": {"Date": None}} if kind == "svg" else {}
    if margin_px:
        wide, high = figure.get_size_inches()
        room = margin_px / 72
        more |= {"bbox_inches": Bbox([[-room, -room], [wide + room, high + room]]), "facecolor": style.LIGHT["surface"]}
    with _ONE_AT_A_TIME, warnings.catch_warnings(), matplotlib.rc_context(settings):
        # names in scripts that the measuring font lacks are still text in an SVG
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        figure.savefig(target, format=kind, dpi=144, **more)
