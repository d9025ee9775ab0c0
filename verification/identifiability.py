"""Which test tells recruitment speed, ceiling, muscle force and shortening velocity apart, and which cannot.

    uv run python verification/identifiability.py            # prints the tables
    uv run python verification/identifiability.py --write    # and writes them into docs/explanation/what-a-bar-can-tell.md

Ends with 1 where a statement of that page, which is written by hand, does not hold.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from neuraldrive import catalog
from neuraldrive.figures.words import number
from neuraldrive.workflows.alike_at_the_bar import Alike, alike_at_the_bar
from neuraldrive.workflows.identifiability import STEP, Identifiability, identifiability, knowledge
from neuraldrive.workflows.lifter_parameters import BAR, CUMULATIVE, ONE_MORE, PARAMETERS, POWER, TESTS, TWITCH
from neuraldrive.workflows.tested_lifter import RELEASED

PAGE = Path(__file__).resolve().parents[1] / "docs" / "explanation" / "what-a-bar-can-tell.md"
BEGIN, END = "<!-- tables: written by verification/identifiability.py -->", "<!-- end of tables -->"
LABELS = [parameter.label for parameter in PARAMETERS.values()]
ENCODER_MPS = 0.026
"""By which repetitions of real sets scatter (1,048 repetitions)."""
Found = Sequence[Identifiability]


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A table in Markdown, and a blank line after it."""
    return [f"| {' | '.join(each)} |" for each in (heads, ["---"] * len(heads), *rows)] + [""]


def lifts(found: Found) -> str:
    return " / ".join(catalog.lift(each.lift).label.lower() for each in found)


def of_each(found: Found, take: Callable[[Identifiability], str]) -> str:
    """One value for each lift, said once where they agree."""
    values = [take(each) for each in found]
    return values[0] if len(set(values)) == 1 else " / ".join(values)


def typical_value(name: str, each: Identifiability) -> str:
    unit, value = TESTS[name].unit, each.typical[name]
    if unit in ("MVF", "ratio"):
        return f"{100 * value:.0f} %"
    return f"{100 * value:.0f} %/s" if unit == "MVF/s" else f"{number(value, 2 if unit == 'm/s' else 0)} {unit}"


def elasticities(found: Found) -> list[str]:
    rows = []
    for name, test in TESTS.items():
        cells = [of_each(found, lambda each: number(each.of(name, key), 2)) for key in PARAMETERS]  # noqa: B023
        label = f"{test.label}, throw / jump" if test.kind == "release" else test.label
        rows.append([label, of_each(found, lambda each: typical_value(name, each)), *cells])  # noqa: B023
    told = (
        f"How many per cent each test changes when a number of the lifter grows by 1 %: {lifts(found)}, one figure where both "
        f"agree. Central differences of {100 * STEP:.0f} %; loads are fixed plates, shares of the typical lifter's 1RM."
    )
    return ["## What each test depends on", "", told, "", *table(["test", "typical", *LABELS], rows)]


def corners(found: Found) -> list[str]:
    """Where a loss and a gain of ceiling do not do the same."""
    names = [name for name in TESTS if any(abs(each.of(name, "ceiling", "below") - each.of(name, "ceiling", "above")) > 0.3 for each in found)]  # fmt: skip
    sides = [("ceiling", "below"), ("strength", "below"), ("ceiling", "above"), ("strength", "above")]
    rows = [
        [TESTS[name].label, *(of_each(found, lambda each: number(each.of(name, *side), 2)) for side in sides)]  # noqa: B023
        for name in names
    ]
    told = (
        f"The typical ceiling lies at a corner: {100 * STEP:.0f} % less leaves out the last units, {100 * STEP:.0f} % more acts on "
        "rates alone, after the first burst. Heavy loads bend for muscle force too, since the 1RM is near. The two sides, where "
        "those of the ceiling differ by more than 0.3 in one of the lifts:"
    )
    heads = ["test", "ceiling lost", "muscle force lost", "ceiling gained", "muscle force gained"]
    return [told, "", *table(heads, rows)]


def left_open(found: Found, sets: dict[str, tuple[str, ...]]) -> list[str]:
    rows = []
    for label, tests in sets.items():
        known = [knowledge(each, tests) for each in found]
        shares = [" / ".join(number(each.of_prior[key], 2) for each in known) for key in PARAMETERS]
        product = " / ".join(f"{100 * each.product_sd:.1f} %" for each in known)
        condition = " / ".join("infinite" if np.isinf(each.condition) else f"{each.condition:.0f}" for each in known)
        rows.append([label, *shares, product, condition])
    return table(["tests", *LABELS, "ceiling × force", "condition"], rows)


