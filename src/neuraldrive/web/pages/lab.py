"""The lab: move a control and see the pool answer, two states side by side."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from neuraldrive import catalog
from neuraldrive.web.house import house_of
from neuraldrive.web.lab_room import room_of
from neuraldrive.web.render import page
from neuraldrive.workflows.claims import paper
from neuraldrive.workflows.lab_courses import LEVEL, RUNS
from neuraldrive.workflows.lift_methods import METHODS, usual_load

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True)
class Slider:
    """A number of the neural state that can be moved.

    Args:
        name: of `records.NeuralState`.
        group: rec (recruitment), rate (rate coding) or both.
        ends, step: in the unit that is shown; `scale` of it are one in SI.
        means: what it is, in words.
        slow: whether it also moves an effort that is not fast.
    """

    name: str
    label: str
    group: str
    ends: tuple[float, float]
    step: float
    scale: float
    unit: str
    means: str
    slow: bool = False


SLIDERS = (
    Slider(
        "ceiling", "Reachable drive", "both", (60, 100), 1, 100, "%", slow=True,
        means="The share of the muscle's tetanic force that full will can call on. It moves recruitment and rates together.",
    ),
    Slider(
        "recruitment_time_s", "Time to recruit", "rec", (15, 200), 1, 1000, "ms",
        means="From the first to the last unit of a fast effort.",
    ),
    Slider(
        "initial_rate_pps", "First rate", "rate", (30, 200), 1, 1, "pps",
        means="The rate with which units set out in a fast effort, their mean. They slow at once: the first interval, in "
        "the numbers, comes out lower.",
    ),
    Slider(
        "doublet_share", "Doublets", "rate", (0, 60), 1, 100, "%",
        means="The share of units that begin a fast effort with two discharges close together.",
    ),
)  # fmt: skip
MORE = (
    Slider(
        "burst_decay_s", "Burst length", "rate", (5, 200), 1, 1000, "ms",
        means="How slowly the first rate falls to the sustained one.",
    ),
    Slider(
        "peak_rate_scale", "Sustained rates", "rate", (50, 150), 1, 100, "%", slow=True,
        means="A factor on the rates above those at recruitment, 100 % as the muscle has them.",
    ),
    Slider(
        "noise_scale", "Noise of the drive", "both", (0, 300), 5, 100, "%", slow=True,
        means="A factor on the noise that all units share, 100 % as the muscle has it.",
    ),
)  # fmt: skip
_CLAIM = "S1"


@router.get("/lab")
def lab(request: Request) -> Response:
    """Two states side by side, as the address says; the simulator begins to be prepared."""
    room_of(house_of(request)).prepare()
    claim = catalog.claim(_CLAIM)
    return page(
        request, "lab.html.j2", muscles=catalog.muscles().values(), populations=catalog.populations().values(),
        lifts=[each for each in catalog.lifts().values() if each.mechanics is not None],
        methods={name: (catalog.method(entry).label, 100 * (usual_load(name).share or 0)) for name, entry in METHODS.items()},
        sliders=SLIDERS, more=MORE, claim=claim, papers=[paper(key) for key in claim.sources], runs=RUNS, level=LEVEL,
    )  # fmt: skip
