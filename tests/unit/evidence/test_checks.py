"""The checks themselves, against the simulator."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import scipy.stats

from neuraldrive import catalog, evidence
from neuraldrive.evidence import efforts, readings, registry, running, single_unit
from neuraldrive.kernels.activation import fusion
from neuraldrive.records import Signal

NAMES = sorted({name for claim in catalog.claims().values() for name in claim.checks})


def test_every_check_keeps_a_claim_and_every_claim_names_checks_that_exist() -> None:
    assert sorted(registry.checks()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_no_check_fails_that_keeps_a_verdict(name: str) -> None:
    result = running.run(registry.checks()[name])
    assert result.state != "failed", f"{result}. {result.why}"
    assert result.value is not None


@pytest.mark.parametrize("name", [each.name for each in evidence.planned() if each.limit])
def test_a_limit_is_named_only_while_the_model_has_it(name: str) -> None:
    assert running.run(registry.checks()[name]).state == "informative", "the model meets it by now: take the limit away"


@pytest.mark.parametrize("name", ["recruitment_interval", "mean_force_with_shared_input"])
def test_the_same_seed_gives_the_same_number_again(name: str) -> None:
    simulated = registry.checks()[name].simulated
    first = simulated(11)
    for kept in (efforts.ballistic, efforts.maximal):
        kept.cache_clear()
    assert simulated(11) == first


@pytest.mark.parametrize("n", [0.3, 0.7, 1.0, 1.4])
def test_a_steady_train_gives_the_force_of_the_closed_form(n: float) -> None:
    contraction_time_s = 0.050
    assert single_unit.steady(n / contraction_time_s, contraction_time_s)[0] == pytest.approx(fusion(n), abs=0.01)


def test_the_rate_for_half_of_the_force_gives_half_of_the_force() -> None:
    rate_hz = single_unit.rate_for(0.5, 0.075)
    assert single_unit.steady(rate_hz, 0.075)[0] == pytest.approx(0.5, abs=0.01)


def test_rank_correlation_is_spearmans_where_both_are_known() -> None:
    rng = np.random.default_rng(3)
    first, second = rng.standard_normal(60), rng.standard_normal(60)
    known = scipy.stats.spearmanr(first[5:], second[5:]).statistic
    second[:5] = np.nan
    assert readings.rank_correlation(first, second) == pytest.approx(known)


def test_shares_are_the_same_whatever_the_unit_of_the_channel() -> None:
    recording = efforts.ballistic("tibialis_anterior", efforts.person("untrained", "tibialis_anterior"), 1)
    force = recording["force"]
    in_newtons = replace(recording, channels={"force": Signal(force.samples * 250.0, "N", rate_hz=force.rate_hz)})
    np.testing.assert_allclose(readings.shares(in_newtons).samples, force.samples, rtol=1e-9, atol=1e-12)
