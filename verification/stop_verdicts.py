"""The stop verdict on real rated sets, lifters held out in turn, beside velocity loss and a fixed floor.

    python verification/stop_verdicts.py            # constants, two tables, gates: about half a minute
    python verification/stop_verdicts.py --write    # and the constants of all four lifters, into the catalogue

False: share of easy sets (RPE 6 or less) that a rule stops anywhere. Catch: share of hard ones (RPE 9 or more) that it has
stopped by their last repetition. Within one: of hard sets, stopped no more than one repetition from the first with two or
fewer in reserve. Sets of three repetitions or more. Intervals: 95 %, bootstrap over lifters, then over their sets (exact binomial
where all or none fired); of four lifters they are rough. Constants, calibration and learnt thresholds never saw the lifter that is judged.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import rated_sets
import stop_catalogue
import stop_folds
from numpy.typing import NDArray
from stop_folds import ALL, COLD, TEN, Fold
from stop_scores import LEFT, Fires, Outcome, calibration_error, fired, score

from neuraldrive import catalog
from neuraldrive.kernels import reserve, stop_engine
from neuraldrive.monitor.running import noise_of

Floats = NDArray[np.float64]

THRESHOLD = 0.35
LIFTS = (("both", ""), ("back squat", "back_squat"), ("bench press", "bench_press"))
CONDITIONS = {COLD: "no rated set", TEN: "10 rated sets", ALL: "all earlier sets"}


def engine(folds: Sequence[Fold], most: int, *, learnt: bool = False, which: str = "") -> list[Outcome]:
    """The engine at the fixed threshold, or at the one that each fold learnt; `which` names other sets of a fold."""
    outcomes = []
    for fold in folds:
        least = fold.learnt[most] if learnt else THRESHOLD
        for told in getattr(fold, which) if which else fold.told[most]:
            over = told.chance(fold.calibrations, LEFT) >= least
            outcomes.append(Outcome(told.rated, int(np.argmax(over)) + 1 if over.any() else over.size + 1))
    return outcomes


def loss(limit: float) -> Fires:
    """Loss of velocity against the fastest repetition so far."""
    return lambda rated, n: rated.velocity_mps[n - 1] <= (1.0 - limit) * rated.velocity_mps[:n].max()


def floor(folds: Sequence[Fold], margin: float = 0.0) -> Fires:
    """Below the velocity at which the other lifters' sets end at RPE 8."""
    lines = {(fold.who, lift): values.floor_line.velocity for fold in folds for lift, values in fold.constants.items()}
    return lambda rated, n: rated.velocity_mps[n - 1] <= lines[rated.who, rated.lift] + margin


def chances(folds: Sequence[Fold], most: int, left: int = LEFT, which: str = "") -> tuple[Floats, Floats]:
    """Stated chances and true reserves of all repetitions."""
    rows = [(told.chance(fold.calibrations, left), told.rated.reserves)
            for fold in folds for told in (getattr(fold, which) if which else fold.told[most])]  # fmt: skip
    stated, reserves = (np.concatenate(column) for column in zip(*rows, strict=True))
    return stated, reserves


def last_errors(folds: Sequence[Fold], most: int) -> Floats:
    """Estimated less rated reserve after the last repetition, of sets whose rating is a number."""
    told = [each for fold in folds for each in fold.told[most] if each.rated.sure]
    return np.array([each.middle[-1] - each.rated.reserve for each in told])


def covered(folds: Sequence[Fold], most: int) -> float:
    """How often the range holds the rating, per cent."""
    told = [each for fold in folds for each in fold.told[most] if each.rated.sure]
    return 100.0 * float(np.mean([each.ends[-1, 0] <= each.rated.reserve <= each.ends[-1, 1] for each in told]))


def seconds_a_decision(folds: Sequence[Fold]) -> float:
    """Median time of one decision after eight repetitions: models, calibration and range."""
    fold, told = folds[0], max(folds[0].told[ALL], key=lambda each: each.rated.repetitions)
    constants = fold.constants[told.rated.lift]
    athlete = stop_engine.known(constants, [each.rated.done for each in fold.told[ALL]])
    taken = []
    for _ in range(200):
        begun = time.perf_counter()
        found = stop_engine.found(constants, athlete, told.rated.load_kg, told.rated.velocity_mps)
        values = stop_engine.calibration(fold.calibrations, LEFT, athlete.sets)
        reserve.pooled(stop_engine.near_end(constants, athlete, found, LEFT), values)
        stop_engine.reserve_interval(found, stop_folds.LEVEL)
        taken.append(time.perf_counter() - begun)
    return float(np.median(taken))


