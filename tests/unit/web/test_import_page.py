"""Where the import page is found, and whose files it expects."""

from __future__ import annotations

from pathlib import Path

from desk_team import days, number_of
from neuraldrive import measure
from web_house import client, house

HTML = {"accept": "text/html"}
LINK = '<a class="import" href="/import"'


def test_every_page_of_a_coach_leads_to_the_import(tmp_path: Path) -> None:
    with house(tmp_path) as made, client(made, headers=HTML) as talking:
        for path in ("/team", "/plans", "/evidence", "/rack"):
            assert LINK in talking.get(path).text, path


def test_an_athlete_of_whom_little_is_known_leads_to_the_import_for_them(tmp_path: Path) -> None:
    with house(tmp_path) as made, client(made, headers=HTML) as talking:
        nothing = made.store.add_athlete("Nobody's")
        for each in days("Few", 2):
            made.store.add_session(each, measure.all_of)
        few = number_of(made.store, "Few")
        assert f'href="/import?athlete={nothing}">Import files' in talking.get(f"/athletes/{nothing}").text
        assert f'href="/import?athlete={few}">Import earlier days' in talking.get(f"/athletes/{few}").text


def test_a_file_that_names_nobody_is_offered_to_the_athlete_one_came_from(tmp_path: Path) -> None:
    with house(tmp_path) as made, client(made, headers=HTML) as talking:
        number = made.store.add_athlete('Ada "A" <b>')
        text = talking.get(f"/import?athlete={number}").text
        assert 'data-athlete="Ada &#34;A&#34; &lt;b&gt;"' in text
        assert 'data-athlete=""' in talking.get("/import").text
        assert talking.get(f"/import?athlete={number + 7}").status_code == 404
