"""Starts the server and says where it is; ends it without losing anything."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from neuraldrive.errors import BadValue
from neuraldrive.web import addresses
from neuraldrive.web.app import create_app
from neuraldrive.web.doors.patience import PatientProtocol, more_files
from neuraldrive.web.house import LOOPBACK, House
from neuraldrive.workflows.alone import Alone


@dataclass(frozen=True)
class Address:
    """Where to serve: port 0 takes a free one."""

    host: str = "127.0.0.1"
    port: int = 0
    certificate: Path | None = None
    key: Path | None = None


class Server(uvicorn.Server):
    """A server of a house at an address; `ready` is told where it is once it answers.

    Raises:
        BadValue: a demonstration for others, a port that is taken, or a data folder that another server has.
    """

    def __init__(self, house: House, address: Address, ready: Callable[[str], None]) -> None:
        if house.mode == "demo" and address.host not in LOOPBACK:
            raise BadValue(
                "host", found=address.host, needed="127.0.0.1: the demonstration has no passwords",
                remedy="Serve a team with: neuraldrive serve.",
            )  # fmt: skip
        self._alone = Alone(house.place.data_dir)
        self._bound, self._ready = _bound(address), ready
        self._store = str(Path(house.store.place).absolute())
        scheme = "https" if address.certificate else "http"
        self.address = f"{scheme}://{addresses.shown(address.host)}:{self._bound.getsockname()[1]}/"
        super().__init__(uvicorn.Config(
            create_app(house), http=PatientProtocol, log_level="warning", ws_max_size=1 << 20, ws_max_queue=32, ws_per_message_deflate=False, timeout_graceful_shutdown=3,
            ssl_certfile=address.certificate, ssl_keyfile=address.key, server_header=False, proxy_headers=False,
        ))  # fmt: skip

    def run(self, sockets: list[socket.socket] | None = None) -> None:
        """Serves until it is interrupted."""
        more_files()
        try:
            super().run(sockets or [self._bound])
        finally:
            self._alone.let_go()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Starts, then says so."""
        await super().startup(sockets)
        self._alone.say(self.address, self._store)
        self._ready(self.address)


def _bound(address: Address) -> socket.socket:
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((address.host, address.port))
    except OSError as cause:
        made.close()
        raise BadValue(
            "address", found=f"{address.host}:{address.port} ({cause.strerror or cause})", needed="one that is free",
            remedy="Give another with --port, or end what serves there.",
        ) from cause  # fmt: skip
    return made
