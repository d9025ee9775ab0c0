"""Plans at random, however odd, for the checks."""

from __future__ import annotations

import random

from neuraldrive.plan.laid_out import WEEKDAYS
from neuraldrive.records.prescription import Plan, PlanDay, PlanWeek, Prescription, Rotation, Span, Stop, Wave
from plan_examples import line, plan, sets

LIFTS = ("back_squat", "front_squat", "box_squat", "bench_press", "deadlift", "romanian_deadlift", "bench_throw",
         "jump_squat", "drop_jump", "barbell_row", "safety_bar_squat", "leg_press")  # fmt: skip
METHODS = (
    "",
    "",
    "maximal_effort",
    "dynamic_effort",
    "repeated_effort",
    "compensatory_acceleration",
    "ballistic",
    "plyometric",
)
STOPS = (Stop("reserve", 1), Stop("reserve", 3), Stop("rpe", 9), Stop("loss", 0.05), Stop("loss", 0.3), Stop("set_mean", 0.1),
         Stop("set_mean", 0.3), Stop("height", 0.2), Stop("failure"), Stop("velocity", 0.4))  # fmt: skip


def random_line(rng: random.Random) -> Prescription:
    load, unit = (rng.choice((8, 9)), "rpe") if rng.random() < 0.15 else (rng.randint(4, 21) / 20, "share")
    text = f"{rng.randint(1, 14)}x{rng.randint(1, 12)}"
    stops = {stop.kind: stop for stop in rng.sample(STOPS, rng.choice((0, 0, 1, 1, 2)))}
    more = {
        "rest": rng.choice((None, 30, 60, 120, 180, 400)), "method": rng.choice(METHODS), "fast": rng.random() < 0.3,
        "release": rng.random() < 0.15, "stops": tuple(stops.values()), "bands": rng.choice((0.0, 0.0, 0.25)),
        "velocity": rng.choice((None, None, Span(0.3, 0.5))),
    }  # fmt: skip
    if rng.random() < 0.15:
        lifts = tuple(rng.choices(LIFTS[:6], k=rng.choice((2, 3))))
        return line(lifts, text, load, unit=unit, rotation=Rotation(1), **more)
    item = line(rng.choice(LIFTS), text, load, unit=unit, **more)
    if rng.random() < 0.15:
        steps = tuple(sets(f"1x{each}", 0.8 + 0.05 * at) for at, each in enumerate((4, 2, 1)))
        return Prescription(item.lifts, Wave(steps, rng.choice((1, 2, 3))), method=item.method, rest_s=item.rest_s)
    return item


def random_plan(seed: int) -> Plan:
    rng = random.Random(seed)
    weeks = [
        PlanWeek(
            tuple(
                PlanDay(day, tuple(random_line(rng) for _ in range(rng.randint(1, 3))))
                for day in rng.sample(WEEKDAYS, 3)
            ),
            number,
        )
        for number in (1, 2, 3)
    ]
    return plan(*weeks, goal=rng.choice(("", "peaking")), starts=rng.choice(("2026-12-07", "2026-12-28")))
