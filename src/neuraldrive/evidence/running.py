"""Claims → checks → results."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from neuraldrive import catalog
from neuraldrive.errors import NeuraldriveError
from neuraldrive.evidence.registry import Check, checks
from neuraldrive.evidence.result import CheckResult, State


def planned(ids: Iterable[str] | None = None) -> tuple[Check, ...]:
    """The checks that `check(ids)` runs, each once.

    Raises:
        CatalogError: no such claim.
    """
    claims = catalog.claims().values() if ids is None else [catalog.claim(each) for each in ids]
    return tuple(checks()[name] for name in dict.fromkeys(name for claim in claims for name in claim.checks))


def check(
    ids: Iterable[str] | None = None, on_result: Callable[[CheckResult], None] | None = None
) -> tuple[CheckResult, ...]:
    """Run the checks of these claims, or of all; each calls the simulator anew.

    Args:
        ids: "S6" or "6".
        on_result: told each result as it comes.

    Raises:
        CatalogError: no such claim.
    """
    found = []
    for each in planned(ids):
        result = run(each)
        found.append(result)
        if on_result is not None:
            on_result(result)
    return tuple(found)


def run(check: Check) -> CheckResult:
    """One check, over its seeds. A simulation that refuses is a failure, not an end."""
    claims = tuple(claim.id for claim in catalog.claims().values() if check.name in claim.checks)
    try:
        values = [float(check.simulated(seed)) for seed in range(1, check.seeds + 1)]
    except NeuraldriveError as error:
        return CheckResult(
            check.name,
            claims,
            check.quantity,
            check.target,
            None,
            None,
            0,
            "failed",
            f"The simulation refused: {error}",
        )
    interval = min(values), max(values)
    value = min(max(sum(values) / len(values), interval[0]), interval[1])  # a mean rounds past equal ends
    state = _state(check, interval)
    why = check.limit if state == "informative" else check.why
    return CheckResult(check.name, claims, check.quantity, check.target, value, interval, len(values), state, why)


def _state(check: Check, interval: tuple[float, float]) -> State:
    if check.target.holds(interval):
        return "passed"
    return "informative" if check.limit else "failed"
