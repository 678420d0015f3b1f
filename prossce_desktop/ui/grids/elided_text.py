"""What a cell has no room for stands whole beside the mouse."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem

from prossce_desktop.ui.grids.item_roles import Roles
from prossce_desktop.ui.parts.tooltips import TipDelegate, show_tip


class WholeTextDelegate(TipDelegate):
    """Cells without a tooltip of their own show their whole words as one."""

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        if index.data(Qt.ItemDataRole.ToolTipRole):
            return super().helpEvent(event, view, option, index)
        show_tip(event.globalPos(), whole_text(index), view)
        return True


def whole_text(index: QModelIndex | QPersistentModelIndex) -> str:
    lines = (str(index.data(role) or "") for role in (Qt.ItemDataRole.DisplayRole, Roles.second_line))
    return "\n".join(line for line in lines if line)
