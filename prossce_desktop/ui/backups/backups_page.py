"""The backups, what one holds, restoring one, the second place, moving to a new computer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.services.workspace import backups, known_workspaces
from prossce_desktop.services.workspace.backups import BackupStatus
from prossce_desktop.ui.backups import backup_words
from prossce_desktop.ui.backups.backup_list import BackupList
from prossce_desktop.ui.backups.backup_preview import PreviewPanel
from prossce_desktop.ui.backups.move_to_computer import MoveToComputer
from prossce_desktop.ui.backups.other_workspaces import OtherWorkspaces
from prossce_desktop.ui.backups.second_backup_place import SecondBackupPlace
from prossce_desktop.ui.base.place import Place
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import Banner
from prossce_desktop.ui.parts.labels import Hairline, Label
from prossce_desktop.ui.parts.layouts import STRETCH, in_column, in_row, set_upright
from prossce_desktop.ui.parts.page_header import PageHeader
from prossce_desktop.ui.parts.scroll_area import Scrolled
from prossce_desktop.ui.session.page import Page
from prossce_desktop.ui.session.session import Session

LEFT = 400
NARROW = 860


class BackupsPage(Page):
    """Everything about copies in one place; nothing is read or written on the main thread."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        store = session.store
        self.header = PageHeader(_("Backups"))
        self.file_button = Button(_("Another file…"), icon="folder-open", clicked=self._choose_file)
        self.header.add_action(self.file_button)
        self.banner = Banner("warning")
        self.banner.hide()
        self.list = BackupList()
        self.none = Label("", "body", "muted", wraps=True)
        self.preview = PreviewPanel(
            session.jobs, store, lambda: known_workspaces.free_beside(store.folder), session.speaker
        )
        self.second = SecondBackupPlace(session)
        self.moving = MoveToComputer(session)
        self.older = OtherWorkspaces(session)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._left = QWidget()
        left = in_column(
            Label(_("Backups"), "section"), Hairline(), self.none, (self.list, 1), into=self._left, spacing=8
        )
        left.addStretch(0)  # takes the room only where there is no list
        right = in_column(
            self.preview, self.older, 8, Hairline(), self.second, Hairline(), self.moving, STRETCH, spacing=16
        )
        inner = QWidget()
        self._across = in_row(self._left, (right, 1), into=inner, margins=(32, 8, 32, 24), spacing=32)
        scroll = Scrolled(inner, takes_keys=False)
        in_column(self.header, in_row(self.banner, margins=(32, 0, 32, 4)), (scroll, 1), into=self, spacing=0)
        self.setFocusProxy(self.list)

    def _connect(self) -> None:
        self.list.chosen.connect(self.preview.look_at)
        self.list.taken.connect(self.preview.take_focus)
        self.preview.restored.connect(self.session.news.other_opened)
        self.second.changed.connect(self._read)
        self.older.opened.connect(self.session.news.other_opened)
        self.older.looked.connect(self._look_at_other)
        self.moving.moved.connect(self._moved)
        self.banner.pressed.connect(self._understood)

    def enter(self, place: Place) -> None:
        """Read what copies there are; the keys are in the list."""
        self.list.setFocus()
        self._read()

    def leave(self) -> bool:
        """What was looked at is forgotten; a file that is being written goes on, unless the program ends."""
        self.preview.clear()
        self.list.choose_none()
        return True

    def _read(self, _nothing: object = None) -> None:
        store = self.session.store
        self.session.jobs.read(lambda step: backups.standing(store), self._show)
        self.older.read()

    def _show(self, standing: BackupStatus) -> None:
        self.list.show_backups(standing.backups, standing.checked)
        if not standing.backups and self.list.hasFocus():
            self.second.choose.setFocus()
        self.list.setVisible(bool(standing.backups))
        self.none.setVisible(not standing.backups)
        self.none.setText(_("No backup yet. The program makes one when it closes, and once a day."))
        self.header.say(_("Backups"), _("The program makes a backup when it closes, and once a day."))
        self.second.show_standing(standing)
        self._warn(standing)

    def _warn(self, standing: BackupStatus) -> None:
        said = warning(standing)
        self.banner.setVisible(bool(said))
        self.banner.say(
            "warning", said, _("I understand") if standing.spoiled is not None or standing.lost else ""
        )

    def _look_at_other(self, folder: Path) -> None:
        self.list.choose_none()
        self.preview.look_at_workspace(folder)
        self.preview.take_focus()

    def _choose_file(self) -> None:
        kinds = _("Backup files (*{ending})").format(ending=backups.ENDING)
        file = self.session.speaker.choose_file_to_read(_("Choose a backup file"), kinds)
        if file is not None:
            self.list.choose_none()
            self.preview.look_at_file(file)
            self.preview.take_focus()

    def _moved(self) -> None:
        self.session.news.other_opened.emit(self.session.store)

    def _understood(self) -> None:
        store = self.session.store
        self.session.jobs.start(lambda step: backups.acknowledge(store), self._read)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme().px(NARROW)
        set_upright(self._across, not wide)
        self._left.setMinimumWidth(theme().px(LEFT) if wide else 0)
        self._left.setMaximumWidth(theme().px(LEFT) if wide else 16777215)
        self.list.setMinimumHeight(theme().px(240 if wide else 200))


def warning(standing: BackupStatus) -> str:
    """What the officer has to know about the copies; "" if all is well."""
    spoiled = standing.spoiled
    if standing.lost:
        return ngettext_(
            "{n} saved change is missing, because the data on this computer is older. A backup may have it.",
            "{n} saved changes are missing, because the data on this computer is older. A backup may "
            "have them.",
            standing.lost,
        ).format(n=formatting.number(standing.lost))
    if spoiled is not None and spoiled.again:
        return _(
            "The backup of {when} is damaged and is not used any more. A new backup was made and checked."
        ).format(when=backup_words.when(spoiled.made))
    if spoiled is not None:
        return _("The data is damaged ({damage}). Older backups are good. Call the regional office.").format(
            damage=spoiled.detail
        )
    if standing.trouble is not None:
        return _("The last backup failed. {why}").format(why=standing.trouble)
    if standing.late and standing.reached is not None:
        return _("No backup was saved in the second backup folder since {day}.").format(
            day=backup_words.day(standing.reached)
        )
    return ""
