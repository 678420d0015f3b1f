"""The fixtures of a record's page, for this folder too."""

from __future__ import annotations

from tests.ui.activities.conftest import session, settle, store

__all__ = ["session", "settle", "store"]
