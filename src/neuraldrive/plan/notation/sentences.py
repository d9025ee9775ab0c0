"""Plans as coaches write them: text → records."""

from __future__ import annotations

from neuraldrive.plan import door
from neuraldrive.plan.notation.reading import read
from neuraldrive.records.prescription import Plan, Prescription


def parse(text: str) -> Plan:
    """The plan that a text tells. `str(plan)` is its text in the canonical form, which reads back to the same plan.

    What can be done as it stands and is hardly meant so is kept and told in `flags`: a stop rule that tells nothing,
    2x50 for 50x2.

    Raises:
        PlanSyntaxError: it cannot be read, names what is not in the catalogue, or contradicts itself; the error has
            line and column, what was found and needed, and a right example.

    >>> week = parse("mon: back squat 5x2 @ 90% rest 4min until 1 in reserve")
    >>> str(week)
    'mon: back squat 5x2 @ 90% rest 4min until 1 in reserve'
    >>> print(parse("Thursday : BENCH 5 X 2 @90, rest 3', until RIR 1"))
    thu: BENCH 5x2 @ 90% rest 3min until 1 in reserve
    >>> parse("mon: back squat 5x2 @ 90% until velocity falls 10%").flags
    ('line 1, column 33: `until velocity falls 10%` tells nothing in sets of two: a loss of velocity needs 3 ...
    >>> parse("mon: back squat 5x2 @ 90% rset 4min")
    Traceback (most recent call last):
    ...
    neuraldrive.errors.PlanSyntaxError: line 1, column 27: plan: found `rset`, ... Did you mean `rest`? ...
      mon: back squat 5x2 @ 90% rset 4min
                                ^
    """
    _check_text(text)
    plan: Plan = read(text, "plan").plan
    return plan


def parse_line(text: str) -> Prescription:
    """What one sentence without a day prescribes.

    Raises:
        PlanSyntaxError: it cannot be read.

    >>> parse_line("speed bench 9x3 @ 50% + 25% bands, as fast as possible").method
    'dynamic_effort'
    """
    _check_text(text)
    work: Prescription = read(text, "line").work
    return work


def _check_text(given: object) -> None:
    remedies: dict[type, str] = {
        bytes: 'text.decode("utf-8") makes text of it.',
        list: 'Join the lines: "\\n".join(lines).',
    }
    file = 'Read a file first: pathlib.Path("week.plan").read_text(encoding="utf-8").'
    door.text("plan", given, remedies.get(type(given), file))
