"""Days against earlier days: variances shrunk, false alarms as stated, and the exact run length of the slow rule."""

from __future__ import annotations

import numpy as np
import pytest

from neuraldrive.kernels import baseline as kernel
from neuraldrive.kernels.baseline import LinePrior, Readings, Usual

USUAL = Usual(0.026, 0.027, 6.0, 12.0)
NOTHING_KNOWN = LinePrior(np.zeros(1), np.zeros(1))


def level(value: np.ndarray, day: np.ndarray) -> Readings:
    return Readings(np.ones((value.size, 1)), value, day.astype(np.int64), np.ones(value.size))


def days(rng: np.random.Generator, count: int, each: int, day_sd: float, reading_sd: float) -> Readings:
    day = np.repeat(np.arange(count), each)
    return level(0.5 + rng.normal(0, day_sd, count)[day] + rng.normal(0, reading_sd, day.size), day)


def test_both_variances_are_found_again_in_many_days() -> None:
    found = [kernel.fit(days(np.random.default_rng(i), 200, 3, 0.06, 0.02), USUAL, NOTHING_KNOWN) for i in range(12)]
    # 2,400 days in all: three standard errors of their SD are 4 %
    assert np.mean([each.day_variance for each in found]) ** 0.5 == pytest.approx(0.06, rel=0.04)
    assert np.mean([each.reading_variance for each in found]) ** 0.5 == pytest.approx(0.02, rel=0.04)
    assert np.mean([each.line[0] for each in found]) == pytest.approx(0.5, abs=0.004)


def test_three_days_hardly_move_the_variances_of_other_people() -> None:
    still = level(np.full(6, 0.5), np.repeat(np.arange(3), 2))
    found = kernel.fit(still, USUAL, NOTHING_KNOWN)
    assert found.day_variance == pytest.approx(0.026**2 * 6 / 8)
    assert found.reading_variance == pytest.approx(0.027**2 * 12 / 15)
    assert (found.day_freedom, found.reading_freedom) == (8.0, 15.0)


def test_a_line_over_loads_is_found_and_is_less_sure_where_no_load_was() -> None:
    share = np.tile((-0.2, 0.0, 0.2), 5)
    design = np.column_stack((np.ones(15), share))
    readings = Readings(design, 0.5 - 0.6 * share, np.repeat(np.arange(5), 3), np.ones(15))
    found = kernel.fit(readings, USUAL, LinePrior(np.zeros(2), np.zeros(2)))
    assert found.line == pytest.approx([0.5, -0.6])
    near, far = (kernel.away(found, np.array([[1.0, x]]), np.array([0.5 - 0.6 * x]), np.ones(1)) for x in (0.0, 0.6))
    assert far.sd**2 - near.sd**2 == pytest.approx(0.6**2 * found.covariance[1, 1])
    assert far.sd > 1.15 * near.sd
    assert near.difference == pytest.approx(0.0, abs=1e-9)


def test_a_glitch_in_the_history_makes_no_line() -> None:
    clean = days(np.random.default_rng(2), 6, 3, 0.02, 0.02)
    broken = clean._replace(value=np.where(np.arange(18) == 7, 1.1, clean.value))
    found = kernel.fit(broken, USUAL, NOTHING_KNOWN)
    assert list(np.flatnonzero(~found.near)) == [7]
    assert found.line[0] == pytest.approx(kernel.fit(clean, USUAL, NOTHING_KNOWN).line[0], abs=0.01)


def test_two_warm_ups_are_surer_than_one_and_three_hardly_surer_than_two() -> None:
    found = kernel.fit(days(np.random.default_rng(3), 40, 3, 0.026, 0.027), USUAL, NOTHING_KNOWN)
    one, two, three = (kernel.away(found, np.ones((k, 1)), np.full(k, 0.5), np.ones(k)).sd for k in (1, 2, 3))
    assert one - two > 2.0 * (two - three) > 0.0


@pytest.mark.parametrize("days_before", [3, 8])
def test_days_without_change_are_flagged_as_often_as_is_stated(days_before: int) -> None:
    # athletes differ in their own variances as widely as the weights of 6 days and 12 sets say
    rng, flags = np.random.default_rng(days_before), []
    for _ in range(1500):
        own = USUAL.day_sd * (6 / rng.chisquare(6)) ** 0.5, USUAL.reading_sd * (12 / rng.chisquare(12)) ** 0.5
        readings = days(rng, days_before + 1, 2, *own)
        flags += [abs(each) > 1.96 for each in kernel.standings(readings, USUAL, NOTHING_KNOWN, days_before, 2)]
    # 1,500 days: three standard errors of 5 % are 1.7 points
    assert np.mean(flags) == pytest.approx(0.05, abs=0.017)


def test_a_measure_without_known_scatter_keeps_the_stated_rate_from_its_own_days_alone() -> None:
    rng, unknown = np.random.default_rng(6), Usual(0.0, 0.0, 0.0, 0.0)
    flags = [
        abs(kernel.standings(days(rng, 7, 1, 4.0, 3.0), unknown, NOTHING_KNOWN, 6, 1)[0]) > 1.96 for _ in range(1500)
    ]
    assert np.mean(flags) == pytest.approx(0.05, abs=0.017)


def test_standings_of_days_do_not_hang_together() -> None:
    rng = np.random.default_rng(7)
    rows = np.array([kernel.standings(days(rng, 13, 2, 0.026, 0.027), USUAL, NOTHING_KNOWN, 3, 2) for _ in range(200)])
    neighbours = np.corrcoef(rows[:, :-1].ravel(), rows[:, 1:].ravel())[0, 1]
    assert abs(neighbours) < 3.0 / 1800**0.5


def test_the_run_length_is_the_published_one() -> None:
    # k 0.5, h 4, one-sided: Hawkins & Olwell 1998 tabulate 336 without a shift, 8.38 at one standard deviation
    assert kernel.average_run_length(0.5, 4.0) == pytest.approx(335.4, abs=0.1)
    assert kernel.average_run_length(0.5, 4.0, 1.0) == pytest.approx(8.38, abs=0.01)


def test_the_exact_run_length_is_what_simulation_gives() -> None:
    rng, lengths = np.random.default_rng(8), []
    for _ in range(1500):
        sums = kernel.lasting(rng.normal(-1.0, 1.0, 120), 0.5)
        lengths.append(int((sums > 4.0).argmax()) + 1)
    # days are held to three standard deviations, which at a fall of one costs a little
    assert np.mean(lengths) == pytest.approx(kernel.average_run_length(0.5, 4.0, 1.0), rel=0.05)


def test_no_single_day_raises_the_slow_alarm_but_two_bad_ones_can() -> None:
    assert kernel.lasting(np.array([-9.0]), 0.5)[0] < 4.0
    assert kernel.lasting(np.array([-9.0, -9.0]), 0.5)[-1] > 4.0
    assert (kernel.lasting(np.array([3.0, 2.0, 1.0]), 0.5) == 0.0).all()


def test_readings_of_a_day_are_weighed_as_the_whole_covariance_weighs_them() -> None:
    rng = np.random.default_rng(3)
    index, noise = np.repeat(np.arange(7), 3), rng.uniform(0.5, 2.0, 21)
    columns = rng.normal(size=(21, 2))
    together = 0.7 * (index[:, None] == index) + np.diag(noise)

    found = kernel._within_days(0.7, noise, index, columns)

    np.testing.assert_allclose(found, np.linalg.solve(together, columns), rtol=1e-10)
