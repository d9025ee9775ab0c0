"""Many contractions at once: the same bytes whatever the order, the number of cores or of the others."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import Any

import numpy as np

from neuraldrive.catalog import Muscle
from neuraldrive.errors import BadValue
from neuraldrive.records import NeuralState, Recording
from neuraldrive.simulate import door
from neuraldrive.simulate.contraction import contraction
from neuraldrive.simulate.efforts import Effort

AHEAD = 4
"""Contractions that may wait, done, for each core, before the next are begun: what bounds the memory."""


def contractions(
    muscle: Muscle | str | Sequence[Muscle | str], effort: Effort | Sequence[Effort], *, states: Sequence[NeuralState],
    seed: int = 0, workers: int | None = None, **settings: Any,
) -> list[Recording]:  # fmt: skip
    """One contraction for each state, on all cores.

    Args:
        muscle, effort: one for all, or one for each state.
        states: one for each contraction; repeat one to see chance alone.
        seed: contraction k has a seed of its own, drawn from this and k, which its recording carries.
        workers: threads; as many as there are cores if not given. The result does not depend on it.
        settings: what `contraction` takes besides: stimulate, rate_hz, emg, tires, potentiated.

    Raises:
        BadValue: as `contraction`, or as many muscles or efforts as there are not states.

    >>> from neuraldrive import catalog, simulate
    >>> people = catalog.population("untrained").sample(3, seed=1)
    >>> batch = simulate.contractions("vastus_lateralis", simulate.ballistic(to=0.75), states=people, seed=7)
    >>> len(batch), batch[0].truth.state.name
    (3, 'untrained 1')
    """
    return list(each_contraction(muscle, effort, states=states, seed=seed, workers=workers, **settings))


def each_contraction(
    muscle: Muscle | str | Sequence[Muscle | str], effort: Effort | Sequence[Effort], *, states: Sequence[NeuralState],
    seed: int = 0, workers: int | None = None, **settings: Any,
) -> Generator[Recording, None, None]:  # fmt: skip
    """As `contractions`, one after the other in order, a few ahead of what is asked for: any number in bounded memory."""
    if not isinstance(states, Sequence) or isinstance(states, str):
        raise BadValue("states", found=repr(states), needed="several neural states", remedy="Sample a population.")
    door.check_seed(seed)
    n = len(states)
    muscles, efforts = _for_each("muscle", muscle, n, (Muscle, str)), _for_each("effort", effort, n, (Effort,))
    return _run(list(zip(muscles, efforts, states, strict=True)), seed, door.threads(workers), settings)


def seed_of(seed: int, k: int) -> int:
    """The seed of contraction k in a batch of `seed`.

    >>> seed_of(7, 0) == seed_of(7, 0) != seed_of(7, 1)
    True
    """
    return int(np.random.SeedSequence(seed, spawn_key=(k,)).generate_state(1, np.uint64)[0] >> np.uint64(1))


def _run(
    jobs: Sequence[tuple[Any, Effort, NeuralState]], seed: int, threads: int, settings: dict[str, Any]
) -> Generator[Recording, None, None]:
    def one(k: int) -> Recording:
        muscle, effort, state = jobs[k]
        return contraction(muscle, effort, state=state, seed=seed_of(seed, k), **settings)

    if threads == 1:
        yield from map(one, range(len(jobs)))
        return
    crew = ThreadPoolExecutor(threads)
    waiting: deque[Future[Recording]] = deque()
    rest = iter(range(len(jobs)))
    try:
        for k in islice(rest, AHEAD * threads):
            waiting.append(crew.submit(one, k))
        while waiting:
            done = waiting.popleft().result()
            for k in islice(rest, 1):
                waiting.append(crew.submit(one, k))
            yield done
    finally:
        # not waited for: left half-way, this may be taken away by the collector in any thread, where waiting would lock
        crew.shutdown(wait=False, cancel_futures=True)


def _for_each(what: str, given: Any, n: int, single: tuple[type, ...]) -> list[Any]:
    if isinstance(given, single):
        return [given] * n
    each = list(given) if isinstance(given, Sequence) else []
    if len(each) != n:
        raise BadValue(
            what, found=f"{len(each)} for {n} states", needed="one for all, or one for each state", remedy="Match them."
        )
    return each
