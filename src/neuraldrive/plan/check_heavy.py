"""Heavy sets, whatever method a line claims or comes near: rests too short for them, and one after another to failure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from neuraldrive import catalog
from neuraldrive.plan.check_stop import instead, stop_of
from neuraldrive.plan.edits import with_item
from neuraldrive.plan.lines import DOSED_KINDS, Line
from neuraldrive.plan.words import counted, percent, rest, spans
from neuraldrive.records.finding import Finding
from neuraldrive.records.prescription import Plan, Prescription, Sets, Span, Stop

RULE = "heavy_sets"
_Told = tuple[Sets, float]


def heavy_findings(plan: Plan, line: Line) -> Iterator[Finding]:
    """What of a line's heavy sets wants a longer rest or an earlier end.

    Methods whose own ranges say both, all but repeated effort, are held to those.
    """
    if line.exercise.kind not in DOSED_KINDS or line.item.sets < 2:
        return
    if line.claimed and line.method.name != "repeated_effort":
        return
    least = catalog.rule(RULE)["heavy_from"]
    heavy = [(part, share) for part, share in line.told if share >= least - 1e-9]
    for about, says, mend, item in (*_rest(line, heavy), *_failure(line, heavy)):
        mended = with_item(plan, line.place, item)
        yield Finding(line.where, RULE, about, says, mend, "warning", catalog.rule(RULE).sources, mended)


def possible(share: float) -> float:
    """Repetitions that a load allows, by the rule `possible`; none above the 1RM.

    >>> round(possible(0.85), 1)
    5.6
    """
    return max(1.0 + (1.0 / share - 1.0) / catalog.rule("possible")["load_a_repetition"], 0.0)


def _rest(line: Line, heavy: list[_Told]) -> Iterator[tuple[str, str, str, Prescription]]:
    rule, now = catalog.rule(RULE), line.item.rest_s
    least = rule["least_rest_s"]
    if now is None or now.high >= least:
        return
    for part, share in heavy:
        each = part.repetitions.high if part.repetitions else possible(share)
        if each <= rule["used_share"] * possible(share):
            continue
        says = (
            f"Rest of {spans(now.low, now.high, rest)} between heavy sets ({_set_words(part)} at {percent(share)}, where "
            f"about {possible(share):.0f} are possible): the next begins tired. Trials of heavy work rest "
            f"{spans(rule['rest_s_low'], rule['rest_s_high'], rest)}."
        )
        mend = f"rest {rest(least)} at least instead of {spans(now.low, now.high, rest)}"
        yield "rest", says, mend, replace(line.item, rest_s=Span(least))
        return


def _set_words(part: Sets) -> str:
    return "as many as go" if part.repetitions is None else counted(part.repetitions, "repetition")


def _failure(line: Line, heavy: list[_Told]) -> Iterator[tuple[str, str, str, Prescription]]:
    failure = stop_of(line, "failure")
    failing = [(part, share) for part, share in heavy if _fails(line, part)]
    sets = sum(part.sets.high for part, _ in failing)
    if sets <= catalog.rule(RULE)["sets_to_failure"]:
        return
    loads = spans(min(share for _, share in failing), max(share for _, share in failing), percent)
    says = (
        f"{counted(Span(sets), 'set')} at {loads} until a repetition fails: fifteen studies found no more strength by it, "
        "and a heavy repetition that fails has to be caught."
    )
    if failure is None:
        item = replace(line.item, stops=(*line.item.stops, Stop("reserve", 1)))
        yield "failure", says, "until 1 in reserve", item
    else:
        yield "failure", says, *instead(line, failure, Stop("reserve", 1))


def _fails(line: Line, part: Sets) -> bool:
    """Whether a set goes to failure: as its stop rule says, or as many repetitions as go and nothing to end it."""
    return stop_of(line, "failure") is not None or (part.repetitions is None and not line.item.stops)
