"""What every list of records has: search, chips, the table, and what replaces it when it is empty."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from prossce_desktop.language.formatting import numbered
from prossce_desktop.language.messages import _
from prossce_desktop.services.lists import list_layout as keeping
from prossce_desktop.services.lists.chosen_rows import ChosenRows, ListKind
from prossce_desktop.services.lists.list_column import ListColumn
from prossce_desktop.services.lists.list_layout import ListLayout
from prossce_desktop.ui.base.shortcuts import Stroke, is_control
from prossce_desktop.ui.lists.columns_dialog import ColumnOption, ColumnsDialog
from prossce_desktop.ui.lists.filter_chip import FilterChip
from prossce_desktop.ui.lists.list_menus import heading_menu, row_menu
from prossce_desktop.ui.lists.multi_select_view import MultiSelectView
from prossce_desktop.ui.lists.paged_model import PagedModel
from prossce_desktop.ui.lists.row_actions import COLUMNS_KEY, ActionContext, pressed
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import EmptyState
from prossce_desktop.ui.parts.chips import Chip, FlowLayout
from prossce_desktop.ui.parts.key_button import KeyButton
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import STRETCH, add_to, in_column, in_row
from prossce_desktop.ui.parts.page_header import PageHeader
from prossce_desktop.ui.parts.text_fields import TextField
from prossce_desktop.ui.session.session import Session

_ASK_AFTER_MS, _KEEP_AFTER_MS = 120, 400
"""The pause in typing after which the base is asked, and after which the view is kept."""
CLEAR_KEY = Stroke("Ctrl+Shift+F")
ON = ("on",)
"""The token of a chip that is on or off."""


@dataclass(frozen=True)
class ListOf:
    """What one list is called and how much room its name needs."""

    kind: ListKind
    title: str
    search: str
    least: int
    """Of the column that takes what is left so many pixels at 100 % stand."""
    gives_way: tuple[tuple[str, ...], ...]
    has_entered: bool = False
    """It can stand in the order of entry."""
    inset: int = 32
    """Free at both sides of the table."""
    search_width: int = 280
    search_in_tools: bool = True
    """Before the chips, else at the right of the title."""


class ListFrame(QWidget):
    """`asked()` when the list should be read again; `opened(row)` on Enter or a click."""

    asked = Signal()
    opened = Signal(object)
    sort_wanted = Signal(int)
    """A heading was pressed."""
    sort_to = Signal(int, bool)
    """A way of sorting was chosen; section -1 is the order of entry."""

    def __init__(
        self,
        session: Session,
        of: ListOf,
        model: PagedModel,
        here: Callable[[], ActionContext],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.session, self.of, self.model = session, of, model
        self._here = here
        self.header = PageHeader(of.title)
        self.search = TextField(placeholder=of.search, icon="search")
        self.search.setAccessibleName(of.search)
        self.filters: dict[str, FilterChip | Chip] = {}
        self.chips = FlowLayout()
        self.clear_all = KeyButton(_("Ctrl Shift F"), _("clear all filters"))
        self.view = MultiSelectView(session, model, name=of.title, least=of.least, gives_way=of.gives_way)
        self.bar = SelectionBar()
        self.below = QStackedWidget()
        self.between, self.under = QVBoxLayout(), QVBoxLayout()
        self._officer = ""
        self._own_filters: dict[str, tuple[str, ...]] = {}
        """Those that an officer chose; a place that the window goes to may name others."""
        self._wait = QTimer(self, singleShot=True, interval=_ASK_AFTER_MS)
        self._keep_soon = QTimer(self, singleShot=True, interval=_KEEP_AFTER_MS)
        self._lay_out()
        self._connect()
        self._restyle()

    def _lay_out(self) -> None:
        self.chips.addWidget(self.clear_all)
        self.clear_all.hide()
        self.tools = in_row(margins=(32, 4, 32, 10), spacing=12)
        if self.of.search_in_tools:
            self.tools.addWidget(self.search)
        else:
            self.header.add_action(self.search)
        self.tools.addLayout(self.chips, 1)
        self.below.addWidget(self.view)
        inside = in_row(self.below, margins=(self.of.inset, 0, self.of.inset, 0))
        down = in_column(self.header, into=self, spacing=0)
        for layout in (self.tools, self.between):
            down.addLayout(layout)
        add_to(down, (inside, 1), self.under, self.bar)

    def _connect(self) -> None:
        self._wait.timeout.connect(self.asked)
        self._keep_soon.timeout.connect(self.keep)
        self.search.edited.connect(self._wait.start)
        self.search.returnPressed.connect(self.view.setFocus)
        self.search.installEventFilter(self)
        self.clear_all.clicked.connect(self.clear)
        self.view.opened.connect(lambda index: self._open(index.row()))
        self.view.menu_wanted.connect(self.open_menu)
        self.view.typed.connect(self._search_for)
        self.view.take_key = lambda event: pressed(event, self._here(), self.chosen())
        self.view.header.sectionClicked.connect(self.sort_wanted)
        self.view.header.menu_wanted.connect(lambda section, at: self.menu_of_heading(section).popup(at))
        self.view.columns.changed.connect(self._keep_soon.start)
        self.view.choice.changed.connect(self._say_chosen)
        self.bar.none.clicked.connect(self.view.choice.clear)
        self.bar.all.clicked.connect(self.view.choice.all)
        self.bar.menu.clicked.connect(lambda: self.open_menu(self.bar.menu.mapToGlobal(QPoint(0, 0))))
        theme().changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.search.setFixedWidth(theme().px(self.of.search_width))

    # -- filters

    def add_chip(self, name: str, chip: FilterChip | Chip) -> None:
        """A filter; its choice is kept under this name."""
        self.filters[name] = chip
        self.chips.insert(len(self.filters) - 1, chip)
        (chip.changed if isinstance(chip, FilterChip) else chip.toggled).connect(self._filtered)

    def _filtered(self) -> None:
        self._own_filters = self._all_tokens()
        self._show_filtered()
        self._keep_soon.start()
        self.asked.emit()

    def tokens(self, name: str) -> tuple[str, ...]:
        """What a chip leaves; none for everything."""
        chip = self.filters[name]
        return chip.chosen() if isinstance(chip, FilterChip) else ON if chip.is_on() else ()

    def _all_tokens(self) -> dict[str, tuple[str, ...]]:
        return {name: self.tokens(name) for name in self.filters if self.tokens(name)}

    def take_filters(self, chosen: Mapping[str, tuple[str, ...]]) -> None:
        """These choices alone, not kept for the officer; whoever calls reads the list again."""
        for name, chip in self.filters.items():
            if isinstance(chip, FilterChip):
                chip.take(chosen.get(name, ()))
            else:
                chip.blockSignals(True)
                chip.set_on(bool(chosen.get(name)))
                chip.blockSignals(False)
        self._show_filtered()

    def clear(self) -> None:
        """Everything again, what is searched for too."""
        self.search.set_value("")
        self.take_filters({})
        self._filtered()

    def is_filtered(self) -> bool:
        """Whether a chip leaves a part of the list out."""
        return any(self.tokens(name) for name in self.filters)

    def _show_filtered(self) -> None:
        self.clear_all.setVisible(self.is_filtered())

    def filter_words(self) -> tuple[str, ...]:
        """The filter in words, a part each."""
        chips = (
            chip.filter_words() if isinstance(chip, FilterChip) else chip.words() if chip.is_on() else ""
            for chip in self.filters.values()
        )
        text = self.search.text().strip()
        return (*(one for one in chips if one), *((_("Search: {text}").format(text=text),) if text else ()))

    # -- what is kept

    def take(self, layout: ListLayout, officer: str) -> None:
        """As this officer left it."""
        self._officer, self._own_filters = officer, dict(layout.filters)
        self.view.columns.apply(layout)
        self.take_filters(layout.filters)

    def sorted_by(self, key: str, descending: bool) -> None:
        """Somebody chose another order."""
        columns = self.view.columns
        columns.layout = replace(columns.layout, sort=key, descending=descending)
        self.show_sort(key, descending)
        self._keep_soon.start()

    def show_sort(self, key: str, descending: bool) -> None:
        """The arrow in the heading of this column, if it is one."""
        columns = self.view.columns
        section = next((at for at, one in enumerate(columns.columns) if one.key == key), -1)
        self.view.header.setSortIndicatorShown(section >= 0)
        if section >= 0:
            self.view.header.setSortIndicator(
                section, Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
            )
        self.view.columns.fit()

    def keep(self) -> None:
        """Write down how the list stands, on this laptop and for the officer who left it so."""
        self._keep_soon.stop()
        store, name, officer = self.session.store, self.of.kind, self._officer
        layout = replace(self.view.columns.layout, filters=self._own_filters)
        if officer and not self.session.jobs.is_closed():
            self.session.jobs.start(
                lambda _step: keeping.write(store, name, officer, layout), None, lambda _error: None
            )

    def keep_now(self) -> None:
        """What is about to be kept is kept now: the page is left."""
        if self._keep_soon.isActive():
            self.keep()

    # -- rows

    def stand_in(self, empty: EmptyState) -> None:
        """`empty` replaces the table while nothing is recorded; a filter that leaves nothing says so."""
        buttons = [Button(_("Clear all filters"))]
        nothing = EmptyState(
            "search-x", _("Nothing matches"), _("Remove a filter, or search for other words."), buttons
        )
        nothing.pressed.connect(lambda _at: self.clear())
        for widget in (empty, nothing):
            self.below.addWidget(widget)

    def show_count(self, count: int, *, filtered: bool) -> None:
        """The table, or what stands in its place when there is nothing."""
        self.below.setCurrentIndex(0 if count else 2 if filtered else 1)

    def _open(self, place: int) -> None:
        row = self.model.row(place)
        if row is not None:
            self.opened.emit(row)

    def everything(self) -> ChosenRows:
        """All that stands in the list, whatever is chosen in it."""
        of, choice = self.of, self.view.choice
        return ChosenRows(
            of.kind, of.title, self.view.columns.shown(), None, self.model.rowCount(), choice.order,
            self.filter_words(), chosen=False
        )  # fmt: skip

    def chosen(self) -> ChosenRows:
        """The chosen rows; where nobody chose, the one where the keys are."""
        choice = self.view.choice
        if choice.is_empty():
            here = self.view.currentIndex()
            row = self.model.held(here.row()) if here.isValid() else None
            if row is None:
                return replace(self.everything(), ids=(), count=0)
            return replace(self.everything(), ids=(row.id,), count=1, held=(row,))
        ids = choice.ids()
        held = ()
        if ids is not None and len(ids) == 1:
            held = tuple(row for _at, row in self.model.held_rows() if row.id in ids)
        return replace(
            self.everything(), ids=ids, count=choice.count(), without=choice.without(), held=held, chosen=True
        )

    def _say_chosen(self) -> None:
        choice = self.view.choice
        self.bar.say(0 if choice.is_empty() else choice.count(), self.model.rowCount())
        for at in range(self.under.count()):
            if (item := self.under.itemAt(at)) is not None and (widget := item.widget()) is not None:
                widget.setVisible(choice.is_empty())

    def _search_for(self, letter: str) -> None:
        """A letter typed in the list is searched for."""
        self.search.setFocus()
        self.search.deselect()
        self.search.insert(letter)
        self._wait.start()

    # -- menus and keys

    def open_menu(self, point: QPoint) -> None:
        """What can be done with the rows that are chosen, once it is known which these are."""
        self.view.choice.once_known(lambda: self.menu_of_rows().popup(point))

    def menu_of_rows(self) -> QMenu:
        return row_menu(self._here(), self.chosen())

    def menu_of_heading(self, section: int) -> QMenu:
        """The menu of a column; section -1 is beside all of them."""
        entered = (lambda: self.sort_to.emit(-1, False)) if self.of.has_entered else None
        return heading_menu(self, self.view.columns, section, self.sort_to.emit, self.choose_columns, entered)

    def choose_columns(self) -> None:
        """Alt+C: which columns stand there, and in which order."""
        layout = self.view.columns
        shown = layout.chosen()
        places = [one for one in layout.places() if one.head]
        dialog = ColumnsDialog(
            _("Columns of {list}").format(list=self.of.title),
            [_offered(one, on=one.key in shown) for one in places],
            [_offered(one, on=one.at_first) for one in layout.columns if one.head], self,
        )  # fmt: skip
        dialog.chosen.connect(self._columns_chosen)
        dialog.open()

    def _columns_chosen(self, shown: set[str], places: list[str]) -> None:
        layout = self.view.columns
        layout.choose(shown, [*(one.key for one in layout.columns if not one.head), *places])
        layout.measure()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the list that the field of the search would write."""
        return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._take_key(event)

    def _take_key(self, event: QKeyEvent) -> bool:
        if CLEAR_KEY.fits(event):
            self.clear()
        elif COLUMNS_KEY.fits(event):
            self.choose_columns()
        else:
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_control(event, "F"):
            self.search.setFocus()
            self.search.selectAll()
        elif self._take_key(event):
            return
        elif event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.view.setFocus()
        elif event.key() == Qt.Key.Key_Escape and not self.view.choice.is_empty():
            self.view.choice.clear()
        elif event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.set_value("")
            self.asked.emit()
        elif not (
            event.modifiers() and pressed(event, self._here(), self.chosen())
        ):  # Enter and Del are keys of the list alone
            super().keyPressEvent(event)


