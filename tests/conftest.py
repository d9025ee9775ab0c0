"""Fixtures that many tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_MOST_AT_ONCE = 4
_BROWSER = Path(__file__).resolve().parent / "browser"
_SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real recordings that may be read but not shipped; tests that need them skip where they are absent."""
    if not _SHARED.is_dir():
        pytest.skip("the shared recordings (../shared/data) are not beside this checkout")
    return _SHARED


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """The whole suite runs on up to four cores; what is asked for by name runs in this process, at once."""
    is_whole = config.args_source is pytest.Config.ArgsSource.TESTPATHS
    cores = min(os.cpu_count() or 1, _MOST_AT_ONCE)
    return cores if is_whole and cores > 1 else 0


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests in a browser come last: Playwright keeps an event loop running, beside which no other can be begun."""
    items.sort(key=lambda item: _BROWSER in item.path.parents)
