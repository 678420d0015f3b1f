"""Backups, officers, the recovery key, known workspaces."""
