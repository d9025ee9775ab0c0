"""A certificate of this computer's own: tablets trust it once, then keep awake and stay private."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import trustme

from neuraldrive.workflows.writing import write_whole

FOLDER, AUTHORITY, CHAIN, KEY = "tls", "authority.pem", "server.pem", "server.key"
_DAYS = 397


def of(data_dir: Path, host: str) -> tuple[Path, Path]:
    """The server's certificate and its key; made where there is none, or the one there is ends within a month.

    The authority's own certificate, which a tablet is to trust, lies beside them as authority.pem.
    """
    folder = data_dir / FOLDER
    chain, key = folder / CHAIN, folder / KEY
    if not _is_good(chain):
        _make(folder, _names(host))
    return chain, key


def _make(folder: Path, names: list[str]) -> None:
    authority = trustme.CA(organization_name="neuraldrive on this computer")
    issued = authority.issue_cert(*names, not_after=datetime.now(UTC) + timedelta(days=_DAYS))
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    whole = b"".join(each.bytes() for each in issued.cert_chain_pems)
    for name, content in (
        (AUTHORITY, authority.cert_pem.bytes()),
        (KEY, issued.private_key_pem.bytes()),
        (CHAIN, whole),
    ):
        write_whole(folder / name, "certificate", lambda file, content=content: _private(file, content))  # type: ignore[misc]


def _private(file: Path, content: bytes) -> None:
    file.touch(mode=0o600)
    file.chmod(0o600)
    file.write_bytes(content)


def _is_good(chain: Path) -> bool:
    if not chain.exists() or not (chain.parent / KEY).exists():
        return False
    made = datetime.fromtimestamp(chain.stat().st_mtime, UTC)
    return datetime.now(UTC) - made < timedelta(days=_DAYS - 30)


def _names(host: str) -> list[str]:
    """By which a browser may call this computer: its names and addresses."""
    names = {"localhost", "127.0.0.1", "::1", socket.gethostname(), f"{socket.gethostname()}.local"}
    with contextlib.suppress(OSError):
        names |= {str(ipaddress.ip_address(each[4][0])) for each in socket.getaddrinfo(socket.gethostname(), None)}
    if host not in ("0.0.0.0", "::"):
        names.add(host)
    return sorted(names)
