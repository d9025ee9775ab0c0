"""Alembic's scripts: every step from the first schema to the present one."""
