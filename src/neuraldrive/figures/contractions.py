"""One isometric contraction, from the motor units to the force, as a picture."""

from __future__ import annotations

from collections.abc import Sequence

from neuraldrive.errors import MissingChannel
from neuraldrive.figures import words
from neuraldrive.figures.contraction_panels import paint
from neuraldrive.figures.contraction_told import Told
from neuraldrive.figures.drawing import Drawing
from neuraldrive.measure.stimulated import superimposed_s
from neuraldrive.records import Recording


def contraction(recording: Recording, repeats: Sequence[Recording] = ()) -> Drawing:
    """Raster by threshold, share of units recruited, discharge rates, force and EMG of one contraction.

    Blue is recruitment, copper is rate coding. Stimuli are dashed lines; without discharges only force and EMG are
    drawn.

    Args:
        recording: with force; simulated, or measured with identified motor units.
        repeats: the same effort of the same person with other seeds: bands that hold 90 % of them.

    Raises:
        MissingChannel: no force.

    >>> from neuraldrive import figures, simulate
    >>> drawing = figures.contraction(simulate.contraction("vastus_lateralis", simulate.ramp(to=0.4), seed=7))
    >>> drawing.finding
    'Vastus lateralis, untrained, ramp: 3... of 400 motor units recruited, largest force 4... % of MVF.'
    """
    if "force" not in recording:
        raise MissingChannel(
            "figure of a contraction", found=", ".join(recording.channels), needed="force",
            remedy="Draw an isometric recording.",
        )  # fmt: skip
    told = Told(recording, tuple(repeats))
    return Drawing(_finding(told), _caption(told), lambda canvas: paint(canvas, told), neural=True)


def _finding(told: Told) -> str:
    recording, facts = told.recording, []
    if told.trains:
        facts.append(f"{told.active} of {words.counted(len(told.trains), 'motor unit')} recruited")
    facts.append(f"largest force {_in_words(told, told.largest)}")
    if told.truth is not None and told.truth.failed_at_s is not None:
        facts.append(f"not held from {told.truth.failed_at_s:.0f} s on")
    return f"{whose(recording)}{recording.task or 'contraction'}: {', '.join(facts)}."


def whose(recording: Recording) -> str:
    """Muscle and neural state as words that begin a sentence."""
    truth = recording.truth
    if truth is None:
        return ""
    return f"{words.lift_label(truth.muscle)}, {truth.state.name.replace('_', '-')}, "


def _in_words(told: Told, force: float) -> str:
    unit = told.recording["force"].unit
    if told.mvf is None:
        return f"{force:.0f} {unit}"
    share = f"{100 * force / told.mvf:.0f} % of MVF"
    return share if unit == "MVF" else f"{share}, {force:.0f} {unit}"


def _caption(told: Told) -> str:
    said = ["Simulated." if told.recording.simulated else "Measured."]
    if told.trains:
        said.append(
            "Each stroke is a discharge, of as many units as have room; where strokes would touch they are one bar. Blue: "
            "the first discharge of a unit. Copper: rates, each point an interval, the thick line the mean."
        )
        if told.truth is not None and told.truth.is_doublet.any():
            said.append("Copper squares: doublets.")
    evoked = ", without what stimuli evoke" if superimposed_s(told.recording) else ""
    said.append(f"Largest force: best mean over 50 ms{evoked}.")
    if told.breaks_s:
        said.append("Upright dashes: stimuli.")
    if sum(name.startswith("emg_") for name in told.recording.channels):
        said.append("EMG: median and range of the channels' root mean square.")
    if told.repeats:
        said.append(f"Bands hold 90 % of {len(told.repeats) + 1} runs that differ by chance alone.")
    return " ".join([*said, *(f"{flag[:1].upper()}{flag[1:]}." for flag in told.recording.flags)])
