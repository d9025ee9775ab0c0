"""The report as people see it: on a phone, a tablet and a desk, light and dark, and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import figure_examples as examples
from neuraldrive.figures import report, style

WIDTHS = (390, 820, 1280)

VISIBLE_WORDS = """
() => [...document.querySelectorAll('svg.plot')].filter(svg => svg.getClientRects().length).flatMap((svg, figure) => {
  const box = svg.getBoundingClientRect();
  return [...svg.querySelectorAll('text')].map(text => {
    const b = text.getBoundingClientRect();
    const shown = parseFloat(getComputedStyle(text).fontSize) * box.width / svg.viewBox.baseVal.width;
    return {figure, words: text.textContent, px: shown, x0: b.left, x1: b.right, y0: b.top, y1: b.bottom,
            out: Math.max(box.left - b.left, b.right - box.right, b.bottom - box.bottom - 2)};
  });
})
"""
CONTRAST = """
() => {
  const part = c => { c /= 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
  const light = c => { const [r, g, b] = c.match(/[\\d.]+/g).map(Number);
                       return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b); };
  const ground = e => { for (; e; e = e.parentElement) {
    const c = getComputedStyle(e).backgroundColor;
    if (!/, 0\\)|transparent/.test(c)) return c; } return 'rgb(255,255,255)'; };
  return [...document.querySelectorAll('h1,h2,h3,h4,p,td,th,li,dd,dt,figcaption,summary,footer,.demo,svg.plot text')]
    .filter(e => e.getClientRects().length && e.textContent.trim()).map(e => {
      const ink = e.tagName === 'text' ? getComputedStyle(e).fill : getComputedStyle(e).color;
      const [a, b] = [light(ink), light(ground(e))].sort((x, y) => y - x);
      return [(a + 0.05) / (b + 0.05), e.textContent.trim().slice(0, 40)];
    }).sort((x, y) => x[0] - y[0])[0];
}
"""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("report") / "report.html"
    file.write_text(report.render(examples.report_content(lifts=2)), encoding="utf-8")
    return file.as_uri()


@pytest.fixture(params=[(width, theme) for width in WIDTHS for theme in ("light", "dark")], ids=str)
def page(browser: Any, path: str, request: pytest.FixtureRequest) -> Iterator[Any]:
    width, theme = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)
    page = context.new_page()
    page.asked = []
    page.on("request", lambda asked: page.asked.append(asked.url))
    page.said = []
    page.on("console", lambda message: page.said.append(message.text))
    page.goto(path)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    yield page
    context.close()


def test_the_page_never_scrolls_sideways(page: Any) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_page_asks_for_nothing_but_itself(page: Any, path: str) -> None:
    assert [url for url in page.asked if not url.startswith("data:")] == [path]
    assert page.said == []


def test_no_word_of_a_figure_is_small_or_cut_off(page: Any) -> None:
    found = page.evaluate(VISIBLE_WORDS)
    assert len(found) > 50
    assert min(word["px"] for word in found) >= 12
    assert [word["words"] for word in found if word["out"] > 1.5] == []


def test_no_two_words_of_a_figure_lie_on_each_other(page: Any) -> None:
    found = page.evaluate(VISIBLE_WORDS)
    clashes = [
        (one["words"], other["words"])
        for index, one in enumerate(found)
        for other in found[index + 1 :]
        if one["figure"] == other["figure"]
        and min(one["x1"], other["x1"]) - max(one["x0"], other["x0"]) > 1
        and min(one["y1"], other["y1"]) - max(one["y0"], other["y0"]) > 4  # line boxes are taller than letters
    ]
    assert clashes == []


def test_each_figure_shows_one_of_its_two_drawings(page: Any) -> None:
    shown = page.evaluate(
        "[...document.querySelectorAll('figure.fig')].map(f => [...f.querySelectorAll('svg.plot')]"
        ".filter(s => s.getClientRects().length).length)"
    )
    assert shown
    assert set(shown) == {1}


def test_all_text_can_be_read_against_its_ground(page: Any) -> None:
    ratio, words = page.evaluate(CONTRAST)
    assert ratio >= 4.5, words  # WCAG 2.2 AA


def test_paper_is_light_whatever_the_screen_is(browser: Any, path: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(path)
    page.emulate_media(media="print", color_scheme="dark")
    ink = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--text')")
    assert ink.strip() == style.LIGHT["text"]
    assert page.pdf(format="A4")[:4] == b"%PDF"
    context.close()
