"""The lab's page in a browser, opened and at rest."""

from __future__ import annotations

from typing import Any

SETTLED = "#opening[aria-busy=false]"


def open_lab(page: Any, address: str, query: str = "", width: int = 1440) -> None:
    """The page of a served house, once both pictures and the explanation stand."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{address}/lab{query}")
    page.wait_for_selector(SETTLED, timeout=120_000)
    page.wait_for_selector(".pict[aria-busy=false] >> nth=1")
