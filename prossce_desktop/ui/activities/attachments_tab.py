"""The Attachments tab: photos and scans of an activity, added, shown, saved elsewhere, removed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QStackedWidget, QWidget

from prossce_desktop.app import Store
from prossce_desktop.errors import ProssceError, ReasonNeeded
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.services.activities import attachments
from prossce_desktop.services.activities.attachments import AttachmentRow
from prossce_desktop.system import paths
from prossce_desktop.ui.activities.attachment_pictures import THUMB, PictureRow, PictureView
from prossce_desktop.ui.base.keyboard_focus import leads
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.labels import Hairline, Label
from prossce_desktop.ui.parts.layouts import in_column, in_row
from prossce_desktop.ui.parts.scroll_area import Scrolled
from prossce_desktop.ui.parts.tick_box import TickBox
from prossce_desktop.ui.session.session import Session

_SMALL = QSize(2 * THUMB.width(), 2 * THUMB.height())
"""In pixels of the screen; twice as many as points, for sharp screens."""
Found = tuple[list[AttachmentRow], dict[str, QImage]]


class AttachmentsTab(QWidget):
    """`enter` shows the pictures of a record; `counted(int)` tells how many. Files may be dropped on it."""

    counted = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.record: int | None = None
        self.rows: list[QWidget] = []
        self.setAcceptDrops(True)
        self.add_button = Button(_("Add photos or scans…"), icon="plus", clicked=self._choose)
        self.original = TickBox(_("Keep original size"))
        self.progress = Label("", "caption", "muted", wraps=True)
        self.view = PictureView()
        self.view.left.connect(self._to_list)
        self._area = Scrolled()
        self._lay_out()
        session.news.changed.connect(self._news)

    def _lay_out(self) -> None:
        head = in_row(self.add_button, self.original, (self.progress, 1), margins=(32, 12, 32, 0), spacing=16)
        page = QWidget()
        in_column(head, (self._area, 1), into=page, spacing=0)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(page)
        self.stack.addWidget(self.view)
        in_column(self.stack, into=self)

    def enter(self, record: int) -> None:
        if record != self.record:
            self._to_list()
        self.record = record
        store = self.session.store
        self.session.jobs.read(lambda _step: _read(store, record), lambda answer: self._show(record, answer))

    def first_focus(self) -> None:
        (self.view.back if self.stack.currentIndex() else self.add_button).setFocus()

    def add(self, files: Sequence[Path]) -> None:
        """Add these files, beside the window; one that is no picture adds none of them."""
        store, record, original = self.session.store, self.record, self.original.isChecked()
        if record is None or not files:
            return
        self.add_button.setEnabled(False)
        n = len(files)
        self.progress.setText(
            ngettext_("Adding {n} photo or scan…", "Adding {n} photos or scans…", n).format(n=n)
        )
        self.session.jobs.start(
            lambda _step: attachments.add(store, record, files, original=original),
            self._changed,
            self._failed,
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and not self.stack.currentIndex():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(one.toLocalFile()) for one in event.mimeData().urls() if one.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.add(files)

    def _choose(self) -> None:
        kinds = _("Photos and scans (*.jpg *.jpeg *.png *.pdf *.tif *.tiff *.webp *.bmp)")
        chosen = self.session.speaker.choose_file_to_read(_("Add a photo or scan"), kinds)
        if chosen is not None:
            self.add([chosen])

    def _show(self, record: int, answer: Found) -> None:
        if record != self.record:
            return
        listed, images = answer
        body = QWidget()
        down = in_column(into=body, margins=(32, 8, 32, 24), spacing=0)
        self.rows = []
        for picture in listed:
            if self.rows:
                down.addWidget(Hairline())
            self.rows.append(self._row(picture, images.get(picture.sha256)))
            down.addWidget(self.rows[-1])
        if not listed:
            empty = _("No photo or scan yet. Drop them here. Location and camera data are removed.")
            down.addWidget(Label(empty, "body", "muted", wraps=True))
        down.addStretch(1)
        self._area.setWidget(body)
        self.progress.setText(
            _(
                "Photos are reduced to 1,600 pixels; camera and location data are removed. They are "
                "encrypted with your data."
            )
        )
        self.counted.emit(len(listed))

    def _row(self, picture: AttachmentRow, image: QImage | None) -> PictureRow:
        row = PictureRow(picture, image)
        row.report.clicked.connect(lambda on: self._mark(picture, on))
        row.open.clicked.connect(lambda: self._open(picture))
        row.save.clicked.connect(lambda: self._save(picture))
        row.ask.clicked.connect(lambda: self._ask(picture))
        row.remove.clicked.connect(lambda: self._remove(picture))
        return row

    def _open(self, picture: AttachmentRow) -> None:
        store = self.session.store
        self.session.jobs.read(
            lambda _step: QImage.fromData(attachments.content_of(store, picture.sha256)),
            lambda image: self._opened(picture, image),
        )

    @leads
    def _opened(self, picture: AttachmentRow, image: QImage) -> QWidget:
        self.view.show_picture(picture.name, image)
        self.stack.setCurrentIndex(1)
        return self.view.back

    def _to_list(self) -> None:
        self.view.forget()
        self.stack.setCurrentIndex(0)

    def _save(self, picture: AttachmentRow) -> None:
        # Translators: a part of the name of a file, so without spaces
        name = f"{Path(picture.name or _('photo-or-scan')).stem}.jpg"
        path = self.session.speaker.choose_file_to_write(
            _("Save the photo or scan"), name, _("Photos and scans (*.jpg)"), paths.exports_folder()
        )
        if path is not None:
            store, said = self.session.store, _("Saved: {path}").format(path=path.name)
            self.session.jobs.read(
                lambda _step: attachments.save_as(store, picture.sha256, path),
                lambda _none: self.session.speaker.mention(said),
            )

    def _ask(self, picture: AttachmentRow) -> None:
        store = self.session.store
        said = _("Your next package will ask the other office for the photo or scan.")
        self.session.jobs.start(
            lambda _step: attachments.ask_for(store, picture.sha256),
            lambda _none: self.session.speaker.mention(said),
        )

    def _mark(self, picture: AttachmentRow, on: bool) -> None:
        store = self.session.store
        failed = lambda error: self._failed(error, lambda: self._mark(picture, on))  # noqa: E731
        self.session.jobs.start(
            lambda _step: attachments.mark(store, picture.id, for_report=on), self._changed, failed
        )

    def _remove(self, picture: AttachmentRow) -> None:
        store = self.session.store
        failed = lambda error: self._failed(error, lambda: self._remove(picture))  # noqa: E731
        self.session.jobs.start(lambda _step: attachments.remove(store, picture.id), self._removed, failed)

    def _removed(self, change: object) -> None:
        self._changed(change)
        self.session.speaker.mention(_("Removed"), undoes=change)

    def _changed(self, change: object) -> None:
        self.add_button.setEnabled(True)
        self.session.tell(change)
        if self.record is not None and not self.isVisible():
            self.enter(self.record)

    def _failed(self, error: ProssceError, again: Callable[[], None] | None = None) -> None:
        self.add_button.setEnabled(True)
        self.progress.setText("")
        if again is not None and isinstance(error, ReasonNeeded):
            self.session.complain(error)
            if self.isVisible():
                self.session.ask_reason(error, again)
        else:
            self.session.speaker.tell(str(error))
        if self.record is not None:
            self.enter(self.record)  # a mark that was refused is not shown as set

    def _news(self, change: object) -> None:
        if self.record is not None and self.isVisible() and "attachment" in getattr(change, "kinds", ()):
            self.enter(self.record)


def _read(store: Store, record: int) -> Found:
    """The list, and small copies of what is here; a damaged one has none."""
    listed = attachments.listed(store, record)
    images: dict[str, QImage] = {}
    for one in listed:
        if one.is_here and one.sha256 not in images:
            try:
                whole = QImage.fromData(attachments.content_of(store, one.sha256))
            except ProssceError:
                continue
            way, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            images[one.sha256] = whole.scaled(_SMALL, way, smooth)
    return listed, images
