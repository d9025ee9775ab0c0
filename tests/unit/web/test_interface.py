"""What programs can ask stands on a page of our own, and in OpenAPI."""

from __future__ import annotations

from pathlib import Path

import web_house


def test_every_call_of_the_description_stands_on_the_page(tmp_path: Path) -> None:
    with web_house.house(tmp_path) as made, web_house.client(made) as talking:
        described = talking.get("/api/v1/openapi.json").json()
        page = talking.get("/api/docs", headers={"accept": "text/html"}).text
    assert len(described["paths"]) >= 6
    for path, methods in described["paths"].items():
        assert path in page
        for each in methods.values():
            assert each["description"], f"{path} says nothing of itself"
    assert "http" not in page.replace("http://www.w3.org", "")
