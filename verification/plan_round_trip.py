"""Plans drawn at random go to text and back; broken ones are told at their place; and how long reading takes.

python verification/plan_round_trip.py [plans, 10000 unless told] [broken plans, 2000 unless told]
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import broken_plans  # noqa: E402
import generated_plans  # noqa: E402
from neuraldrive import plan  # noqa: E402
from neuraldrive.errors import PlanSyntaxError  # noqa: E402
from neuraldrive.plan.notation.reading import grammar  # noqa: E402

SEED = 100_000


def round_trips(count: int) -> None:
    """Plans whose record or text is another after the way to text and back."""
    characters, reading_s, changed = 0, 0.0, 0
    for made in islice(generated_plans.plans(SEED), count):
        text = str(made)
        start = time.perf_counter()
        read = plan.parse(text)
        reading_s += time.perf_counter() - start
        characters += len(text)
        changed += read != made or str(read) != text
    print(f"{count} plans, {characters / count:.0f} characters each: {changed} changed on the way to text and back")
    print(f"read in {1e3 * reading_s / count:.2f} ms each, {characters / reading_s:,.0f} characters/s")


def broken(count: int) -> None:
    """Broken plans, and how far from its place each error is, in tokens."""
    far: Counter[str] = Counter()
    drawn: Counter[str] = Counter()
    for each in islice(broken_plans.broken_plans(SEED, lambda text: _error(text) is None), count):
        error = _error(each.text)
        assert error is not None
        drawn[each.done] += 1
        if abs(broken_plans.token_at(each.text, error.line, error.column) - each.token) > 1:
            far[each.done] += 1
            print(f"{each.done}, further than a token:\n{error.excerpt}")
    told = ", ".join(f"{name} {far[name]}/{number}" for name, number in sorted(drawn.items()))
    print(f"{count} broken plans, error further than one token from the mistake: {far.total()} ({told})")


def _error(text: str) -> PlanSyntaxError | None:
    try:
        plan.parse(text)
    except PlanSyntaxError as error:
        return error
    return None


if __name__ == "__main__":
    begin = time.perf_counter()
    grammar()
    print(f"grammar made in {1e3 * (time.perf_counter() - begin):.0f} ms")
    round_trips(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
    broken(int(sys.argv[2]) if len(sys.argv) > 2 else 2_000)