def with_sensor(folds: Sequence[Fold], sensor: str) -> list[Fold]:
    """The folds with a sensor's noise, beyond the encoder's, added to every velocity, and told to the engine."""
    noise, rng, made = noise_of(catalog.sensor(sensor)), np.random.default_rng(11), []
    for fold in folds:
        sets = []
        for each in sorted((told.rated for told in fold.told[COLD]), key=lambda rated: rated.number):
            error = noise.offset * rng.standard_normal() + noise.repetition * rng.standard_normal(each.repetitions)
            sets.append(each._replace(velocity_mps=np.maximum(each.velocity_mps + error, 0.02)))
        values = {lift: stop_engine.with_sensor(own, *noise) for lift, own in fold.constants.items()}
        told = {most: stop_folds.judged(sets, values, most) for most in (COLD, TEN)}
        made.append(fold._replace(told=told))
    return made


class Gate(NamedTuple):
    """A target: what was reached and whether it holds."""

    name: str
    what: str
    reached: str
    needed: str
    met: bool


def gates(folds: Sequence[Fold]) -> list[Gate]:
    """M1 to M10b and M17 of the acceptance targets."""
    ten, cold, weak, learnt = (
        score(engine(folds, *each, **more))
        for each, more in (((TEN,), {}), ((COLD,), {}), ((TEN,), {"which": "weaker"}), ((TEN,), {"learnt": True}))
    )
    two = score(engine(folds, TEN), lambda n: n == 2)
    stated, left = chances(folds, ALL)
    error = calibration_error(stated, (left <= LEFT).astype(float))
    errors = {most: float(np.mean(np.abs(last_errors(folds, most)))) for most in (COLD, TEN)}
    (stop, left), (near, _) = chances(folds, TEN), chances(folds, TEN, LEFT + 1)
    go = 100.0 * float(np.mean(((stop < THRESHOLD) & (near < THRESHOLD))[left <= 1]))
    early = 100.0 * float(np.mean((stop >= THRESHOLD)[left >= 5]))
    seconds = seconds_a_decision(folds)
    return [
        Gate("M1", "false stops, 10 sets", f"{ten.false[0]:.1f} %", "<= 4 %", ten.false[0] <= 4),
        Gate("M2", "catch, 10 sets", f"{ten.catch[0]:.1f} %", ">= 95 %", ten.catch[0] >= 95),
        Gate("M3", "cold start, false / catch", f"{cold.false[0]:.1f} / {cold.catch[0]:.1f} %", "<= 5 / >= 86 %",
             cold.false[0] <= 5 and cold.catch[0] >= 86),
        Gate("M4", "Brier, 10 sets / cold", f"{brier(folds, TEN):.3f} / {brier(folds, COLD):.3f}", "<= .058 / <= .073",
             brier(folds, TEN) <= 0.058 and brier(folds, COLD) <= 0.073),
        Gate("M5", "calibration error, all earlier", f"{error:.3f}", "<= .03", error <= 0.03),
        Gate("M6", "error of last reserve, 10 sets / cold", f"{errors[TEN]:.2f} / {errors[COLD]:.2f}", "<= 1.0 / <= 1.4",
             errors[TEN] <= 1.0 and errors[COLD] <= 1.4),
        Gate("M7", "within one repetition, 10 sets", f"{ten.within_one:.0f} %", ">= 66 %", ten.within_one >= 66),
        Gate("M8", "go at <= 1 left; stop at >= 5, 10 sets", f"{go:.1f}; {early:.1f} %", "<= 6; <= 1 %",
             go <= 6 and early <= 1),
        Gate("M9", "catch, strength believed 10 % too high", f"{weak.catch[0]:.1f} %", ">= 93 %", weak.catch[0] >= 93),
        Gate("M10", "threshold learnt, false / catch", f"{learnt.false[0]:.1f} / {learnt.catch[0]:.1f} %", "<= 10 / >= 93 %",
             learnt.false[0] <= 10 and learnt.catch[0] >= 93),
        Gate("M10b", "sets of two, false / catch", f"{two.false[0]:.1f} / {two.catch[0]:.1f} %", "<= 4 / >= 83 %",
             two.false[0] <= 4 and two.catch[0] >= 83),
        Gate("M17", "time a decision", f"{1e3 * seconds:.2f} ms", "< 1 ms", seconds < 1e-3),
    ]  # fmt: skip


def brier(folds: Sequence[Fold], most: int, which: str = "") -> float:
    """Mean squared distance of the stated chance of LEFT or fewer from what was true."""
    stated, left = chances(folds, most, LEFT, which)
    return float(np.mean((stated - (left <= LEFT)) ** 2))


