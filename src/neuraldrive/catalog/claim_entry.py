"""A claim of popular writing on neural strength, and what the papers say of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from neuraldrive.catalog.entries import broken
from neuraldrive.errors import CatalogError
from neuraldrive.sources import source

VERDICTS: Mapping[str, str] = {
    "supported": "papers agree with it",
    "supported_with_nuance": "right within limits that it does not name",
    "plausible": "fits what is known; nobody has measured it",
    "practice": "a way of training, with no figure to hold against it",
    "simplified": "right at heart, wrong where it is taken at its word",
    "overstated": "more than was measured",
    "disputable": "papers lean the other way",
    "misattributed": "the people named did not say it",
    "wrong_term": "the word means something else",
    "not_supported": "no paper was found that bears it",
    "wrong": "an earlier or other paper refutes it",
    "contradicted": "recent data say the opposite",
}
"""Every verdict and its meaning, the friendliest first."""

READ = ("stated", "derived", "modelled", "recalled", "second_hand")
"""How a finding was read: in the paper or its abstract, derived from such a number, computed from the paper's equations,
from memory, or in another's report."""

ABOUT = ("pool", "lift", "plan", "monitor")
"""Parts of the software that a claim bears on."""

_NEEDED = ("id", "claim", "verdict", "better", "where_it_matters", "rows")
_KNOWN = {*_NEEDED, "nuance", "checks", "no_check_because"}


@dataclass(frozen=True)
class Finding:
    """What one paper found, in our own words."""

    found: str
    source: str
    read: str

    def __post_init__(self) -> None:
        source(self.source)
        if self.read not in READ:
            raise broken("claim: how a finding was read", repr(self.read), ", ".join(READ))


@dataclass(frozen=True)
class Claim:
    """One claim, its verdict, the better figure, and the papers.

    Args:
        name: the stem of its file.
        claim, better: the claim, and what to say instead; in our own words.
        verdict: a key of VERDICTS; `nuance` limits it.
        rows: what the papers found, one finding each.
        checks: names of the checks that keep the verdict.
        no_check_because: why there is no check, or what the checks leave out.

    Raises:
        CatalogError: the verdict is none, a paper is not in sources.bib, or neither check nor reason is given.

    >>> from neuraldrive import catalog
    >>> claim = catalog.claim("S18")
    >>> claim.verdict, claim.sources[0]
    ('wrong', 'gilson_1941')
    """

    id: str
    name: str
    claim: str
    verdict: str
    better: str
    rows: tuple[Finding, ...]
    where_it_matters: tuple[str, ...]
    nuance: str = ""
    checks: tuple[str, ...] = ()
    no_check_because: str = ""

    def __post_init__(self) -> None:
        if not re.fullmatch(r"S[1-9]\d*", self.id) or not self.name.startswith(f"s{self.number:02d}_"):
            raise broken("claim: id", f"{self.id} in {self.name}", "S6 in s06_….toml")
        if self.verdict not in VERDICTS:
            raise broken("claim: verdict", repr(self.verdict), ", ".join(VERDICTS))
        if not self.rows:
            raise broken("claim: rows", "none", "a finding and its paper")
        if not self.checks and not self.no_check_because:
            raise broken("claim: checks", "neither a check nor a reason", "checks = […] or no_check_because")
        if not self.where_it_matters or set(self.where_it_matters) - set(ABOUT):
            raise broken("claim: where_it_matters", repr(self.where_it_matters), f"some of {', '.join(ABOUT)}")

    @property
    def number(self) -> int:
        """Its place in the list: 6 for S6."""
        return int(self.id.removeprefix("S"))

    @property
    def sources(self) -> tuple[str, ...]:
        """Keys of the papers, in the order of the rows, each once."""
        return tuple(dict.fromkeys(row.source for row in self.rows))

    @property
    def verdict_text(self) -> str:
        """The verdict as people read it.

        >>> from neuraldrive import catalog
        >>> catalog.claim("S6").verdict_text
        'not supported (as stated)'
        """
        words = self.verdict.replace("_", " ")
        return f"{words} ({self.nuance})" if self.nuance else words


def load_claim(name: str, table: Mapping[str, Any]) -> Claim:
    """A Claim from its TOML table.

    Raises:
        CatalogError: a key is missing or unknown, or the claim does not hold; it names the file.
    """
    try:
        wrong = [key for key in _NEEDED if key not in table] + sorted(table.keys() - _KNOWN)
        if wrong:
            raise broken("claim: keys", f"{', '.join(wrong)} missing or unknown", ", ".join(_NEEDED))
        rows = tuple(Finding(**row) for row in table["rows"])
        rest = {key: _frozen(value) for key, value in table.items() if key != "rows"}
        return Claim(name=name, rows=rows, **rest)
    except TypeError as cause:
        raise broken("claim: rows", str(cause), "found, source and read").at(f"claims/{name}.toml") from cause
    except CatalogError as error:
        raise error.at(f"claims/{name}.toml") from None


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
