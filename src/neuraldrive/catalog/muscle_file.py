"""TOML → Muscle: the catalogue's own files, and one's own."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from neuraldrive.catalog.entries import numbers_in, slug, tables, unknown
from neuraldrive.catalog.muscle_entry import Muscle, own_number
from neuraldrive.catalog.muscle_limits import EMG_PREFIX, LIMITS
from neuraldrive.errors import CatalogError
from neuraldrive.sources import Sourced

_TEXTS = {"label": str, "aliases": list, "rate_coding": str, "provisional": bool}
_LARGEST_BYTES = 1_000_000


@cache
def muscles() -> Mapping[str, Muscle]:
    """All muscles by name."""
    return {name: load_muscle(name, table) for name, table in tables("muscles").items()}


def muscle(name: str | Path, *, units: int | None = None) -> Muscle:
    """The muscle of that name, or one's own from a TOML file.

    Args:
        name: a name or an alias of the catalogue; a path that ends in `.toml` is one's own muscle.
        units: another number of motor units; nothing else changes.

    Raises:
        CatalogError: no such muscle, or a file or number of units that cannot be.

    >>> muscle("VL").label, muscle("vastus_lateralis", units=120)["units"]
    ('Vastus lateralis', 120.0)
    """
    if isinstance(name, Path) or str(name).lower().endswith(".toml"):
        found = read_muscle(Path(name), muscles())
    else:
        found = _named(str(name))
    return found if units is None else found.with_number("units", units, "asked for in the call")


def _named(name: str) -> Muscle:
    if name in muscles():
        return muscles()[name]
    wanted = slug(name)
    for each in muscles().values():
        if wanted in {slug(spelling) for spelling in (each.name, each.label, *each.aliases)}:
            return each
    raise unknown("muscle", name, muscles())


def load_muscle(name: str, table: Mapping[str, Any]) -> Muscle:
    """A Muscle of the catalogue from its TOML table: complete, each number with its source."""
    numbers = numbers_in(table, name)
    return Muscle(name, table["label"], tuple(table["aliases"]), table["rate_coding"], table["provisional"], numbers)


def read_muscle(path: Path, known: Mapping[str, Muscle]) -> Muscle:
    """One's own muscle from a TOML file: complete, or `like = "…"` and what differs from that muscle.

    A number is a table as in the catalogue, or bare (`units = 120`); a bare one counts as assumed.

    Raises:
        CatalogError: the file cannot be read, is no TOML, or holds a muscle that cannot be; it names file and key.
    """
    try:
        return _own_muscle(path.stem, _parsed(path), known)
    except CatalogError as error:
        inner = f", {error.where}" if error.where else ""
        error.where = f"{path}{inner}"
        raise


def _parsed(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise _broken(f"more than {_LARGEST_BYTES} bytes", "a muscle's TOML file")
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise _broken("no such file", "a muscle's TOML file", "Check the path.") from None
    except OSError as cause:
        raise _broken(cause.strerror or str(cause), "a file that can be read", "Check its permissions.") from cause
    except (ValueError, RecursionError) as cause:  # not UTF-8, not TOML, or nested without end
        raise _broken(f"no TOML ({cause})", "TOML as in the catalogue's files", "Correct that place.") from cause


def _own_muscle(name: str, table: dict[str, Any], known: Mapping[str, Muscle]) -> Muscle:
    texts = {key: _text(key, table[key]) for key in _TEXTS if key in table}
    base = _like(table.get("like"), known)
    numbers = dict(base.numbers) if base is not None else {}
    for key, each in table.items():
        if key not in _TEXTS and key != "like":
            numbers[key] = _number(name, key, each, numbers.get(key))
    rate_coding = texts.get("rate_coding", base.rate_coding if base is not None else None)
    if rate_coding is None:
        raise _broken("no rate_coding", 'rate_coding = "onion_skin" or "rising", or like = "…"')
    aliases = tuple(texts.get("aliases", ()))
    label = texts.get("label", name.replace("_", " ").capitalize())
    return Muscle(name, label, aliases, rate_coding, texts.get("provisional", True), numbers, base.name if base else "")


def _like(name: object, known: Mapping[str, Muscle]) -> Muscle | None:
    if name is None:
        return None
    if not isinstance(name, str):
        raise _broken(f"like = {name!r}", "the name of a muscle of the catalogue")
    if name not in known:
        raise unknown("muscle", name, known).at("like")
    return known[name]


def _text(key: str, value: object) -> Any:
    right = isinstance(value, _TEXTS[key])
    if not right or (isinstance(value, list) and not all(isinstance(each, str) for each in value)):
        needed = {str: "text", list: "a list of texts", bool: "true or false"}[_TEXTS[key]]
        raise CatalogError(key, found=repr(value)[:80], needed=needed, remedy="Correct the entry.")
    return value


def _number(name: str, key: str, value: object, now: Sourced | None) -> Sourced:
    if key not in LIMITS and not key.startswith(EMG_PREFIX):
        raise unknown("number of a muscle", key, LIMITS)
    if isinstance(value, dict):
        return _with_source(f"{name}.{key}", value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise CatalogError(
            f"{name}.{key}", found=repr(value)[:80], needed="a number, or a table with value and source",
            remedy="Write it as in the catalogue's files.",
        )  # fmt: skip
    if now is None and key not in LIMITS:
        raise CatalogError(
            f"{name}.{key}", found="a bare number", needed="value, unit, source, where, how, range = [low, high]",
            remedy="Complete the entry.",
        )  # fmt: skip
    unit = now.unit if now is not None else LIMITS[key].unit
    return own_number(name, key, value, "in one's own file, without a source", unit, now)


def _with_source(where: str, table: Mapping[str, Any]) -> Sourced:
    for field in ("unit", "source", "where", "how", "note"):
        if not isinstance(table.get(field, ""), str):
            raise CatalogError(
                f"{where}.{field}", found=repr(table[field])[:80], needed="text", remedy="Correct the entry."
            )
    if isinstance(table.get("value"), str | bool):
        raise CatalogError(
            f"{where}.value", found=repr(table["value"])[:80], needed="a number", remedy="Take the quotes away."
        )
    return Sourced.from_table(table, where)


def _broken(found: str, needed: str, remedy: str = "Correct the file.") -> CatalogError:
    return CatalogError("muscle file", found=found, needed=needed, remedy=remedy)
