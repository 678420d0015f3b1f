"""The column in the middle of the pages before a workspace is open."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from prossce_desktop.ui.parts.layouts import STRETCH, Spare, in_column, in_row

WIDEST = 608


def centred(inner: QWidget) -> QHBoxLayout:
    """A layout with `inner` a little above the centre, at most `WIDEST` wide."""
    inner.setMaximumWidth(WIDEST)
    across = in_row(STRETCH, (in_column(Spare(2), inner, Spare(3)), 12), STRETCH, margins=(32, 24, 32, 24))
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