def _offered(column: ListColumn, *, on: bool) -> ColumnOption:
    return ColumnOption(column.key, _(column.head), on=on or column.always, always=column.always)


class SelectionBar(QWidget):
    """In sight while something is chosen. Its buttons are the keys that do the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("look", "bar")
        self.count = Label("", "total")
        self.menu = KeyButton(_("Shift F10"), _("menu for these rows"))
        self.all = KeyButton(_("Ctrl A"), _("choose all"))
        self.none = KeyButton(_("Esc"), _("choose none"))
        in_row(
            self.count, STRETCH, self.menu, self.all, self.none, into=self, margins=(32, 0, 32, 0), spacing=16
        )
        self._some_left = False
        theme().changed.connect(self._restyle)
        self._restyle()
        self.hide()

    def _restyle(self) -> None:
        self.setFixedHeight(theme().px(40))
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, theme().px(40))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Keys that have no room are left out, the way back to nothing the last."""
        room = self.width() - 64 - self.count.sizeHint().width() - 16
        for key, wanted in ((self.none, True), (self.all, self._some_left), (self.menu, True)):
            room -= key.sizeHint().width() + 16 if wanted else 0
            key.setVisible(wanted and room >= 0)

    def say(self, count: int, whole: int) -> None:
        """So many of so many rows are chosen; 0 hides the line."""
        self._some_left = count < whole
        self.count.setText(numbered("{n} row chosen", "{n} rows chosen", count))
        self.setVisible(count > 0)
        self._fit()
