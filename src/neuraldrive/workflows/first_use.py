"""A word to who waits while numba turns kernels into machine code, which it does once on each machine."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

AFTER_S = 1.0


@contextmanager
def while_preparing(tell: Callable[[], None], after_s: float = AFTER_S, *, beside: str | None = None) -> Iterator[None]:
    """Call `tell`, once, if what is done inside compiles kernels and is not through `after_s` later.

    Args:
        beside: what another process compiles meanwhile, of `compiling_beside`; nothing does where it is None.

    It is called from another thread. Kernels that lie in the cache are only loaded: nothing is told.
    """
    from numba.core import event  # late: who simulates loads it anyway

    from neuraldrive.workflows import compiling_beside

    timers: list[threading.Timer] = []
    helping: list[subprocess.Popen[bytes] | None] = []

    class _Compiling(event.Listener):
        def on_start(self, _event: object) -> None:
            if not timers:
                timers.append(threading.Timer(after_s, tell))
                timers[0].daemon = True
                timers[0].start()
                helping.append(compiling_beside.start(beside) if beside else None)

        def on_end(self, _event: object) -> None:
            pass

    listener = _Compiling()
    event.register("numba:compile", listener)  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        event.unregister("numba:compile", listener)  # type: ignore[no-untyped-call]
        for timer in timers:
            timer.cancel()
        for process in helping:
            compiling_beside.stop(process)
