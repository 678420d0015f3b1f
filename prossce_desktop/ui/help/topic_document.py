"""A topic as a document: Qt reads the Markdown, in the window's type and colours."""

from __future__ import annotations

import re
from collections.abc import Mapping

from PySide6.QtCore import QUrl
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QImage,
    QPainter,
    QPen,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextListFormat,
    QTextTable,
)

from prossce_desktop.reference.guide import Topic, anchor
from prossce_desktop.ui.look.fonts import Role
from prossce_desktop.ui.look.theme import theme

_KEY = re.compile(r"`([^`]+)`")
_THIN = "\u2009"
_DOT = 0.6
_HEADINGS: dict[int, tuple[Role, int, int]] = {1: ("title", 0, 8), 2: ("section", 18, 4), 3: ("total", 12, 2)}
"""Role, and pixels above and below."""


def write(document: QTextDocument, topic: Topic, pictures: Mapping[str, QImage], width: int) -> None:
    """Put a topic into a document as wide as `width` pixels; pictures are those of `fitted`."""
    features = (
        QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML
    )
    document.clear()
    document.setDefaultFont(theme().font("body"))
    document.setIndentWidth(theme().px(20))
    document.setMarkdown(_KEY.sub(rf"`{_THIN}\1{_THIN}`", topic.text), features)
    for name, image in pictures.items():  # not before: reading Markdown lets pictures go
        document.addResource(QTextDocument.ResourceType.ImageResource, QUrl(name), image)
    block = document.begin()
    while block.isValid():
        _dress(block, pictures, width)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _dress_table(frame)
    root = document.rootFrame().frameFormat()
    root.setMargin(0)
    document.rootFrame().setFrameFormat(root)


def _dress(block: QTextBlock, pictures: Mapping[str, QImage], width: int) -> None:
    cursor = QTextCursor(block)
    shape = block.blockFormat()
    level = shape.headingLevel()
    if level:
        role, above, below = _HEADINGS[min(level, 3)]
        _space(cursor, shape, above, below)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        plain = QTextCharFormat()  # not merged: Qt's own larger size of headings would stay
        plain.setFont(theme().font(role))
        plain.setForeground(QBrush(QColor(theme().tokens.text)))
        cursor.setCharFormat(plain)
        return
    in_table = cursor.currentTable() is not None
    listed = block.textList()
    _space(
        cursor,
        shape,
        0,
        0 if in_table else 4 if listed is not None and block.next().textList() == listed else 8,
    )
    if listed is not None and listed.format().style() == QTextListFormat.Style.ListDisc:
        _small_dot(cursor)
    _dress_words(block, pictures, width)


def _small_dot(cursor: QTextCursor) -> None:
    """Qt draws the dot of a list as large as the type of its block; the words have a type of their own."""
    shape = QTextCharFormat()
    font = theme().font("body")
    font.setPixelSize(max(5, round(font.pixelSize() * _DOT)))
    shape.setFont(font)
    cursor.setBlockCharFormat(shape)


def _space(cursor: QTextCursor, shape: QTextBlockFormat, above: int, below: int) -> None:
    shape.setTopMargin(theme().px(above))
    shape.setBottomMargin(theme().px(below))
    cursor.setBlockFormat(shape)


def _dress_words(block: QTextBlock, pictures: Mapping[str, QImage], width: int) -> None:
    colours = theme().tokens
    parts = []
    iterator = block.begin()
    while not iterator.atEnd():
        part = iterator.fragment()
        parts.append((part.position(), part.length(), part.charFormat()))
        iterator += 1
    for position, length, had in parts:
        cursor = QTextCursor(block)
        cursor.setPosition(position)
        cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
        more = QTextCharFormat()
        if had.isImageFormat():
            image = had.toImageFormat()
            found = pictures.get(image.name())
            if found is not None:
                size = found.deviceIndependentSize()
                image.setWidth(min(width, size.width()))
                image.setHeight(size.height() * min(width, size.width()) / size.width())
            cursor.setCharFormat(image)
            continue
        if had.fontFixedPitch():
            more.setFont(theme().font("label"))
            more.setBackground(QBrush(QColor(colours.hover)))
        elif had.fontWeight() > QFont.Weight.Normal:
            more.setFontWeight(QFont.Weight.DemiBold)
        if had.isAnchor():
            more.setForeground(QBrush(QColor(colours.accent)))
        cursor.mergeCharFormat(more)


def _dress_table(table: QTextTable) -> None:
    """Hairlines under the rows, none beside them; as wide as the page."""
    shape = table.format()
    shape.setBorder(0)
    shape.setBorderCollapse(True)
    shape.setCellPadding(theme().px(5))
    shape.setCellSpacing(0)
    shape.setMargin(0)
    shape.setBottomMargin(theme().px(10))
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(shape)
    line = QBrush(QColor(theme().tokens.line))
    for row in range(table.rows()):
        for column in range(table.columns()):
            cell = table.cellAt(row, column)
            look = cell.format().toTableCellFormat()
            look.setBottomBorder(1)
            look.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            look.setBottomBorderBrush(line)
            look.setLeftPadding(0)
            look.setRightPadding(theme().px(8))
            cell.setFormat(look)


def heading_at(document: QTextDocument, wanted: str) -> QTextBlock | None:
    """The block of a heading, by its anchor."""
    block = document.begin()
    while block.isValid():
        if block.blockFormat().headingLevel() and anchor(block.text()) == wanted:
            return block
        block = block.next()
    return None


def fitted(image: QImage, width: int, ratio: float, line: QColor) -> QImage:
    """The picture `width` pixels wide, in a hairline. On any thread."""
    made = image.convertToFormat(QImage.Format.Format_RGB32)
    wanted = round(width * ratio)
    if made.width() != wanted:
        from PySide6.QtCore import Qt

        made = made.scaledToWidth(wanted, Qt.TransformationMode.SmoothTransformation)
    painter = QPainter(made)
    painter.setPen(QPen(line, max(1, round(ratio))))
    painter.drawRect(made.rect().adjusted(0, 0, -1, -1))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made
