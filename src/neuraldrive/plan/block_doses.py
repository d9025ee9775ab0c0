"""How much of a piece of work: its sets, repetitions, loads and rests in each week, from the shortest to the fullest."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from neuraldrive import catalog
from neuraldrive.catalog.scheme_entry import Step
from neuraldrive.kernels import dose as kernel
from neuraldrive.plan.block_slots import BALLISTIC, COMPENSATORY, FAST, HEAVY, PLYOMETRIC, REPEATED, UPPER, Slot
from neuraldrive.plan.minutes import RAMP_FROM
from neuraldrive.plan.shares import BANDS_MEAN, most_share
from neuraldrive.plan.weeks import DELOAD, TAPER, TEST, Week

LEVELS = (0, 1, 2)
"""From the shortest that its method allows to the fullest."""
EASY_RPE, USUAL_RPE = 6.0, 7.0
"""Repeated efforts stay three repetitions and more from failure: lighter than what counts as heavy."""
NOMINAL_BALLISTIC = 0.3
"""Relative load that the volume of released work is counted with before its lift is chosen."""
WARM_UP = (Step(1, 5, 0.4), Step(1, 3, 0.6), Step(1, 1, 0.8))
"""Sets before heavy work, with a minute between them."""
WARM_UP_REST_S = 60.0
DRIVEN = (Step(3, 5, 0.65), Step(3, 5, 0.70), Step(3, 4, 0.75))
"""Compensatory acceleration climbs over the block inside its method's 50 to 80 %."""


@dataclass(frozen=True)
class Dose:
    """Sets with their rest.

    Args:
        steps: done `waves` times.
        rpe: of repeated efforts, whose load is told by it; 0 where the steps' loads stand.
        bands: at the top, as a share of the 1RM.
        method: where it is another than the slot's.
    """

    steps: tuple[Step, ...]
    rest_s: float
    waves: int = 1
    rpe: float = 0.0
    bands: float = 0.0
    method: str = ""

    @property
    def sets(self) -> int:
        """Sets in all."""
        return self.waves * sum(step.sets for step in self.steps)

    @property
    def repetitions(self) -> int:
        """Repetitions in all."""
        return self.waves * sum(step.sets * step.repetitions for step in self.steps)

    @property
    def volume(self) -> float:
        """Repetitions times relative load, bands with their mean."""
        hung = BANDS_MEAN * self.bands
        return self.waves * sum(step.sets * step.repetitions * (step.relative_load + hung) for step in self.steps)


@cache
def dose(slot: Slot, week: Week, level: int, bands: float = 0.0) -> Dose | None:
    """What a slot asks for in a week at a level; None where it rests that week.

    >>> from neuraldrive.plan.block import wish
    >>> from neuraldrive.plan.block_slots import slots
    >>> from neuraldrive.plan.weeks import weeks
    >>> asked = wish(goal="maximal strength", weeks=3, days="mon", minutes=60)
    >>> heavy = next(slot for slot in slots(asked) if slot.name == "heavy_lower")
    >>> [dose(heavy, week, 2).steps[0].relative_load for week in weeks(asked)]
    [0.875, 0.9, 0.925]
    """
    if week.kind == TEST and slot.method == HEAVY:
        return None
    return _OF[slot.method](slot, week, level, bands)


