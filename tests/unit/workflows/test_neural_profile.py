"""Neural markers: told only where the tests that were done make them reportable."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desk_team import in_the_laboratory
from neuraldrive import catalog
from neuraldrive.records import Measurement
from neuraldrive.store import Store, StoredTest, open_store
from neuraldrive.workflows import identifiability
from neuraldrive.workflows import neural_profile as room
from neuraldrive.workflows.lifter_parameters import BAR
from neuraldrive.workflows.neural_profile import MarkerState

AT = datetime(2026, 11, 12)


def _test(
    measure: str, value: float, effort: str, *, method: str = "a method", at: datetime = AT, **more: object
) -> StoredTest:
    unit = {"voluntary_activation": "ratio", "doublet_share": "ratio", "force_after_onset": "MVF"}.get(measure, "pps")
    found = Measurement(measure, value, unit, method, **more)  # type: ignore[arg-type]
    return StoredTest(1, "Ada", at, "vastus_lateralis", "grid", effort, found, "1")


def _of(*tests: StoredTest) -> dict[str, MarkerState]:
    return {each.marker.name: each for each in room.of_tests(tests)}


def test_without_a_test_every_marker_is_empty_and_names_the_test() -> None:
    found = _of()

    assert set(found) == set(catalog.markers())
    assert all(each.latest is None and each.why for each in found.values())


def test_every_marker_rests_on_claims_and_on_people_with_papers() -> None:
    for each in catalog.markers().values():
        assert all(catalog.claim(claim).rows for claim in each.claims)
        assert each.references
        assert all(reference.sources for reference in each.references)


def test_a_voluntary_rise_alone_is_not_printed() -> None:
    voluntary = _test("force_after_onset", 0.14, "ballistic", method="force gained until 50 ms", interval=(0.13, 0.15))

    assert _of(voluntary)["rise"].latest is None


def test_with_the_stimulated_rise_it_is_their_ratio_with_both_errors() -> None:
    voluntary = _test("force_after_onset", 0.14, "ballistic", method="force gained until 50 ms", interval=(0.13, 0.15))
    evoked = _test("force_after_onset", 0.40, "evoked octet", method="force gained until 50 ms", interval=(0.38, 0.42))

    found = _of(voluntary, evoked)["rise"].latest

    assert found is not None
    assert found.value == pytest.approx(35.0)
    assert found.interval == pytest.approx((100 * 0.13 / 0.42, 100 * 0.15 / 0.38))


def test_a_stimulated_rise_of_another_season_or_muscle_does_not_count() -> None:
    voluntary = _test("force_after_onset", 0.14, "ballistic", method="force gained until 50 ms")
    old = _test("force_after_onset", 0.40, "evoked", method="force gained until 50 ms", at=AT - timedelta(days=90))

    assert _of(voluntary, old)["rise"].latest is None


def test_rates_of_a_slow_ramp_are_not_those_of_a_fast_effort() -> None:
    assert _of(_test("first_interval_rate", 8.0, "ramp"))["first_rates"].latest is None
    assert _of(_test("first_interval_rate", 83.0, "ballistic"))["first_rates"].latest is not None


def test_doublets_that_the_decomposition_may_not_show_are_not_printed() -> None:
    blind = _test(
        "doublet_share", 0.0, "ballistic",
        flags=("no interval below 20 ms anywhere: the decomposition may be unable to show doublets",),
    )  # fmt: skip

    found = _of(blind)["doublet_share"]

    assert found.latest is None
    assert "unable to show doublets" in found.why


def test_activation_by_single_pulses_is_not_printed() -> None:
    single = _test("voluntary_activation", 0.95, "maximal", flags=("single pulses: invalid below about 90 % effort",))

    assert _of(single)["voluntary_activation"].latest is None


def test_the_latest_test_counts_and_earlier_ones_stay(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        in_the_laboratory(store, "Ada")
        later = Measurement("voluntary_activation", 0.93, "ratio", "doublets")
        store.add_tests("Ada", datetime(2026, 11, 20), "vastus_lateralis", [later], note="maximal")

        found = _by_name(store)["voluntary_activation"]

    assert [round(each.value) for each in found.measured] == [93, 91]


def test_bar_speed_fills_no_marker(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        from desk_team import days

        for each in days("Ada", 12):
            store.add_session(each)
        found = _by_name(store)

    assert not [each for each in found.values() if each.latest is not None]


def _by_name(store: Store) -> dict[str, MarkerState]:
    return {each.marker.name: each for each in room.neural_profile(store, 1)}


def test_what_the_bar_shows_leaves_both_neural_parts_open_and_the_named_tests_close_them() -> None:
    """A part is told from the tests that leave less than 85 % of what is unknown of it: bar tests leave nearly all."""
    found = identifiability.identifiability("back_squat", seeds=2)

    bar = identifiability.knowledge(found, BAR).of_prior
    assert min(bar["recruitment_time_s"], bar["ceiling"]) > 0.85
    rise = identifiability.knowledge(found, ("voluntary_force", "force_50", "evoked_50", "evoked_peak")).of_prior
    assert max(rise["recruitment_time_s"], rise["contraction_time"]) < 0.85
    activation = identifiability.knowledge(found, ("voluntary_force", "voluntary_activation")).of_prior
    assert activation["ceiling"] < 0.85
