"""Load-velocity profile against least squares, the two-point method and Theil-Sen, lifters held out in turn.

Data: openbarbell_observational (4 lifters, squat and bench, rated sets), vitruve_watch and greenhouse_vbt
(one athlete each, unrated). Protocol: a point is the fastest repetition of a set; warm-ups are the day's
sets up to 92 % of the reference, spread evenly over those done; reference = median over hard sets (RPE >=
8.5, at most 5.5 repetitions to failure) of the same and later days. Population values come from the other
lifters only. Five sets bear a wrong lift or unit in the file (seen from the order of the session): they are
corrected, and one is shown as it was recorded. Prints one table and writes out/load_velocity_profile.png.
"""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from scipy import stats

from neuraldrive import catalog
from neuraldrive.adapt.line_points import EARLIER_SETS
from neuraldrive.adapt.load_velocity import own_scatter, usual_one_rm
from neuraldrive.kernels import load_velocity as kernel

BAR = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "bar"
OUT = Path(__file__).resolve().parent / "out"
SQUAT, BENCH = "squat", "bench"
CATALOGUED = {SQUAT: "back_squat", BENCH: "bench_press"}
GENERAL_V1RM = {BENCH: 0.17, SQUAT: 0.30}
# starting belief in (V1 SD, b SD), worth four lifters: V1 SD as in the literature (.04-.05), b SD assumed
BELIEF, BELIEF_WEIGHT = (0.05, 0.15), 4.0
CORRECTED = {123: SQUAT, 212: BENCH, 289: BENCH, 290: BENCH}
SWAPPED_IN_FILE = {246: 275.0}  # 275 lb among 240, 260 and 295 lb that were converted
SWAPS = (kernel.POUNDS_PER_KILOGRAM, 1.0 / kernel.POUNDS_PER_KILOGRAM)
# wide values for the unrated lifts of the second log: between the published means of V1, spread assumed
FALLBACK = kernel.LinePopulation(0.22, 0.88, 0.09, 0.25, 0.0, 0.03, 0.03)
HISTORY_SETS = EARLIER_SETS


class Entry(NamedTuple):
    who: str
    lift: str
    day: int
    number: int
    load_kg: float
    repetitions: int
    rpe: float
    velocity_mps: float

    @property
    def to_failure(self) -> float:
        return self.repetitions + 10.0 - self.rpe

    @property
    def single_kg(self) -> float:
        return self.load_kg / float(kernel.repetition_fraction(np.array(self.to_failure)))

    @property
    def hard(self) -> bool:
        return self.rpe >= 8.5 and self.to_failure <= 5.5


def openbarbell(*, as_recorded: bool = False) -> list[Entry]:
    groups: dict[int, list[dict[str, str]]] = {}
    with (BAR / "openbarbell_observational" / "openbarbell_reps_tidy.csv").open() as file:
        for row in csv.DictReader(file):
            groups.setdefault(int(row["set_no"]), []).append(row)
    entries, last, day = [], {}, {}
    for number, rows in sorted(groups.items(), key=lambda item: item[1][0]["time"]):
        who, start = rows[0]["subject"], datetime.datetime.fromisoformat(rows[0]["time"])
        new_day = who in last and (start - last[who]).total_seconds() > 6 * 3600
        day[who], last[who] = day.get(who, 0) + new_day, start
        lift = CORRECTED.get(number, rows[0]["exercise"])
        load = float(rows[0]["kg"])
        if number in SWAPPED_IN_FILE and not as_recorded:
            load = SWAPPED_IN_FILE[number] / kernel.POUNDS_PER_KILOGRAM
        if all(row["fail"] == "True" for row in rows):
            continue
        velocity = max(float(row["mean_vel_ms"]) for row in rows if row["fail"] == "False")
        rpe = float(rows[0]["RPE"] or "nan")
        entries.append(Entry(who, lift, day[who], number, load, len(rows), rpe, velocity))
    return entries


