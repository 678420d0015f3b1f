"""What is open about the record in the editor: at the top of its page, and beside the fields of its form."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from prossce_desktop.services.decisions.open_decisions import RecordDecisions
from prossce_desktop.services.records.record_editor import OpenedRecord
from prossce_desktop.ui.decisions.record_notices import RecordNotices, notes_of
from prossce_desktop.ui.records.record_form import RecordForm
from prossce_desktop.ui.session.session import Session

if TYPE_CHECKING:
    from prossce_desktop.ui.activities.activity_page import ActivityPage


class FormNotices(RecordNotices):
    """Follows the page's editing."""

    def __init__(self, session: Session, page: ActivityPage) -> None:
        super().__init__(session, page)
        self._page = page
        self._form: RecordForm | None = None
        self.decisions_read.connect(self._say_beside)
        self.went.connect(page.go)
        page.editing.opened.connect(self._opened)
        page.editing.reason_wanted.connect(self.ask_reason)
        self.reason_bar.given.connect(page.save)
        page.more.ask.triggered.connect(self._ask_about_focus)

    def once_saved(self, then: Callable[[], object], else_: Callable[[], object]) -> None:
        """Call `then` when what was sent is saved; `else_` where a reason is needed, or the page is left."""

        self.reason_bar.is_asked = False

        def unless_asked(_done: object) -> None:
            (then if self._page.isVisible() and not self.reason_bar.is_asked else else_)()

        self._session.jobs.start(lambda _step: None, unless_asked)

    def _opened(self, opened: OpenedRecord) -> None:
        form = self._page.editing.form
        if form is not self._form:
            if self._form is not None:
                self._form.beside_wanted.disconnect(self.go_to_field)
            self._form = form
            if form is not None:
                form.beside_wanted.connect(self.go_to_field)
        self.read(opened.kind, None if opened.removed else opened.record)

    def _say_beside(self, decisions: RecordDecisions) -> None:
        if self._form is not None:
            self._form.show_beside(notes_of(decisions))

    def _ask_about_focus(self) -> None:
        """The field in which the person was is offered first."""
        form = self._page.editing.form
        self.ask(form.last_field if form is not None else "")
