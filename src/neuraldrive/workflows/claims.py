"""The claims of popular writing as a page or a program reads them: verdict, papers, checks, and checks run now."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from neuraldrive import catalog, evidence
from neuraldrive.catalog.claim_entry import VERDICTS
from neuraldrive.sources import source

GROUPS = {
    "supported": ("supported", "supported_with_nuance"),
    "untested": ("plausible", "practice"),
    "simplified": ("simplified", "overstated"),
    "disputable": ("disputable", "misattributed", "wrong_term"),
    "not supported": ("not_supported", "wrong", "contradicted"),
}
"""Verdicts in few groups, the friendliest first."""


@dataclass(frozen=True)
class ToldFinding:
    """What a paper found; `paper` is short, `title` whole, `read` says how it was read, `doi` is "" where none is known."""

    found: str
    paper: str
    title: str
    read: str
    doi: str = ""

    @property
    def link(self) -> str:
        """Where the paper is found, "" where it has no DOI."""
        return f"https://doi.org/{quote(self.doi, safe='/:;().-_~')}" if self.doi else ""


@dataclass(frozen=True)
class ToldCheck:
    """What keeps a verdict: a simulated quantity, its target, and the papers behind it; `limit` where the model misses."""

    name: str
    quantity: str
    target: str
    why: str
    limit: str


@dataclass(frozen=True)
class ToldClaim:
    """One claim, whole; `group` is a key of GROUPS, `meaning` what the verdict means."""

    id: str
    claim: str
    verdict: str
    group: str
    meaning: str
    better: str
    findings: tuple[ToldFinding, ...]
    checks: tuple[ToldCheck, ...]
    no_check_because: str
    where_it_matters: tuple[str, ...]


def told() -> tuple[ToldClaim, ...]:
    """Every claim.

    >>> first = told()[0]
    >>> first.id, first.group, first.findings[0].paper
    ('S1', 'simplified', 'Kooistra et al. 2007')
    """
    return tuple(claim(each) for each in catalog.claims().values())


def claim(one: catalog.Claim | str) -> ToldClaim:
    """One claim, of the catalogue or by its number: "S6" or "6".

    Raises:
        CatalogError: there is none.
    """
    entry = catalog.claim(one) if isinstance(one, str) else one
    findings = [
        ToldFinding(row.found, paper(row.source), str(of := source(row.source)), row.read, of.fields.get("doi", ""))
        for row in entry.rows
    ]
    checks = [ToldCheck(e.name, e.quantity, str(e.target), e.why, e.limit) for e in evidence.planned([entry.id])]
    group = next(name for name, verdicts in GROUPS.items() if entry.verdict in verdicts)
    return ToldClaim(
        entry.id, entry.claim, entry.verdict_text, group, VERDICTS[entry.verdict], entry.better, tuple(findings),
        tuple(checks), entry.no_check_because, entry.where_it_matters,
    )  # fmt: skip


def paper(key: str) -> str:
    """A paper as a text cites it.

    >>> paper("henneman_1957")
    'Henneman 1957'
    """
    return evidence.paper(key)


def check(number: str) -> tuple[evidence.CheckResult, ...]:
    """Runs the checks of one claim; each calls the simulator anew.

    Raises:
        CatalogError: no such claim.
    """
    return evidence.check([number])
