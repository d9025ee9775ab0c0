"""The documentation builds without a warning, and the README's lines work."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner

from neuraldrive.cli import main

ROOT = Path(__file__).resolve().parents[2]


def test_sphinx_builds_without_warnings(tmp_path: Path) -> None:
    words = [
        sys.executable,
        "-m",
        "sphinx",
        "-W",
        "--keep-going",
        "-q",
        "-d",
        str(tmp_path / "trees"),
        "docs",
        str(tmp_path / "html"),
    ]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-4000:]
    assert (tmp_path / "html" / "reference" / "generated" / "glossary.html").is_file()


def test_the_readme_begins_with_the_two_commands() -> None:
    lines = (ROOT / "README.md").read_text().splitlines()
    assert [line for line in lines if line.startswith(("pip install", "uv run"))][:2] == [
        "pip install uv && uv run neuraldrive demo",
        "uv run pytest",
    ]


def test_every_command_in_the_readme_exists() -> None:
    named = set(re.findall(r"^neuraldrive (\w+)", (ROOT / "README.md").read_text(), flags=re.MULTILINE))
    assert named
    assert named <= set(main.commands)


def test_every_command_says_what_it_does() -> None:
    for name, command in main.commands.items():
        assert command.help, name
        assert CliRunner().invoke(main, [name, "--help"]).exit_code == 0


def test_every_relative_link_in_the_readme_leads_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", (ROOT / "README.md").read_text()):
        assert target.startswith("http") or (ROOT / target).exists(), target
