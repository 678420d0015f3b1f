"""Where packages are dropped, what they would do, and what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget

from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.services.exchange.exchange_page import DryRunOverview, Read
from prossce_desktop.services.reporting.counted_figures import between
from prossce_desktop.ui.base.keyboard_focus import leads
from prossce_desktop.ui.exchange import exchange_words
from prossce_desktop.ui.exchange.item_list import PackageList
from prossce_desktop.ui.look.text_painting import smooth_painter
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import Card, Icon
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import STRETCH, add_to, in_column, in_row

_MOST_ROWS = 7


class DropArea(QFrame):
    """`offered(list of Path)` for what was dropped; `file_wanted()` and `folder_wanted()` by the buttons."""

    offered = Signal(object)
    file_wanted = Signal()
    folder_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self.setAccessibleName(_("Receive"))
        self._is_over = False
        self._icon = Icon("inbox", 24, "accent")
        title = Label(_("Drop a package or a whole e-mail here"), "total", wraps=True)
        more = Label(_("Any order; duplicates are ignored"), "caption", "muted", wraps=True)
        self.choose = Button(_("Choose a file…"), icon="folder-open", clicked=self.file_wanted)
        self.folder = Button(_("Choose a folder…"), "link", clicked=self.folder_wanted)
        for label in (title, more):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        middle = Qt.AlignmentFlag.AlignHCenter
        in_column(
            STRETCH, (self._icon, 0, middle), title, more, 6, (self.choose, 0, middle),
            (self.folder, 0, middle), STRETCH, into=self, margins=(16, 16, 16, 12), spacing=4,
        )  # fmt: skip

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            self._set_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._set_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._set_over(False)
        files = [Path(one.toLocalFile()) for one in event.mimeData().urls() if one.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.offered.emit(files)

    def _set_over(self, over: bool) -> None:
        self._is_over = over
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme().tokens
        painter = smooth_painter(self)
        painter.setBrush(QColor(colours.soft if self._is_over else colours.surface))
        pen = QPen(QColor(colours.accent if self._is_over else colours.field), 1)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)


class DryRunPanel(Card):
    """What files would do: `taken()`, `left()`; then what became of them: `reply_wanted()`, `left()`."""

    taken = Signal()
    left = Signal()
    reply_wanted = Signal()
    decisions_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._is_taken = False
        self._conflicts: list[str] = []
        self.title = Label("", "section", wraps=True)
        self.figures = Label("", "body", wraps=True)
        self.more = Label("", "caption", "warning", wraps=True)
        self.take = Button(_("Import"), "primary", icon="check", clicked=self.taken)
        self.reply = Button(_("Make the receipt"), "primary", icon="mail", clicked=self.reply_wanted)
        self.leave = Button(_("Do not import"), clicked=self.left)
        self.decide = Button(_("Decide…"), "link", clicked=self.decisions_wanted)
        self.view = PackageList(most=_MOST_ROWS)
        foot = in_row(self.take, self.reply, self.leave, self.decide, STRETCH, spacing=8)
        add_to(self.body, self.title, self.view, self.figures, self.more, foot)

    @leads
    def show_dry_run(self, overview: DryRunOverview) -> QWidget:
        """Nothing was changed yet: say what would be."""
        news, self._is_taken = overview.has_news, False
        self.title.setText(_("What the import will change") if news else _("Nothing to import"))
        ours = overview.workbooks
        self.view.show_packages(
            overview.results,
            lambda one: (
                exchange_words.workbook(ours[one.file]) if one.file in ours else exchange_words.would(one)
            ),
        )
        lines = []
        if news:
            lines.append(_change(_("Activities"), *map(formatting.number, overview.activities)))
            lines.append(_change(_("People, each counted once"), *map(between, overview.people)))
        self.figures.setText("\n".join(lines))
        self.figures.setVisible(bool(lines))
        freed = ngettext_(
            "{n} waiting package can be imported too.",
            "{n} waiting packages can be imported too.",
            overview.freed,
        )
        said = [freed.format(n=overview.freed)] if overview.freed else []
        self._say_more([*said, *_conflicts(overview.conflicts)])
        self.decide.hide()
        self.take.setVisible(news)
        self.reply.hide()
        self.leave.set_words(_("Do not import") if news else _("Close"))
        return self.take if news else self.leave

    @leads
    def show_taken(self, results: Sequence[Read], *, answers: bool, conflicts: int) -> QWidget:
        """Say what became of each. `answers`: somebody is to be answered; `conflicts`: values that are open
        since."""
        self._is_taken = True
        self.title.setText(_("Result of the import"))
        self.view.show_packages(results, exchange_words.became)
        self.figures.hide()
        self._conflicts = _conflicts(conflicts)
        self._say_more(self._conflicts)
        self.decide.setVisible(bool(conflicts))
        self.take.hide()
        self.reply.setVisible(answers)
        self.leave.set_words(_("Close"))
        return self.reply if answers else self.leave

    def tells_taken(self) -> bool:
        return not self.isHidden() and self._is_taken

    def say_waiting(self, files: int) -> None:
        """So many more were dropped."""
        said = ngettext_(
            "{n} more file will be checked when you close this.",
            "{n} more files will be checked when you close this.",
            files,
        )
        self._say_more([*self._conflicts, said.format(n=formatting.number(files))])

    def _say_more(self, lines: Sequence[str]) -> None:
        self.more.setText(" ".join(lines))
        self.more.setVisible(bool(lines))


def _change(what: str, before: str, after: str) -> str:
    if before == after:
        return _("{figure}: {number}, as before").format(figure=what, number=before)
    return _("{figure}: {before} before, {after} after").format(figure=what, before=before, after=after)


def _conflicts(n: int) -> list[str]:
    """Of these files, not of those that came before."""
    if not n:
        return []
    said = ngettext_(
        "{n} field has two values; both are kept.", "{n} fields have two values; both are kept.", n
    )
    return [said.format(n=formatting.number(n))]
