"""What is said of a name that a call does not know: which it knows, and the nearest."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches


def strange(kind: str, name: str, known: Sequence[str], where: str = "") -> dict[str, str]:
    """In the parts of an error; `where` is what the name stands in.

    >>> strange("field", "velocities", ["load", "velocities_mps"])["remedy"]
    'Did you mean velocities_mps? /api/docs lists them.'
    """
    near = get_close_matches(name, known, 1, 0.5)
    return {
        "what": f"{where}.{name:.80}" if where else f"{name:.80}", "found": f"a {kind} that this call does not know",
        "needed": f"one of {', '.join(sorted(known))}" if known else f"no {kind}",
        "remedy": f"{f'Did you mean {near[0]}? ' if near else ''}/api/docs lists them.",
    }  # fmt: skip
