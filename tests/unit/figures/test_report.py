"""The report as text: complete, escaped, and alone."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from html.parser import HTMLParser

import pytest

import figure_examples as examples
from neuraldrive import glossary
from neuraldrive.errors import BadValue
from neuraldrive.figures import report
from neuraldrive.figures.content import ReportContent, SessionPart, SetPart
from neuraldrive.records import Athlete, Repetition, Session, SetEntry

VOID = {"meta", "link", "br", "rect", "path", "use", "circle"}
HOSTILE = "<script>alert('x')</script>\"&"


class Reader(HTMLParser):
    """Text and tags; fails where tags do not close in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(page)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            assert not name.startswith("on"), f"{tag} {name}"
            assert not (value or "").startswith("javascript:")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def content() -> ReportContent:
    return examples.report_content()


@pytest.fixture(scope="module")
def page(content: ReportContent) -> str:
    return report.render(content)


def test_the_honest_rule_stands_before_every_figure(page: str) -> None:
    text = Reader(page).text
    assert glossary.TEST_THAT_WOULD_TELL in text
    assert text.index(glossary.ORIGIN_NOT_IDENTIFIABLE) < text.index("Estimated 1RM")


def test_the_report_asks_nothing_of_any_network(page: str) -> None:
    tags = Reader(page).tags
    assert not {"script", "img", "iframe", "object", "embed"} & set(tags)
    links = re.findall(r'(?:src|href|action|data)="([^"]*)"|url\(([^)]*)\)|@import', page)
    assert all((link or url).startswith(("#", "data:,")) for link, url in links)


def test_every_number_of_the_headline_is_there_in_words(page: str, content: ReportContent) -> None:
    one_rm = content.lifts[0].profile.estimated_one_rm_kg
    low, high = one_rm.interval or (0, 0)
    text = Reader(page).text
    assert f"{low:.0f} to {high:.0f} kg, 95 % interval" in text
    assert f"between {low:.0f} and {high:.0f} kg with a chance of about 19 to 1" in text


def test_every_exclusion_and_doubt_is_named_with_its_reason(page: str, content: ReportContent) -> None:
    text = Reader(page).text
    for part in content.lifts:
        for each in part.profile.exclusions:
            assert each.where in text
            assert each.reason in text
        for point in part.profile.points:
            assert (point.doubt or "") in text


def test_ours_stands_beside_the_claim_of_the_device() -> None:
    recording, repetitions = examples.recorded_set([0.5])
    claimed = replace(repetitions[0], mean_velocity=0.61)
    entry = SetEntry("back_squat", 100.0, [claimed])
    part = SessionPart(Session("A", (entry,), datetime(2026, 3, 1)), [SetPart(entry, recording)])
    page = report.render(ReportContent(Athlete("A"), datetime(2026, 3, 2), "0.1.0", sessions=[part]))
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", page)
    assert {"0.50", "0.61"} <= set(cells)


def test_a_value_that_was_only_logged_is_not_called_ours() -> None:
    entry = SetEntry("back_squat", 100.0, [Repetition(mean_velocity=0.61)])
    part = SessionPart(Session("A", (entry,), None), [SetPart(entry)])
    page = report.render(ReportContent(Athlete("A"), datetime(2026, 3, 2), "0.1.0", sessions=[part]))
    row = re.search(r"<td>1</td>\s*<td class=\"r\">([^<]*)</td><td class=\"r t2\">([^<]*)</td>", page)
    assert row
    assert row.groups() == ("–", "0.61")


def test_names_and_reasons_from_outside_are_only_text() -> None:
    entry = SetEntry(
        HOSTILE, 100.0, [Repetition(1, mean_velocity=0.5), Repetition(2, mean_velocity=0.5, excluded=HOSTILE)],
        note=HOSTILE, flags=(HOSTILE,), device=HOSTILE,
    )  # fmt: skip
    part = SessionPart(Session(HOSTILE, (entry,), None, HOSTILE, HOSTILE), [SetPart(entry)])
    content = ReportContent(
        Athlete(HOSTILE), datetime(2026, 3, 2), HOSTILE, sessions=[part], real=[HOSTILE], simulated=[HOSTILE]
    )
    page = report.render(content)
    assert "<script" not in page
    assert HOSTILE in Reader(page).text


def test_an_athlete_without_any_data_gets_a_page_that_says_what_is_needed() -> None:
    page = report.render(ReportContent(Athlete("A"), datetime(2026, 3, 2), "0.1.0"))
    text = Reader(page).text
    assert "No profile yet" in text
    assert "Nothing was left out." in text


def test_loads_may_be_in_pounds_throughout(content: ReportContent) -> None:
    text = Reader(report.render(replace(content, load_unit="lb"))).text
    assert not re.search(r"\d kg × \d", text)
    assert re.search(r"\d lb × \d", text)
    with pytest.raises(BadValue):
        replace(content, load_unit="stone")


def test_sessions_not_printed_in_full_are_listed(page: str, content: ReportContent) -> None:
    text = Reader(page).text
    assert text.count("Session, ") == report.IN_FULL
    assert "Earlier sessions" in text
    assert "2 March 2026" in text[text.index("Earlier sessions") :]


def test_the_same_content_gives_the_same_page(page: str, content: ReportContent) -> None:
    assert report.render(content) == page


def test_a_season_of_sessions_stays_below_three_megabytes() -> None:
    content = examples.report_content(sessions=25, lifts=1)
    assert sum(len(each.entry.repetitions) for part in content.sessions for each in part.sets) >= 700
    assert len(report.render(content).encode()) < 3_000_000
