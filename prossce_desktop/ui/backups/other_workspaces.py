"""Other data on this computer: what each folder holds, and how one opens it, looks inside, or removes it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from prossce_desktop.errors import ProssceError
from prossce_desktop.language.messages import _
from prossce_desktop.services.workspace import known_workspaces
from prossce_desktop.services.workspace.known_workspaces import OlderWorkspace
from prossce_desktop.ui.backups import backup_words
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.labels import Hairline, Label
from prossce_desktop.ui.parts.layouts import STRETCH, add_to, in_column, in_row
from prossce_desktop.ui.parts.tooltips import set_tip
from prossce_desktop.ui.session.dialogs import agrees
from prossce_desktop.ui.session.session import Session


class OtherWorkspaces(QWidget):
    """`opened(Path)`: the window is to open this folder; `looked(Path)`: to show what it holds."""

    opened = Signal(object)
    looked = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.rows: list[OtherWorkspaceRow] = []
        self._down = in_column(into=self, spacing=10)
        none = _(
            "There is no other data on this computer. After a restore, the data from before is kept here."
        )
        self.none = Label(none, "body", "muted", wraps=True)
        add_to(self._down, Label(_("Older data on this computer"), "section"), Hairline(), self.none)

    def read(self) -> None:
        """Look at the folders again, beside the window."""
        store = self._session.store
        self._session.jobs.read(lambda step: known_workspaces.older(store), self._show)

    def _show(self, workspaces: Sequence[OlderWorkspace]) -> None:
        held = any(
            row.isAncestorOf(focus)
            for row in self.rows
            if (focus := self.focusWidget()) is not None and focus.hasFocus()
        )
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = [OtherWorkspaceRow(one) for one in workspaces]
        for row in self.rows:
            row.open.clicked.connect(self._open)
            row.look.clicked.connect(self._look)
            row.remove.clicked.connect(self._ask_remove)
            self._down.addWidget(row)
        self.none.setVisible(not self.rows)
        if held and self.rows:
            self.rows[0].open.setFocus()

    def _row(self) -> OtherWorkspaceRow:
        row = self.sender().parent()
        assert isinstance(row, OtherWorkspaceRow)
        return row

    def _open(self) -> None:
        self.opened.emit(self._row().workspace.folder)

    def _look(self) -> None:
        self.looked.emit(self._row().workspace.folder)

    def _ask_remove(self) -> None:
        workspace, store = self._row().workspace, self._session.store
        question = _("Delete “{name}” from this computer?").format(name=workspace.folder.name)
        goes = "\n".join(backup_words.goes_with(workspace))
        if not agrees(self._session.speaker, question, _("Delete permanently"), goes, _("Keep")):
            return

        self._session.jobs.start(
            lambda step: known_workspaces.remove(workspace.folder, store),
            lambda gone: self._removed(workspace.folder, gone),
            self._not_removed,
        )

    def _removed(self, folder: Path, gone: bool) -> None:
        said = _("Deleted: {name}.") if gone else _("Deleted: {name}. Other files in its folder are kept.")
        self._session.speaker.mention(said.format(name=folder.name))
        self.read()

    def _not_removed(self, error: ProssceError) -> None:
        self._session.speaker.tell(str(error))
        self.read()


class OtherWorkspaceRow(QWidget):
    """One folder: its name, what it holds, how it opens, and what can be done with it."""

    def __init__(self, workspace: OlderWorkspace) -> None:
        super().__init__()
        self.workspace = workspace
        name = Label(workspace.folder.name, "total")
        set_tip(name, str(workspace.folder))
        self.open, self.look, self.remove = (
            Button(said, "link") for said in (_("Open"), _("Look inside"), _("Remove…"))
        )
        for button in (self.open, self.look, self.remove):
            button.setAccessibleName(
                _("{button}: {name}").format(button=button.words(), name=workspace.folder.name)
            )
        down = in_column(
            in_row(name, STRETCH, self.open, self.look, self.remove, spacing=16), into=self, spacing=2
        )
        self.lines = backup_words.about_older(workspace)
        for said in self.lines:
            down.addWidget(Label(said, "caption", "muted", wraps=True))
