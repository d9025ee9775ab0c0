"""Whatever a program sends, the interface answers without an error of the server."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import hypothesis
import pytest
import schemathesis
from starlette.applications import Starlette

import web_house
from neuraldrive.records import Repetition, Session, SetEntry
from neuraldrive.web.app import create_app
from neuraldrive.web.doors.guard import csrf_of

HEADERS = {"host": "localhost", "x-csrf": csrf_of("demonstration"), "accept": "application/json"}
PATIENCE_S = 60.0
"""A call that waits until the lab is ready may wait while kernels compile."""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Starlette]:
    """An app over a store in which somebody has lifted."""
    with web_house.house(tmp_path_factory.mktemp("any"), "demo") as made:
        for day in range(1, 7):
            at = datetime(2026, 11, day, 18, tzinfo=UTC)
            sets = [
                SetEntry(
                    "back_squat", load, [Repetition(k, mean_velocity=speed) for k in (1, 2, 3)], rpe=8, started_at=at
                )
                for load, speed in ((60.0, 1.0), (100.0, 0.7), (140.0, 0.4))
            ]
            made.store.add_session(Session("Ada", sets, started_at=at))
        yield create_app(made)


def test_no_call_makes_the_server_fail(app: Starlette) -> None:
    described = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, headers=HEADERS)
    operations = [each.ok() for each in described.get_all_operations()]
    assert len(operations) >= 8
    for operation in operations:
        _never_fails(operation)


def _never_fails(operation: Any) -> None:
    @hypothesis.settings(
        max_examples=10, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(hypothesis.HealthCheck),
    )  # fmt: skip
    @hypothesis.given(case=operation.as_strategy())
    def called(case: Any) -> None:
        answer = case.call(headers=HEADERS, timeout=PATIENCE_S)
        assert answer.status_code < 500, f"{operation.method} {operation.path}: {answer.text[:300]}"

    called()
