"""The guide: one topic, all topics, or where the searched words stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QTextBrowser, QWidget

from prossce_desktop.language import messages
from prossce_desktop.language.messages import _
from prossce_desktop.reference import guide
from prossce_desktop.reference.guide import Topic, anchor
from prossce_desktop.system.progress import ProgressCallback
from prossce_desktop.ui.base.jobs import Job, Jobs
from prossce_desktop.ui.base.keyboard_focus import leads
from prossce_desktop.ui.base.shortcuts import is_control
from prossce_desktop.ui.help.topic_document import fitted, heading_at, write
from prossce_desktop.ui.help.topic_list import TopicLine, TopicList
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.buttons import Button, IconButton
from prossce_desktop.ui.parts.cards import Card
from prossce_desktop.ui.parts.labels import Hairline, Label
from prossce_desktop.ui.parts.layouts import STRETCH, in_column, in_row
from prossce_desktop.ui.parts.text_fields import TextField

_FIT_AFTER_MS = 120
_SIDE = 20
_MOST = 60


class HelpPanel(QWidget):
    """`closed` on Esc or the cross."""

    closed = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("look", "surface")
        self.setAccessibleName(_("Help"))
        self._reading = TopicLoader(jobs, self)
        self._reading.ready.connect(self._show)
        self._page: TopicPage | None = None
        self._before: list[tuple[str, int]] = []
        self._scroll_to: int | None = None
        self._written: tuple[object, ...] = ()
        self.back_button = Button(_("Back"), "quiet", icon="arrow-left", clicked=self.back)
        self.contents_button = Button(_("Contents"), "quiet", icon="book-open", clicked=self.show_contents)
        self.close_button = IconButton("x", _("Close the guide (Esc)"), clicked=self.closed)
        self.search = TextField(placeholder=_("Search in the guide"), icon="search")
        self.search.setAccessibleName(_("Search in the guide"))
        self.in_english = Label(_("The guide is in English."), "caption", "muted")
        self.field = Card()
        self.field_name = Label("", "total", wraps=True)
        self.field_said = Label("", "body", wraps=True)
        self.text = QTextBrowser()
        self.places = TopicList()
        self.nothing = Label(_("Nothing found. Try another word."), "body", "muted", wraps=True)
        self._later = QTimer(self, singleShot=True, interval=_FIT_AFTER_MS)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.text.setOpenLinks(False)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setAccessibleName(_("Text of the guide"))
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.text.document().setDocumentMargin(0)
        self.field.body.addWidget(self.field_name)
        self.field.body.addWidget(self.field_said)
        self.field.hide()
        self.in_english.setVisible(messages.language() != messages.ENGLISH)
        head = in_row(
            Label(_("Help"), "section"), STRETCH, self.back_button, self.contents_button, self.close_button,
            margins=(_SIDE, 14, 10, 0), spacing=4,
        )  # fmt: skip
        self._stack = QStackedWidget()
        for widget in (self.text, self.places, self.nothing):
            self._stack.addWidget(widget)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        inner = in_column(
            in_row(self.search, margins=(0, 0, _SIDE - 6, 0)), self.in_english, self.field, (self._stack, 1),
            margins=(_SIDE, 4, 6, 8), spacing=10,
        )  # fmt: skip
        in_row(Hairline(upright=True), (in_column(head, (inner, 1), spacing=6), 1), into=self, spacing=0)

    def _connect(self) -> None:
        self.search.edited.connect(self._search)
        self.search.installEventFilter(self)
        self.text.installEventFilter(self)
        self.text.anchorClicked.connect(self._follow)
        self.places.opened.connect(self._open_place)
        self._later.timeout.connect(self._again)
        theme().changed.connect(self._later.start)

    # what is shown

    def open(self, target: str, field: tuple[str, str] | None = None) -> None:
        """Show a topic with the keys in its text; `field`: a field's name and what is said about it."""
        self._before = []
        self._show_field(field)
        self.search.set_value("")
        self._wanted = target
        self._stack.setCurrentWidget(self.text)
        self.text.setFocus()
        self._reading.topics(self._opened)

    def _opened(self, topics: tuple[Topic, ...]) -> None:
        self._go(self._wanted)

    def target(self) -> str:
        """The name of the topic that is shown; "" before the first."""
        return self._page.topic.name if self._page is not None else ""

    def _go(self, target: str, scroll: int | None = None) -> None:
        self._scroll_to = scroll
        self._reading.page(target, self._width(), self.devicePixelRatioF(), QColor(theme().tokens.line))

    def _width(self) -> int:
        return max(160, self.text.viewport().width() - 8)

    def _show(self, page: TopicPage) -> None:
        self._page = page
        self._written = self._conditions()
        write(self.text.document(), page.topic, page.pictures, self._width())
        self.back_button.setVisible(bool(self._before))
        bar = self.text.verticalScrollBar()
        heading = heading_at(self.text.document(), page.heading) if page.heading else None
        if self._scroll_to is not None:
            bar.setValue(self._scroll_to)
        elif heading is not None:
            layout = self.text.document().documentLayout()
            bar.setValue(round(layout.blockBoundingRect(heading).top()))
        else:
            bar.setValue(0)

    def _again(self) -> None:
        """The same topic in another width or other colours, at the same place."""
        if self._page is not None and self.isVisible() and self._written != self._conditions():
            self._go(self._page.topic.name, self.text.verticalScrollBar().value())

    def _conditions(self) -> tuple[object, ...]:
        """What the text was written for; written anew it would lose the link that has the keys."""
        return self._width(), theme().scale, theme().tokens

    def _show_field(self, field: tuple[str, str] | None) -> None:
        self.field.setVisible(field is not None)
        if field is not None:
            self.field_name.setText(field[0])
            self.field_said.setText(field[1])

    def _follow(self, url: QUrl) -> None:
        self._leave_to(url.toString())

    def _leave_to(self, target: str) -> None:
        if self._page is not None:
            self._before.append((self._page.topic.name, self.text.verticalScrollBar().value()))
        self._show_field(None)
        self._go(target)

    def back(self) -> None:
        """To the topic before; from a list of places to the text."""
        if self._stack.currentWidget() is not self.text:
            self._to_text()
        elif self._before:
            name, scroll = self._before.pop()
            self._go(name, scroll)

    # contents and search

    def show_contents(self) -> None:
        self.search.set_value("")
        self._reading.topics(self._list_topics)

    @leads
    def _list_topics(self, topics: tuple[Topic, ...]) -> QWidget:
        self.places.show_lines([TopicLine(one.title, "", one.name) for one in topics])
        self._stack.setCurrentWidget(self.places)
        return self.places

    def _search(self) -> None:
        self._reading.topics(self._list_found)

    def _list_found(self, topics: tuple[Topic, ...]) -> None:
        text = self.search.text()
        if not text.strip():
            self._stack.setCurrentWidget(self.text)
            return
        found = guide.find(topics, text)[:_MOST]
        self.places.show_lines([_line(one) for one in found])
        self._stack.setCurrentWidget(self.places if found else self.nothing)

    def _open_place(self, target: str) -> None:
        self._to_text()
        self._leave_to(target)

    def _to_text(self) -> None:
        self.search.set_value("")
        self._stack.setCurrentWidget(self.text)
        self.text.setFocus()

    # keys

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._is_ours(event)
        ):
            event.accept()  # inside the guide these keys are its own
            return True
        return super().event(event)

    def _is_ours(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape or _is_back(event) or is_control(event, "F")

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Down and Enter go from the searched words to what was found; the text leaves our keys to us."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if self._is_ours(event):
            self.keyPressEvent(event)
            return True
        if watched is self.search and self._stack.currentWidget() is self.places:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Tab):
                self.places.setFocus()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.search.is_composing():
                self.places.take()
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self._stack.currentWidget() is self.text:
                self.closed.emit()
            else:
                self._to_text()
        elif _is_back(event):
            self.back()
        elif is_control(event, "F"):
            self.search.setFocus()
            self.search.selectAll()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._later.start()


