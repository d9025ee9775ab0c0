"""The pool and the lift against the literature, row by row: runs the literature tests and makes tables of what they say.

    uv run python verification/pool_against_literature.py            # prints the table
    uv run python verification/pool_against_literature.py --write    # and writes it into the docs

Writing renews the tables of docs/explanation/pool-against-the-literature.md and lift-against-the-literature.md, and the
simulated values of what-the-pool-cannot-meet.md; targets and reasons there are written by hand. Ends with 1 where a test
fails.
"""

from __future__ import annotations

import re
import sys
from itertools import groupby
from pathlib import Path

import pytest

from neuraldrive import sources

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs" / "explanation"
POOL, LIFT = DOCS / "pool-against-the-literature.md", DOCS / "lift-against-the-literature.md"
SHORTFALLS = DOCS / "what-the-pool-cannot-meet.md"
BEGIN, END = "<!-- rows: written by verification/pool_against_literature.py -->", "<!-- end of rows -->"
SECTIONS = {
    "A": "Recruitment, structure, twitches", "B": "Rates, force against rate, doublets", "C": "Rapid contractions",
    "D": "Voluntary activation", "E": "Training", "F": "Fatigue", "G": "Lifts", "H": "Surface EMG",
}  # fmt: skip
SETS = ("F8", "F10", "F12")
"""Rows of the fatigue that sets of lifts leave: they stand with the lifts."""
Row = dict[str, str]


class Collector:
    """A pytest plugin that keeps what each test says of a row."""

    def __init__(self) -> None:
        self.rows: list[Row] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call":
            self.rows += [value for name, value in report.user_properties if name == "row of the evidence"]


def place(row: Row) -> tuple[str, int, str]:
    """B9 before B9b before B10."""
    found = re.fullmatch(r"([A-Z])(\d+)(\w*)", row["row"])
    assert found is not None, row
    return found[1], int(found[2]), found[3]


def paper(key: str) -> str:
    fields = sources.source(key).fields
    names = [name.split(",")[0] for name in fields["author"].split(" and ")]
    who = names[0] if len(names) == 1 else " and ".join(names) if len(names) == 2 else f"{names[0]} et al."
    return f"{who} {fields['year']}"


def lines(rows: list[Row]) -> list[str]:
    """The table in Markdown, a heading for each letter."""
    made: list[str] = []
    for letter, each in groupby(sorted(rows, key=place), key=lambda row: row["row"][0]):
        made += [
            f"\n## {SECTIONS[letter]}\n",
            "| row | paper | quantity | target | simulated | verdict |",
            "|---|---|---|---|---|---|",
        ]
        made += [
            f"| {row['row']} | {paper(row['paper'])} | {row['quantity']} | {row['target']} | {row['simulated']} | {row['verdict']} |"
            for row in each
        ]
    counts = {
        verdict: sum(row["verdict"] == verdict for row in rows)
        for verdict in ("met", "missed", "for information", "FAILED")
    }
    told = ", ".join(f"{count} {verdict}" for verdict, count in counts.items() if count)
    return [f"{len(rows)} quantities: {told}.", *made]


def write(rows: list[Row]) -> None:
    of_lifts = [row for row in rows if row["row"].startswith("G") or row["row"] in SETS]
    for page, own in ((POOL, [row for row in rows if row not in of_lifts]), (LIFT, of_lifts)):
        head, rest = page.read_text().split(BEGIN)
        page.write_text(head + BEGIN + "\n\n" + "\n".join(lines(own)) + "\n\n" + END + rest.split(END)[1])
    simulated = {(row["row"], row["quantity"]): row["simulated"] for row in rows if row["verdict"] == "missed"}
    SHORTFALLS.write_text("\n".join(renewed(line, simulated) for line in SHORTFALLS.read_text().split("\n")))


def renewed(line: str, simulated: dict[tuple[str, str], str]) -> str:
    """The line of a shortfall with its simulated value of today; any other line as it is."""
    cells = [cell.strip() for cell in line.split("|")[1:-1]]
    if len(cells) != 5 or (cells[0], cells[1]) not in simulated:
        return line
    cells[3] = simulated[cells[0], cells[1]]
    return f"| {' | '.join(cells)} |"


def stale(rows: list[Row]) -> list[str]:
    """Lines of the page of shortfalls that no test holds any more."""
    cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in SHORTFALLS.read_text().split("\n")]
    listed = {(each[0], each[1]) for each in cells if len(each) == 5 and re.fullmatch(r"[A-Z]\d+\w*", each[0])}
    return sorted(" ".join(each) for each in listed - {(row["row"], row["quantity"]) for row in rows})


def main() -> None:
    collector = Collector()
    ended = pytest.main(
        ["-q", "--no-header", "-p", "no:cacheprovider", str(ROOT / "tests" / "literature")], plugins=[collector]
    )
    print("\n".join(lines(collector.rows)))
    if "--write" in sys.argv[1:]:
        write(collector.rows)
    for line in stale(collector.rows):
        print(f"no test for {line}")
    raise SystemExit(int(ended != 0 or bool(stale(collector.rows))))


if __name__ == "__main__":
    main()
