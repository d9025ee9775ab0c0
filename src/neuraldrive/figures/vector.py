"""matplotlib's SVG → a small element for a page: system fonts, CSS colours, unique names, a label."""

from __future__ import annotations

import hashlib
import re
from html import escape

from neuraldrive.figures.style import light

_TOKEN = {value: name for name, value in light(neural=True).items()}


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


def shorter(raw: str) -> str:
    """A file of its own with its long paths told shortly, and nothing else changed."""
    return re.sub(r'<path d="M[^"]*"', lambda found: _straight(re.sub(r"\s+", " ", found.group())), raw)


def _straight(tag: str) -> str:
    """The tag with its path of straight strokes told shortly; curves stay as they are."""
    return re.sub(r'(?<= d=")M[ML\d. -]+(?=z? ?")', lambda found: _shortened(found.group()), tag)


def _tag(tag: str) -> str:
    tag = _straight(re.sub(r"\s+", " ", tag))
    tag = re.sub(r"(\d+\.\d\d)\d+", r"\1", tag)
    tag = re.sub(r"#[0-9a-f]{6}\b", lambda found: _variable(found.group()), tag)
    tag = re.sub(r"font-family: [^;\"]*;? ?", "", tag)
    tag = re.sub(r"font-weight: (?:bold|700)", "font-weight: 600", tag)
    tag = re.sub(r' transform="rotate\(-?0 [^"]*"', "", tag)
    return tag.replace("xlink:href", "href")


def _shortened(path: str) -> str:
    """The same strokes, to a tenth of a pixel, each point told from the one before: a third of the letters.

    >>> _shortened("M 10.04 20 L 10.04 18.5 M 13.2 20 L 13.2 18.5 L 14 18.5")
    'm10 20v-1.5m3.2 1.5v-1.5h.8'
    """
    words = path.split()
    points = [
        (words[k], round(float(words[k + 1]) * 10), round(float(words[k + 2]) * 10)) for k in range(0, len(words), 3)
    ]
    told, before, x0, y0 = [], "", 0, 0
    for verb, x, y in points:
        across, up = _tenths(x - x0), _tenths(y - y0)
        if verb == "M" or (across != "0" and up != "0"):
            letter, numbers = verb.lower(), across + ("" if up.startswith("-") else " ") + up
        else:
            letter, numbers = ("h", across) if up == "0" else ("v", up)
        if letter == before and letter != "m":  # said once; a space parts two numbers, as a minus does
            letter = "" if numbers.startswith("-") else " "
        else:
            before = letter
        told.append(letter + numbers)
        x0, y0 = x, y
    return "".join(told)


def _tenths(value: int) -> str:
    whole, rest = divmod(abs(value), 10)
    text = f"{whole or ''}.{rest}" if rest else str(whole)
    return f"-{text}" if value < 0 else text


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
