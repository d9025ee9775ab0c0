"""Catalogue → Recording with the truth attached: isometric efforts and evoked contractions of a motor-unit pool."""

from neuraldrive.simulate.contraction import contraction, evoked
from neuraldrive.simulate.efforts import Effort, ballistic, drive, hold, intermittent, maximal, ramp
from neuraldrive.simulate.emg import surface_emg, surface_potentials
from neuraldrive.simulate.many import contractions, each_contraction
from neuraldrive.simulate.published import fuglevand_1993, potvin_fuglevand_2017
from neuraldrive.simulate.skin_electrodes import Electrodes, electrodes
from neuraldrive.simulate.steady import SteadyState, steady_state
from neuraldrive.simulate.stimuli import Stimulus, stimulus

__all__ = [
    "Effort",
    "Electrodes",
    "SteadyState",
    "Stimulus",
    "ballistic",
    "contraction",
    "contractions",
    "drive",
    "each_contraction",
    "electrodes",
    "evoked",
    "fuglevand_1993",
    "hold",
    "intermittent",
    "maximal",
    "potvin_fuglevand_2017",
    "ramp",
    "steady_state",
    "stimulus",
    "surface_emg",
    "surface_potentials",
]
