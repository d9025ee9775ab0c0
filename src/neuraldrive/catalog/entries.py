"""What all entries share: TOML → checked numbers and texts, and the errors for what does not hold."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from neuraldrive.errors import CatalogError
from neuraldrive.sources import Sourced


class Numbered:
    """An entry of numbers: `entry[name]` is the value of one, in its unit.

    >>> from neuraldrive import catalog
    >>> catalog.lift("back_squat")["slope"] > 0, catalog.scatter("mean_velocity").sources
    (True, ('neuraldrive', 'neuraldrive_fit_2026'))
    """

    numbers: Mapping[str, Sourced]

    def __getitem__(self, name: str) -> float:
        return self.numbers[name].value

    @property
    def sources(self) -> tuple[str, ...]:
        """Keys of the papers that its numbers rest on, each once, by name."""
        return tuple(sorted({number.source for number in self.numbers.values()}))


def tables(folder: str) -> dict[str, Mapping[str, Any]]:
    """Every TOML file of a catalogue folder, by its stem."""
    entries: Traversable = resources.files("neuraldrive.catalog").joinpath(folder)
    found: dict[str, Mapping[str, Any]] = {}
    for file in sorted(entries.iterdir(), key=lambda each: each.name):
        if file.name.endswith(".toml"):
            found[file.name.removesuffix(".toml")] = tomllib.loads(file.read_text(encoding="utf-8"))
    return found


def numbers_in(table: Mapping[str, Any], where: str, besides: Collection[str] = ()) -> dict[str, Sourced]:
    """The numbers of a TOML table by name: every table in it but those named `besides`.

    Raises:
        CatalogError: one is incomplete or outside its range; it is named after `where`.
    """
    return {
        key: Sourced.from_table(each, f"{where}.{key}")
        for key, each in table.items()
        if isinstance(each, dict) and key not in besides
    }


def texts_in(table: Mapping[str, Any], kinds: Mapping[str, type]) -> tuple[dict[str, Any], list[str]]:
    """The texts, lists and switches of a TOML table, and which keys of them are missing, of another kind or unknown."""
    texts = {key: each for key, each in table.items() if not isinstance(each, dict)}
    wrong = [key for key, kind in kinds.items() if not isinstance(texts.get(key), kind)]
    return texts, wrong + sorted(texts.keys() - kinds)


def slug(text: str) -> str:
    """A spelling without case, blanks and signs."""
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")


def unknown(kind: str, name: str, known: Mapping[str, Any]) -> CatalogError:
    """The error for a name that the catalogue lacks, the nearest names first."""
    nearest = get_close_matches(slug(name), known, n=3, cutoff=0.5)
    others = [each for each in sorted(known) if each not in nearest]
    meant = f"Did you mean {nearest[0]}?" if nearest else f"Check the spelling, or add a {kind}."
    return CatalogError(kind, found=repr(name), needed=f"one of {', '.join([*nearest, *others])}", remedy=meant)


def broken(what: str, found: str, needed: str) -> CatalogError:
    """The error for an entry that does not hold."""
    return CatalogError(what, found=found, needed=needed, remedy="Correct the entry.")


def wrong_keys(kind: str, wrong: Iterable[str], needed: Iterable[str]) -> CatalogError:
    """The error for a table whose keys are not those of an entry."""
    return broken(f"{kind}: keys", f"{', '.join(wrong)} missing, unknown or wrong", ", ".join(needed))
