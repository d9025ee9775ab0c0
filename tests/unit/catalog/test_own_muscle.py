"""One's own muscle from a TOML file, whole or like another; broken files name file and key."""

from __future__ import annotations

import tomllib
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from neuraldrive import catalog
from neuraldrive.catalog import Muscle
from neuraldrive.catalog.muscle_limits import LIMITS
from neuraldrive.errors import CatalogError

SHIPPED = resources.files("neuraldrive.catalog").joinpath("muscles/vastus_lateralis.toml").read_bytes()


def _file(folder: Path, text: str | bytes, name: str = "my_muscle.toml") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def _refusal(path: Path) -> str:
    with pytest.raises(CatalogError) as caught:
        catalog.muscle(path)
    assert str(caught.value).startswith(str(path))
    assert caught.value.found
    assert caught.value.needed
    assert caught.value.remedy
    return str(caught.value)


def test_a_whole_file_is_a_muscle(tmp_path: Path) -> None:
    mine, shipped = catalog.muscle(str(_file(tmp_path, SHIPPED))), catalog.muscle("vastus_lateralis")
    assert mine.name == mine.like == "my_muscle"
    assert mine.numbers == shipped.numbers
    assert mine.rate_coding == shipped.rate_coding


def test_a_file_like_another_muscle_holds_what_differs(tmp_path: Path) -> None:
    path = _file(
        tmp_path,
        """
        like = "vastus_lateralis"
        label = "My vastus lateralis"
        units = 120
        [peak_rate_first_pps]
        value = 30
        unit = "pps"
        source = "kamen_2004"
        where = "abstract"
        how = "derived"
        range = [10, 60]
        [maximal_voluntary_force]
        value = 291
        unit = "N·m"
        source = "aagaard_2002"
        where = "abstract: knee extension before training"
        how = "stated"
        range = [50, 1000]
        """,
    )
    mine, shipped = catalog.muscle(path), catalog.muscle("vastus_lateralis")
    assert (mine.label, mine.like, mine["units"], mine["peak_rate_first_pps"]) == (
        "My vastus lateralis",
        "vastus_lateralis",
        120,
        30,
    )
    assert (mine.numbers["units"].how, mine.numbers["units"].source) == ("assumed", "own_value")
    assert mine.numbers["maximal_voluntary_force"].unit == "N·m"
    changed = {"units", "peak_rate_first_pps", "maximal_voluntary_force"}
    assert {key: mine.numbers[key] for key in shipped.numbers.keys() - changed} == {
        key: shipped.numbers[key] for key in shipped.numbers.keys() - changed
    }
    assert mine.provisional


def test_units_can_be_changed_on_ones_own_muscle_too(tmp_path: Path) -> None:
    path = _file(tmp_path, 'like = "soleus"\ninterval_cv = 0.2')
    assert catalog.muscle(path, units=50)["units"] == 50


