"""The fixtures of typist.py, for every test of this folder."""

from __future__ import annotations

from tests.ui.people.typist import at_fair, at_training, fair, folder, session, store, training

__all__ = ["at_fair", "at_training", "fair", "folder", "session", "store", "training"]
