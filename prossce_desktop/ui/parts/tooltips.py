"""Tooltips: always plain text. Nothing else shows one (a test says so)."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QAction, QHelpEvent, QStandardItem
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QToolTip, QWidget

from prossce_desktop.domain.text.safe_display import as_seen


def plain(text: str) -> str:
    """As Qt must be given a text that it would take for HTML, so that it shows what is written."""
    text = as_seen(text)
    if "<" not in text:
        return text
    lines = "<br>".join(escape(text).split("\n"))
    return f"<span>{lines}</span>"


def set_tip(on: QWidget | QAction, text: str) -> None:
    """Whoever stays on it with the mouse reads this."""
    on.setToolTip(plain(text))


def item_tip(on: QStandardItem, text: str) -> None:
    """The same of an item of a model, whose view shows it plain."""
    on.setData(text, Qt.ItemDataRole.ToolTipRole)


def show_tip(point: QPoint, text: str, beside: QWidget) -> None:
    QToolTip.showText(point, plain(text), beside)


class TipDelegate(QStyledItemDelegate):
    """What cells of a view tell is shown as plain text."""

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        show_tip(event.globalPos(), str(index.data(Qt.ItemDataRole.ToolTipRole) or ""), view)
        return True
