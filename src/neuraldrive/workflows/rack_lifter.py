"""One lifter at a rack: what is lifted, the session and the rest; and how it goes on after the process ended."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from neuraldrive import monitor
from neuraldrive.errors import NeuraldriveError
from neuraldrive.records import Prescription, SetEntry
from neuraldrive.store import Store
from neuraldrive.workflows import live, look
from neuraldrive.workflows.rack_wishes import Wish


@dataclass
class Lifter:
    """What a rack knows of one lifter: what is lifted, the session, the rest, and the set that ended last.

    Args:
        sets: begun in this session; `rated` has the rating of each set by its number in the store, and whether at most.
        ended: the set that ended last; of a session that goes on after the process ended, `last` is that.
    """

    wish: Wish
    prescription: Prescription
    lift: str
    rest: monitor.Rest
    session_id: int | None = None
    last_set_id: int | None = None
    _rest_from_s: float | None = None
    _rested_s: float | None = None
    sets: int = 0
    ended: live.LiveSetUnderWay | None = None
    last: SetEntry | None = None
    rated: dict[int, tuple[float | None, bool]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Who it is."""
        return self.wish.athlete


def resumed(store: Store, lifter: Lifter, session_id: int, *, within_s: float = 12 * 3600.0) -> Lifter:
    """A lifter whose session goes on, after the process that ran it has ended: its sets count, and the rest goes on.

    Where the session is not there, or older than that, a lifter who has not begun.
    """
    try:
        sets = store.session(session_id).sets
    except NeuraldriveError:
        return lifter
    said = store.verdicts(sets[-1].id) if sets else []
    passed_s = time.time() - said[-1].said_at.timestamp() if said else 0.0
    if passed_s > within_s:
        return lifter
    lifter.session_id, lifter.sets = session_id, len(sets)
    if said:
        lifter.last_set_id, lifter.last = sets[-1].id, look.entry(sets[-1])
        lifter.rated[sets[-1].id] = lifter.last.rpe, lifter.last.rpe_at_most
        lifter.rest.begin(lifter.last)
        lifter._rest_from_s = -passed_s  # the clock of a sensor that has not sent yet begins at 0
    return lifter
