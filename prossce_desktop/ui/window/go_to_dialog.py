"""Ctrl+K: one field that finds records and pages, and does the few things one does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QApplication, QFrame, QListView, QStyle, QStyleOptionViewItem, QWidget

from prossce_desktop.domain.model.record_kinds import ACTIVITY_KINDS
from prossce_desktop.language.messages import _
from prossce_desktop.services.records import record_search
from prossce_desktop.system.progress import ProgressCallback
from prossce_desktop.ui.activities.new_record_menu import ICONS, LETTERS
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.look.icons import draw_icon_in
from prossce_desktop.ui.look.text_painting import draw_line, width_of
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.labels import Hairline, Label
from prossce_desktop.ui.parts.layouts import in_column, in_row
from prossce_desktop.ui.parts.text_fields import TextField
from prossce_desktop.ui.parts.tooltips import TipDelegate, item_tip
from prossce_desktop.ui.session.page import Page
from prossce_desktop.ui.session.session import Session

WIDTH, TOP, ROW, MOST = 600, 100, 37, 12
_PLACE = Qt.ItemDataRole.UserRole + 1
_ICON = Qt.ItemDataRole.UserRole + 2
_WHERE = Qt.ItemDataRole.UserRole + 3
_SECOND = Qt.ItemDataRole.UserRole + 4
_STAYS = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
"""Another window, or a menu of the field, has the keys for a while."""
_SHORTCUTS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
Index = QModelIndex | QPersistentModelIndex
HELP = "help"
"""What the line of the guide opens, which is no place of the window."""
KIND_ICONS = {**ICONS, "person": "user", "organisation": "building-2"}


@dataclass(frozen=True, slots=True)
class GoToEntry:
    """One line: where it goes, its words, and what it is in a muted word at the right."""

    place: Place | str
    icon: str
    words: str
    second: str
    where: str


def pages() -> list[GoToEntry]:
    """Pages and actions, which are there before anything is typed."""
    news = []
    for kind, record in ACTIVITY_KINDS.items():
        label = _(record.LABEL)
        words = _("New {kind}").format(kind=label if label[1:2].isupper() else label.lower())
        keys = _("Ctrl N, {letter}").format(letter=LETTERS[kind])
        news.append(GoToEntry(Place(PageName.activity, kind=kind), "plus", words, "", keys))
    names = (
        (PageName.overview, "house", _("Overview")),
        (PageName.activities, "calendar-days", _("Activities")),
        (PageName.people, "users", _("People")),
        (PageName.organisations, "building-2", _("Organisations")),
        (PageName.reports, "file-text", _("Reports")),
        (PageName.exchange, "arrow-left-right", _("Exchange")),
        (PageName.decisions, "columns-3", _("To decide")),
        (PageName.settings, "sliders-horizontal", _("Settings")),
        (PageName.officers, "users-round", _("Officers and passphrases")),
        (PageName.backups, "history", _("Backups")),
    )
    guide = GoToEntry(HELP, "book-open", _("Help"), "", _("F1"))
    return [
        *news,
        *(GoToEntry(Place(name), icon, words, "", _("Page")) for name, icon, words in names),
        guide,
    ]


class _RowDelegate(TipDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(40, theme().px(ROW if index.data(_PLACE) is not None else 30))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        worn = theme()
        colours = worn.tokens
        rect: QRect = option.rect.adjusted(8, 1, -8, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.data(_PLACE) is None:
            draw_line(
                painter, rect.adjusted(10, 6, 0, 0), str(index.data()), worn.font("caption"), colours.muted
            )
            painter.restore()
            return
        here = bool(option.state & QStyle.StateFlag.State_Selected)
        if here:
            painter.setBrush(QColor(colours.soft))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(rect, 6, 6)
        draw_icon_in(
            painter,
            str(index.data(_ICON)),
            QRect(rect.left() + 10, rect.top(), 18, rect.height()),
            16,
            colours.accent if here else colours.muted,
        )
        where = str(index.data(_WHERE))
        caption = worn.font("caption")
        used = width_of(where, caption)
        draw_line(
            painter,
            QRect(rect.right() - used - 12, rect.top(), used + 2, rect.height()),
            where,
            caption,
            colours.muted,
        )
        words = str(index.data())
        font = worn.font("row")
        room = rect.width() - 40 - used - 28
        draw_line(
            painter, QRect(rect.left() + 40, rect.top(), room, rect.height()), words, font, colours.text
        )
        second = str(index.data(_SECOND) or "")
        after = width_of(words, font) + 12
        if second and after < room - 40:
            draw_line(
                painter,
                QRect(rect.left() + 40 + after, rect.top(), room - after, rect.height()),
                second,
                worn.font("body"),
                colours.muted,
            )
        painter.restore()


class GoTo(QFrame):
    """Lies over the window; `go(Place)` or `help_wanted` when a line is taken, and it closes. Esc closes."""

    go = Signal(Place)
    help_wanted = Signal()

    def __init__(self, session: Session, host: QWidget) -> None:
        super().__init__(host)
        self._session = session
        self._host = host
        self._asked = ""
        self._searching = False
        """The answer for the newest words is still to come."""
        self._reading = 0
        """How many searches are under way, also for words that were typed over since."""
        self._enter_waits = False
        """Enter was pressed before the answer came: the first line is taken when it is there."""
        self._early: list[QKeyEvent | QInputMethodEvent] = []
        """What was pressed after that Enter: it is for the page that opens."""
        self.field = TextField(
            placeholder=_("Go to an activity, a person, an organisation, a page"), icon="search"
        )
        self.field.setAccessibleName(_("Go to"))
        self.field.edited.connect(self._later)
        self.field.installEventFilter(self)
        self._model = QStandardItemModel(self)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setItemDelegate(_RowDelegate(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setProperty("look", "chart")  # on the ground of the box
        self.list.viewport().setAutoFillBackground(False)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(_("Search results"))
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.clicked.connect(self._take)
        self.box = QFrame(self)
        self.box.setProperty("look", "popup")
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(60)
        self._timer.timeout.connect(self._search)
        host.installEventFilter(self)
        self.hide()

    def _lay_out(self) -> None:
        foot = in_row(
            Label(_("↑ ↓ choose   Enter opens   Esc closes"), "caption", "muted"), margins=(18, 2, 18, 2)
        )
        in_column(
            in_row(self.field, margins=(10, 0, 10, 0)), (self.list, 1), Hairline(), foot, into=self.box,
            margins=(1, 8, 1, 6), spacing=6,
        )  # fmt: skip

    def open(self) -> None:
        """Show it empty, with the keys in the field."""
        self.field.set_value("")
        self._show([])
        self.setGeometry(self._host.rect())
        self.show()
        self.raise_()
        self.field.setFocus()

    def _later(self) -> None:
        self._timer.start()

    def _search(self) -> None:
        text = str(self.field.value()).strip()
        self._asked = text
        if not text:
            self._answered([])
            return
        store = self._session.store

        def work(step: ProgressCallback) -> tuple[str, Sequence[record_search.Hit]]:
            with store.read() as reading:
                return text, record_search.go_to(reading, text)

        self._searching = True
        self._reading += 1
        self._session.jobs.read(work, self._hits_came).ended.connect(self._read_ended)

    def _hits_came(self, answer: tuple[str, Sequence[record_search.Hit]]) -> None:
        text, hits = answer
        if text == self._asked:
            self._answered([_entry(one) for one in hits])

    def _answered(self, entries: Sequence[GoToEntry]) -> None:
        self._searching = False
        self._show(entries)
        # else it was pressed for words that are only searched next
        if self._enter_waits and not self._timer.isActive():
            self._enter_waits = False
            self._take(self.list.currentIndex())
            self._give_early()

    def _read_ended(self) -> None:
        self._reading -= 1
        QTimer.singleShot(0, self, self._at_rest)  # an answer is given right after the end

    def _at_rest(self) -> None:
        """A search that broke down brings no answer: it keeps no keys, and Enter was pressed for no line."""
        if self._reading or not self._searching:
            return
        self._searching = False
        self._show([])
        if not self._timer.isActive():
            self._enter_waits = False
            self._give_early()

    def _show(self, hits: Sequence[GoToEntry]) -> None:
        typed = " ".join(str(self.field.value()).casefold().split())
        doing = [one for one in pages() if all(word in one.words.casefold() for word in typed.split())]
        doing.sort(key=lambda one: not one.words.casefold().startswith(typed))
        # its whole name: nothing else can be meant more
        named = [one for one in doing if one.words.casefold() == typed]
        rest = [one for one in doing if one not in named]
        self._model.clear()
        for title, entries in (
            (_("Go to"), [*named, *hits]),
            (_("Actions"), rest[: max(3, MOST - len(hits))]),
        ):
            if not entries:
                continue
            head = QStandardItem(title)
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            self._model.appendRow(head)
            for one in entries:
                self._model.appendRow(_item(one))
        if not self._model.rowCount():
            nothing = QStandardItem(
                _(
                    "Nothing found. You can search names in both alphabets, and phone numbers by their "
                    "last digits."
                )
            )
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self._model.appendRow(nothing)
        self._step(1, from_row=-1)
        self._place_box()

    def _place_box(self) -> None:
        width = min(WIDTH, self._host.width() - 48)
        rows = sum(
            theme().px(ROW if self._model.item(row).data(_PLACE) is not None else 30)
            for row in range(self._model.rowCount())
        )
        height = min(self._host.height() - 60, rows + 112)
        top = min(TOP, max(16, (self._host.height() - height) // 3))
        self.box.setGeometry((self._host.width() - width) // 2, top, width, height)
        self.update()  # the shadow of the box lies around it

    def _step(self, by: int, from_row: int | None = None) -> None:
        row = self.list.currentIndex().row() if from_row is None else from_row
        for _unused in range(self._model.rowCount()):
            row = (row + by) % self._model.rowCount()
            if self._model.item(row).data(_PLACE) is not None:
                self.list.setCurrentIndex(self._model.index(row, 0))
                return

    def _take(self, index: Index) -> None:
        place = index.data(_PLACE)
        if isinstance(place, Place):
            self._close()
            self.go.emit(place)
        elif place == HELP:
            self._close()
            self.help_wanted.emit()

    def _give_early(self) -> None:
        """To the page that opened; where nothing was found, to the field. A shortcut is the page's own first;
        what is none of its own and has Ctrl, as Ctrl+V, goes where one types."""
        early, self._early = self._early, []
        for event in early:
            focus = self.window().focusWidget() or self._host
            if isinstance(event, QKeyEvent) and event.modifiers() & _SHORTCUTS:
                page: QWidget | None = focus
                while page is not None and not isinstance(page, Page):
                    page = page.parentWidget()
                event.accept()
                QApplication.sendEvent(page or self._host, event)
                if event.isAccepted() or not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                    continue
                event.accept()
            QApplication.sendEvent(focus, event)

    def _close(self) -> None:
        if self.isHidden():
            return
        self._enter_waits = False  # an answer that still comes leads nowhere
        self.hide()
        self._host.removeEventFilter(self)
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._host.rect())
            self._place_box()
        if (
            watched is self.field
            and isinstance(event, QFocusEvent)
            and event.lostFocus()
            and event.reason() not in _STAYS
        ):
            self._close()  # the keys went to a page: nothing may lie over it
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._on_key(event)
        return watched is self.field and isinstance(event, QInputMethodEvent) and self._waits(event)

    def _waits(self, event: QKeyEvent | QInputMethodEvent) -> bool:
        """Whether a key waits for what is being searched."""
        if self._enter_waits:
            self._early.append(event.clone())
        return self._enter_waits

    def _on_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self._close()
        elif self._waits(event):
            return True
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.field.is_composing():
            if self._timer.isActive() or self._searching:
                self._enter_waits = True
            else:
                self._take(self.list.currentIndex())
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._step(1 if key == Qt.Key.Key_Tab else -1)
        else:
            return False
        return True

    def mousePressEvent(self, event: object) -> None:
        self._close()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        veil = QColor(0, 0, 0, 120 if theme().tokens.dark else 60)
        painter.fillRect(self.rect(), veil)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for spread in range(6, 0, -1):
            painter.setBrush(QColor(0, 0, 0, 8))
            painter.drawRoundedRect(
                self.box.geometry().adjusted(-spread, -spread + 2, spread, spread + 2), 8 + spread, 8 + spread
            )
        painter.setPen(QPen(QColor(theme().tokens.line)))
        painter.setBrush(QColor(theme().tokens.raised))
        painter.drawRoundedRect(self.box.geometry(), 8, 8)


def _entry(hit: record_search.Hit) -> GoToEntry:
    if hit.kind == "person":
        place = Place(PageName.person, record=hit.id)
    elif hit.kind == "organisation":
        place = Place(PageName.organisation, record=hit.id)
    else:
        place = Place(PageName.activity, record=hit.id, kind=hit.kind)
    return GoToEntry(place, KIND_ICONS.get(hit.kind, "file-text"), hit.title, hit.second, hit.where)


def _item(entry: GoToEntry) -> QStandardItem:
    item = QStandardItem(entry.words)
    item.setData(entry.place, _PLACE)
    item.setData(entry.icon, _ICON)
    item.setData(entry.where, _WHERE)
    item.setData(entry.second, _SECOND)
    item_tip(item, f"{entry.words} {entry.second}".strip())
    return item
