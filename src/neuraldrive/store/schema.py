"""The tables. What a device or a person logged, what neuraldrive derived from it, and every correction."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

REVISION = "0004"
REVISION_TABLE = "neuraldrive_revision"

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> Column[int]:
    # Ids are given out under the write lock (rows.reserve), so no sequence can fall behind after a restore.
    return Column("id", Integer, primary_key=True, autoincrement=False)


def _to(column: str, *, null: bool = False) -> Column[int]:
    return Column(f"{column}_id", Integer, ForeignKey(f"{column}.id"), nullable=null, index=True)


# One row: what tells this store from every other, wherever it is moved and however it is addressed.
store = Table("store", METADATA, Column("id", Text, primary_key=True))

athlete = Table(
    "athlete",
    METADATA,
    _id(),
    Column("name", Text, nullable=False, unique=True),
    Column("body_mass_kg", Double),
    Column("simulated", Boolean, nullable=False),
)

# How often what is known of an athlete has changed: who keeps something that was derived sees whether it still holds.
change = Table(
    "change",
    METADATA,
    Column("athlete_id", Integer, ForeignKey("athlete.id"), primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),
)

file_import = Table(
    "file_import",
    METADATA,
    _id(),
    Column("sha256", Text, nullable=False, unique=True),
    Column("path", Text, nullable=False),
    Column("format", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("imported_at", Text, nullable=False),
    Column("refusals", Text, nullable=False),
    Column("questions", Text, nullable=False),
)

session = Table(
    "session",
    METADATA,
    _id(),
    _to("athlete"),
    Column("started_at", Text),
    # Seconds since 1970 for sorting; a time without a zone counts as UTC.
    Column("started_s", Double, index=True),
    Column("device", Text),
    Column("note", Text, nullable=False),
)

recording = Table(
    "recording",
    METADATA,
    _id(),
    _to("file_import", null=True),
    # Same samples, athlete, task, load and time: the same recording, whichever file brought it.
    Column("identity", Text, nullable=False, unique=True),
    Column("samples_sha256", Text, nullable=False, index=True),
    Column("path", Text, nullable=False),
    Column("file_sha256", Text, nullable=False),
    Column("channels", Text, nullable=False),
    Column("task", Text),
    Column("device", Text),
    Column("load_kg", Double),
    Column("athlete", Text),
    Column("started_at", Text),
    Column("origin", Text, nullable=False),
    Column("flags", Text, nullable=False),
    Column("truth", Text),
)

set_entry = Table(
    "set_entry",
    METADATA,
    _id(),
    _to("session"),
    _to("file_import", null=True),
    _to("recording", null=True),
    # Of the set as logged; a correction does not change it. None for a set entered by hand.
    Column("fingerprint", Text, unique=True),
    Column("number", Integer, nullable=False),
    Column("lift", Text, nullable=False, index=True),
    Column("load_kg", Double),
    Column("load_unit", Text, nullable=False),
    Column("rpe", Double),
    Column("reps_in_reserve", Double),
    Column("rpe_at_most", Boolean, nullable=False),
    Column("count", Integer),
    Column("started_at", Text),
    Column("started_s", Double),
    Column("device", Text),
    Column("flags", Text, nullable=False),
    Column("note", Text, nullable=False),
)

repetition = Table(
    "repetition",
    METADATA,
    _id(),
    Column("set_id", Integer, ForeignKey("set_entry.id"), nullable=False, index=True),
    # Of the rise alone, where the device records each rise by itself; a set's recording stands with the set.
    _to("recording", null=True),
    Column("number", Integer, nullable=False),
    Column("load_kg", Double),
    Column("mean_velocity", Double),
    Column("mean_propulsive_velocity", Double),
    Column("peak_velocity", Double),
    Column("range_of_motion_m", Double),
    Column("duration_s", Double),
    Column("time_to_peak_velocity_s", Double),
    Column("mean_power_w", Double),
    Column("claims", Text, nullable=False),
    Column("device", Text),
    # Of the rise, on the clock of the set's recording.
    Column("start_s", Double),
    Column("end_s", Double),
    Column("flags", Text, nullable=False),
    Column("excluded", Text),
)

# What thousands of measurements share: written once.
derivation = Table(
    "derivation",
    METADATA,
    _id(),
    # Hash of the columns below.
    Column("identity", Text, nullable=False, unique=True),
    Column("measure", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("method", Text, nullable=False),
    Column("level", Double, nullable=False),
    Column("flags", Text, nullable=False),
    Column("sources", Text, nullable=False),
    Column("version", Text, nullable=False),
)

measurement = Table(
    "measurement",
    METADATA,
    Column("repetition_id", Integer, ForeignKey("repetition.id"), nullable=False),
    # Without an index of its own: it would cost every import and serve no question.
    Column("derivation_id", Integer, ForeignKey("derivation.id"), nullable=False),
    Column("value", Double, nullable=False),
    Column("low", Double),
    Column("high", Double),
    PrimaryKeyConstraint("repetition_id", "derivation_id"),
    sqlite_with_rowid=False,
)

correction = Table(
    "correction",
    METADATA,
    _id(),
    Column("kind", Text, nullable=False),
    Column("target_id", Integer, nullable=False),
    Column("field", Text, nullable=False),
    Column("old", Text, nullable=False),
    Column("new", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", Text, nullable=False),
    Index("ix_correction_target", "kind", "target_id"),
)

# A plan as its writer keeps it; retired when another takes its place, never removed.
plan = Table(
    "plan",
    METADATA,
    _id(),
    _to("athlete"),
    Column("title", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("retired_at", Text),
)

# Every text that a plan has had.
plan_version = Table(
    "plan_version",
    METADATA,
    _id(),
    _to("plan"),
    Column("number", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("written_at", Text, nullable=False),
    UniqueConstraint("plan_id", "number"),
)

# What was shown to be done on a day, in kilograms: what was planned, beside what the sessions say was done.
plan_sheet = Table(
    "plan_sheet",
    METADATA,
    _id(),
    _to("plan"),
    Column("day", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("sheet", Text, nullable=False),
    Column("shown_at", Text, nullable=False),
    UniqueConstraint("plan_id", "day"),
)

# Bars, plates, bands and chains: of one athlete, or of the gym.
equipment = Table(
    "equipment",
    METADATA,
    _id(),
    _to("athlete", null=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    # What was weighed or measured, as JSON.
    Column("facts", Text, nullable=False),
    Column("noted_at", Text, nullable=False),
)

# A set as it was lifted live: what it was watched with, and where its samples were streamed to; closed when the set is over.
live_set = Table(
    "live_set",
    METADATA,
    _id(),
    Column("set_id", Integer, ForeignKey("set_entry.id"), nullable=False, unique=True),
    Column("stream", Text, nullable=False),
    Column("sensor", Text, nullable=False),
    Column("prescription", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("opened_at", Text, nullable=False),
    Column("closed_at", Text),
)

# What was said after a repetition, as it was said then.
verdict = Table(
    "verdict",
    METADATA,
    _id(),
    Column("set_id", Integer, ForeignKey("set_entry.id"), nullable=False, index=True),
    Column("repetition", Integer, nullable=False),
    Column("word", Text, nullable=False),
    Column("probability", Double),
    Column("rule", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("facts", Text, nullable=False),
    Column("said_at", Text, nullable=False),
)

# What a laboratory test found of an athlete: of a muscle, at a time, by a method that stands in `derivation`.
test_result = Table(
    "test_result",
    METADATA,
    _id(),
    _to("athlete"),
    Column("derivation_id", Integer, ForeignKey("derivation.id"), nullable=False),
    Column("tested_at", Text, nullable=False),
    Column("tested_s", Double, nullable=False),
    Column("muscle", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("value", Double, nullable=False),
    Column("low", Double),
    Column("high", Double),
)

# Who may use a served store; the password is an argon2 hash.
person = Table(
    "person",
    METADATA,
    _id(),
    Column("name", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    Column("password", Text, nullable=False),
    Column("disabled", Boolean, nullable=False),
    Column("made_at", Text, nullable=False),
)

# A session of a browser or a token of a program: the secret itself is kept by its holder alone.
access_key = Table(
    "access_key",
    METADATA,
    _id(),
    _to("person"),
    Column("kind", Text, nullable=False),
    Column("sha256", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("expires_s", Double, nullable=False),
    Column("used_s", Double, nullable=False),
)
