"""Reference pages that are written from the code, so that they cannot disagree with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from neuraldrive import catalog, glossary, readers, sources
from neuraldrive.cli import main


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
    ):
        (folder / f"{name}.md").write_text(page, encoding="utf-8")


def _glossary() -> str:
    rows = [f"| `{t.name}` | {t.symbol} | {t.unit} | {t.definition} | {t.source} |" for t in glossary.TERMS.values()]
    return _table("Words", "term | symbol | unit | meaning | source", rows)


def _catalogue() -> str:
    parts = ["# Catalogue\n", "Each number with its source and how it was read; provisional entries say so.\n"]
    for heading, entries in (("Lifts", catalog.lifts()), ("Sensors", catalog.sensors())):
        parts.append(f"\n## {heading}\n")
        for entry in entries.values():
            mark = " (provisional)" if entry.provisional else ""
            parts.append(f"\n### {entry.label}{mark}\n\n| number | value | read | source, where |\n|---|---|---|---|\n")
            parts += [
                f"| {name} | {n.value:g} {n.unit} | {n.how} | {n.source}: {n.where} |\n"
                for name, n in entry.numbers.items()
            ]
    return "".join(parts)


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


def _table(title: str, header: str, rows: list[str]) -> str:
    columns = header.count("|") + 1
    return f"# {title}\n\n| {header} |\n|{'---|' * columns}\n" + "\n".join(rows) + "\n"
