"""How pages speak: sentences, questions, files. Tests replace it by one that records."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox, QWidget

from prossce_desktop.domain.text.safe_display import as_seen
from prossce_desktop.language.messages import _
from prossce_desktop.ui.base.keyboard_focus import give_letters_back
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.session.toast import Toast

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class Speaker(Protocol):
    """What a page may say and ask. Every question waits for its answer."""

    def tell(self, sentence: str) -> None:
        """Say that something did not work, and wait until it is read. Good news goes to `mention`."""

    def mention(self, sentence: str, *, undoes: object = None) -> None:
        """Say something for six seconds without waiting. `undoes`: the `Change` that its Undo takes back."""

    def ask(self, question: str, answers: Sequence[str], explained: str = "") -> str:
        """Ask before something is destroyed; gives one of `answers`, the last one on Enter and Esc."""

    def choose_file_to_read(self, title: str, kinds: str, folder: Path | None = None) -> Path | None:
        """A file to read, or None. `kinds` is like "Excel (*.xlsx *.xls)"."""

    def choose_file_to_write(
        self, title: str, suggested: str, kinds: str, folder: Path | None = None
    ) -> Path | None:
        """A file to write under the suggested name, or None; asks itself before an old one is replaced."""

    def choose_folder(self, title: str, folder: Path | None = None) -> Path | None:
        """A folder, or None."""

    def choose_printer(self) -> QPrinter | None:
        """A printer with its settings, or None."""


def agrees(speaker: Speaker, question: str, yes: str, explained: str = "", no: str = "") -> bool:
    """Whether the person presses `yes`; else `no` (Cancel), as Enter and Esc do."""
    return speaker.ask(question, [yes, no or _("Cancel")], explained) == yes


class WindowSpeaker:
    """Speaks through dialogs over `window`, and through its short message."""

    def __init__(self, window: QWidget, message: Toast | None = None) -> None:
        self._window = window
        self._message = message

    def use_message(self, message: Toast) -> None:
        self._message = message

    def tell(self, sentence: str) -> None:
        box = self._box(sentence)
        box.setStandardButtons(QMessageBox.StandardButton.Ok)
        self._wait_for(box)

    def mention(self, sentence: str, *, undoes: object = None) -> None:
        if self._message is not None:
            self._message.say(sentence, step=getattr(undoes, "step", None))

    def ask(self, question: str, answers: Sequence[str], explained: str = "") -> str:
        box = self._box(question, explained)
        buttons = [
            box.addButton(one.replace("&", "&&"), QMessageBox.ButtonRole.ActionRole) for one in answers
        ]
        # what is asked about cannot be taken back: a stray Enter changes nothing
        box.setDefaultButton(buttons[-1])
        box.setEscapeButton(buttons[-1])
        self._wait_for(box)
        pressed = box.clickedButton()
        return answers[buttons.index(pressed)] if pressed in buttons else answers[-1]

    def _wait_for(self, box: QMessageBox) -> None:
        """The keys come back to the window, also on a desktop that gives them to nobody when a box closes."""
        give_letters_back(box)
        box.exec()
        self._window.activateWindow()

    def _box(self, sentence: str, explained: str = "") -> QMessageBox:
        """Words that wrap: Qt's box is as wide as the explanation and cuts the sentence there."""
        sentence, explained = as_seen(sentence), as_seen(explained)
        box = QMessageBox(
            QMessageBox.Icon.NoIcon,
            _("ProSSCE Desktop"),
            sentence,
            QMessageBox.StandardButton.NoButton,
            self._window,
        )
        box.setInformativeText(explained)
        screen = self._window.screen().availableGeometry().width()
        # Qt makes no box wider than that
        widest = (screen if screen <= 1024 else min(screen - 480, 1000)) - 64
        for label in box.findChildren(QLabel):
            label.setWordWrap(True)
            label.setMinimumWidth(min(theme().px(470), widest))
            label.setProperty("asks", bool(explained) and label.text() == sentence)
        if (layout := box.layout()) is not None:
            layout.setContentsMargins(8, 20, 24, 20)
        return box

    def choose_file_to_read(self, title: str, kinds: str, folder: Path | None = None) -> Path | None:
        name, _kind = QFileDialog.getOpenFileName(self._window, title, str(folder or ""), kinds)
        return Path(name) if name else None

    def choose_file_to_write(
        self, title: str, suggested: str, kinds: str, folder: Path | None = None
    ) -> Path | None:
        start = str(folder / suggested) if folder else suggested
        name, _kind = QFileDialog.getSaveFileName(self._window, title, start, kinds)
        return Path(name) if name else None

    def choose_folder(self, title: str, folder: Path | None = None) -> Path | None:
        name = QFileDialog.getExistingDirectory(self._window, title, str(folder or ""))
        return Path(name) if name else None

    def choose_printer(self) -> QPrinter | None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        return printer if QPrintDialog(printer, self._window).exec() else None
