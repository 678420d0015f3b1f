"""Blocks of cells as text, the way spreadsheets exchange them: tabs between cells, line ends between rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt


def block_text(cells: Sequence[QModelIndex]) -> str:
    """The rectangle that holds `cells`, cells not among them empty. A text with a tab or line end is quoted."""
    valid = [one for one in cells if one.isValid()]
    if not valid:
        return ""
    texts = {(one.row(), one.column()): _quoted(one.data(Qt.ItemDataRole.EditRole)) for one in valid}
    rows = sorted({row for row, _column in texts})
    columns = sorted({column for _row, column in texts})
    return "\n".join("\t".join(texts.get((row, column), "") for column in columns) for row in rows)


def _quoted(value: object) -> str:
    text = "" if value is None else str(value)
    if any(mark in text for mark in "\t\r\n\""):
        return '"' + text.replace('"', '""') + '"'
    return text


def is_one_value(text: str) -> bool:
    """Whether copied text is a single cell: no tab, and no line end but one at its end."""
    inner = text.removesuffix("\n").removesuffix("\r")
    return not any(mark in inner for mark in "\t\r\n")
