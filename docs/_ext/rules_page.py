"""The page of the rules that plans are built by and checked against."""

from __future__ import annotations

from neuraldrive import catalog
from neuraldrive.catalog import Rule

_OPENING = """# Rules of plans

What `plan.block` keeps and `plan.check` checks. A rule that is *kept always* is never broken by a plan that is built here; the
others are wishes. Each number names its source and how it was read; many are coaches' custom, and each rule says what the
evidence for it is worth. In Python: `catalog.rule("prilepin")`.

How a check reads a line:

* Loads are shares of the exercise's own 1RM. Kilograms and velocities become one through the athlete's profile, and without
  one they are not judged. An RPE, or repetitions in reserve, become one through the repetitions for volumes and for days apart,
  where they draw a note at most; they are held against no range of loads and no table of doses.
* Bands and chains count with half of what they weigh at the top.
* A range of sets or repetitions counts as its most. Warm-up sets count for minutes only.
* A line that names no method is held to none. Load and danger decide there: Prilepin's table and INOL, heavy sets with short
  rests or to failure, loads that nobody lifts so often. Its mends never add sets, repetitions or load. The method that it comes
  nearest to counts only for what a week has of each.
* An *error* cannot be done, or harms; a *warning* is outside what the method or the rule allows; a *note* is advice, and no rule
  is broken by it.
* Each finding says the smallest change that mends it, and carries the plan so mended where that is a simple change. Of those,
  `plan check --mended` makes the mends of errors and warnings.
* A finding names the day and the lift as it is written; of two lines of one lift the second is "back squat (2nd)".
"""


def rules_page() -> str:
    """All rules, those that are kept always first."""
    rules = catalog.rules().values()
    header = "\n| rule | kept always | numbers | what the evidence says |\n|---|---|---|---|\n"
    return "".join([_OPENING, header, *(_row(each) for each in rules), *(_section(each) for each in rules)])


def _row(rule: Rule) -> str:
    shown = [f"{name.replace('_', ' ')} {each.value:g} {each.unit}" for name, each in list(rule.numbers.items())[:3]]
    more = len(rule.numbers) - len(shown)
    numbers = "; ".join([*shown, *([f"{more} more"] if more else [])])
    return f"| [{rule.label}](#{rule.name.replace('_', '-')}) | {'yes' if rule.hard else 'no'} | {numbers} | {rule.verdict} |\n"


def _section(rule: Rule) -> str:
    rows = [
        f"| `{name}` | {each.value:g} {each.unit} | {each.how} | {each.source}: {each.where}{f' ({each.note})' if each.note else ''} |\n"
        for name, each in rule.numbers.items()
    ]
    table = ["\n| number | value | read | source, where |\n|---|---|---|---|\n", *rows] if rows else []
    anchor = f"\n({rule.name.replace('_', '-')})=\n"
    return f"{anchor}## {rule.label}\n\n`{rule.name}`. {rule.why}\n\nEvidence: {rule.verdict}\n" + "".join(table)
