"""The table of claims."""

from __future__ import annotations

import subprocess
import sys

import pytest

from neuraldrive import catalog, evidence


def test_the_table_holds_every_claim_with_its_papers() -> None:
    rows = evidence.table()
    assert [row.id for row in rows] == list(catalog.claims())
    assert all(row.papers and len(row.papers) == len(row.sources) for row in rows)


@pytest.mark.parametrize("part", ["pool", "lift", "plan", "monitor"])
def test_the_table_can_be_cut_to_one_part(part: str) -> None:
    rows = evidence.table(part)
    assert 0 < len(rows) < 32
    assert all(part in row.where_it_matters for row in rows)


@pytest.mark.parametrize(
    ("key", "cited"),
    [
        ("henneman_1957", "Henneman 1957"),
        ("adam_2003", "Adam and De Luca 2003"),
        ("thomas_1999", "Thomas et al. 1999"),
        ("skarabot_2024", "Skarabot et al. 2024"),
    ],
)
def test_a_paper_is_cited_by_its_authors_and_year(key: str, cited: str) -> None:
    assert evidence.paper(key) == cited


def test_the_table_does_not_load_the_simulator() -> None:
    script = (
        "import sys; from neuraldrive import evidence; evidence.table()\n"
        "heavy = {'neuraldrive.simulate', 'numba', 'scipy'} & set(sys.modules)\n"
        "sys.exit(f'loaded {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
