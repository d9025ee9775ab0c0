"""A served house for the tests: an app over a store of its own, in the process or on a free port."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from starlette.testclient import TestClient

from neuraldrive.store import Store, open_store
from neuraldrive.web.app import create_app
from neuraldrive.web.house import House
from neuraldrive.web.serving import Address, Server
from neuraldrive.workflows.places import Place

PASSWORD = "correct horse battery"


@contextmanager
def house(folder: Path, mode: Literal["demo", "team"] = "demo") -> Iterator[House]:
    """A house over a fresh store in a folder."""
    with open_store(folder, signals_dir=folder / "signals") as store:
        yield House(store, Place(folder, None, "kg"), mode)


@contextmanager
def client(made: House, **more: Any) -> Iterator[TestClient]:
    """Talks to the app in this process; errors come as answers."""
    base = "http://localhost" if made.mode == "demo" else "http://gym.example"
    with TestClient(create_app(made), base_url=base, raise_server_exceptions=False, **more) as talking:
        yield talking


def owner(talking: TestClient, name: str = "Ada") -> dict[str, str]:
    """The first owner signs in; gives the headers of every change."""
    answer = talking.post("/api/v1/first-owner", json={"name": name, "password": PASSWORD})
    assert answer.status_code == 201, answer.text
    return {"X-CSRF": answer.json()["csrf"]}


def sign_in(talking: TestClient, name: str, password: str = PASSWORD) -> dict[str, str]:
    """Somebody signs in; gives the headers of every change."""
    answer = talking.post("/api/v1/sign-in", json={"name": name, "password": password})
    assert answer.status_code == 200, answer.text
    return {"X-CSRF": answer.json()["csrf"]}


@contextmanager
def served(made: House) -> Iterator[str]:
    """The app on a free port; gives its address, without a slash at the end."""
    told: list[str] = []
    is_ready = threading.Event()

    def ready(address: str) -> None:
        told.append(address.rstrip("/"))
        is_ready.set()

    server = Server(made, Address(), ready)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    assert is_ready.wait(30.0)
    yield told[0]
    server.should_exit = True
    thread.join(10.0)


def stored(folder: Path) -> Store:
    """The store of a folder, opened once more."""
    return open_store(folder, signals_dir=folder / "signals")
