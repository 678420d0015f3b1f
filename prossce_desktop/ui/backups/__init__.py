"""Backups: the list, what one holds, restoring one, moving to another computer."""
