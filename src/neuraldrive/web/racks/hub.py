"""The racks of a served house, by name."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, replace
from functools import partial

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool

from neuraldrive.errors import NeuraldriveError
from neuraldrive.web.house import House
from neuraldrive.web.racks.live_rack import LiveRack
from neuraldrive.web.refusals import Refused
from neuraldrive.workflows import (
    compiling_beside,
    kept_racks,
    live_kept,
    rack_opening,
    rack_sources,
    two_lifters,
    warm_rack,
)
from neuraldrive.workflows.first_use import while_preparing
from neuraldrive.workflows.kept_racks import Kept
from neuraldrive.workflows.rack_wishes import Wish

ROOM, MOST_RACKS, OPENING_S = "racks", 20, 60.0
PREPARING = "racks are getting ready: their kernels are compiled, once after an installation"
_LOG = logging.getLogger("neuraldrive.racks")
_making = threading.Lock()


class Hub:
    """Opens, finds and closes racks; may be called from any thread."""

    def __init__(self, house: House) -> None:
        self._house, self._data_dir = house, house.place.data_dir
        self._racks: dict[str, LiveRack] = {}
        self._opening: set[str] = set()
        self._lock = threading.RLock()
        self._kept = kept_racks.read(self._data_dir)
        self.warm = threading.Event()
        self.ready = threading.Event()
        self._begun = False

    def begin(self) -> None:
        """Warms the kernels and opens what was open, in a thread; once."""
        with self._lock:
            if not self._begun:
                self._begun = True
                threading.Thread(target=self._begin, name="racks", daemon=True).start()

    def open(self, name: str, wishes: Sequence[Wish]) -> LiveRack:
        """A rack for one or two lifters; the first wish has the source.

        Raises:
            Refused: the name is taken, or there are too many. NeuraldriveError: as `rack_opening.open_shared`.
        """
        self.begin()
        self.ready.wait(OPENING_S)
        first = self._checked(wishes[0])
        with self._lock:
            self._must_be_free(name)
            self._opening.add(name)
        try:
            rack = rack_opening.open_shared(self._house.store, [first, *wishes[1:]])
            return self._opened(name, rack, wishes[0])
        finally:
            self._opening.discard(name)

    def find(self, name: str) -> LiveRack | None:
        """The open rack of that name; waits while what was open before is being opened again."""
        self.begin()
        if name not in self._racks and name in self._kept and self._kept[name].is_to_be_opened:
            self.ready.wait(OPENING_S)
        return self._racks.get(name)

    def expects(self, name: str) -> bool:
        """Whether a rack of that name is open, or is about to be opened again; waits for nothing."""
        with self._lock:
            known = self._kept.get(name)
            return name in self._racks or (not self.ready.is_set() and known is not None and known.is_to_be_opened)

    def one(self, name: str) -> LiveRack:
        """The same.

        Raises:
            Refused: there is none.
        """
        found = self.find(name)
        if found is None:
            raise Refused(
                404, "rack", found=f"{name:.80}", needed="a rack that is open", remedy="Open it at /rack, or POST /api/v1/racks."
            )  # fmt: skip
        return found

    def close(self, name: str) -> None:
        """Closes a rack; its sensor stays known."""
        rack = self.one(name)
        with self._lock:
            self._racks.pop(name, None)
            if name in self._kept:
                self._kept[name].is_open = False
        rack.close()
        self.keep()

    def put(self, name: str, number: int, wish: Wish) -> str:
        """Another lifter, lift or load in a place of a rack."""
        rack = self.one(name)
        lifter = rack_opening.lifter(self._house.store, wish, rack.rack.sensor.grade)
        answer = rack.rack.put(number, lifter).result(OPENING_S)
        self.keep()
        return answer

    def open_ones(self) -> list[LiveRack]:
        """All that are open, by name."""
        with self._lock:
            return [self._racks[name] for name in sorted(self._racks)]

    def must_not_lift(self, names: Collection[str]) -> None:
        """Raises Refused where one of these is at a rack that is open: what is lifted there could not be kept."""
        for each in self.open_ones():
            if any(lifter.name in names for lifter in each.rack.lifters):
                raise Refused(
                    409, "athlete", found=f"somebody who lifts at {each.name:.80}", needed="nobody at a rack",
                    remedy="Close that rack first.",
                )  # fmt: skip

    def forget(self, names: Collection[str]) -> None:
        """Racks that are closed no longer know who lifted there last."""
        with self._lock:
            for each in self._kept.values():
                each.forget(names)
        self.keep()

    def known(self) -> list[Kept]:
        """All that are known, open or not, by name."""
        with self._lock:
            return [self._kept[name] for name in sorted(self._kept)]

    def keep(self) -> None:
        """Writes down what is open."""
        with self._lock:
            for name, each in self._racks.items():
                rows = [{"wish": asdict(one.wish), "session": one.session_id} for one in each.rack.lifters]
                self._kept[name].lifters, self._kept[name].chosen = rows, each.rack.chosen
                self._kept[name].at_s = time.time()
            try:
                kept_racks.write(self._data_dir, self._kept)
            except NeuraldriveError as error:
                _LOG.warning("racks are not written down: %s", error)

    def end(self) -> None:
        """The server ends: sets under way are ended, and what is open is opened again next time."""
        self.keep()
        for each in self.open_ones():
            each.close("1012 the server ends")
        self._racks.clear()

    def _begin(self) -> None:
        """Pages live first, then the racks that they show, then what was cut off is put in order."""
        for each in self.known():
            if each.is_to_be_opened:
                self._again(each)
        self.ready.set()
        with while_preparing(lambda: _LOG.info(PREPARING), beside=compiling_beside.PROFILE):
            warm_rack.warm()
        self.warm.set()
        try:
            self._recover()
        except NeuraldriveError as error:
            _LOG.warning("sets that were cut off stay open until the next start: %s", error)

    def _recover(self) -> None:
        for row in live_kept.recover(self._house.store):
            words = f"set {row.number} of {row.athlete} was cut off and is closed: nothing of it is lost"
            for rack in self.open_ones():
                if any(each.session_id == row.session_id for each in rack.rack.lifters):
                    rack.rack.notice(words)

    def _again(self, known: Kept) -> None:
        """A rack as it was; a sensor that is gone leaves it closed, with its name."""
        try:
            wishes, sessions = known.wishes(), [each["session"] for each in known.lifters]
            of_rack = replace(wishes[0], source=known.source, sensor=known.sensor, speed=known.speed)
            rack = rack_opening.open_shared(
                self._house.store, [self._checked(of_rack), *wishes[1:]], sessions, known.chosen
            )
            self._opened(known.name, rack, of_rack)
        except NeuraldriveError as error:
            known.is_open = False
            _LOG.warning("rack %s stays closed: %s", known.name, error)

    def _must_be_free(self, name: str) -> None:
        if name in self._racks or name in self._opening:
            raise Refused(
                409, "rack", found=f"{name:.80}, which is open", needed="another name", remedy="Close it first, or put a lifter on it."
            )  # fmt: skip
        if len(self._racks) + len(self._opening) >= MOST_RACKS:
            raise Refused(409, "racks", found=f"{MOST_RACKS} are open", needed="fewer", remedy="Close one first.")

    def _checked(self, wish: Wish) -> Wish:
        """A wish whose source may be listened to, the file's whole path in it. Raises BadValue."""
        demo = self._house.mode == "demo"
        return replace(wish, source=rack_sources.checked(wish.source, self._data_dir, demonstration=demo))

    def _opened(self, name: str, rack: two_lifters.SharedRack, wish: Wish) -> LiveRack:
        shown = rack_sources.shown(wish.source, self._data_dir)
        anew = partial(self._anew, wish, []) if wish.source == rack_sources.SIMULATED else None
        made = self._racks[name] = LiveRack(name, rack, shown, self.warm, self.keep, anew=anew)
        self._kept[name] = Kept(name, wish.source, wish.sensor, wish.speed, True)
        self.keep()
        return made

    def _anew(
        self, of_rack: Wish, played: list[tuple[str, int]], before: two_lifters.SharedRack
    ) -> two_lifters.SharedRack:
        """The simulated lifter's rack once more: whoever stands there begins a session of their own, with set 1.

        What was just played stays, what was `played` before that goes: the same again, once more for each time.
        """
        wishes = [each.wish for each in before.lifters]
        rack_opening.forget_played(self._house.store, played)
        played[:] = [(each.name, each.session_id) for each in before.lifters if each.session_id is not None]
        first = replace(wishes[0], source=of_rack.source, sensor=of_rack.sensor, speed=of_rack.speed)
        try:
            return rack_opening.open_shared(self._house.store, [first, *wishes[1:]])
        except NeuraldriveError:  # a lift that the simulation does not know
            return rack_opening.open_shared(self._house.store, [of_rack])


def hub_of(house: House) -> Hub:
    """The hub of a house, made when it is first asked for."""
    with _making:
        found = house.rooms.get(ROOM)
        if found is None:
            found = house.rooms[ROOM] = Hub(house)
        assert isinstance(found, Hub)
        return found


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Begins with the server and ends with it."""
    hub = hub_of(app.state.house)
    hub.begin()
    yield
    await run_in_threadpool(hub.end)
