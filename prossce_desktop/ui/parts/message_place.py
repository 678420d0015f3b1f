"""Where the short message stands: above the foot of the page, beside whatever is pressed, typed into or added up."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize
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
    foot = min((one.top() for one in _feet(host, message)), default=inside.bottom() + 1)
    pressed = list(_pressed(host, message))
    typed = [_at(one, host) for one in host.findChildren(QWidget) if isinstance(one, _TYPED_INTO) and one.isVisible()]
    page = max((_at(one, host).right() + 1 for one in host.findChildren(QWidget) if one.property("look") == "nav"), default=0)
    across = [page + left, (inside.width() + page - size.width()) // 2, inside.width() - size.width() - left]
    for avoided in ([*pressed, *typed], pressed):
        for top in range(foot - _APART - size.height(), _APART, -_APART):
            for x in across:
                box = QRect(QPoint(x, top), size)
                if inside.contains(box) and not any(one.intersects(box) for one in avoided):
                    return box.topLeft()
    return QPoint(page + left, max(0, foot - _APART - size.height()))


def _feet(host: QWidget, message: QWidget) -> Iterator[QRect]:
    """Bars with totals and what is pressed under a page."""
    for one in host.findChildren(QWidget):
        if one.property("look") == "bar" and one.isVisible() and not message.isAncestorOf(one):
            yield _at(one, host)


def _pressed(host: QWidget, message: QWidget) -> Iterator[QRect]:
    """Buttons, figures, the navigation, bars, and where the keys are."""
    for one in host.findChildren(QWidget):
        if not one.isVisible() or message.isAncestorOf(one) or one is message:
            continue
        if isinstance(one, QAbstractButton) or one.property("look") in ("bar", "nav"):
            yield _at(one, host)
    focus = QApplication.focusWidget()
    if focus is None or not host.isAncestorOf(focus) or message.isAncestorOf(focus):
        return
    view: QWidget | None = focus
    while view is not None and view is not host and not isinstance(view, QAbstractItemView):
        view = view.parentWidget()
    if isinstance(view, QAbstractItemView):
        yield from _row(view, view.currentIndex(), host)
    elif not isinstance(focus, QAbstractScrollArea) or isinstance(focus, QPlainTextEdit):
        yield _at(focus, host)


def _row(view: QAbstractItemView, index: QModelIndex, host: QWidget) -> Iterator[QRect]:
    """The row of a grid in which one works."""
    cell = view.visualRect(index) if index.isValid() else QRect()
    if not cell.isEmpty():
        yield QRect(view.viewport().mapTo(host, QPoint(0, cell.top())), QSize(view.viewport().width(), cell.height()))


def _at(one: QWidget, host: QWidget) -> QRect:
    """Where it is seen: what is scrolled out of sight covers nothing."""
    seen = one.visibleRegion().boundingRect()
    return QRect(one.mapTo(host, seen.topLeft()), seen.size())
