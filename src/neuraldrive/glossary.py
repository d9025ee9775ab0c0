"""Term → symbol, unit, definition, source. Docs, labels and tests read it; definitions live here once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from neuraldrive.errors import CatalogError


@dataclass(frozen=True)
class Term:
    """A word of the field. `better` is +1 where more is better, −1 where less is, 0 where neither can be said."""

    name: str
    symbol: str
    unit: str
    definition: str
    source: str
    decimals: int = 2
    better: int = 0

    @property
    def label(self) -> str:
        """The term as people read it.

        >>> term("mean_velocity").label
        'mean velocity'
        """
        return self.name.removesuffix("_kg").removesuffix("_mps").replace("_", " ").replace("one rm", "1RM")


_HOUSE = "neuraldrive"
_TERMS = (
    Term("position", "x", "m", "Height of the bar, upward positive, from an arbitrary zero.", _HOUSE, 3),
    Term("velocity", "v", "m/s", "Vertical velocity of the bar, upward positive.", _HOUSE),
    Term("acceleration", "a", "m/s2", "Vertical acceleration of the bar without gravity, upward positive.", _HOUSE, 1),
    Term("angular_velocity", "ω", "rad/s", "Rotation as a gyroscope senses it, about its own axes.", _HOUSE, 2),
    Term("force", "F", "N", "Force on the load, or of an isometric effort.", _HOUSE, 0),
    Term("rise", "", "", "The upward phase of a repetition: from leaving the bottom, after any pause, until the bar "
         "first rests or turns at the top.", _HOUSE),
    Term("descent", "", "", "The downward phase before a rise.", _HOUSE),
    Term("repetition", "", "", "One descent and rise of the bar, or a rise from the floor.", _HOUSE),
    Term("mean_velocity", "MV", "m/s", "Mean bar velocity over the whole rise.", "garcia_ramos_2018", 2, 1),
    Term("mean_propulsive_velocity", "MPV", "m/s", "Mean bar velocity while the lifter pushes: from the start of the "
         "rise until the acceleration falls below −g after the last push.", "sanchez_medina_2010", 2, 1),
    Term("peak_velocity", "PV", "m/s", "Largest bar velocity in the rise.", _HOUSE, 2, 1),
    Term("time_to_peak_velocity", "TPV", "s", "From the start of the rise to its peak velocity.", _HOUSE, 2, -1),
    Term("range_of_motion", "ROM", "m", "Height gained in the rise.", _HOUSE, 3),
    Term("duration", "T", "s", "Duration of the rise.", _HOUSE, 2),
    Term("mean_acceleration", "ā", "m/s2", "Mean acceleration from the start of the rise to its peak velocity.",
         _HOUSE, 1, 1),
    Term("mean_power", "P̄", "W", "Mean of m(g + a)v over the rise, for the load on the bar alone.", _HOUSE, 0, 1),
    Term("peak_power", "P", "W", "Largest m(g + a)v in the rise, for the load on the bar alone.", _HOUSE, 0, 1),
    Term("propulsive_phase", "", "", "The part of the rise until the acceleration falls below −g after the last push.",
         "sanchez_medina_2010"),
    Term("velocity_loss_from_fastest", "VL", "ratio", "1 − last mean velocity / fastest so far in the set.",
         "pareja_blanco_2017", 1),
    Term("velocity_loss_from_first", "VL1", "ratio", "1 − last mean velocity / first in the set. The first repetition "
         "is the fastest in about a quarter of real sets, so this is not the same number.", _HOUSE, 1),
    Term("load_kg", "L", "kg", "Mass on the bar, the bar included.", _HOUSE, 1),
    Term("relative_load", "L/R", "ratio", "Load over the 1RM, lifted or estimated: say which.", _HOUSE, 0),
    Term("one_rm_kg", "1RM", "kg", "The heaviest load lifted once.", _HOUSE, 1, 1),
    Term("estimated_one_rm_kg", "e1RM", "kg", "The 1RM inferred from velocity, rated sets or both.", _HOUSE, 0, 1),
    Term("velocity_at_one_rm", "V1RM", "m/s", "Mean velocity of the 1RM; personal, and the largest unknown of every "
         "estimate from velocity.", "helms_2017"),
    Term("load_velocity_slope", "b", "m/s", "Fall of mean velocity from no load to the 1RM, on the athlete's line.",
         _HOUSE),
    Term("load_velocity_profile", "", "", "The athlete's own line of mean velocity against load, with its interval.",
         "garcia_ramos_2018"),
    Term("repetitions_in_reserve", "RIR", "count", "Repetitions that could still have been done at the end of a set; "
         "0 is a value.", "helms_2017", 1),
    Term("rating_of_perceived_exertion", "RPE", "", "Rating from 0 to 10, 10 meaning none in reserve.",
         "helms_2017", 1),
    Term("typical_error", "TE", "", "Day-to-day standard deviation of a measure in an athlete who has not changed.",
         "hopkins_2000"),
    Term("total_strength", "", "", "What a bar shows: neural drive and muscle together. Its change can be told to a few "
         "per cent; which of the two changed cannot.", _HOUSE),
    Term("voluntary_activation", "VA", "ratio", "1 − superimposed twitch / resting twitch. Not the share of force, nor "
         "of units recruited.", "merton_1954", 0, 1),
    Term("emg", "EMG", "V", "Electrical potential on the skin over an active muscle: the sum of the action potentials of its "
         "motor units.", _HOUSE, 6),
    Term("amplitude_cancellation", "", "ratio", "1 − mean rectified EMG / mean of the potentials rectified one by one: what is "
         "lost where positive and negative phases meet.", "keenan_2005", 2),
    Term("neural_drive", "", "pps", "The discharges that leave the motor-unit pool, summed.", _HOUSE),
    Term("discharge_rate", "", "pps", "Discharges a second of one motor unit.", _HOUSE, 1),
    Term("recruitment_threshold", "RT", "MVF", "Force at which a motor unit begins to discharge repetitively; the "
         "method is part of the name.", _HOUSE, 1),
    Term("derecruitment_threshold", "DT", "MVF", "Force at which a motor unit ceases to discharge repetitively.",
         _HOUSE, 1),
    Term("recruitment_interval", "", "s", "From the first discharge of the first motor unit to the first discharge of "
         "the last.", "del_vecchio_2019", 3),
    Term("first_interval_rate", "", "pps", "One over the first interval of a motor unit's discharge, doublets left "
         "out.", "van_cutsem_1998", 1),
    Term("interspike_variability", "CV ISI", "ratio", "Standard deviation of the intervals between discharges over "
         "their mean, without pauses and doublets.", "moritz_2005", 1),
    Term("doublet_share", "", "ratio", "Share of the active motor units that begin with a doublet: two discharges "
         "2 to 5 ms apart.", "van_cutsem_1998", 0),
    Term("delta_f", "ΔF", "pps", "Rate of an earlier motor unit where a later one begins, less its rate where the later "
         "one ends: what persistent inward currents hold up.", "gorassini_2002", 1),
    Term("maximal_voluntary_force", "MVF", "N", "Largest force of a maximal effort, above the force at rest; the effort "
         "itself is the MVC.", _HOUSE, 0, 1),
    Term("force_onset", "", "s", "When force begins to rise; the rule is part of the name.", "tillin_2010", 3),
    Term("rate_of_force_development", "RFD", "N/s", "Gain of force over a window after the onset, over its length; "
         "window and onset rule are part of the name.", "maffiuletti_2016", 0, 1),
    Term("peak_rate_of_force_development", "pRFD", "N/s", "Largest gain of force over a window that slides.",
         "maffiuletti_2016", 0, 1),
    Term("force_after_onset", "", "N", "Force gained so many milliseconds after the onset.", "tillin_2010", 1, 1),
    Term("time_to_force", "", "s", "From the onset of force to a share of its maximum.", "maffiuletti_2016", 3, -1),
    Term("contraction_time", "CT", "s", "From the beginning of the response to a single pulse to its peak.", _HOUSE, 3, -1),
    Term("half_relaxation_time", "HRT", "s", "From the peak of the response to a single pulse to half of it.", _HOUSE, 3),
    Term("impulse", "", "N·s", "Area under the force gained, over a window after the onset.", "aagaard_2002", 1, 1),
    Term("force_steadiness", "CV force", "ratio", "Standard deviation of a held force about its trend, over its mean.",
         "moritz_2005", 1, -1),
)  # fmt: skip

TERMS: Mapping[str, Term] = MappingProxyType({each.name: each for each in _TERMS})


def term(name: str) -> Term:
    """The term of that name.

    Raises:
        CatalogError: the glossary has no such term.
    """
    try:
        return TERMS[name]
    except KeyError:
        raise CatalogError(
            "glossary term", found=repr(name), needed="a term of the glossary", remedy="Add it to glossary.py."
        ) from None


# The one rule that stands on every page drawn from bar data.
ORIGIN_NOT_IDENTIFIABLE = (
    "Bar speed shows total strength and its change, to a few per cent. It cannot tell neural from muscular limits: "
    "a 15 % activation deficit with 15 % more muscle moves the bar the same."
)
TEST_THAT_WOULD_TELL = (
    "The interpolated twitch (superimposed against resting doublet) tells voluntary activation; early rate of force "
    "development beside evoked force tells the neural rise; high-density EMG tells recruitment and discharge rates."
)
