"""Two thousand random athletes and wishes: do all blocks keep the hard rules, how long do they take, what conflicts?

    python verification/plans.py            # 2,000 wishes, a quarter of an hour or so on one core
    python verification/plans.py 200        # fewer

Each block is held against the rules twice: by the plain second check in tests/block_rules.py, and by `plan.check`. Times are
of one core, solver and all, without loading the libraries.
"""

from __future__ import annotations

import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from block_rules import broken  # noqa: E402
from block_wishes import random_wish  # noqa: E402
from neuraldrive import catalog, plan  # noqa: E402
from neuraldrive.errors import PlanConflict  # noqa: E402
from neuraldrive.plan.block import wish  # noqa: E402
from neuraldrive.plan.conflicts import possible  # noqa: E402
from neuraldrive.plan.solver import variables  # noqa: E402
from neuraldrive.plan.solver_rules import post_rules  # noqa: E402
from neuraldrive.records.prescription import Plan, Prescription  # noqa: E402

MANY = 2000
MINIMAL_EVERY = 5
"""Of so many conflicts one is tried for smallness: each rule of it dropped in turn."""
SOFT = ("weekly_rise",)
"""Rules that are wishes: a test in week 1 leaves week 2 far above it."""
TRIED = ("relative_load", "repetitions", "sets", "rest_s")


def lines(of: Plan) -> Iterable[Prescription]:
    return (item for week in of.weeks for day in week.days for item in day.work if item.method)


def note_ranges(of: Plan, seen: dict[tuple[str, str], list[float]]) -> None:
    """Least and largest of each quantity of each method."""
    for item in lines(of):
        values = {
            "relative_load": [
                each
                for part in item.parts
                if part.load is not None and part.load.unit == "share"
                for each in (part.load.amount.low, part.load.amount.high)
            ],
            "repetitions": [part.repetitions.high for part in item.parts if part.repetitions is not None],
            "sets": [float(item.sets)],
            "rest_s": [item.rest_s.middle] if item.rest_s is not None else [],
        }
        for name, each in values.items():
            if each:
                low, high = seen.get((item.method, name), [min(each), max(each)])
                seen[item.method, name] = [min(low, *each), max(high, *each)]


def is_smallest(given: dict[str, object], names: list[str]) -> bool:
    """Whether these rules conflict, and no more do without any one of them."""
    model = variables(wish(**given), switched=True)
    post_rules(model)
    return not possible(model, names) and all(
        possible(model, [each for each in names if each != name]) for name in names
    )


def main() -> None:
    many = int(sys.argv[1]) if len(sys.argv) > 1 else MANY
    plan.block(goal="power", weeks=1, days="mon wed fri", minutes=90)
    seconds: dict[str, list[float]] = defaultdict(list)
    conflicts: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    findings: Counter[str] = Counter()
    against: list[str] = []
    warned: list[str] = []
    slow: list[tuple[float, int]] = []
    large: list[int] = []
    ranges: dict[tuple[str, str], list[float]] = {}
    tried = ended = 0
    for seed in range(many):
        given = random_wish(seed)
        start = time.process_time()
        try:
            block = plan.block(**given)
        except PlanConflict as error:
            seconds["conflicts"].append(time.process_time() - start)
            slow.append((seconds["conflicts"][-1], seed))
            names = [each.rule for each in error.rules]
            conflicts[" + ".join(names)] += 1
            kinds.update({name.partition(":")[0] for name in names})
            ended += "search was ended" in str(error)
            if len(seconds["conflicts"]) % MINIMAL_EVERY == 0 and "search was ended" not in str(error):
                tried += 1
                large += [] if is_smallest(given, names) else [seed]
            continue
        except Exception as error:
            against.append(f"{seed}: {type(error).__name__}: {error}")
            continue
        took = time.process_time() - start
        seconds["all blocks"].append(took)
        slow.append((took, seed))
        seconds["blocks of 12 weeks"] += [took] if given["weeks"] == 12 else []
        note_ranges(block, ranges)
        against += [f"{seed}: {text}" for text in broken(block, given)]
        found = plan.check(
            block, training=given["training"], minutes=given["minutes"], equipment=given.get("equipment"),
            spare=given.get("spare", ()),
        )  # fmt: skip
        findings.update(f"{each.severity} {each.rule}" for each in found)
        warned += [
            f"{seed}: {each.where}: {each.says}" for each in found if each.severity != "note" and each.rule not in SOFT
        ]

    print(f"{many} wishes: {len(seconds['all blocks'])} blocks, {len(seconds['conflicts'])} conflicts")
    print(f"broken rules, by the second check: {len(against)}")
    print("\n".join(against[:20]))
    print("\nfindings of plan.check:", dict(findings.most_common()))
    print("\n".join(warned[:20]))
    print("slowest, s and seed:", [(round(took, 2), seed) for took, seed in sorted(slow)[-8:]])
    print(f"\nconflicts tried for smallness: {tried}, not smallest: {len(large)} {large[:10]}; searches ended: {ended}")
    print("\n| | n | median s | worst s |\n|---|---|---|---|")
    for name, took in seconds.items():
        print(f"| {name} | {len(took)} | {median(took):.2f} | {max(took):.2f} |")
    print("\n| method | quantity | catalogue | built | |\n|---|---|---|---|---|")
    for (method, name), (low, high) in sorted(ranges.items()):
        if name in TRIED:
            least, most = catalog.method(method).range(name)
            inside = "inside" if least - 1e-9 <= low <= high <= most + 1e-9 else "OUTSIDE"
            print(f"| {method} | {name} | {least:g} to {most:g} | {low:g} to {high:g} | {inside} |")
    print("\n| rule or wish in a conflict | conflicts |\n|---|---|")
    for name, count in kinds.most_common():
        print(f"| {name} | {count} |")
    print("\n| most frequent conflicts | |\n|---|---|")
    for name, count in conflicts.most_common(15):
        print(f"| {name} | {count} |")


if __name__ == "__main__":
    main()
