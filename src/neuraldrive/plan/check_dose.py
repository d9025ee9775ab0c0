"""The dose of each lift of a day: Prilepin's table and INOL."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from neuraldrive import catalog
from neuraldrive.kernels import dose
from neuraldrive.plan.check_day import with_fewer_sets
from neuraldrive.plan.edits import clamped, with_item, with_parts, with_sets
from neuraldrive.plan.laid_out import Place, easy, where
from neuraldrive.plan.lines import DOSED_KINDS, Line, read_line, repetitions
from neuraldrive.plan.setting import Setting
from neuraldrive.plan.words import counted, listed, percent
from neuraldrive.records.finding import Finding
from neuraldrive.records.prescription import Plan, Sets, Span, Wave

MOST_ADDED = 12
"""Sets up to which more are proposed."""


def dose_findings(plan: Plan, place: Place, lines: Sequence[Line], setting: Setting) -> Iterator[Finding]:
    """What of a day's lifts is too much, or too little."""
    dosed = [line for line in lines if counts(line)]
    for name in dict.fromkeys(line.exercise.name for line in dosed):
        of_lift = [line for line in dosed if line.exercise.name == name]
        yield from _prilepin_sets(plan, of_lift)
        yield from _prilepin_total(plan, place, of_lift, setting)
        yield from _inol(plan, place, of_lift, setting)


def counts(line: Line) -> bool:
    """Whether Prilepin and INOL count a line: barbell work with a known load that is no repeated effort, jump or throw."""
    plain = line.exercise.kind in DOSED_KINDS and not line.method.released and not line.item.warm_up
    return plain and line.method.name != "repeated_effort" and bool(line.dosed)


def totals_high() -> tuple[float, ...]:
    """The highest totals of Prilepin's zones in order."""
    return tuple(catalog.rule("prilepin")[f"{zone}_total_high"] for zone in dose.ZONES)


def prilepin_share(lines: Sequence[Line]) -> float:
    """Repetitions of a lift over the highest total of their zone, summed."""
    done = [(repetitions(part), share) for line in lines for part, share in line.dosed]
    return dose.prilepin_share([each for each, _ in done], [share for _, share in done], totals_high())


def inol(lines: Sequence[Line]) -> float:
    """INOL of a lift's sets."""
    done = [(repetitions(part), share) for line in lines for part, share in line.dosed]
    cap = catalog.rule("inol")["cap_share"]
    return float(dose.inol([each for each, _ in done], [share for _, share in done], cap).sum())


def _prilepin_sets(plan: Plan, lines: Sequence[Line]) -> Iterator[Finding]:
    rule = catalog.rule("prilepin")
    for line in lines:
        for part, share in line.dosed:
            most = rule[f"{dose.prilepin_zone(share)}_set_high"]
            if part.repetitions is None or part.repetitions.high <= most:
                continue
            says = f"Sets of {part.repetitions.high:g} at {percent(share)}; Prilepin's table has {most:g} at most."
            mended = with_item(plan, line.place, with_parts(line.item, lambda each: _capped(each, part, most)))  # noqa: B023
            mend = f"{most:g} repetitions instead of {part.repetitions.high:g}"
            yield Finding(
                line.where, "prilepin", f"repetitions at {percent(share)}", says, mend, "warning", rule.sources, mended
            )


def _capped(part: Sets, like: Sets, most: float) -> Sets:
    if part.repetitions is None or part != like:
        return part
    return Sets(part.sets, clamped(part.repetitions, 1, most), part.load)


def _prilepin_total(plan: Plan, place: Place, lines: Sequence[Line], setting: Setting) -> Iterator[Finding]:
    rule = catalog.rule("prilepin")
    share = prilepin_share(lines)
    if share <= 1 + 1e-9:
        return
    done = sum(repetitions(part) for line in lines for part, _ in line.dosed)
    loads = listed(dict.fromkeys(percent(load) for line in lines for _, load in line.dosed))
    says = f"{lines[0].exercise.label}: {done:g} repetitions at {loads}, {percent(share)} of Prilepin's most for a session."
    mend, mended = with_fewer_sets(plan, lines, setting, prilepin_share, 1 + 1e-9)
    about = f"total of {lines[0].exercise.name}"
    yield Finding(where(plan, place), "prilepin", about, says, mend, "warning", rule.sources, mended)


def _inol(plan: Plan, place: Place, lines: Sequence[Line], setting: Setting) -> Iterator[Finding]:
    rule = catalog.rule("inol")
    value = inol(lines)
    name, label = lines[0].exercise.name, lines[0].exercise.label
    if value > rule["session_high"] + 1e-9:
        says = f"{label}: INOL {value:.2f}; above {rule['session_high']:g} a session is too much."
        mend, mended = with_fewer_sets(plan, lines, setting, inol, rule["session_high"] + 1e-9)
        yield Finding(where(plan, place), "inol", f"too much {name}", says, mend, "error", rule.sources, mended)
    elif value > rule["session_hard"] + 1e-9:
        says = f"{label}: INOL {value:.2f}, a hard session: above {rule['session_hard']:g}."
        mend, mended = with_fewer_sets(plan, lines, setting, inol, rule["session_hard"] + 1e-9)
        yield Finding(where(plan, place), "inol", f"hard {name}", says, mend, "note", rule.sources, mended)
    elif value < rule["session_low"] - 1e-9 and not easy(plan, place.week):
        yield _too_little(plan, place, lines, setting, value)


def _too_little(plan: Plan, place: Place, lines: Sequence[Line], setting: Setting, value: float) -> Finding:
    rule, last = catalog.rule("inol"), lines[-1]
    step = len(last.item.parts) // last.item.scheme.waves if isinstance(last.item.scheme, Wave) else 1
    item, now = last.item, value
    while now < rule["session_low"] - 1e-9 and item.sets + step <= MOST_ADDED:
        item = with_sets(item, item.sets + step)
        now = inol([*lines[:-1], read_line(plan, last.place, item, setting)])
    says = f"{last.exercise.label}: INOL {value:.2f}; below {rule['session_low']:g} a session trains little."
    mend = f"{counted(Span(item.sets), 'set')} instead of {last.item.sets} in line {last.place.line + 1}"
    mended = with_item(plan, last.place, item) if now >= rule["session_low"] - 1e-9 else None
    about = f"little {last.exercise.name}"
    return Finding(where(plan, place), "inol", about, says, mend, "note", rule.sources, mended)
