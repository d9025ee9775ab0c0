"""How a kernel is compiled that only other kernels call: without a door to Python and without a file in the cache.

What calls it carries its code and is cached itself, so neither is ever used; leaving them out saves a sixth of the first
call after installation.
"""

from __future__ import annotations

from typing import Any

INNER: dict[str, Any] = {
    "nogil": True,
    "error_model": "numpy",
    "no_cpython_wrapper": True,
    "no_cfunc_wrapper": True,
}
