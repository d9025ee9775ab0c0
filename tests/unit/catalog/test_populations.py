"""Populations: their typical states, how people in them differ, and that a seed is a person."""

from __future__ import annotations

import copy
import math
import pickle
from dataclasses import replace
from itertools import pairwise
from statistics import fmean, median, stdev

import pytest

from neuraldrive import catalog
from neuraldrive.catalog.population_entry import STATE_NUMBERS
from neuraldrive.errors import BadValue, CatalogError
from neuraldrive.records import NeuralState

NAMES = ["explosive_trained", "older", "strength_trained", "untrained"]
CASES = [(population, muscle) for population in NAMES for muscle in sorted(catalog.muscles())]


def test_the_four_populations_are_there_with_a_description_and_sources() -> None:
    assert sorted(catalog.populations()) == NAMES
    for each in catalog.populations().values():
        assert each.provisional
        assert each.description.endswith(".")
        assert "neuraldrive_pool_2026" in each.sources


@pytest.mark.parametrize(("population", "muscle"), CASES)
def test_a_typical_state_is_the_numbers_of_its_population(population: str, muscle: str) -> None:
    people = catalog.population(population)
    state, numbers = people.typical(muscle), people.numbers_for(muscle)
    assert {field: getattr(state, field) for field in STATE_NUMBERS} == {f: numbers[f].value for f in STATE_NUMBERS}
    assert state.name == population
    assert set(state.sources) <= set(people.sources)


@pytest.mark.parametrize(("population", "muscle"), CASES)
def test_both_ends_of_each_allowed_range_are_neural_states(population: str, muscle: str) -> None:
    numbers = catalog.population(population).numbers_for(muscle)
    for end in (0, 1):
        NeuralState(**{field: numbers[field].allowed[end] for field in STATE_NUMBERS})


@pytest.mark.parametrize(("population", "muscle"), CASES)
def test_a_spread_belongs_to_a_number_that_can_have_it(population: str, muscle: str) -> None:
    numbers = catalog.population(population).numbers_for(muscle)
    for key in numbers.keys() - set(STATE_NUMBERS):
        field = key.removesuffix("_sd").removesuffix("_log")
        assert not {f"{field}_sd", f"{field}_log_sd"} <= numbers.keys()
        assert numbers[key].value > 0
        assert not key.endswith("_log_sd") or numbers[field].allowed[0] > 0


def test_an_untrained_typical_state_is_the_default_state() -> None:
    typical = catalog.population("untrained").typical()
    assert replace(typical, sources=()) == NeuralState()


def test_an_unknown_population_or_muscle_is_refused_with_the_nearest_name_first() -> None:
    with pytest.raises(CatalogError, match=r"needed one of untrained, .*Did you mean untrained"):
        catalog.population("untraind")
    with pytest.raises(CatalogError, match="Did you mean soleus"):
        catalog.population("untrained").typical("soleous")


def test_training_makes_recruitment_and_first_intervals_faster_and_the_ceiling_higher() -> None:
    # Tillin 2010, Skarabot 2024, Kooistra 2007; Klass 2008 for the old.
    order = [
        catalog.population(name).typical() for name in ("older", "untrained", "strength_trained", "explosive_trained")
    ]
    for slower, faster in pairwise(order):
        assert slower.recruitment_time_s > faster.recruitment_time_s
        assert slower.initial_rate_pps < faster.initial_rate_pps
        assert slower.doublet_share < faster.doublet_share
        assert slower.ceiling < faster.ceiling


def test_the_old_differ_from_the_young_by_the_published_shares() -> None:
    # Klass 2008, abstract: first interval −19 %, doublets −45 % (tibialis anterior); rounding of the entries.
    young, old = (catalog.population(name).typical("tibialis_anterior") for name in ("untrained", "older"))
    assert old.initial_rate_pps / young.initial_rate_pps == pytest.approx(0.81, abs=0.01)
    assert old.doublet_share / young.doublet_share == pytest.approx(0.55, abs=0.02)
    # Connelly 1999: no loss of voluntary activation in dorsiflexors.
    assert old.ceiling == young.ceiling


@pytest.mark.parametrize("population", NAMES)
def test_a_tibialis_anterior_is_recruited_within_the_published_time(population: str) -> None:
    # Del Vecchio 2019: 54.5 ± 30.8 ms in the young, so that the nominal time stands between 24 and 86 ms.
    time_s = catalog.population(population).typical("tibialis_anterior").recruitment_time_s
    assert population == "older" or 0.024 < time_s < 0.086


