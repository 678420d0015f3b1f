"""A workspace on disk: opening, keys, locks, restoring."""
