"""Blocks of cells as a spreadsheet copies them: lines of text, cells apart by tabs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt

Cell = tuple[int, int, str]
"""Row, column, text."""


def block_lines(text: str) -> list[list[str]]:
    """The cells of each line."""
    return [line.split("\t") for line in text.replace("\r\n", "\n").rstrip("\n").split("\n")]


def cells_from(lines: Sequence[Sequence[str]], row: int, column: int) -> list[Cell]:
    """The same with their places, where the block begins in this cell."""
    return [
        (row + down, column + across, part)
        for down, line in enumerate(lines)
        for across, part in enumerate(line)
    ]


def block_text(cells: Sequence[QModelIndex]) -> str:
    """The rectangle around `cells` as text, other cells empty; text with a tab or line end is quoted."""
    valid = [one for one in cells if one.isValid()]
    if not valid:
        return ""
    texts = {(one.row(), one.column()): _quoted(one.data(Qt.ItemDataRole.EditRole)) for one in valid}
    rows = sorted({row for row, _column in texts})
    columns = sorted({column for _row, column in texts})
    return "\n".join("\t".join(texts.get((row, column), "") for column in columns) for row in rows)


def _quoted(value: object) -> str:
    text = "" if value is None else str(value)
    if any(mark in text for mark in '\t\r\n"'):
        return '"' + text.replace('"', '""') + '"'
    return text


def is_one_value(text: str) -> bool:
    """Whether copied text is a single cell: no tab, and no line end but one at its end."""
    inner = text.removesuffix("\n").removesuffix("\r")
    return not any(mark in inner for mark in "\t\r\n")
