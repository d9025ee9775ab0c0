"""Athletes, sessions, repetitions and raw signals: SQLite by default, PostgreSQL by URL."""

from neuraldrive.store.athletes import AthleteSummary
from neuraldrive.store.corrections import Correction
from neuraldrive.store.derived import StoredMeasurement
from neuraldrive.store.equipment import StoredEquipment
from neuraldrive.store.face import Store
from neuraldrive.store.health import Finding
from neuraldrive.store.importing import Count, ImportedFile, ImportReceipt
from neuraldrive.store.live_sets import LiveSetRow, SaidVerdict
from neuraldrive.store.location import data_folder
from neuraldrive.store.opening import open_store, restore
from neuraldrive.store.plans import PlanVersion, StoredPlan, StoredSheet
from neuraldrive.store.sessions import SessionSummary, StoredSession
from neuraldrive.store.sets import RepetitionRow, StoredSet
from neuraldrive.store.streams import StreamWriter, read_stream

__all__ = [
    "AthleteSummary",
    "Correction",
    "Count",
    "Finding",
    "ImportReceipt",
    "ImportedFile",
    "LiveSetRow",
    "PlanVersion",
    "RepetitionRow",
    "SaidVerdict",
    "SessionSummary",
    "Store",
    "StoredEquipment",
    "StoredMeasurement",
    "StoredPlan",
    "StoredSession",
    "StoredSet",
    "StoredSheet",
    "StreamWriter",
    "data_folder",
    "open_store",
    "read_stream",
    "restore",
]
