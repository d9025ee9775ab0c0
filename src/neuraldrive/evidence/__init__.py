"""The claims of popular writing on neural strength, our verdicts, and the checks that keep them.

>>> from neuraldrive import evidence
>>> evidence.table()[17].verdict
'wrong'
"""

from __future__ import annotations

from neuraldrive.evidence.listing import ClaimRow, paper, table
from neuraldrive.evidence.registry import Check
from neuraldrive.evidence.result import CheckResult, Target
from neuraldrive.evidence.running import check, planned

__all__ = ["Check", "CheckResult", "ClaimRow", "Target", "check", "paper", "planned", "table"]
