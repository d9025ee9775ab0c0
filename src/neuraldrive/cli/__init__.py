"""Words → workflows."""

from __future__ import annotations

from neuraldrive.cli.commands import main

__all__ = ["main"]
