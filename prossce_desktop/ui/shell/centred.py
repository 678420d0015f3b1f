"""The column in the middle of the pages before a workspace is open."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

WIDEST = 608


def centred(inner: QWidget) -> QHBoxLayout:
    """A layout with `inner` in the middle, a little above the centre, never wider than is pleasant to read."""
    inner.setMaximumWidth(WIDEST)
    column = QVBoxLayout()
    column.addStretch(2)
    column.addWidget(inner)
    column.addStretch(3)
    across = QHBoxLayout()
    across.setContentsMargins(32, 24, 32, 24)
    across.addStretch(1)
    across.addLayout(column, 12)
    across.addStretch(1)
    return across
