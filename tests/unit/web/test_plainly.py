"""Nobody at a page is told to give an option of the command line."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import neuraldrive
from neuraldrive.cli.commands import main
from neuraldrive.web.plainly import plainly, told_plainly
from web_house import client, house

ROOT = Path(neuraldrive.__file__).parent
AT_A_TERMINAL = ("cli", "evidence", "catalog/stop_entry.py", "web/serving.py")
"""Rooms whose words are only read there."""
SERVES = ("serve", "demo")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
COMMAND = re.compile(rf"\bneuraldrive (?:{'|'.join(sorted(set(main.commands) - set(SERVES)))})\b")


def _words(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(each.value if isinstance(each, ast.Constant) else "3" for each in node.values)
    if isinstance(node, ast.IfExp):
        return f"{_words(node.body)} {_words(node.orelse)}"
    if isinstance(node, ast.BinOp):
        return f"{_words(node.left)}{_words(node.right)}"
    return ""


def _texts() -> Iterator[tuple[str, str]]:
    """Every text that an error may carry, and every other that speaks of options; docstrings are for programmers."""
    for path in sorted(ROOT.rglob("*.py")):
        place = path.relative_to(ROOT).as_posix()
        if place.startswith(AT_A_TERMINAL) or place == "web/plainly.py":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                for each in node.keywords:
                    if each.arg in ("needed", "remedy"):
                        yield place, _words(each.value)
            elif isinstance(node, ast.Assign | ast.Yield | ast.Return) and node.value is not None:
                yield place, _words(node.value)


def test_no_error_tells_somebody_at_a_page_to_give_an_option_or_a_command() -> None:
    told = [(place, plainly(text)) for place, text in _texts()]
    assert len(told) > 1000
    left = [
        (place, text) for place, text in told
        if OPTION.search(text) or COMMAND.search(text)
    ]  # fmt: skip
    assert left == []


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("Check the name with: neuraldrive athletes", "See on the team's page who is there."),
        ('neuraldrive plan new "Ada" --goal "maximal strength", or keep your own: neuraldrive plan keep.',
         "Begin one on the athlete's plan page."),
        ("--weeks 6, or leave it out.", "Choose 6 weeks, or leave the weeks out."),
        (" (did you mean squat? neuraldrive edit set corrects it)", " (did you mean squat? it is corrected on the set's page)"),
    ],
)  # fmt: skip
def test_the_remedy_stays_one_in_the_words_of_the_pages(said: str, plain: str) -> None:
    assert plainly(said) == plain


def test_what_somebody_wrote_and_where_it_stands_is_not_touched() -> None:
    error = {"where": "run --lift 1.csv", "found": "'a --- b'", "remedy": "Say it: --lift back_squat."}
    assert told_plainly(error) == error | {"remedy": "Say which lift it is."}


def test_a_page_and_a_file_that_are_refused_say_what_to_do_there(tmp_path: Path) -> None:
    with house(tmp_path) as made, client(made) as talking:
        talking.headers["x-csrf"] = talking.get("/api/v1/me").json()["csrf"]
        page = talking.get("/athletes/7", headers={"accept": "text/html"}).text
        assert "See on the team&#39;s page who is there." in page
        file = {"file": ("log.csv", "exercise,weight (kg),velocity (m/s)\nsquat,100,0.5\nsquat,100,0.48\n")}
        (answer,) = talking.post("/api/v1/imports", files=file).json()
        assert answer["error"]["remedy"] == "Say whose it is."
