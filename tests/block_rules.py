"""The hard rules of a block once more, from its printed records and the catalogue's TOML alone: none of the builder's code.

Deliberately plain and slow. Each rule gives the sentences of what breaks it; none is kept by a plan.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any

from neuraldrive.records.prescription import Load, Plan, Prescription, Sets

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HEAVY, FAST, DRIVEN, RELEASED, JUMPS = (
    "maximal_effort", "dynamic_effort", "compensatory_acceleration", "ballistic", "plyometric",
)  # fmt: skip
Row = tuple[int, int, str, Prescription]
"""Week, day since the first Monday, label of the week, line."""


@cache
def table(folder: str, name: str) -> Mapping[str, Any]:
    text = resources.files("neuraldrive.catalog").joinpath(f"{folder}/{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def rule(name: str, key: str) -> float:
    return float(table("rules", name)[key]["value"])


def of_method(name: str, key: str) -> float:
    return float(table("methods", name)[key]["value"])


@cache
def exercises() -> Mapping[str, Mapping[str, Any]]:
    patterns = ("squat", "hinge", "press", "pull", "jump", "throw", "trunk")
    return {
        name: {**entry, "pattern": pattern}
        for pattern in patterns
        for name, entry in table("exercises", pattern).items()
    }


def broken(plan: Plan, wish: Mapping[str, Any]) -> Iterator[str]:
    """Sentences of every hard rule that the plan breaks."""
    rows = [
        (week.first, 7 * (week.first - 1) + DAYS.index(day.day), week.label, item)
        for week in plan.weeks
        for day in week.days
        for item in day.work
    ]
    work = [row for row in rows if not row[3].warm_up]
    yield from _wished(plan, rows, wish)
    for _, at, _, item in work:
        if item.method:
            yield from (f"day {at}: {text}" for text in _inside(item))
    yield from _days(rows, wish)
    yield from _doses(work, wish)
    yield from _weeks(work, plan)
    yield from _apart(work)
    yield from _turns(work, plan, wish)
    if plan.competition:
        yield from _taper(work, plan)


def _wished(plan: Plan, rows: list[Row], wish: Mapping[str, Any]) -> Iterator[str]:
    if [week.first for week in plan.weeks] != list(range(1, wish["weeks"] + 1)):
        yield "weeks are not those asked for"
    for _, at, _, item in rows:
        entry = exercises()[item.lifts[0]]
        if DAYS[at % 7] not in wish["days"]:
            yield f"work on {DAYS[at % 7]}"
        hung = [name for part in item.parts if part.load for name in ("bands", "chains") if getattr(part.load, name)]
        if wish.get("equipment") is not None and not {*entry["equipment"], *hung} <= set(wish["equipment"]):
            yield f"{item.lifts[0]} without its equipment"
        if set(entry["stresses"]) & set(wish.get("spare", ())):
            yield f"{item.lifts[0]} stresses a joint to spare"
        if item.method and item.method not in entry["methods"]:
            yield f"{item.lifts[0]} as {item.method}"
    done = {item.lifts[0] for *_, item in rows}
    yield from (f"{name} is nowhere" for name in wish.get("lifts", ()) if name not in done)


def share(part: Sets) -> float:
    """Of the 1RM, bands with half; what nothing tells counts nothing."""
    load = part.load
    if load is None or load.unit in ("body", "kg", "velocity") or part.repetitions is None:
        return 0.0
    if load.unit == "rpe":
        left = part.repetitions.middle + 10 - load.amount.middle
        return 1 / (1 + 0.038 * (left - 1))
    return load.amount.middle + 0.5 * (load.bands + load.chains)


def total(part: Sets) -> float:
    return part.sets.high * (part.repetitions.high if part.repetitions else 1)


def _inside(item: Prescription) -> Iterator[str]:
    """Loads, repetitions, sets and rest of the method; a loss never in sets too short for it."""
    name = item.method
    loads = [part.load for part in item.parts if part.load is not None]
    for load in loads:
        yield from _load_inside(item, load)
    for part in item.parts:
        most = part.repetitions.high if part.repetitions else 0
        if not of_method(name, "repetitions_low") <= most <= of_method(name, "repetitions_high"):
            yield f"{name}: {most} repetitions"
    if not of_method(name, "sets_low") <= item.sets <= of_method(name, "sets_high"):
        yield f"{name}: {item.sets} sets"
    rest = item.rest_s
    if rest is None or not of_method(name, "rest_s_low") <= rest.low <= rest.high <= of_method(name, "rest_s_high"):
        yield f"{name}: rest {rest}"
    if name == HEAVY and not 4 <= item.repetitions <= 20:
        yield f"{item.repetitions} heavy repetitions"
    if not item.stops:
        yield f"{name}: nothing ends it"
    for stop in item.stops:
        short = min(part.repetitions.high for part in item.parts if part.repetitions)
        if stop.kind == "loss" and short < rule("loss_needs", "repetitions"):
            yield f"a loss in sets of {short}"
        if stop.kind == "set_mean" and item.sets <= 3:
            yield "a set mean against the first three sets of as many"


def _load_inside(item: Prescription, load: Load) -> Iterator[str]:
    if load.unit != "share":
        return
    thrown = exercises()[item.lifts[0]]["pattern"] == "throw"
    key = "throw_load" if thrown else "relative_load"
    low, high = of_method(item.method, f"{key}_low"), of_method(item.method, f"{key}_high")
    if not low - 1e-9 <= load.amount.low <= load.amount.high <= high + 1e-9:
        yield f"{item.method}: {load.amount.low} to {load.amount.high} of the 1RM"


def minutes(day: list[Prescription]) -> float:
    """Of a session: warm-up, the way from lift to lift, build-ups, sets and the rests between them."""
    seconds = rule("session_minutes", "warm_up_s") + rule("session_minutes", "change_s") * (len(day) - 1)
    warm: set[str] = set()
    for item in day:
        entry = exercises()[item.lifts[0]]
        quick = item.fast or item.release
        each = rule("session_minutes", "fast_repetition_s" if quick else "repetition_s")
        rest = item.rest_s.middle if item.rest_s else 60.0
        sets = sum(part.sets.high for part in item.parts)
        moved = sum(total(part) for part in item.parts)
        seconds += moved * each + sets * rule("session_minutes", "set_up_s") + (sets - 1) * rest
        bar = entry["kind"] in ("main", "variation")
        plates = [
            part.load.amount.high if part.load and part.load.unit == "share" else share(part) for part in item.parts
        ]
        heavy = bar and max(plates) >= 0.6 and not item.warm_up
        if heavy and entry["pattern"] not in warm:
            seconds += rule("session_minutes", "ramp_s")
        if heavy or item.warm_up:
            warm.add(entry["pattern"])
    return seconds / 60


def _days(rows: list[Row], wish: Mapping[str, Any]) -> Iterator[str]:
    by_day: dict[int, list[Prescription]] = defaultdict(list)
    for _, at, _, item in rows:
        by_day[at].append(item)
    for at, day in by_day.items():
        if minutes(day) > wish["minutes"] + 1e-6:
            yield f"day {at}: {minutes(day):.1f} minutes of {wish['minutes']}"
        contacts = sum(item.repetitions for item in day if exercises()[item.lifts[0]]["kind"] == "plyometric")
        if contacts > rule("contacts", f"{wish['training']}_high"):
            yield f"day {at}: {contacts} contacts"


def _doses(work: list[Row], wish: Mapping[str, Any]) -> Iterator[str]:
    """Prilepin's totals and INOL of each lift of each session."""
    by_lift: dict[tuple[int, str], list[Sets]] = defaultdict(list)
    for _, at, _, item in work:
        if item.method in (HEAVY, FAST, DRIVEN):
            by_lift[at, item.lifts[0]] += item.parts
    for (at, lift), parts in by_lift.items():
        inol = sum(total(part) / (100 * (1 - min(share(part), 0.99))) for part in parts)
        if inol > rule("inol", "session_high") + 1e-9:
            yield f"day {at}: INOL {inol:.2f} of {lift}"
        used = 0.0
        for part in parts:
            zone = next(
                z
                for z, low in (("from_90", 0.9), ("from_80", 0.8), ("from_70", 0.7), ("below_70", 0.0))
                if share(part) >= low - 1e-9
            )
            used += total(part) / rule("prilepin", f"{zone}_total_high")
            if part.repetitions and part.repetitions.high > rule("prilepin", f"{zone}_set_high"):
                yield f"day {at}: sets of {part.repetitions.high} of {lift}"
        if used > 1 + 1e-9:
            yield f"day {at}: {used:.2f} of Prilepin's total of {lift}"


