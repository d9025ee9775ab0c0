"""The stop verdict without load history (A+K), for days whose warm-up was changed; and with another lift's constants.

    python verification/stop_without_load.py        # tables and gates: about a quarter of a minute

Lifters are held out in turn, as in stop_verdicts.py, and its targets are kept. "Weaker", "stronger": the athlete is 10 % weaker
or stronger today than load history believes, both in B's strength and in the line from which K expects the first velocity.
Another lift's constants: squats judged by what other lifters' bench presses taught, and the other way about, of sets with ten
rated ones of the lift before them; calibrations are the usual ones.
"""

from __future__ import annotations

from collections.abc import Sequence

import rated_sets
import stop_folds
from stop_folds import COLD, TEN, Fold
from stop_scores import score
from stop_verdicts import Gate, brier, engine, print_table


def gates(folds: Sequence[Fold], apart: Sequence[Fold]) -> list[Gate]:
    """The engine without load history (`apart`), held to the same targets; and a lift that lends its constants."""
    ten, cold, two = score(engine(apart, TEN)), score(engine(apart, COLD)), score(engine(apart, TEN), lambda n: n == 2)
    lent = score(engine(folds, TEN, which="borrowed"))
    wrong = [score(engine(apart, TEN, which=which)) for which in ("weaker", "stronger")]
    return [
        Gate("A+K M1", "false stops, 10 sets", f"{ten.false[0]:.1f} %", "<= 4 %", ten.false[0] <= 4),
        Gate("A+K M2", "catch, 10 sets", f"{ten.catch[0]:.1f} %", ">= 95 %", ten.catch[0] >= 95),
        Gate("A+K M3", "cold start, false / catch", f"{cold.false[0]:.1f} / {cold.catch[0]:.1f} %", "<= 5 / >= 86 %",
             cold.false[0] <= 5 and cold.catch[0] >= 86),
        Gate("A+K M4", "Brier, 10 sets / cold", f"{brier(apart, TEN):.3f} / {brier(apart, COLD):.3f}", "<= .058 / <= .073",
             brier(apart, TEN) <= 0.058 and brier(apart, COLD) <= 0.073),
        Gate("A+K M9", "believed 10 % too strong / weak, catch", f"{wrong[0].catch[0]:.1f} / {wrong[1].catch[0]:.1f} %",
             ">= 95 %", min(each.catch[0] for each in wrong) >= 95),
        Gate("A+K M10b", "sets of two, false / catch", f"{two.false[0]:.1f} / {two.catch[0]:.1f} %", "<= 4 / >= 83 %",
             two.false[0] <= 4 and two.catch[0] >= 83),
        Gate("lent", "another lift's constants, 10 sets", f"{lent.false[0]:.1f} / {lent.catch[0]:.1f} %", "<= 10 / >= 90 %",
             lent.false[0] <= 10 and lent.catch[0] >= 90),
    ]  # fmt: skip


def print_believed(folds: Sequence[Fold], apart: Sequence[Fold]) -> None:
    print("\nstrength believed wrong, 10 rated sets, fixed threshold: false % / catch % / within one % / Brier")
    for words, which in (("right", ""), ("athlete 10 % weaker", "weaker"), ("athlete 10 % stronger", "stronger")):
        told = [(name, score(engine(each, TEN, which=which)), brier(each, TEN, which))
                for name, each in (("A+B+K", folds), ("A+K", apart))]  # fmt: skip
        print(f"  {words:<24}" + "; ".join(
            f"{name} {one.false[0]:.0f} [{one.false[1]:.0f}-{one.false[2]:.0f}] / {one.catch[0]:.0f} "
            f"[{one.catch[1]:.0f}-{one.catch[2]:.0f}] / {one.within_one:.0f} / {error:.3f}" for name, one, error in told
        ))  # fmt: skip
    lent = {"the lift's own constants": [each._replace(borrowed=[told for told in each.told[TEN] if told.sets >= TEN])
                                         for each in folds], "another lift's constants": folds}  # fmt: skip
    for words, each in lent.items():
        print_table(f"sets with ten rated ones before them, {words}", {"engine": engine(each, TEN, which="borrowed")})


def main() -> None:
    sets = rated_sets.read()
    folds, apart = list(stop_folds.folds(sets)), list(stop_folds.folds(sets, by_load=False))
    print_believed(folds, apart)
    print("\ngates")
    for gate in gates(folds, apart):
        print(f"{gate.name:<9}{gate.what:<42}{gate.reached:>16}{gate.needed:>20}  {'met' if gate.met else 'NOT MET'}")


if __name__ == "__main__":
    main()
