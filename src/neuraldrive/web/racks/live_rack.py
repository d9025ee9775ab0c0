"""One rack under way: its thread, and what it tells to all who look on."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from neuraldrive.errors import NeuraldriveError
from neuraldrive.records import SampleBlock
from neuraldrive.web.plainly import plainly
from neuraldrive.web.racks.picture import Picture
from neuraldrive.web.racks.subscriber import Subscriber
from neuraldrive.web.racks.tapped import Tapped
from neuraldrive.workflows.bar_trace import BarTrace
from neuraldrive.workflows.rack_events import Event
from neuraldrive.workflows.rack_sources import SIMULATED
from neuraldrive.workflows.rack_wishes import REPLAY
from neuraldrive.workflows.two_lifters import SharedRack

_LOG = logging.getLogger("neuraldrive.racks")
WARMING_S = 180.0
TRACE_BYTES = 16 * 1500
"""Of the trace, what a late joiner gets: six seconds at 250 pairs a second."""


class LiveRack:
    """Runs a rack in a thread of its own, once `warm` is set.

    Args:
        changed: called whenever sessions or sets begin, so that they may be written down.
        anew: of the rack that has ended makes the one that takes its place once all is played, as soon as somebody looks on;
            without it, all is over then.
    """

    def __init__(
        self, name: str, rack: SharedRack, source: str, warm: threading.Event, changed: Callable[[], None],
        *, anew: Callable[[SharedRack], SharedRack] | None = None,
    ) -> None:  # fmt: skip
        self.name, self.rack, self.source = name, rack, source
        self.picture = Picture(rack, source)
        self._warm, self._changed, self._anew = warm, changed, anew
        self._ends = threading.Event()
        self._subscribers: dict[Subscriber, asyncio.AbstractEventLoop] = {}
        self._lock = threading.Lock()
        self._trace, self._recent = BarTrace(), b""
        self._last, self._last_s = "", 0.0
        rack.sensor = Tapped(rack.sensor, self._sampled)
        self.picture.is_preparing = not warm.is_set()
        self._publish("opened")
        self._thread = threading.Thread(target=self._run, name=f"rack {name}", daemon=True)
        self._thread.start()

    @property
    def state(self) -> dict[str, Any]:
        """The newest picture; `age_s` says how old it is."""
        found: dict[str, Any] = json.loads(self._last)
        return found | {"age_s": time.monotonic() - self._last_s}

    @property
    def watched(self) -> int:
        """How many look on."""
        return len(self._subscribers)

    def subscribe(self, subscriber: Subscriber, loop: asyncio.AbstractEventLoop) -> None:
        """From now on it gets all; first the whole state."""
        with self._lock:
            self._subscribers[subscriber] = loop
            subscriber.event(json.dumps(self.state | {"event": "state"}))
            if self._recent:
                subscriber.samples(self._recent)

    def unsubscribe(self, subscriber: Subscriber) -> None:
        """No more."""
        with self._lock:
            self._subscribers.pop(subscriber, None)

    def close(self, why: str = "the rack is closed") -> None:
        """Ends the set under way and lets go of the sensor; pages are told why."""
        self._ends.set()
        self.rack.leave()
        self.rack.sensor.close()
        self._thread.join(10.0)
        self.rack.close()
        if lost := self.rack.lost():
            _LOG.warning("rack %s, not all is on the disk: %s", self.name, lost)
        self._each(lambda subscriber: subscriber.close(why))

    def _run(self) -> None:
        try:
            if self.rack.lifters[0].wish.source.startswith((REPLAY, SIMULATED)):
                self._prepared()  # it waits until it is looked at; a sensor does not
            while self._lifted():
                self._begin_anew()
        except NeuraldriveError as error:
            self._broken(plainly(f"{error}"))
        except Exception as error:
            _LOG.exception("rack %s", self.name)
            self._broken(f"an error that was not foreseen ({type(error).__name__}); what was kept is kept")

    def _prepared(self) -> None:
        """Waits until what judges a set is there; what a sensor sends meanwhile is kept, and told afterwards."""
        self._warm.wait(WARMING_S)
        if self.picture.is_preparing:
            self.picture.is_preparing = False
            self._publish("prepared")

    def _lifted(self) -> bool:
        """Until the source ends, then until the rack is closed or, where it can, to begin anew; whether it is to."""
        with self.rack:
            self._prepared()
            for event in self.rack.events(_no_key):
                self._follow(event)
            if self._anew is None:
                self.picture.over = "the recording or sensor has ended"
                self._publish("over")
            for event in self.rack.afterwards(_no_key if self._anew is None else self._quits_for_who_looks_on):
                self._follow(event)
        return self._anew is not None and not self._ends.is_set()

    def _quits_for_who_looks_on(self) -> str:
        return "q" if self._subscribers else ""

    def _begin_anew(self) -> None:
        assert self._anew is not None
        rack = self._anew(self.rack)
        with self._lock:
            self._trace, self._recent = BarTrace(), b""
        rack.sensor = Tapped(rack.sensor, self._sampled)
        self.rack, self.picture = rack, Picture(rack, self.source)
        if self._ends.is_set():  # closed meanwhile: nobody else asks this one to leave
            rack.leave()
        self._changed()
        self._publish("opened")

    def _broken(self, why: str) -> None:
        self.picture.over, self.picture.broken = why, True
        self._publish("broken")

    def _follow(self, event: Event) -> None:
        name = self.picture.follow(event)
        if name is not None:
            self._publish(name)
        if name in ("set", "end"):
            self._changed()

    def _publish(self, name: str) -> None:
        with self._lock:
            self._last = text = json.dumps(self.picture.whole(name, self.name))
            self._last_s = time.monotonic()
        self._each(lambda subscriber: subscriber.event(text))

    def _sampled(self, block: SampleBlock) -> None:
        pairs = self._trace.add(block).astype("<f8").tobytes()
        if pairs:
            with self._lock:
                self._recent = (self._recent + pairs)[-TRACE_BYTES:]
            self._each(lambda subscriber: subscriber.samples(pairs))

    def _each(self, do: Callable[[Subscriber], None]) -> None:
        """On the loops of those who look on, one wake-up a loop."""
        with self._lock:
            there = list(self._subscribers.items())
        for loop in {loop for _, loop in there}:
            mine = [subscriber for subscriber, its in there if its is loop]
            if not loop.is_closed():
                loop.call_soon_threadsafe(_to_all, do, mine)


def _no_key() -> str:
    return ""


def _to_all(do: Callable[[Subscriber], None], all_of_them: list[Subscriber]) -> None:
    for each in all_of_them:
        do(each)
