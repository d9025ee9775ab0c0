"""A team's app, in the process, for the tests of the web that do not make one of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import web_house
from neuraldrive.web.house import House


@pytest.fixture
def made(tmp_path: Path) -> Iterator[House]:
    """The house of a team."""
    with web_house.house(tmp_path, "team") as made:
        yield made


@pytest.fixture
def coach(made: House) -> Iterator[TestClient]:
    """Its owner, signed in."""
    with web_house.client(made) as talking:
        talking.headers.update(web_house.owner(talking))
        yield talking
