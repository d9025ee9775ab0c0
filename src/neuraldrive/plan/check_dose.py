"""The dose of each lift of a day: Prilepin's table and INOL. Load decides what counts, not the method that a line comes near."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from neuraldrive import catalog
from neuraldrive.kernels import dose
from neuraldrive.plan.check_day import Measure, with_fewer_sets
from neuraldrive.plan.edits import with_item, with_sets
from neuraldrive.plan.laid_out import Place, easy, where
from neuraldrive.plan.lines import DOSED_KINDS, Line, read_line, repetitions
from neuraldrive.plan.setting import Setting
from neuraldrive.plan.words import counted, listed, percent
from neuraldrive.records.finding import Finding
from neuraldrive.records.prescription import Plan, Sets, Span, Wave

MOST_ADDED = 12
"""Sets up to which more are proposed."""
REPEATED = "repeated_effort"
INOL_WORDS = "INOL, repetitions ÷ (100 − %),"
TABLE_WORDS = "of the highest total in Prilepin's table (weightlifters' practice, no trial)"


def dose_findings(plan: Plan, place: Place, lines: Sequence[Line], setting: Setting) -> Iterator[Finding]:
    """What of a day's lifts is far too much, or too little for the method that it claims."""
    for of_lift in by_lift(lines):
        for cap in CAPS:
            yield from _too_much(plan, place, of_lift, setting, cap)
        if inol(of_lift) < catalog.rule("inol")["session_low"] - 1e-9 and not easy(plan, place.week):
            yield from _too_little(plan, place, of_lift, setting)


def by_lift(lines: Iterable[Line]) -> list[list[Line]]:
    """Lines that are counted, those of one lift together."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        if counts(line):
            found.setdefault(line.exercise.name, []).append(line)
    return list(found.values())


def counts(line: Line) -> bool:
    """Whether a line has a dose: a main lift or a variation with a load that is written, neither jump, throw nor warm-up."""
    plain = line.exercise.kind in DOSED_KINDS and not line.method.released and not line.item.warm_up
    return plain and bool(line.told)


def tabled(line: Line) -> list[tuple[Sets, float]]:
    """Parts that Prilepin's table counts: from 70 %, or lighter where meant as speed or strength; repeated effort from 80 %."""
    if line.claimed and line.method.name == REPEATED:
        least = dose.ZONE_STARTS[1]
    else:
        least = 0.0 if line.claimed or line.item.fast else dose.ZONE_STARTS[0]
    return [(part, share) for part, share in line.told if share >= least - dose.ROUNDING]


def prilepin_share(lines: Sequence[Line]) -> float:
    """Repetitions of a lift over the highest total of their zone, summed."""
    rule = catalog.rule("prilepin")
    highs = [rule[f"{zone}_total_high"] for zone in dose.ZONES]
    done = [(repetitions(part), share) for line in lines for part, share in tabled(line)]
    return dose.prilepin_share([each for each, _ in done], [share for _, share in done], highs) if done else 0.0


def inol(lines: Sequence[Line]) -> float:
    """INOL of a lift's sets."""
    done = [(repetitions(part), share) for line in lines for part, share in line.told]
    cap = catalog.rule("inol")["cap_share"]
    return float(dose.inol([each for each, _ in done], [share for _, share in done], cap).sum())


def done_words(lines: Sequence[Line]) -> str:
    """What is done of a lift: "100 repetitions at 60% and 1 at 97%"."""
    done: dict[str, float] = {}
    for line in lines:
        for part, share in line.told:
            done[percent(share)] = done.get(percent(share), 0.0) + repetitions(part)
    (load, first), *others = done.items()
    return listed([f"{counted(Span(first), 'repetition')} at {load}", *(f"{each:g} at {at}" for at, each in others)])


class Cap(NamedTuple):
    """What a day may have of a lift: a number of a rule, what it is held against, and the words for more than that."""

    rule: str
    most: str
    measure: Measure
    about: str
    says: Callable[[float, float], str]


def _above_table(share: float, _: float) -> str:
    return f"{percent(share)} {TABLE_WORDS}."


def _above_inol(value: float, most: float) -> str:
    return f"{INOL_WORDS} is {value:.2f}; coaches call more than {most:g} a day too much."


CAPS = (
    Cap("prilepin", "far_above", prilepin_share, "total of", _above_table),
    Cap("inol", "session_high", inol, "too much", _above_inol),
)


def _too_much(plan: Plan, place: Place, lines: Sequence[Line], setting: Setting, cap: Cap) -> Iterator[Finding]:
    rule, exercise = catalog.rule(cap.rule), lines[0].exercise
    value, most = cap.measure(lines), rule[cap.most] + 1e-9
    if value <= most:
        return
    says = f"{exercise.label}, {done_words(lines)}: {cap.says(value, most)}"
    mend, mended = with_fewer_sets(plan, lines, setting, cap.measure, most)
    about = f"{cap.about} {exercise.name}"
    yield Finding(where(plan, place), rule.name, about, says, mend, "warning", rule.sources, mended)


def _too_little(plan: Plan, place: Place, lines: Sequence[Line], setting: Setting) -> Iterator[Finding]:
    """Of lifts of which every line claims strength or speed."""
    if not all(line.claimed and line.method.name != REPEATED for line in lines):
        return
    rule, last, value = catalog.rule("inol"), lines[-1], inol(lines)
    step = last.item.sets // last.item.scheme.waves if isinstance(last.item.scheme, Wave) else 1
    item, now = last.item, value
    while now < rule["session_low"] - 1e-9 and item.sets + step <= MOST_ADDED:
        item = with_sets(item, item.sets + step)
        now = inol([*lines[:-1], read_line(plan, last.place, item, setting)])
    says = f"{last.exercise.label}: {INOL_WORDS} is {value:.2f}; less than {rule['session_low']:g} a day trains little."
    mend = f"{counted(Span(item.sets), 'set')} of {last.name} instead of {last.item.sets}"
    mended = with_item(plan, last.place, item) if now >= rule["session_low"] - 1e-9 else None
    about = f"little {last.exercise.name}"
    yield Finding(where(plan, place), "inol", about, says, mend, "note", rule.sources, mended)


def too_much_a_week(week: str, lines: Sequence[Line]) -> Iterator[Finding]:
    """Lifts of which a week has too much by INOL."""
    rule = catalog.rule("inol")
    for of_lift in by_lift(lines):
        value, most = inol(of_lift), rule["week_high"]
        if value <= most + 1e-9:
            continue
        exercise = of_lift[0].exercise
        says = (
            f"{exercise.label}, {done_words(of_lift)}: {INOL_WORDS} is {value:.2f} in the week; "
            f"coaches call more than {most:g} too much."
        )
        mend = f"about {percent(math.ceil(100 * (1 - most / value)) / 100)} fewer repetitions of it in the week"
        yield Finding(week, "inol", f"week of {exercise.name}", says, mend, "warning", rule.sources)
