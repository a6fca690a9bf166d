"""How Alembic reaches the database: over the connection that the program hands it."""

from alembic import context

from webapp.storage.every_table import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, transaction_per_migration=False
)
context.run_migrations()