def _heavy(slot: Slot, week: Week, level: int, bands: float) -> Dose | None:
    rest_s = (180.0, 180.0, 240.0)[level]
    if week.light:
        return Dose(week.heavy, (120.0, 150.0, 180.0)[level], method=REPEATED)
    if len(week.heavy) > 1:
        return Dose(week.heavy, rest_s, week.waves if level else 1)
    step = week.heavy[0]
    method = catalog.method(HEAVY)
    least = max(method["sets_low"], -(-method["session_repetitions_low"] // step.repetitions))
    sets = step.sets if level else max(int(least), step.sets - 2)
    return Dose((Step(sets, step.repetitions, step.relative_load),), rest_s)


def _fast(slot: Slot, week: Week, level: int, bands: float) -> Dose | None:
    step = week.fast[slot.side == UPPER]
    easy = level == 0 or week.kind in (DELOAD, TAPER)
    sets = int(catalog.method(FAST)["sets_low"]) if easy else step.sets
    return Dose((Step(sets, step.repetitions, step.relative_load),), (60.0, 60.0, 90.0)[level], bands=bands)


def _driven(slot: Slot, week: Week, level: int, bands: float) -> Dose | None:
    step = DRIVEN[min(int(week.progress * len(DRIVEN)), len(DRIVEN) - 1)]
    if week.kind in (DELOAD, TAPER):
        return Dose((Step(3, 3, DRIVEN[0].relative_load),), 120.0)
    return Dose((Step(step.sets + level, step.repetitions, step.relative_load),), (120.0, 120.0, 150.0)[level])


def _released(slot: Slot, week: Week, level: int, bands: float) -> Dose | None:
    sets = 3 if week.kind in (DELOAD, TAPER) else 4 + level
    return Dose((Step(sets, 3, NOMINAL_BALLISTIC),), (120.0, 120.0, 150.0)[level])


def _jumps(slot: Slot, week: Week, level: int, bands: float) -> Dose | None:
    """For height or length in fives with full rests; hops in tens. Easy weeks go without: the method has a least volume."""
    if week.kind in (DELOAD, TAPER):
        return None
    if slot.name == "hops":
        return Dose((Step(4 if level == 0 else 5, 12 if level == 2 else 10, 0.001),), (60.0, 90.0, 90.0)[level])
    return Dose((Step(4 if level == 0 else 5, 5, 0.001),), (120.0, 120.0, 180.0)[level])


def _repeated(slot: Slot, week: Week, level: int, bands: float) -> Dose | None:
    easy = week.kind in (DELOAD, TAPER)
    repetitions, rpe = (6, EASY_RPE) if easy else (8, USUAL_RPE)
    load = most_share(repetitions + 10.0 - rpe)
    return Dose((Step(3, repetitions, load),), (90.0, 90.0, 120.0)[level], rpe=rpe)


_OF = {
    HEAVY: _heavy, FAST: _fast, COMPENSATORY: _driven, BALLISTIC: _released, PLYOMETRIC: _jumps, REPEATED: _repeated,
}  # fmt: skip


@cache
def seconds(of: Dose, slot: Slot, *, ramp: bool, unsure: bool = False) -> float:
    """Seconds that a piece of work takes: its way from the piece before, build-up, sets and rests.

    Args:
        ramp: whether it is done with a bar, so that loads of 60 % and more need a build-up.
        unsure: whether its load has to be found, for want of a 1RM: that takes a build-up too.
    """
    rule = catalog.rule("session_minutes")
    quick = slot.method in (FAST, COMPENSATORY, BALLISTIC, PLYOMETRIC)
    each = rule["fast_repetition_s" if quick else "repetition_s"]
    work = sum(kernel.work_seconds(step.sets, step.repetitions, of.rest_s, each, rule["set_up_s"]) for step in of.steps)
    total = of.waves * (work + of.rest_s * len(of.steps)) - of.rest_s
    if slot.method == HEAVY and not of.method:
        return rule["change_s"] + total + _warm_up_seconds()
    heavy = unsure or max(step.relative_load for step in of.steps) >= RAMP_FROM
    return rule["change_s"] + total + (rule["ramp_s"] if ramp and heavy and slot.method != BALLISTIC else 0.0)


def _warm_up_seconds() -> float:
    """Of the warm-up that is written before heavy work, in place of the time that one takes that is not."""
    rule = catalog.rule("session_minutes")
    sets = (
        kernel.work_seconds(step.sets, step.repetitions, WARM_UP_REST_S, rule["repetition_s"], rule["set_up_s"])
        for step in WARM_UP
    )
    return rule["change_s"] + sum(sets) + WARM_UP_REST_S * (len(WARM_UP) - 1)


@cache
def keeps_its_rules(of: Dose, slot: Slot) -> bool:
    """Whether a dose lies inside its method, Prilepin's totals and INOL; what does not is never offered to the solver."""
    method = catalog.method(of.method or slot.method)
    for name, value in (
        ("sets", of.sets),
        ("rest_s", of.rest_s),
        *(("repetitions", step.repetitions) for step in of.steps),
    ):
        low, high = method.range(name)
        if not low <= value <= high:
            return False
    if slot.method not in (HEAVY, FAST, COMPENSATORY):
        return True
    hung = BANDS_MEAN * of.bands
    loads = [step.relative_load + hung for step in of.steps]
    done = [of.waves * step.sets * step.repetitions for step in of.steps]
    prilepin, rule = catalog.rule("prilepin"), catalog.rule("inol")
    highs = [prilepin[f"{zone}_total_high"] for zone in kernel.ZONES]
    fits = all(
        step.repetitions <= prilepin[f"{kernel.prilepin_zone(load)}_set_high"]
        for step, load in zip(of.steps, loads, strict=True)
    )
    inol = float(kernel.inol(done, loads, rule["cap_share"]).sum())
    return fits and kernel.prilepin_share(done, loads, highs) <= 1.0 and inol <= rule["session_high"]
