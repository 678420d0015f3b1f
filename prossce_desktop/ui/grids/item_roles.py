"""Roles that the delegates ask a model for, beside Qt's own; each may be missing."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from PySide6.QtCore import Qt


class Drawn(NamedTuple):
    """All that a list draws of a cell, named as the roles; `right`: its words stand at the right."""

    text: object
    second: object
    icon: object
    dot: object
    tone: str
    emphasis: object
    right: bool


class Roles(IntEnum):
    """Roles of list models and entry models."""

    second_line = Qt.ItemDataRole.UserRole + 1
    """str: the muted line under the first (lists)."""
    icon = Qt.ItemDataRole.UserRole + 2
    """str: a Lucide name; its word belongs into ToolTipRole and AccessibleTextRole."""
    tone = Qt.ItemDataRole.UserRole + 3
    """Tone of labels.py: "", muted, accent, error, warning, done; colours words, dot and icon."""
    dot = Qt.ItemDataRole.UserRole + 4
    """"filled" (done) or "ring" (not yet): a status dot before the word."""
    emphasis = Qt.ItemDataRole.UserRole + 5
    """"total" (600), "row" (500): a heavier weight."""
    severity = Qt.ItemDataRole.UserRole + 6
    """Severity of domain/problems.py: hard tints the cell and cuts its corner, soft marks the corner."""
    problem = Qt.ItemDataRole.UserRole + 7
    """str: what is wrong with this cell, in words; it becomes the tooltip and is read out."""
    row_tint = Qt.ItemDataRole.UserRole + 8
    """"warning" or "accent": the ground of the whole row; asked of column 0."""
    check_text = Qt.ItemDataRole.UserRole + 9
    """str: the words of the last column, Check; its icon and tone are asked by the roles above."""
    fixed = Qt.ItemDataRole.UserRole + 10
    """bool: nothing can be typed in; drawn on page ground (margins, totals)."""
    raw = Qt.ItemDataRole.UserRole + 11
    """The value behind the words, for copying and sorting."""
    record = Qt.ItemDataRole.UserRole + 12
    """The id of the record a row or block stands for."""
    choices = Qt.ItemDataRole.UserRole + 13
    """Sequence[Choice] of ui/parts/choice_field.py, found by typed letters."""
    separator = Qt.ItemDataRole.UserRole + 14
    """bool: a stronger line after this column or under this row (before totals)."""
    drawn = Qt.ItemDataRole.UserRole + 15
    """Drawn: what lists draw of a cell, in one answer. A model that has none is asked role by role."""
    stop = Qt.ItemDataRole.UserRole + 16
    """bool, of a column's head: whether Tab stops there. None: where the cell is editable."""