def one_more(found: Found) -> list[str]:
    told = (
        f"What is left of the uncertainty of each number after bar data and one test more, 1 for nothing learnt: {lifts(found)}. "
        "Ceiling × force: its standard deviation. Condition: of the tests' elasticities."
    )
    return ["## Which test would tell", "", told, "", *left_open(found, dict(ONE_MORE))]


def together(found: Found) -> list[str]:
    priors = ", ".join(f"{each.label} {100 * each.prior_sd:.0f} %" for each in PARAMETERS.values())
    errors = ", ".join(f"{test.label} {100 * test.cv:g} %" for test in TESTS.values() if test.cv is not None)
    told = (
        f"Each set holds all before it. Assumed spread between lifters: {priors}. Assumed repeatability: {errors}. A wider "
        "spread or a worse test moves every figure."
    )
    return ["## Tests put together", "", told, "", *left_open(found, dict(CUMULATIVE)), *pictures(found)]


def pictures(found: Found) -> list[str]:
    return [
        f"![{catalog.lift(each.lift).label}: elasticities of tests, and what sets of them leave open]"
        f"(../reference/generated/identifiability-{each.lift}.svg)\n"
        for each in found
    ]


def two_lifters(pairs: Sequence[Alike]) -> list[str]:
    names = ["one_rm", *BAR[1:], "velocity_at_one_rm", *POWER, "voluntary_force", "force_50", "evoked_peak", *TWITCH]
    rows = []
    for name in names:
        apart = [number(100 * (pair.lower[name] / pair.full[name] - 1.0), 1) + " %" for pair in pairs]
        rows.append([TESTS[name].label, *apart])
    more = " and ".join(f"{100 * (pair.strength - 1.0):.0f} %" for pair in pairs)
    apart = " and ".join(f"{pair.velocity_apart:.3f} m/s" for pair in pairs)
    told = (
        f"One with a ceiling of 1; one with a ceiling of {1 - pairs[0].deficit:g} and {more} more muscle force "
        f"({' and '.join(catalog.lift(pair.lift).label.lower() for pair in pairs)}), so that both lift the same once. Their mean "
        f"velocities from 30 to 85 % differ by at most {apart}; an encoder's repetitions scatter by {ENCODER_MPS} m/s. How "
        "much the second gives compared with the first:"
    )
    heads = ["test", *(catalog.lift(pair.lift).label for pair in pairs)]
    return ["## Two lifters of one 1RM", "", told, "", *table(heads, rows)]


def broken(found: Found, pairs: Sequence[Alike]) -> list[str]:
    """Statements of the page that do not hold."""
    bench, squat = found
    with_twitch = (*BAR, *TWITCH)
    statements = {
        "the 1RM tells nothing of recruitment": all(abs(each.of("one_rm", "recruitment_time_s")) < 0.01 for each in found),
        "bar data leave the ceiling open": all(knowledge(each, BAR).of_prior["ceiling"] >= 0.85 for each in found),
        "the twitch tells it": all(knowledge(each, with_twitch).of_prior["ceiling"] <= 0.4 for each in found),
        "ceiling and force act alike in the squat": all(
            abs(squat.of(name, "ceiling") - squat.of(name, "strength")) < 0.2 for name in (*BAR, *POWER)
        ),
        "and nearly so in the 1RM of the bench press": abs(bench.of("one_rm", "ceiling") - bench.of("one_rm", "strength")) < 0.2,
        "in the bench press the ceiling moves velocities less than muscle does": all(
            0.0 < bench.of(name, "ceiling") < bench.of(name, "strength") for name in BAR[1:]
        ),
        "no test of the list tells the first rate": all(
            knowledge(each, CUMULATIVE["+ interpolated"]).of_prior["initial_rate_pps"] > 0.8 for each in found
        ),
        "two squatters of one 1RM are alike at every load": pairs[1].velocity_apart < ENCODER_MPS / 2,
    }  # fmt: skip
    return [said for said, holds in statements.items() if not holds]


def main() -> None:
    found = [identifiability(lift) for lift in RELEASED]
    pairs = [alike_at_the_bar(lift) for lift in RELEASED]
    lines = [*two_lifters(pairs), *elasticities(found), *corners(found), *one_more(found), *together(found)]
    text = "\n".join(lines).strip()
    print(text)
    if "--write" in sys.argv[1:]:
        head, rest = PAGE.read_text().split(BEGIN)
        PAGE.write_text(f"{head}{BEGIN}\n\n{text}\n\n{END}{rest.split(END)[1]}")
    wrong = broken(found, pairs)
    for said in wrong:
        print(f"does not hold: {said}")
    raise SystemExit(int(bool(wrong)))


if __name__ == "__main__":
    main()
