"""The 32 claims: complete, sourced, and refused where an entry does not hold."""

from __future__ import annotations

from typing import Any

import pytest

from neuraldrive import catalog
from neuraldrive.catalog.claim_entry import ABOUT, READ, VERDICTS, load_claim
from neuraldrive.errors import CatalogError
from neuraldrive.sources import source

HOW_A_PAPER_WAS_READ = {"abstract", "title", "second_hand", "code", "recalled"}

# The verdicts as the papers were read, kept apart from the entries so that neither changes alone.
READING = {
    "simplified": "S1 S4 S5 S22 S26",
    "disputable": "S2 S31",
    "supported": "S3 S8 S12 S13 S14 S17 S21",
    "supported_with_nuance": "S9 S10 S11 S19 S20 S24 S28 S29",
    "not_supported": "S6 S16",
    "wrong_term": "S7",
    "misattributed": "S15",
    "wrong": "S18",
    "practice": "S23 S25",
    "overstated": "S27",
    "contradicted": "S30",
    "plausible": "S32",
}

ENTRY: dict[str, Any] = {
    "id": "S6",
    "claim": "A claim.",
    "verdict": "disputable",
    "better": "A better figure.",
    "where_it_matters": ["pool"],
    "no_check_because": "It needs a simulated lift.",
    "rows": [{"found": "Something.", "source": "merton_1954", "read": "recalled"}],
}


def test_there_are_32_claims_in_order() -> None:
    assert list(catalog.claims()) == [f"S{number}" for number in range(1, 33)]


@pytest.mark.parametrize("claim", catalog.claims().values(), ids=lambda claim: claim.id)
def test_each_has_verdict_better_figure_papers_and_a_check_or_a_reason(claim: catalog.Claim) -> None:
    assert claim.claim.endswith(".")
    assert claim.better.endswith(".")
    assert claim.verdict in VERDICTS
    assert claim.sources
    assert claim.checks or claim.no_check_because.endswith(".")
    assert set(claim.where_it_matters) <= set(ABOUT)
    assert {row.read for row in claim.rows} <= set(READ)


@pytest.mark.parametrize(("verdict", "ids"), READING.items())
def test_the_verdicts_are_those_of_the_reading(verdict: str, ids: str) -> None:
    assert [claim.id for claim in catalog.claims().values() if claim.verdict == verdict] == ids.split()


def test_each_paper_says_who_when_and_how_it_was_read() -> None:
    for key in {key for claim in catalog.claims().values() for key in claim.sources}:
        fields = source(key).fields
        assert {"author", "title", "year", "read"} <= fields.keys(), key
        assert fields["read"] in HOW_A_PAPER_WAS_READ, key


def test_what_only_memory_holds_is_never_called_stated() -> None:
    for claim in catalog.claims().values():
        for row in claim.rows:
            if source(row.source).fields["read"] == "recalled":
                assert row.read in {"recalled", "modelled"}, (claim.id, row.source)


def test_a_claim_is_found_by_its_number_alone() -> None:
    assert catalog.claim("s18") is catalog.claim(" 18 ") is catalog.claims()["S18"]


@pytest.mark.parametrize("number", ["S0", "S33", "", "six"])
def test_a_claim_that_is_none_is_refused_with_the_range(number: str) -> None:
    with pytest.raises(CatalogError, match="S1 to S32"):
        catalog.claim(number)


def test_a_whole_entry_loads() -> None:
    claim = load_claim("s06_a_claim", ENTRY)
    assert (claim.number, claim.sources, claim.verdict_text) == (6, ("merton_1954",), "disputable")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"verdict": "true"}, "verdict"),
        ({"rows": []}, "rows"),
        ({"rows": [{"found": "Something.", "source": "nobody_1900", "read": "stated"}]}, "nobody_1900"),
        ({"rows": [{"found": "Something.", "source": "merton_1954", "read": "guessed"}]}, "guessed"),
        ({"rows": [{"found": "Something.", "paper": "merton_1954"}]}, "rows"),
        ({"no_check_because": ""}, "neither a check nor a reason"),
        ({"where_it_matters": ["kitchen"]}, "kitchen"),
        ({"where_it_matters": []}, "where_it_matters"),
        ({"id": "S7"}, "S7"),
        ({"id": "six"}, "six"),
        ({"verdikt": "wrong"}, "verdikt"),
    ],
)
def test_an_entry_that_does_not_hold_is_refused_with_its_file(change: dict[str, Any], said: str) -> None:
    with pytest.raises(CatalogError, match=said) as refused:
        load_claim("s06_a_claim", ENTRY | change)
    assert refused.value.where == "claims/s06_a_claim.toml"


@pytest.mark.parametrize("missing", ["id", "claim", "verdict", "better", "where_it_matters", "rows"])
def test_an_entry_that_lacks_something_is_refused(missing: str) -> None:
    with pytest.raises(CatalogError, match=missing):
        load_claim("s06_a_claim", {key: value for key, value in ENTRY.items() if key != missing})
