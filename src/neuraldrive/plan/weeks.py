"""Weeks of a block: which are built up, easy, tapered or tested, and what the schemes of the catalogue ask of each."""

from __future__ import annotations

from dataclasses import dataclass, replace

from neuraldrive import catalog
from neuraldrive.catalog.scheme_entry import Scheme, Step
from neuraldrive.plan.block_wish import Wish

PHASES = ("accumulation", "transmutation", "realisation")
BUILD, DELOAD, TAPER, TEST = "build", "deload", "taper", "test"
FIRST_WEEKS = "first weeks"
"""Label of the weeks in which the untrained learn the lifts with 60 to 80 %."""
WEEKS_A_LIFT = 3
"""Lifts stay for so many weeks at least, that they can be built up."""


@dataclass(frozen=True)
class Week:
    """A week of the block and its doses, before days and lifts are chosen.

    Args:
        number: 1 for the first.
        kind: BUILD, DELOAD, TAPER or TEST.
        label: as the plan writes it.
        wave: index of the wave or phase that it belongs to; lifts that are no heavy ones change with it.
        turn: index of the turn of the heavy lift.
        heavy: steps of the heavy work, `waves` times.
        fast: step of speed work: of the lower, of the upper body.
        progress: 0 in the first to 1 in the last week that builds up.
        light: whether the untrained lift for repetitions yet, and nothing is heavy.
    """

    number: int
    kind: str
    label: str
    wave: int
    turn: int
    heavy: tuple[Step, ...]
    waves: int
    fast: tuple[Step, Step]
    progress: float
    light: bool = False


def heavy_scheme(wish: Wish) -> Scheme:
    """The scheme of the heavy work: linear for the untrained, blocks for speed, else waves; for the advanced a rotation.

    None of them was shown to be best; see their verdicts.
    """
    if wish.goal in ("rate of force development", "power"):
        return catalog.scheme("block")
    if wish.training == "untrained":
        return catalog.scheme("linear")
    rotates = wish.training == "advanced" and wish.goal == "maximal strength"
    return catalog.scheme("conjugate_rotation" if rotates else "heavy_wave")


def rotates_weekly(wish: Wish) -> bool:
    """Whether each week has another heavy lift, until the last weeks before a competition."""
    return "lifts_in_turn" in heavy_scheme(wish).numbers


def kinds(wish: Wish) -> tuple[str, ...]:
    """The kind of each week: the last are the taper where there is a competition; each fourth of a long block is easy.

    >>> from neuraldrive.plan.block import wish
    >>> kinds(wish(goal="power", weeks=9, days="mon fri", minutes=60))[2:5]
    ('build', 'deload', 'build')
    """
    rule, deload = catalog.rule("taper"), catalog.scheme("deload")
    taper = 0 if wish.competition is None else min(int(rule["weeks_high"]), wish.weeks)
    build = wish.weeks - taper
    every = int(deload["every_weeks"])
    found = [BUILD] * build + [TAPER] * taper
    if wish.weeks >= deload["least_weeks"]:
        for at in range(every - 1, build - (1 if taper else 0), every):
            found[at] = DELOAD
    if wish.to_test and build:
        found[0] = TEST
    return tuple(found)


def weeks(wish: Wish) -> tuple[Week, ...]:
    """All weeks of the block with their doses."""
    plan, scheme = kinds(wish), heavy_scheme(wish)
    builds = [at for at, kind in enumerate(plan) if kind in (BUILD, TEST)]
    lift_weeks = WEEKS_A_LIFT if wish.competition is not None else 0
    found = []
    for at, kind in enumerate(plan):
        done = max(sum(each <= at for each in builds) - 1, 0)
        progress = done / max(len(builds) - 1, 1)
        wave = lift_phase(done, len(builds))
        light = kind != TAPER and done < light_weeks(wish, len(builds))
        heavy, waves = _heavy(wish, scheme, kind, (done, len(builds), _place(plan, at)))
        fast = (_fast("dynamic_wave", kind, done), _fast("dynamic_wave_press", kind, done))
        last = len(builds) - done <= lift_weeks
        turn = (len(plan) if last else at) if rotates_weekly(wish) else wave
        label = FIRST_WEEKS if light and kind == BUILD else _label(kind, scheme, progress)
        found.append(Week(at + 1, kind, label, wave, turn, heavy, waves, fast, progress, light))
    return tuple(_numbered(found))


