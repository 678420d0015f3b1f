"""Paints the entry grid and makes its editors."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QHelpEvent, QInputMethodEvent, QKeyEvent, QPainter, QPen, QPolygon
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QStyle, QStyleOptionViewItem, QWidget

from prossce_desktop.domain.problems import Severity
from prossce_desktop.ui.grids.elided_text import WholeTextDelegate
from prossce_desktop.ui.grids.item_roles import Roles
from prossce_desktop.ui.grids.list_delegate import tone_colour
from prossce_desktop.ui.look.fonts import Role
from prossce_desktop.ui.look.icons import draw_icon_in
from prossce_desktop.ui.look.text_painting import colour_of, draw_line
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.tooltips import show_tip

Index = QModelIndex | QPersistentModelIndex

PAD = 8
_CORNER = 8


class CellEditor(QLineEdit):
    """The editor of a cell. The view handles Tab, Enter, arrows and Esc, unless an input method composes."""

    typed = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._composing = False
        self._begun: str | None = None
        self._meanwhile: str | None = None
        self.setFrame(False)
        self.setMaxLength(10_000)
        colours = theme().tokens
        self.setStyleSheet(
            f"QLineEdit {{ background: {colours.surface}; border: 2px solid {colours.accent}; border-radius: "
            f"0; padding: 0 {PAD - 4}px; min-height: 0; max-height: 999px; }}"
        )
        self.textEdited.connect(self.typed)

    def is_composing(self) -> bool:
        """Whether an input method has text that is not yet decided."""
        return self._composing

    def show_stored(self, text: str) -> None:
        """What the cell holds: shown when it is opened. What it holds later waits until the cell is left."""
        if self._begun is None:
            self._begun = text
            self.setText(text)
        else:
            self._meanwhile = text

    def complete(self, text: str) -> None:
        """Put in place of the letters typed what they stand for."""
        self.setText(text)
        self.setModified(True)

    def is_changed(self) -> bool:
        """Whether the person typed, also where the same stands in it again."""
        return self.isModified() or self.text() != self._begun

    def saved_meanwhile(self) -> str | None:
        """The value that was saved while the cell was typed in; None where it is unchanged."""
        return self._meanwhile if self._meanwhile != self._begun else None

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        if event.commitString():
            self.typed.emit(self.text())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._composing = False
        super().focusOutEvent(event)


@dataclass(slots=True)
class _Scene:
    """What is the same for all cells of one paint."""

    current: tuple[int, int]
    focused: bool
    block: bool
    tints: dict[int, object] = field(default_factory=dict)

    @classmethod
    def of(cls, view: object) -> _Scene:
        """As the view is now."""
        if not isinstance(view, QAbstractItemView):
            return cls((-1, -1), False, False)
        index = view.currentIndex()
        return cls(
            (index.row(), index.column()), view.hasFocus() or view.viewport().hasFocus(), _is_block(view)
        )


class EntryDelegate(WholeTextDelegate):
    """The entry grid. Nothing here moves when a cell gets the ring."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scene: _Scene | None = None

    def begin_paint(self, view: QAbstractItemView) -> None:
        """The view is about to paint cells; nothing changes until `end_paint`."""
        self._scene = _Scene.of(view)

    def end_paint(self) -> None:
        self._scene = None

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, theme().px(28))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        painter.save()
        painter.setClipRect(rect)
        severity = index.data(Roles.severity)
        self._paint_ground(painter, option, index, severity)
        inner = rect.adjusted(PAD, 0, -PAD, -1)
        icon = index.data(Roles.icon)
        tone = str(index.data(Roles.tone) or "")
        if icon:
            tints = {"error": "errline", "warning": "warnline", "done": "ok", "accent": "accent"}
            tint = str(getattr(theme().tokens, tints.get(tone, "muted")))
            draw_icon_in(painter, str(icon), QRect(inner.left(), rect.top(), 16, rect.height()), 16, tint)
            inner.setLeft(inner.left() + 24)
        self._paint_words(painter, inner, index, severity, tone)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, severity: object
    ) -> None:
        colours = theme().tokens
        rect: QRect = option.rect
        scene = self._scene or _Scene.of(option.widget)
        row = index.row()
        if row not in scene.tints:
            scene.tints[row] = index.sibling(row, 0).data(Roles.row_tint)
        tint = scene.tints[row]
        ground = colours.bg if index.data(Roles.fixed) else colours.surface
        if tint:
            ground = colours.warnsoft if tint == "warning" else colours.soft
        if severity == Severity.hard:
            ground = colours.errsoft
        current = scene.current == (row, index.column())
        if scene.block and not current and option.state & QStyle.StateFlag.State_Selected:
            ground = colours.soft
        painter.fillRect(rect, colour_of(ground))
        strong = bool(index.data(Roles.separator))
        painter.fillRect(
            rect.right(), rect.top(), 1, rect.height(), colour_of(colours.field if strong else colours.line)
        )
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colour_of(colours.line))
        if severity in (Severity.hard, Severity.soft):
            self._paint_corner(
                painter, rect, colours.errline if severity == Severity.hard else colours.warnline
            )
        if current:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour_of(colours.accent if scene.focused else colours.field), 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _paint_corner(self, painter: QPainter, rect: QRect, colour: str) -> None:
        right, top = rect.right(), rect.top()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour_of(colour))
        painter.drawPolygon(
            QPolygon([QPoint(right - _CORNER, top), QPoint(right, top), QPoint(right, top + _CORNER)])
        )

    def _paint_words(
        self, painter: QPainter, inner: QRect, index: Index, severity: object, tone: str
    ) -> None:
        worn = theme()
        colours = worn.tokens
        text = index.data(Roles.check_text)
        check = text is not None
        if not check:
            text = index.data()
        if text is None or text == "":
            return
        colour = tone_colour(colours, tone, colours.muted if check else colours.text)
        if severity == Severity.hard:
            colour = colours.err
        align = index.data(Qt.ItemDataRole.TextAlignmentRole)
        right = bool(align and Qt.AlignmentFlag(align) & Qt.AlignmentFlag.AlignRight)
        heavier: dict[object, Role] = {"total": "total", "row": "row"}
        role = heavier.get(index.data(Roles.emphasis), "caption" if check else "body")
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        draw_line(painter, inner, str(text), worn.font(role), colour, side)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = CellEditor(parent)
        name = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        editor.setAccessibleName(str(name or ""))
        align = Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole) or 0)
        if align & Qt.AlignmentFlag.AlignRight:
            editor.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        made = getattr(self.parent(), "editor_made", None)
        if made is not None:
            made(editor)
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect.adjusted(0, 0, -1, -1))

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, CellEditor):
            editor.show_stored(_text_of(index))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Write what was typed over a value saved meanwhile; a cell that was only opened stays as it is."""
        if not isinstance(editor, CellEditor) or not editor.is_changed():
            return
        text, saved = editor.text(), editor.saved_meanwhile()
        if text == _text_of(index):
            return
        model.setData(index, text, Qt.ItemDataRole.EditRole)
        says = getattr(self.parent(), "say_both", None)
        if saved is not None and says is not None:
            says(index, text, saved)

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """What is wrong with a cell is its tooltip."""
        problem = index.data(Roles.problem)
        if not problem:
            return super().helpEvent(event, view, option, index)
        show_tip(event.globalPos(), str(problem), view)
        return True

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Keys go to the view, unless an input method composes; losing the focus keeps what was typed."""
        if (
            isinstance(editor, CellEditor)
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            handles = getattr(self.parent(), "editor_key", None)
            return bool(handles(editor, event)) if handles is not None else False
        return super().eventFilter(editor, event)


def _text_of(index: Index) -> str:
    value = index.data(Qt.ItemDataRole.EditRole)
    return "" if value is None else str(value)


def _is_block(view: QAbstractItemView) -> bool:
    chosen = view.selectionModel()
    if chosen is None:
        return False
    ranges = chosen.selection()
    return ranges.count() > 1 or (
        ranges.count() == 1 and (ranges.at(0).width() > 1 or ranges.at(0).height() > 1)
    )
