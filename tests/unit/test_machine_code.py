"""Compiled code that lies damaged on the disk, or cannot be kept there, costs time and nothing else."""

from __future__ import annotations

import errno
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numba import njit
from numba.core import config
from numba.core.caching import CacheImpl, IndexDataCacheFile

from neuraldrive import machine_code
from neuraldrive.cli.warned import warnings_in_a_line
from neuraldrive.kernels import activation
from neuraldrive.machine_code import KeptCode


def _somebody_elses(value: float) -> float:
    return value + 1.0


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where numba keeps what it compiles."""
    monkeypatch.setattr(config, "CACHE_DIR", str(tmp_path))
    return tmp_path


def _ours() -> Any:
    """A kernel of the package that knows nothing but what is on the disk."""
    return njit(cache=True)(activation.saturated.py_func)


DAMAGES: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "an index cut off": ("*.nbi", lambda whole: whole[: len(whole) // 2]),
    "an empty index": ("*.nbi", lambda whole: b""),
    "an index of anything": ("*.nbi", lambda whole: np.random.default_rng(1).bytes(len(whole))),
    "code cut off": ("*.nbc", lambda whole: whole[: len(whole) * 2 // 3]),
    "empty code": ("*.nbc", lambda whole: b""),
    "code of anything": ("*.nbc", lambda whole: np.random.default_rng(1).bytes(len(whole))),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_code_is_removed_compiled_again_and_told_in_one_line(damage: str, folder: Path) -> None:
    expected = _ours()(0.8)
    which, change = DAMAGES[damage]
    [file] = folder.rglob(which)
    file.write_bytes(change(file.read_bytes()))
    with pytest.warns(KeptCode, match="was damaged: removed, and compiled again") as told:
        assert _ours()(0.8) == expected
    assert len(told) == 1
    assert str(file.parent) in str(told[0].message)
    again = _ours()
    assert again(0.8) == expected
    assert sum(again.stats.cache_hits.values()) == 1


def test_functions_of_others_fail_as_numba_lets_them(folder: Path) -> None:
    njit(cache=True)(_somebody_elses)(1.0)
    [index] = folder.rglob("*.nbi")
    index.write_bytes(b"")
    with pytest.raises(EOFError):
        njit(cache=True)(_somebody_elses)(1.0)


def test_code_that_cannot_be_kept_still_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(IndexDataCacheFile, "save", full)
    with pytest.warns(KeptCode, match="set NUMBA_CACHE_DIR"):
        assert _ours()(0.8) == activation.saturated(0.8)


def test_where_no_folder_can_be_written_each_process_compiles_for_itself(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CacheImpl, "_locator_classes", [machine_code._ForThisProcess])
    machine_code._passing_folder.cache_clear()
    machine_code._tell.cache_clear()
    with pytest.warns(KeptCode, match="No folder can be written"):
        kernel = _ours()
    assert kernel(0.8) == activation.saturated(0.8)
    assert list(folder.iterdir()) == []
    with pytest.raises(RuntimeError, match="no locator available"):
        njit(cache=True)(_somebody_elses)


def test_on_the_command_line_it_is_one_plain_line(capsys: pytest.CaptureFixture[str]) -> None:
    with warnings.catch_warnings(record=True) as shown_by_python, warnings_in_a_line():
        warnings.simplefilter("always")
        warnings.warn("Compiled code was damaged.", KeptCode, stacklevel=1)
        warnings.warn("of somebody else", UserWarning, stacklevel=1)
    assert capsys.readouterr().err == "Compiled code was damaged.\n"
    assert [str(each.message) for each in shown_by_python] == ["of somebody else"]
