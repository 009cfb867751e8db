"""Migrations in their order, made by Alembic. Never changed once released."""
