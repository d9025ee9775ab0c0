"""Every command that the docs name is there."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from neuraldrive.cli import main

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
LINE = re.compile(r"^(?:\$ )?(?:uv run )?neuraldrive ([a-z].*)", re.MULTILINE)
INLINE = re.compile(r"`(?:uv run )?neuraldrive ([a-z][^`]*)`")


def _is_known(words: list[str]) -> bool:
    """Whether each word that should be a command is one."""
    room: click.Command = main
    for word in words:
        if not isinstance(room, click.Group) or word.startswith("-"):
            return True
        known = room.get_command(click.Context(room), word)
        if known is None:
            return False
        room = known
    return True


@pytest.mark.parametrize("page", PAGES, ids=lambda each: each.stem)
def test_each_command_that_a_page_names_is_one(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = [line for fence in FENCE.findall(text) for line in LINE.findall(fence)]
    named += INLINE.findall(FENCE.sub("", text))
    assert [f"neuraldrive {each}" for each in named if not _is_known(each.split())] == []
