"""Frozen things that check themselves."""

from neuraldrive.records.lift_truth import LiftTruth, RepetitionTruth
from neuraldrive.records.lifter import Lifter
from neuraldrive.records.measurement import Measurement
from neuraldrive.records.motor_units import MotorUnits
from neuraldrive.records.neural_state import NeuralState
from neuraldrive.records.pool_truth import PoolTruth
from neuraldrive.records.prescription import Plan, PlanDay, PlanWeek, Prescription
from neuraldrive.records.reading import Reading, Refusal
from neuraldrive.records.recording import Recording
from neuraldrive.records.sample_block import SampleBlock
from neuraldrive.records.sets import Load, Rotation, Sets, Span, Stop, Wave
from neuraldrive.records.signal import Signal
from neuraldrive.records.training import Athlete, Repetition, Session, SetEntry
from neuraldrive.records.verdict import Verdict

__all__ = [
    "Athlete",
    "LiftTruth",
    "Lifter",
    "Load",
    "Measurement",
    "MotorUnits",
    "NeuralState",
    "Plan",
    "PlanDay",
    "PlanWeek",
    "PoolTruth",
    "Prescription",
    "Reading",
    "Recording",
    "Refusal",
    "Repetition",
    "RepetitionTruth",
    "Rotation",
    "SampleBlock",
    "Session",
    "SetEntry",
    "Sets",
    "Signal",
    "Span",
    "Stop",
    "Verdict",
    "Wave",
]
