"""What a copy holds and what would be missing; and the way to bring it back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QWidget

from prossce_desktop.app import Store
from prossce_desktop.domain.problems import Severity
from prossce_desktop.errors import KeyMissing, PassphraseNeeded, ProssceError
from prossce_desktop.language import formatting
from prossce_desktop.language.formatting import numbered
from prossce_desktop.language.messages import _
from prossce_desktop.services.workspace.backups import Backup, BackupPreview, Holds, Missing
from prossce_desktop.ui.access.passphrase_field import remember_box, secret_field
from prossce_desktop.ui.backups import backup_words
from prossce_desktop.ui.backups.restore_work import RestoreWork
from prossce_desktop.ui.base.jobs import Jobs
from prossce_desktop.ui.base.keyboard_focus import leads
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import Banner, Card, EmptyState, ProgressCard
from prossce_desktop.ui.parts.field_frame import FieldFrame
from prossce_desktop.ui.parts.labels import Hairline, Label
from prossce_desktop.ui.parts.layouts import STRETCH, add_to, in_column, in_row
from prossce_desktop.ui.parts.scroll_area import emptied
from prossce_desktop.ui.session.dialogs import Speaker, agrees

_NOTHING, _LOOKING, _RESTORING, _KEY, _SHOWN, _TROUBLE = range(6)


class PreviewPanel(QWidget):
    """Shows one thing at a time: nothing, progress, the question for a key, the content, or the trouble."""

    restored = Signal(object)
    """A `Store` in a new folder, open for writing."""
    shown = Signal()

    def __init__(
        self,
        jobs: Jobs,
        store: Store | None,
        target: Callable[[], Path],
        speaker: Speaker | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`speaker` asks before records take the place of those that are open; without it none are."""
        super().__init__(parent)
        self._asked = False
        self._speaker = speaker
        self._preview: BackupPreview | None = None
        self.looking = RestoreWork(jobs, store, target, self)
        self.nothing = EmptyState(
            "history",
            _("No backup chosen"),
            _("Choose a backup to see what it contains and what would be missing."),
        )
        self.looking_card = ProgressCard(
            _("Opening the backup"), _("If you press “Cancel”, nothing changes.")
        )
        self.restoring_card = ProgressCard(
            _("Restoring and checking the backup"),
            _("If you press “Cancel”, nothing changes. Your data stays as it is."),
        )
        self.trouble = Banner("error")
        self.restore = Button(_("Restore into a new folder"), "primary", icon="history")
        self.stack = QStackedWidget()
        looking, restoring, trouble = map(_top, (self.looking_card, self.restoring_card, self.trouble))
        for page in (self.nothing, looking, restoring, self._key_page(), self._shown_page(), trouble):
            self.stack.addWidget(page)
        in_column(self.stack, into=self)
        self._connect()

    def _key_page(self) -> QWidget:
        field = secret_field()
        self.key = FieldFrame(_("Passphrase or recovery key"), field)
        self.remember = remember_box()
        self.open = Button(_("Open"), "primary", hint=_("Enter"), clicked=self._give_key)
        field.returnPressed.connect(self._give_key)
        card = Card(_("This backup is locked"))
        said = _("Type a passphrase of the office that made this backup, or the recovery key from its paper.")
        add_to(card.body, Label(said, "body", "muted", wraps=True), self.key, self.remember)
        card.body.addLayout(in_row(self.open, STRETCH))
        return _top(card)

    def _shown_page(self) -> QWidget:
        self.title = Label("", "section")
        self.whose = Label("", "caption", "muted", wraps=True)
        self.facts = _two_columns(24, 4)
        self.lacking = Label("", "body", wraps=True)
        self.steps = _two_columns(16, 2)
        self.more = Label("", "caption", "muted", wraps=True)
        self.also = Label("", "body", wraps=True)
        self._promise = Label("", "caption", "muted", wraps=True)
        card = Card()
        self._line = Hairline()
        self._lacking_title = Label(_("What would be missing"), "section")
        add_to(card.body, self.title, self.whose, self.facts, self._line, self._lacking_title, self.lacking)
        add_to(card.body, self.steps, self.more, self.also, Hairline())
        card.body.addLayout(in_row(self.restore, (self._promise, 1), spacing=16))
        return _top(card)

    def _connect(self) -> None:
        looking = self.looking
        looking.began.connect(self._began)
        looking.progress.connect(self._progress)
        looking.previewed.connect(self._show)
        looking.key_wanted.connect(self._ask)
        looking.failed.connect(self._say)
        looking.stopped.connect(self._stopped)
        looking.restored.connect(self.restored)
        self.restore.clicked.connect(self._restore)
        self.key.edited.connect(self.key.clear_problem)
        for card in (self.looking_card, self.restoring_card):
            card.cancelled.connect(looking.cancel)

    def look_at(self, backup: Backup) -> None:
        self._asked = False
        self.looking.look_at(backup)

    def look_at_file(self, file: Path) -> None:
        self._asked = False
        self.looking.look_at_file(file)

    def look_at_workspace(self, folder: Path) -> None:
        self._asked = False
        self.looking.look_at_workspace(folder)

    def clear(self) -> None:
        """Nothing is chosen any more."""
        self.looking.clear()
        self._stopped()

    def take_focus(self) -> None:
        """Put the keys where one goes on."""
        page = self.stack.currentIndex()
        if page == _SHOWN:
            self.restore.setFocus()
        elif page == _KEY:
            self.key.setFocus()
        elif page in (_LOOKING, _RESTORING):
            (self.looking_card if page == _LOOKING else self.restoring_card).cancel.setFocus()

    def _began(self, restoring: bool) -> None:
        card = self.restoring_card if restoring else self.looking_card
        card.show_progress(0, 0)
        held = self._holds_focus()
        self.stack.setCurrentIndex(_RESTORING if restoring else _LOOKING)
        if held:
            self.take_focus()

    def _holds_focus(self) -> bool:
        inside = self.focusWidget()
        return inside is not None and inside.hasFocus()

    def _progress(self, done: int, total: int) -> None:
        card = self.restoring_card if self.stack.currentIndex() == _RESTORING else self.looking_card
        card.show_progress(done, total, backup_words.percent(done, total))

    def _stopped(self) -> None:
        self.stack.setCurrentIndex(_NOTHING)

    def _say(self, error: ProssceError) -> None:
        self.trouble.say("error", str(error))
        self.stack.setCurrentIndex(_TROUBLE)

    @leads
    def _ask(self, error: ProssceError) -> QWidget:
        self._asked = True
        self.stack.setCurrentIndex(_KEY)
        self.key.set_value("")  # else the right one would be typed behind the wrong one
        if not isinstance(error, PassphraseNeeded | KeyMissing):
            self.key.set_problem(Severity.hard, str(error))
        return self.key

    def _give_key(self) -> None:
        self.looking.give_key(str(self.key.value() or ""))

    def _restore(self) -> None:
        if self._may_restore():
            self.looking.restore(self._asked and self.remember.isChecked())

    def _may_restore(self) -> bool:
        """What would go is said once more and asked about, where anything would."""
        preview, speaker = self._preview, self._speaker
        goes = _goes(preview) if preview is not None else []
        if preview is None or speaker is None or not goes:
            return True
        question = _("Restore the data of {when}?").format(when=backup_words.when(preview.made))
        return agrees(speaker, question, _("Restore"), "\n".join([*goes, _promise(preview)]))

    @leads
    def _show(self, preview: BackupPreview) -> QWidget | None:
        self._preview = preview
        held = self._holds_focus()
        self.key.editor.set_value("")
        self.title.setText(_title(preview).format(when=backup_words.when(preview.made)))
        self.whose.setText(_whose(preview))
        self.whose.setVisible(bool(self.whose.text()))
        _fill(self.facts, _facts(preview.holds) if preview.holds is not None else [])
        self._show_missing(preview)
        self._promise.setText(_promise(preview))
        self.stack.setCurrentIndex(_SHOWN)
        self.shown.emit()
        return self.restore if held or self._asked else None

    def _show_missing(self, preview: BackupPreview) -> None:
        lacking = None if preview.another else preview.missing
        for one in (self._line, self._lacking_title, self.lacking):
            one.setVisible(lacking is not None)
        self.lacking.setText(_lacking(lacking) if lacking else "")
        newest = lacking.newest if lacking else ()
        also = backup_words.beside(lacking.beside) if lacking else []
        self.also.setText("\n".join(also))
        self.also.setVisible(bool(also))
        _fill(self.steps, [(backup_words.when(one.time), one.title) for one in newest])
        rest = lacking.count - len(newest) if lacking else 0
        self.more.setText(numbered("and {n} earlier step", "and {n} earlier steps", rest) if rest else "")
        self.more.setVisible(rest > 0)


