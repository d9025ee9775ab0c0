"""Reference pages that are written from the code, so that they cannot disagree with it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
from methods_page import methods_page
from rules_page import rules_page
from schemes_page import schemes_page

from neuraldrive import catalog, evidence, figures, glossary, readers, simulate, sources
from neuraldrive.cli import main
from neuraldrive.workflows import identifiability, lift_methods, lift_orders, paradox
from neuraldrive.workflows.lift_orders import LiftOrder
from neuraldrive.workflows.tested_lifter import RELEASED


def setup(app: Any) -> dict[str, Any]:
    app.connect("builder-inited", _write)
    return {"parallel_read_safe": True, "version": "1"}


def _write(app: Any) -> None:
    folder = Path(app.srcdir) / "reference" / "generated"
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in (
        ("glossary", _glossary()),
        ("catalogue", _catalogue()),
        ("commands", _commands()),
        ("formats", _formats()),
        ("sources", _sources()),
        ("evidence", _evidence()),
        ("methods", methods_page()),
        ("plan-rules", rules_page()),
        ("schemes", schemes_page()),
    ):
        (folder / f"{name}.md").write_text(page, encoding="utf-8")
    _pictures(folder)


def _pictures(folder: Path) -> None:
    """Figures of pool and lift, drawn by the very functions that the pages speak of."""
    people = [catalog.population(name).typical() for name in ("untrained", "explosive_trained")]
    ramp = simulate.contraction("vastus_lateralis", simulate.ramp(to=0.4), state=people[0], seed=7)
    figures.contraction(ramp).save(folder / "ramp.svg")
    paradox.figure(paradox.paradox("vastus_lateralis", *people)).save(folder / "two-states.svg")
    usual = LiftOrder("bench_press", lift_methods.usual_load("heavy"), seed=7)
    ways = lift_methods.by_method(usual, [lift_methods.ALL], ())
    lifts = [lift_orders.run(each.order)[0] for each in ways]
    figures.lifts(lifts, [each.name for each in ways]).save(folder / "three-ways-to-lift.svg")
    for lift in RELEASED:
        identifiability.figure(identifiability.identifiability(lift)).save(folder / f"identifiability-{lift}.svg")


def _glossary() -> str:
    rows = [f"| `{t.name}` | {t.symbol} | {t.unit} | {t.definition} | {t.source} |" for t in glossary.TERMS.values()]
    return _table("Words", "term | symbol | unit | meaning | source", rows)


def _catalogue() -> str:
    parts = ["# Catalogue\n", "Each number with its source and how it was read; provisional entries say so.\n"]
    for heading, entries in (
        ("Lifts", catalog.lifts()), ("Sensors", catalog.sensors()), ("Muscles", catalog.muscles()),
    ):  # fmt: skip
        parts.append(f"\n## {heading}\n")
        for entry in entries.values():
            parts += [_heading(entry), *_numbers(entry.numbers)]
    parts.append(
        "\n## Populations\n\nA population is a nervous system alone: whatever its age, the muscle stays the one named.\n"
    )
    for people in catalog.populations().values():
        parts += [_heading(people), f"\n{people.description}\n", *_numbers(people.numbers)]
        for muscle, numbers in people.by_muscle.items():
            parts += [f"\n{people.label}, {catalog.muscle(muscle).label.lower()}:\n", *_numbers(numbers)]
    return "".join(parts)


def _heading(entry: Any) -> str:
    return f"\n### {entry.label}{' (provisional)' if entry.provisional else ''}\n"


def _numbers(numbers: Mapping[str, sources.Sourced]) -> list[str]:
    rows = [f"| {name} | {n.value:g} {n.unit} | {n.how} | {n.source}: {n.where} |\n" for name, n in numbers.items()]
    return ["\n| number | value | read | source, where |\n|---|---|---|---|\n", *rows]


def _commands() -> str:
    parts = ["# Commands\n"]
    for name, command in sorted(main.commands.items()):
        parts.append(_command(f"neuraldrive {name}", command))
        if isinstance(command, click.Group):
            parts += [_command(f"neuraldrive {name} {sub}", each) for sub, each in sorted(command.commands.items())]
    return "".join(parts)


def _command(words: str, command: click.Command) -> str:
    context = click.Context(command, info_name=words, max_content_width=100)
    return f"\n## {words}\n\n```text\n{command.get_help(context)}\n```\n"


def _formats() -> str:
    rows = [
        f"| `{name}` | {card.label} | {', '.join(card.suffixes)} | {card.recognises} |"
        for name, card in readers.formats().items()
    ]
    return _table("Formats", "name | what | files | recognised by", rows)


def _sources() -> str:
    rows = [f"| `{key}` | {each} |" for key, each in sorted(sources.bibliography().items())]
    return _table("Sources", "key | paper", rows)


def _evidence() -> str:
    rows = [
        f"| [{row.id}](#{row.id.lower()}) | {row.claim} | {row.verdict} | {row.better} | {', '.join(row.papers)} |"
        for row in evidence.table()
    ]
    head = _table("Claims and verdicts", "id | claim | verdict | better figure | papers", rows)
    opening = "How to read it: [](../../explanation/claims-and-verdicts.md). `neuraldrive evidence --check` runs the checks.\n"
    return head.replace("\n\n", f"\n\n{opening}\n", 1) + "".join(_claim(each) for each in catalog.claims().values())


def _claim(claim: catalog.Claim) -> str:
    found = [f"* {row.found} {evidence.paper(row.source)} ({row.read.replace('_', '-')})" for row in claim.rows]
    kept = [
        f"* `{check.name}`: {check.quantity}: {check.target}. {check.why}" for check in evidence.planned([claim.id])
    ]
    left = [f"* Not checked: {claim.no_check_because}"] if claim.no_check_because else []
    return (
        f"\n## {claim.id}\n\n{claim.claim}\n\n**{claim.verdict_text}**: {claim.better}\n\n"
        + "\n".join([*found, "", "Checks:", "", *kept, *left])
        + "\n"
    )


def _table(title: str, header: str, rows: list[str]) -> str:
    columns = header.count("|") + 1
    return f"# {title}\n\n| {header} |\n|{'---|' * columns}\n" + "\n".join(rows) + "\n"