@pytest.mark.parametrize("population", NAMES)
def test_the_quadriceps_has_the_lowest_ceiling(population: str) -> None:
    # Behm 2002: quadriceps lowest of the muscles.
    people = catalog.population(population)
    ceilings = {muscle: people.typical(muscle).ceiling for muscle in catalog.muscles()}
    assert min(ceilings, key=ceilings.__getitem__) == "vastus_lateralis"


def test_the_same_seed_gives_the_same_people() -> None:
    people = catalog.population("untrained")
    assert people.sample(5, seed=7) == people.sample(5, seed=7)
    assert people.sample(5, seed=7) != people.sample(5, seed=8)


def test_a_person_does_not_depend_on_how_many_are_drawn() -> None:
    people = catalog.population("untrained")
    assert people.sample(50, seed=7)[:3] == people.sample(3, seed=7)


def test_a_person_stands_at_the_same_place_in_each_population() -> None:
    one, other = (catalog.population(name).sample(40, seed=7) for name in ("untrained", "explosive_trained"))
    times, faster = [each.recruitment_time_s for each in one], [each.recruitment_time_s for each in other]
    ranks = [sorted(values).index(value) for values in (times, faster) for value in values]
    assert ranks[:40] == ranks[40:]


@pytest.mark.parametrize(("population", "muscle"), CASES)
def test_each_person_lies_within_the_allowed_ranges(population: str, muscle: str) -> None:
    people = catalog.population(population)
    numbers = people.numbers_for(muscle)
    for state in people.sample(200, seed=3, muscle=muscle):
        for field in STATE_NUMBERS:
            low, high = numbers[field].allowed
            assert low <= getattr(state, field) <= high


def test_people_spread_as_the_population_says() -> None:
    # 2,000 people: a median is known within 2 SD / sqrt(2000) · 1.25, a spread within 5 %.
    sample = catalog.population("untrained").sample(2000, seed=11)
    times = [math.log(each.recruitment_time_s) for each in sample]
    rates = [math.log(each.initial_rate_pps) for each in sample]
    assert math.exp(median(times)) == pytest.approx(0.089, rel=0.02)
    assert stdev(times) == pytest.approx(0.30, rel=0.05)
    assert math.exp(median(rates)) == pytest.approx(90, rel=0.015)
    assert stdev(rates) == pytest.approx(0.20, rel=0.05)
    assert fmean(each.ceiling for each in sample) == pytest.approx(0.91, abs=0.002)
    assert stdev(each.ceiling for each in sample) == pytest.approx(0.02, rel=0.05)
    assert {each.recruitment_shape for each in sample} == {0.56}


def test_the_numbers_of_a_person_are_drawn_apart() -> None:
    sample = catalog.population("untrained").sample(2000, seed=5)
    times, rates = [each.recruitment_time_s for each in sample], [each.initial_rate_pps for each in sample]
    middle = fmean(times), fmean(rates)
    shared = fmean((t - middle[0]) * (r - middle[1]) for t, r in zip(times, rates, strict=True))
    assert abs(shared / stdev(times) / stdev(rates)) < 0.07  # three standard errors of a correlation of 0


def test_a_ceiling_near_one_never_passes_one() -> None:
    ceilings = [each.ceiling for each in catalog.population("untrained").sample(500, seed=1, muscle="TA")]
    assert max(ceilings) <= 1.0
    assert len(set(ceilings)) == 500


@pytest.mark.parametrize("n", [0, -1, 2.5, True, "3"])
def test_an_impossible_number_of_people_is_refused(n: object) -> None:
    with pytest.raises(BadValue, match="people: found"):
        catalog.population("untrained").sample(n, seed=1)  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", [-1, 1.5, None])
def test_an_impossible_seed_is_refused(seed: object) -> None:
    with pytest.raises(BadValue, match="seed: found"):
        catalog.population("untrained").sample(3, seed=seed)  # type: ignore[arg-type]


def test_a_population_comes_back_from_a_pickle_and_a_copy_equal() -> None:
    people = catalog.population("untrained")
    for back in (pickle.loads(pickle.dumps(people)), copy.deepcopy(people)):
        assert back == people
        assert hash(back) == hash(people)


def test_a_population_that_is_not_whole_is_refused() -> None:
    people = catalog.population("untrained")
    numbers = dict(people.numbers)
    del numbers["ceiling"]
    with pytest.raises(CatalogError, match="found no ceiling, needed all numbers of a neural state"):
        replace(people, numbers=numbers)
    with pytest.raises(CatalogError, match="Did you mean ceiling"):
        replace(people, numbers={**people.numbers, "cieling": people.numbers["ceiling"]})
