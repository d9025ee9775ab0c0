"""TOML → Exercise, and an exercise by any of its names."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from neuraldrive.catalog.entries import broken, numbers_in, slug, wrong_keys
from neuraldrive.catalog.exercise_entry import Exercise
from neuraldrive.catalog.lift_entry import Lift
from neuraldrive.errors import CatalogError

_LISTS = ("aliases", "equipment", "stresses", "methods")
_WORDS = ("label", "kind", "lift", "stand_in")


def load_exercises(
    patterns: Mapping[str, Mapping[str, Any]], lifts: Mapping[str, Lift], methods: Collection[str]
) -> Mapping[str, Exercise]:
    """Every exercise by its name; those that are lifts of the catalogue have its label and aliases too.

    Args:
        patterns: table of exercises by pattern.

    Raises:
        CatalogError: a key is missing or unknown, an entry does not hold, or two share a name.
    """
    rows = [(pattern, name, table) for pattern, group in patterns.items() for name, table in group.items()]
    found: dict[str, Exercise] = {}
    own = {slug(text): name for _, name, table in rows for text in _own_names(name, table, lifts)}
    for pattern, name, table in rows:
        if name in found:
            raise broken("exercise: name", f"{name} twice", "each once")
        of_lift = [alias for alias in _lift_aliases(name, lifts) if own.get(slug(alias), name) == name]
        found[name] = _load(pattern, name, table, (of_lift, lifts, methods))
    return found


def spellings_of(exercises: Mapping[str, Exercise]) -> Mapping[str, str]:
    """The name by each way to write it."""
    return {slug(text): each.name for each in exercises.values() for text in names_of(each)}


def find_exercise(name: str, exercises: Mapping[str, Exercise], spellings: Mapping[str, str]) -> Exercise:
    """The exercise of that name, label or alias, whatever its case, blanks and hyphens, in singular or plural.

    Raises:
        CatalogError: no such exercise; the nearest come first.
    """
    wanted = slug(name)
    for spelling in (wanted, _singular(wanted)):
        if spelling in spellings:
            return exercises[spellings[spelling]]
    near = get_close_matches(wanted, spellings, n=5, cutoff=0.55)
    nearest = [exercises[each].label for each in dict.fromkeys(spellings[each] for each in near)][:3]
    needed = f"an exercise of the catalogue, such as {', '.join(nearest or ['Back squat', 'Bench press', 'Box jump'])}"
    meant = f"Did you mean {nearest[0]}?" if nearest else "`neuraldrive plan exercises` lists them."
    raise CatalogError("exercise", found=repr(name), needed=needed, remedy=meant)


def _singular(word: str) -> str:
    """Without the ending of a plural: squats, presses, carries."""
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def names_of(exercise: Exercise) -> tuple[str, ...]:
    """All that it is called."""
    return (exercise.name, exercise.label, *exercise.aliases)


def _own_names(name: str, table: Mapping[str, Any], lifts: Mapping[str, Lift]) -> Iterator[str]:
    yield name
    yield lifts[name].label if name in lifts else str(table.get("label", name))
    yield from table.get("aliases", ())


def _lift_aliases(name: str, lifts: Mapping[str, Lift]) -> tuple[str, ...]:
    return lifts[name].aliases if name in lifts else ()


def _load(
    pattern: str, name: str, table: Mapping[str, Any], more: tuple[list[str], Mapping[str, Lift], Collection[str]]
) -> Exercise:
    of_lift, lifts, methods = more
    numbers = numbers_in(table, name)
    words = {"label": lifts[name].label if name in lifts else "", "stand_in": "", **table}
    wrong = [key for key in _LISTS if not isinstance(table.get(key), list)]
    wrong += [key for key in _WORDS if not isinstance(words.get(key), str)]
    wrong += sorted(table.keys() - {*_LISTS, *_WORDS} - numbers.keys())
    if wrong or not words["label"]:
        raise wrong_keys("exercise", wrong or ["label"], _LISTS + _WORDS).at(name)
    _known(name, [each for each in (words["lift"], words["stand_in"]) if each], lifts, "lift")
    _known(name, table["methods"], methods, "method")
    more_names = tuple(dict.fromkeys([*of_lift, *table["aliases"]]))
    equipment, stresses, suits = (tuple(table[key]) for key in _LISTS[1:])
    provisional = any(number.how in ("assumed", "recalled") for number in numbers.values())
    return Exercise(
        name, words["label"], more_names, pattern, words["kind"], words["lift"], words["stand_in"], equipment, stresses,
        suits, provisional, numbers,
    )  # fmt: skip


def _known(name: str, words: list[str], known: Collection[str], what: str) -> None:
    for word in words:
        if word not in known:
            raise broken(f"exercise: {what}", word, f"a {what} of the catalogue").at(name)