def unrated(folder: str) -> list[Entry]:
    """The two logs without ratings: (folder, lift, day, set) with the columns of each export."""
    groups: dict[tuple[str, str, float], list[tuple[float, float]]] = {}
    if folder == "vitruve":
        with (BAR / "vitruve_watch" / "vitruve_all_reps_tidy.csv").open() as file:
            for row in csv.DictReader(file):
                date = "-".join(reversed(row["Workout Date"].split("/")))
                groups.setdefault((row["Exercise"], date, float(row["set"])), []).append(
                    (float(row["kg"]), float(row["mv"]))
                )
    else:
        with (BAR / "greenhouse_vbt" / "unique_reps.csv").open() as file:
            for row in csv.DictReader(file):
                groups.setdefault((row["Exercise"], row["Date"], float(row["Set"])), []).append(
                    (float(row["Load"]), float(row["Velocity"]))
                )
    names = {"Bench Press": BENCH, "Barbell Squat": SQUAT, "Back Squat": SQUAT}
    dates = sorted({key[1] for key in groups})
    return [
        Entry(
            folder,
            names.get(lift, lift),
            dates.index(date),
            i,
            rows[0][0],
            len(rows),
            np.nan,
            max(v for _, v in rows),
        )
        for i, ((lift, date, _), rows) in enumerate(sorted(groups.items()))
    ]


def bend_of(lift: str) -> tuple[float, float]:
    """The catalogue's bend of a lift's line and how much it differs between people, m/s."""
    numbers = catalog.lift(CATALOGUED[lift]).numbers
    return (numbers["bend"].value, numbers["bend_sd"].value) if "bend" in numbers else (0.0, 0.0)


def own_line(entries: list[Entry]) -> tuple[np.ndarray, float, float]:
    """Robust line of one lifter about the median hard set: (V1, b), set SD, day SD (glitches left out)."""
    one_rm = np.median([entry.single_kg for entry in entries if entry.hard])
    share = 1.0 - np.array([entry.load_kg for entry in entries]) / one_rm
    velocity, day = (np.array([getattr(entry, name) for entry in entries]) for name in ("velocity_mps", "day"))
    velocity = velocity - bend_of(entries[0].lift)[0] * kernel.bent(share)
    design, weight = np.stack((np.ones_like(share), share), axis=1), np.ones_like(share)
    for _ in range(50):
        line = np.linalg.lstsq(design * weight[:, None] ** 0.5, velocity * weight**0.5)[0]
        residual = velocity - design @ line
        weight = 1.0 / (1.0 + (residual / (2.0 * stats.median_abs_deviation(residual, scale="normal"))) ** 2)
    offset = np.array([np.median(residual[day == one]) for one in day])
    within = residual - offset
    within = within[np.abs(within) < 4.0 * stats.median_abs_deviation(within, scale="normal")]
    set_sd = np.sqrt(np.sum(within**2) / max(len(within) - len(np.unique(day)) - 2, 1))
    return line, float(set_sd), float(np.std([offset[day == one][0] for one in np.unique(day)]))


def population(entries: list[Entry], lift: str, lifters: list[str]) -> kernel.LinePopulation:
    """Population of one lift: mean of the lifters, spread shrunk to the belief, widened for a mean of few."""
    fits = [own_line([e for e in entries if e.who == who and e.lift == lift]) for who in lifters]
    lines = np.array([fit[0] for fit in fits])
    scatter = np.diag(np.square(BELIEF)) * BELIEF_WEIGHT + np.cov(lines.T) * (len(lines) - 1)
    spread = scatter / (BELIEF_WEIGHT + len(lines) - 1) * (1.0 + 1.0 / len(lines))
    sd = np.sqrt(np.diag(spread))
    bend, bend_sd = bend_of(lift)
    line_sd = (float(np.hypot(sd[0], bend_sd)), float(sd[1]))
    set_sd, day_sd = (float(np.sqrt(np.mean([fit[i] ** 2 for fit in fits]))) for i in (1, 2))
    return kernel.LinePopulation(*lines.mean(axis=0), *line_sd, spread[0, 1] / sd.prod(), set_sd, day_sd, bend)


class Case(NamedTuple):
    warm_ups: list[Entry]
    earlier: list[Entry]
    one_rm_kg: float
    values: kernel.LinePopulation
    lift: str = SQUAT


