"""Sessions that pass the tables of practice without being far above them: said once for the whole plan, as advice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from neuraldrive import catalog
from neuraldrive.kernels import dose
from neuraldrive.plan.check_dose import INOL_WORDS, TABLE_WORDS, by_lift, done_words, inol, prilepin_share, tabled
from neuraldrive.plan.laid_out import Place, where
from neuraldrive.plan.lines import Line, by_day
from neuraldrive.plan.words import listed, percent
from neuraldrive.records.finding import Finding
from neuraldrive.records.prescription import Plan


@dataclass(frozen=True)
class Hard:
    """A lift on a day, and what of it passes which table."""

    place: Place
    lines: Sequence[Line]
    inol: float
    why: Mapping[str, str]

    @property
    def label(self) -> str:
        """The lift as it stands in a sentence."""
        return self.lines[0].exercise.label.lower()


def hard_findings(plan: Plan, lines: Mapping[Place, Line]) -> Iterator[Finding]:
    """One note of all hard sessions, with the hardest of them."""
    found = [
        each for day, work in by_day(lines).items() for of_lift in by_lift(work) if (each := _hard(day, of_lift)).why
    ]
    if not found:
        return
    hardest = max(found, key=lambda each: each.inol)
    first = next(iter(hardest.why))
    sources = tuple(dict.fromkeys(source for rule in hardest.why for source in catalog.rule(rule).sources))
    done = f"{hardest.lines[0].exercise.label}, {done_words(hardest.lines)}"
    says = f"{done}: {'; '.join(hardest.why.values())}. {_others(found, hardest)}"
    mend = "nothing where hard days are meant; else a set less"
    yield Finding(where(plan, hardest.place), first, "hard sessions", says.rstrip(), mend, "note", sources)


def _hard(place: Place, lines: Sequence[Line]) -> Hard:
    """Nothing is said of what a warning speaks of already."""
    table, rule = catalog.rule("prilepin"), catalog.rule("inol")
    share, value = prilepin_share(lines), inol(lines)
    why: dict[str, str] = {}
    if share > table["far_above"] + 1e-9 or value > rule["session_high"] + 1e-9:
        return Hard(place, lines, value, why)
    if share > table["noted"] + 1e-9:
        why["prilepin"] = f"{percent(share)} {TABLE_WORDS}"
    elif long := _long_set(lines):
        why["prilepin"] = long
    if value > rule["session_hard"] + 1e-9:
        why["inol"] = f"{INOL_WORDS} is {value:.2f} (above {rule['session_hard']:g} is a hard day)"
    return Hard(place, lines, value, why)


def _long_set(lines: Sequence[Line]) -> str:
    table = catalog.rule("prilepin")
    for part, share in (each for line in lines for each in tabled(line)):
        most = table[f"{dose.prilepin_zone(share)}_set_high"]
        if part.repetitions is not None and part.repetitions.high > table["long_set"] * most:
            return f"sets of {part.repetitions.high:g} at {percent(share)}, where Prilepin's table ends at {most:g}"
    return ""


def _others(found: Sequence[Hard], hardest: Hard) -> str:
    """How many other sessions of each lift are hard."""
    count: dict[str, int] = {}
    for each in found:
        if each is not hardest:
            count[each.label] = count.get(each.label, 0) + 1
    if not count:
        return ""
    told = [f"{label} on {number} other day{'s' if number > 1 else ''}" for label, number in count.items()]
    return f"Hard too: {listed(told)}."
