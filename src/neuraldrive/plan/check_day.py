"""A day against the clock, and its landings against what a session holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from neuraldrive import catalog
from neuraldrive.plan.edits import item_at, with_item, with_sets
from neuraldrive.plan.laid_out import Place, where
from neuraldrive.plan.lines import Line, read_line
from neuraldrive.plan.minutes import session_seconds
from neuraldrive.plan.setting import Setting
from neuraldrive.plan.words import counted, listed
from neuraldrive.records.finding import Finding
from neuraldrive.records.prescription import Plan, Span

Measure = Callable[[Sequence[Line]], float]


def day_findings(plan: Plan, place: Place, lines: Sequence[Line], setting: Setting) -> Iterator[Finding]:
    """What of a day is too long, or too many landings."""
    yield from _minutes(plan, place, lines, setting)
    yield from _contacts(plan, place, lines, setting)


def contacts(lines: Sequence[Line]) -> float:
    """Landings of a session."""
    return float(sum(line.item.repetitions for line in lines if line.exercise.kind == "plyometric"))


def with_fewer_sets(
    plan: Plan, lines: Sequence[Line], setting: Setting, measure: Measure, most: float, *, drop: bool = False
) -> tuple[str, Plan | None]:
    """The plan with sets taken from the last of the lines on until the measure is no more than `most`; and what to take.

    With `drop` a line may go altogether. None where even that is not enough.
    """
    kept, words = list(lines), []
    for at in range(len(kept) - 1, -1, -1):
        line, place = kept[at], kept[at].place
        before = line.item.sets
        for sets in range(before - 1, 0, -1):
            item = with_sets(line.item, sets)
            kept[at] = read_line(plan, place, item, setting)
            if measure(kept) <= most:
                break
        enough = measure(kept) <= most
        if not enough and drop:
            kept.pop(at)
            words.append(f"leave {line.name} out")
        elif kept[at].item.sets < before:
            words.append(f"{counted(Span(kept[at].item.sets), 'set')} of {line.name} instead of {before}")
        if measure(kept) <= most:
            return listed(words), _without(plan, lines, kept)
    return "fewer repetitions a set: even one set of each is too much", None


def _without(plan: Plan, lines: Sequence[Line], kept: Sequence[Line]) -> Plan:
    left = {line.place: line.item for line in kept}
    for line in reversed(lines):
        if left.get(line.place) != item_at(plan, line.place):
            plan = with_item(plan, line.place, left.get(line.place))
    return plan


def _minutes(plan: Plan, place: Place, lines: Sequence[Line], setting: Setting) -> Iterator[Finding]:
    if setting.minutes is None:
        return
    needed = session_seconds(lines) / 60
    if needed <= setting.minutes:
        return
    says = f"It takes {needed:.0f} minutes with rests and warm-up; there are {setting.minutes:g}."
    mend, mended = with_fewer_sets(
        plan, lines, setting, lambda kept: session_seconds(kept) / 60, setting.minutes, drop=True
    )
    sources = catalog.rule("session_minutes").sources
    yield Finding(where(plan, place), "session_minutes", "minutes", says, mend, "error", sources, mended)


def _contacts(plan: Plan, place: Place, lines: Sequence[Line], setting: Setting) -> Iterator[Finding]:
    rule = catalog.rule("contacts")
    most = rule[f"{setting.training}_high"]
    jumps = [line for line in lines if line.exercise.kind == "plyometric" and not line.item.warm_up]
    found = contacts(jumps)
    if found > most:
        says = f"{found:g} landings; {most:g} a session are the most for the {setting.training}."
        mend, mended = with_fewer_sets(plan, jumps, setting, contacts, most, drop=True)
        yield Finding(where(plan, place), "contacts", "contacts", says, mend, "error", rule.sources, mended)
