"""What stands on pages where something is one, wrong, or not there; numbers of rules in words; loads in pounds."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk_team import TODAY, days, number_of
from neuraldrive import catalog, measure, readers
from neuraldrive.errors import UnreadableFile
from neuraldrive.web.rule_words import rule_number
from neuraldrive.web.words import number, signed
from neuraldrive.workflows import import_worker
from web_house import client, house

HTML, DAY = {"accept": "text/html"}, TODAY.date().isoformat()


def test_every_number_of_every_rule_has_words() -> None:
    every = [(rule.name, name) for rule in catalog.rules().values() for name in rule.numbers]
    words = {each: rule_number(each[1]) for each in every}
    assert len(every) > 60
    for (_, name), said in words.items():
        assert "_" not in said
        assert " s low" not in said
        assert said != name.replace("_", " ") or name in ("ballistic",)
    for rule in catalog.rules().values():
        assert len({rule_number(name) for name in rule.numbers}) == len(rule.numbers)


def test_an_address_that_is_not_there_is_told_in_a_sentence(tmp_path: Path) -> None:
    with house(tmp_path) as made, client(made, headers=HTML) as talking:
        text = talking.get("/nowhere").text
        assert "Found nothing at this address; needed an address that is there." in text
        assert "Not Found" not in text
        unknown = talking.get("/athletes/77").text
        assert "See on the team\u2019s page who is there." in unknown.replace("&#39;", "\u2019")


def test_a_quote_that_is_never_closed_is_named(tmp_path: Path) -> None:
    path = tmp_path / "broken.csv"
    path.write_text('"' + "a," * 100_000)
    with pytest.raises(UnreadableFile, match="131,072 characters") as caught:
        readers.read(path, athlete="Ada", lift="squat")
    assert "quote" in caught.value.remedy


def test_whatever_a_library_says_of_a_file_is_passed_on_without_our_paths(tmp_path: Path) -> None:
    path = tmp_path / "0.part"
    said = import_worker._in_words(ValueError(f"{path} has no rows"), path, "squat.csv")
    assert said == "squat.csv has no rows (value error)"
    assert import_worker._in_words(KeyError(), path, "squat.csv") == "key error"


def test_the_verdict_of_a_day_tells_loads_in_the_unit_that_is_liked(tmp_path: Path) -> None:
    with house(tmp_path) as made, client(made, headers=HTML) as talking:
        for each in days("Slow", today=-0.15):
            made.store.add_session(each, measure.all_of)
        number = number_of(made.store, "Slow")
        assert "than your line at 70 and 90 kg" in talking.get(f"/athletes/{number}").text
        talking.cookies.set("nd_unit", "lb")
        text = talking.get(f"/athletes/{number}").text
        assert "than your line at 154.3 and 198.4 lb" in text
        assert "than your line at 70" not in text
        assert "than your line at 154.3 and 198.4 lb" in talking.get("/team/list", params={"day": DAY}).text


def test_the_sentence_above_the_team_counts_as_the_tiles_do(tmp_path: Path) -> None:
    with house(tmp_path) as made, client(made, headers=HTML) as talking:
        for each in (*days("Slow", today=-0.15), *days("Drift", fall=0.007, seed=2), *days("Usual")):
            made.store.add_session(each, measure.all_of)
        talking.get("/team/list", params={"day": DAY})
        text = talking.get("/team", params={"day": DAY}).text
        assert "1 changed, 1 drifting;" in text
        assert '<div class="big">1</div><div class="sm t2">slower or faster than usual, 1 drifting</div>' in text


def test_what_is_rounded_to_nothing_has_no_sign() -> None:
    assert (number(-0.001), number(-0.01), signed(-0.001), signed(-0.01)) == (
        "0.00",
        "\u22120.01",
        "0.00",
        "\u22120.01",
    )


def test_a_claims_verdict_keeps_the_capitals_of_a_name(tmp_path: Path) -> None:
    with house(tmp_path) as made, client(made, headers=HTML) as talking:
        text = talking.get("/evidence").text
        assert "(for the 1RM)" in text
        assert "1rm)" not in text
