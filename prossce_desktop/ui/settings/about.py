"""What the program is made of: what it runs with, the parts of others and their licences."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, QUrl, qVersion
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QWidget

from prossce_desktop.language.messages import _
from prossce_desktop.services.workspace import third_party_components
from prossce_desktop.ui.base.jobs import Jobs
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.labels import Label


class About(QWidget):
    """Two columns of words, read from files; the parts of others when asked for. `rows`: what is shown."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[tuple[str, str]] = []
        self._folder = QUrl()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnMinimumWidth(0, theme().px(200))
        self._grid.setColumnStretch(1, 1)
        self._jobs = jobs
        self.third_party = Button(_("Third-party software"), opens=True, clicked=self._open_parts)
        self._components: third_party_components.Inside | None = None
        jobs.read(lambda step: third_party_components.inside(), self._show)

    def _show(self, components: third_party_components.Inside) -> None:
        self._components = components
        runs_with = [("Qt", qVersion()), *components.runs_with]
        self._row(_("Technical parts"), ", ".join(f"{name} {version}" for name, version in runs_with))
        self._folder = QUrl.fromLocalFile(str(components.texts))
        self._grid.addWidget(self.third_party, self._grid.rowCount(), 0, 1, 2, Qt.AlignmentFlag.AlignLeft)

    def _open_parts(self) -> None:
        if self._components is not None:
            self.third_party.hide()
            self._jobs.in_slices(self._all(self._components), lambda: None, self)

    def _all(self, components: third_party_components.Inside) -> Iterator[None]:
        """Row by row: there are as many as parts."""
        texts = Button(_("Open the folder"), "link", clicked=self._open)
        texts.setAccessibleName(f"{texts.text()}: {_('Texts of the licences')}")
        self._row(
            _("Third-party software"),
            _("Each part has its own licence. None of them limits what you do with your data."),
        )
        self._grid.addWidget(texts, self._grid.rowCount() - 1, 2)
        texts.setFocus()
        for one in components.parts:
            self._row(one.name, f"{one.version}, {one.licence}" if one.version else one.licence)
            yield

    def _row(self, name: str, value: str) -> None:
        self.rows.append((name, value))
        row = self._grid.rowCount()
        self._grid.addWidget(Label(name, "body", "muted", wraps=True), row, 0)
        self._grid.addWidget(Label(value, "body", wraps=True), row, 1)

    def _open(self) -> None:
        QDesktopServices.openUrl(self._folder)
