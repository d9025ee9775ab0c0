"""What every answer carries, and how much a request may bring: security headers and limits of size, before anything is read."""

from __future__ import annotations

import contextlib
import json
from collections.abc import MutableMapping
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BYTES, LARGEST_UPLOAD_BYTES = 1 << 20, 256 << 20
UPLOADS = "/api/v1/imports"
_HEADERS = (
    (b"content-security-policy",
     (b"default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; "
     b"connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'")),
    (b"x-content-type-options", b"nosniff"),
    (b"x-dns-prefetch-control", b"off"),  # the papers that a page links to are asked for when somebody goes there
    (b"referrer-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), interest-cohort=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)  # fmt: skip
_OURS = tuple(name for name, _ in _HEADERS)


class Envelope:
    """Wraps an app; a body that is too large is refused by what it says of itself, and cut off where it lies."""

    def __init__(self, app: ASGIApp, *, tls: bool = False) -> None:
        self.app, self.tls = app, tls

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        most = LARGEST_UPLOAD_BYTES if scope["path"].rstrip("/") == UPLOADS else LARGEST_BYTES
        said = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
        if not said.isdigit() or int(said) > most:
            await _refuse(send, most)
            return
        counted = _Counted(receive, most)

        async def sent(message: Message) -> None:
            if counted.is_over:  # whatever was made of a body that was cut off
                return
            if message["type"] == "http.response.start":
                self._seal(scope, message)
            await send(message)

        with contextlib.suppress(_TooMuch):
            await self.app(scope, counted.receive, sent)
        if counted.is_over:
            await _refuse(send, most)

    def _seal(self, scope: Scope, message: MutableMapping[str, Any]) -> None:
        headers = [(name, value) for name, value in message["headers"] if name not in _OURS]
        headers += _HEADERS
        if self.tls:
            headers.append((b"strict-transport-security", b"max-age=31536000"))
        if not any(name == b"cache-control" for name, _ in headers):
            static = scope["path"].startswith("/static/")
            headers.append((b"cache-control", b"no-cache" if static else b"no-store"))
        message["headers"] = headers


class _TooMuch(Exception):
    pass


class _Counted:
    """A body that ends where it grows too large."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive, self._most, self._seen, self.is_over = receive, most, 0, False

    async def receive(self) -> Message:
        message = await self._receive()
        self._seen += len(message.get("body", b""))
        if self._seen > self._most:
            self.is_over = True
            raise _TooMuch
        return message


async def _refuse(send: Send, most: int) -> None:
    told = {"what": "body", "found": f"more than {most >> 20} MiB", "needed": f"at most {most >> 20} MiB",
            "remedy": "Send less; files go through the import, in parts."}  # fmt: skip
    body = json.dumps({"error": told}).encode()
    headers = [(b"content-type", b"application/json"), (b"connection", b"close"), *_HEADERS]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": body})
