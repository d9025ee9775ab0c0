"""What numba keeps of our kernels on the disk: damaged, it is thrown away and made anew; not to be kept, made each time.

A full disk or a power cut leaves files that numba trips over with whatever `pickle` makes of them, and numba has no switch
for that. So its cache is wrapped, for functions of this package alone. Who uses kernels imports this first.
"""

from __future__ import annotations

import shutil
import tempfile
import warnings
from atexit import register
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from numba.core.caching import CacheImpl, FunctionCache, InTreeCacheLocator

_load: Any = FunctionCache.load_overload
_save: Any = FunctionCache.save_overload


class KeptCode(UserWarning):
    """Compiled code that was damaged, or cannot be kept: nothing is wrong with any result, it only took longer."""


def _load_or_make(self: Any, signature: Any, target: Any) -> Any:
    """What is kept; None, upon which numba compiles, where it is damaged."""
    if not _is_ours(self._py_func):
        return _load(self, signature, target)
    try:
        return _load(self, signature, target)
    except Exception:  # a damaged pickle can raise any
        kept = self._impl.filename_base + "."
        for file in [each for each in Path(self.cache_path).iterdir() if each.name.startswith(kept)]:
            with suppress(OSError):
                file.unlink()
        _tell(f"Compiled code in {self.cache_path} was damaged: removed, and compiled again.")
        return None


def _keep_or_not(self: Any, signature: Any, made: Any) -> None:
    """Keep it; where that cannot be, the code that was made still runs."""
    if not _is_ours(self._py_func):
        _save(self, signature, made)
        return
    try:
        _save(self, signature, made)
    except Exception as error:  # OSError, or what damaged files that cannot be removed raise
        _tell(
            f"Compiled code cannot be kept in {self.cache_path} ({type(error).__name__}), so each start compiles it again. "
            "Make room there, or set NUMBA_CACHE_DIR to a folder that can be written."
        )


class _ForThisProcess(InTreeCacheLocator):
    """Where numba finds no folder that can be written: one of this process alone, since numba insists on a folder."""

    def __init__(self, function: Any, file: str) -> None:
        super().__init__(function, file)  # type: ignore[no-untyped-call]
        self._cache_path = _passing_folder()

    @classmethod
    def from_function(cls, function: Any, file: str) -> Any:
        with suppress(OSError):
            return super().from_function(function, file) if _is_ours(function) else None  # type: ignore[no-untyped-call]
        return None


@cache
def _passing_folder() -> str:
    folder = tempfile.mkdtemp(prefix="neuraldrive-")
    register(shutil.rmtree, folder, ignore_errors=True)
    _tell(
        "No folder can be written where compiled code is kept, so each start compiles it again. "
        "Set NUMBA_CACHE_DIR to a folder that can be written."
    )
    return folder


def _is_ours(function: Any) -> bool:
    return str(function.__module__).startswith("neuraldrive.")


@cache
def _tell(text: str) -> None:
    """Once in a process, however many functions it is true of."""
    warnings.warn(text, KeptCode, stacklevel=3)


FunctionCache.load_overload, FunctionCache.save_overload = _load_or_make, _keep_or_not  # type: ignore[method-assign]
CacheImpl._locator_classes = [*CacheImpl._locator_classes, _ForThisProcess]
