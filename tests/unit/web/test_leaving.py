"""What somebody asked for and left is not finished."""

from __future__ import annotations

import http.client
import json
import threading
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from neuraldrive.workflows import lab_gaps
from web_house import client, house, served


def test_the_explanation_of_a_gap_ends_when_whoever_asked_has_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs, ended = [], threading.Event()

    def slow(_a: Any, _b: Any, *, on_run: Any) -> dict[str, Any]:
        try:
            for run in range(400):
                time.sleep(0.05)
                runs.append(run)
                on_run(run + 1, 400)
        finally:
            ended.set()
        return {}

    monkeypatch.setattr(lab_gaps, "explained", slow)
    with house(tmp_path) as made, client(made) as talking, served(made) as address:
        csrf = talking.get("/api/v1/me").json()["csrf"]
        asked = {"effort": {"kind": "ballistic", "to": 1.0, "hold_s": 0.5}, "units": 60}
        sides = {"a": asked, "b": {**asked, "state": {"population": "explosive_trained"}}, "explained": True}
        talks = http.client.HTTPConnection(urlsplit(address).netloc)
        talks.request(
            "POST", "/api/v1/lab/gaps", json.dumps(sides), {"X-CSRF": csrf, "Content-Type": "application/json"}
        )
        until = time.monotonic() + 20.0
        while not runs and time.monotonic() < until:
            time.sleep(0.02)
        assert runs
        talks.close()
        assert ended.wait(5.0)
        assert len(runs) < 150