def cases(entries: list[Entry], points: int, *, rated: bool) -> Iterator[Case]:
    lifters = sorted({entry.who for entry in entries})
    for who in lifters:
        for lift in (BENCH, SQUAT):
            values = population(entries, lift, [other for other in lifters if other != who])
            own = [entry for entry in entries if entry.who == who and entry.lift == lift]
            for day in sorted({entry.day for entry in own}):
                later = [entry.single_kg for entry in own if entry.day >= day and entry.hard]
                earlier = [entry for entry in own if entry.day < day]
                if not later or (rated and sum(entry.rpe >= 7.0 for entry in earlier) < 3):
                    continue
                one_rm = float(np.median(later))
                warm = [entry for entry in own if entry.day == day and entry.load_kg <= 0.92 * one_rm]
                if len(warm) >= points:
                    chosen = np.round(np.linspace(0, len(warm) - 1, points)).astype(int)
                    yield Case([warm[i] for i in chosen], earlier, one_rm, values, lift)


def with_swaps(case: Case) -> Iterator[tuple[Case, int, int]]:
    for i, entry in enumerate(case.warm_ups):
        for which, factor in enumerate(SWAPS):
            swapped = entry._replace(load_kg=entry.load_kg * factor)
            yield case._replace(warm_ups=[*case.warm_ups[:i], swapped, *case.warm_ups[i + 1 :]]), i, which


Answer = tuple[float, float, float]  # lower bound, estimate, upper bound of R; NaN where a method has none


def rated_prior(earlier: list[Entry]) -> kernel.OneRmPrior:
    rated = [entry for entry in earlier if entry.rpe >= 7.0]
    columns = ([getattr(entry, name) for entry in rated] for name in ("load_kg", "repetitions"))
    load, repetitions = (np.array(column, float) for column in columns)
    return kernel.one_rm_prior(load, repetitions, np.array([10.0 - entry.rpe for entry in rated]))


def profile(case: Case, *, history: bool) -> kernel.LoadVelocityProfile:
    earlier = case.earlier[-HISTORY_SETS:] if history else []
    both = case.warm_ups + earlier
    day = np.array([0] * len(case.warm_ups) + [1 + entry.day for entry in earlier])
    load, velocity = (np.array([getattr(entry, name) for entry in both]) for name in ("load_kg", "velocity_mps"))
    prior = rated_prior(case.earlier) if history else usual_one_rm(catalog.lift(CATALOGUED[case.lift]))
    return kernel.load_velocity_profile(load, velocity, day, own_scatter(load, velocity, day, case.values), prior)


def ours(case: Case, *, history: bool = False) -> Answer:
    low, middle, high = (kernel.one_rm_quantile(profile(case, history=history), p) for p in (0.025, 0.5, 0.975))
    return low, middle, high


def ours_with_history(case: Case) -> Answer:
    return ours(case, history=True)


def history_only(case: Case) -> Answer:
    prior = rated_prior(case.earlier)
    reach = stats.t.ppf(0.975, prior.degrees) * prior.log_sd
    return tuple(float(np.exp(prior.log_centre + shift)) for shift in (-reach, 0.0, reach))  # type: ignore[return-value]


def from_line(case: Case, slope: float, intercept: float) -> float:
    """Load at the general V1RM; a line that does not fall has none."""
    return (GENERAL_V1RM[case.warm_ups[0].lift] - intercept) / slope if slope < 0.0 else np.nan


def least_squares(case: Case) -> Answer:
    """Least squares with the t interval of the load at V1RM (delta method), V1RM taken as known."""
    x, y = (np.array([getattr(entry, name) for entry in case.warm_ups]) for name in ("load_kg", "velocity_mps"))
    slope, intercept = np.polyfit(x, y, 1)
    middle = from_line(case, slope, intercept)
    if len(x) < 3 or not np.isfinite(middle):
        return np.nan, middle, np.nan
    residual = np.sqrt(np.sum((y - intercept - slope * x) ** 2) / (len(x) - 2))
    sd = residual / abs(slope) * np.sqrt(1 / len(x) + (middle - x.mean()) ** 2 / np.sum((x - x.mean()) ** 2))
    reach = stats.t.ppf(0.975, len(x) - 2) * sd
    return middle - reach, middle, middle + reach


