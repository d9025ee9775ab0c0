"""matplotlib's SVG → a small element for a page: system fonts, CSS colours, unique names, a label."""

from __future__ import annotations

import hashlib
import re
from html import escape

from neuraldrive.figures.style import LIGHT

_TOKEN = {value: name for name, value in LIGHT.items()}


def themed(raw: str, finding: str) -> str:
    """The SVG element for `raw`, whose every colour is `var(--token, light colour)`.

    Deterministic: the same figure gives the same bytes.
    """
    svg = raw[raw.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>|<style.*?</style>|<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = re.sub(r"\s*<g id=\"patch_1\">\s*<path[^>]*style=\"fill: none[^>]*/>\s*</g>", "", svg, count=1)
    svg = re.sub(r"<[^>]*>", lambda tag: _tag(tag.group()), svg)
    svg = _unique(svg)
    svg = re.sub(r">\s+<", "><", svg).replace("<defs></defs>", "").strip()
    box = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    assert box is not None
    root = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="plot" role="img" aria-label="{escape(finding)}" '
        f'viewBox="0 0 {box[1]} {box[2]}" style="max-width:{float(box[1]) * 1.25:.0f}px">'
    )
    return re.sub(r"<svg[^>]*>", lambda _: root, svg, count=1)


def _tag(tag: str) -> str:
    tag = re.sub(r"\s+", " ", tag)
    tag = re.sub(r"(\d+\.\d\d)\d+", r"\1", tag)
    tag = re.sub(r"#[0-9a-f]{6}\b", lambda found: _variable(found.group()), tag)
    tag = re.sub(r"font-family: [^;\"]*;? ?", "", tag)
    tag = re.sub(r"font-weight: (?:bold|700)", "font-weight: 600", tag)
    tag = re.sub(r' transform="rotate\(-?0 [^"]*"', "", tag)
    return tag.replace("xlink:href", "href")


def _variable(colour: str) -> str:
    return f"var(--{_TOKEN[colour]},{colour})" if colour in _TOKEN else colour


def _unique(svg: str) -> str:
    """Drop names that nothing refers to; make the others differ from those of every other figure."""
    used = set(re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', svg))
    names = {name for pair in used for name in pair if name}
    salt = hashlib.sha256(svg.encode()).hexdigest()[:8]
    svg = re.sub(r' id="([^"]+)"', lambda found: f' id="{salt}{found[1]}"' if found[1] in names else "", svg)
    svg = re.sub(r'href="#([^"]+)"', rf'href="#{salt}\1"', svg)
    return re.sub(r"url\(#([^)]+)\)", rf"url(#{salt}\1)", svg)