def _facts(holds: Holds) -> list[tuple[str, str]]:
    return [
        (_("Activities"), formatting.number(holds.activities)),
        (_("People"), formatting.number(holds.people)),
        (_("Participations"), formatting.number(holds.participations)),
        (_("Last entry"), backup_words.when(holds.last) if holds.last else formatting.DASH),
        *([(_("Not saved yet"), formatting.number(holds.drafts))] if holds.drafts else []),
    ]


def _whose(preview: BackupPreview) -> str:
    if preview.holds is None:
        return _("Made by an older version of the program. It will be updated when it is restored.")
    said = _("{office}, laptop {device}").format(office=preview.holds.office, device=preview.holds.device)
    if preview.another:
        return _("From another laptop: {whose}").format(whose=said)
    return said if preview.missing is None else ""


def _title(preview: BackupPreview) -> str:
    if preview.older:
        return _("Older data, last changed {when}")
    return _("Moved on {when}") if preview.move else _("Backup of {when}")


def _goes(preview: BackupPreview) -> list[str]:
    """What of the open records would not be there any more."""
    if preview.another:
        return [_("This backup is from another laptop.")]
    if preview.holds is None:
        return [_("Later entries are not in it.")]
    return backup_words.not_in_backup(preview.missing) if preview.missing is not None else []


def _lacking(lacking: Missing) -> str:
    if not lacking.count:
        return _("Nothing was changed after this backup.")
    return numbered(
        "{n} step is later than this backup and is not in it:",
        "{n} steps are later than this backup and are not in it:",
        lacking.count,
    )


def _promise(preview: BackupPreview) -> str:
    if preview.missing is None and not preview.another:
        return _("The file itself is not changed.")
    return _("Your current data is kept. Find it on this page, under “Older data on this computer”.")


def _two_columns(between: int, rows: int) -> QGridLayout:
    """A grid of names and values with so many pixels between them."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(between)
    grid.setVerticalSpacing(rows)
    grid.setColumnStretch(1, 1)
    return grid


def _fill(grid: QGridLayout, rows: list[tuple[str, str]]) -> None:
    emptied(grid)
    for at, (name, value) in enumerate(rows):
        label = Label(name, "caption" if grid.horizontalSpacing() < 20 else "body", "muted")
        grid.addWidget(label, at, 0, Qt.AlignmentFlag.AlignTop)
        said = Label(value, "body", wraps=True)
        said.setAccessibleName(f"{name}: {value}")
        grid.addWidget(said, at, 1)


def _top(widget: QWidget) -> QWidget:
    """The widget at the top of the room it is given."""
    held = QWidget()
    in_column(widget, STRETCH, into=held)
    return held