def rules(folds: Sequence[Fold], *, learnt: bool) -> dict[str, list[Outcome]]:
    """The engine at each condition, and the rules beside it."""
    sets = [told.rated for fold in folds for told in fold.told[COLD]]
    found = {f"engine, {words}": engine(folds, most, learnt=learnt) for most, words in CONDITIONS.items()}
    found |= {f"loss {100 * limit:.0f} %": fired(sets, loss(limit)) for limit in (0.10, 0.15, 0.20)}
    low, near, steep = floor(folds), floor(folds, 0.05), loss(0.15)
    found["floor, others' velocity at RPE 8"] = fired(sets, low)
    found["loss 15 % and floor + 0.05"] = fired(sets, lambda rated, n: steep(rated, n) and near(rated, n))
    return found


def print_table(title: str, found: Mapping[str, Sequence[Outcome]]) -> None:
    print(
        f"\n{title}\n{'rule':<34}{'lift':<13}{'easy':>5}{'false %':>16}{'hard':>6}{'catch %':>18}{'within one %':>14}"
    )
    for rule, outcomes in found.items():
        for label, lift in LIFTS:
            one = score([each for each in outcomes if not lift or each.rated.lift == lift])
            false, catch = (f"{share:.0f} [{low:.0f}-{high:.0f}]" for share, low, high in (one.false, one.catch))
            print(f"{rule:<34}{label:<13}{one.easy:>5}{false:>16}{one.hard:>6}{catch:>18}{one.within_one:>14.0f}")


def print_fold(fold: Fold) -> None:
    learnt = ", ".join(f"{words} {fold.learnt[most]:.2f}" for most, words in CONDITIONS.items())
    print(f"\nwithout {fold.who}: thresholds learnt {learnt}")
    for lift, values in fold.constants.items():
        print(f"  {lift}: {stop_catalogue.in_a_line(values)}")
    print("  calibration of two or fewer: " + "; ".join(
        f"{who} {value.shift:+.2f} {value.scale:.2f}" for who, value in fold.calibrations[LEFT]._asdict().items()
    ))  # fmt: skip


def print_lifters(folds: Sequence[Fold]) -> None:
    print("\nby held-out lifter, 10 rated sets, fixed threshold: false % / catch %")
    for fold in folds:
        one = score(engine([fold], TEN))
        print(f"  {fold.who}: {one.false[0]:.0f} of {one.easy} / {one.catch[0]:.0f} of {one.hard}")


def main() -> None:
    sets = rated_sets.read()
    print(f"{len(sets)} rated sets, {sum(each.repetitions for each in sets)} repetitions, "
          f"{len({each.who for each in sets})} lifters")  # fmt: skip
    folds = list(stop_folds.folds(sets))
    for fold in folds:
        print_fold(fold)
    print_table(f"fixed threshold {THRESHOLD}", rules(folds, learnt=False))
    print_table("threshold learnt of the other lifters, aimed at 5 % false stops", rules(folds, learnt=True))
    print_lifters(folds)
    enough = [
        told.rated for fold in folds for told in fold.told[TEN] if told.sets >= TEN and told.rated.repetitions >= 3
    ]
    print(
        f"of these, {sum(each.easy for each in enough)} easy and {sum(each.hard for each in enough)} hard sets had all ten"
    )
    for most, words in CONDITIONS.items():
        errors = last_errors(folds, most)
        print(f"reserve after the last of {errors.size} sets, {words}: error {np.mean(np.abs(errors)):.2f}, bias "
              f"{np.mean(errors):+.2f}; {100 * stop_folds.LEVEL:.0f} % range holds {covered(folds, most):.0f} %")  # fmt: skip
    print("\nnoise of a sensor added to all velocities (one draw), fixed threshold: false % / catch %")
    for sensor in ("bar_imu", "wrist_watch", "phone_video"):
        noisy = with_sensor(folds, sensor)
        told = [(CONDITIONS[most], score(engine(noisy, most))) for most in (COLD, TEN)]
        print(f"  {sensor:<12}" + "; ".join(f"{words} {one.false[0]:.0f} / {one.catch[0]:.0f}" for words, one in told))
    print("\ngates")
    for gate in gates(folds):
        print(f"{gate.name:<6}{gate.what:<42}{gate.reached:>16}{gate.needed:>20}  {'met' if gate.met else 'NOT MET'}")
    if "--write" in sys.argv:
        stop_catalogue.write(sets)


if __name__ == "__main__":
    main()
