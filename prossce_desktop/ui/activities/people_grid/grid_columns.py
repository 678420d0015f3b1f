"""The columns of the people grid, their order and widths, kept for each kind of activity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject

from prossce_desktop.language.messages import _
from prossce_desktop.ui.activities.people_grid.grid_model import PeopleModel
from prossce_desktop.ui.activities.people_grid.grid_view import PeopleView
from prossce_desktop.ui.activities.people_grid.people_columns import (
    CHECK,
    ColumnScope,
    Layout,
    PeopleColumn,
    all_columns,
    chosen_columns,
    setting_key,
    shown_at_first,
)
from prossce_desktop.ui.lists.columns_dialog import ColumnOption, ColumnsDialog
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.session.session import Session


class GridColumns(QObject):
    """The model holds the columns in the order shown, so that Tab, paste and copy go as the eye does."""

    def __init__(self, session: Session, view: PeopleView, model: PeopleModel) -> None:
        super().__init__(view)
        self._session, self._view, self._model = session, view, model
        self._layout = Layout()
        header = view.header
        header.setSectionsMovable(True)
        header.sectionMoved.connect(self._moved)
        header.sectionResized.connect(self._sized)
        header.sectionHandleDoubleClicked.connect(self._to_words)
        self._moving = False

    def of(self, sheet: ColumnScope, setting: str | None) -> list[PeopleColumn]:
        """The columns as they were left, of an activity that is shown now."""
        self._layout = Layout.read(setting)
        return chosen_columns(sheet, self._layout)

    def own_widths(self) -> Mapping[str, int]:
        """Pixels of the columns that somebody made wider or narrower."""
        return {key: theme().px(width) for key, width in self._layout.widths.items()}

    def add(self, keys: set[str]) -> None:
        self._show({one.key for one in self._model.columns} | keys)

    def hide(self, key: str) -> None:
        self._show({one.key for one in self._model.columns} - {key})

    def can_hide(self, key: str) -> bool:
        """Not the name, Check, nor a session."""
        return not _is_always(key)

    def as_at_first(self) -> None:
        self._use(Layout())

    def is_as_at_first(self) -> bool:
        """Whether nobody chose, moved or sized anything."""
        return self._layout == Layout()

    def choose(self) -> None:
        """Alt+C: which columns stand there, and in which order."""
        sheet = self._model.how.sheet
        shown = {one.key for one in self._model.columns}
        others = [one for one in all_columns(sheet) if one.key not in shown]
        first = shown_at_first(sheet)
        dialog = ColumnsDialog(
            _("Columns of this list"),
            [_offered(one, one.key in shown) for one in (*self._model.columns, *others) if one.key != CHECK],
            [_offered(one, one.key in first) for one in all_columns(sheet) if one.key != CHECK], self._view,
        )  # fmt: skip
        dialog.chosen.connect(self._chosen)
        dialog.open()

    def _chosen(self, shown: set[str], places: list[str]) -> None:
        self._use(replace(self._layout.showing(self._model.how.sheet, shown | {CHECK}), places=tuple(places)))

    def _show(self, keys: set[str]) -> None:
        self._use(self._layout.showing(self._model.how.sheet, keys))

    def _use(self, layout: Layout) -> None:
        sheet = self._model.how.sheet
        declared = tuple(one.key for one in all_columns(sheet) if one.key != CHECK)
        self._layout = replace(layout, places=()) if layout.places == declared else layout
        self._stand(chosen_columns(sheet, self._layout))
        self._keep()

    def _stand(self, columns: Sequence[PeopleColumn]) -> None:
        """Show these, the keys on the column where they were."""
        self._view.keep_typed()
        at = self._view.currentIndex()
        here = self._model.columns[at.column()].key if at.isValid() else ""
        self._moving = True
        self._model.set_columns(columns)
        self._moving = False
        if at.isValid():  # else the next letter would go into the first name of the list
            self._view.stand_on(
                at.row(), next((place for place, one in enumerate(columns) if one.key == here), 0)
            )
        self._view.columns_changed.emit()

    def _keep(self) -> None:
        store, kind, setting = self._session.store, self._model.how.sheet.kind, self._layout.written()
        officer = store.identity.officer_id
        self._session.jobs.start(
            lambda _step: store.settings.note(setting_key(kind, officer), setting), None, lambda _error: None
        )

    # -- by the mouse

    def _moved(self, section: int, was: int, now: int) -> None:
        """A heading was dragged: the columns themselves change places, not only their pictures."""
        if self._moving:
            return
        keys = [one.key for one in self._model.columns]
        self._moving = True
        self._view.header.moveSection(now, was)
        self._moving = False
        keys.insert(now, keys.pop(section))
        others = [one.key for one in all_columns(self._model.how.sheet) if one.key not in keys]
        self._use(replace(self._layout, places=tuple(key for key in (*keys, *others) if key != CHECK)))

    def _sized(self, section: int, _was: int, now: int) -> None:
        if now and self._view.header.is_held() and self._model.columns[section].key != CHECK:
            self._set_width(self._model.columns[section].key, now)

    def _to_words(self, section: int) -> None:
        self._set_width(self._model.columns[section].key, self._view.needs(section))

    def to_words(self, key: str) -> None:
        section = self._model.column_of(key)
        if section is not None:
            self._to_words(section)

    def _set_width(self, key: str, pixels: int) -> None:
        self._layout = replace(
            self._layout, widths={**self._layout.widths, key: round(pixels / theme().scale)}
        )
        if not self._view.header.is_held():
            self._view.columns_changed.emit()
        self._keep()


def _is_always(key: str) -> bool:
    return key in ("name", CHECK) or key.startswith("session_")


def _offered(column: PeopleColumn, on: bool) -> ColumnOption:
    always = _is_always(column.key)
    return ColumnOption(column.key, column.tip.partition("\n")[0] or column.head, on or always, always)
