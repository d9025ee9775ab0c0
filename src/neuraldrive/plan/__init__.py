"""Plans: sentences of training, read and checked, fitted to the athlete."""

from __future__ import annotations

from neuraldrive.plan.block import block
from neuraldrive.plan.calendar import DatedDay, dated_days, days_on, minutes_of, next_day, only_day, starts_on
from neuraldrive.plan.check import check
from neuraldrive.plan.laid_out import first_monday
from neuraldrive.plan.notation.sentences import parse, parse_line
from neuraldrive.plan.prescribe import of_week, prescribe
from neuraldrive.plan.progress import change, changed, comparable
from neuraldrive.plan.testing import testing_session

__all__ = [
    "DatedDay",
    "block",
    "change",
    "changed",
    "check",
    "comparable",
    "dated_days",
    "days_on",
    "first_monday",
    "minutes_of",
    "next_day",
    "of_week",
    "only_day",
    "parse",
    "parse_line",
    "prescribe",
    "starts_on",
    "testing_session",
]
