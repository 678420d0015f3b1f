"""Saving, editing and finding any record."""
