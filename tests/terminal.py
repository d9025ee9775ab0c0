"""The command line as a person or a script uses it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from neuraldrive.cli import main


class Terminal:
    """A person at a terminal, with a data folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def says(self, *words: str) -> Result:
        return CliRunner().invoke(main, [*words, "--data-dir", str(self.folder)], catch_exceptions=False)

    def asks(self, *words: str) -> Any:
        done = self.says(*words, "--json")
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout)
