"""Who keeps a connection and does nothing is let go; everybody else goes on."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

import web_house
from neuraldrive.web.doors import patience
from neuraldrive.web.doors.guard import csrf_of
from neuraldrive.web.racks.hub import Hub
from neuraldrive.web.uploads import FOLDER

HEALTHY = b"GET /healthy HTTP/1.1\r\nHost: localhost\r\n\r\n"
HALF_AN_UPLOAD = (
    f"POST /api/v1/imports HTTP/1.1\r\nHost: localhost\r\nX-CSRF: {csrf_of('demonstration')}\r\n"
    "Content-Length: 99999\r\nContent-Type: multipart/form-data; boundary=x\r\n\r\n"
    '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nhalf'
).encode()


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, int]]:
    """Where an impatient server answers."""
    for name, seconds in (("HEAD_S", 0.6), ("STALL_S", 0.6), ("LOOK_S", 0.05)):
        monkeypatch.setattr(patience, name, seconds)
    with web_house.house(tmp_path) as made, web_house.served(made) as address:
        host, port = address.removeprefix("http://").split(":")
        yield host, int(port)


@pytest.mark.parametrize("begun", [b"", b"GET /team HTTP/1.1\r\nHost: localhost\r\nX-Slow: "], ids=["nothing", "half"])
def test_a_connection_that_makes_no_request_is_ended(at: tuple[str, int], begun: bytes) -> None:
    with socket.create_connection(at, timeout=10.0) as idle:
        idle.sendall(begun)
        assert _ends(idle)


def test_a_header_that_comes_byte_by_byte_is_ended(at: tuple[str, int]) -> None:
    with socket.create_connection(at, timeout=10.0) as slow:
        slow.sendall(HEALTHY[:-2])
        assert _within(8.0, lambda: not _sent(slow, b"X"))


def test_an_upload_that_stops_is_ended_and_leaves_nothing(at: tuple[str, int], tmp_path: Path) -> None:
    with socket.create_connection(at, timeout=10.0) as slow:
        slow.sendall(HALF_AN_UPLOAD)
        assert _within(5.0, lambda: bool(list((tmp_path / FOLDER).glob("*"))))
        assert _ends(slow)
        assert _within(5.0, lambda: not list((tmp_path / FOLDER).glob("*")))


def test_an_upload_that_hardly_moves_is_ended(at: tuple[str, int]) -> None:
    with socket.create_connection(at, timeout=10.0) as slow:
        slow.sendall(HALF_AN_UPLOAD)
        assert _within(8.0, lambda: not _sent(slow, b"x"))


def test_an_upload_that_moves_goes_on(at: tuple[str, int]) -> None:
    with socket.create_connection(at, timeout=10.0) as steady:
        steady.sendall(HALF_AN_UPLOAD.replace(b"99999", b"9999999"))
        for _ in range(15):
            time.sleep(0.1)
            assert _sent(steady, b"x" * patience.LEAST_BYTES)


def test_connections_beyond_those_of_one_address_are_told_to_come_later(
    at: tuple[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "HEAD_S", 30.0)
    monkeypatch.setattr(patience, "MOST_OF_ONE", 5)
    with ExitStack() as stack:
        kept = [stack.enter_context(socket.create_connection(at, timeout=10.0)) for _ in range(6)]
        assert kept[-1].recv(40).startswith(b"HTTP/1.1 503")
        kept[0].sendall(HEALTHY)
        assert kept[0].recv(40).startswith(b"HTTP/1.1 200")


def test_a_live_page_is_not_ended(at: tuple[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    async def quiet(*_: object) -> None:
        await asyncio.sleep(2.0)

    monkeypatch.setattr(Hub, "find", lambda *_: object())
    monkeypatch.setattr("neuraldrive.web.racks.socket._serve", quiet)
    ask = (
        f"GET /live/rack HTTP/1.1\r\nHost: {at[0]}:{at[1]}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    )
    with socket.create_connection(at, timeout=10.0) as live:
        live.sendall(ask.encode())
        assert live.recv(4096).startswith(b"HTTP/1.1 101")
        began_s = time.monotonic()
        live.recv(10)
        assert time.monotonic() - began_s > 1.5


def _ends(connection: socket.socket) -> bool:
    """Whether the other end goes away within ten seconds."""
    try:
        return connection.recv(10) == b""
    except ConnectionError:
        return True


def _sent(connection: socket.socket, more: bytes) -> bool:
    time.sleep(0.02)
    try:
        connection.sendall(more)
    except OSError:
        return False
    return True


def _within(seconds: float, is_so: Callable[[], bool]) -> bool:
    ends = time.monotonic() + seconds
    while not is_so() and time.monotonic() < ends:
        time.sleep(0.02)
    return is_so()
