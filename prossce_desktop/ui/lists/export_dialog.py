"""Exactly this list to Excel: which rows, with personal data or not, how far it is, and where it went."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from prossce_desktop import app
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _
from prossce_desktop.services.list_actions import list_to_workbook
from prossce_desktop.services.lists.chosen_rows import ChosenRows
from prossce_desktop.services.reporting import export_log
from prossce_desktop.system.progress import ProgressCallback
from prossce_desktop.ui.base.shortcuts import is_control
from prossce_desktop.ui.lists.export_scope import ExportScope, GrowingDialog
from prossce_desktop.ui.lists.row_actions import ActionContext
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.field_frame import FieldFrame
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import STRETCH, in_column, in_row
from prossce_desktop.ui.parts.text_fields import TextField
from prossce_desktop.ui.printing.file_saving import FileAsked, Saving

_WIDE = 520


class ExportDialog(GrowingDialog):
    """Stays until the file is there and somebody closes it; Esc stops the writing first."""

    def __init__(self, here: ActionContext, chosen: ChosenRows) -> None:
        super().__init__(here.widget, _("Export to Excel"))
        self._session = here.session
        everything = here.everything()
        self.which = ExportScope(everything, chosen)
        self.password = TextField(limit=200)
        self.password.setEchoMode(TextField.EchoMode.Password)
        # Translators: the password of a file, not the passphrase that opens the program
        told = _(
            "Without a password, anyone can open the files. Tell the password by phone. "
            "Without it, nobody can open them."
        )
        self._secret = QWidget()
        in_column(
            FieldFrame(_("Password for the file (optional)"), self.password),
            Label(told, "caption", wraps=True),
            into=self._secret,
        )  # fmt: skip
        self.saving = Saving(here.session)
        self.save = Button(_("Save Excel…"), "primary", icon="file-spreadsheet", hint="Ctrl S")
        self.close_button = Button(_("Cancel"), clicked=self.reject)
        self._lay_out(everything)
        self.which.changed.connect(self._show_secret)
        self.saving.saved.connect(lambda _name: self._done())
        self.save.clicked.connect(self.save_file)
        self._show_secret()
        self.which.rows.setFocus()

    def _lay_out(self, everything: ChosenRows) -> None:
        heads = [_(one.head) for one in everything.columns if one.head]
        in_column(
            Label(everything.title, "section"),
            Label(_("Columns as shown: {columns}").format(columns=formatting.listed(heads)), "caption",
                wraps=True),
            self.which, self._secret, self.saving, STRETCH, in_row(STRETCH, self.close_button, self.save),
            into=self,
            margins=(24, 20, 24, 20), spacing=12,
        )  # fmt: skip
        self.setMinimumWidth(min(theme().px(_WIDE), self.screen().availableSize().width() - 40))

    def _show_secret(self) -> None:
        self._secret.setVisible(self.which.personal.isChecked())

    def save_file(self) -> None:
        """Ask where to and write there, beside the window."""
        if self.saving.is_busy() or not self.which.is_allowed():
            return
        given, store, today = self.which.given(), self._session.store, self._session.today()
        password = self.password.text() if self.which.personal.isChecked() else ""

        def write(path: Path, step: ProgressCallback) -> int:
            return list_to_workbook.write(store, given, path, app.now(), today, step, password)

        def note(path: Path) -> None:
            export_log.note_list(store, given.rows.activity, path.name, app.now())

        name = f"{list_to_workbook.name_of(given, today)}.xlsx"
        noted = note if given.of_people else None
        self.saving.save(
            FileAsked(_("Save the list"), name, _("Excel workbooks (*.xlsx)"), ".xlsx", write, noted)
        )

    def _done(self) -> None:
        """What was asked is answered, and leaves its room to the answer."""
        self._secret.hide()
        QTimer.singleShot(0, self, self._fit)
        self.close_button.set_words(_("Close"))

    def _fit(self) -> None:
        """As high as it needs from then on."""
        self.resize(self.width(), self.minimumHeight())
        self.grow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_control(event, "S"):
            self.save_file()
        else:
            super().keyPressEvent(event)

    def reject(self) -> None:
        if self.saving.is_busy():
            self.saving.cancel()
        else:
            super().reject()
