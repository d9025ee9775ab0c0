"""What a check of a plan has found."""

from __future__ import annotations

from dataclasses import dataclass, field

from neuraldrive.errors import RecordError
from neuraldrive.records.prescription import Plan

SEVERITIES = ("error", "warning", "note")


@dataclass(frozen=True)
class Finding:
    """One rule that a plan does not keep, and the smallest change that mends it.

    Args:
        where: week, day and exercise, as "week 2, mon, back squat"; "plan" for the whole.
        rule: a key of `catalog.rules()`.
        about: what of the line, day or week it is about, in one word: "rest", "sets", "minutes" …
        says: what was found and what the rule asks for.
        mend: the smallest change that mends it, in words.
        severity: "error" (cannot be done, or harms), "warning" (outside what the method or the rule allows) or "note".
        sources: keys of the papers behind it.
        mended: the plan with that change made, where it is a simple one.

    >>> print(Finding("week 1, mon, back squat", "method_range", "rest", "Rest of 60 s; maximal effort asks for 180 to 300 s.",
    ...               "rest 180 s instead of 60 s", "warning", ("de_salles_2009",)))
    week 1, mon, back squat: warning: Rest of 60 s; maximal effort asks for 180 to 300 s. Mend: rest 180 s instead of 60 s. [method_range: de_salles_2009]
    """

    where: str
    rule: str
    about: str
    says: str
    mend: str
    severity: str
    sources: tuple[str, ...] = ()
    mended: Plan | None = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sources", tuple(self.sources))
        if self.severity not in SEVERITIES:
            raise RecordError(
                "severity of a finding",
                found=self.severity,
                needed=" or ".join(SEVERITIES),
                remedy="Name one of these.",
            )

    def __str__(self) -> str:
        basis = f"{self.rule}: {', '.join(self.sources)}" if self.sources else self.rule
        return f"{self.where}: {self.severity}: {self.says} Mend: {self.mend}. [{basis}]"

    @property
    def key(self) -> tuple[str, str, str]:
        """Where, which rule and about what: the same before and after a change of numbers."""
        return self.where, self.rule, self.about
