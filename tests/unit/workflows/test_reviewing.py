"""A set that was counted by hand, looked at again: what is known is told, and no rule judges what it cannot see."""

from __future__ import annotations

from pathlib import Path

import pytest

from neuraldrive.workflows import reviewing
from terminal import Terminal


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path / "data")


def test_a_set_counted_by_hand_is_told_with_its_count_and_judged_by_no_rule(terminal: Terminal) -> None:
    terminal.asks("log", "Ada", "back_squat", "142.5kg", "3", "--rpe", "8.5")
    [found] = terminal.asks("review", "1")
    assert found["done"] == "Done: 3 repetitions, counted by hand, no speed, rated RPE 8.5."
    assert set(found["others"].values()) == {reviewing.NO_VERDICT}
    assert found["has_speed"] is False
    printed = " ".join(terminal.says("review", "1").stdout.split())
    assert "loss 10%: no verdict: it needs the speed of the repetitions" in printed
    assert "Speeds come from a sensor (neuraldrive live) or from its file (neuraldrive import)." in printed
    assert "would not have stopped it" not in printed
    assert "rests on" not in printed


def test_a_set_logged_with_its_speeds_is_judged_as_before(terminal: Terminal) -> None:
    terminal.asks("log", "Ada", "back_squat", "100kg", "2", "--velocity", "0.50,0.30")
    [found] = terminal.asks("review", "1")
    assert found["done"].startswith("Done: 2 repetitions")
    assert all(each.startswith("would ") for each in found["others"].values())
    assert found["has_speed"] is True
    assert "Speeds come from" not in terminal.says("review", "1").stdout


def test_one_earlier_day_is_one_day(terminal: Terminal) -> None:
    for on in ("2026-11-02", "2026-11-05"):
        terminal.asks("log", "Ada", "back_squat", "100kg", "2", "--velocity", "0.50,0.48", "--date", f"{on}T10:00")
    [told] = terminal.asks("today", "Ada", "--date", "2026-11-05")
    assert told["why"].startswith("1 earlier day; ")
