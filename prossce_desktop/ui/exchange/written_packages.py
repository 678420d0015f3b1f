"""What was written, how it gets into a mail, and the mail that came back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from prossce_desktop.errors import ProssceError
from prossce_desktop.language import formatting
from prossce_desktop.language.formatting import numbered
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.services.exchange import package_files
from prossce_desktop.services.exchange.exchange_page import WrittenPackage
from prossce_desktop.services.exchange.mails_without_receipt import Unanswered, unanswered
from prossce_desktop.services.exchange.package_files import WrittenAgain
from prossce_desktop.system import mail_handover
from prossce_desktop.system.mail_handover import Letter
from prossce_desktop.ui.exchange import exchange_words
from prossce_desktop.ui.exchange.exchange_job import RunsJob
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import Banner
from prossce_desktop.ui.parts.chips import in_flow
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import in_column
from prossce_desktop.ui.session.session import Session

PIECES = (5_000_000, 2_000_000, 1_000_000)
"""What a mail box may take, where a larger mail came back."""


@dataclass(frozen=True, slots=True)
class PackageToMail:
    """A file to mail, its draft, the texts of the mail, and whom it is for."""

    path: Path
    email: Path | None
    subject: str
    text: str
    receiver: str


def open_by_system(path: Path) -> bool:
    """Let the system open a file or a folder with whatever it has; whether it had something."""
    return bool(QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))


class WrittenPanel(QWidget):
    """Hidden until something was written. Of several files the buttons are for one.

    `smaller(bytes, receivers)`: the mail was refused, and pieces of this size are wanted.
    """

    smaller = Signal(int, object)

    def __init__(self, session: Session, does: RunsJob, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._does = does
        self.packages: tuple[Path, ...] = ()
        self._offered: tuple[PackageToMail, ...] = ()
        self.addressees: tuple[str, ...] = ()
        self._for: dict[str, str] = {}
        """By the name of a package, without its ending, the name of its receiver."""
        self._index = 0
        self._handing = ""
        self._looks = False
        self.banner = Banner("done")
        self.banner.pressed.connect(self._open_folder)
        self.which = Label("", "total", wraps=True)
        # Translators: a button that opens an e-mail with the package attached, to look at and send
        self.draft = Button(_("Open the e-mail"), icon="mail", clicked=self._open_draft)
        self.system = Button(_("Open in the mail program"), icon="send", clicked=self._hand_over)
        self.subject = Button(_("Copy the subject"), icon="copy", clicked=self._copy_subject)
        self.text = Button(_("Copy the text"), icon="copy", clicked=self._copy_text)
        self.previous = Button(_("Previous"), icon="chevron-left")
        self.next = Button(_("Next"), icon="chevron-right", clicked=lambda: self._go_to(self._index + 1))
        self.refused = Button(_("The e-mail came back"), "link", clicked=self._ask_how)
        self.previous.clicked.connect(lambda: self._go_to(self._index - 1))
        self._row = in_flow(*self._for_one(), self.previous, self.next, self.refused)
        self._again = self._ways_again()
        in_column(self.banner, self.which, self._row, self._again, into=self, spacing=8)
        self._again.hide()
        self.hide()

    def _for_one(self) -> tuple[Button, ...]:
        return self.draft, self.system, self.subject, self.text

    def _ways_again(self) -> QWidget:
        """The same package once more, in a form that the mail box may take."""
        again = QWidget()
        down = in_column(into=again, spacing=8)
        said = _(
            "A mailbox may refuse unknown files, or e-mails that are too large. Send the same package in "
            "another form:"
        )
        down.addWidget(Label(said, "body", wraps=True))
        self.as_text = Button(_("As text"), icon="file-text", clicked=self._write_as_text)
        self.as_zip = Button(_("As a zip file"), icon="layers", clicked=self._write_as_zip)
        self.pieces: list[Button] = []
        for size in PIECES:
            button = Button(_("In parts of {size}").format(size=exchange_words.size(size)))
            button.clicked.connect(lambda _on=False, size=size: self.smaller.emit(size, self.addressees))
            self.pieces.append(button)
        down.addWidget(in_flow(self.as_text, self.as_zip, *self.pieces))
        return again

    def show_written(self, written: Sequence[WrittenPackage]) -> None:
        """Say what was written where, and open the draft, the first of several."""
        if not written:
            self.clear()
            return
        self.packages = tuple(one.path for one in written)
        self._are_for([one.made.to.name for one in written])
        total = exchange_words.size(sum(each.mailed for each in written))
        said = ngettext_(
            "{name} and its e-mail, {size}, are in the folder “{folder}”.",
            "{n} packages and their e-mails, {size}, are in the folder “{folder}”.",
            len(written),
        ).format(n=len(written), name=written[0].path.name, size=total, folder=called(written[0].path.parent))
        self._offer(
            [PackageToMail(one.path, one.email, one.subject, one.text, one.made.to.name) for one in written],
            said,
        )

    def _are_for(self, names: Sequence[str]) -> None:
        self.addressees = tuple(dict.fromkeys(names))
        self._for = {one.stem: name for one, name in zip(self.packages, names, strict=True)}

    def _show_again(self, written: Sequence[WrittenAgain]) -> None:
        """The same, in another form."""
        said = ngettext_(
            "{name} and its e-mail are in the folder “{folder}”.",
            "{n} files and their e-mails are in the folder “{folder}”.",
            len(written),
        ).format(n=len(written), name=written[0].path.name, folder=called(written[0].path.parent))
        again = [
            PackageToMail(one.path, one.email, one.subject, one.text, self._for.get(one.path.stem, ""))
            for one in written
        ]
        self._offer(again, said)

    def refresh(self) -> None:
        """Offer what was written last until its receipt comes: an e-mail may come back hours later."""
        store, self._looks = self._session.store, True
        self._session.jobs.read(lambda step: unanswered(store), self._show_unanswered)

    def _show_unanswered(self, unanswered: Unanswered | None) -> None:
        if unanswered is None or not self._looks:
            return
        if not unanswered.lying:
            self._show_gone(unanswered)
            return
        self.packages = tuple(one.path for one in unanswered.lying)
        self._are_for([one.receiver for one in unanswered.lying])
        self._keep(
            [
                PackageToMail(one.path, one.email, one.subject, one.text, one.receiver)
                for one in unanswered.lying
            ]
        )
        self.banner.say("news", lying(unanswered), _("Open folder"))

    def _show_gone(self, unanswered: Unanswered) -> None:
        self.packages = self._offered = ()
        for widget in (self.which, self._row, self._again):
            widget.hide()
        self.banner.say("warning", missing(unanswered))
        self.show()

    def _offer(self, offered: Sequence[PackageToMail], sentence: str) -> None:
        first = offered[0]
        opened = open_by_system(first.email or first.path.parent)
        has_program = opened or first.email is None
        sentence += " " + (send_it(len(offered)) if has_program else no_program(len(offered)))
        self._keep(offered)
        self.banner.say("done", sentence, _("Open folder"))

    def _keep(self, offered: Sequence[PackageToMail]) -> None:
        """The buttons are for these, one after the other."""
        self._looks = False
        self._offered = tuple(offered)
        self._again.hide()
        self._row.show()
        for widget in (self.which, self.previous, self.next):
            widget.setVisible(len(offered) > 1)
        self._go_to(0)
        self.show()

    def _go_to(self, index: int) -> None:
        """The buttons are for this one."""
        if not 0 <= index < len(self._offered):
            return
        self._index, one, n = index, self._offered[index], len(self._offered)
        self.draft.setVisible(one.email is not None)
        self.system.setVisible(mail_handover.is_there())
        self.which.setText(which(index, n, one.path.name, one.receiver if len(self.addressees) > 1 else ""))
        for button in (*self._for_one(), self.previous, self.next):
            button.setAccessibleDescription(self.which.text() if n > 1 else "")
        for button, can in ((self.previous, index > 0), (self.next, index < n - 1)):
            if button.hasFocus() and not can:
                (self.subject if self.draft.isHidden() else self.draft).setFocus()
            button.setEnabled(can)

    def _package(self) -> PackageToMail | None:
        """The file that the buttons are for."""
        return self._offered[self._index] if self._index < len(self._offered) else None

    def clear(self) -> None:
        self._offered = self.packages = ()
        self._looks = False
        self.hide()

    def _open_folder(self) -> None:
        if self._offered:
            open_by_system(self._offered[0].path.parent)

    def _open_draft(self) -> None:
        one = self._package()
        if one is not None and one.email is not None and not open_by_system(one.email):
            self.banner.say("news", no_program(1), _("Open folder"))

    def _hand_over(self) -> None:
        if (one := self._package()) is not None:
            self._handing = one.path.name if len(self._offered) > 1 else ""
            letter = Letter(one.subject, one.text, (one.path,))
            # saving waits for nobody
            self._session.jobs.read(
                lambda step: mail_handover.hand_over(letter), self._handed, self._not_handed
            )

    def _handed(self, _nothing: object) -> None:
        self.banner.say("done", handed(self._handing), _("Open folder"))

    def _not_handed(self, error: ProssceError) -> None:
        self.banner.say("error", str(error), _("Open folder"))

    def _copy_subject(self) -> None:
        if (one := self._package()) is not None:
            QGuiApplication.clipboard().setText(one.subject)

    def _copy_text(self) -> None:
        if (one := self._package()) is not None:
            QGuiApplication.clipboard().setText(one.text)

    def _ask_how(self) -> None:
        self._again.show()
        self.as_text.setFocus()

    def _write_as_text(self) -> None:
        packages = self.packages
        self._does(lambda: [package_files.as_text(one) for one in packages], self._show_again)

    def _write_as_zip(self) -> None:
        packages = self.packages
        self._does(lambda: [package_files.as_zip(one) for one in packages], self._show_again)


def called(folder: Path) -> str:
    """The folder by its name; the button beside it opens it."""
    return folder.name or str(folder)


def send_it(n: int) -> str:
    """Nothing goes by itself."""
    return ngettext_(
        "Not sent yet: send it from your mail program. You will get a receipt when it arrives.",
        "Not sent yet: send them from your mail program. You will get receipts when they arrive.", n,
    )  # fmt: skip


def no_program(n: int) -> str:
    """The system has nothing that opens drafts; what to do then."""
    return ngettext_(
        "No program on this computer can open the e-mail. Write an e-mail yourself, attach the package, and "
        "copy the subject and the text.",
        "No program on this computer can open the e-mails. For each package, write an e-mail yourself, "
        "attach the package, and copy its subject and its text.", n,
    )  # fmt: skip


def handed(name: str) -> str:
    """The mail program took it; `name`: which, of several."""
    if name:
        return _(
            "{name} is in the mail program. Send it from there. You will get a receipt when it arrives."
        ).format(name=name)
    return _("The e-mail is in the mail program. Send it from there. You will get a receipt when it arrives.")


def which(index: int, n: int, name: str, receiver: str) -> str:
    """Of several files the one that the buttons are for, and who receives it where they are for several."""
    said = _("{at} of {n}, for {receiver}: {name}") if receiver else _("{at} of {n}: {name}")
    return said.format(at=formatting.number(index + 1), n=formatting.number(n), receiver=receiver, name=name)


def lying(unanswered: Unanswered) -> str:
    """No receipt came yet; the files still lie there."""
    n, day = len(unanswered.lying), formatting.day(unanswered.time.astimezone().date())
    said = numbered(
        "No receipt yet for {name} of {day}. The package and its e-mail are still in the folder “{folder}”.",
        "No receipt yet for {n} packages, the last of {day}. The packages and their e-mails are still in "
        "the folder “{folder}”.",
        n, name=unanswered.lying[0].path.name, day=day, folder=called(unanswered.folder),
    )  # fmt: skip
    return f"{said} {missing(unanswered)}" if unanswered.gone else said


def missing(unanswered: Unanswered) -> str:
    """No receipt came yet, and the files were moved or written elsewhere: what to do then."""
    n = len(unanswered.gone)
    return numbered(
        "No receipt yet for {name}, and it is not in the folder “{folder}”. If it was never sent, find it "
        "and send it, or make the e-mail again.",
        "No receipt yet for {n} packages, and they are not in the folder “{folder}”. If they were never "
        "sent, find them and send them, or make the e-mails again.",
        n, name=unanswered.gone[0], folder=called(unanswered.folder),
    )  # fmt: skip
