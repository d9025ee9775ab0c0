"""The page of the schemes: how loads, sets and lifts change over the weeks, and what the evidence says of each."""

from __future__ import annotations

from neuraldrive import catalog
from neuraldrive.catalog import Scheme
from neuraldrive.catalog.claim_entry import VERDICTS

_OPENING = """# Schemes

How loads, sets and lifts change from week to week: what `plan.block` builds with. No scheme was shown to be best; each says what
is claimed, what was found and where practice and papers differ. The verdict is on the claim that it does better than others. In
Python: `catalog.scheme("wave")`.
"""


def schemes_page() -> str:
    """All schemes by name."""
    schemes = catalog.schemes().values()
    header = "\n| scheme | method | weeks | verdict |\n|---|---|---|---|\n"
    return "".join([_OPENING, header, *(_row(each) for each in schemes), *(_section(each) for each in schemes)])


def _row(scheme: Scheme) -> str:
    method = catalog.method(scheme.method).label if scheme.method else ""
    verdict = scheme.verdict.replace("_", " ")
    return f"| [{scheme.label}](#scheme-{scheme.name.replace('_', '-')}) | {method} | {_weeks(scheme)} | {verdict} |\n"


def _weeks(scheme: Scheme) -> str:
    weeks = (
        " + ".join(f"{step.sets}x{step.repetitions} @ {100 * step.relative_load:g}%" for step in week)
        for week in scheme.weeks
    )
    return "; ".join(weeks)


def _section(scheme: Scheme) -> str:
    anchor = f"\n(scheme-{scheme.name.replace('_', '-')})=\n## {scheme.label}\n\n"
    texts = [
        f"Claimed: {scheme.claimed}\n",
        f"Found: {scheme.found}\n",
        f"Where they differ: {scheme.disagreement}\n",
        f"Verdict: {scheme.verdict.replace('_', ' ')} ({VERDICTS[scheme.verdict]}); {', '.join(scheme.read)}.\n",
    ]
    rows = [f"| steps | {_weeks(scheme)} | {scheme.how} | {scheme.source}: {scheme.where} |\n"]
    rows += [
        f"| `{name}` | {each.value:g} {each.unit} | {each.how} | {each.source}: {each.where} |\n"
        for name, each in scheme.numbers.items()
    ]
    return (
        anchor + "\n".join(texts) + "\n| number | value | read | source, where |\n|---|---|---|---|\n" + "".join(rows)
    )
