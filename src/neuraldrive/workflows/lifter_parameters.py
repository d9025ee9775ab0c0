"""What differs between lifters, how much; the tests that might tell, and how well each repeats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Parameter:
    """A number of a lifter.

    Args:
        short: lines of a column's head, for a figure.
        acts_on: "recruitment", "rate", "both", or "muscle".
        prior_sd: of its logarithm between lifters, before any test.
    """

    label: str
    short: tuple[str, ...]
    acts_on: str
    prior_sd: float


@dataclass(frozen=True)
class LifterTest:
    """Something that can be measured.

    Args:
        kind: "bar", "release", "force" or "stimuli".
        cv: how well it repeats, SD of its logarithm; None where it says what another test says already.
    """

    label: str
    short: str
    kind: str
    unit: str
    cv: float | None


PARAMETERS: Mapping[str, Parameter] = {
    "recruitment_time_s": Parameter("recruitment time", ("recruit.", "time"), "recruitment", 0.40),
    "initial_rate_pps": Parameter("first rate", ("first", "rate"), "rate", 0.20),
    "ceiling": Parameter("voluntary ceiling", ("ceiling",), "both", 0.10),
    "strength": Parameter("muscle force", ("muscle", "force"), "muscle", 0.25),
    "shortening_velocity": Parameter("shortening velocity", ("muscle", "speed"), "muscle", 0.25),
    "contraction_time": Parameter("contraction time", ("contr.", "time"), "muscle", 0.25),
}
"""Spreads are assumed: wide, so that what a test leaves is the test's doing; that of the first rate is the catalogue's."""
PRODUCT = ("ceiling", "strength")
"""What enters every force together."""

TESTS: Mapping[str, LifterTest] = {
    "one_rm": LifterTest("1RM", "1RM", "bar", "kg", 0.025),
    "velocity_30": LifterTest("mean velocity, kg of 30 %", "velocity, 30 %", "bar", "m/s", 0.03),
    "velocity_50": LifterTest("mean velocity, kg of 50 %", "velocity, 50 %", "bar", "m/s", 0.035),
    "velocity_70": LifterTest("mean velocity, kg of 70 %", "velocity, 70 %", "bar", "m/s", 0.045),
    "velocity_85": LifterTest("mean velocity, kg of 85 %", "velocity, 85 %", "bar", "m/s", 0.065),
    "velocity_own_50": LifterTest("mean velocity, 50 % of own 1RM", "own 50 %", "bar", "m/s", None),
    "velocity_at_one_rm": LifterTest("mean velocity at 1RM", "at 1RM", "bar", "m/s", 0.19),
    "released_mean_power_30": LifterTest("mean power, 30 %", "mean W, 30 %", "release", "W", 0.05),
    "released_peak_power_30": LifterTest("peak power, 30 %", "peak W, 30 %", "release", "W", 0.05),
    "released_mean_power_45": LifterTest("mean power, 45 %", "mean W, 45 %", "release", "W", 0.05),
    "released_peak_power_45": LifterTest("peak power, 45 %", "peak W, 45 %", "release", "W", 0.05),
    "voluntary_force": LifterTest("maximal voluntary force", "maximum", "force", "MVF", 0.04),
    "force_50": LifterTest("force at 50 ms", "at 50 ms", "force", "MVF", 0.15),
    "force_100": LifterTest("force at 100 ms", "at 100 ms", "force", "MVF", 0.08),
    "force_200": LifterTest("force at 200 ms", "at 200 ms", "force", "MVF", 0.05),
    "force_rate_50": LifterTest("RFD 0 to 50 ms", "RFD 0–50 ms", "force", "MVF/s", None),
    "evoked_doublet_50": LifterTest("doublet, force at 50 ms", "doublet, 50 ms", "stimuli", "MVF", None),
    "evoked_50": LifterTest("octet, force at 50 ms", "octet, 50 ms", "stimuli", "MVF", 0.06),
    "evoked_peak": LifterTest("octet, peak force", "octet, peak", "stimuli", "MVF", 0.05),
    "voluntary_activation": LifterTest(
        "voluntary activation by interpolated doublet", "interp. doublet", "stimuli", "ratio", 0.03
    ),
}
"""How well tests repeat is assumed, near what is published for well-run ones."""

BAR = ("one_rm", "velocity_30", "velocity_50", "velocity_70", "velocity_85")
POWER = tuple(name for name in TESTS if name.startswith("released"))
FORCE = ("voluntary_force", "force_50", "force_100", "force_200")
EVOKED, TWITCH = ("evoked_50", "evoked_peak"), ("voluntary_activation",)
CUMULATIVE: Mapping[str, tuple[str, ...]] = {
    "1RM, velocities": BAR,
    "+ at 1RM, W": (*BAR, "velocity_at_one_rm", *POWER),
    "+ isometric": (*BAR, "velocity_at_one_rm", *POWER, *FORCE),
    "+ evoked": (*BAR, "velocity_at_one_rm", *POWER, *FORCE, *EVOKED),
    "+ interpolated": (*BAR, "velocity_at_one_rm", *POWER, *FORCE, *EVOKED, *TWITCH),
}
"""Sets of tests, each with all before it."""
ONE_MORE: Mapping[str, tuple[str, ...]] = {
    "bar alone: 1RM, velocity at 4 loads": BAR,
    "bar and throw or jump": (*BAR, *POWER),
    "bar and maximal isometric force": (*BAR, "voluntary_force"),
    "bar and RFD 0 to 50 ms": (*BAR, "force_50"),
    "bar and evoked force (octet)": (*BAR, *EVOKED),
    "bar, RFD 0 to 50 ms and evoked force": (*BAR, "force_50", *EVOKED),
    "bar and twitch interpolation": (*BAR, *TWITCH),
}
"""Bar data and one test more, for the question which one would tell."""
