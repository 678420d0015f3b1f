"""What was written, and how it gets into a mail: the draft opened by the system, else the folder and texts to copy."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from prossce_desktop.compose.exchange_page import Written
from prossce_desktop.messages import _, ngettext_
from prossce_desktop.ui.exchange import words
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import Banner
from prossce_desktop.ui.parts.chips import FlowLayout
from prossce_desktop.ui.parts.labels import Label

PIECES = (5_000_000, 2_000_000, 1_000_000)
"""What a mail box may take, where a larger mail came back."""


def open_by_system(path: Path) -> bool:
    """Let the system open a file or a folder with whatever it has; whether it had something."""
    return bool(QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))


class WrittenPanel(QWidget):
    """Hidden until something was written. `smaller(bytes)`: the mail was refused, and pieces of this size are wanted."""

    smaller = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._written: tuple[Written, ...] = ()
        self.banner = Banner("done")
        self.banner.pressed.connect(self._open_folder)
        self.draft = Button(_("Open the draft"), icon="mail")
        self.subject = Button(_("Copy the subject"), icon="copy")
        self.text = Button(_("Copy the text"), icon="copy")
        self.refused = Button(_("The mail was refused"), "link")
        self.draft.clicked.connect(self._open_draft)
        self.subject.clicked.connect(self._copy_subject)
        self.text.clicked.connect(self._copy_text)
        self.refused.clicked.connect(self._ask_size)
        row = QWidget()
        flow = FlowLayout(row)
        for button in (self.draft, self.subject, self.text, self.refused):
            flow.addWidget(button)
        self._sizes = QWidget()
        sizes = QHBoxLayout(self._sizes)
        sizes.setContentsMargins(0, 0, 0, 0)
        sizes.setSpacing(8)
        sizes.addWidget(Label(_("Write it again in pieces, for a mail box that takes"), "body", wraps=True), 1)
        self.pieces: list[Button] = []
        for size in PIECES:
            button = Button(words.size(size))
            button.setProperty("bytes", size)
            button.clicked.connect(self._was_chosen)
            self.pieces.append(button)
            sizes.addWidget(button)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(8)
        for widget in (self.banner, row, self._sizes):
            down.addWidget(widget)
        self._sizes.hide()
        self.hide()

    def show_written(self, written: Sequence[Written]) -> None:
        """Say what was written where, and open the draft; the folder where there are several."""
        self._written = tuple(written)
        self._sizes.hide()
        if not written:
            self.hide()
            return
        one = written[0]
        drafts = [each.email for each in written if each.email is not None]
        total = words.size(sum(each.made.mailed_bytes for each in written))
        opened = open_by_system(drafts[0] if len(drafts) == 1 else one.path.parent)
        said = ngettext_(
            "{name} and its e-mail, {size}, are in {folder}.", "{n} packages and their e-mails, {size}, are in {folder}.", len(written)
        ).format(n=len(written), name=one.path.name, size=total, folder=one.path.parent)
        if len(drafts) == 1 and not opened:
            said += " " + _("No program here opens the draft: begin a mail yourself, attach the package, and copy subject and text.")
        else:
            said += " " + _("It is sent when you send it in your mail program; the receipt says that it arrived.")
        self.banner.say("done", said, _("Open folder"))
        single = len(written) == 1
        self.draft.setVisible(single)
        self.subject.setVisible(single)
        self.text.setVisible(single)
        self.show()

    def say_trouble(self, sentence: str) -> None:
        """It could not be written."""
        self._written = ()
        self.banner.say("error", sentence)
        for button in (self.draft, self.subject, self.text):
            button.hide()
        self._sizes.hide()
        self.show()

    def clear(self) -> None:
        """Nothing to say."""
        self._written = ()
        self.hide()

    def _open_folder(self) -> None:
        if self._written:
            open_by_system(self._written[0].path.parent)

    def _open_draft(self) -> None:
        if self._written and self._written[0].email is not None:
            open_by_system(self._written[0].email)

    def _copy_subject(self) -> None:
        if self._written:
            QGuiApplication.clipboard().setText(self._written[0].subject)

    def _copy_text(self) -> None:
        if self._written:
            QGuiApplication.clipboard().setText(self._written[0].text)

    def _ask_size(self) -> None:
        self._sizes.show()
        self.pieces[0].setFocus()

    def _was_chosen(self) -> None:
        self.smaller.emit(int(self.sender().property("bytes")))
