"""What the lab keeps while the app runs: whether its kernels are compiled, and the last answers."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from neuraldrive.web.house import House
from neuraldrive.workflows import lab_contraction, lab_gaps, lab_lift
from neuraldrive.workflows.lift_orders import LiftOrder
from neuraldrive.workflows.lift_words import Load
from neuraldrive.workflows.orders import Call, Order

MOST_ANSWERS, MOST_BYTES = 64, 16 << 20
_LONGEST_WAY_S = 0.25


class LabRoom:
    """One for each app.

    >>> room = LabRoom()
    >>> room.answer("a", lambda: b"made"), room.answer("a", lambda: b"not made again")
    (b'made', b'made')
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._lock = threading.Lock()
        self._warm = threading.Event()
        self._drawing, self._none_drawn = 0, threading.Condition()
        self._began_s: float | None = None

    def answer(self, key: str, make: Callable[[], bytes]) -> bytes:
        """What was made for this key, or is made now; the least recent go first."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > MOST_ANSWERS or sum(map(len, self._kept.values())) > MOST_BYTES:
                self._kept.popitem(last=False)
        return made

    @contextmanager
    def drawing(self) -> Iterator[None]:
        """While a picture is made that somebody's hand waits for."""
        with self._none_drawn:
            self._drawing += 1
        try:
            yield
        finally:
            with self._none_drawn:
                self._drawing -= 1
                self._none_drawn.notify_all()

    def give_way(self) -> None:
        """Long work lets pictures pass: waits until none is being made, a quarter of a second at most."""
        with self._none_drawn:
            self._none_drawn.wait_for(lambda: self._drawing == 0, _LONGEST_WAY_S)

    @property
    def ready(self) -> bool:
        """Whether what the lab simulates with is compiled and loaded."""
        return self._warm.is_set()

    @property
    def preparing_s(self) -> float:
        """Since when it is being prepared, s; 0 where it has not begun."""
        return 0.0 if self._began_s is None else time.monotonic() - self._began_s

    def prepare(self) -> None:
        """Begins to compile what was not compiled before, in a thread of its own; the second time it does nothing."""
        with self._lock:
            if self._began_s is not None:
                return
            self._began_s = time.monotonic()
        threading.Thread(target=self._compile, name="lab", daemon=True).start()

    def wait(self, longest_s: float) -> bool:
        """Waits until it is prepared; whether it is."""
        return self._warm.wait(longest_s)

    def _compile(self) -> None:
        try:
            fast, held = _fast(), Order(Call("hold", {"at": 0.4, "hold_s": 2.0}), units=120)
            lab_contraction.picture(fast, 2)
            lab_contraction.picture(held, 2)
            lab_gaps.apart(fast, fast, 2)
            self._warm.set()
            lab_contraction.picture(lab_contraction.with_emg(fast), 1)
            lab_lift.picture("heavy", LiftOrder("back_squat", Load(share=0.9), population="untrained"), 1)
        finally:
            self._warm.set()  # a broken simulator answers with its error, it does not keep the page waiting


def room_of(house: House) -> LabRoom:
    """The lab of this app."""
    found: LabRoom = house.rooms.setdefault("lab", LabRoom())
    return found


def _fast() -> Order:
    return Order(Call("ballistic", {"to": 1.0, "hold_s": 0.5}), units=120)
