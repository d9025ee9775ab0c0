"""The potential of every motor unit on the skin over a muscle: the templates of its EMG, and the truth behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from neuraldrive import catalog
from neuraldrive.catalog import Muscle
from neuraldrive.catalog.emg_numbers import emg_numbers
from neuraldrive.errors import BadValue
from neuraldrive.kernels import chance, emg, muap, muscle_fibres, recruitment, volume_conductor
from neuraldrive.kernels.muscle_fibres import Anatomy, Territories
from neuraldrive.simulate.door import check_seed
from neuraldrive.simulate.skin_electrodes import Electrodes
from neuraldrive.units import is_number

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]

EMG_HZ = 2048.0
PHASES = 4
"""Templates a sample: discharges are placed to an eighth of a sample, 61 µs."""
FINEST_HZ = 8192.0
"""Potentials are made at this rate or faster, so that the front of the wave is not missed."""
MODEL_SOURCES = ("farina_2001", "fuglevand_1992", "plonsey_1974", "rosenfalck_1969")


@dataclass(frozen=True, eq=False)
class SurfacePotentials:
    """What each unit's discharge adds to each channel; n units ordered by threshold.

    Args:
        phases: (n, p, samples, channels) V; phase k begins k / p of a sample late.
        lengths: (n,) samples of each unit's that are not zero.
        rate_hz: samples a second.
        territories: where each unit lies, and how fast its fibres conduct.
        evoked_delay_s: (n,) from a stimulus of the nerve to the start at the end plates.
    """

    muscle: str
    electrodes: Electrodes
    phases: Singles = field(repr=False)
    lengths: NDArray[np.int64] = field(repr=False)
    rate_hz: float
    territories: Territories = field(repr=False)
    evoked_delay_s: Floats = field(repr=False)
    sources: tuple[str, ...] = field(default=(), repr=False)

    @property
    def templates(self) -> Singles:
        """(n, samples, channels) V, from the moment of the discharge: the truth that a decomposition should find."""
        return self.phases[:, 0]


def surface_potentials(
    muscle: Muscle | str, electrodes: Electrodes, *, rate_hz: float = EMG_HZ, anatomy_seed: int = 0
) -> SurfacePotentials:
    """The potentials of all units of a muscle at these electrodes.

    The muscle is a rectangle of parallel fibres under plane fat and skin (`kernels.volume_conductor`, `kernels.muap`):
    no bone, no curvature, no pennation, potentials that change neither with rate nor in fatigue. Beside a recorded grid,
    differences along the fibres are of the recorded size, monopolar signals about half of it: the far field of a limb of
    finite width is missing. EMG rises with about the 0.8th power of force, less steeply than in man.

    Args:
        anatomy_seed: draws where units lie; the same for all efforts of one muscle, whatever their own seeds.

    Raises:
        CatalogError: no such muscle, or numbers of its geometry that cannot be.
        BadValue: a rate outside 500 to 20,000 Hz, or a seed that is none.

    >>> from neuraldrive.simulate.emg import electrodes
    >>> potentials = surface_potentials("first_dorsal_interosseous", electrodes("bipolar"))
    >>> potentials.templates.shape[0], potentials.rate_hz
    (120, 2048.0)
    """
    check_seed(anatomy_seed)
    if not is_number(rate_hz) or not 500.0 <= rate_hz <= 20_000.0:
        raise BadValue("rate_hz", found=f"{rate_hz}", needed="500 to 20,000 Hz", remedy="2048 is usual.")
    entry = catalog.muscle(muscle) if isinstance(muscle, str) else muscle
    quiet = replace(electrodes, noise_v=0.0, hum_v=0.0, hum_hz=50.0)
    return replace(_made(entry, quiet, float(rate_hz), anatomy_seed), electrodes=electrodes)


@lru_cache(maxsize=4)
def _made(muscle: Muscle, electrodes: Electrodes, rate_hz: float, anatomy_seed: int) -> SurfacePotentials:
    numbers = emg_numbers(muscle)
    value = {key.removeprefix("emg_"): number.value for key, number in numbers.items()}
    anatomy = _anatomy(value)
    share = recruitment.tetanic_forces(int(muscle["units"]), muscle["tetanic_force_range"])
    key = chance.draw_key(np.random.default_rng(anatomy_seed))
    discs = muscle_fibres.territories(key, share, anatomy)
    phases = _templates(_monopolar(key, share, anatomy, discs, electrodes, value, rate_hz), electrodes)
    phases.setflags(write=False)
    along_nerve = np.linspace(value["axon_velocity_first_mps"], value["axon_velocity_last_mps"], share.size)
    sources = tuple(sorted({*MODEL_SOURCES, *(number.source for number in numbers.values())}))
    return SurfacePotentials(
        muscle.name, electrodes, phases, emg.lengths_of(phases), rate_hz, discs,
        value["nerve_length_m"] / along_nerve, sources,
    )  # fmt: skip


def _anatomy(value: Mapping[str, float]) -> Anatomy:
    return Anatomy(
        value["width_m"], value["thickness_m"], value["fibre_share"], value["unit_density"], value["half_length_m"],
        value["end_plate_zone_m"], value["tendon_zone_m"], value["superficial"], value["conduction_velocity_first_mps"],
        value["conduction_velocity_last_mps"], value["conduction_velocity_sd_mps"],
    )  # fmt: skip


def _monopolar(
    key: np.uint64, share: Floats, anatomy: Anatomy, discs: Territories, electrodes: Electrodes,
    value: Mapping[str, float], rate_hz: float,
) -> Singles:  # fmt: skip
    """(n, phases, samples, electrodes), V, each electrode against a far one."""
    layers = volume_conductor.Layers(
        value["muscle_across_spm"], value["muscle_along_spm"], value["fat_spm"], value["skin_spm"],
        value["fat_m"], value["skin_m"], electrodes.radius_m,
    )  # fmt: skip
    middle = electrodes.along_m if electrodes.along_m is not None else 0.5 * anatomy.half_length_m
    places = np.array(electrodes.places_m) + np.array([electrodes.across_m, middle])
    order = np.lexsort((places[:, 1], places[:, 0]))  # those of one column after each other
    lying = muscle_fibres.fibres(key, share, anatomy, discs, volume_conductor.SHALLOWEST_M)
    widest = float(np.abs(places[:, 0]).max()) + 0.5 * anatomy.width_m
    longest = float(np.abs(places[:, 1]).max()) + float(max(lying.ahead_m.max(), lying.behind_m.max())) + 0.02
    table = volume_conductor.slope_table(layers, anatomy.thickness_m, widest, longest)
    times = max(PHASES, int(np.ceil(FINEST_HZ / rate_hz)))
    samples = int(np.ceil(muap.longest_s(lying, discs.velocity_mps) * rate_hz)) + 2
    fine = muap.action_potentials(
        lying, discs.velocity_mps, places[order], table, value["intracellular_spm"] * value["source_scale"],
        rate_hz * times, samples * times,
    )  # fmt: skip
    return muap.in_phases(fine[..., np.argsort(order)], times)


def _templates(monopolar: Singles, electrodes: Electrodes) -> Singles:
    if not electrodes.pairs:
        return np.ascontiguousarray(monopolar)
    plus, minus = np.array(electrodes.pairs).T
    return np.ascontiguousarray(monopolar[..., plus] - monopolar[..., minus])
