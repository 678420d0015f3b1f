"""The recovery key, shown once: print it, save it, or say that it was written down."""

from __future__ import annotations

import html

from PySide6.QtCore import QEvent, QObject, Qt, QUrl, Signal
from PySide6.QtGui import QColor, QGuiApplication, QImage, QTextDocument
from PySide6.QtWidgets import QWidget

from prossce_desktop import app
from prossce_desktop.errors import ProssceError
from prossce_desktop.language.messages import _
from prossce_desktop.services.workspace import recovery_key
from prossce_desktop.ui.access.centred_column import centred
from prossce_desktop.ui.base.jobs import Jobs
from prossce_desktop.ui.base.shortcuts import is_enter
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import Banner, Card
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import STRETCH, in_column, in_row
from prossce_desktop.ui.parts.tick_box import TickBox
from prossce_desktop.ui.session.dialogs import Speaker


class ShowRecoveryKeyPage(QWidget):
    """`done()` when the person goes on; `key_kept()` as soon as the key is printed or saved."""

    done = Signal()
    key_kept = Signal()

    def __init__(self, jobs: Jobs, speaker: Speaker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._speaker = speaker
        self._sheet = self._identity = ""
        self.key = Label("", "section", wraps=True)
        self.key.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.key.setAccessibleName(_("Recovery key"))
        self.print_button = Button(_("Print…"), icon="printer", clicked=self._print)
        self.save_button = Button(_("Save as a file…"), icon="save", clicked=self._save)
        self.copy_button = Button(_("Copy"), "quiet", icon="copy", clicked=self._copy)
        self.written = TickBox(_("I have written it down"))
        self.go_on = Button(_("Continue"), "primary", hint=_("Enter"), clicked=self._leave)
        self.banner = Banner(
            "news", _("The program keeps no copy of this key. This is the only time it is shown.")
        )
        self.written.installEventFilter(self)
        self._lay_out()

    def _lay_out(self) -> None:
        inner = QWidget()
        words = _(
            "If the passphrase is forgotten or this computer breaks, this key opens the data. Keep it on "
            "paper, in the office, not with the computer."
        )
        card = Card()
        card.body.addWidget(self.key)
        in_column(
            Label(_("The recovery key"), "title"), Label(words, "body", "muted", wraps=True), card,
            in_row(self.print_button, self.save_button, self.copy_button, STRETCH, spacing=8), self.banner,
            self.written, in_row(self.go_on, STRETCH), into=inner, spacing=12,
        )  # fmt: skip
        self.setLayout(centred(inner))

    def show_key(self, identity: str, office: str, country: str) -> None:
        """Show the key in groups that can be copied by hand."""
        self._identity = identity
        self._sheet = recovery_key.sheet(identity, office=office, country=country, day=app.today())
        self.key.setText(in_groups(identity))
        self.written.setFocus()

    def say_another(self) -> None:
        """The key shown before is worth nothing any more: nobody had said that it was on paper."""
        said = _(
            "This is a new key, because the window was closed too early. If you wrote down an earlier key, "
            "throw it away."
        )
        self.banner.say("warning", said)

    def refuse_to_leave(self) -> None:
        """Say what is to be done first."""
        self.banner.say("warning", _("First print the key, save it, or tick “I have written it down”."))
        self.written.setFocus()

    def _leave(self) -> None:
        if not self._identity:  # pressed twice
            return
        if not self.written.isChecked():
            self.refuse_to_leave()
            return
        self.key.setText("")
        self._sheet = self._identity = ""
        self.done.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.written and is_enter(event):
            self._leave()
            return True
        return super().eventFilter(watched, event)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._identity)
        self.banner.say(
            "done", _("The key is copied. Paste it into a safe place now, before you copy something else.")
        )

    def _save(self) -> None:
        path = self._speaker.choose_file_to_write(
            _("Save the recovery key"), _("recovery-key.txt"), _("Text (*.txt)")
        )
        if path is None:
            return
        sheet = self._sheet
        self._jobs.start(lambda step: recovery_key.write(path, sheet), self._saved, self._not_saved)

    def _saved(self, _answer: object) -> None:
        self._has_it()
        self.banner.say(
            "done", _("Saved. Print the key and delete the file, or keep the file on a USB stick.")
        )

    def _not_saved(self, error: ProssceError) -> None:
        self.banner.say("error", str(error))

    def _print(self) -> None:
        printer = self._speaker.choose_printer()
        if printer is None:
            return
        page = sheet_to_print(self._sheet, self._identity)
        page.print_(printer)
        self._has_it()

    def _has_it(self) -> None:
        self.written.setChecked(True)
        self.key_kept.emit()


_QUIET = 4
"""Empty squares round a QR code, as its standard asks (ISO/IEC 18004)."""
_SIDE = 170
"""Points; about 6 cm."""


def sheet_to_print(sheet: str, identity: str) -> QTextDocument:
    """A page with the sheet's remarks, the key and its code."""
    lines = [line.removeprefix("#").strip() for line in sheet.splitlines() if line.startswith("#")]
    title, *remarks = [line for line in lines if line]
    page = QTextDocument()
    page.addResource(QTextDocument.ResourceType.ImageResource, QUrl("qr"), qr_image(identity))
    words = "".join(f"<p>{html.escape(line)}</p>" for line in remarks)
    key = html.escape(in_groups(identity)).replace("\n", "<br>").replace(" ", "&nbsp;")
    code = _("The QR code is the same key. Scan it only with a phone that stays in the office.")
    page.setHtml(
        f"<h2>{html.escape(title)}</h2>{words}<p style='font-family: monospace; font-size: "
        f"14pt'>{key}</p><p><img src='qr' width='{_SIDE}' height='{_SIDE}'></p><p>{html.escape(code)}</p>"
    )
    return page


def qr_image(text: str) -> QImage:
    """A QR code with eight pixels a square and its quiet edge."""
    rows = recovery_key.qr_squares(text)
    side = len(rows) + 2 * _QUIET
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    for y, row in enumerate(rows):
        for x, on in enumerate(row):
            if on:
                image.setPixelColor(x + _QUIET, y + _QUIET, QColor("black"))
    return image.scaled(side * 8, side * 8)


def in_groups(identity: str) -> str:
    """The key in groups of six letters, four a line, so that it can be copied by hand."""
    start = len("AGE-SECRET-KEY-1")
    rest = identity[start:]
    groups = [rest[at : at + 6] for at in range(0, len(rest), 6)]
    lines = ["  ".join(groups[at : at + 5]) for at in range(0, len(groups), 5)]
    return "\n".join([identity[:start], *lines])
