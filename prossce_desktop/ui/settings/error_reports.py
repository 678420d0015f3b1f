"""The reports of the program's own mistakes, to read, copy or save. None is sent."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QSizePolicy, QWidget

from prossce_desktop.errors import ProssceError
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _
from prossce_desktop.system import paths
from prossce_desktop.system.atomic_files import replacing
from prossce_desktop.system.crash_reports import Report
from prossce_desktop.system.progress import ProgressCallback
from prossce_desktop.ui.base.jobs import Jobs
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.choice_field import Choice, ChoiceField
from prossce_desktop.ui.parts.field_frame import FieldFrame
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import STRETCH, in_column, in_row
from prossce_desktop.ui.parts.text_fields import LongText
from prossce_desktop.ui.session.dialogs import Speaker

_WIDE, _HIGH, _EMPTY, _TEXT = 640, 510, 190, 200


class ErrorReportsDialog(QDialog):
    """Shows the newest report first. `just_now`: a mistake was made this moment."""

    def __init__(
        self,
        reports: Sequence[Report],
        jobs: Jobs | None,
        speaker: Speaker,
        parent: QWidget | None = None,
        *,
        just_now: bool = False,
    ) -> None:
        super().__init__(parent)
        self._reports = list(reports)
        self._jobs = jobs
        self._speaker = speaker
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Error log"))
        self.title = Label(_("An error in the program") if just_now else _("Error log"), "title", wraps=True)
        self.sentence = Label(
            _("This is an error in the program, not your mistake. Your text is kept.") if just_now
            else _("If there was an error in the program, it is noted here."), "body", wraps=True,
        )  # fmt: skip
        self.when = ChoiceField(needed=True)
        self.frame = FieldFrame(_("Report"), self.when)
        self.text = LongText()
        self.none = Label(_("No errors on this computer."), "body", "muted", wraps=True)
        self.promise = Label(
            _(
                "The report contains no names and no data. The program does not send it. You can read it, "
                "copy or save it, and give it to the regional office."
            ), "caption", "muted", wraps=True,
        )  # fmt: skip
        self.outcome = Label("", "caption", wraps=True)
        self.copy_button = Button(_("Copy"), icon="copy", clicked=self._copy)
        self.save_button = Button(_("Save…"), icon="save", clicked=self._save)
        self.close_button = Button(_("Close"), "primary", hint=_("Esc"), clicked=self.close)
        self._lay_out()
        self.frame.edited.connect(self._show)
        self._fill()
        self.resize(theme().px(_WIDE), theme().px(_HIGH if self._reports else _EMPTY))

    def _lay_out(self) -> None:
        self.text.setReadOnly(True)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.text.setAccessibleName(_("Text of the report"))
        self.text.setMinimumHeight(theme().px(_TEXT))
        buttons = in_row(self.copy_button, self.save_button, STRETCH, self.close_button, spacing=8)
        down = in_column(
            self.title, self.sentence, self.frame, self.text, self.none, self.promise, self.outcome,
            into=self, margins=(24, 20, 24, 20), spacing=10,
        )  # fmt: skip
        down.setStretchFactor(self.text, 1)
        down.addSpacing(4)
        down.addLayout(buttons)

    def add(self, report: Report) -> None:
        """One more mistake: it stands first in the list, the text that is read stays."""
        chosen = self.chosen()
        self._reports.insert(0, report)
        self._fill(self._reports.index(chosen) if chosen is not None else 0)

    def chosen(self) -> Report | None:
        at = str(self.when.value())
        return self._reports[int(at)] if at else None

    def _fill(self, row: int = 0) -> None:
        some = bool(self._reports)
        self.when.set_choices([Choice(str(number), _when(one)) for number, one in enumerate(self._reports)])
        if some:
            self.when.set_value(str(row))
        self.frame.setVisible(len(self._reports) > 1)
        for widget in (self.text, self.promise, self.copy_button):
            widget.setVisible(some)
        self.save_button.setVisible(some and self._jobs is not None)
        self.none.setVisible(not some)
        self._say("")
        self._show()
        self.close_button.setFocus()

    def _show(self) -> None:
        chosen = self.chosen()
        self.text.setPlainText(chosen.text if chosen is not None else "")
        if chosen is not None and chosen.path is None:
            self._say(_("The report could not be saved on this computer. Copy it now."))

    def _say(self, sentence: str) -> None:
        self.outcome.setText(sentence)
        self.outcome.setVisible(bool(sentence))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self._say(_("Copied."))

    def _save(self) -> None:
        chosen = self.chosen()
        if chosen is None or self._jobs is None:
            return
        name = f"ProSSCE-report-{chosen.time:%Y%m%d-%H%M}.txt"
        target = self._speaker.choose_file_to_write(
            _("Save the report"), name, _("Text (*.txt)"), paths.exports_folder()
        )
        if target is not None:
            self._jobs.read(lambda step: _written(chosen, target, step), self._saved, self._failed)

    def _saved(self, target: Path) -> None:
        self._say(_("Saved: {path}").format(path=target))

    def _failed(self, error: ProssceError) -> None:
        self._say(str(error))


def _written(report: Report, target: Path, step: ProgressCallback) -> Path:
    step(0, 0)
    with replacing(target) as aside:
        aside.write_text(report.text, encoding="utf-8")
    return target


def _when(report: Report) -> str:
    return formatting.moment(report.time.astimezone())
