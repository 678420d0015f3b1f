"""The only folder that knows the database."""
