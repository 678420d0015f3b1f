"""Which columns of a list stand where, and how wide: as declared until somebody changes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHeaderView, QTableView

from prossce_desktop.services.lists.list_column import ListColumn
from prossce_desktop.services.lists.list_layout import ListLayout
from prossce_desktop.ui.grids.column_widths import shared
from prossce_desktop.ui.grids.item_roles import Roles
from prossce_desktop.ui.lists.list_header import ListHeader
from prossce_desktop.ui.lists.paged_model import PagedModel
from prossce_desktop.ui.look.text_painting import width_of
from prossce_desktop.ui.look.theme import theme

_INTERACTIVE, _FIXED = QHeaderView.ResizeMode.Interactive, QHeaderView.ResizeMode.Fixed
_MEASURED = 40
"""Rows of which the words are measured."""
_ASIDE = 12
"""Pixels at both sides of the words."""
_MARK = 24
"""Pixels that an icon or a dot before the words may take."""


class ColumnLayout(QObject):
    """`changed` when somebody moved, sized or chose columns. The one of width 0 takes the rest."""

    changed = Signal()

    def __init__(
        self,
        view: QTableView,
        header: ListHeader,
        model: PagedModel,
        *,
        least: int,
        gives_way: Sequence[Sequence[str]],
    ) -> None:
        """The column that takes the rest has `least` pixels at 100 %: columns in `gives_way` go for it."""
        super().__init__(view)
        self._view, self._header = view, header
        self._model = model
        self.columns = model.columns
        self._least = least
        self._gives_way = gives_way
        self._sections = {one.key: at for at, one in enumerate(self.columns)}
        self._needs: dict[str, int] = {}
        self.layout = ListLayout()
        self._moving = False
        header.setSectionsMovable(True)
        header.setFirstSectionMovable(bool(self.columns[0].head))
        header.sectionMoved.connect(self._was_moved)
        header.sectionResized.connect(self._was_sized)
        header.sectionHandleDoubleClicked.connect(lambda section: self.to_words(self.columns[section].key))

    # -- what stands where

    def apply(self, layout: ListLayout) -> None:
        """Columns as they were left."""
        self.layout = layout
        header = self._header
        self._moving = True
        known = [key for key in layout.places if key in self._sections]
        if known:
            places = [*known, *(one.key for one in self.columns if one.key not in known)]
        else:
            places = [one.key for one in self.columns]
        for place, key in enumerate(places):
            header.moveSection(header.visualIndex(self._sections[key]), place)
        self._moving = False
        self.fit()

    def chosen(self) -> set[str]:
        """Keys of the columns that should stand there, whether there is room for them or not."""
        if self.layout.shown is None:
            shown = {one.key for one in self.columns if one.at_first}
        else:
            shown = set(self.layout.shown)
        return shown | {one.key for one in self.columns if one.always}

    def places(self) -> list[ListColumn]:
        """All columns from the left."""
        header = self._header
        return [self.columns[header.logicalIndex(place)] for place in range(header.count())]

    def shown(self) -> tuple[ListColumn, ...]:
        """The columns that are chosen, from the left, without one of icons."""
        chosen = self.chosen()
        return tuple(one for one in self.places() if one.key in chosen and one.head)

    def choose(self, keys: Iterable[str], places: Sequence[str]) -> None:
        """These columns, in these places; the ones that stand there at first are no choice."""
        wanted = frozenset(keys) | {one.key for one in self.columns if one.always}
        first = {one.key for one in self.columns if one.at_first or one.always}
        declared = [one.key for one in self.columns]
        shown = None if wanted == first else tuple(key for key in declared if key in wanted)
        self.apply(
            replace(self.layout, shown=shown, places=() if list(places) == declared else tuple(places))
        )
        self.changed.emit()

    def hide(self, key: str) -> None:
        self.choose(self.chosen() - {key}, [one.key for one in self.places()])

    def as_at_first(self) -> None:
        """Columns, places and widths as they came."""
        self.apply(replace(self.layout, shown=None, places=(), widths={}))
        self.changed.emit()

    def is_as_at_first(self) -> bool:
        """Whether nobody chose, moved or sized anything."""
        return self.layout.shown is None and not self.layout.places and not self.layout.widths

    def to_words(self, key: str) -> None:
        """As wide as its heading and its words need."""
        self._measure()
        least = self._header.width_for(self._sections[key])
        self._size(key, max(self._needs.get(key, 0), least))

    def _size(self, key: str, pixels: int) -> None:
        self.layout = replace(self.layout, widths={**self.layout.widths, key: round(pixels / theme().scale)})
        self.fit()
        self.changed.emit()

    def _was_moved(self, _logical: int, _was: int, _now: int) -> None:
        if not self._moving:
            places = [one.key for one in self.places()]
            self.layout = replace(
                self.layout, places=() if places == [one.key for one in self.columns] else tuple(places)
            )
            self.changed.emit()

    def _was_sized(self, section: int, _was: int, now: int) -> None:
        if not self._moving and now and self._header.is_held():
            self._size(self.columns[section].key, now)

    # -- widths

    def measure(self) -> None:
        """Other rows stand there: what their words need."""
        self._measure()
        self.fit()

    def _measure(self) -> None:
        """Of the columns chosen, the widest words among the first rows."""
        model, worn = self._model, theme()
        self._needs = {}
        rows = [at for at, _row in islice(model.held_rows(), _MEASURED)]
        for key in self.chosen():
            at = self._sections[key]
            if not self.columns[at].head:
                continue
            widest = 0
            for row in rows:
                drawn = model.index(row, at).data(Roles.drawn)
                if drawn is None or not drawn.text:
                    continue
                font = worn.font(
                    "total" if drawn.emphasis == "total" else "row" if drawn.second is not None else "body"
                )
                mark = _MARK if drawn.icon or drawn.dot else 0
                widest = max(
                    widest,
                    width_of(str(drawn.text), font) + mark,
                    width_of(str(drawn.second or ""), worn.font("caption")),
                )
            self._needs[key] = widest + 2 * _ASIDE

    def fit(self) -> None:
        """The columns again, by the room there is."""
        if self._moving or self._view.model() is None:
            return
        self._moving = True
        shown = self.chosen()
        if self.layout.shown is None:
            shown = self._without(shown)
        for at, one in enumerate(self.columns):
            self._view.setColumnHidden(at, one.key not in shown)
            self._header.setSectionResizeMode(at, _INTERACTIVE if one.head else _FIXED)
        for key, width in self._widths(shown).items():
            self._view.setColumnWidth(self._sections[key], width)
        self._moving = False

    def _without(self, shown: set[str]) -> set[str]:
        """Columns go until the one that takes what is left has what it needs."""
        left = set(shown)
        room = self._view.viewport().width() - theme().px(self._least)
        for together in self._gives_way:
            if (
                sum(
                    self._plain(self._sections[key])
                    for key in left
                    if self.columns[self._sections[key]].width
                )
                <= room
            ):
                break
            left -= set(together)
        return left

    def _plain(self, section: int) -> int:
        """The width of a column before what is free is given away."""
        column = self.columns[section]
        if column.key in self.layout.widths:
            return max(theme().px(self.layout.widths[column.key]), self._header.width_for(section))
        return max(theme().px(column.width), self._header.width_for(section))

    def _widths(self, shown: set[str]) -> dict[str, int]:
        """Every column has what its words need, as far as there is room; one takes the rest."""
        room, least = self._view.viewport().width(), theme().px(self._least)
        keys = [one.key for one in self.places() if one.key in shown]
        plain = {key: self._plain(self._sections[key]) for key in keys}
        own = {key for key in keys if key in self.layout.widths}
        taker = next(
            (key for key in keys if not self.columns[self._sections[key]].width and key not in own), ""
        )
        if taker:
            plain[taker] = least
        needs = {
            key: max(self._needs.get(key, 0), self._header.width_for(self._sections[key])) for key in keys
        }
        wanted = [plain[key] if key in own else max(plain[key], needs[key]) for key in keys]
        fixed = own | {taker} | {key for key in keys if key not in self._needs}
        idle = [
            width if key in fixed else min(needs[key], width) for key, width in zip(keys, wanted, strict=True)
        ]
        half = [
            min(width, 2 * least) if key == taker else plain[key]
            for key, width in zip(keys, wanted, strict=True)
        ]
        widths = dict(
            zip(
                keys,
                shared(wanted, (room, idle), (room, half), (room, [plain[key] for key in keys])),
                strict=True,
            )
        )
        if taker:
            widths[taker] += max(0, room - sum(widths.values()))
        return widths