def lift_phase(done: int, builds: int) -> int:
    """Index of the phase of three to five weeks in which lifts stay.

    >>> [lift_phase(done, 7) for done in range(7)]
    [0, 0, 0, 0, 1, 1, 1]
    """
    phases = max(builds // WEEKS_A_LIFT, 1)
    return min(done * phases // max(builds, 1), phases - 1)


def light_weeks(wish: Wish, builds: int) -> int:
    """Weeks that the untrained begin with at 60 to 80 %; before a competition half of the block at most."""
    if wish.training != "untrained":
        return 0
    most = builds if wish.competition is None else -(-builds // 2)
    return min(len(catalog.scheme("first_weeks").weeks), most)


def _numbered(found: list[Week]) -> list[Week]:
    """Waves and turns without gaps."""
    waves, turns = ({each: at for at, each in enumerate(dict.fromkeys(values))} for values in (
        [week.wave for week in found], [week.turn for week in found],
    ))  # fmt: skip
    return [replace(week, wave=waves[week.wave], turn=turns[week.turn]) for week in found]


def _place(plan: tuple[str, ...], at: int) -> int:
    return sum(kind == plan[at] for kind in plan[:at])


def _phase(progress: float, scheme: Scheme) -> str:
    first = scheme["first_share"]
    return PHASES[0 if progress < first else 1 if progress < first + scheme["second_share"] else 2]


def _heavy(wish: Wish, scheme: Scheme, kind: str, at: tuple[int, int, int]) -> tuple[tuple[Step, ...], int]:
    done, builds, place = at
    learns = light_weeks(wish, builds)
    if kind in (DELOAD, TAPER):
        if kind == DELOAD and done < learns:
            return catalog.scheme("first_weeks").weeks[0], 1
        peaks = kind == TAPER and wish.goal == "peaking" and not learns
        easy = catalog.scheme("peak_taper" if peaks else kind).weeks
        return easy[-1] if learns else easy[min(place, len(easy) - 1)], 1
    if done < learns:
        return catalog.scheme("first_weeks").weeks[done], 1
    if wish.goal == "peaking" and not learns and builds - done <= len(catalog.scheme("last_heavy_weeks").weeks):
        return catalog.scheme("last_heavy_weeks").weeks[done - builds], 1
    if scheme.name == "block":
        return scheme.weeks[PHASES.index(_phase(done / max(builds - 1, 1), scheme))], 1
    if scheme.name == "linear":
        return scheme.weeks[min(done - learns, len(scheme.weeks) - 1)], 1
    if scheme.name == "heavy_wave":
        return _wave(scheme, done, builds)
    return scheme.weeks[done % len(scheme.weeks)], 1


def _wave(scheme: Scheme, at: int, builds: int) -> tuple[tuple[Step, ...], int]:
    """Waves end with the heaviest; a block of several ends its last with a wave within the session."""
    length = int(scheme["weeks_a_wave"])
    last, waves = len(scheme.weeks) // length, -(-builds // length)
    if builds > length and at == builds - 1 and (at + 1) % length == 0:
        climbing = catalog.scheme("session_wave")
        return climbing.weeks[0], int(climbing["waves_a_session"])
    wave = (last - waves + at // length) % last if waves > 1 else 1
    return scheme.weeks[length * wave + at % length], 1


def _fast(name: str, kind: str, done: int) -> Step:
    steps = catalog.scheme(name).weeks
    return steps[0 if kind in (DELOAD, TAPER) else done % len(steps)][0]


def _label(kind: str, scheme: Scheme, progress: float) -> str:
    if kind != BUILD:
        return kind
    return _phase(progress, scheme) if scheme.name == "block" else ""
