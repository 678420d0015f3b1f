"""The first start: four things, the recovery key, and the workspace is there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QScrollArea, QStackedWidget, QWidget

from prossce_desktop import app
from prossce_desktop.app import Store, UnlockChoice
from prossce_desktop.domain.model.codes import Country
from prossce_desktop.domain.problems import Severity
from prossce_desktop.errors import ProssceError
from prossce_desktop.language import messages
from prossce_desktop.language.messages import LANGUAGE_NAMES, _
from prossce_desktop.services.workspace import recovery_key
from prossce_desktop.ui.access.centred_column import centred_page
from prossce_desktop.ui.access.cover_page import BesideCover
from prossce_desktop.ui.access.new_passphrase_fields import short_words
from prossce_desktop.ui.access.passphrase_field import secret_field
from prossce_desktop.ui.access.show_recovery_key_page import ShowRecoveryKeyPage
from prossce_desktop.ui.base.jobs import Jobs
from prossce_desktop.ui.base.shortcuts import is_enter
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.choice_field import Choice, ChoiceField
from prossce_desktop.ui.parts.field_frame import FieldFrame
from prossce_desktop.ui.parts.labels import Hairline, Label
from prossce_desktop.ui.parts.layouts import STRETCH, add_to, in_column, in_row
from prossce_desktop.ui.parts.text_fields import TextField
from prossce_desktop.ui.parts.tick_box import TickBox
from prossce_desktop.ui.session.dialogs import Speaker


class FirstStart(BesideCover):
    """Asks for office, name and passphrase; `ready(Store)` when all is made and the key was seen."""

    ready = Signal(object)

    def __init__(self, folder: Path, jobs: Jobs, speaker: Speaker, parent: QWidget | None = None) -> None:
        self.pages = QStackedWidget()
        super().__init__(self.pages, parent)
        self._folder = folder
        self._jobs = jobs
        self._speaker = speaker
        self.store: Store | None = None
        self._make_fields()
        self._asked = self._questions()
        self.pages.addWidget(self._asked)
        self.recovery = ShowRecoveryKeyPage(jobs, speaker)
        self.recovery.done.connect(self._has_recovery_key)
        self.recovery.key_kept.connect(self._note_recovery_key)
        self.pages.addWidget(self.recovery)

    def _make_fields(self) -> None:
        self.country = FieldFrame(
            _("Country"),
            ChoiceField([Choice(one.value, _(one.label)) for one in Country], empty=_("Choose one")),
            required=True,
        )
        self.office = FieldFrame(
            _("Office"), TextField(placeholder=_("National Employment Agency, Phnom Penh"), limit=120)
        )
        self.officer = FieldFrame(_("Your name"), TextField(limit=120), required=True)
        self.passphrase = FieldFrame(_("Passphrase (optional)"), secret_field())
        self._again = secret_field()
        self.again = FieldFrame(_("Repeat the passphrase"), self._again)
        self.remember = TickBox(
            _("Remember the passphrase on this computer"),
            # Translators: a passphrase opens the program; a password opens one file
            explained=_(
                "The program will open without a passphrase, also for anyone who takes the computer."
            ),
        )
        self.remember.setChecked(True)
        self.start = Button(_("Start"), "primary", hint=_("Enter"), clicked=self._begin)
        self.explore = Button(_("Explore with sample data"), clicked=self._explore)
        self.bring = Button(_("Restore data from a backup or another computer"), "link", icon="history")
        self.bring.clicked.connect(self._bring)
        self._again.installEventFilter(self)
        self.remember.installEventFilter(self)
        for frame in (self.country, self.officer, self.passphrase, self.again):
            frame.edited.connect(frame.clear_problem)

    def _questions(self) -> QScrollArea:
        inner = QWidget()
        down = in_column(
            Label(_("Welcome"), "title"),
            Label(_("Fill in these details to start. Office "
                    "and name can be changed later."), "body", "muted"), 24,
            Label(_("Language"), "label"), 3, self._language_row(), into=inner, spacing=0,
        )  # fmt: skip
        for left, right in ((self.country, self.office), (self.officer, None), (self.passphrase, self.again)):
            down.addSpacing(20)
            down.addLayout(_side_by_side(left, right))
        forgotten = _(
            "The passphrase protects the data. If you forget it, you need the recovery key on the next page."
        )
        add_to(down, 8, Label(forgotten, "caption", "muted", wraps=True), 8, self.remember, 20)
        add_to(down, in_row(self.start, self.explore, STRETCH, spacing=8), 6)
        promise = _("Nothing is sent automatically. You decide what to export and send.")
        add_to(down, in_row(self.bring, STRETCH), 12, Hairline(), 10, Label(promise, "caption", "muted"))
        return centred_page(inner)

    def _language_row(self) -> QHBoxLayout:
        row = in_row(spacing=8)
        self._languages = QButtonGroup(self)
        for language in messages.languages():
            button = Button(LANGUAGE_NAMES.get(language, language), "choice")
            button.setProperty("language", language)
            button.setChecked(language == messages.language())
            button.setMinimumWidth(146)
            self._languages.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def first_focus(self) -> None:
        self.country.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched in (self._again, self.remember) and is_enter(event) and not self._again.is_composing():
            self._begin()
            return True
        return super().eventFilter(watched, event)

    def _begin(self) -> None:
        wrong = self._what_is_missing()
        if wrong is not None:
            wrong.setFocus()
            self._asked.ensureWidgetVisible(wrong)
            return
        text = str(self.passphrase.value() or "")
        opening = UnlockChoice(passphrase=text or None, remember=self.remember.isChecked() or not text)
        country, officer = str(self.country.value()), str(self.officer.value()).strip()
        office = str(self.office.value() or "").strip() or _("Country office")
        self._make(self._folder, country, office, officer, opening, sample=False)

    def _explore(self) -> None:
        country = str(self.country.value() or "KH")
        officer = str(self.officer.value() or "").strip() or _("Visitor")
        folder = self._folder.with_name(self._folder.name + "-sample")
        opening = UnlockChoice(passphrase=None, remember=True)
        self._make(folder, country, _("Sample office"), officer, opening, sample=True)

    def _bring(self) -> None:
        from prossce_desktop.ui.access.restore_page import RestorePage

        page = RestorePage(self._folder, self._jobs, self._speaker)
        page.ready.connect(self.ready)
        page.back.connect(self._back)
        self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        page.first_focus()

    def _back(self) -> None:
        page = self.sender()
        self.pages.setCurrentIndex(0)
        if isinstance(page, QWidget):
            self.pages.removeWidget(page)
            page.deleteLater()
        self.bring.setFocus()

    def _what_is_missing(self) -> FieldFrame | None:
        if not self.country.value():
            self.country.set_problem(Severity.hard, _("Choose the country of your office."))
            return self.country
        if not str(self.officer.value() or "").strip():
            self.officer.set_problem(Severity.hard, _("Your name is needed. It is saved with your entries."))
            return self.officer
        if said := short_words(str(self.passphrase.value() or "")):
            self.passphrase.set_problem(Severity.hard, said)
            return self.passphrase
        if self.passphrase.value() != self.again.value():
            self.again.set_problem(Severity.hard, _("The two passphrases do not match."))
            return self.again
        return None

    def _make(
        self, folder: Path, country: str, office: str, officer: str, opening: UnlockChoice, *, sample: bool
    ) -> None:
        self.setEnabled(False)
        self.start.set_words(_("Preparing the data…"))

        def work(step: object) -> tuple[Store, str | None]:
            if sample and app.is_workspace(folder):
                return app.open_remembered(folder), None
            return app.first(
                folder, country=country, office=office, officer=officer, opening=opening, sample=sample
            )

        self._jobs.start(work, self._made, self._failed)

    def _made(self, made: tuple[Store, str | None]) -> None:
        self.setEnabled(True)
        self.store, identity = made
        if identity is None:
            self._go_on()
        else:
            self.show_recovery(identity, self.store.identity.office, self.store.identity.country)

    def show_recovery(self, identity: str, office: str, country: str) -> None:
        """The second page: the key that is shown once."""
        self.recovery.show_key(identity, office, country)
        self.pages.setCurrentWidget(self.recovery)

    def _failed(self, error: ProssceError) -> None:
        self.setEnabled(True)
        self.start.set_words(_("Start"))
        self._speaker.tell(str(error))

    def _note_recovery_key(self) -> None:
        store = self.store
        if store is not None:
            self._jobs.start(lambda step: recovery_key.confirm_kept(store))

    def _has_recovery_key(self) -> None:
        store = self.store
        if store is not None:  # where it cannot be kept, the next start shows another key
            self._jobs.start(
                lambda step: recovery_key.confirm_kept(store),
                lambda nothing: self._go_on(),
                lambda error: self._go_on(),
            )

    def _go_on(self) -> None:
        self.ready.emit(self.store)


def _side_by_side(left: QWidget, right: QWidget | None) -> QHBoxLayout:
    top = Qt.AlignmentFlag.AlignTop  # what is said under one of them moves nothing in the other
    return in_row((left, 1, top), (right if right is not None else QWidget(), 1, top), spacing=16)
