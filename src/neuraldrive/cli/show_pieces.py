"""Small pieces of answers: names, days and tables on a terminal, records as plain values."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from neuraldrive.cli.trimmed import OUT
from neuraldrive.records import Measurement


def measurement_json(each: Measurement) -> dict[str, Any]:
    """A measurement as plain values."""
    return {
        "measure": each.measure, "value": each.value, "unit": each.unit, "method": each.method,
        "interval": list(each.interval) if each.interval else None, "level": each.level, "flags": list(each.flags),
        "sources": list(each.sources),
    }  # fmt: skip


def plain(record: Any) -> Any:
    """A record as plain values for --json: its fields, and what is no number or text as text."""
    if dataclasses.is_dataclass(record) and not isinstance(record, type):
        return {field.name: plain(getattr(record, field.name)) for field in dataclasses.fields(record)}
    if isinstance(record, Mapping):
        return {str(key): plain(value) for key, value in record.items()}
    if isinstance(record, list | tuple):
        return [plain(value) for value in record]
    return record if isinstance(record, str | int | float | bool | None) else str(record)


def table_of(*headings: str) -> Table:
    """An empty table; columns whose heading begins with > stand right."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in headings:
        right = heading.startswith(">")
        table.add_column(heading.lstrip(">"), justify="right" if right else "left", no_wrap=right)
    return table


def lift_text(name: str) -> str:
    """A lift's name as people read it."""
    return name.replace("_", " ")


def day_text(moment: Any) -> str:
    """The day of a moment."""
    return f"{moment:%Y-%m-%d}" if moment else "day not known"


def iso(moment: Any) -> str | None:
    """A moment as text for --json."""
    return moment.isoformat() if moment else None


def counted(count: int, thing: str) -> str:
    """So many things: "1 set", "3 sets"."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def item(label: str, text: str, style: str = "", *, text_style: str = "", width: int = 11) -> None:
    """A label and a text that wraps beside it."""
    grid = Table.grid(padding=0)
    grid.add_column(width=width)
    grid.add_column(overflow="fold")
    grid.add_row(Text(label, style), Text(text, text_style))
    OUT.print(grid)


def plus_minus(each: Measurement | None) -> str:
    """A value with half its 95 % interval; a dash where there is none."""
    if each is None:
        return "–"
    error = f" ± {(each.interval[1] - each.interval[0]) / 2:.2f}" if each.interval else ""
    return f"{each.value:.2f}{error}"


def doubt(text: str) -> None:
    """What is to be doubted of the answer above, in yellow."""
    OUT.print(Padding(Text(text, "yellow"), (0, 0, 0, 2)))
