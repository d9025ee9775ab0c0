"""Which test tells recruitment speed, voluntary ceiling, muscle force and shortening velocity apart, and which cannot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from neuraldrive.errors import BadValue
from neuraldrive.figures import Drawing
from neuraldrive.figures.identifiability import Known, identifiability_figure
from neuraldrive.workflows.lifter_parameters import CUMULATIVE, PARAMETERS, PRODUCT, TESTS
from neuraldrive.workflows.tested_force import force_tests
from neuraldrive.workflows.tested_lifter import RELEASED, Subject, bar_tests, one_rm_kg, typical

Floats = NDArray[np.float64]

STEP, SEEDS = 0.05, 12
LARGEST_STEP = 0.09
"""A ceiling of 0.91 has no more room."""


@dataclass(frozen=True, eq=False)
class Identifiability:
    """What tests of the typical lifter depend on: d ln test / d ln parameter, by central differences.

    Args:
        typical: what each test gives for the typical lifter.
        elasticity: (tests, parameters), in the order of TESTS and PARAMETERS.
        below, above: (tests, parameters): the same from the step down and from the step up alone. Where these differ the
            test answers a loss otherwise than a gain.
        step: that the parameters were changed by, a share.
        seeds: runs of which isometric tests are the mean.
    """

    lift: str
    typical: Mapping[str, float]
    elasticity: Floats
    below: Floats
    above: Floats
    step: float
    seeds: int

    def of(self, test: str, parameter: str, side: str = "elasticity") -> float:
        """One elasticity: "elasticity", or its side "below" or "above"."""
        table: Floats = getattr(self, side)
        return float(table[list(TESTS).index(test), list(PARAMETERS).index(parameter)])


@dataclass(frozen=True)
class Knowledge:
    """What a set of tests leaves open.

    Args:
        of_prior: standard deviation of each parameter after the tests, as a share of that before.
        product_sd: of ceiling times muscle force, a share.
        condition: condition number of the set's elasticities; infinite with fewer tests than parameters.
    """

    tests: tuple[str, ...]
    of_prior: Mapping[str, float]
    product_sd: float
    condition: float


def identifiability(lift: str = "bench_press", *, step: float = STEP, seeds: int = SEEDS) -> Identifiability:
    """Change one number of the typical lifter at a time, by the step down and up, and put each through all tests.

    Bar tests are at the rate level, isometric ones of the pool with every discharge, the same chance in all.

    Raises:
        BadValue: a lift that is not tested, or a step or number of seeds that cannot be.

    >>> found = identifiability("back_squat", seeds=2)
    >>> abs(found.of("one_rm", "recruitment_time_s")) < 0.02 < found.of("one_rm", "ceiling")
    True
    """
    _check(lift, step, seeds)
    who = typical(lift)
    kg = one_rm_kg(lift, who)

    def tested(person: Subject) -> Floats:
        found = bar_tests(lift, person, kg) | force_tests(person, seeds)
        return np.log([found[name] for name in TESTS])

    usual = tested(who)
    ends = np.array([[tested(who.changed(name, 1.0 + by)) for name in PARAMETERS] for by in (-step, step)])
    down, up = np.log1p(-step), np.log1p(step)
    return Identifiability(
        lift, dict(zip(TESTS, np.exp(usual).tolist(), strict=True)), ((ends[1] - ends[0]) / (up - down)).T,
        ((ends[0] - usual) / down).T, ((ends[1] - usual) / up).T, step, seeds,
    )  # fmt: skip


def knowledge(found: Identifiability, tests: Sequence[str]) -> Knowledge:
    """What is known of the parameters after these tests: Gaussian, linear in logarithms.

    Raises:
        BadValue: no such test, or one that repeats another.
    """
    for name in tests:
        if name not in TESTS or TESTS[name].cv is None:
            needed = ", ".join(each for each, test in TESTS.items() if test.cv is not None)
            raise BadValue("tests", found=repr(name), needed=f"some of {needed}", remedy="Choose among these.")
    prior = np.array([each.prior_sd for each in PARAMETERS.values()])
    error = np.array([TESTS[name].cv for name in tests], dtype=np.float64)
    part = found.elasticity[[list(TESTS).index(name) for name in tests]].reshape(-1, prior.size)
    weighted = part / error[:, None]
    left = np.linalg.inv(np.diag(prior**-2.0) + weighted.T @ weighted)
    both = np.array([name in PRODUCT for name in PARAMETERS], dtype=np.float64)
    share = np.sqrt(np.diag(left)) / prior
    condition = float(np.linalg.cond(part)) if len(tests) >= prior.size else float("inf")
    return Knowledge(
        tuple(tests), dict(zip(PARAMETERS, share.tolist(), strict=True)), float(np.sqrt(both @ left @ both)), condition
    )


def figure(found: Identifiability) -> Drawing:
    """The elasticities as a table, and what each set of tests leaves open."""
    rows = tuple((test.short, test.kind, tuple(found.elasticity[k].tolist())) for k, test in enumerate(TESTS.values()))
    sets = [(label, knowledge(found, tests)) for label, tests in CUMULATIVE.items()]
    left = tuple(Known(label, tuple(each.of_prior.values()), each.product_sd) for label, each in sets)
    columns = tuple((each.label, each.short, each.acts_on) for each in PARAMETERS.values())
    return identifiability_figure(found.lift, columns, rows, left)


def _check(lift: str, step: float, seeds: int) -> None:
    if lift not in RELEASED:
        raise BadValue("lift", found=repr(lift), needed=" or ".join(RELEASED), remedy="Others have no throw or jump.")
    if not 0.005 <= step <= LARGEST_STEP:
        raise BadValue("step", found=f"{step}", needed=f"0.005 to {LARGEST_STEP}", remedy="0.05 is 5 % either way.")
    if not 1 <= seeds <= 1000:
        raise BadValue("seeds", found=f"{seeds}", needed="1 to 1000", remedy="Twelve are usual.")
