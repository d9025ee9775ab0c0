"""The door of a live set: pairs of float64 and pictures out, nothing in."""

from __future__ import annotations

import asyncio
import contextlib
import time

from fastapi import APIRouter, WebSocket, WebSocketDisconnect
from starlette.concurrency import run_in_threadpool

from neuraldrive.web.doors.guard import guard
from neuraldrive.web.doors.limits import Limit
from neuraldrive.web.house import house_of
from neuraldrive.web.racks.hub import hub_of
from neuraldrive.web.racks.live_rack import LiveRack
from neuraldrive.web.racks.subscriber import Subscriber
from neuraldrive.web.refusals import Refused

router = APIRouter()
MOST_SOCKETS, MOST_OF_ONE = 200, 40
LARGEST = 1024
AGAIN_S = 30.0
"""So often it is asked again whether who looks on still may."""
FLOOD, TOO_LARGE, NO_RACK, ENDED = 4429, 1009, 4404, 4410


@router.websocket("/live/{name}")
async def live(socket: WebSocket, name: str) -> None:
    """Everything of a rack as it happens, the whole state first.

    Text is a picture (JSON) with the name of what has just happened in `event`; bytes are pairs of float64, little-endian: time on
    the sensor's clock (s) and bar velocity (m/s). No bytes at all are a sign of life. Close codes: 4401 not signed in, 4403 not from
    here, 4404 no such rack, 4410 closed, 4429 too many, 1009 a message that is too large.
    """
    address = socket.client.host if socket.client else ""
    await socket.accept()
    house = house_of(socket)
    there = house.limits.open_sockets
    if house.limits.sockets.wait_s(address) > 0.0 or there.total() >= MOST_SOCKETS or there[address] >= MOST_OF_ONE:
        await socket.close(FLOOD, "too many connections: wait a minute")
        return
    rack = await run_in_threadpool(hub_of(house).find, name)
    if rack is None:
        await socket.close(NO_RACK, "no rack of that name is open")
        return
    there[address] += 1
    try:
        await _serve(socket, rack)
    finally:
        there[address] -= 1
        if not there[address]:
            del there[address]


async def _serve(socket: WebSocket, rack: LiveRack) -> None:
    subscriber = Subscriber()
    rack.subscribe(subscriber, asyncio.get_running_loop())
    heard = asyncio.create_task(_hear(socket, subscriber))
    try:
        await _tell(socket, subscriber)
    finally:
        rack.unsubscribe(subscriber)
        heard.cancel()
        with contextlib.suppress(asyncio.CancelledError, Exception):
            await heard


async def _tell(socket: WebSocket, subscriber: Subscriber) -> None:
    asked_s = time.monotonic()
    with contextlib.suppress(WebSocketDisconnect, RuntimeError):
        while not subscriber.closed:
            message = await subscriber.take()
            if isinstance(message, str):
                await socket.send_text(message)
            else:
                await socket.send_bytes(message)
            if time.monotonic() - asked_s > AGAIN_S:
                asked_s = time.monotonic()
                await _still_may(socket, subscriber)
        code, _, why = subscriber.closed.partition(" ")
        await socket.close(int(code) if code.isdigit() else ENDED, why if code.isdigit() else subscriber.closed)


async def _still_may(socket: WebSocket, subscriber: Subscriber) -> None:
    """Whoever signed out, or may no more, sees no more."""
    try:
        await guard(socket)
    except Refused as refused:
        subscriber.close(f"{4000 + refused.status} {refused.told['what']}")


async def _hear(socket: WebSocket, subscriber: Subscriber) -> None:
    """A page has nothing to say here: little is heard out, much closes the door."""
    messages = Limit(20, 10.0)
    while True:
        message = await socket.receive()
        if message["type"] == "websocket.disconnect":
            subscriber.close("gone")
            return
        size = len(message.get("bytes") or b"") + len(message.get("text") or "")
        if size > LARGEST:
            subscriber.close(f"{TOO_LARGE} too large")
        elif messages.wait_s("") > 0.0:
            subscriber.close(f"{FLOOD} too many messages")
