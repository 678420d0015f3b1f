"""A list in a card: as high as its rows, up to a number of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtGui import QStandardItem, QStandardItemModel

from prossce_desktop.language.messages import _
from prossce_desktop.services.exchange.exchange_page import Read
from prossce_desktop.ui.grids.item_roles import Roles
from prossce_desktop.ui.grids.list_view import ListView
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.labels import Tone
from prossce_desktop.ui.parts.tooltips import item_tip

OutcomeWords = Callable[[Read], tuple[str, str, Tone]]
"""Icon, words and tone of what a package would do, or of what became of it."""


class ItemList(ListView):
    """At most `most` rows are seen at once."""

    def __init__(
        self, name: str, titles: Sequence[str], widths: Sequence[int], *, row_height: int = 30, most: int
    ) -> None:
        super().__init__(row_height=row_height, name=name)
        self._row_height, self._most = row_height, most
        self.items = QStandardItemModel(0, len(titles), self)
        self.items.setHorizontalHeaderLabels(titles)
        self.setModel(self.items)
        self.set_widths(widths)

    def show_items(self, rows: Iterable[Sequence[QStandardItem]]) -> None:
        self.items.removeRows(0, self.items.rowCount())
        for row in rows:
            self.items.appendRow(row)
        seen = max(1, min(self.items.rowCount(), self._most))
        self.setFixedHeight(theme().px(32 + self._row_height * seen) + 4)


class PackageList(ItemList):
    """Files, and what is in them."""

    def __init__(self, *, most: int) -> None:
        super().__init__(_("Files"), [_("File"), _("What is in it")], (300, 0), most=most)

    def show_packages(self, results: Sequence[Read], words_of: OutcomeWords) -> None:
        """Each file with what `words_of` says of it."""
        self.show_items(_row(package.file.name, *words_of(package)) for package in results)


def _row(file: str, icon: str, words: str, tone: Tone) -> list[QStandardItem]:
    content = QStandardItem(words)
    content.setData(icon, Roles.icon)
    content.setData(tone, Roles.tone)
    item_tip(content, words)
    return [QStandardItem(file), content]
