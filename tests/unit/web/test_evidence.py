"""The evidence page and its calls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from neuraldrive import catalog, evidence
from neuraldrive.catalog.claim_entry import VERDICTS
from neuraldrive.workflows import claims
from web_house import client, house


@pytest.fixture
def talking(tmp_path: Path) -> Iterator[TestClient]:
    with house(tmp_path) as made, client(made) as talking:
        yield talking


def test_every_claim_is_on_the_page_with_its_anchor_verdict_papers_and_place(talking: TestClient) -> None:
    page = talking.get("/evidence").text
    for each in catalog.claims().values():
        assert f'<article class="claim" id="{each.id}"' in page
        assert evidence.paper(each.sources[0]) in page
    assert page.count("<article") == len(catalog.claims())
    assert page.count('href="/lab') >= 10


def test_each_paper_with_a_doi_is_linked_and_nothing_is_asked_of_it_before(talking: TestClient) -> None:
    answer = talking.get("/evidence")
    links = re.findall(r'<a [^>]*href="https?://[^"]*"[^>]*>', answer.text)
    known = [each for claim in claims.told() for each in claim.findings if each.doi]
    assert len(links) == len(known) > 40
    assert all('href="https://doi.org/10.' in each and "noopener" in each for each in links)
    assert not re.search(r'(?:src|action)="https?:|rel="(?:preconnect|dns-prefetch|prefetch|preload)', answer.text)
    assert answer.headers["x-dns-prefetch-control"] == "off"
    found = talking.get("/api/v1/claims").json()
    assert {one["doi"] for each in found for one in each["findings"]} == {
        one.doi for c in claims.told() for one in c.findings
    }


def test_the_words_above_the_list_are_those_in_it(talking: TestClient) -> None:
    text = talking.get("/evidence").text
    assert "Disputed" not in text
    assert "Disputable" in text


def test_every_verdict_belongs_to_one_group() -> None:
    grouped = [verdict for verdicts in claims.GROUPS.values() for verdict in verdicts]
    assert sorted(grouped) == sorted(VERDICTS)


def test_the_calls_give_what_the_catalogue_has(talking: TestClient) -> None:
    told = talking.get("/api/v1/claims").json()
    assert [each["id"] for each in told] == list(catalog.claims())
    one = talking.get("/api/v1/claims/S18").json()
    assert one["verdict"].startswith("wrong")
    assert one["findings"][0]["paper"] == "Gilson and Mills 1941"
    answer = talking.get("/api/v1/claims/S99")
    assert answer.status_code == 404
    assert answer.json()["error"]["remedy"]


def test_a_check_is_run_in_the_simulator_and_its_result_is_the_command_lines(talking: TestClient) -> None:
    mark: dict[str, Any] = {"X-CSRF": talking.get("/api/v1/me").json()["csrf"]}
    answer = talking.post("/api/v1/claims/S1/check", headers=mark)
    assert answer.status_code == 200
    [found], [known] = answer.json(), evidence.check(["S1"])
    assert found["state"] == known.state == "passed"
    assert found["simulated"] == known.text
    assert talking.post("/api/v1/claims/S1/check").status_code == 403