def test_ones_own_muscle_is_driven_like_the_muscle_it_was_made_from(tmp_path: Path) -> None:
    path = _file(tmp_path, 'like = "tibialis_anterior"\nunits = 100')
    people = catalog.population("untrained")
    assert people.typical(catalog.muscle(path)) == people.typical("tibialis_anterior")
    assert people.typical(str(path)) == people.typical("tibialis_anterior")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('like = "vastus_lateralus"', "Did you mean vastus_lateralis"),
        ("like = 3", "like = 3"),
        ('like = "soleus"\nunitz = 100', "Did you mean units"),
        ('like = "soleus"\nunits = "100"', "my_muscle.units: found '100', needed a number"),
        ('like = "soleus"\nunits = true', "my_muscle.units: found True, needed a number"),
        ('like = "soleus"\nunits = -3', "my_muscle.units: found -3"),
        ('like = "soleus"\nunits = nan', "my_muscle.units: found nan"),
        ('like = "soleus"\nunits = 1e400', "my_muscle.units: found inf"),
        (f'like = "soleus"\nunits = {"9" * 400}', "my_muscle.units: found 999"),
        (
            'like = "soleus"\ncontraction_time_last_s = 0.2',
            "contraction_time_first_s 0.15 below contraction_time_last_s 0.2",
        ),
        ('like = "soleus"\nrate_coding = "onion"', "my_muscle.rate_coding: found 'onion', needed onion_skin or rising"),
        ('like = "soleus"\nlabel = 3', "label: found 3, needed text"),
        ('like = "soleus"\naliases = "sol"', "aliases: found 'sol', needed a list of texts"),
        ('like = "soleus"\naliases = [1]', "aliases: found [1], needed a list of texts"),
        ('like = "soleus"\nprovisional = "no"', "provisional: found 'no', needed true or false"),
        ('like = "soleus"\nunits = [100]', "my_muscle.units: found [100], needed a number"),
        ('like = "soleus"\n[units]\nvalue = 100', "my_muscle.units: found ['value']"),
        ('like = "soleus"\nemg_depth_first_m = 0.02', "my_muscle.emg_depth_first_m: found a bare number"),
        ("units = 100", "no rate_coding"),
        ('rate_coding = "rising"\nunits = 100', "found no recruitment_range, upper_limit_of_recruitment"),
        ("", "no rate_coding"),
        ("units = ", "no TOML"),
        ("units = 1\nunits = 2", "no TOML"),
        (b"units = 1 # \xff\xfe", "no TOML"),
        ("a = " + "[" * 5000, "no TOML"),
        (b"\x00\x01", "no TOML"),
    ],
)
def test_a_file_that_is_no_muscle_is_refused_with_file_and_key(tmp_path: Path, text: str | bytes, says: str) -> None:
    assert says in _refusal(_file(tmp_path, text))


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('unit = "ms"', "unit: found 'ms', needed s"),
        ('source = "no_such_paper"', "found 'no_such_paper', needed a key of sources.bib"),
        ('how = "guessed"', "found 'guessed', needed stated, derived"),
        ("range = [0.2, 0.05]", "0.1 s"),
        ("range = [0.2]", "range = [low, high]"),
        ('range = ["a", "b"]', "range = [low, high]"),
        ("range = [nan, nan]", "0.1 s"),
        ('value = "0.1"', "value: found '0.1', needed a number"),
        ("value = nan", "nan"),
        ("value = -0.1", "-0.1 s"),
        ("where = 3", "where: found 3, needed text"),
        ("source = [1]", "source: found [1], needed text"),
    ],
)
def test_a_number_that_cannot_be_trusted_is_refused_by_its_key(tmp_path: Path, line: str, says: str) -> None:
    fields = {
        "value": "value = 0.1",
        "unit": 'unit = "s"',
        "source": 'source = "own_value"',
        "where": 'where = "measured"',
        "how": 'how = "assumed"',
        "range": "range = [0.05, 0.2]",
    }
    fields[line.split(" = ")[0]] = line
    text = 'like = "vastus_lateralis"\n[contraction_time_first_s]\n' + "\n".join(fields.values())
    refusal = _refusal(_file(tmp_path, text))
    assert says in refusal
    assert "contraction_time_first_s" in refusal


def test_a_missing_file_a_folder_and_a_huge_file_are_refused(tmp_path: Path) -> None:
    assert "no such file" in _refusal(tmp_path / "absent.toml")
    (tmp_path / "folder.toml").mkdir()
    assert "folder.toml" in _refusal(tmp_path / "folder.toml")
    assert "more than" in _refusal(_file(tmp_path, b"#" * 1_000_001))


@pytest.mark.parametrize("key", sorted(tomllib.loads(SHIPPED.decode()).keys() & LIMITS.keys()))
def test_a_file_that_lacks_a_number_names_it(tmp_path: Path, key: str) -> None:
    sections = SHIPPED.decode().split("\n\n")
    path = _file(tmp_path, "\n\n".join(each for each in sections if not each.startswith(f"[{key}]")))
    assert f"found no {key}, needed" in _refusal(path)


def _muscle_or_refusal(path: Path) -> Muscle | None:
    try:
        return catalog.muscle(path)
    except CatalogError as error:
        refusal = error
    assert str(refusal).startswith(str(path))
    return None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, len(SHIPPED) - 1), length=st.integers(0, 40), junk=st.binary(max_size=12))
def test_a_file_broken_anywhere_is_a_muscle_or_a_refusal(tmp_path: Path, at: int, length: int, junk: bytes) -> None:
    muscle = _muscle_or_refusal(_file(tmp_path, SHIPPED[:at] + junk + SHIPPED[at + length :]))
    assert muscle is None or muscle["units"] >= 2


_TOML_VALUES = st.one_of(
    st.floats(allow_nan=True),
    st.integers(-(10**30), 10**30),
    st.booleans(),
    st.sampled_from(['"text"', "[]", "[[1]]", "{}", "{value = 1}"]),
).map(lambda value: value if isinstance(value, str) else str(value).lower())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(key=st.sampled_from([*LIMITS, "label", "aliases", "rate_coding", "provisional", "like"]), value=_TOML_VALUES)
def test_any_value_for_any_key_is_a_muscle_or_a_refusal(tmp_path: Path, key: str, value: str) -> None:
    like = "" if key == "like" else 'like = "tibialis_anterior"\n'
    muscle = _muscle_or_refusal(_file(tmp_path, f"{like}{key} = {value}\n"))
    if muscle is not None and key in LIMITS:
        assert LIMITS[key].low <= muscle[key] <= LIMITS[key].high
