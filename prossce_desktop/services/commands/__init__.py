"""Adding and changing records by the command line."""
