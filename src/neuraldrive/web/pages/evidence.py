"""The evidence: what is said of the neural side of strength, what papers allow, and what keeps this software to it."""

from __future__ import annotations

from collections import Counter

from fastapi import APIRouter, Request
from starlette.responses import Response

from neuraldrive.web.render import page
from neuraldrive.workflows import claims

router = APIRouter(include_in_schema=False)
_PARTS = {
    "pool": ("Lab", "/lab"),
    "lift": ("Lab, lift", "/lab?effort=lift"),
    "plan": ("Plans", "/plans"),
    "monitor": ("Rack", "/rack"),
}
_VIEWS = {
    "S1": ("Lab, opening view", "/lab"),
    "S3": ("Lab, raster of a ramp", "/lab?effort=ramp"),
    "S5": ("Lab, last units of a ramp", "/lab?effort=ramp"),
    "S6": ("Lab, reachable drive", "/lab?effort=ramp&a.ceiling=0.8"),
    "S8": ("Lab, fast effort", "/lab?moment=100+ms+after+onset"),
    "S13": ("Lab, a hand muscle beside the thigh", "/lab?effort=ramp&muscle_b=first_dorsal_interosseous&b=untrained"),
    "S14": ("Lab, ramp of the thigh", "/lab?effort=ramp"),
    "S15": ("Lab, what explains the first 50 ms", "/lab?moment=50+ms+after+onset"),
    "S16": ("Lab, sustained rates", "/lab?effort=ramp"),
    "S17": ("Lab, doublets", "/lab?b.doublet_share=0.6"),
    "S24": ("Lab, compensatory lift", "/lab?effort=lift&method=compensatory&relative_load=0.65"),
    "S27": ("Lab, ballistic lift", "/lab?effort=lift&lift=bench_throw&method=ballistic&relative_load=0.35"),
}
"""Where a claim is seen best, if not simply in the part of the app that it bears on."""


@router.get("/evidence")
def evidence(request: Request) -> Response:
    """Every claim, with anchors by number."""
    every = claims.told()
    counted = Counter(each.group for each in every)
    return page(
        request, "evidence.html.j2", claims=every, groups={name: counted[name] for name in claims.GROUPS},
        places={each.id: _places(each) for each in every},
    )  # fmt: skip


def _places(claim: claims.ToldClaim) -> list[tuple[str, str]]:
    """Where in the app a claim matters: words and address, each address once."""
    found = [_VIEWS[claim.id]] if claim.id in _VIEWS else []
    parts = [_PARTS[each] for each in claim.where_it_matters]
    shown = {"Lab"} if claim.id in _VIEWS else set()
    return found + [each for each in parts if each[0].split(",")[0] not in shown]
