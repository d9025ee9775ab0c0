"""Where a server says it is, and the certificate of its computer."""

from __future__ import annotations

import ssl
import stat
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import web_house
from neuraldrive.web import addresses, certificates
from neuraldrive.web.serving import Address, Server


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of this computer that a test may change."""
    now = ["localhost", "127.0.0.1", "gym.local", "10.0.0.7"]
    monkeypatch.setattr(addresses, "names", lambda: now)
    return now


def test_a_server_of_the_whole_network_names_an_address_that_others_can_type() -> None:
    assert addresses.shown("0.0.0.0") not in ("0.0.0.0", "localhost", "127.0.0.1", "")
    assert not {"127.0.0.1", "::1", "0.0.0.0"} & set(addresses.in_the_network())


def test_a_certificate_is_kept_as_long_as_it_fits(tmp_path: Path, names: list[str]) -> None:
    chain, key = certificates.of(tmp_path, "0.0.0.0")
    first, authority = chain.read_bytes(), (chain.parent / certificates.AUTHORITY).read_bytes()
    assert certificates.of(tmp_path, "0.0.0.0")[0].read_bytes() == first
    names[-1] = "10.0.0.8"
    assert certificates.of(tmp_path, "0.0.0.0")[0].read_bytes() != first
    assert (chain.parent / certificates.AUTHORITY).read_bytes() == authority
    kept = [key, chain.parent / certificates.AUTHORITY_KEY]
    assert [stat.S_IMODE(each.stat().st_mode) for each in kept] == [0o600, 0o600]


def test_a_certificate_that_cannot_be_read_is_made_anew(tmp_path: Path, names: list[str]) -> None:
    chain, _ = certificates.of(tmp_path, "gym.example")
    chain.write_bytes(b"not a certificate")
    certificates.of(tmp_path, "gym.example")
    assert chain.read_bytes().startswith(b"-----BEGIN CERTIFICATE")


def test_who_trusts_the_authority_comes_in_by_https(tmp_path: Path, names: list[str]) -> None:
    chain, key = certificates.of(tmp_path, "127.0.0.1")
    with web_house.house(tmp_path, "team") as made:
        made.tls, ready = True, threading.Event()
        server = Server(made, Address(certificate=chain, key=key), lambda _: ready.set())
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        assert ready.wait(30.0)
        assert urlsplit(server.address).scheme == "https"
        trusted = ssl.create_default_context(cafile=str(chain.parent / certificates.AUTHORITY))
        with urllib.request.urlopen(f"{server.address}healthy", context=trusted) as answer:
            assert answer.status == 200
            assert "max-age" in answer.headers["strict-transport-security"]
        server.should_exit = True
        thread.join(10.0)


def test_a_network_that_is_served_gets_its_address_and_setup_code_printed(tmp_path: Path) -> None:
    words = [sys.executable, "-c", "from neuraldrive.cli import main; main()", "serve", "--host", "0.0.0.0", "--port", "0"]  # fmt: skip
    process = subprocess.Popen([*words, "--data-dir", str(tmp_path)], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        told = [process.stdout.readline(), process.stdout.readline()]
    finally:
        process.terminate()
        process.communicate(timeout=20)
    assert "0.0.0.0" not in told[0]
    assert told[0].startswith("neuraldrive serves http://")
    assert "setup code" in told[1]
