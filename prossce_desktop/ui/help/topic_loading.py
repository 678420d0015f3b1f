"""Reading the guide beside the window: its topics once, the pictures of a topic when it is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QImage

from prossce_desktop.reference import guide
from prossce_desktop.reference.guide import Topic
from prossce_desktop.system.progress import ProgressCallback
from prossce_desktop.ui.base.jobs import Job, Jobs
from prossce_desktop.ui.help.topic_document import fitted


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

    def _keep(self, found: tuple[Topic, ...]) -> None:
        self._topics = found
        self._waiting(found)

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
