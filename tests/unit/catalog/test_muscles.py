"""The catalogue's muscles: what they hold, what they refuse, and that they can be kept and passed on."""

from __future__ import annotations

import copy
import math
import pickle

import numpy as np
import pytest

from neuraldrive import catalog
from neuraldrive.catalog.entries import slug
from neuraldrive.catalog.muscle_limits import LIMITS, OPTIONAL
from neuraldrive.errors import CatalogError
from neuraldrive.kernels import rate_coding, recruitment, steady_force

NAMES = [
    "adductor_pollicis",
    "biceps_brachii",
    "first_dorsal_interosseous",
    "soleus",
    "tibialis_anterior",
    "vastus_lateralis",
]
CODINGS = {"onion_skin": rate_coding.onion_skin_de_luca_2012, "rising": rate_coding.rising_moritz_2005}
# The excitation at which the last unit is recruited, as published with the constants; to three digits.
LAST_THRESHOLDS = {
    "vastus_lateralis": 0.946,
    "tibialis_anterior": 0.943,
    "biceps_brachii": 0.944,
    "soleus": 0.953,
    "first_dorsal_interosseous": 0.550,
    "adductor_pollicis": 0.685,
}


def test_the_six_muscles_are_there() -> None:
    assert sorted(catalog.muscles()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_each_muscle_has_every_number_in_its_unit(name: str) -> None:
    muscle = catalog.muscle(name)
    assert {key for key in muscle.numbers if key in LIMITS} == set(LIMITS) - OPTIONAL
    assert {key: muscle.numbers[key].unit for key in LIMITS if key not in OPTIONAL} == {
        key: limit.unit for key, limit in LIMITS.items() if key not in OPTIONAL
    }


@pytest.mark.parametrize("name", NAMES)
def test_each_muscle_is_provisional_until_it_is_read_a_second_time(name: str) -> None:
    assert catalog.muscle(name).provisional


@pytest.mark.parametrize(("name", "threshold"), LAST_THRESHOLDS.items())
def test_the_numbers_give_the_published_threshold_of_the_last_unit(name: str, threshold: float) -> None:
    muscle = catalog.muscle(name)
    n = int(muscle["units"])
    relative = recruitment.thresholds(n, muscle["recruitment_range"], 1.0)
    low, peak = CODINGS[muscle.rate_coding](
        relative,
        (muscle["rate_at_recruitment_first_pps"], muscle["rate_at_recruitment_last_pps"]),
        (muscle["peak_rate_first_pps"], muscle["peak_rate_last_pps"]),
    )
    units = steady_force.Units(
        relative,
        recruitment.tetanic_forces(n, muscle["tetanic_force_range"]),
        recruitment.contraction_times(n, muscle["contraction_time_first_s"], muscle["contraction_time_last_s"]),
        low,
        peak,
        rate_coding.power_curve(muscle["rate_exponent"]),
    )
    assert round(steady_force.last_threshold(units, muscle["upper_limit_of_recruitment"]), 3) == threshold


@pytest.mark.parametrize("spelling", ["VL", "vastus lateralis", "Vastus-Lateralis", "vastus_lateralis"])
def test_a_muscle_is_found_by_any_of_its_names(spelling: str) -> None:
    assert catalog.muscle(spelling) is catalog.muscle("vastus_lateralis")


def test_no_two_muscles_share_a_name() -> None:
    own = [{slug(text) for text in (each.name, each.label, *each.aliases)} for each in catalog.muscles().values()]
    spellings = [text for texts in own for text in texts]
    assert len(spellings) == len(set(spellings))


@pytest.mark.parametrize(
    ("name", "meant"),
    [("vastus_lateralus", "vastus_lateralis"), ("Tibialis", "tibialis_anterior"), ("solius", "soleus")],
)
def test_an_unknown_muscle_is_refused_with_the_nearest_name_first(name: str, meant: str) -> None:
    with pytest.raises(CatalogError) as caught:
        catalog.muscle(name)
    assert caught.value.needed.startswith(f"one of {meant}, ")
    assert all(each in caught.value.needed for each in NAMES)
    assert caught.value.remedy == f"Did you mean {meant}?"


def test_a_name_like_no_muscle_is_refused_with_all_names() -> None:
    with pytest.raises(CatalogError, match=r"needed one of adductor_pollicis, biceps_brachii, .* or add a muscle"):
        catalog.muscle("xyz")


def test_another_number_of_units_changes_nothing_else() -> None:
    usual, small = catalog.muscle("soleus"), catalog.muscle("soleus", units=120)
    assert small["units"] == 120
    assert {key: n for key, n in small.numbers.items() if key != "units"} == {
        key: n for key, n in usual.numbers.items() if key != "units"
    }
    assert (small.name, small.rate_coding, small.like) == (usual.name, usual.rate_coding, "soleus")
    assert usual["units"] == 600


@pytest.mark.parametrize("units", [0, 1, -5, 10**9, 10**400, 120.5, math.nan, math.inf, True, "120"])
def test_an_impossible_number_of_units_is_refused(units: object) -> None:
    with pytest.raises(CatalogError, match=r"vastus_lateralis\.units: found .* needed"):
        catalog.muscle("vastus_lateralis", units=units)  # type: ignore[arg-type]


def test_a_muscle_can_be_a_key_and_equal_muscles_are_one_key() -> None:
    one, other = catalog.muscle("soleus", units=120), catalog.muscle("soleus", units=120)
    assert one is not other
    assert {one: "kept"}[other] == "kept"
    assert hash(one) != hash(catalog.muscle("soleus", units=121))


@pytest.mark.parametrize("name", NAMES)
def test_a_muscle_comes_back_from_a_pickle_and_a_copy_equal(name: str) -> None:
    muscle = catalog.muscle(name, units=120)
    hash(muscle)
    for back in (pickle.loads(pickle.dumps(muscle)), copy.deepcopy(muscle)):
        assert back == muscle
        assert hash(back) == hash(muscle)


def test_the_numbers_of_a_muscle_cannot_be_written_to() -> None:
    muscle = catalog.muscle("soleus")
    with pytest.raises(TypeError):
        muscle.numbers["units"] = muscle.numbers["units"]  # type: ignore[index]


def test_a_changed_number_says_that_it_is_assumed_and_why() -> None:
    muscle = catalog.muscle("soleus").with_number("interval_cv", 0.2, why="as in an unsteady hand")
    changed = muscle.numbers["interval_cv"]
    assert (changed.value, changed.unit, changed.how, changed.where, changed.source) == (
        0.2,
        "ratio",
        "assumed",
        "as in an unsteady hand",
        "own_value",
    )
    assert "own_value" in muscle.sources
    assert "own_value" not in catalog.muscle("soleus").sources


def test_strength_can_be_added_in_newtons_or_newton_metres() -> None:
    arm = catalog.muscle("biceps_brachii")
    assert arm.with_number("maximal_voluntary_force", 300, why="measured")["maximal_voluntary_force"] == 300
    torque = arm.with_number("maximal_voluntary_force", 75, why="measured", unit="N·m")
    assert torque.numbers["maximal_voluntary_force"].unit == "N·m"
    with pytest.raises(CatalogError, match="unit: found 'kg', needed N or N·m"):
        arm.with_number("maximal_voluntary_force", 30, why="measured", unit="kg")


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("interval_cv", -0.1, "found -0.1, needed a number between 0 and 0.6"),
        ("interval_cv", math.nan, "found nan"),
        ("contraction_time_last_s", 0.12, "contraction_time_first_s 0.1 below contraction_time_last_s 0.12"),
        ("contraction_time_first_s", 66, "found 66, needed a number between 0.005 and 0.5 s"),
        ("peak_rate_last_pps", 30, "peak_rate_first_pps 27 below peak_rate_last_pps 30"),
        ("peak_rate_last_pps", 7, "peak_rate_last_pps 7 below rate_at_recruitment_last_pps 7.5"),
        ("upper_limit_of_recruitment", 89, "found 89"),
        ("recruitment_range", 1, "found 1"),
        ("peak_rate_frist_pps", 30, "Did you mean peak_rate_first_pps"),
    ],
)
def test_a_number_that_no_muscle_has_is_refused(key: str, value: float, says: str) -> None:
    with pytest.raises(CatalogError) as caught:
        catalog.muscle("vastus_lateralis").with_number(key, value, why="to see")
    assert says in str(caught.value)


def test_a_number_that_a_muscle_lacks_is_told_by_name() -> None:
    with pytest.raises(CatalogError, match="Did you mean units"):
        catalog.muscle("soleus")["unit"]


def test_small_units_of_a_rising_muscle_may_discharge_slower_but_not_faster() -> None:
    hand = catalog.muscle("first_dorsal_interosseous")
    assert hand["peak_rate_first_pps"] < hand["peak_rate_last_pps"]
    with pytest.raises(CatalogError, match="peak_rate_last_pps 40 below peak_rate_first_pps 45"):
        hand.with_number("peak_rate_first_pps", 45, why="to see")


def test_the_slower_a_muscle_the_lower_its_rates() -> None:
    # Bellemare 1983: rates at maximum in soleus are a third of those in the others.
    slow = catalog.muscle("soleus")
    for name in NAMES:
        other = catalog.muscle(name)
        if name != "soleus":
            assert slow["contraction_time_last_s"] > other["contraction_time_last_s"]
            assert slow["peak_rate_last_pps"] < other["peak_rate_last_pps"]


def test_numbers_of_numpy_count_as_numbers() -> None:
    assert catalog.muscle("soleus", units=np.int64(50)) == catalog.muscle("soleus", units=50)
