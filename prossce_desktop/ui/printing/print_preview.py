"""The real pages of a document, one under the other, those in sight drawn first."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from prossce_desktop.language.messages import _
from prossce_desktop.ui.base.jobs import Job
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.buttons import IconButton
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import STRETCH, in_column, in_row
from prossce_desktop.ui.parts.scroll_area import Scrolled
from prossce_desktop.ui.printing.pdf_rendering import PageImage, picture
from prossce_desktop.ui.session.session import Session

_GAP = 16
_WIDEST = 620
_ZOOMS = (0.5, 0.7, 1.0, 1.4, 2.0)


class PageView(QWidget):
    """One page; white until its picture is there."""

    def __init__(
        self, number: int, of: int, size: tuple[float, float], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.number = number
        self.points = size
        self._image: QImage | None = None
        self._wide = 0
        self.setAccessibleName(_("Page {n} of {m}").format(n=number + 1, m=of))

    def set_width(self, wide: int) -> None:
        self.setFixedSize(wide, round(wide * self.points[1] / self.points[0]))

    def pixels(self) -> int:
        """How many pixels of the screen it is wide."""
        return round(self.width() * self.devicePixelRatioF())

    def lacks_picture(self) -> bool:
        return self._image is None or self._wide != self.pixels()

    def show_picture(self, made: PageImage) -> None:
        self._image, self._wide = made.image, made.wide
        self.setAccessibleDescription(made.text)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#ffffff"))
        if self._image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self.rect(), self._image)
        painter.setPen(QPen(QColor(theme().tokens.line), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class PrintPreview(QWidget):
    """`show_document` takes the bytes and page sizes. Page Up and Down turn, Ctrl with + and - zoom."""

    page_changed = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._data = b""
        self._zoom = 2
        self._job: Job | None = None
        self._going: int | None = None
        self.views: list[PageView] = []
        self._column = QWidget()
        self._down = in_column(into=self._column, margins=(_GAP, 12, _GAP, 12), spacing=_GAP)
        self.scroll_area = Scrolled(self._column)
        self.scroll_area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.scroll_area.setAccessibleName(_("Pages of the report"))
        self.scroll_area.installEventFilter(self)
        self._soon = QTimer(self, singleShot=True, interval=60)
        self._soon.timeout.connect(self._next_picture)
        bar = self.scroll_area.verticalScrollBar()
        bar.valueChanged.connect(self._was_scrolled)
        bar.rangeChanged.connect(self._arrive)
        self._lay_out()
        self.setFocusProxy(self.scroll_area)

    def _lay_out(self) -> None:
        self.before = IconButton("chevron-left", _("Previous page"), clicked=lambda: self.turn(-1))
        self.after = IconButton("chevron-right", _("Next page"), clicked=lambda: self.turn(1))
        self.smaller = IconButton("minus", _("Smaller"), clicked=lambda: self.zoom(-1))
        self.larger = IconButton("plus", _("Larger"), clicked=lambda: self.zoom(1))
        self.where = Label("", "caption")
        self.where.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        foot = in_row(
            STRETCH, self.before, self.where, self.after, 24, self.smaller, self.larger, STRETCH,
            margins=(16, 2, 16, 6),
        )  # fmt: skip
        in_column((self.scroll_area, 1), foot, into=self, spacing=0)

    def show_document(self, data: bytes, sizes: tuple[tuple[float, float], ...]) -> None:
        """Other pages; the place stays where there is such a page."""
        at = self.current()
        self._data = data
        self._let_go()
        old, self.views = self.views, [PageView(n, len(sizes), size) for n, size in enumerate(sizes)]
        for view in old:
            self._down.removeWidget(view)
            view.deleteLater()
        while self._down.count():
            self._down.takeAt(0)
        for view in self.views:
            self._down.addWidget(view, 0, Qt.AlignmentFlag.AlignHCenter)
        self._down.addStretch(1)
        self._fit()
        self.go_to(min(at, len(self.views) - 1))

    def pages(self) -> int:
        return len(self.views)

    def current(self) -> int:
        """The page (from 0) that fills most of what is seen."""
        top, high = self.scroll_area.verticalScrollBar().value(), self.scroll_area.viewport().height()
        middle = top + high // 3
        return next((view.number for view in self.views if view.geometry().bottom() + _GAP > middle), 0)

    def turn(self, by: int) -> None:
        """So many pages on or back."""
        self.go_to(min(max(self.current() + by, 0), len(self.views) - 1))

    def go_to(self, page: int) -> None:
        """The top of a page (from 0)."""
        if 0 <= page < len(self.views):
            self._going = page
            self._arrive()
        self._say_where()
        self._soon.start()

    def _arrive(self) -> None:
        """To the page that is gone to; comes again once the layout has given the pages their places."""
        if self._going is not None and self._going < len(self.views):
            top = sum(view.height() + _GAP for view in self.views[: self._going])
            self.scroll_area.verticalScrollBar().setValue(top)

    def zoom(self, by: int) -> None:
        """Larger or smaller, a step at a time."""
        at = self.current() if self._going is None else self._going
        self._zoom = min(max(self._zoom + by, 0), len(_ZOOMS) - 1)
        self._fit()
        self.go_to(at)

    def _fit(self) -> None:
        room = self.scroll_area.width() - self.scroll_area.verticalScrollBar().sizeHint().width() - 2 * _GAP
        for view in self.views:
            wide = view.points[0] > view.points[1]
            whole = max(200, min(room, round(_WIDEST * theme().scale) + (200 if wide else 0)))
            view.set_width(round(whole * _ZOOMS[self._zoom]))
        self._say_where()
        self._soon.start()

    def _say_where(self) -> None:
        text = _("Page {n} of {m}").format(n=self.current() + 1, m=len(self.views)) if self.views else ""
        self.where.setText(text)
        self.where.setFixedWidth(self.where.sizeHint().width())
        self.before.setEnabled(self.current() > 0)
        self.after.setEnabled(self.current() < len(self.views) - 1)

    def _was_scrolled(self) -> None:
        self._say_where()
        self.page_changed.emit(self.current())
        self._soon.start()

    def _in_sight(self) -> list[PageView]:
        top, high = self.scroll_area.verticalScrollBar().value(), self.scroll_area.viewport().height()
        seen = QRect(0, top, self._column.width(), high)
        return [view for view in self.views if view.geometry().intersects(seen)]

    def _next_picture(self) -> None:
        self._going = None
        if self._job is not None or not self.isVisible():
            return
        view = next((one for one in self._in_sight() if one.lacks_picture()), None)
        if view is None:
            return
        data, number, pixels = self._data, view.number, view.pixels()
        self._job = self._session.jobs.read(
            lambda step: picture(data, number, pixels), lambda made: self._drawn(data, made)
        )
        self._job.ended.connect(self._was_ended)

    def _drawn(self, data: bytes, made: PageImage) -> None:
        if data is self._data and made.page < len(self.views):
            self.views[made.page].show_picture(made)

    def _was_ended(self) -> None:
        if self.sender() is self._job:
            self._job = None
            self._soon.start(0)

    def _let_go(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit)

    def minimumSizeHint(self) -> QSize:
        return QSize(280, 200)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        if isinstance(event, QFocusEvent):
            self.update()
        return False

    def _key(self, event: QKeyEvent) -> bool:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        acts = {
            Qt.Key.Key_PageDown: lambda: self.turn(1), Qt.Key.Key_PageUp: lambda: self.turn(-1),
            Qt.Key.Key_Home: lambda: self.go_to(0), Qt.Key.Key_End: lambda: self.go_to(len(self.views) - 1),
        }  # fmt: skip
        if control:
            acts = {
                Qt.Key.Key_Plus: lambda: self.zoom(1), Qt.Key.Key_Equal: lambda: self.zoom(1),
                Qt.Key.Key_Minus: lambda: self.zoom(-1),
            }  # fmt: skip
        act = acts.get(Qt.Key(event.key()))
        if act is None:
            return False
        act()
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme().tokens.nav))
        if self.scroll_area.hasFocus():
            painter.setPen(QPen(QColor(theme().tokens.accent), 2))
            painter.drawRect(self.scroll_area.geometry().adjusted(1, 1, -1, -1))
