"""How a row of the list of activities looks beside its words: icon, tone, dot, and what is read beside the mouse."""

from __future__ import annotations

from PySide6.QtCore import Qt

from prossce_desktop.language import formatting
from prossce_desktop.services.lists.activity_columns import Row, count_words, kind_words, status_of
from prossce_desktop.services.lists.list_queries import ActivityListRow
from prossce_desktop.ui.activities.new_record_menu import ICONS
from prossce_desktop.ui.grids.item_roles import Roles

_MUTED = frozenset({"date", "country", "basis", "code", "kind", "pillar", "province", "place", "start", "end", "our_part"})
_MUTED_OTHERS = frozenset({"date", "country", "count", "named"})


def look(row: Row, key: str, role: int) -> object:
    """What a column shows beside its words."""
    if key == "icon":
        if role == Roles.icon:
            return ICONS.get(row.kind, "calendar-days")
        return kind_words(row) if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole) else None
    if key == "title" and role == Qt.ItemDataRole.ToolTipRole:
        return row.title
    if isinstance(row, ActivityListRow):
        return _beside(row, key, role)
    return "muted" if role == Roles.tone and key in _MUTED_OTHERS else None


def _beside(row: ActivityListRow, key: str, role: int) -> object:
    if role == Roles.tone:
        return "muted" if key in _MUTED else status_of(row)[2] if key == "status" else None
    if key == "status" and role == Roles.dot:
        return status_of(row)[1]
    if key == "count" and role == Roles.emphasis and row.counts:
        return "total"
    if key in ("count", "basis") and role == Qt.ItemDataRole.ToolTipRole and len(row.counts) > 1:
        return "\n".join(f"{count_words(one)} {formatting.unit(one.basis, one.value)}" for one in row.counts)
    return None
