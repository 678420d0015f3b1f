"""Erasing a person from log, tables, files and free pages."""
