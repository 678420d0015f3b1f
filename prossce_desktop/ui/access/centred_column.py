"""The column in the middle of the pages before a workspace is open."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget

from prossce_desktop.ui.parts.layouts import STRETCH, Spare, in_column, in_row
from prossce_desktop.ui.parts.scroll_area import Scrolled

WIDEST = 608


def centred(inner: QWidget) -> QHBoxLayout:
    """A layout with `inner` a little above the centre, at most `WIDEST` wide."""
    inner.setMaximumWidth(WIDEST)
    return in_row(STRETCH, (in_column(Spare(2), inner, Spare(3)), 12), STRETCH, margins=(32, 24, 32, 24))


def centred_page(inner: QWidget) -> QScrollArea:
    """A page with `inner` in the middle, that is moved along where the window is lower than it."""
    page = QWidget()
    page.setLayout(centred(inner))
    return Scrolled(page, takes_keys=False)
