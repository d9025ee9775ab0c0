"""Frozen things that check themselves."""

from neuraldrive.records.measurement import Measurement
from neuraldrive.records.reading import Reading, Refusal
from neuraldrive.records.recording import Recording
from neuraldrive.records.signal import Signal
from neuraldrive.records.training import Athlete, Repetition, Session, SetEntry

__all__ = [
    "Athlete",
    "Measurement",
    "Reading",
    "Recording",
    "Refusal",
    "Repetition",
    "Session",
    "SetEntry",
    "Signal",
]
