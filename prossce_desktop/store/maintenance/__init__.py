"""Backups, the integrity check, newer schemas."""