def _is_back(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Left and event.modifiers() == Qt.KeyboardModifier.AltModifier


def _line(hit: guide.GuideHit) -> TopicLine:
    heading = hit.heading or hit.topic.title
    said = hit.topic.title if hit.text == heading else hit.text
    target = f"{hit.topic.name}#{anchor(hit.heading)}" if hit.heading else hit.topic.name
    return TopicLine(heading, said, target)


@dataclass(frozen=True, slots=True)
class TopicPage:
    """A topic with its pictures as wide as they are shown; `heading` is where to begin."""

    topic: Topic
    heading: str
    pictures: dict[str, QImage]


class TopicLoader(QObject):
    """`ready(Page)` for the last topic that was asked for."""

    ready = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None
        self._topics: tuple[Topic, ...] = ()

    def topics(self, then: Callable[[tuple[Topic, ...]], None]) -> None:
        """Every topic, read once; `then` is a method of a widget."""
        if self._topics:
            then(self._topics)
            return

        def work(step: ProgressCallback) -> tuple[Topic, ...]:
            found = guide.topics()
            for one in found:
                step(0, 0)
                assert one.lines
            return found

        self._waiting = then
        self._jobs.read(work, self._keep)

    def _keep(self, topics: tuple[Topic, ...]) -> None:
        self._topics = topics
        self._waiting(topics)

    def page(self, target: str, width: int, ratio: float, line: QColor) -> None:
        """The topic a link or a page names ("what-if#undo", "11-what-if.md"), with its pictures."""
        name, _, heading = target.partition("#")
        topic = next((one for one in self._topics if name in (one.name, one.file)), None)
        if topic is None:
            return
        if self._job is not None:
            self._job.cancel()

        def work(step: ProgressCallback) -> TopicPage:
            pictures = {}
            for one in topic.pictures():
                step(0, 0)
                image = QImage(str(guide.folder() / one))
                if not image.isNull():
                    pictures[one] = fitted(image, width, ratio, line)
            return TopicPage(topic, heading, pictures)

        job = self._jobs.read(work, self.ready.emit)
        job.ended.connect(lambda: self._over(job))
        self._job = job

    def _over(self, job: Job) -> None:
        if self._job is job:
            self._job = None
