"""Under which names and addresses this computer can be called from its network."""

from __future__ import annotations

import contextlib
import ipaddress
import socket

from neuraldrive.web.house import LOOPBACK

EVERYWHERE = ("0.0.0.0", "::", "")
_ELSEWHERE = {socket.AF_INET: "192.0.2.1", socket.AF_INET6: "2001:db8::1"}
"""Addresses that nobody has (RFC 5737, RFC 3849): nothing is sent to them, but the system says from where it would send."""


def in_the_network() -> list[str]:
    """Addresses of this computer that others may call; empty where it is in no network."""
    found = []
    for family, elsewhere in _ELSEWHERE.items():
        with contextlib.suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as line:
            line.connect((elsewhere, 9))
            found.append(str(line.getsockname()[0]))
    with contextlib.suppress(OSError):
        found += [str(each[4][0]) for each in socket.getaddrinfo(socket.gethostname(), None)]
    return [each for each in dict.fromkeys(found) if _is_ours_for_others(each)]


def names() -> list[str]:
    """All by which a browser may call this computer, here or in the network."""
    name = socket.gethostname()
    return sorted({"localhost", "127.0.0.1", "::1", name, f"{name}.local", *in_the_network()})


def shown(host: str) -> str:
    """What others type to reach a server that listens at `host`, as it stands in an address.

    >>> shown("127.0.0.1"), shown("10.0.0.7"), shown("fd00::7")
    ('localhost', '10.0.0.7', '[fd00::7]')
    """
    if host in LOOPBACK:
        return "localhost"
    called = next(iter(in_the_network()), socket.gethostname()) if host in EVERYWHERE else host
    return f"[{called}]" if ":" in called else called


def _is_ours_for_others(address: str) -> bool:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:  # an address with its interface, such as fe80::1%eth0
        return False
    return not (found.is_loopback or found.is_link_local or found.is_unspecified)
