"""The column in the middle of the pages before a workspace is open."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

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


def centred_page(inner: QWidget) -> QScrollArea:
    """A page with `inner` in the middle, that is moved along where the window is lower than it."""
    page = QWidget()
    page.setProperty("look", "plain")
    page.setLayout(centred(inner))
    area = QScrollArea()
    area.setWidget(page)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
