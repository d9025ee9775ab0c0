"""Two lifters on one bar: each set belongs to the chosen one, and each has a session and rests of their own."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import replace

from neuraldrive import sensors
from neuraldrive.errors import BadValue, NeuraldriveError
from neuraldrive.records import SampleBlock
from neuraldrive.store import Store
from neuraldrive.workflows import live
from neuraldrive.workflows.at_the_rack import Rack
from neuraldrive.workflows.rack_events import Answered, Begun, Ended, Event
from neuraldrive.workflows.rack_lifter import Lifter

MOST_LIFTERS = 2
SAID = "said at the rack"
_OWN = ("wish", "prescription", "lift", "rest", "session_id", "last_set_id", "_rest_from_s", "_rested_s")
"""Of a rack: what is one lifter's, and changes with them."""
Ask = Callable[[], Iterator[Event]]
Undo = Callable[[str], str]


class SharedRack(Rack):
    """A rack for one or two lifters; what is asked of it from other threads is done between two blocks of samples.

    Sets that another process left under way are not its business: whoever serves several racks recovers them once.
    What is asked gives a Future of the words that answer it; an error of ours is raised by its `result()`.
    """

    def __init__(self, store: Store, sensor: sensors.Sensor, lifters: Sequence[Lifter], chosen: int = 0) -> None:
        first = lifters[chosen]
        super().__init__(store, first.wish, sensor, first.prescription, first.lift, recovers=False)
        self.lifters, self.chosen = list(lifters), chosen
        self.sets = sum(each.sets for each in lifters)
        self._asked: queue.SimpleQueue[tuple[Ask, Future[str]]] = queue.SimpleQueue()
        self._undoable: list[Undo] = []
        self._before: tuple[float | None, int | None] = (None, None)
        self._lifted_last = chosen if first.last_set_id is not None else None
        self._clock_known = False
        self._take_up(chosen)

    # what may be asked from any thread

    def rate(self, rpe: float, *, at_most: bool = False, who: str = "") -> Future[str]:
        """Rates the set under way, else the one that ended last, whoever lifted it."""
        return self._ask(lambda: self._rate(rpe, at_most, who))

    def leave_out(self, who: str = "") -> Future[str]:
        """The last repetition counts no more, also after its set."""
        return self._ask(lambda: self._leave_out(who))

    def undo(self, who: str = "") -> Future[str]:
        """Takes back the last rating or the last repetition that was left out."""
        return self._ask(lambda: self._undo(who))

    def next_set(self) -> Future[str]:
        """The set under way is over."""
        return self._ask(self._next_set)

    def choose(self, number: int) -> Future[str]:
        """From now on that lifter lifts; a set under way is over."""
        return self._ask(lambda: self._choose(number))

    def put(self, number: int, lifter: Lifter) -> Future[str]:
        """Another lifter, lift or load in that place."""
        return self._ask(lambda: self._put(number, lifter))

    def notice(self, words: str) -> Future[str]:
        """Tells those who look on."""
        return self._ask(lambda: iter((live.Noticed(words),)))

    def leave(self) -> Future[str]:
        """Ends the set under way, and all."""
        return self._ask(lambda: Rack._pressed(self, "q"))

    # how it stands

    @property
    def lifter(self) -> Lifter:
        """Who is chosen."""
        return self.lifters[self.chosen]

    @property
    def speaks_of(self) -> int | None:
        """Whose set a rating or a bad repetition is meant for: the one under way, else the last; None before the first."""
        if self.under_way is not None and self.under_way.judge.repetitions:
            return self.chosen
        return self._lifted_last

    @property
    def can_undo(self) -> bool:
        """Whether there is something to undo."""
        return bool(self._undoable)

    def rested_s(self, number: int) -> float | None:
        """How long that lifter has rested; None where they do not rest."""
        own = self._rest_from_s if number == self.chosen else self.lifters[number]._rest_from_s
        return None if own is None else max(self._now_s() - own, 0.0)

    # what is done between two blocks

    def _ask(self, what: Ask) -> Future[str]:
        answer: Future[str] = Future()
        self._asked.put((what, answer))
        return answer

    def _pressed(self, key: str) -> Iterator[Event]:
        while not self._asked.empty():
            yield from _answered(*self._asked.get())
        yield from super()._pressed(key)

    def _rate(self, rpe: float, at_most: bool, who: str) -> Iterator[Event]:
        whose = self.speaks_of
        set_id = self.lifters[whose].last_set_id if whose is not None else None
        if whose is None or set_id is None:
            yield Answered("no set to rate yet")
            return
        lifter = self.lifters[whose]
        before = lifter.rated.get(set_id, (None, False))
        self._write_rating(lifter, set_id, (rpe, at_most), who)
        self._undoable.append(lambda by: self._rate_again(lifter, set_id, before, by))
        yield Answered(f"{lifter.name}, set {lifter.sets}: RPE {'at most ' if at_most else ''}{rpe:g}")

    def _write_rating(self, lifter: Lifter, set_id: int, rating: tuple[float | None, bool], who: str) -> None:
        self.store.correct("set", set_id, "rpe", rating[0], SAID, who)
        if rating[1]:
            self.store.correct("set", set_id, "rpe_at_most", True, SAID, who)
        lifter.rated[set_id] = rating

    def _rate_again(self, lifter: Lifter, set_id: int, before: tuple[float | None, bool], who: str) -> str:
        self._write_rating(lifter, set_id, before, who)
        return "the rating is taken back"

    def _leave_out(self, who: str) -> Iterator[Event]:
        whose = self.speaks_of
        under_way = self.under_way if whose == self.chosen and self.under_way is not None else None
        if under_way is None or not under_way.judge.repetitions:
            under_way = self.lifters[whose].ended if whose is not None else None
        if under_way is None or not under_way.leave_out(who=who):
            yield Answered("no repetition to leave out")
            return
        self._undoable.append(lambda by: _counts_again(under_way, by))
        yield Answered(f"repetition {under_way.judge.repetitions[-1].number} does not count; Undo takes it in again")

    def _undo(self, who: str) -> Iterator[Event]:
        yield Answered(self._undoable.pop()(who) if self._undoable else "nothing to undo")

    def _next_set(self) -> Iterator[Event]:
        if self.under_way is None:
            yield Answered("no set is under way")
            return
        yield from self._end_set()
        yield Answered("the set is over")

    def _choose(self, number: int) -> Iterator[Event]:
        if not 0 <= number < len(self.lifters):
            raise BadValue(
                "lifter", found=str(number), needed=f"0 to {len(self.lifters) - 1}", remedy="Put a second lifter on first."
            )  # fmt: skip
        if number == self.chosen:
            yield Answered(f"{self.lifter.name} is chosen")
            return
        yield from self._end_set()
        self._keep()
        self._take_up(number)
        yield Answered(f"{self.lifter.name} lifts next")

    def _put(self, number: int, lifter: Lifter) -> Iterator[Event]:
        there = self.lifters[number] if number < len(self.lifters) else None
        if not 0 <= number <= min(len(self.lifters), MOST_LIFTERS - 1):
            raise BadValue("lifter", found=str(number), needed=f"0 to {MOST_LIFTERS - 1}", remedy="A rack has two.")
        if any(each.name == lifter.name for k, each in enumerate(self.lifters) if k != number):
            raise BadValue("lifter", found=f"{lifter.name} twice", needed="two people", remedy="Choose another.")
        if number == self.chosen:
            yield from self._end_set()
            self._keep()
        if there is not None and there.name == lifter.name:
            lifter = replace(
                there, wish=lifter.wish, prescription=lifter.prescription, lift=lifter.lift, rest=lifter.rest
            )
        self.lifters[number : number + 1] = [lifter]
        self._lifted_last = None if self._lifted_last == number and lifter.last_set_id is None else self._lifted_last
        if number == self.chosen:
            self._take_up(number)
        yield Answered(f"{lifter.name}: {lifter.lift.replace('_', ' ')}")

    # each lifter's own things, in and out

    def _keep(self) -> None:
        for name in _OWN:
            setattr(self.lifter, name, getattr(self, name))

    def _take_up(self, number: int) -> None:
        self.chosen = number
        for name in _OWN:
            setattr(self, name, getattr(self.lifter, name))

    def _take(self, block: SampleBlock) -> Iterator[Event]:
        if len(block) and not self._clock_known:
            self._clock_known = True
            self._to_the_clock_of(block)
        yield from super()._take(block)

    def _to_the_clock_of(self, block: SampleBlock) -> None:
        """Rests that began before this sensor's first sample are told on its clock."""
        passed = [self.rested_s(number) for number in range(len(self.lifters))]
        for lifter, passed_s in zip(self.lifters, passed, strict=True):
            lifter._rest_from_s = float(block.times_s[0]) - passed_s if passed_s is not None else None
        self._rest_from_s = self.lifter._rest_from_s

    def _begin_set(self, channel: str) -> Begun:
        self._before = self._rest_from_s, self.last_set_id
        begun = super()._begin_set(channel)
        self.lifter.sets += 1
        self._keep()
        return replace(begun, number=self.lifter.sets)

    def _end_set(self) -> Iterator[Event]:
        under_way = self.under_way
        for event in super()._end_set():
            if under_way is not None and isinstance(event, Ended):
                event = replace(event, number=self.lifter.sets)
                self._settle(under_way)
            yield event

    def _settle(self, under_way: live.LiveSetUnderWay) -> None:
        """What a set that is over leaves behind."""
        if under_way.judge.repetitions:
            self.lifter.ended, self._lifted_last = under_way, self.chosen
        else:  # nothing was lifted: the rest goes on, and the number is free again
            (self._rest_from_s, self.last_set_id), self._rested_s = self._before, None
            self.lifter.sets -= 1
        self._keep()


def _answered(what: Ask, answer: Future[str]) -> Iterator[Event]:
    """Does it; its last words are the answer."""
    words = ""
    try:
        for event in what():
            words = event.words if isinstance(event, Answered) else words
            yield event
    except NeuraldriveError as error:
        answer.set_exception(error)
    finally:
        if not answer.done():
            answer.set_result(words)


def _counts_again(under_way: live.LiveSetUnderWay, who: str) -> str:
    return "it counts again" if under_way.take_in_again(who) else "nothing was left out"
