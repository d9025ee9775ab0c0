"""Where a sensor is and how it writes, in one line of text."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType
from urllib.parse import unquote

from neuraldrive.errors import BadValue

_ANY = ("device", "name", "channel")
_LIVE = (*_ANY, "unit", "rotation_unit", "time_unit")
OPTIONS: Mapping[str, tuple[str, ...]] = {
    "replay": (*_ANY, "speed"),
    "serial": (*_LIVE, "baud", "format"),
    "mqtt": _LIVE,
    "websocket": _LIVE,
    "websocket_server": (*_LIVE, "key"),
}
"""The options that an address may have, by its kind."""
_FORMS = "replay:FILE, serial:PORT, mqtt://HOST/TOPIC, ws://HOST:PORT/PATH, or ws:HOST:PORT to be connected to"
_SERVER_PLACE = "127.0.0.1:8765"


@dataclass(frozen=True)
class Address:
    """An address as it was read.

    Args:
        kind: replay, serial, mqtt, websocket or websocket_server.
        place: file, port, or address without our options.
        options: what follows `?`.
    """

    kind: str
    place: str
    options: Mapping[str, str]

    @property
    def name(self) -> str:
        """As the option `name` says, else the address without options, user and password."""
        bare = re.sub(r"//[^/]*@", "//", self.place.partition("?")[0])
        prefix = {"replay": "replay:", "serial": "serial:", "websocket_server": "ws:"}.get(self.kind, "")
        return self.options.get("name", prefix + bare)

    def number(self, option: str, default: float) -> float:
        """An option that is a number above 0.

        Raises:
            BadValue: it is not.
        """
        text = self.options.get(option, str(default))
        try:
            value = math.inf if text == "max" else float(text)
        except ValueError:
            value = math.nan
        if not value > 0:
            raise BadValue(
                option, found=repr(text), needed="a number above 0", remedy=f"Write {option}={default:g}, say."
            )
        return value


def parse_address(text: str) -> Address:
    """Reads an address.

    Raises:
        BadValue: no such kind of address, nothing after it, or an option that its kind does not have.

    >>> parse_address("serial:/dev/ttyUSB0?baud=115200&unit=mm").options["unit"]
    'mm'
    >>> parse_address("mqtt://coach:secret@gym.local/bar1").name
    'mqtt://gym.local/bar1'
    """
    text = text.strip()
    place, _, query = text.partition("?") if not text.startswith("replay:") else _file_and_query(text)
    kind, place = _kind(place)
    pairs = [each.partition("=") for each in query.split("&") if each]
    options, foreign = {}, []
    for key, _, value in pairs:
        if key in OPTIONS[kind]:
            options[key] = unquote(value)
        elif kind == "websocket" and not get_close_matches(key, OPTIONS[kind], cutoff=0.7):
            foreign.append(f"{key}={value}")
        else:
            raise BadValue(
                "sensor address", found=f"the option {key!r}", needed=f"one of {', '.join(OPTIONS[kind])}",
                remedy="Correct it or leave it out.",
            )  # fmt: skip
    return Address(kind, place + ("?" + "&".join(foreign) if foreign else ""), MappingProxyType(options))


def _file_and_query(text: str) -> tuple[str, str, str]:
    """A file's name may have a question mark in it; options have an equals sign."""
    place, mark, query = text.rpartition("?")
    return (place, mark, query) if mark and "=" in query else (text, "", "")


def _kind(text: str) -> tuple[str, str]:
    scheme, _, rest = text.partition(":")
    if scheme in ("mqtt", "mqtts") and rest.startswith("//") and rest.strip("/"):
        return "mqtt", text
    if scheme in ("ws", "wss") and rest.startswith("//") and rest.strip("/"):
        return "websocket", text
    if scheme == "ws" and not rest.startswith("//"):
        return "websocket_server", rest or _SERVER_PLACE
    if scheme in ("replay", "serial") and rest:
        return scheme, rest
    raise BadValue(
        "sensor address", found=repr(text), needed=_FORMS, remedy="Write it so; options follow a question mark."
    )
