"""Pictures in a list, each with its actions, and one picture as large as the window."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _
from prossce_desktop.services.activities.attachments import AttachmentRow
from prossce_desktop.ui.look.icons import draw_icon_in
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import in_column, in_row
from prossce_desktop.ui.parts.tick_box import TickBox

THUMB = QSize(128, 96)


class Thumb(QWidget):
    """A small picture, whole, on the ground of the page; without one an icon."""

    def __init__(self, image: QImage | None, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = image
        self.setFixedSize(THUMB)
        self.setAccessibleName(name)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = theme().tokens
        if self._image is not None and not self._image.isNull():
            _draw_whole(painter, self._image, self.rect())
        else:
            draw_icon_in(painter, "eye-off", self.rect(), 24, colours.muted)
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class PictureRow(QWidget):
    """A small picture, what is known about it, and the buttons for it."""

    def __init__(self, picture: AttachmentRow, image: QImage | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture = picture
        name = picture.name or _("Photo or scan (its name is not on this computer)")
        across = in_row(
            (Thumb(image, name), 0, Qt.AlignmentFlag.AlignTop), into=self, margins=(0, 8, 0, 8), spacing=16
        )
        words = in_column(
            Label(name, "total", wraps=True), Label(_facts(picture), "caption", "muted", wraps=True),
            Label(_added(picture), "caption", "muted", wraps=True), spacing=2,
        )  # fmt: skip
        if picture.is_asked and not picture.for_report and picture.is_here:
            words.addWidget(
                Label(_("Another office asks for this photo or scan"), "caption", "warning", wraps=True)
            )
        self.report = TickBox(_("Use in the report"), explained=_("will be sent with the next package"))
        self.report.setChecked(picture.for_report)
        words.addWidget(self.report)
        across.addLayout(words, 1)
        self.open = Button(_("Open"), icon="eye")
        self.save = Button(_("Save as…"), "quiet", icon="download")
        self.ask = Button(_("Ask for the photo or scan"), icon="inbox")
        self.remove = Button(_("Remove"), "quiet", icon="trash-2")
        for button, shown in (
            (self.open, picture.is_here),
            (self.save, picture.is_here),
            (self.ask, not picture.is_here),
            (self.remove, True),
        ):
            across.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
            button.setVisible(shown)
            button.setAccessibleName(f"{button.words()}: {name}")


class PictureView(QWidget):
    """One picture, as large as there is room; never written to disk. `left` by Esc or the button."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._canvas = _Canvas()
        self.name = Label("", "section", wraps=True)
        self.back = Button(_("Back to the list"), icon="arrow-left", hint="Esc", clicked=self.left)
        in_column(
            in_row((self.name, 1), self.back),
            (self._canvas, 1),
            into=self,
            margins=(32, 12, 32, 16),
            spacing=8,
        )

    def show_picture(self, name: str, image: QImage) -> None:
        self.name.setText(name)
        self._canvas.show_image(image, name)

    def forget(self) -> None:
        """Nothing of it stays in memory."""
        self._canvas.show_image(QImage(), "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class _Canvas(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_image(self, image: QImage, name: str) -> None:
        self._image = image
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._image.isNull():
            _draw_whole(QPainter(self), self._image, self.rect())


def _draw_whole(painter: QPainter, image: QImage, room: QRect) -> None:
    """In the middle, never larger than it is."""
    ratio = painter.device().devicePixelRatio()
    whole = QSize(round(image.width() / ratio), round(image.height() / ratio))
    size = whole if whole.width() <= room.width() and whole.height() <= room.height() else whole.scaled(
        room.size(), Qt.AspectRatioMode.KeepAspectRatio
    )  # fmt: skip
    target = QRect(0, 0, size.width(), size.height())
    target.moveCenter(room.center())
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(target, image)


def _facts(picture: AttachmentRow) -> str:
    size = formatting.number(max(1, round(picture.size / 1024)))
    said = _("{wide} × {high} pixels, {size} kB").format(
        wide=formatting.number(picture.width), high=formatting.number(picture.height), size=size
    )
    return said if picture.is_here else _("{facts}, not on this computer").format(facts=said)


def _added(picture: AttachmentRow) -> str:
    return _("{day}, {who}").format(day=formatting.day(picture.time.astimezone().date()), who=picture.who)
