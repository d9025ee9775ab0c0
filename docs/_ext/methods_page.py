"""The page of the training methods: a table for coaches, then each method with its numbers, sources and verdicts."""

from __future__ import annotations

from neuraldrive import catalog
from neuraldrive.catalog import Method

_OPENING = """# Training methods

What each method prescribes, when to stop, and what is known of it. Loads are shares of the 1RM. Ranges are as wide as practice
and papers differ; each method says below where they do. All are provisional: some numbers are recalled or chosen, and the
tables say which. In Python: `catalog.method("max effort")`.
"""
_HEADER = "\n| method | load | repetitions | sets | rest | sessions a week | intent | released | stop at a loss of | claims |\n"


def methods_page() -> str:
    """All methods, the heaviest first."""
    methods = catalog.methods().values()
    rows = [_row(each) for each in methods]
    return "".join([_OPENING, _HEADER, f"|{'---|' * 10}\n", *rows, *(_section(each) for each in methods)])


def _row(method: Method) -> str:
    rule = method.stop_rule
    cells = [
        f"[{method.label}](#{method.label.lower().replace(' ', '-')})",
        _span(method, "relative_load", 100, " %"),
        _span(method, "repetitions"),
        _span(method, "sets"),
        _rest(method),
        _span(method, "sessions_per_week"),
        f"{method['intent']:g}",
        "yes" if method.released else "no",
        f"{_span(method, 'loss', 100, ' %')} of {rule.quantity.replace('_', ' ')} ({rule.ends})",
        ", ".join(f"[{claim.id}](evidence.md#{claim.id.lower()}) {claim.verdict_text}" for claim in method.claims),
    ]
    return f"| {' | '.join(cells)} |\n"


def _span(method: Method, name: str, factor: float = 1.0, unit: str = "") -> str:
    low, high = (factor * end for end in method.range(name))
    return f"{low:g}{unit}" if low == high else f"{low:g} to {high:g}{unit}"


def _rest(method: Method) -> str:
    return (
        _span(method, "rest_s", 1 / 60, " min")
        if method["rest_s_low"] % 60 == 0
        else _span(method, "rest_s", unit=" s")
    )


def _section(method: Method) -> str:
    said = {
        "Also called": ", ".join(method.aliases) + ".",
        "Intent": method.intent_in_words,
        "Stop": str(method.stop_rule),
        "It asks of the nervous system": method.asks,
        "It is claimed": method.claimed,
        "What the papers bear out": method.found,
        "Where they differ": method.disagreement,
    }
    words = "".join(f"* **{key}**: {text}\n" for key, text in said.items())
    rows = [
        f"| {name} | {n.value:g} {n.unit} | {n.how} | {n.source}: {n.where}{f' ({n.note})' if n.note else ''} |\n"
        for name, n in method.numbers.items()
    ]
    heading = f"\n## {method.label}\n\n{'Provisional.' if method.provisional else ''}\n\n"
    table = ["\n| number | value | read | source, where |\n|---|---|---|---|\n", *rows]
    return heading + words + "".join(table)