def _weeks(work: list[Row], plan: Plan) -> Iterator[str]:
    """One session of each method a week, and no more than its most."""
    days: dict[tuple[int, str], set[int]] = defaultdict(set)
    for week, at, _, item in work:
        days[week, item.method].add(at)
    for week in plan.weeks:
        for name in (HEAVY, FAST, RELEASED, JUMPS):
            if len(days[week.first, name]) > of_method(name, "sessions_per_week_high"):
                yield f"week {week.first}: {name} {len(days[week.first, name])} times"
        if week.label in ("deload", "taper", "test", "first weeks"):
            continue
        for names in ((HEAVY,), (FAST, DRIVEN), (RELEASED, JUMPS)):
            if not any(days[week.first, name] for name in names):
                yield f"week {week.first}: no {names[0]}"


def _is_heavy(item: Prescription, least: float) -> bool:
    bar = exercises()[item.lifts[0]]["kind"] in ("main", "variation")
    return (
        bar
        and max(
            share(part) if part.load is None or not part.load.bands else part.load.amount.high for part in item.parts
        )
        >= least - 1e-9
    )


def _apart(work: list[Row]) -> Iterator[str]:
    heavy: dict[str, set[int]] = defaultdict(set)
    for _, at, _, item in work:
        if _is_heavy(item, rule("days_apart", "heavy_from")):
            heavy[exercises()[item.lifts[0]]["pattern"]].add(at)
    for pattern, days in heavy.items():
        for one in days:
            if any(0 < other - one < rule("days_apart", "least_days") for other in days):
                yield f"day {one}: heavy {pattern} again the next day"


