"""`neuraldrive evidence` as a person or a script uses it."""

from __future__ import annotations

import json
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from click.testing import CliRunner, Result

from neuraldrive import catalog
from neuraldrive.cli import main
from neuraldrive.evidence import Check, Target, running


def says(*words: str) -> Result:
    return CliRunner().invoke(main, ["evidence", *words], catch_exceptions=False)


def asks(*words: str) -> Any:
    return json.loads(says(*words, "--json").stdout)


@pytest.fixture
def stubs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Checks that need no simulator; those of S5 fail."""
    failing = set(catalog.claim("S5").checks)
    names = {name for claim in catalog.claims().values() for name in claim.checks}
    made = {
        name: Check(name, f"quantity {name}", Target(0.4, 0.6, "ratio"), lambda _, bad=name in failing: 0.9 if bad else 0.5, "a paper")
        for name in names
    }  # fmt: skip
    monkeypatch.setattr(running, "checks", lambda: MappingProxyType(made))


def test_the_list_fits_80_columns_and_holds_every_claim() -> None:
    done = says()
    assert done.exit_code == 0
    lines = done.output.splitlines()
    assert max(map(len, lines)) <= 80
    assert [line.split()[0] for line in lines if line.startswith("S")] == list(catalog.claims())
    assert "32 claims" in done.output


def test_the_list_can_be_cut_to_one_part() -> None:
    assert "S28" in says("--about", "monitor").output
    assert "S18" not in says("--about", "monitor").output


@pytest.mark.usefixtures("stubs")
def test_one_claim_is_shown_whole() -> None:
    done = says("s18")
    for said in ("wrong", "Gilson", "10.1152/ajplegacy.1941.133.3.658", "5.2 to 32.7 %", "no simulation can tell"):
        assert said in " ".join(done.output.split())


def test_json_holds_what_the_page_shows() -> None:
    [claim] = asks("S6")
    assert claim["verdict"] == "not_supported"
    assert claim["sources"][0] == "kooistra_2007"
    assert {row["read"] for row in claim["rows"]} == {"stated", "second_hand"}
    assert len(asks()) == 32


@pytest.mark.usefixtures("stubs")
def test_checks_that_pass_end_with_code_0_and_print_target_and_value() -> None:
    done = says("--check", "S8", "S18")
    assert done.exit_code == 0
    assert "target 40 to 60 %, simulated 50 %" in done.output
    assert "1 check: 1 passed" in done.output
    assert "S18 has no check" in done.output


@pytest.mark.usefixtures("stubs")
def test_a_check_that_fails_ends_with_code_4() -> None:
    done = says("--check")
    assert done.exit_code == 4
    assert "failed" in done.output


@pytest.mark.usefixtures("stubs")
def test_results_in_json_are_values_in_si() -> None:
    [result] = asks("--check", "S8")
    assert result["claims"] == ["S8"]
    assert (result["target"], result["value"], result["interval"], result["state"]) == (
        [0.4, 0.6],
        0.5,
        [0.5, 0.5],
        "passed",
    )


def test_a_claim_that_is_none_is_refused() -> None:
    done = says("S77")
    assert done.exit_code == 3
    assert "S1 to S32" in done.output


def test_the_real_simulator_is_asked(tmp_path: Path) -> None:
    [result] = asks("--check", "S17", "--data-dir", str(tmp_path))
    assert result["state"] == "passed"
    assert 0.002 <= result["value"] <= 0.005
