"""A device that publishes to an MQTT broker."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from urllib.parse import unquote, urlsplit

from neuraldrive.errors import BadValue, SensorNotOpened
from neuraldrive.sensors.extras import extra
from neuraldrive.sensors.link import LARGEST_MESSAGE, OPENING_S, PATIENCE_S, Message, now_s

_KEEP_ALIVE_S = 5
_PORTS = {"mqtt": 1883, "mqtts": 8883}


class MqttLink:
    """A topic of a broker, wildcards allowed: mqtt://user:password@host:port/topic, or mqtts:// with TLS."""

    def __init__(self, url: str) -> None:
        scheme, _, rest = url.partition("://")
        server, _, self._topic = rest.partition("/")
        parts = urlsplit(f"//{server}")
        self._mqtt, self._has_tls = extra("paho.mqtt.client"), scheme == "mqtts"
        try:
            self._host, self._tcp_port = parts.hostname or "localhost", parts.port or _PORTS[scheme]
        except ValueError as error:
            raise _not_an_address(f"{server.rpartition('@')[2]!r}", "a host, or host:port") from error
        if not self._topic:
            raise _not_an_address("no topic", "a topic after the host")
        self._user = unquote(parts.username or "") or None
        self._password = unquote(parts.password or "") or None
        self._client: Any = None
        self._came: list[Message] = []
        self._ready, self._refused = False, ""

    def connect(self) -> None:
        """Connects and subscribes; waits until the broker has said yes to both."""
        self._client = client = self._mqtt.Client(self._mqtt.CallbackAPIVersion.VERSION2)
        self._ready, self._refused, self._came = False, "", []
        client.on_connect, client.on_subscribe, client.on_message = self._connected, self._subscribed, self._arrived
        client.connect_timeout = OPENING_S
        if self._user:
            client.username_pw_set(self._user, self._password)
        if self._has_tls:
            client.tls_set()
        until_s = now_s() + OPENING_S
        try:
            client.connect(self._host, self._tcp_port, keepalive=_KEEP_ALIVE_S)
            while not (self._ready or self._refused) and now_s() < until_s:
                self._turn()
        except OSError as error:
            raise self._not_opened(self._refused or str(error)) from error
        if not self._ready:
            self.disconnect()
            raise self._not_opened(self._refused or f"no answer within {OPENING_S:g} s")

    def receive(self) -> list[Message]:
        """The messages that have come."""
        self._turn()
        came, self._came = self._came, []
        return came

    def disconnect(self) -> None:
        """Says good-bye to the broker."""
        client, self._client = self._client, None
        if client is not None:
            with suppress(Exception):  # the broker may be gone
                client.disconnect()
                client.loop(timeout=0.0)

    def _turn(self) -> None:
        """Lets the client send and take what there is."""
        code = self._client.loop(timeout=PATIENCE_S)
        if code != self._mqtt.MQTT_ERR_SUCCESS:
            raise ConnectionError(self._mqtt.error_string(code).rstrip("."))

    def _connected(self, client: Any, data: Any, flags: Any, reason: Any, properties: Any) -> None:
        if reason.is_failure:
            self._refused = f"a broker that refused: {reason}".lower()
        else:
            client.subscribe(self._topic, qos=1)

    def _subscribed(self, client: Any, data: Any, number: int, reasons: Any, properties: Any) -> None:
        if any(reason.is_failure for reason in reasons):
            self._refused = f"a broker that does not give us the topic {self._topic}"
        self._ready = not self._refused

    def _arrived(self, client: Any, data: Any, message: Any) -> None:
        if len(message.payload) <= LARGEST_MESSAGE:
            self._came.append(Message(now_s(), bytes(message.payload)))

    def _not_opened(self, found: str) -> SensorNotOpened:
        return SensorNotOpened(
            f"MQTT broker {self._host}:{self._tcp_port}", found=found, needed=f"a broker that gives us {self._topic}",
            remedy="Check that it runs there, and user and password (mqtt://user:password@host/topic).",
        )  # fmt: skip


def _not_an_address(found: str, needed: str) -> BadValue:
    return BadValue("sensor address", found=found, needed=needed, remedy="Write it as mqtt://gym.local:1883/bar1.")
