"""Fixtures that many tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

_BROWSER = Path(__file__).resolve().parent / "browser"
_SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real recordings that may be read but not shipped; tests that need them skip where they are absent."""
    if not _SHARED.is_dir():
        pytest.skip("the shared recordings (../shared/data) are not beside this checkout")
    return _SHARED


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests in a browser come last: Playwright keeps an event loop running, beside which no other can be begun."""
    items.sort(key=lambda item: _BROWSER in item.path.parents)
