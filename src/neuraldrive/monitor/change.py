"""Usual or changed: a day against the athlete's earlier days, and days that go on falling."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

import numpy as np
from scipy.special import ndtri, stdtr, stdtrit

from neuraldrive import glossary
from neuraldrive.errors import BadValue
from neuraldrive.kernels import baseline as kernel
from neuraldrive.monitor.baseline import FALSE_ALARM, FEWEST_DAYS, LEVEL, SPEED, WARM_UPS, Baseline
from neuraldrive.monitor.dated import Dated, of_sets, plain
from neuraldrive.records import Measurement, SetEntry

WORDS = ("usual", "changed", "unsure")
ALLOWANCE, LIMIT = 0.5, 4.0
"""Of the cumulative sum, in standard deviations of a day."""
APART = 4.0
"""Readings of one day that differ by more standard deviations contradict each other."""
TIMES_MANY = 100


@dataclass(frozen=True)
class Drift:
    """Whether days go on falling: a one-sided cumulative sum of their standings.

    Args:
        word: "steady" or "drifting"; `since` the first day of the fall.
        total: the sum, which drifts from `limit` on.
        days_between_false_alarms: mean number of days until a false alarm in an athlete who does not change.
        days_to_tell: mean number of days in which a lasting fall of one typical error is found where the usual is well known;
            a fall soon becomes part of it, so after 20 earlier days half of such falls are found in 10 days, 8 in 10 in 25.
        days: how many days it rests on.
    """

    word: str
    total: float
    since: date | None
    days: int
    limit: float = LIMIT
    days_between_false_alarms: float = kernel.average_run_length(ALLOWANCE, LIMIT)
    days_to_tell: float = kernel.average_run_length(ALLOWANCE, LIMIT, 1.0)

    def __str__(self) -> str:
        rate = f"one false alarm in {self.days_between_false_alarms:.0f} days"
        since = f" since {self.since}" if self.since else ""
        return f"{self.word}{since} (sum {self.total:.1f}, limit {self.limit:g}; {rate})"


@dataclass(frozen=True)
class DayChange:
    """What a day says against earlier ones. `str` gives word and reason.

    Args:
        word: "usual", "changed", or "unsure" where too little is known or the day contradicts itself.
        why: one sentence.
        difference: from what was expected, in `unit` ("ratio": a share of it); NaN where there is none.
        interval: of that difference, 95 %.
        chance: how often a day of an unchanged athlete lies at least so far off; NaN where there is none.
        false_alarm: share of unchanged days that are called changed.
        told_from: smallest difference that would be called changed today.
        readings: how many were combined; `days` how many earlier days stand behind it.
    """

    word: str
    why: str
    measure: str
    unit: str
    false_alarm: float
    days: int
    readings: int = 0
    difference: float = math.nan
    interval: tuple[float, float] = (math.nan, math.nan)
    chance: float = math.nan
    told_from: float = math.nan
    drift: Drift | None = None

    @property
    def standing(self) -> float | None:
        """The difference as a standard normal deviate of the same chance; None where there is none."""
        if math.isnan(self.chance):
            return None
        return math.copysign(-float(ndtri(max(self.chance / 2.0, 1e-300))), self.difference)

    def __str__(self) -> str:
        return f"{self.word}: {self.why}"

    @property
    def left_out(self) -> str:
        """What a verdict leaves out on such a day, in words; "" unless the day is changed."""
        if self.word != "changed":
            return ""
        if self.unit == "m/s" and self.measure == SPEED:
            off = f"today is {abs(self.difference):.2f} m/s {'faster' if self.difference > 0 else 'slower'} than usual"
        else:
            off = (
                f"today's {self.measure.replace('_', ' ')} is {'higher' if self.difference > 0 else 'lower'} than usual"
            )
        return f"{off}: load history is left out of the verdict"


def change(
    today: Sequence[SetEntry] | float | Measurement | Sequence[float | Measurement],
    baseline: Baseline,
    *,
    false_alarm: float = FALSE_ALARM,
    warm_ups: int = WARM_UPS,
) -> DayChange:
    """Whether a day is usual or changed, against day-to-day error; with at least 3 earlier days.

    Bar speed is judged about the athlete's own line by the first two sets (`warm_ups`) that are heavy enough to compare, whatever
    their loads. Of days on which nothing changed a share of `false_alarm` is called changed. `drift` says whether days go on falling
    (rising, where less is better): the slow change that no single day shows. There is no score of readiness: a changed day is
    a question to the athlete, not an answer.

    Args:
        today: sets of the baseline's lift; or one reading or several of its measure.

    Raises:
        BadValue: `false_alarm` is no share, or a reading cannot be compared.

    >>> from datetime import date
    >>> from neuraldrive.monitor.baseline import baseline
    >>> jumps = [(date(2026, 3, day), height) for day, height in ((2, 0.41), (5, 0.40), (9, 0.42), (12, 0.41))]
    >>> usual = baseline(jumps, "jump_height")
    >>> print(change([0.40, 0.41], usual))
    usual: 1 % lower than usual; of unchanged days 82 in 100 lie as far off.
    >>> change(0.34, usual).word
    'changed'
    """
    if not 0.0 < false_alarm < 1.0:
        raise BadValue(
            "false alarms", found=f"{false_alarm:g}", needed="between 0 and 1", remedy="0.05 is one day in 20."
        )
    points = _points(today, baseline, warm_ups)
    about = (baseline.measure, baseline.unit, false_alarm, len(baseline.days))
    if baseline.fitted is None:
        return DayChange(
            "unsure",
            f"{len(baseline.days)} earlier day{'' if len(baseline.days) == 1 else 's'}; {FEWEST_DAYS} are needed to know the usual.",
            *about,
        )
    if not points:
        return DayChange("unsure", f"Nothing to compare today{_needed(baseline)}.", *about)
    design, value, scale = baseline.rows(points)
    found = kernel.away(baseline.fitted, design, value, scale)
    apart = _apart(baseline.fitted, design, value, scale)
    if apart:
        return DayChange("unsure", f"{apart}: check load and sensor, and do another.", *about, len(points))
    t = abs(found.difference) / found.sd
    chance = 2.0 * float(stdtr(found.freedom, -t))
    reach, told = (-float(stdtrit(found.freedom, tail / 2)) * found.sd for tail in (1 - LEVEL, false_alarm))
    middle, low, high = (
        _shown(each, baseline) for each in (found.difference, found.difference - reach, found.difference + reach)
    )
    word = "changed" if chance < false_alarm else "usual"
    return DayChange(
        word, _why(middle, chance, baseline, points), *about, len(points), middle, (low, high), chance, told,
        drift(baseline, found.standing),
    )  # fmt: skip


def drift(baseline: Baseline, today: float | None = None) -> Drift:
    """Whether days go on falling, over the days of a baseline and, if given, the standing of today."""
    standings = np.array([*baseline.standings, *([] if today is None else [today])])
    less_is_better = baseline.measure in glossary.TERMS and glossary.term(baseline.measure).better < 0
    sums = kernel.lasting(-standings if less_is_better else standings, ALLOWANCE)
    if not sums.size:
        return Drift("steady", 0.0, None, 0)
    total = float(sums[-1])
    begun = int(np.flatnonzero(sums == 0.0)[-1]) + 1 if (sums == 0.0).any() else 0
    judged = baseline.days[FEWEST_DAYS:]
    since = judged[begun] if total > LIMIT and begun < len(judged) else None
    return Drift("drifting" if total > LIMIT else "steady", total, since, sums.size)


def _points(today: object, baseline: Baseline, warm_ups: int) -> list[Dated]:
    on = baseline.days[-1]
    if isinstance(today, float | int | Measurement):
        return [Dated(on, plain(today, baseline.relative))]
    items = list(cast("Sequence[object]", today))
    if not baseline.lift:
        return [Dated(on, plain(cast("float | Measurement", each), baseline.relative)) for each in items]
    sets = [each for each in cast("list[SetEntry]", items) if each.lift == baseline.lift]
    return [each for each in of_sets(sets, on)[0] if each.load_kg >= baseline.lightest_kg][:warm_ups]


def _apart(fitted: kernel.Fit, design: kernel.Floats, value: kernel.Floats, scale: kernel.Floats) -> str:
    """What to say where readings of the day contradict each other, or ""."""
    residual = (value - design @ fitted.line) / scale
    limit = APART * math.sqrt(2.0 * fitted.reading_variance)
    if value.size < 2 or not 0.0 < limit < residual.max() - residual.min():
        return ""
    return f"The {value.size} readings of today differ from each other by more than readings of one day do"


def _why(difference: float, chance: float, baseline: Baseline, points: Sequence[Dated]) -> str:
    often = f"of unchanged days {_times(chance)} lie as far off"
    if baseline.lift:
        loads = " and ".join(f"{each.load_kg:g}" for each in points)
        than = f"{abs(difference):.2f} m/s {'faster' if difference > 0 else 'slower'} than your line at {loads} kg"
    else:
        size = (
            f"{100 * abs(difference):.0f} %" if baseline.relative else f"{abs(difference):.3g} {baseline.unit}".strip()
        )
        than = f"{size} {'higher' if difference > 0 else 'lower'} than usual"
    return f"{than}; {often}."


def _times(chance: float) -> str:
    return f"{TIMES_MANY * chance:.0f} in {TIMES_MANY}" if chance >= 1 / TIMES_MANY else f"fewer than 1 in {TIMES_MANY}"


def _shown(difference: float, baseline: Baseline) -> float:
    """A difference as a share where logarithms were compared."""
    return math.expm1(difference) if baseline.relative else difference


def _needed(baseline: Baseline) -> str:
    return f": a set of {baseline.lightest_kg:.0f} kg or more with a velocity is needed" if baseline.lift else ""
