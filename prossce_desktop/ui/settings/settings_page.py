"""Settings: office and officer, language and look, where data lies, youth, and the parts."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSettings, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from prossce_desktop import __version__
from prossce_desktop.domain.model.codes import Country
from prossce_desktop.domain.translatable import N_
from prossce_desktop.errors import ProssceError
from prossce_desktop.language import messages
from prossce_desktop.language.messages import LANGUAGE_NAMES, _
from prossce_desktop.reference import code_lists
from prossce_desktop.services.workspace import officers
from prossce_desktop.system import crash_reports, paths
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.chips import FlowLayout
from prossce_desktop.ui.parts.labels import Hairline, Label
from prossce_desktop.ui.parts.layouts import add_to, in_column, in_row
from prossce_desktop.ui.parts.page_header import PageHeader
from prossce_desktop.ui.parts.scroll_area import Scrolled
from prossce_desktop.ui.parts.text_fields import TextField
from prossce_desktop.ui.session.page import Page
from prossce_desktop.ui.session.session import Session
from prossce_desktop.ui.settings.about import About
from prossce_desktop.ui.settings.error_reports import ErrorReportsDialog

LOOKS = (("system", N_("Same as the computer")), ("light", N_("Light")), ("dark", N_("Dark")))
SIZES = (90, 100, 115, 130, 150)
NAMES, WIDEST = 200, 820
"""Widths of what stands at the left, and of all, in pixels at 100 %."""


class SettingsPage(Page):
    """Everything that can be set; each setting holds at once."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._file = QSettings(str(paths.config_folder() / "window.ini"), QSettings.Format.IniFormat)
        self.names: list[Label] = []
        theme().changed.connect(self._restyle)
        self._body = self._lay_out()
        self.add_office()
        self.add_look()
        self.add_places()
        self.add_youth()
        self.add_about()
        self._body.addStretch(1)

    def _lay_out(self) -> QVBoxLayout:
        """The page with room for the settings, which are made in their place: they are styled once."""
        scroll = Scrolled(parent=self)
        inner = QWidget(scroll)
        inner.setMaximumWidth(theme().px(WIDEST))
        scroll.setWidget(inner)
        self.inner = inner
        body = in_column(into=inner, margins=(32, 8, 32, 32), spacing=8)
        in_column(PageHeader(_("Settings")), (scroll, 1), into=self, spacing=0)
        return body

    def add_office(self) -> None:
        """Who works here."""
        who = self.session.store.identity
        self._section(_("Office"))
        self._line(_("Country"), _(Country(who.country).label))
        self.office = self._typed(_("Office"), who.office)
        self.officer = self._typed(_("Officer"), who.officer)
        self._line(
            _("Officers"),
            _("Officers, passphrases, screen lock"),
            _("Officers and passphrases"),
            self._to_officers,
        )
        self._line(_("Name of this laptop"), who.device)
        self._line(
            _("Data"),
            _("Encrypted on this computer") if who.encrypted else _("Not encrypted; only for tests"),
        )
        self._line(
            _("Recovery key"),
            _("Opens the data if every passphrase is forgotten"),
            _("New recovery key"),
            self._to_officers,
        )

    def add_look(self) -> None:
        """Language, light or dark, size of text."""
        self._section(_("Language and appearance"))
        known = [(language, LANGUAGE_NAMES.get(language, language)) for language in messages.languages()]
        self._choices(_("Language"), known, messages.language(), self._choose_language)
        self._choices(
            _("Light or dark"),
            [(token, _(words)) for token, words in LOOKS],
            theme().choice,
            self._choose_look,
        )
        self._choices(
            _("Text size"),
            [(str(size), f"{size} %") for size in SIZES],
            str(round(theme().scale * 100)),
            self._choose_size,
        )

    def add_places(self) -> None:
        self._section(_("File locations"))
        folder = self.session.store.folder
        self._folder(_("Data"), folder)
        self._folder(_("Backups"), folder / "backups")
        restore = _("Restore a backup, second backup folder")
        self._line(_("Restore or move"), restore, _("Backups"), lambda: self.go.emit(Place(PageName.backups)))
        self._folder(_("Folder for exports"), paths.exports_folder())

    def add_youth(self) -> None:
        self._section(_("Youth"))
        for band in code_lists.youth_bands():
            if band.country in (None, self.session.store.identity.country):
                years = f"{band.from_age}–{band.to_age}"
                whose = _(band.name).removeprefix(years).strip(" ()")
                self._line(years, whose or "–")

    def add_about(self) -> None:
        self._section(_("About"))
        self._line(_("ProSSCE Desktop"), _("Version {version}, Apache-2.0").format(version=__version__))
        noted = _("Errors are noted on this computer only. Nothing is sent.")
        self._line(_("Error log"), noted, _("Open the error log"), self._ask_happened)
        self.about = About(self.session.jobs)
        self._body.addWidget(self.about)

    def _section(self, title: str) -> None:
        add_to(self._body, 14, Label(title, "section"), Hairline())

    def _name(self, words: str, *, wraps: bool = False) -> Label:
        """What stands at the left; all are as wide."""
        name = Label(words, "body", "muted", wraps=wraps)
        name.setFixedWidth(theme().px(NAMES))
        self.names.append(name)
        return name

    def _restyle(self) -> None:
        self.inner.setMaximumWidth(theme().px(WIDEST))
        for name in self.names:
            name.setFixedWidth(theme().px(NAMES))

    def _folder(self, name: str, path: Path) -> None:
        def act() -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

        self._line(name, breakable(path), _("Open the folder"), act)

    def _line(self, name: str, value: str, link: str = "", act: Callable[[], object] | None = None) -> None:
        row = in_row(self._name(name, wraps=True), (Label(value, "body", wraps=True), 1), spacing=16)
        if link:
            button = Button(link, "link", clicked=act)
            button.setAccessibleName(f"{link}: {name}")
            row.addWidget(button)
        self._body.addLayout(row)

    def _typed(self, name: str, value: str) -> TextField:
        field = TextField(limit=120)
        field.setAccessibleName(name)
        field.set_value(value)
        field.left.connect(self._rename)
        self._body.addLayout(in_row(self._name(name), (field, 1), spacing=16))
        return field

    def _rename(self) -> None:
        """Another name holds from now on; what was done before keeps the name it was done under."""
        store = self.session.store
        office, officer = (" ".join(str(field.value()).split()) for field in (self.office, self.officer))
        if not office or not officer:
            self._show_names()
        elif (office, officer) != (store.identity.office, store.identity.officer):
            self.session.jobs.start(
                lambda step: officers.rename(store, office, officer), self._renamed, self._not_renamed
            )

    def _show_names(self) -> None:
        self.office.set_value(self.session.store.identity.office)
        self.officer.set_value(self.session.store.identity.officer)

    def _not_renamed(self, error: ProssceError) -> None:
        self._show_names()
        self.session.speaker.mention(str(error))

    def _renamed(self, nothing: None) -> None:
        self.session.news.renamed.emit()
        self.session.speaker.mention(_("Name changed. Older entries keep the old name."))

    def _choices(self, name: str, choices: Sequence[tuple[str, str]], current: str, chosen: object) -> None:
        row = in_row(self._name(name, wraps=True), spacing=16)
        beside = FlowLayout()
        group = QButtonGroup(self)
        for token, words in choices:
            button = Button(words, "choice")
            button.setAccessibleName(f"{name}: {words}")
            button.setProperty("token", token)
            button.setChecked(token == current)
            group.addButton(button)
            beside.addWidget(button)
        group.buttonClicked.connect(chosen)
        row.addLayout(beside, 1)
        self._body.addLayout(row)

    def _to_officers(self) -> None:
        self.go.emit(Place(PageName.officers))

    def _ask_happened(self) -> None:
        self.session.jobs.read(lambda step: crash_reports.reports(), self._show_happened)

    def _show_happened(self, reports: list[crash_reports.Report]) -> None:
        ErrorReportsDialog(reports, self.session.jobs, self.session.speaker, self.window()).open()

    def _choose_look(self, button: QWidget) -> None:
        token = str(button.property("token"))
        theme().choose("light" if token == "light" else "dark" if token == "dark" else "system")
        self._file.setValue("look", token)

    def _choose_size(self, button: QWidget) -> None:
        size = int(str(button.property("token")))
        theme().set_text_size(size)
        self._file.setValue("text", size)

    def _choose_language(self, button: QWidget) -> None:
        language = str(button.property("token"))
        store = self.session.store
        self.session.jobs.start(lambda step: store.officers.rename(language=language))
        self.session.speaker.mention(_("The language changes at the next start."))

    def enter(self, place: Place) -> None:
        """Nothing is read: all of it is known."""


def breakable(path: Path) -> str:
    """A path that may go on to a new line after each folder."""
    return str(path).replace(os.sep, f"{os.sep}\u200b")