def two_point(case: Case) -> Answer:
    """Lightest and heaviest load only (Garcia-Ramos & Jaric 2018, doi:10.1519/SSC.0000000000000359)."""
    light, heavy = (pick(case.warm_ups, key=lambda entry: entry.load_kg) for pick in (min, max))
    slope = (heavy.velocity_mps - light.velocity_mps) / max(heavy.load_kg - light.load_kg, 1e-9)
    return np.nan, from_line(case, slope, light.velocity_mps - slope * light.load_kg), np.nan


def theil_sen(case: Case) -> Answer:
    x, y = (np.array([getattr(entry, name) for entry in case.warm_ups]) for name in ("load_kg", "velocity_mps"))
    slope, intercept, *_ = stats.theilslopes(y, x)
    return np.nan, from_line(case, slope, intercept), np.nan


METHODS = {
    "ours": (ours, False),
    "ours + history": (ours_with_history, True),
    "history only": (history_only, True),
    "least squares": (least_squares, False),
    "two-point": (two_point, False),
    "Theil-Sen": (theil_sen, False),
}


class Score(NamedTuple):
    count: int
    median: float
    mean: float
    coverage: float
    width: float

    @classmethod
    def of(cls, answers: list[tuple[Answer, float]]) -> Score:
        """Errors in % of the reference; no estimate at all counts as 100 %."""
        low, middle, high, truth = np.array([(*answer, one_rm) for answer, one_rm in answers]).T
        error = np.nan_to_num(100.0 * np.abs(middle / truth - 1.0), nan=100.0)
        with_interval = np.isfinite(low)
        inside, width = (low <= truth) & (truth <= high), 100.0 * (high - low) / truth
        none = not with_interval.any()
        return cls(
            len(error), float(np.median(error)), float(np.mean(error)),
            np.nan if none else 100.0 * float(inside[with_interval].mean()),
            np.nan if none else float(np.median(width[with_interval])),
        )  # fmt: skip


def objective_check(entries: list[Entry], values: dict[tuple[str, str], kernel.LinePopulation], points: int) -> dict:
    """Velocity at the session's heaviest load from warm-ups and earlier days, and from two plain lines."""
    found: dict[str, list[float]] = {"ours": [], "inside": [], "old line": [], "least squares": []}
    for who, lift in sorted({(entry.who, entry.lift) for entry in entries}):
        own = [entry for entry in entries if (entry.who, entry.lift) == (who, lift)]
        prior_values = values.get((who, lift), FALLBACK)
        for day in sorted({entry.day for entry in own}):
            today, earlier = ([e for e in own if test(e.day)] for test in (day.__eq__, day.__gt__))
            target = max(today, key=lambda entry: entry.load_kg)
            warm = [entry for entry in today[: today.index(target)] if entry.load_kg <= 0.95 * target.load_kg][-points:]
            if len(warm) < points or len({entry.load_kg for entry in earlier}) < 3:
                continue
            if warm[-1].load_kg < 0.65 * target.load_kg:
                continue
            fitted = profile(Case(warm, earlier, np.nan, prior_values), history=True)
            low, middle, high = (
                kernel.velocity_quantile(fitted, target.load_kg, p, prior_values.set_sd_mps)
                for p in (0.025, 0.5, 0.975)
            )
            found["ours"].append(middle - target.velocity_mps)
            found["inside"].append(low <= target.velocity_mps <= high)
            for name, source in (("old line", earlier), ("least squares", warm)):
                x, y = ([getattr(e, field) for e in source] for field in ("load_kg", "velocity_mps"))
                if len(set(x)) > 1:
                    found[name].append(np.polyval(np.polyfit(x, y, 1), target.load_kg) - target.velocity_mps)
    return found


def main() -> None:
    entries = openbarbell()
    head = f"{'method':<16}{'points':>7}{'n':>5}{'median %':>10}{'mean %':>8}{'cover 95 %':>12}{'width %':>9}"
    print(f"{head} | one swapped unit: {'median %':>9}{'mean %':>8}{'cover 95 %':>12}{'width %':>9}")
    scores: dict[tuple[str, int], tuple[Score, Score]] = {}
    for name, (method, rated) in METHODS.items():
        for points in (2, 3, 5):
            known = list(cases(entries, points, rated=rated))
            clean = Score.of([(method(case), case.one_rm_kg) for case in known])
            bad = Score.of([(method(swap), case.one_rm_kg) for case in known for swap, _, _ in with_swaps(case)])
            scores[name, points] = clean, bad
            print(
                f"{name:<16}{points:>7}{clean.count:>5}{clean.median:>10.1f}{clean.mean:>8.1f}{clean.coverage:>12.0f}"
                f"{clean.width:>9.0f} | {'':17} {bad.median:>9.1f}{bad.mean:>8.1f}{bad.coverage:>12.0f}"
                f"{bad.width:>9.0f}"
            )
    print_objective(entries)
    swap = recorded_swap()
    print(f"set 246 as recorded, 275 'kg' for 275 lb: chance of pounds {swap[1].pounds_as_kilograms[-1]:.2f}")
    draw(scores, *swap)


