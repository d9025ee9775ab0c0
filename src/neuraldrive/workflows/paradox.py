"""Same muscle, two neural states, two forces: how much of the gap each part of the state explains."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from neuraldrive import catalog, measure, simulate
from neuraldrive.catalog import Muscle
from neuraldrive.errors import BadValue
from neuraldrive.figures import Drawing
from neuraldrive.figures.gaps import Gap, GapPart
from neuraldrive.figures.states import two_states
from neuraldrive.records import NeuralState, Recording

Floats = NDArray[np.float64]

PARTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "recruitment time": ("recruitment", ("recruitment_time_s", "recruitment_shape")),
    "initial rate": ("rate", ("initial_rate_pps", "initial_rate_spread")),
    "burst length": ("rate", ("burst_decay_s",)),
    "doublets": ("rate", ("doublet_share", "doublet_interval_s")),
    "sustained rates": ("rate", ("peak_rate_scale",)),
    "sustained drive": ("both", ("sustained_start", "sustained_rise_s")),
    "inward currents": ("both", ("inward_current",)),
    "voluntary ceiling": ("both", ("ceiling",)),
    "noise": ("both", ("noise_scale",)),
}
"""The parts of a neural state that are swapped: what they act on, and their numbers. The ceiling and the sustained
drive move recruitment and rates together."""
AFTER_MS = (50.0, 100.0, 200.0)
MAXIMAL = "maximal effort"
LABELS = (*(f"{after:g} ms after onset" for after in AFTER_MS), MAXIMAL)
"""When the two forces are compared."""
SEEDS = 6
FEWEST_SEEDS, MOST_SEEDS = 2, 100
_AT_LENGTH = ("ceiling", "peak_rate_scale", "noise_scale", "inward_current")
"""The numbers that a maximal effort which is not rushed depends on."""


@dataclass(frozen=True, eq=False)
class Paradox:
    """Two people with one muscle.

    `recordings_a` and `recordings_b` are their efforts as fast as possible to all that they can, one for each seed;
    each of `gaps` is shared out among the parts of the neural state.
    """

    muscle: Muscle
    a: NeuralState
    b: NeuralState
    recordings_a: tuple[Recording, ...]
    recordings_b: tuple[Recording, ...]
    gaps: tuple[Gap, ...]
    first_seed: int


def paradox(
    muscle: Muscle | str = "vastus_lateralis", a: NeuralState | str = "untrained",
    b: NeuralState | str = "explosive_trained", *, seeds: int = SEEDS, first_seed: int = 0,
    on_run: Callable[[int, int], None] | None = None,
) -> Paradox:  # fmt: skip
    """Efforts of both, and of every mixture of the two, with the same chance in each.

    What a part explains is the mean, over every order in which the parts can be swapped from A to B one at a time, of
    what the force gains when it is that part's turn: the parts add up to the gap (Shapley 1953).

    Args:
        a, b: neural states, or populations whose typical state is meant.
        seeds: runs that differ by chance alone, for the intervals.
        on_run: is told how many of how many mixtures are done.

    Raises:
        BadValue: two equal states, or a number of seeds outside 2 to 100.
        CatalogError: no such muscle or population.
    """
    entry = catalog.muscle(muscle) if isinstance(muscle, str) else muscle
    states = [catalog.population(each).typical(entry) if isinstance(each, str) else each for each in (a, b)]
    if not FEWEST_SEEDS <= seeds <= MOST_SEEDS:
        raise BadValue("seeds", found=f"{seeds}", needed=f"{FEWEST_SEEDS} to {MOST_SEEDS}", remedy="Six is usual.")
    names = different(*states)
    if not names:
        raise BadValue("states", found="two that are alike", needed="two that differ", remedy="Choose two populations.")
    every, maximal = _mixtures(names), _Maximal(entry, states[0])
    outcomes: dict[Mixture, Floats] = {}
    runs: dict[Mixture, tuple[Recording, ...]] = {}
    for done, mixture in enumerate(every, 1):
        state = _mixed(states[0], states[1], mixture)
        made = tuple(_fast(entry, state, first_seed + k) for k in range(seeds))
        outcomes[mixture] = np.array([[*_forces(run), maximal(state, first_seed + k)] for k, run in enumerate(made)])
        if mixture in (every[0], every[-1]):
            runs[mixture] = made
        if on_run is not None:
            on_run(done, len(every))
    gaps = tuple(_gap(label, names, {m: each[:, k] for m, each in outcomes.items()}) for k, label in enumerate(LABELS))
    return Paradox(entry, states[0], states[1], runs[every[0]], runs[every[-1]], gaps, first_seed)


def ends(
    a: tuple[Muscle, NeuralState], b: tuple[Muscle, NeuralState], seeds: int = SEEDS, first_seed: int = 0
) -> dict[str, tuple[Floats, Floats]]:
    """Both forces at each of LABELS, shares of the tetanus, one for each seed, (seeds,); nothing is explained.

    >>> from neuraldrive import catalog
    >>> muscle = catalog.muscle("vastus_lateralis", units=120)
    >>> states = [catalog.population(each).typical(muscle) for each in ("untrained", "explosive_trained")]
    >>> mine, others = ends((muscle, states[0]), (muscle, states[1]), 2)["50 ms after onset"]
    >>> bool((others > mine).all())
    True
    """
    forces = [
        np.array([[*_forces(_fast(*each, first_seed + k)), _Maximal(*each)(each[1], first_seed + k)] for k in range(seeds)])
        for each in (a, b)
    ]  # fmt: skip
    return {label: (forces[0][:, k], forces[1][:, k]) for k, label in enumerate(LABELS)}


def figure(found: Paradox) -> Drawing:
    """The two states drawn, with what explains the gaps."""
    a, b = found.recordings_a, found.recordings_b
    return two_states(a[0], b[0], found.gaps, repeats=(a[1:], b[1:]))


def picture_name(found: Paradox) -> str:
    """What the figure is called where nobody said."""
    parts = [found.muscle.name, found.a.name, found.b.name]
    return re.sub(r"[^\w-]+", "_", "neuraldrive_paradox_" + "_".join(parts)) + ".png"


Mixture = frozenset[str]
"""Names of the parts that come from B."""


def different(a: NeuralState, b: NeuralState) -> tuple[str, ...]:
    """The parts in which two states differ.

    >>> from dataclasses import replace
    >>> different(NeuralState(), replace(NeuralState(), ceiling=0.98))
    ('voluntary ceiling',)
    """
    return tuple(
        name for name, (_, fields) in PARTS.items() if any(getattr(a, field) != getattr(b, field) for field in fields)
    )


def _mixtures(names: Sequence[str]) -> list[Mixture]:
    return [frozenset(chosen) for size in range(len(names) + 1) for chosen in combinations(names, size)]


def _mixed(a: NeuralState, b: NeuralState, from_b: Mixture) -> NeuralState:
    if from_b.issuperset(different(a, b)):
        return b
    fields = [field for name in from_b for field in PARTS[name][1]]
    return replace(a, **{field: getattr(b, field) for field in fields})


def _fast(muscle: Muscle, state: NeuralState, seed: int) -> Recording:
    return simulate.contraction(muscle, simulate.ballistic(to=1.0, hold_s=0.4, after_s=0.1), state=state, seed=seed)


def _forces(recording: Recording) -> list[float]:
    """Force gained so long after its onset, shares of the tetanus."""
    onset_s = float(measure.force_onset(recording))
    force = recording["force"]
    at = np.interp([onset_s + after / 1000 for after in AFTER_MS], force.times, force.samples)
    return [float(each) for each in at * _tetanus_per_unit(recording)]


def _tetanus_per_unit(recording: Recording) -> float:
    """Factor from the unit of the force channel to shares of the tetanus."""
    truth, force = recording.truth, recording["force"]
    coarse = np.interp(truth.times_s, force.times, force.samples)
    return float(coarse @ truth.tetanic_share / (coarse @ coarse))


class _Maximal:
    """Force of an effort at length, a share of the tetanus; the rapid parts of a state have no say in it, so that
    mixtures that differ in these alone share a run.
    """

    def __init__(self, muscle: Muscle, usual: NeuralState) -> None:
        self._muscle, self._usual = muscle, usual
        self._known: dict[tuple[object, ...], float] = {}

    def __call__(self, state: NeuralState, seed: int) -> float:
        numbers = {field: getattr(state, field) for field in _AT_LENGTH}
        key = (seed, *numbers.values())
        if key not in self._known:
            steady = replace(self._usual, **numbers)
            recording = simulate.contraction(self._muscle, simulate.maximal(hold_s=2), state=steady, seed=seed)
            mvf = measure.maximal_voluntary_force(recording, window_ms=500)
            self._known[key] = float(mvf) * _tetanus_per_unit(recording)
        return self._known[key]


def _gap(label: str, names: Sequence[str], outcomes: Mapping[Mixture, Floats]) -> Gap:
    """The gap between no part and all parts of B, shared out; `outcomes` holds a force for each seed, (seeds,)."""
    everything = frozenset(names)
    parts = []
    for name in names:
        turns = _turns(name, names, outcomes)
        alone = outcomes[frozenset((name,))] - outcomes[frozenset()]
        last = outcomes[everything] - outcomes[everything - {name}]
        ends = sorted((float(alone.mean()), float(last.mean())))
        parts.append(GapPart(name, PARTS[name][0], float(turns.mean()), _interval(turns), (ends[0], ends[1])))
    return Gap(label, float(outcomes[frozenset()].mean()), float(outcomes[everything].mean()), tuple(parts))


def _turns(name: str, names: Sequence[str], outcomes: Mapping[Mixture, Floats]) -> Floats:
    """What the force gains when it is that part's turn, the mean over all orders, for each seed."""
    others, n = [each for each in names if each != name], len(names)
    gained = np.zeros_like(outcomes[frozenset()])
    for before in _mixtures(others):
        orders = math.factorial(len(before)) * math.factorial(n - len(before) - 1) / math.factorial(n)
        gained += orders * (outcomes[before | {name}] - outcomes[before])
    return gained


def _interval(values: Floats) -> tuple[float, float]:
    """95 % interval of the mean."""
    from scipy.special import stdtrit  # late: keeps start-up quick

    margin = float(stdtrit(values.size - 1, 0.975)) * float(values.std(ddof=1)) / values.size**0.5
    return float(values.mean()) - margin, float(values.mean()) + margin
