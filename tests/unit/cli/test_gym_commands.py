"""What there is to lift, noted once and used in every day's work."""

from __future__ import annotations

from pathlib import Path

import pytest

from terminal import Terminal

PLAN = "mon: back squat 3x2 @ 141.3kg + 20kg bands, rest 4min"


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    made = Terminal(tmp_path / "data")
    (tmp_path / "plan.txt").write_text(f"starts 2026-12-07\n{PLAN}\n")
    made.asks("plan", "keep", "Ada", str(tmp_path / "plan.txt"))
    return made


def first_set(terminal: Terminal) -> dict:
    [sheet] = terminal.asks("plan", "today", "Ada", "--date", "2026-12-07")["sheets"]
    return sheet["lines"][0]["sets"][0]


def test_loads_are_those_that_the_gyms_plates_give(terminal: Terminal) -> None:
    assert first_set(terminal)["load_kg"] == 142.5
    terminal.asks("plan", "gym", "plates", "20x3", "10", "0.5")
    assert first_set(terminal)["load_kg"] == 141
    assert first_set(terminal)["per_side"] == [20, 20, 20, 0.5]


def test_a_bar_that_was_weighed_counts(terminal: Terminal) -> None:
    terminal.asks("plan", "gym", "bars", "bar=17.5")
    assert first_set(terminal)["bar_kg"] == 17.5


def test_an_athletes_own_plates_stand_before_the_gyms(terminal: Terminal) -> None:
    terminal.asks("plan", "gym", "plates", "20x3", "10", "0.5")
    terminal.asks("plan", "gym", "plates", "25x2", "10", "5", "--athlete", "Ada")
    assert first_set(terminal)["load_kg"] == 140


def test_a_calibrated_band_tells_the_load_on_the_way(terminal: Terminal) -> None:
    assumed = first_set(terminal)
    terminal.asks("plan", "gym", "band", "red", "3@1.15", "6@1.4", "9@1.75", "--bottom", "1.1", "--athlete", "Ada")
    own = first_set(terminal)
    assert any("No band was calibrated" in each for each in assumed["doubts"])
    assert not any("No band was calibrated" in each for each in own["doubts"])
    way = own["on_the_way"]
    assert own["load_kg"] < way["bottom_kg"] + 1 < way["middle_kg"] < way["top_kg"]


def test_what_is_noted_is_listed_and_forgotten(terminal: Terminal) -> None:
    terminal.asks("plan", "gym", "chain", "heavy", "--mass", "8", "--length", "1.2", "--hangs", "0.2")
    [row] = terminal.asks("plan", "gym", "list")
    assert (row["kind"], row["name"], row["mass_kg"]) == ("chain", "heavy", 8)
    terminal.asks("plan", "gym", "forget", "chain", "heavy")
    assert terminal.asks("plan", "gym", "list") == []
    assert terminal.says("plan", "gym", "forget", "chain", "heavy").exit_code == 6


@pytest.mark.parametrize("words", [
    ("plates", "banana"), ("plates", "20x0"), ("plates", "20x500"), ("bars", "bar=200"), ("bars", "broom=3"),
    ("band", "red", "10@1.2", "5@1.5", "--bottom", "1.1"), ("band", "red", "10kg", "--bottom", "1"),
    ("chain", "c", "--mass", "-4", "--length", "1"),
])  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_noted(terminal: Terminal, words: tuple[str, ...]) -> None:
    assert terminal.says("plan", "gym", *words).exit_code in (2, 3)
    assert terminal.asks("plan", "gym", "list") == []
