"""The table of claims, as rows for terminal, docs and pages."""

from __future__ import annotations

from dataclasses import dataclass

from neuraldrive import catalog
from neuraldrive.catalog import Claim
from neuraldrive.sources import source


@dataclass(frozen=True)
class ClaimRow:
    """One line of the table; `papers` are short ("Kooistra et al. 2007"), `sources` their keys."""

    id: str
    claim: str
    verdict: str
    better: str
    papers: tuple[str, ...]
    sources: tuple[str, ...]
    checks: tuple[str, ...]
    no_check_because: str
    where_it_matters: tuple[str, ...]


def table(about: str | None = None) -> tuple[ClaimRow, ...]:
    """Every claim, or those that bear on one part: "pool", "lift", "plan" or "monitor".

    >>> row = table("monitor")[0]
    >>> row.id, row.papers[0]
    ('S6', 'Kooistra et al. 2007')
    """
    return tuple(_row(each) for each in catalog.claims().values() if about is None or about in each.where_it_matters)


def paper(key: str) -> str:
    """A paper as a text cites it.

    >>> paper("henneman_1957"), paper("de_luca_2010")
    ('Henneman 1957', 'De Luca and Hostage 2010')
    """
    fields = source(key).fields
    names = [each.split(",")[0] for each in fields.get("author", key).strip("{}").split(" and ")]
    short = " and ".join(names) if len(names) < 3 and names[-1] != "others" else f"{names[0]} et al."
    return f"{short} {fields.get('year', 'n.d.')}"


def _row(claim: Claim) -> ClaimRow:
    return ClaimRow(
        claim.id, claim.claim, claim.verdict_text, claim.better, tuple(paper(key) for key in claim.sources),
        claim.sources, claim.checks, claim.no_check_because, claim.where_it_matters,
    )  # fmt: skip
