"""A line of a plan as a check reads it: its exercises, its loads as shares of the 1RM, and its method."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from neuraldrive import catalog
from neuraldrive.catalog import Method
from neuraldrive.catalog.exercise_entry import Exercise
from neuraldrive.plan.laid_out import Place, named, where, written
from neuraldrive.plan.setting import Setting
from neuraldrive.plan.shares import hung, share_of
from neuraldrive.plan.words import percent
from neuraldrive.records.prescription import Plan, Prescription, Sets, Span

RELEASED_KINDS = ("ballistic", "plyometric")
DOSED_KINDS = ("main", "variation")
LOAD_STEP, REPETITION_STEP, SET_STEP, MISMATCH = 0.1, 2.0, 3.0, 1.0
"""One of each counts alike in how far a line is from a method; so does intent that differs, or an exercise not meant for it.
Rests do not count, so that a shorter one never takes a line out of what is asked of it."""
WRITTEN_UNITS = ("share", "kg", "velocity")
"""Loads that say what is on the bar; a rating says how hard it is to be."""


@dataclass(frozen=True)
class Line:
    """A line and what is known of it.

    Args:
        name: its lift as it is written, told from others of the same on its day.
        exercises: all that it may be, the first first.
        shares: of the 1RM on the bar, one a part; None where nothing tells it.
        claimed: whether the line names its method; else it is the nearest.
    """

    place: Place
    where: str
    name: str
    item: Prescription
    exercises: tuple[Exercise, ...]
    shares: tuple[Span | None, ...]
    method: Method
    claimed: bool

    @property
    def exercise(self) -> Exercise:
        """What it is, or the first of what it may be."""
        return self.exercises[0]

    @property
    def top_share(self) -> float | None:
        """The heaviest load on the bar, as a share of the 1RM."""
        return max((share.high for share in self.shares if share is not None), default=None)

    @property
    def dosed(self) -> tuple[tuple[Sets, float], ...]:
        """Parts with their mean share of the 1RM, bands and chains with half; those without a known share left out."""
        pairs = zip(self.item.parts, self.shares, strict=True)
        return tuple((part, share.middle + hung(part)) for part, share in pairs if share is not None)

    @property
    def told(self) -> tuple[tuple[Sets, float], ...]:
        """Those of them whose load is written, not inferred from a rating or repetitions in reserve."""
        return tuple((part, share) for part, share in self.dosed if part.load and part.load.unit in WRITTEN_UNITS)

    @property
    def top_words(self) -> str:
        """The heaviest load as a share, or as the rating that it is told by."""
        share = self.top_share or 0.0
        tops = [
            part.load for part, each in zip(self.item.parts, self.shares, strict=True) if each and each.high == share
        ]
        rated = [load.amount.middle for load in tops if load is not None and load.unit == "rpe"]
        return f"RPE {rated[0]:g}" if rated else percent(share)

    @property
    def volume(self) -> float:
        """Repetitions times relative load."""
        return sum(repetitions(part) * share for part, share in self.dosed)

    @property
    def counted(self) -> bool:
        """Whether it is work of its method: that it names, or whose load and repetitions it has."""
        if self.item.warm_up or self.claimed:
            return not self.item.warm_up
        most = max((part.repetitions.high for part in self.item.parts if part.repetitions is not None), default=1.0)
        load = self.top_share if self.top_share is not None else self.method["relative_load_low"]
        return _gap(load, self.method, "relative_load") == _gap(most, self.method, "repetitions") == 0.0

    @property
    def method_words(self) -> str:
        """The method's name as it stands in a sentence."""
        return self.method.label.lower()


def repetitions(part: Sets) -> float:
    """Repetitions of a part in all, the most of a range; as many as go count as one a set."""
    return part.sets.high * (part.repetitions.high if part.repetitions else 1)


def read_line(plan: Plan, place: Place, item: Prescription, setting: Setting) -> Line:
    """The line with all that can be known of it.

    Raises:
        CatalogError: an exercise or a method that the catalogue lacks.
    """
    exercises = tuple(catalog.exercise(name) for name in item.lifts)
    shares = tuple(share_of(part, item, exercises[0], setting) for part in item.parts)
    method = catalog.method(item.method) if item.method else nearest_method(item, exercises[0], shares)
    return Line(place, where(plan, place), named(plan, place), item, exercises, shares, method, bool(item.method))


def read_lines(plan: Plan, setting: Setting) -> dict[Place, Line]:
    """Every line by where it is written."""
    return {place: read_line(plan, place, item, setting) for place, item in written(plan)}


def by_day(lines: Mapping[Place, Line]) -> Mapping[Place, list[Line]]:
    """Lines of each day together."""
    found: dict[Place, list[Line]] = {}
    for place, line in lines.items():
        found.setdefault(replace(place, line=-1), []).append(line)
    return found


def nearest_method(item: Prescription, exercise: Exercise, shares: tuple[Span | None, ...]) -> Method:
    """The method whose ranges the line misses by least; the heavier one where two are as near."""
    released = item.release or exercise.kind in RELEASED_KINDS
    able = [method for method in catalog.methods().values() if method.released == released]
    return min(able, key=lambda method: _distance(item, exercise, shares, method))


def _distance(item: Prescription, exercise: Exercise, shares: tuple[Span | None, ...], method: Method) -> float:
    counts = [part.repetitions.middle for part in item.parts if part.repetitions is not None]
    loads = [share.middle for share in shares if share is not None]
    gaps = [
        _gap(max(loads), method, "relative_load") / LOAD_STEP if loads else 0.0,
        _gap(max(counts), method, "repetitions") / REPETITION_STEP if counts else 0.0,
        _gap(item.sets, method, "sets") / SET_STEP,
        MISMATCH * (needs_fast(method) if not item.fast else method["intent"] < 1),
        MISMATCH * (method.name not in exercise.methods),
    ]
    return sum(gaps)


def needs_fast(method: Method) -> bool:
    """Whether a line of that method says "as fast as possible": heavy loads and releases ask for it by themselves."""
    return method["intent"] >= 1 and not method.released and method["relative_load_high"] < 1


def _gap(value: float, method: Method, name: str) -> float:
    low, high = method.range(name)
    return max(low - value, value - high, 0.0)
