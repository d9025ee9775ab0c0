"""Fixtures that many tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

_SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real recordings that may be read but not shipped; tests that need them skip where they are absent."""
    if not _SHARED.is_dir():
        pytest.skip("the shared recordings (../shared/data) are not beside this checkout")
    return _SHARED
