"""TOML → Method, and a method by any of its names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from neuraldrive.catalog.claim_entry import Claim
from neuraldrive.catalog.entries import numbers_in, slug, texts_in, unknown, wrong_keys
from neuraldrive.catalog.method_entry import Method
from neuraldrive.catalog.stop_rule import load_stop_rule
from neuraldrive.errors import CatalogError

_TEXTS = {
    "label": str, "aliases": list, "provisional": bool, "released": bool, "intent_in_words": str, "asks": str,
    "claimed": str, "found": str, "disagreement": str, "claims": list,
}  # fmt: skip


def load_method(name: str, table: Mapping[str, Any], claims: Iterable[Claim]) -> Method:
    """A Method from its TOML table; `claims` are those that it may name.

    Raises:
        CatalogError: a key is missing, unknown or of the wrong kind, or names a claim that is not there.
    """
    texts, wrong = texts_in(table, _TEXTS)
    wrong += [] if "stop" in table else ["stop"]
    if wrong:
        raise wrong_keys("method", wrong, [*_TEXTS, "stop"]).at(name)
    numbers = numbers_in(table, name, besides=("stop",))
    stop_rule = load_stop_rule(name, table["stop"], numbers)
    rest = {key: each for key, each in texts.items() if key not in ("aliases", "claims")}
    named = _named_claims(texts["claims"], claims, name)
    return Method(
        name=name, aliases=tuple(texts["aliases"]), numbers=numbers, stop_rule=stop_rule, claims=named, **rest
    )


def _named_claims(names: Iterable[str], claims: Iterable[Claim], method: str) -> tuple[Claim, ...]:
    known = {claim.name: claim for claim in claims}
    for name in names:
        if name not in known:
            raise unknown("claim", name, known).at(f"methods/{method}.toml")
    return tuple(known[name] for name in names)


def find_method(name: str, methods: Mapping[str, Method]) -> Method:
    """The method of that name, label or alias, whatever its case, blanks and hyphens.

    Raises:
        CatalogError: no such method; the nearest come first.
    """
    spellings = {slug(text): each.name for each in methods.values() for text in (each.name, each.label, *each.aliases)}
    if slug(name) in spellings:
        return methods[spellings[slug(name)]]
    near = get_close_matches(slug(name), spellings, n=3, cutoff=0.5)
    nearest = list(dict.fromkeys(spellings[each] for each in near))
    others = [each for each in methods if each not in nearest]
    meant = f"Did you mean {nearest[0]}?" if nearest else "Check the spelling."
    raise CatalogError("method", found=repr(name), needed=f"one of {', '.join([*nearest, *others])}", remedy=meant)
