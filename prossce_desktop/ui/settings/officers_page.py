"""Officers, their passphrases, whether this computer asks for them, and when it locks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from prossce_desktop.app import Store
from prossce_desktop.errors import ProssceError
from prossce_desktop.language.messages import _
from prossce_desktop.services.workspace import officers, recovery_key
from prossce_desktop.services.workspace.officers import Access, WaysIn
from prossce_desktop.system import paths
from prossce_desktop.system.progress import ProgressCallback
from prossce_desktop.ui.access.screen_lock import MINUTES, SETTING
from prossce_desktop.ui.base.keyboard_focus import is_left
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.labels import Hairline, Label, StatusPill
from prossce_desktop.ui.parts.layouts import STRETCH, add_to, in_column, in_row
from prossce_desktop.ui.parts.page_header import PageHeader
from prossce_desktop.ui.parts.scroll_area import Scrolled, emptied
from prossce_desktop.ui.parts.tick_box import TickBox
from prossce_desktop.ui.session.page import Page
from prossce_desktop.ui.session.session import Session
from prossce_desktop.ui.settings.new_recovery_key_dialog import NewRecoveryKeyDialog, NewRecoveryKeyForm
from prossce_desktop.ui.settings.officer_form import OfficerChange, OfficerForm


class OfficersPage(Page):
    """The list and, one at a time, the form that changes it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._file = QSettings(str(paths.config_folder() / "window.ini"), QSettings.Format.IniFormat)
        self.ways = WaysIn((), False, True)
        self.form: OfficerForm | None = None
        self.recovery_key_form: NewRecoveryKeyForm | None = None
        self._list = in_column(spacing=4)
        self.add = Button(_("Add an officer…"), icon="user-plus", clicked=lambda: self._ask(None))
        self.recovery_key = Button(_("Make a new recovery key…"), icon="printer")
        self.recovery_key.clicked.connect(self._ask_recovery_key)
        self._under, self._under_recovery_key = QVBoxLayout(), QVBoxLayout()
        self.remember = TickBox(
            _("Open on this computer without a passphrase"),
            explained=_("Turn this off if other people use this computer."),
        )
        self.remember.clicked.connect(self._remember)
        self._lay_out()
        session.news.renamed.connect(self._read)

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setMaximumWidth(820)
        body = in_column(into=inner, margins=(32, 8, 32, 32), spacing=8)
        words = _("Each officer has a passphrase. The officer’s name is saved with the entries.")
        add_to(body, Label(words, "body", "muted", wraps=True), 6, self._list)
        add_to(body, in_row(self.add, STRETCH), self._under)
        self._lay_out_recovery_key(body)
        add_to(
            body, 14, Label(_("This computer"), "section"), Hairline(), self.remember,
            Label(_("Automatic screen lock"), "body"), self._lock_row(),
            Label(_("Ctrl+L locks at once. Unsaved text "
                    "is not lost when it locks."), "caption", "muted"), STRETCH,
        )  # fmt: skip
        header = PageHeader(_("Officers and passphrases"))
        header.show_path(_("Settings"), "")
        header.went_up.connect(lambda: self.go.emit(Place(PageName.settings)))
        in_column(header, (Scrolled(inner), 1), into=self, spacing=0)

    def _lay_out_recovery_key(self, body: QVBoxLayout) -> None:
        add_to(body, 14, Label(_("Recovery key"), "section"), Hairline())
        words = _(
            "If every passphrase is forgotten, the recovery key opens the data. If its paper is lost or a "
            "stranger saw it, make a new key."
        )
        body.addWidget(Label(words, "body", wraps=True))
        add_to(body, in_row(self.recovery_key, STRETCH), self._under_recovery_key)

    def _lock_row(self) -> QHBoxLayout:
        row = in_row(spacing=8)
        self.locks = QButtonGroup(self)
        chosen = int(str(self._file.value(SETTING, 0)))
        for minutes in MINUTES:
            # Translators: a choice under “Automatic screen lock”; “min” is short for “minutes”
            after = _("after {minutes} min").format(minutes=minutes)
            # Translators: a choice under “Automatic screen lock”
            words = _("never") if minutes == 0 else after
            button = Button(words, "choice")
            # Translators: {when}: “never” or “after 5 min”
            button.setAccessibleName(_("Automatic screen lock: {when}").format(when=words))
            button.setProperty("minutes", minutes)
            button.setChecked(minutes == chosen)
            self.locks.addButton(button)
            row.addWidget(button)
        self.locks.buttonClicked.connect(self._choose_lock)
        row.addStretch(1)
        return row

    def enter(self, place: Place) -> None:
        self._close_form()
        self._read()

    def _read(self) -> None:
        self.session.jobs.read(lambda step: officers.ways_in(self.session.store), self._show)

    def _show(self, ways: WaysIn) -> None:
        self.ways = ways
        emptied(self._list)
        for one in ways.officers:
            self._list.addWidget(OfficerRow(one, ways, self._ask))
        self.remember.setChecked(ways.remembered)
        self.remember.setVisible(ways.encrypted)
        for button in self.locks.buttons():
            button.setEnabled(ways.asks_proof)

    def _ask(self, officer: Access | None, removes: bool = False) -> None:
        self._close_form()
        form = self.form = OfficerForm(
            officer, asks_proof=self.ways.asks_proof, encrypted=self.ways.encrypted, removes=removes
        )
        form.wanted.connect(self._do)
        form.given_up.connect(self._give_up)
        self._open(form, self._under)

    def _close_form(self) -> None:
        for form in (self.form, self.recovery_key_form):
            if form is not None:
                form.hide()
                form.deleteLater()  # Qt takes it out of its layout
        self.form = self.recovery_key_form = None

    def _ask_recovery_key(self) -> None:
        self._close_form()
        form = self.recovery_key_form = NewRecoveryKeyForm(asks_proof=self.ways.asks_proof)
        form.wanted.connect(self._make_recovery_key)
        form.given_up.connect(self._give_up_recovery_key)
        self._open(form, self._under_recovery_key)

    def _open(self, form: OfficerForm | NewRecoveryKeyForm, under: QVBoxLayout) -> None:
        under.addWidget(form)
        form.show()
        form.first_focus()

    def _give_up_recovery_key(self) -> None:
        self._close_form()
        self._go_on_at(self.recovery_key)

    def _make_recovery_key(self, proof: str) -> None:
        store = self.session.store
        self.session.jobs.start(
            lambda step: recovery_key.replace_key(store, officers.proof_of(proof)),
            self._show_recovery_key,
            self._no_recovery_key,
        )

    def _no_recovery_key(self, error: ProssceError) -> None:
        if self.recovery_key_form is not None:
            self.recovery_key_form.complain(error)

    def _show_recovery_key(self, identity: str) -> None:
        self._give_up_recovery_key()
        store = self.session.store
        self.dialog = NewRecoveryKeyDialog(self.session.jobs, self.session.speaker, self.window())
        self.dialog.page.show_key(identity, store.identity.office, store.identity.country)
        for told in (self.dialog.page.key_kept, self.dialog.page.done):
            told.connect(lambda: self.session.jobs.start(lambda step: recovery_key.confirm_kept(store)))
        self.dialog.open()

    def _give_up(self) -> None:
        self._close_form()
        self._go_on_at(self.add)

    def _go_on_at(self, button: Button) -> None:
        """The keys go to what opens the form, unless the page was left before the answer came."""
        if not is_left(self):
            button.setFocus()

    def _do(self, asked: OfficerChange) -> None:
        store = self.session.store
        self.session.jobs.start(lambda step: _do(store, asked), self._done, self._refused)

    def _done(self, sentence: str) -> None:
        self._give_up()
        self.session.speaker.mention(sentence)
        self._read()

    def _refused(self, error: ProssceError) -> None:
        if self.form is not None:
            self.form.complain(error)

    def _remember(self) -> None:
        store, wanted = self.session.store, self.remember.isChecked()

        def work(step: ProgressCallback) -> None:
            (officers.remember if wanted else officers.forget)(store)

        self.session.jobs.start(work, lambda nothing: self._read(), self._not_forgotten)

    def _not_forgotten(self, error: ProssceError) -> None:
        self.session.speaker.mention(str(error))
        self._read()

    def _choose_lock(self, button: QWidget) -> None:
        self._file.setValue(SETTING, int(str(button.property("minutes"))))
        self._file.sync()


