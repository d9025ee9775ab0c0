"""A line against the ranges of the method that it claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from neuraldrive.plan.check_manner import Miss, fast, release, suits, unsaid, velocity
from neuraldrive.plan.edits import ItemEdit, clamped, with_item, with_parts, with_sets
from neuraldrive.plan.laid_out import easy
from neuraldrive.plan.lines import Line
from neuraldrive.plan.words import counted, percent, rest, spans
from neuraldrive.records.finding import Finding
from neuraldrive.records.prescription import Load, Plan, Prescription, Sets, Span
from neuraldrive.records.sets import LOAD_UNITS

CLOSE, LEAST = 1e-9, LOAD_UNITS["share"][0]


def line_findings(plan: Plan, line: Line) -> Iterator[Finding]:
    """What of a work line lies outside the method that it claims; of one that claims none only speed work that is not fast."""
    checks = (_load, _repetitions, _sets, _rest, fast, release, velocity, suits) if line.claimed else (unsaid,)
    for check in checks:
        for about, says, mend, edit, numbers in check(line):
            if about == "sets" and easy(plan, line.place.week) and line.item.sets < line.method["sets_low"]:
                continue
            yield _finding(plan, line, (about, says, mend), edit, numbers)


def _finding(
    plan: Plan, line: Line, words: tuple[str, str, str], edit: ItemEdit | None, numbers: tuple[str, ...]
) -> Finding:
    about, says, mend = words
    mended = None if edit is None else with_item(plan, line.place, edit(line.item))
    sources = tuple(dict.fromkeys(line.method.numbers[each].source for each in numbers if each in line.method.numbers))
    severity = "warning" if line.claimed else "note"
    return Finding(line.where, "method_range", about, says, mend, severity, sources, mended)


def _load(line: Line) -> Iterator[Miss]:
    name = "throw_load" if line.exercise.pattern == "throw" and line.exercise.on_a_bar else "relative_load"
    told = [share for share, part in zip(line.shares, line.item.parts, strict=True) if share and not _rated(part)]
    if f"{name}_low" not in line.method.numbers or not told:
        return
    low, high = line.method.range(name)
    top = max(told, key=lambda each: each.high)
    if top.high <= high + CLOSE and top.low >= low - CLOSE:
        return
    asks = f"{line.method_words} asks for {spans(low, high, percent)}"
    wanted = clamped(top, low, high)
    edit, mend = None, f"a load of {_load_words(wanted)}"
    if all(part.load is not None and part.load.unit == "share" for part in line.item.parts):
        mend = f"{_load_words(wanted)} instead of {spans(top.low, top.high, percent)}"
        edit = _with_loads(top, wanted, high)
    yield "load", f"{spans(top.low, top.high, percent)}; {asks}.", mend, edit, (f"{name}_low", f"{name}_high")


def _rated(part: Sets) -> bool:
    """Whether the part says how hard it is to be, and so nothing of its load that could be held against a range."""
    return part.load is None or part.load.unit == "rpe"


def _with_loads(top: Span, wanted: Span, most: float) -> ItemEdit:
    def of(part: Sets) -> Sets:
        assert part.load is not None
        amount = wanted if part.load.amount == top else clamped(part.load.amount, 0.0, most)
        return replace(part, load=_loaded(part.load, amount))

    return lambda item: with_parts(item, of)


def _load_words(share: Span) -> str:
    return spans(share.low, share.high, percent) if share.high >= LEAST else "body weight"


def _loaded(load: Load, share: Span) -> Load:
    """The load at another share of the 1RM; body weight where that is none."""
    if share.high < LEAST:
        return Load(Span(0), "body")
    return replace(load, amount=clamped(share, LEAST, share.high))


def _repetitions(line: Line) -> Iterator[Miss]:
    low, high = line.method.range("repetitions")
    asks = f"{line.method_words} asks for {spans(low, high)} repetitions a set"
    edit, numbers = _with_repetitions(low, high), ("repetitions_low", "repetitions_high")
    told = [part.repetitions for part in line.item.parts if part.repetitions is not None]
    if len(told) < len(line.item.parts):
        if line.method.name != "repeated_effort":
            mend = f"{high:g} repetitions instead of as many as go"
            yield "repetitions", f"As many repetitions as go; {asks}.", mend, edit, numbers
        return
    most = max(told, key=lambda each: each.high)
    if most.high > high or max(each.low for each in told) < low:
        mend = f"{counted(clamped(most, low, high), 'repetition')} instead of {spans(most.low, most.high)}"
        says = f"{counted(Span(min(each.low for each in told), most.high), 'repetition')} a set; {asks}."
        yield "repetitions", says, mend, edit, numbers


def _with_repetitions(low: float, high: float) -> ItemEdit:
    """Every part brought below the upper end; only where none then reaches the lower one, all of them up to it."""

    def inside(item: Prescription, least: float) -> Prescription:
        return with_parts(
            item, lambda part: replace(part, repetitions=clamped(part.repetitions or Span(high), least, high))
        )

    def edit(item: Prescription) -> Prescription:
        capped = inside(item, 1)
        enough = max(part.repetitions.low for part in capped.parts if part.repetitions is not None) >= low
        return capped if enough else inside(item, low)

    return edit


def _sets(line: Line) -> Iterator[Miss]:
    low, high = line.method.range("sets")
    fewest = int(sum(part.sets.low for part in line.item.parts))
    if low <= line.item.sets and fewest <= line.item.sets <= high:
        return
    wanted = int(min(max(line.item.sets, low), high))
    says = f"{counted(Span(line.item.sets), 'set')}; {line.method_words} asks for {spans(low, high)}."
    mended = with_sets(line.item, wanted)
    mend = f"{counted(Span(mended.sets), 'set')} instead of {line.item.sets}"
    inside = low <= mended.sets <= high
    yield "sets", says, mend if inside else f"{wanted} sets", (lambda _: mended) if inside else None, (
        "sets_low", "sets_high",
    )  # fmt: skip


def _rest(line: Line) -> Iterator[Miss]:
    low, high = line.method.range("rest_s")
    now = line.item.rest_s
    asks = f"{line.method_words} asks for {spans(low, high, rest)}"
    if now is None:
        if line.item.sets > 1:
            yield "rest", f"No rest is said; {asks}.", f"rest {rest(low)}", _with_rest(Span(low)), ("rest_s_low",)
        return
    if low <= now.low and now.high <= high:
        return
    wanted = clamped(now, low, high)
    mend = f"rest {spans(wanted.low, wanted.high, rest)} instead of {spans(now.low, now.high, rest)}"
    yield "rest", f"Rest of {spans(now.low, now.high, rest)}; {asks}.", mend, _with_rest(wanted), (
        "rest_s_low", "rest_s_high",
    )  # fmt: skip


def _with_rest(wanted: Span) -> ItemEdit:
    return lambda item: replace(item, rest_s=wanted)
