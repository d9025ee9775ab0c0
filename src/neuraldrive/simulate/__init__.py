"""Catalogue → Recording with the truth attached: isometric efforts, evoked contractions, and lifts."""

import neuraldrive.machine_code  # noqa: F401  before any kernel: it mends what numba kept of them
from neuraldrive.simulate.accommodating import band, band_of, chain, described, hung_chain
from neuraldrive.simulate.bar_sensors import encoder, seen_by, video
from neuraldrive.simulate.contraction import contraction, evoked
from neuraldrive.simulate.efforts import Effort, ballistic, drive, hold, intermittent, maximal, ramp
from neuraldrive.simulate.emg import surface_emg, surface_potentials
from neuraldrive.simulate.equating import added_on_top, equated_at_bottom, equated_at_top, equated_by_mean
from neuraldrive.simulate.inertial_unit import inertial
from neuraldrive.simulate.lifting import simulated_lifts
from neuraldrive.simulate.lifts import lift, lift_set, one_rm_kg, session
from neuraldrive.simulate.many import contractions, each_contraction
from neuraldrive.simulate.many_lifters import LoadVelocity, load_velocity
from neuraldrive.simulate.published import fuglevand_1993, potvin_fuglevand_2017
from neuraldrive.simulate.skin_electrodes import Electrodes, electrodes
from neuraldrive.simulate.steady import SteadyState, steady_state
from neuraldrive.simulate.stimuli import Stimulus, stimulus
from neuraldrive.simulate.velocity_fitted import velocity_fitted_bench_press

__all__ = [
    "Effort",
    "Electrodes",
    "LoadVelocity",
    "SteadyState",
    "Stimulus",
    "added_on_top",
    "ballistic",
    "band",
    "band_of",
    "chain",
    "contraction",
    "contractions",
    "described",
    "drive",
    "each_contraction",
    "electrodes",
    "encoder",
    "equated_at_bottom",
    "equated_at_top",
    "equated_by_mean",
    "evoked",
    "fuglevand_1993",
    "hold",
    "hung_chain",
    "inertial",
    "intermittent",
    "lift",
    "lift_set",
    "load_velocity",
    "maximal",
    "one_rm_kg",
    "potvin_fuglevand_2017",
    "ramp",
    "seen_by",
    "session",
    "simulated_lifts",
    "steady_state",
    "stimulus",
    "surface_emg",
    "surface_potentials",
    "velocity_fitted_bench_press",
    "video",
]