def print_objective(entries: list[Entry]) -> None:
    lifters = sorted({entry.who for entry in entries})
    values = {
        (who, lift): population(entries, lift, [other for other in lifters if other != who])
        for who in lifters for lift in (BENCH, SQUAT)
    }  # fmt: skip
    everyone = {lift: population(entries, lift, lifters) for lift in (BENCH, SQUAT)}
    values |= {(who, lift): everyone[lift] for who in ("vitruve", "greenhouse") for lift in everyone}
    groups = {"two encoders": entries + unrated("vitruve"), "coach's athlete": unrated("greenhouse")}
    print("velocity at the heaviest load, root-mean-square error in m/s, and coverage of the 95 % interval")
    for label, group in groups.items():
        for points in (1, 2, 3):
            found = objective_check(group, values, points)
            rms = {key: float(np.sqrt(np.mean(np.square(error)))) if error else np.nan for key, error in found.items()}
            print(
                f"{label:<16}{points:>7}{len(found['ours']):>5}  ours {rms['ours']:.3f}"
                f" ({100 * np.mean(found['inside']):.0f} %)  old line {rms['old line']:.3f}"
                f"  least squares today {rms['least squares']:.3f}"
            )


def recorded_swap() -> tuple[list[Entry], kernel.LoadVelocityProfile]:
    """The bench session of set 246 up to that set, with the load as the file has it and no history."""
    entries = openbarbell(as_recorded=True)
    wrong = next(entry for entry in entries if entry.number in SWAPPED_IN_FILE)
    session = [e for e in entries if (e.who, e.lift, e.day) == (wrong.who, wrong.lift, wrong.day)]
    until = [entry for entry in session if entry.number <= wrong.number]
    values = population(entries, wrong.lift, sorted({entry.who for entry in entries} - {wrong.who}))
    return until, profile(Case(until, [], np.nan, values), history=False)


def draw(
    scores: dict[tuple[str, int], tuple[Score, Score]],
    session: list[Entry],
    fitted: kernel.LoadVelocityProfile,
) -> None:
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.2), layout="constrained")
    height = np.arange(len(METHODS))
    for i, points in enumerate((2, 3, 5)):
        clean, bad = ([scores[name, points][which].median for name in METHODS] for which in (0, 1))
        left.plot(clean, height + 0.2 * (i - 1), "o", color=f"C{i}", label=f"{points} points")
        left.plot(bad, height + 0.2 * (i - 1), "x", color=f"C{i}")
    left.set(xscale="log", xlabel="median error of estimated 1RM, % (x: one swapped unit)", yticks=height)
    left.set_yticklabels(list(METHODS))
    left.invert_yaxis()
    left.legend()
    loads = np.linspace(90.0, 290.0, 60)
    low, middle, high = ([kernel.velocity_quantile(fitted, load, p) for load in loads] for p in (0.025, 0.5, 0.975))
    right.fill_between(loads, np.maximum(low, 0.0), np.maximum(high, 0.0), alpha=0.25)
    right.plot(loads, middle)
    right.plot([e.load_kg for e in session], [e.velocity_mps for e in session], "ko")
    right.set(ylim=(0.0, 0.6), xlabel="load as recorded, kg", ylabel="mean velocity, m/s")
    right.set_title(f"275 lb recorded as kg: chance of a swap {fitted.pounds_as_kilograms[-1]:.2f}", fontsize=10)
    OUT.mkdir(exist_ok=True)
    figure.savefig(OUT / "load_velocity_profile.png", dpi=130)


if __name__ == "__main__":
    main()
