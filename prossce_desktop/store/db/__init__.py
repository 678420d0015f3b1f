"""The encrypted database: connection, tables, snapshots, parts of statements."""
