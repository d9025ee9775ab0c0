"""What is told in the words of the command line, told in those of the pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator

_RUNS = "Ask who runs the server"
WORDS: tuple[tuple[str, str], ...] = (
    (r"Say it: --lift \w+\.", "Say which lift it is."),
    (r"Say it: --athlete NAME\.", "Say whose it is."),
    (r"no --athlete\b", "no athlete named for it"),
    (r"; rename with: neuraldrive edit athlete NAME --name NEW\.", "; names are corrected on the athlete's page."),
    (r"neuraldrive edit set corrects it", "it is corrected on the set's page"),
    (r"Check the name with: neuraldrive athletes\.?", "See on the team's page who is there."),
    (r"Give them in order: --velocity ([\d.,]+)\.", r"Give them in order: \1."),
    (r", or rate a hard set: --rpe 8\.", ", or rate a hard set."),
    (r"--new makes a new athlete\.", "If it is somebody new, say so: new."),
    (r"--new keeps the names as they stand\.", "If the names are right as they stand, say so: new."),
    (r"`neuraldrive edit set NUMBER --lift \w+` mends it\.", "It is corrected on the set's page."),
    (r"--new keeps it under its own name\.", "If it is another lift, say so: new."),
    (r"Give the load: --load 100kg\.", "Say which load was on the bar."),
    (r"Turn its sign \(--turn-sign\)\.", "Turn its sign in the file."),
    (r"Give it as resting \(--resting FILE\)\.", "Bring in the one at rest with it."),
    (r"Set it with: neuraldrive settings --keep-unit kg", f"{_RUNS} to choose kg or lb."),
    (r"Say --title\.", "Say which by its title."),
    (r", or say --title\.", ", or give it one when it is kept."),
    (r"neuraldrive plan list( shows them)?\.", "The athlete's plans stand under Plans."),
    (r"neuraldrive plan new .*neuraldrive plan keep\.", "Begin one on the athlete's plan page."),
    (r"neuraldrive plan gym lists them\.", f"{_RUNS} what is noted of the gym."),
    (r" \(neuraldrive plan test\)", ""),
    (r" \(--training trained\)", ""),
    (r"(, or begin with a testing session): neuraldrive plan test \"[^\"]*\"", r"\1"),
    (r"--weeks (\d+), or leave it out\.", r"Choose \1 weeks, or leave the weeks out."),
    (r"neuraldrive sessions\.", "Sessions stand on the athlete's page."),
    (r"A log goes into the store: neuraldrive import FILE\.", "A log goes in under Import."),
    (r"`neuraldrive evidence` lists them\.", "They stand under Evidence."),
    (r" `neuraldrive plan exercises` lists them\.", ""),
    (r"the next neuraldrive live closes it", "it is closed when the rack is opened again"),
    (r"For example: neuraldrive compare (.*)", r"For example: \1"),
    (r"Give --load once for all, once for each method, or not at all\.", "Give one load, one for each, or none."),
    (r", as --lift says", ", the lift that was chosen"),
    (r"Leave the lift out: --sets (.*)", r"Leave the lift out: \1"),
    (r"Check the path and its permissions, or name .*--data-dir\.", f"{_RUNS} to look at where it keeps its data."),
    (r"See neuraldrive doctor\.|Check the store with neuraldrive doctor, or .*", f"{_RUNS} to look at the store."),
    (r"Update neuraldrive to read it\.|A newer neuraldrive made this store: .*", f"{_RUNS} to update it."),
    (r"Say which (column )?it is: force_column\.", "Name one of them alone as force in the header."),
    (r"; or give force_column and rate_hz\.|, or give rate_hz in its place\.", "."),
    (r"If it calibrates a load cell, give it as calibration when .*", "What calibrates a load cell holds no lifts."),
    (r"Give the calibration of the load cell when reading the file\.", "Name the unit in the header, as Force (N)."),
)  # fmt: skip
"""What stands there for those at a terminal or in Python, and what a page says in its place."""
_WORDS = tuple((re.compile(pattern, re.DOTALL), words) for pattern, words in WORDS)
_PARTS = ("needed", "remedy")


def plainly(text: str) -> str:
    """A text for somebody at a page, where no option can be given.

    >>> plainly("Say it: --lift back_squat.")
    'Say which lift it is.'
    >>> plainly("Import it as it is; rename with: neuraldrive edit athlete NAME --name NEW.")
    "Import it as it is; names are corrected on the athlete's page."
    >>> plainly("Copy or export it again.")
    'Copy or export it again.'
    """
    if "neuraldrive" in text or "--" in text or "_" in text or "calibrat" in text:
        for pattern, words in _WORDS:
            text = pattern.sub(words, text)
    return text


def told_plainly(error: Mapping[str, str]) -> dict[str, str]:
    """What an error needs and its remedy so; where it is and what was found stay as they are."""
    return {name: plainly(text) if name in _PARTS else text for name, text in error.items()}


Plain = Annotated[str, AfterValidator(plainly)]
"""What workflows say, in an answer, in the words of the pages."""