def _turns(work: list[Row], plan: Plan, wish: Mapping[str, Any]) -> Iterator[str]:
    """A heavy lift that left is not back within so many weeks; near a competition it may be."""
    least = int(rule("rotation", "least_weeks_before_repeat"))
    weeks: dict[str, set[int]] = defaultdict(set)
    last_day: dict[int, int] = defaultdict(int)
    for week, at, _, item in work:
        last_day[week] = max(last_day[week], at)
        if item.method == HEAVY:
            weeks[item.lifts[0]].add(week)
    for lift, done in weeks.items():
        for week in done:
            near = plan.competition and _before(plan, last_day[week]) <= 21
            gap = min((week - other for other in done if other < week), default=99)
            if 1 < gap < least and not near:
                yield f"week {week}: {lift} is back after {gap} weeks"


def _before(plan: Plan, at: int) -> int:
    return (date.fromisoformat(plan.competition) - date.fromisoformat(plan.starts) - timedelta(days=at)).days


def _taper(work: list[Row], plan: Plan) -> Iterator[str]:
    gaps = [_before(plan, at) for _, at, _, _ in work]
    if min(gaps) < rule("taper", "last_training_days_low"):
        yield f"training {min(gaps)} days before the competition"
    quick = [_before(plan, at) for _, at, _, item in work if item.method in (FAST, DRIVEN, RELEASED, JUMPS)]
    if min(quick, default=99) < float(table("schemes", "taper")["fast_days_low"]["value"]):
        yield f"fast or released work {min(quick)} days before the competition"
    heavy = [_before(plan, at) for _, at, _, item in work if _is_heavy(item, rule("taper", "heavy_from"))]
    if not heavy or not rule("taper", "last_heavy_days_low") <= min(heavy) <= rule("taper", "last_heavy_days_high"):
        yield f"the last heavy day is {min(heavy, default=None)} days before the competition"
    fortnight, month = 14, 28
    weeks = (min(max(gaps), fortnight + month) - fortnight) // 7
    if weeks < 1:
        return
    volume = [(_before(plan, at), sum(total(part) * share(part) for part in item.parts)) for _, at, _, item in work]
    usual = sum(each for gap, each in volume if fortnight < gap <= fortnight + month) / weeks
    last = sum(each for gap, each in volume if 1 <= gap <= 7)
    if usual and last > (1 - rule("taper", "volume_cut_low")) * usual + 1e-6:
        yield f"the last week has {last / usual:.0%} of the usual volume"
