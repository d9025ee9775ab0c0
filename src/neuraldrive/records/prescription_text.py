"""Prescriptions and plans → the text that `plan.parse` reads back."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from neuraldrive.records.sets import Load, Sets, Span, Stop, Wave

if TYPE_CHECKING:
    from neuraldrive.records.prescription import Plan, PlanDay, PlanWeek, Prescription

METHOD_WORDS = {
    "maximal_effort": "max effort",
    "dynamic_effort": "speed",
    "compensatory_acceleration": "compensatory",
    "ballistic": "ballistic",
    "repeated_effort": "repeated effort",
    "plyometric": "plyometric",
}
"""What stands before the lift for each training method."""
COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
STOP_WORDS = {
    "reserve": "{} in reserve", "rpe": "RPE {}", "loss": "velocity falls {}%", "set_mean": "set mean falls {}%",
    "height": "height falls {}%", "velocity": "below {}m/s", "failure": "failure",
}  # fmt: skip
_IN_PERCENT = ("loss", "set_mean", "height")


def number_text(value: float, *, percent: bool = False) -> str:
    """All digits of a number and no more; as percent where it is a share.

    >>> number_text(4.0), number_text(0.925, percent=True)
    ('4', '92.5')
    """
    exact = Decimal(repr(float(value))) * (100 if percent else 1)
    return f"{exact.normalize():f}"


def span_text(span: Span, *, percent: bool = False) -> str:
    """A number, or both ends of a range: 3-5."""
    low = number_text(span.low, percent=percent)
    return low if span.low == span.high else f"{low}-{number_text(span.high, percent=percent)}"


def seconds_text(span: Span) -> str:
    """A time in whole minutes from two on, else in seconds.

    >>> seconds_text(Span(60)), seconds_text(Span(240)), seconds_text(Span(180, 300)), seconds_text(Span(90, 120))
    ('60s', '4min', '3-5min', '90-120s')
    """
    if span.low >= 120 and all(math.fmod(end, 60) == 0 for end in (span.low, span.high)):
        return f"{span_text(Span(span.low / 60, span.high / 60))}min"
    return f"{span_text(span)}s"


def quoted(text: str) -> str:
    """The writer's words between quotes, in one line."""
    words = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + words.replace("\n", "\\n") + '"'


def load_text(load: Load) -> str:
    """A load as it stands after the @.

    >>> load_text(Load(Span(0.5), bands=0.25))
    '50% + 25% bands'
    """
    unit = "kg" if load.hung_in_kg else "%"
    more = [f" + {number_text(much, percent=unit == '%')}{unit} {what}" for much, what in _hung(load)]
    return _amount_text(load) + "".join(more)


def _hung(load: Load) -> list[tuple[float, str]]:
    return [(much, what) for much, what in ((load.bands, "bands"), (load.chains, "chains")) if much]


def _amount_text(load: Load) -> str:
    if load.unit == "body":
        return "body weight" + (f" + {span_text(load.amount)}kg" if load.amount.high else "")
    if load.unit == "rpe":
        return f"RPE {span_text(load.amount)}"
    return span_text(load.amount, percent=load.unit == "share") + {"share": "%", "velocity": "m/s"}.get(load.unit, "kg")


def stop_text(stop: Stop) -> str:
    """A stop rule as it stands after `until`.

    >>> stop_text(Stop("set_mean", 0.1))
    'set mean falls 10%'
    """
    return STOP_WORDS[stop.kind].format(number_text(stop.value, percent=stop.kind in _IN_PERCENT))


def sets_text(part: Sets) -> str:
    """Sets × repetitions @ load."""
    each = "max" if part.repetitions is None else span_text(part.repetitions)
    return f"{span_text(part.sets)}x{each}" + (f" @ {load_text(part.load)}" if part.load is not None else "")


