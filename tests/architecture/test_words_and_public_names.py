"""The glossary, the sources and the public face are complete."""

from __future__ import annotations

import ast
import importlib
import re
from pathlib import Path

import pytest

import neuraldrive
from neuraldrive import catalog, errors, glossary, sources

SRC = Path(neuraldrive.__file__).parent
ROOMS = ["adapt", "catalog", "evidence", "measure", "monitor", "plan", "readers", "records", "sensors", "simulate"]
FORBIDDEN_NAMES = {"utils", "misc", "helpers", "common", "manager", "tools"}


@pytest.mark.parametrize("room", ROOMS)
def test_all_lists_what_exists_in_order(room: str) -> None:
    module = importlib.import_module(f"neuraldrive.{room}")
    assert sorted(module.__all__) == list(module.__all__)
    assert all(hasattr(module, name) for name in module.__all__)


def test_the_package_itself_loads_nothing_heavy() -> None:
    assert neuraldrive.__all__ == sorted(neuraldrive.__all__)


def test_each_term_has_a_definition_and_a_source() -> None:
    for term in glossary.TERMS.values():
        assert term.definition.endswith("."), term.name
        assert sources.source(term.source)


def test_each_catalogue_number_has_its_source() -> None:
    entries = [*catalog.lifts().values(), *catalog.sensors().values(), *catalog.muscles().values()]
    people = catalog.populations().values()
    tables = [entry.numbers for entry in entries]
    tables += [numbers for each in people for numbers in (each.numbers, *each.by_muscle.values())]
    assert len(entries) > 20
    assert len(people) > 3
    for numbers in tables:
        assert numbers
        for number in numbers.values():
            assert sources.source(number.source)
            assert number.where
            assert number.source != "own_value"


def test_each_lift_alias_names_one_lift() -> None:
    spellings = [alias for entry in catalog.lifts().values() for alias in (entry.name, *entry.aliases)]
    assert len(spellings) == len(set(spellings))


def test_the_error_tree_in_the_docstring_is_the_tree() -> None:
    drawn = set(re.findall(r"[├└]── (\w+)", errors.__doc__ or "")) | {"NeuraldriveError"}
    real = {name for name, each in vars(errors).items() if isinstance(each, type)}
    assert drawn == real


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert not [path for path in SRC.rglob("*.py") if path.stem in FORBIDDEN_NAMES]


def test_nothing_is_printed_outside_the_command_line() -> None:
    for path in SRC.rglob("*.py"):
        if "cli" in path.parts:
            continue
        calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
        assert not [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "print"], path
