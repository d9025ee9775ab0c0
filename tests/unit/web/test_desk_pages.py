"""The team's and the athlete's page: what stands on them, what does not, and whose it is."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from desk_team import TODAY, days, fill, in_the_laboratory, number_of
from neuraldrive import measure
from neuraldrive.records import Repetition, Session, SetEntry
from neuraldrive.web import comes_first
from neuraldrive.web.house import House
from neuraldrive.web.kept import kept_of
from neuraldrive.web.pages import ahead
from web_house import client, house

DAY = TODAY.date().isoformat()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with house(tmp_path_factory.mktemp("desk")) as made:
        fill(made.store)
        in_the_laboratory(made.store, "Usual")
        yield made


@pytest.fixture
def talking(filled: House) -> Iterator[TestClient]:
    with client(filled, headers={"Accept": "text/html"}) as made:
        yield made


def _list(talking: TestClient, **asked: str) -> str:
    answer = talking.get("/team/list", params={"day": DAY, **asked})
    assert answer.status_code == 200
    return answer.text


def test_who_changed_comes_first(talking: TestClient) -> None:
    text = _list(talking)

    assert text.index(">Slow<") < text.index(">Drift<") < text.index(">Usual<") < text.index(">Away<")
    assert "Slower than usual" in text
    assert "Slow drift down" in text
    assert "earlier day" in text  # of Few: not enough to tell
    assert "No session for 30 days" in text


def test_by_name_the_order_is_that_of_names(talking: TestClient) -> None:
    text = _list(talking, order="name")

    places = [text.index(f">{name}<") for name in ("Away", "Drift", "Few", "Slow", "Unrated", "Usual")]
    assert places == sorted(places)


def test_what_waits_is_named_with_a_button(talking: TestClient) -> None:
    text = _list(talking)

    assert "Rate 120 kg × 3" in text
    assert "Unrated · back squat" in text


def test_a_team_of_nobody_says_what_to_do(tmp_path: Path) -> None:
    with house(tmp_path) as made, client(made, headers={"Accept": "text/html"}) as talking:
        text = talking.get("/team").text

    assert "Nobody yet" in text
    assert "POST /api/v1/athletes" in text


def test_the_page_comes_before_all_is_known_and_is_filled_then(filled: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("neuraldrive.web.pages.team.PATIENCE_S", 0.0)
    filled.rooms.clear()
    with client(filled, headers={"Accept": "text/html"}) as talking:
        first = talking.get("/team", params={"day": DAY}).text
        talking.get("/team/list", params={"day": DAY})
        second = talking.get("/team", params={"day": DAY}).text

    assert "data-fill" in first
    assert "aria-busy" in first
    assert "data-fill" not in second
    assert "Slower than usual" in second


def test_people_beside_a_marker_are_counted_and_their_range_is_named(talking: TestClient, filled: House) -> None:
    text = talking.get(f"/athletes/{number_of(filled.store, 'Usual')}").text

    assert "(28 and 7 people, means of the two) 80–97" in text


def test_bar_speed_stands_outside_both_neural_groups(talking: TestClient, filled: House) -> None:
    text = talking.get(f"/athletes/{number_of(filled.store, 'Usual')}").text

    recruitment, rate, total = (
        text.index(f'aria-label="{name}"') for name in ("Recruitment", "Rate coding", "Total strength")
    )
    assert recruitment < rate < total
    neural = text[recruitment:total]
    assert "1RM" not in neural
    assert "m/s" not in neural
    assert "origin not identifiable from the bar" in text[total:]
    assert "interpolated twitch" in text[total:]


def test_each_measured_marker_has_interval_people_paper_and_claim(talking: TestClient, filled: House) -> None:
    text = talking.get(f"/athletes/{number_of(filled.store, 'Usual')}").text

    assert "Voluntary activation: 91 %, interval 87 to 94" in text
    assert "Quinlan 2018" in text
    assert 'href="/evidence#S6"' in text
    assert "2 of 18 units" in text


def test_a_rise_without_the_stimulated_one_is_an_empty_marker(talking: TestClient, filled: House) -> None:
    text = talking.get(f"/athletes/{number_of(filled.store, 'Usual')}").text

    rise = text[text.index("Rise, by will over evoked") :][:900]
    assert "not measured" in rise
    assert "stimuli at rest" in rise


def test_the_verdict_stands_in_the_own_band(talking: TestClient, filled: House) -> None:
    text = talking.get(f"/athletes/{number_of(filled.store, 'Slow')}").text

    assert "Slower than usual" in text
    assert "beyond the own day-to-day band" in text
    assert "about 1 day in 20" in text


def test_the_history_fills_its_place(talking: TestClient, filled: House) -> None:
    number = number_of(filled.store, "Usual")

    text = talking.get(f"/athletes/{number}/history", params={"lift": "back_squat"}).text

    assert "Estimated 1RM over" in text
    assert "Activation was 91 %" in text
    assert "Origin not identifiable from the bar" in text


def test_loads_are_in_the_unit_that_the_person_likes(filled: House) -> None:
    number = number_of(filled.store, "Usual")
    with client(filled, headers={"Accept": "text/html"}, cookies={"nd_unit": "lb"}) as talking:
        text = talking.get(f"/athletes/{number}").text

    assert "Speed at 264.6 lb" in text
    assert "load, lb" in text


@pytest.mark.parametrize("path", ["/athletes/999", "/athletes/999/history?lift=back_squat", f"/athletes/{2**70}"])
def test_nobody_of_that_number_is_not_found(talking: TestClient, path: str) -> None:
    assert talking.get(path).status_code == 404


def test_a_lift_that_was_never_done_is_not_found(talking: TestClient, filled: House) -> None:
    assert talking.get(f"/athletes/{number_of(filled.store, 'Usual')}?lift=deadlift").status_code == 404


def test_what_was_kept_is_made_again_once_the_athlete_changes(tmp_path: Path) -> None:
    with house(tmp_path) as made, client(made, headers={"Accept": "text/html"}) as talking:
        for each in days("Ada", 12):
            made.store.add_session(each, measure.all_of)
        before = talking.get("/athletes/1").text
        assert talking.get("/athletes/1").text == before
        for each in days("Ada", 1, today=-0.2, last=TODAY.replace(day=25)):
            made.store.add_session(each, measure.all_of)
        after = talking.get("/athletes/1").text

    assert "Slower than usual" not in before
    assert "Slower than usual" in after


def test_script_in_a_name_is_only_a_name(tmp_path: Path) -> None:
    evil = '<script>alert("x")</script>'
    with house(tmp_path) as made, client(made, headers={"Accept": "text/html"}) as talking:
        for each in days(evil, 5):
            made.store.add_session(each)
        pages: list[Any] = [talking.get(path).text for path in ("/team", f"/team/list?day={DAY}", "/athletes/1")]

    for text in pages:
        assert "alert(" not in text.replace("&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt;", "")


def test_nobody_is_looked_at_ahead_while_somebody_is_answered(tmp_path: Path) -> None:
    with house(tmp_path) as made, client(made) as talking:
        assert made.callers.is_lull()
        seen: list[bool] = []
        talking.app.add_api_route("/healthy/now", lambda: seen.append(made.callers.is_lull()))
        talking.get("/healthy/now")
        assert seen == [False]
        assert not made.callers.is_lull()
        ends = threading.Event()
        begun = time.monotonic()
        assert not made.callers.wait(ends)
        assert time.monotonic() - begun > 0.5 * comes_first.LULL_S
        made.callers.under_way = 1
        ends.set()
        assert made.callers.wait(ends)


def test_everybody_is_looked_at_before_somebody_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "AFTER_S", 0.0)
    with house(tmp_path) as made:
        made.store.add_session(Session("Ada", (SetEntry("back_squat", 100.0, (Repetition(mean_velocity=0.6),)),)))
        [ada] = made.store.athletes()
        number = made.store.changes().get(ada.id, 0)
        with client(made):
            until = time.monotonic() + 60.0
            while not kept_of(made).holds(("lift", ada.id, "back_squat"), (number, date.today())):
                assert time.monotonic() < until
                time.sleep(0.02)
        assert not [each for each in threading.enumerate() if each.name == "pages ahead"]


def test_sessions_without_a_date_are_told_alike_on_team_plans_and_the_own_page(tmp_path: Path) -> None:
    with house(tmp_path) as made, client(made, headers={"Accept": "text/html"}) as talking:
        made.store.add_session(
            Session("Nameless", [SetEntry("back_squat", 100, [Repetition(mean_velocity=0.5)])]), measure.all_of
        )
        made.store.add_athlete("Fresh")
        team, plans = _list(talking), talking.get("/plans").text
        own = talking.get(f"/athletes/{number_of(made.store, 'Nameless')}").text

    assert team.count("No session has a date") == 1
    assert team.count("No session yet") == 1
    assert "1 session, none with a date" in plans
    assert "No session yet" in plans
    assert "No session has a date." in own


@pytest.mark.parametrize(("years", "is_old"), [(0, False), (3, True)])
def test_a_profile_that_is_old_says_so_on_the_athletes_page_in_the_words_of_the_plan(
    tmp_path: Path, years: int, is_old: bool
) -> None:
    on = datetime.now(UTC).replace(microsecond=0) - timedelta(days=366 * years)
    sets = [
        SetEntry("back_squat", load, [Repetition(mean_velocity=speed)], number=number, rpe=8, started_at=on)
        for number, (load, speed) in enumerate(((80, 0.8), (100, 0.6), (120, 0.4)), 1)
    ]
    with house(tmp_path) as made, client(made, headers={"Accept": "text/html"}) as talking:
        made.store.add_session(Session("Ada", sets, on), measure.all_of)
        own = talking.get(f"/athletes/{number_of(made.store, 'Ada')}").text

    assert "Estimated 1RM, back squat" in own
    told = f"The profile of the back squat is 3 years old ({on:%-d %B %Y}): strength may have changed since"
    assert (told in own) == is_old
    assert ("strength may have changed" in own) == is_old


def test_a_first_day_says_in_words_that_nothing_can_be_compared_yet(tmp_path: Path) -> None:
    with house(tmp_path) as made, client(made, headers={"Accept": "text/html"}) as talking:
        made.store.add_session(days("Ada", 1)[0], measure.all_of)

        page = talking.get(f"/athletes/{number_of(made.store, 'Ada')}").text
        assert "Cannot be told yet" in page
        assert "No earlier day of this lift is there to compare it with; it takes 3." in page
        assert "0 earlier days known, needs 3" in talking.get("/team/list", params={"day": DAY}).text


def test_round_and_square_marks_are_named_in_full_and_explained(talking: TestClient) -> None:
    text = _list(talking)

    assert "Recruit." not in text
    assert "which motor units are switched on" in text
    assert "how fast they discharge" in text