def scheme_text(scheme: tuple[Sets, ...] | Wave) -> str:
    """Sets, or the steps of a wave without their number."""
    if not isinstance(scheme, Wave):
        return ", ".join(sets_text(part) for part in scheme)
    loads = [step.load for step in scheme.steps]
    alike = all(load and load.unit == "share" and load.amount.low >= 0.2 and not _hung(load) for load in loads)
    if not alike or any(step.sets != Span(1) for step in scheme.steps):
        return "wave [" + ", ".join(sets_text(step) for step in scheme.steps) + "]"
    shares = "/".join(span_text(load.amount, percent=True) for load in loads if load)
    return f"wave {shares} x " + "/".join(sets_text(step).split(" @ ")[0].removeprefix("1x") for step in scheme.steps)


def prescription_text(work: Prescription) -> str:
    """One sentence: lift, sets, and a clause each for how, until when and with which rest."""
    words, plain = list(_word_clauses(work)), list(_plain_clauses(work))
    noted = [f"note {quoted(work.note)}"] if work.note else []
    head = f"{'warm-up ' if work.warm_up else ''}{_lifts_text(work)} {scheme_text(work.scheme)}"
    return (", " if words or noted else " ").join([head, *words, *plain, *noted])


def _lifts_text(work: Prescription) -> str:
    method = METHOD_WORDS.get(work.method, work.method.replace("_", " "))
    told = not method or work.called[0].lower().startswith(f"{method} ")
    before = "" if told and work.rotation is None else f"{method} ".lstrip()
    if work.rotation is None:
        return before + " or ".join(work.called)
    weeks = work.rotation.weeks
    return f"{before}rotate [{', '.join(work.called)}] every {weeks} week{'s' if weeks > 1 else ''}"


def _word_clauses(work: Prescription) -> Iterator[str]:
    if isinstance(work.scheme, Wave) and work.scheme.waves > 1:
        yield f"{COUNTS[work.scheme.waves - 1]} waves"
    if work.fast:
        yield "as fast as possible"
    if work.release:
        yield "release"
    if work.velocity is not None:
        yield f"at {span_text(work.velocity)}m/s"


def _plain_clauses(work: Prescription) -> Iterator[str]:
    if work.rest_s is not None:
        yield f"rest {seconds_text(work.rest_s)}"
    if work.stops:
        yield "until " + " or ".join(stop_text(stop) for stop in work.stops)


def day_text(day: PlanDay) -> str:
    """A day in one line, or in a line for each lift."""
    head = f"{day.day} {day.at}:" if day.at else f"{day.day}:"
    lines = [f"note {quoted(day.note)}"] if day.note else []
    lines += [prescription_text(work) for work in day.work]
    if not day.note and len(lines) < 2:
        return f"{head} {lines[0] if lines else 'rest'}"
    return "\n".join([head, *(f"  {line}" for line in lines)])


def week_text(week: PlanWeek, *, named: bool = False) -> str:
    """Days below the name of their weeks; every week goes without a name unless it has a label or must be `named`."""
    days = "\n".join(day_text(day) for day in week.days)
    if not (week.first or week.label or named):
        return days
    which = f"week {week.first}" if week.first == week.last else f"weeks {week.first}-{week.last}"
    head = (which if week.first else "every week") + (f" {quoted(week.label)}" if week.label else "")
    return f"{head}:\n" + "\n".join(f"  {line}" for line in days.split("\n"))


def plan_text(plan: Plan) -> str:
    """The head of a plan, then its weeks."""
    head = [("plan", quoted(plan.title) if plan.title else ""), ("athlete", _name_text(plan.athlete))]
    head += [("goal", _name_text(plan.goal)), ("starts", plan.starts), ("competition", plan.competition)]
    lines = [f"{what} {value}" for what, value in head if value]
    lines += [f"note {quoted(note)}" for note in plan.notes]
    named = len(plan.weeks) > 1
    return "\n".join([*lines, *(week_text(week, named=named) for week in plan.weeks)])


def _name_text(name: str) -> str:
    """A name as it is where it is plain words, else between quotes."""
    return name if not name or re.fullmatch(r"[^\W_](?:[\w .'-]*[\w.])?", name) else quoted(name)
