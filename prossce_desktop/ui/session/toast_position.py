"""Where the short message stands: above the foot of the page, beside whatever is pressed, typed into or added up."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

_APART = 8
"""Pixels from the foot, and between two places that are tried."""
_TYPED_INTO = (QLineEdit, QPlainTextEdit, QComboBox)


def free_place(host: QWidget, message: QWidget, size: QSize, left: int) -> QPoint:
    """The lowest place over the content of `host` that covers no button, no total and no field; else no button and no total, and not
    where the keys are; else right above the foot."""
    inside = QRect(QPoint(0, 0), host.size())
    found = _Occupied(host, message, inside)
    foot = min((one.top() for one in found.feet), default=inside.bottom() + 1)
    page = max((one.right() + 1 for one in found.beside), default=0)
    across = [page + left, (inside.width() + page - size.width()) // 2, inside.width() - size.width() - left]
    pressed = [*found.pressed, *found.feet, *found.beside, *kept_free(host, message)]
    for avoided in ([*pressed, *found.typed_into], pressed):
        for top in range(foot - _APART - size.height(), _APART, -_APART):
            for x in across:
                box = QRect(QPoint(x, top), size)
                if inside.contains(box) and not any(one.intersects(box) for one in avoided):
                    return box.topLeft()
    return QPoint(page + left, max(0, foot - _APART - size.height()))


class _Occupied:
    """What is in sight, each where it is seen: bars under a page, what is pressed, what is typed into, and the navigation."""

    def __init__(self, host: QWidget, message: QWidget, inside: QRect) -> None:
        self.feet: list[QRect] = []
        self.pressed: list[QRect] = []
        self.typed_into: list[QRect] = []
        self.beside: list[QRect] = []
        for one in host.findChildren(QWidget):
            kind = self._kind(one)
            if kind is not None and one.isVisible() and not message.isAncestorOf(one) and one is not message:
                whole = QRect(one.mapTo(host, QPoint(0, 0)), one.size())
                if whole.intersects(inside):
                    kind.append(_seen(one, whole))

    def _kind(self, one: QWidget) -> list[QRect] | None:
        if isinstance(one, QAbstractButton):
            return self.pressed
        if isinstance(one, _TYPED_INTO):
            return self.typed_into
        return {"bar": self.feet, "nav": self.beside}.get(str(one.property("look")))


def kept_free(host: QWidget, message: QWidget) -> list[QRect]:
    """Where the keys are: a field, or the row of a grid in which one works."""
    focus = QApplication.focusWidget()
    if focus is None or not host.isAncestorOf(focus) or message.isAncestorOf(focus):
        return []
    view: QWidget | None = focus
    while view is not None and view is not host and not isinstance(view, QAbstractItemView):
        view = view.parentWidget()
    if isinstance(view, QAbstractItemView):
        index = view.currentIndex()
        cell = view.visualRect(index) if index.isValid() else QRect()
        row = QRect(view.viewport().mapTo(host, QPoint(0, cell.top())), QSize(view.viewport().width(), cell.height()))
        return [row] if not cell.isEmpty() else []
    if isinstance(focus, QAbstractScrollArea) and not isinstance(focus, QPlainTextEdit):
        return []
    return [QRect(focus.mapTo(host, QPoint(0, 0)), focus.size())]


def _seen(one: QWidget, whole: QRect) -> QRect:
    """What is scrolled out of sight covers nothing."""
    seen = one.visibleRegion().boundingRect()
    return seen.translated(whole.topLeft())
