"""A certificate of this computer's own: tablets trust its authority once, then keep awake and stay private."""

from __future__ import annotations

import ipaddress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import trustme
from cryptography import x509

from neuraldrive.web import addresses
from neuraldrive.workflows.writing import write_whole

FOLDER, AUTHORITY, AUTHORITY_KEY, CHAIN, KEY = "tls", "authority.pem", "authority.key", "server.pem", "server.key"
_DAYS, _BEFORE = 397, timedelta(days=30)


def of(data_dir: Path, host: str) -> tuple[Path, Path]:
    """The server's certificate and its key; made where there is none for the names and addresses of today, or it ends in a month.

    The authority's own certificate, which a tablet is to trust, lies beside them as authority.pem; it stays the same, so that a
    computer with a new address needs nothing new on the tablets.
    """
    folder = data_dir / FOLDER
    chain, key = folder / CHAIN, folder / KEY
    names = set(addresses.names()) | ({host} - set(addresses.EVERYWHERE))
    if not (key.exists() and _is_good(chain, names)):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _issue(_authority(folder), folder, sorted(names))
    return chain, key


def _authority(folder: Path) -> trustme.CA:
    """The one there is, or a new one."""
    certificate, key = folder / AUTHORITY, folder / AUTHORITY_KEY
    if certificate.exists() and key.exists():
        pem = certificate.read_bytes()
        if _lasts(x509.load_pem_x509_certificate(pem)):
            return trustme.CA.from_pem(pem, key.read_bytes())
    made = trustme.CA(organization_name="neuraldrive on this computer")
    _write(key, made.private_key_pem.bytes())
    _write(certificate, made.cert_pem.bytes())
    return made


def _issue(authority: trustme.CA, folder: Path, names: list[str]) -> None:
    issued = authority.issue_cert(*names, not_after=datetime.now(UTC) + timedelta(days=_DAYS))
    _write(folder / KEY, issued.private_key_pem.bytes())
    _write(folder / CHAIN, b"".join(each.bytes() for each in issued.cert_chain_pems))


def _write(file: Path, content: bytes) -> None:
    def private(made: Path) -> None:
        made.touch(mode=0o600)
        made.chmod(0o600)
        made.write_bytes(content)

    write_whole(file, "certificate", private)


def _is_good(chain: Path, names: set[str]) -> bool:
    """Whether it is for all these names, and for another month."""
    if not chain.exists():
        return False
    try:
        certificate = x509.load_pem_x509_certificate(chain.read_bytes())
        given = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (ValueError, x509.ExtensionNotFound):
        return False
    held = {*given.get_values_for_type(x509.DNSName), *map(str, given.get_values_for_type(x509.IPAddress))}
    wanted = {_plain(each) for each in names}
    return wanted <= held and _lasts(certificate)


def _lasts(certificate: x509.Certificate) -> bool:
    return certificate.not_valid_after_utc - datetime.now(UTC) > _BEFORE


def _plain(name: str) -> str:
    """An address as certificates write it; a name as it is."""
    try:
        return str(ipaddress.ip_address(name))
    except ValueError:
        return name
