"""The session that tells a lift's line and 1RM."""

from __future__ import annotations

import pytest

from neuraldrive import catalog
from neuraldrive.errors import BadValue, CatalogError
from neuraldrive.plan import parse_line, testing
from neuraldrive.plan.prescribe import prescribe


def test_it_climbs_in_rating_and_leaves_one_repetition() -> None:
    warm_up, work = testing.testing_session("bench")
    assert warm_up.warm_up
    assert work.called == ("bench",)
    ratings = [part.load.amount.low for part in (*warm_up.parts, *work.parts) if part.load]
    assert ratings == sorted(set(ratings))
    assert [(stop.kind, stop.value) for stop in work.stops] == [("reserve", 1)]
    assert work.fast


def test_it_has_the_rated_sets_and_loads_that_narrow_a_profile() -> None:
    _, work = testing.testing_session("back squat")
    hard = [part for part in work.parts if part.load and part.load.amount.low >= 7]
    assert len(hard) >= 3


def test_it_can_be_prescribed_without_any_profile() -> None:
    for part in testing.testing_session("deadlift"):
        for one in prescribe(part, {}):
            assert one.load_in_words.startswith("the load that leaves")
            assert not one.needs_testing


@pytest.mark.parametrize("name", [each.name for each in catalog.exercises().values() if each.lift])
def test_whatever_shares_a_lift_s_1rm_has_a_test_or_is_a_jump_or_ball_without_load(name: str) -> None:
    tested = testing.lift_to_test(catalog.exercise(name))
    if tested is None:
        assert name in ("countermovement_jump", "drop_jump", "chest_throw")
    else:
        assert testing.testing_session(tested.name)[1].lifts == (tested.name,)


def test_what_has_no_1rm_is_refused_with_what_to_test_instead() -> None:
    with pytest.raises(BadValue, match="Test the bench press instead"):
        testing.testing_session("bench throw")
    with pytest.raises(BadValue, match="in kg or by RPE"):
        testing.testing_session("plank")
    with pytest.raises(CatalogError, match="Did you mean"):
        testing.testing_session("benhc press")


def test_its_text_reads_back_as_the_same_session() -> None:
    for part in testing.testing_session("high-bar squat"):
        assert parse_line(str(part)) == part
