"""The app is whole before it serves: nothing of it is built at a request, beside threads that do other things."""

from __future__ import annotations

import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from fastapi._compat import v2

import web_house


def test_no_parameter_is_built_at_a_request(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with web_house.house(tmp_path) as made, web_house.client(made, headers={"accept": "text/html"}) as talking:
        late: list[str] = []
        build = v2.ModelField.__post_init__

        def built(field: v2.ModelField) -> None:
            late.append(field.name)
            build(field)

        monkeypatch.setattr(v2.ModelField, "__post_init__", built)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            for path in (
                "/team",
                "/athletes/1",
                "/rack",
                "/plans",
                "/me",
                "/import",
                "/api/v1/sessions",
                "/api/v1/racks",
            ):
                assert talking.get(path).status_code in (200, 404)
    assert late == []


UNSILENCED = """
import contextlib, sys
from pathlib import Path
from types import SimpleNamespace
from fastapi._compat import v2
v2.warnings = SimpleNamespace(catch_warnings=contextlib.nullcontext, simplefilter=lambda *_, **__: None)
from neuraldrive.store import open_store
from neuraldrive.web.app import create_app
from neuraldrive.web.house import House
from neuraldrive.workflows.places import Place
folder = Path(sys.argv[1])
with open_store(folder) as store:
    print(len(create_app(House(store, Place(folder, None, "kg"), "demo")).openapi()["paths"]))
"""
"""As if another thread had undone what FastAPI silences."""


def test_pydantic_complains_of_no_parameter_also_where_another_thread_undoes_what_fastapi_silences(
    tmp_path: Path,
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", UNSILENCED, str(tmp_path)], capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) > 50
