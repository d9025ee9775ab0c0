"""The first schema."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "athlete",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("body_mass_kg", sa.Double(), nullable=True),
        sa.Column("simulated", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_athlete")),
        sa.UniqueConstraint("name", name=op.f("uq_athlete_name")),
    )
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("old", sa.Text(), nullable=False),
        sa.Column("new", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
    )
    op.create_index("ix_correction_target", "correction", ["kind", "target_id"], unique=False)
    op.create_table(
        "derivation",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("level", sa.Double(), nullable=False),
        sa.Column("flags", sa.Text(), nullable=False),
        sa.Column("sources", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_derivation")),
        sa.UniqueConstraint("identity", name=op.f("uq_derivation_identity")),
    )
    op.create_table(
        "file_import",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("imported_at", sa.Text(), nullable=False),
        sa.Column("refusals", sa.Text(), nullable=False),
        sa.Column("questions", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_import")),
        sa.UniqueConstraint("sha256", name=op.f("uq_file_import_sha256")),
    )
    op.create_table(
        "store", sa.Column("id", sa.Text(), nullable=False), sa.PrimaryKeyConstraint("id", name=op.f("pk_store"))
    )
    op.create_table(
        "recording",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("file_import_id", sa.Integer(), nullable=True),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("samples_sha256", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("file_sha256", sa.Text(), nullable=False),
        sa.Column("channels", sa.Text(), nullable=False),
        sa.Column("task", sa.Text(), nullable=True),
        sa.Column("device", sa.Text(), nullable=True),
        sa.Column("load_kg", sa.Double(), nullable=True),
        sa.Column("athlete", sa.Text(), nullable=True),
        sa.Column("started_at", sa.Text(), nullable=True),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("flags", sa.Text(), nullable=False),
        sa.Column("truth", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["file_import_id"], ["file_import.id"], name=op.f("fk_recording_file_import_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recording")),
        sa.UniqueConstraint("identity", name=op.f("uq_recording_identity")),
    )
    op.create_index(op.f("ix_recording_file_import_id"), "recording", ["file_import_id"], unique=False)
    op.create_index(op.f("ix_recording_samples_sha256"), "recording", ["samples_sha256"], unique=False)
    op.create_table(
        "session",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("athlete_id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.Text(), nullable=True),
        sa.Column("started_s", sa.Double(), nullable=True),
        sa.Column("device", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["athlete_id"], ["athlete.id"], name=op.f("fk_session_athlete_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session")),
    )
    op.create_index(op.f("ix_session_athlete_id"), "session", ["athlete_id"], unique=False)
    op.create_index(op.f("ix_session_started_s"), "session", ["started_s"], unique=False)
    op.create_table(
        "set_entry",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("file_import_id", sa.Integer(), nullable=True),
        sa.Column("recording_id", sa.Integer(), nullable=True),
        sa.Column("fingerprint", sa.Text(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("lift", sa.Text(), nullable=False),
        sa.Column("load_kg", sa.Double(), nullable=True),
        sa.Column("load_unit", sa.Text(), nullable=False),
        sa.Column("rpe", sa.Double(), nullable=True),
        sa.Column("reps_in_reserve", sa.Double(), nullable=True),
        sa.Column("rpe_at_most", sa.Boolean(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.Column("started_at", sa.Text(), nullable=True),
        sa.Column("started_s", sa.Double(), nullable=True),
        sa.Column("device", sa.Text(), nullable=True),
        sa.Column("flags", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["file_import_id"], ["file_import.id"], name=op.f("fk_set_entry_file_import_id")),
        sa.ForeignKeyConstraint(["recording_id"], ["recording.id"], name=op.f("fk_set_entry_recording_id")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_set_entry_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_set_entry")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_set_entry_fingerprint")),
    )
    op.create_index(op.f("ix_set_entry_file_import_id"), "set_entry", ["file_import_id"], unique=False)
    op.create_index(op.f("ix_set_entry_lift"), "set_entry", ["lift"], unique=False)
    op.create_index(op.f("ix_set_entry_recording_id"), "set_entry", ["recording_id"], unique=False)
    op.create_index(op.f("ix_set_entry_session_id"), "set_entry", ["session_id"], unique=False)
    op.create_table(
        "repetition",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("set_id", sa.Integer(), nullable=False),
        sa.Column("recording_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("load_kg", sa.Double(), nullable=True),
        sa.Column("mean_velocity", sa.Double(), nullable=True),
        sa.Column("mean_propulsive_velocity", sa.Double(), nullable=True),
        sa.Column("peak_velocity", sa.Double(), nullable=True),
        sa.Column("range_of_motion_m", sa.Double(), nullable=True),
        sa.Column("duration_s", sa.Double(), nullable=True),
        sa.Column("time_to_peak_velocity_s", sa.Double(), nullable=True),
        sa.Column("mean_power_w", sa.Double(), nullable=True),
        sa.Column("claims", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=True),
        sa.Column("start_s", sa.Double(), nullable=True),
        sa.Column("end_s", sa.Double(), nullable=True),
        sa.Column("flags", sa.Text(), nullable=False),
        sa.Column("excluded", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["recording_id"], ["recording.id"], name=op.f("fk_repetition_recording_id")),
        sa.ForeignKeyConstraint(["set_id"], ["set_entry.id"], name=op.f("fk_repetition_set_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_repetition")),
    )
    op.create_index(op.f("ix_repetition_recording_id"), "repetition", ["recording_id"], unique=False)
    op.create_index(op.f("ix_repetition_set_id"), "repetition", ["set_id"], unique=False)
    op.create_table(
        "measurement",
        sa.Column("repetition_id", sa.Integer(), nullable=False),
        sa.Column("derivation_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("low", sa.Double(), nullable=True),
        sa.Column("high", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(["derivation_id"], ["derivation.id"], name=op.f("fk_measurement_derivation_id")),
        sa.ForeignKeyConstraint(["repetition_id"], ["repetition.id"], name=op.f("fk_measurement_repetition_id")),
        sa.PrimaryKeyConstraint("repetition_id", "derivation_id", name=op.f("pk_measurement")),
        sqlite_with_rowid=False,
    )
    op.execute(sa.table("store", sa.column("id")).insert().values(id=uuid.uuid4().hex))


def downgrade() -> None:
    op.drop_table("measurement")
    op.drop_index(op.f("ix_repetition_set_id"), table_name="repetition")
    op.drop_index(op.f("ix_repetition_recording_id"), table_name="repetition")
    op.drop_table("repetition")
    op.drop_index(op.f("ix_set_entry_session_id"), table_name="set_entry")
    op.drop_index(op.f("ix_set_entry_recording_id"), table_name="set_entry")
    op.drop_index(op.f("ix_set_entry_lift"), table_name="set_entry")
    op.drop_index(op.f("ix_set_entry_file_import_id"), table_name="set_entry")
    op.drop_table("set_entry")
    op.drop_index(op.f("ix_session_started_s"), table_name="session")
    op.drop_index(op.f("ix_session_athlete_id"), table_name="session")
    op.drop_table("session")
    op.drop_index(op.f("ix_recording_samples_sha256"), table_name="recording")
    op.drop_index(op.f("ix_recording_file_import_id"), table_name="recording")
    op.drop_table("recording")
    op.drop_table("store")
    op.drop_table("file_import")
    op.drop_table("derivation")
    op.drop_index("ix_correction_target", table_name="correction")
    op.drop_table("correction")
    op.drop_table("athlete")
