"""What the lab is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from neuraldrive import catalog
from neuraldrive.catalog.population_entry import STATE_NUMBERS
from neuraldrive.web.api.asked import Asked
from neuraldrive.workflows.lab_courses import MOST_RUNS, RUNS
from neuraldrive.workflows.lift_methods import METHODS
from neuraldrive.workflows.lift_orders import LiftOrder
from neuraldrive.workflows.lift_words import MOST_RELATIVE, Load
from neuraldrive.workflows.orders import Call, Order

LONGEST_S, MOST_UNITS, FEWEST_UNITS, MOST_UNIT_SECONDS = 60.0, 800, 60, 12_000.0


def _one_of(what: str, known: Callable[[], Iterable[str]]) -> AfterValidator:
    """Names of the catalogue and nothing else: a muscle may be a file elsewhere, never here."""

    def check(name: str) -> str:
        if name not in (names := list(known())):
            raise ValueError(f"a {what} of the catalogue: {', '.join(names)}")
        return name

    return AfterValidator(check)


def _lifts() -> list[str]:
    return [name for name, each in catalog.lifts().items() if each.mechanics is not None]


MuscleName = Annotated[str, _one_of("muscle", lambda: catalog.muscles())]
PopulationName = Annotated[str, _one_of("population", lambda: catalog.populations())]
LiftName = Annotated[str, _one_of("lift with known mechanics", _lifts)]
Level = Annotated[float, Field(ge=0.01, le=1.0, description="Share of this person's maximal voluntary force.")]
Seconds = Annotated[float, Field(ge=0.0, le=LONGEST_S)]
Seed = Annotated[int, Field(ge=0, le=2**31 - 1)]
Runs = Annotated[int, Field(ge=1, le=MOST_RUNS, description="Runs that differ by chance alone, for the bands.")]


class Strict(Asked):
    """What the lab is asked for has no number that is none."""

    model_config = ConfigDict(allow_inf_nan=False)


class Ramp(Strict):
    """Rise evenly to a level, hold it, fall evenly."""

    kind: Literal["ramp"]
    to: Level
    rise_s: Seconds = 1.5
    hold_s: Seconds = 1.5
    fall_s: Seconds = 1.0


class Hold(Strict):
    """Hold a level."""

    kind: Literal["hold"]
    at: Level
    hold_s: Seconds = 2.0


class Ballistic(Strict):
    """As fast as possible, with the drive that would hold a level."""

    kind: Literal["ballistic"]
    to: Level
    hold_s: Annotated[float, Field(ge=0.05, le=10.0)] = 0.5
    before_s: Annotated[float, Field(ge=0.0, le=2.0)] = 0.1
    after_s: Annotated[float, Field(ge=0.0, le=2.0)] = 0.4


class State(Strict):
    """Whose nervous system: the typical one of a population, with what is changed of it (numbers of a neural state)."""

    population: PopulationName = "untrained"
    changes: dict[str, float] = Field(default_factory=dict, max_length=len(STATE_NUMBERS))

    @model_validator(mode="after")
    def _known(self) -> State:
        if odd := sorted(set(self.changes) - set(STATE_NUMBERS)):
            raise ValueError(f"{odd[0]:.40} is no number of a neural state; they are {', '.join(STATE_NUMBERS)}")
        return self


class Contraction(Strict):
    """An isometric effort of one person."""

    muscle: MuscleName = "vastus_lateralis"
    units: Annotated[int, Field(ge=FEWEST_UNITS, le=MOST_UNITS)] = 120
    state: State = Field(default_factory=State)
    effort: Annotated[Ramp | Hold | Ballistic, Field(discriminator="kind")]
    seed: Seed = 0
    runs: Runs = RUNS
    emg: bool = Field(False, description="Whether bipolar surface EMG is simulated too.")
    measured: bool = Field(True, description="Whether rates, steadiness and the like are measured too.")

    def order(self) -> Order:
        """What it asks for."""
        given: dict[str, Any] = self.effort.model_dump(exclude={"kind"})
        settings = {"emg": "bipolar"} if self.emg else {}
        return Order(
            Call(self.effort.kind, given), self.muscle, self.state.population, self.seed, self.units, (), settings,
            self.state.changes,
        )  # fmt: skip

    @model_validator(mode="after")
    def _bounded(self) -> Contraction:
        lasts_s = Call(self.effort.kind, self.effort.model_dump(exclude={"kind"}))().duration_s
        if not 0.1 <= lasts_s <= LONGEST_S:
            raise ValueError(f"an effort of 0.1 to {LONGEST_S:g} s in all; this one lasts {lasts_s:g} s")
        if lasts_s * self.units > MOST_UNIT_SECONDS:
            raise ValueError(
                f"units times seconds of at most {MOST_UNIT_SECONDS:g}; these are {lasts_s * self.units:g}"
            )
        return self


class Lift(Strict):
    """One repetition of one person, by a method; the load is given in kg or as a share of this person's own 1RM."""

    lift: LiftName = "bench_press"
    method: Literal[tuple(METHODS)] = "heavy"  # type: ignore[valid-type]
    load_kg: Annotated[float, Field(ge=0.0, le=700.0)] | None = None
    relative_load: Annotated[float, Field(ge=0.0, le=MOST_RELATIVE)] | None = None
    state: State = Field(default_factory=State)
    seed: Seed = 0
    runs: Runs = 5
    unit: Literal["kg", "lb"] = "kg"

    def order(self) -> LiftOrder:
        """What it asks for."""
        load = Load(kg=self.load_kg, share=self.relative_load)
        return LiftOrder(
            self.lift, load, population=self.state.population, seed=self.seed, changes=self.state.changes
        )  # fmt: skip

    @model_validator(mode="after")
    def _one_load(self) -> Lift:
        if (self.load_kg is None) == (self.relative_load is None):
            raise ValueError("one of load_kg and relative_load")
        return self


class Pair(Strict):
    """Two people beside each other; muscle, units and state of each count, the effort does not."""

    a: Contraction
    b: Contraction
    explained: bool = Field(False, description="Whether the gaps are shared out among the parts; takes a second or so.")


class Effort(Strict):
    """One of the two."""

    contraction: Contraction | None = None
    lift: Lift | None = None

    @model_validator(mode="after")
    def _one(self) -> Effort:
        if (self.contraction is None) == (self.lift is None):
            raise ValueError("one of contraction and lift")
        return self


class Both(Strict):
    """Two efforts to be written down."""

    a: Effort
    b: Effort
