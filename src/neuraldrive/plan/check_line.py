"""A line against the ranges of its method."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from neuraldrive.plan.check_manner import Miss, fast, release, suits, velocity
from neuraldrive.plan.edits import ItemEdit, clamped, with_item, with_parts, with_sets
from neuraldrive.plan.laid_out import easy
from neuraldrive.plan.lines import Line, read_line
from neuraldrive.plan.setting import Setting
from neuraldrive.plan.words import counted, percent, rest, spans
from neuraldrive.records.finding import Finding
from neuraldrive.records.prescription import Plan, Prescription, Sets, Span

CLOSE = 1e-9


def line_findings(plan: Plan, line: Line, setting: Setting) -> Iterator[Finding]:
    """What of a work line lies outside its method."""
    for check in (_load, _repetitions, _sets, _rest, fast, release, velocity, suits):
        for about, says, mend, edit, numbers in check(line):
            if about == "sets" and easy(plan, line.place.week) and line.item.sets < line.method["sets_low"]:
                continue
            yield _finding(plan, line, setting, (about, says, mend), edit, numbers)


def _finding(
    plan: Plan,
    line: Line,
    setting: Setting,
    words: tuple[str, str, str],
    edit: ItemEdit | None,
    numbers: tuple[str, ...],
) -> Finding:
    about, says, mend = words
    mended = None
    if edit is not None:
        item, named = held(plan, line, edit(line.item), setting)
        mended = with_item(plan, line.place, item)
        mend += f", as {line.method.label.lower()}" if named else ""
    sources = tuple(dict.fromkeys(line.method.numbers[each].source for each in numbers if each in line.method.numbers))
    severity = "warning" if line.claimed else "note"
    return Finding(line.where, "method_range", about, says, mend, severity, sources, mended)


def held(plan: Plan, line: Line, item: Prescription, setting: Setting) -> tuple[Prescription, bool]:
    """The changed line, its method written where it would else be taken for another; and whether it was."""
    if line.claimed or read_line(plan, line.place, item, setting).method is line.method:
        return item, False
    return replace(item, method=line.method.name), True


def _load(line: Line) -> Iterator[Miss]:
    name = "throw_load" if line.exercise.pattern == "throw" and line.exercise.on_a_bar else "relative_load"
    if f"{name}_low" not in line.method.numbers or line.top_share is None:
        return
    low, high = line.method.range(name)
    tops = [share for share in line.shares if share is not None and share.high == line.top_share]
    if tops[0].high <= high + CLOSE and tops[0].low >= low - CLOSE:
        return
    asks = f"{line.method_words} asks for {spans(low, high, percent)}"
    wanted = clamped(tops[0], low, high)
    edit, mend = None, f"a load of {spans(wanted.low, wanted.high, percent)}"
    if all(part.load is not None and part.load.unit == "share" for part in line.item.parts):
        mend = f"{spans(wanted.low, wanted.high, percent)} instead of {spans(tops[0].low, tops[0].high, percent)}"
        edit = _with_loads(tops[0], wanted, high)
    yield "load", f"{spans(tops[0].low, tops[0].high, percent)}; {asks}.", mend, edit, (f"{name}_low", f"{name}_high")


def _with_loads(top: Span, wanted: Span, most: float) -> ItemEdit:
    def of(part: Sets) -> Sets:
        assert part.load is not None
        amount = wanted if part.load.amount == top else clamped(part.load.amount, 0.0, most)
        return replace(part, load=replace(part.load, amount=amount))

    return lambda item: with_parts(item, of)


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
        if line.claimed and line.item.sets > 1:
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