def _do(store: Store, asked: OfficerChange) -> str:
    """Change who may open the records; gives the sentence that says so."""
    proof = officers.proof_of(asked.proof)
    if asked.officer is None:
        officers.add_officer(store, asked.name, asked.passphrase, proof)
        return _("{name} can sign in now.").format(name=asked.name)
    if asked.removes:
        officers.remove_officer(store, asked.officer, proof)
        return _("Officer removed. The officer’s entries stay.")
    assert asked.passphrase is not None
    officers.set_passphrase(store, asked.officer, asked.passphrase, proof)
    return _("From now on, the new passphrase opens the data.")


class OfficerRow(QWidget):
    """`ask(officer, removes)` opens the form."""

    def __init__(self, access: Access, ways: WaysIn, ask: Callable[[Access, bool], None]) -> None:
        super().__init__()
        name = Label(access.officer.name, "body")
        name.setMinimumWidth(theme().px(200))
        across = in_row(name, into=self, spacing=10)
        if access.works:
            across.addWidget(StatusPill(_("signed in"), "accent"))
        if ways.encrypted:
            words = _("has a passphrase") if access.has_passphrase else _("no passphrase yet")
            across.addWidget(Label(words, "caption", "muted"))
        across.addStretch(1)
        if ways.encrypted:
            self.change = Button(
                _("Change the passphrase…") if access.has_passphrase else _("Give a passphrase…"), "link"
            )
            self.change.setAccessibleName(f"{self.change.words()} {access.officer.name}")
            self.change.clicked.connect(lambda: ask(access, False))
            across.addWidget(self.change)
        if not access.works and len(ways.officers) > 1:
            self.remove = Button(_("Remove…"), "link", clicked=lambda: ask(access, True))
            self.remove.setAccessibleName(f"{self.remove.words()} {access.officer.name}")
            across.addWidget(self.remove)
