"""What the literature says, as data: lifts, methods, sensors, muscles and populations, each number with its source."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from neuraldrive.catalog.claim_entry import Claim, load_claim
from neuraldrive.catalog.entries import slug, tables, unknown
from neuraldrive.catalog.exercise_entry import Exercise
from neuraldrive.catalog.exercise_file import find_exercise, load_exercises, spellings_of
from neuraldrive.catalog.lift_entry import Lift, LiftMechanics, like, load_lift
from neuraldrive.catalog.lifter_sample import drawn_lifters
from neuraldrive.catalog.marker_entry import NeuralMarker, ReferenceRange, marker, markers
from neuraldrive.catalog.method_entry import Method
from neuraldrive.catalog.method_file import find_method, load_method
from neuraldrive.catalog.muscle_entry import Muscle
from neuraldrive.catalog.muscle_file import muscle, muscles
from neuraldrive.catalog.plate_entry import Bar, PlateSet, bar, bars, plate_set, plate_sets
from neuraldrive.catalog.population_entry import Population, load_population
from neuraldrive.catalog.rule_entry import Rule, rule, rules
from neuraldrive.catalog.scatter_entry import Scatter, scatter, scatters
from neuraldrive.catalog.scheme_entry import Scheme, scheme, schemes
from neuraldrive.catalog.sensor_entry import Sensor, load_sensor
from neuraldrive.catalog.stop_entry import StopEngine, stop_engine, stop_engines
from neuraldrive.catalog.stop_record import StopRecord, stop_records
from neuraldrive.catalog.stop_rule import StopRule
from neuraldrive.errors import CatalogError
from neuraldrive.records import Lifter

__all__ = [
    "Bar",
    "Claim",
    "Exercise",
    "Lift",
    "LiftMechanics",
    "Method",
    "Muscle",
    "NeuralMarker",
    "PlateSet",
    "Population",
    "ReferenceRange",
    "Rule",
    "Scatter",
    "Scheme",
    "Sensor",
    "StopEngine",
    "StopRecord",
    "StopRule",
    "bar",
    "bars",
    "claim",
    "claims",
    "exercise",
    "exercises",
    "lift",
    "lift_name",
    "lifters",
    "lifts",
    "marker",
    "markers",
    "method",
    "methods",
    "muscle",
    "muscles",
    "plate_set",
    "plate_sets",
    "population",
    "populations",
    "rule",
    "rules",
    "scatter",
    "scatters",
    "scheme",
    "schemes",
    "sensor",
    "sensors",
    "stop_engine",
    "stop_engines",
    "stop_records",
]

ANY_LIFT = "any_lift"


@cache
def lifts() -> Mapping[str, Lift]:
    """All lifts by name."""
    found = tables("lifts")
    return {name: load_lift(name, like(table, found)) for name, table in found.items()}


@cache
def sensors() -> Mapping[str, Sensor]:
    """All sensors by name."""
    return {name: load_sensor(name, table) for name, table in tables("sensors").items()}


def lift(name: str, *, or_any: bool = False) -> Lift:
    """The lift of that name; with `or_any`, the entry for any lift where the catalogue has none.

    Raises:
        CatalogError: no such lift.

    >>> lift("bench_press").label
    'Bench press'
    """
    if name in lifts():
        return lifts()[name]
    if or_any:
        return lifts()[ANY_LIFT]
    raise unknown("lift", name, lifts())


def sensor(name: str) -> Sensor:
    """The sensor of that name.

    Raises:
        CatalogError: no such sensor.

    >>> sensor("linear_encoder").grade
    'may stop a set'
    """
    if name in sensors():
        return sensors()[name]
    raise unknown("sensor", name, sensors())


@cache
def claims() -> Mapping[str, Claim]:
    """The claims of popular writing with our verdicts, by their number: S1, S2 …"""
    found = [load_claim(name, table) for name, table in tables("claims").items()]
    return {each.id: each for each in sorted(found, key=lambda each: each.number)}


def claim(number: str) -> Claim:
    """The claim of that number, with or without its S.

    Raises:
        CatalogError: no such claim.

    >>> claim("6") is claim("S6")
    True
    """
    wanted = f"S{number.strip().upper().removeprefix('S')}"
    if wanted in claims():
        return claims()[wanted]
    raise CatalogError(
        "claim", found=repr(number), needed=f"S1 to S{len(claims())}", remedy="`neuraldrive evidence` lists them."
    )


@cache
def methods() -> Mapping[str, Method]:
    """All training methods by name, the heaviest first."""
    found = [load_method(name, table, claims().values()) for name, table in tables("methods").items()]
    heaviest_first = sorted(
        found, key=lambda each: (-each["relative_load_high"], -each["relative_load_low"], each.name)
    )
    return {each.name: each for each in heaviest_first}


def method(name: str) -> Method:
    """The training method of that name, label or alias.

    Raises:
        CatalogError: no such method.

    >>> method("speed work").label, method("CAT").range("relative_load")
    ('Dynamic effort', (0.5, 0.8))
    """
    return find_method(name, methods())


@cache
def exercises() -> Mapping[str, Exercise]:
    """All exercises by name, by pattern as the body moves."""
    known = {name: entry for name, entry in lifts().items() if name != ANY_LIFT}
    return load_exercises(tables("exercises"), known, methods())


def exercise(name: str) -> Exercise:
    """The exercise of that name, label or alias.

    Raises:
        CatalogError: no such exercise.

    >>> exercise("SSB"), exercise("bench press throw").pattern, exercise("Box squats").lift
    (Exercise(safety_bar_squat: Safety-bar squat), 'throw', 'back_squat')
    """
    return find_exercise(name, exercises(), _spellings())


@cache
def _spellings() -> Mapping[str, str]:
    return spellings_of(exercises())


@cache
def populations() -> Mapping[str, Population]:
    """All populations by name."""
    return {name: load_population(name, table) for name, table in tables("populations").items()}


def population(name: str) -> Population:
    """The population of that name.

    Raises:
        CatalogError: no such population.

    >>> population("untrained").typical().initial_rate_pps
    90.0
    """
    if name in populations():
        return populations()[name]
    raise unknown("population", name, populations())


@cache
def _aliases() -> Mapping[str, str]:
    found = {}
    for name, entry in lifts().items():
        for spelling in (name, entry.label, *entry.aliases):
            found[slug(spelling)] = name
    return found


def lift_name(text: str) -> str:
    """The catalogue's name for a lift as people write it; else the text as a name of its own.

    >>> lift_name("Barbell Squat"), lift_name("Skull Crushers")
    ('back_squat', 'skull_crushers')
    """
    spelling = slug(text)
    return _aliases().get(spelling, spelling)


def lifters(n: int, *, seed: int, of: str = "untrained") -> tuple[Lifter, ...]:
    """`n` virtual lifters: bodies of people who lift, nervous systems of a population.

    Raises:
        BadValue: no number of lifters, or no seed.
        CatalogError: no such population.

    >>> lifters(3, seed=1)[0] == lifters(1, seed=1)[0]
    True
    """
    return drawn_lifters(n, seed, population(of))
