"""Claims and checks on a terminal, and the same as plain values for --json."""

from __future__ import annotations

import dataclasses
import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from neuraldrive import catalog
from neuraldrive.catalog import Claim
from neuraldrive.catalog.claim_entry import VERDICTS
from neuraldrive.cli.trimmed import ERR, OUT
from neuraldrive.evidence import CheckResult, ClaimRow, paper, planned, table
from neuraldrive.sources import source

_WIDE = 132
_STYLES = {"passed": "green", "failed": "bold red", "informative": "yellow"}
_KIND = {"supported": "green", "supported_with_nuance": "green", "plausible": "cyan", "practice": "cyan"}
_DOUBTFUL = "yellow"
_REFUTED = ("not_supported", "wrong", "contradicted", "wrong_term", "misattributed")


# ---------------------------------------------------------------- claims


def claims(ids: Sequence[str]) -> None:
    """The table: columns on a wide terminal, a few lines a claim on a narrow one."""
    rows = [row for row in table() if row.id in set(ids)]
    if OUT.width >= _WIDE:
        _columns(rows)
    else:
        for row in rows:
            _stacked(row)
    counted = Counter(catalog.claim(row.id).verdict.replace("_", " ") for row in rows)
    checked = sum(bool(row.checks) for row in rows)
    OUT.print(f"{len(rows)} claims: {', '.join(f'{count} {verdict}' for verdict, count in counted.most_common())}.")
    OUT.print(
        f"[dim]Checks keep {checked} of them: `neuraldrive evidence --check`. One whole: `neuraldrive evidence S6`.[/dim]"
    )


def _columns(rows: Sequence[ClaimRow]) -> None:
    grid = Table(box=None, padding=(0, 2, 1, 0), header_style="bold")
    for heading, ratio in (("", None), ("claim", 5), ("verdict", 3), ("better figure", 7), ("papers", 5)):
        grid.add_column(heading, ratio=ratio, overflow="fold")
    for row in rows:
        grid.add_row(
            Text(row.id, "bold"), Text(row.claim), _verdict(row), Text(row.better), Text(", ".join(row.papers), "dim")
        )
    OUT.print(grid)


def _stacked(row: ClaimRow) -> None:
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=7)
    grid.add_column(overflow="fold")
    grid.add_row(Text(row.id, "bold"), Text(row.claim, "bold"))
    grid.add_row(Text("verdict", "dim"), _verdict(row))
    grid.add_row(Text("better", "dim"), Text(row.better))
    grid.add_row(Text("papers", "dim"), Text(", ".join(row.papers), "dim"))
    OUT.print(Padding(grid, (0, 0, 1, 0)))


def _verdict(row: ClaimRow) -> Text:
    verdict = catalog.claim(row.id).verdict
    style = "red" if verdict in _REFUTED else _KIND.get(verdict, _DOUBTFUL)
    return Text(row.verdict, style)


def claims_whole(ids: Sequence[str]) -> None:
    """Each claim with every finding, its paper, how that was read, and the checks."""
    for each in ids:
        claim = catalog.claim(each)
        _stacked_head(claim)
        for finding in claim.rows:
            _line("•", Text.assemble(finding.found, (f" {paper(finding.source)}{_how(finding.read)}", "dim")))
        OUT.print(Text("checks", "bold"))
        for check in planned([each]):
            _line("•", Text.assemble(check.quantity, f": {check.target}", (f". {check.why}", "dim")))
        if claim.no_check_because:
            _line("–", Text(claim.no_check_because))
        OUT.print(Text("papers", "bold"))
        for key in claim.sources:
            _line("•", Text(str(source(key)), "dim"))
        OUT.print()


def _stacked_head(claim: Claim) -> None:
    row = next(row for row in table() if row.id == claim.id)
    OUT.print(Text(f"{claim.id}  {claim.claim}", "bold"))
    OUT.print(_verdict(row).append(f": {VERDICTS[claim.verdict]}", "dim"))
    OUT.print(Text(claim.better))
    OUT.print(Text(f"bears on {', '.join(claim.where_it_matters)}", "dim"))
    OUT.print(Text("findings", "bold"))


def _how(read: str) -> str:
    return "" if read == "stated" else f" ({read.replace('_', '-')})"


def _line(mark: str, text: Text) -> None:
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=1)
    grid.add_column(overflow="fold")
    grid.add_row(mark, text)
    OUT.print(Padding(grid, (0, 0, 0, 1)))


def claims_json(ids: Sequence[str]) -> list[dict[str, Any]]:
    """One object a claim."""
    return [dataclasses.asdict(catalog.claim(each)) | {"sources": catalog.claim(each).sources} for each in ids]


# ---------------------------------------------------------------- checks


@contextmanager
def running(total: int, quiet: bool) -> Iterator[Callable[[CheckResult], None]]:
    """A bar over checks on standard error; nothing for --json."""
    columns = (TextColumn("checks"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=ERR, transient=True, disable=quiet) as bar:
        task = bar.add_task("checks", total=total)
        yield lambda _result: bar.advance(task)


def results(found: Sequence[CheckResult], ids: Sequence[str]) -> None:
    """Target and simulated value of each check, how many passed, and which claims have none."""
    for each in found:
        _result(each)
    _summary(found, ids)


def _result(result: CheckResult) -> None:
    ids = " ".join(result.claims)
    head = Text.assemble((result.quantity, "bold"), (f"  {ids}", "dim"))
    runs = f" over {result.runs} seeds" if result.runs > 1 else ""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=11)
    grid.add_column(overflow="fold")
    grid.add_row(Text(result.state, _STYLES[result.state]), head)
    grid.add_row("", Text(f"target {result.target}, simulated {result.text}{runs}"))
    grid.add_row("", Text(result.why, "dim"))
    OUT.print(grid)


def _summary(found: Sequence[CheckResult], ids: Sequence[str]) -> None:
    counted = Counter(result.state for result in found)
    told = ", ".join(f"{count} {state}" for state, count in counted.most_common())
    OUT.print(f"\n{len(found)} check{'s' if len(found) != 1 else ''}: {told or 'none'}.")
    for claim in (catalog.claim(each) for each in ids):
        if not claim.checks:
            _line("–", Text(f"{claim.id} has no check: {claim.no_check_because}", "dim"))


def results_json(found: Sequence[CheckResult]) -> list[dict[str, Any]]:
    """One object a check; values in SI and shares, an open end of a target as null."""
    return [
        {
            "check": each.check, "claims": each.claims, "quantity": each.quantity, "unit": each.target.unit,
            "target": [_finite(each.target.low), _finite(each.target.high)], "value": _finite(each.value),
            "interval": each.interval and [_finite(end) for end in each.interval], "runs": each.runs,
            "state": each.state, "why": each.why,
        }
        for each in found
    ]  # fmt: skip


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None
