"""What is done with a whole record: a copy of it, and taking it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from prossce_desktop.errors import ProssceError
from prossce_desktop.language.messages import _
from prossce_desktop.services.history.current_page import ActionPage, standing_at
from prossce_desktop.services.records import record_editor
from prossce_desktop.ui.activities.fair.funnel_model import FUNNEL_FIELDS
from prossce_desktop.ui.base.place import PageName
from prossce_desktop.ui.records.discard_changes import Discarding
from prossce_desktop.ui.records.record_editing import RecordEditing
from prossce_desktop.ui.records.record_tabs import TabName
from prossce_desktop.ui.session.session import Session

if TYPE_CHECKING:
    from prossce_desktop.ui.activities.activity_page import ActivityPage

LINKS = frozenset({"part_of", "included_in_parent", "same_event_as", "events"})
"""How a record counts with others: a wrong copy of these would spoil every figure."""
NOT_COPIED = frozenset(
    {"kind", "code", "start", "end", "status", "counted_on", "sessions", *LINKS, *FUNNEL_FIELDS}
)


class RecordActions(QObject):
    """`removed` when the open record is gone."""

    removed = Signal()

    def __init__(self, session: Session, record: RecordEditing, page: ActivityPage) -> None:
        super().__init__(page)
        self._page = page
        self.session = session
        self.editing = record
        self._discarding = Discarding(session, self)
        record.copied.connect(self._ask_dates)

    def duplicate(self) -> None:
        """A new record with everything but code, dates, people and counts."""
        form = self.editing.form
        if form is None:
            return
        copied = {
            name: value
            for name, value in form.all_values().items()
            if name not in NOT_COPIED and value not in ("", [], None)
        }
        self.editing.begin_with(self.editing.kind, copied, form.names_used())

    def _ask_dates(self) -> None:
        form = self.editing.form
        if form is not None and "start" in form.by_name:
            form.go_to_field("start")
        elif form is not None:
            form.first_focus()

    def discard(self, tab: TabName) -> None:
        """Discard what is not saved: the rows of the tab in sight, or the form and what is beside it."""
        rows = self._page.tabs.rows(tab) if self.editing.record is not None else None
        (self.editing if rows is None else rows).keep_draft()
        self._discarding.discard_key(
            self.editing.key if rows is None else f"{tab.value}:{self.editing.record}"
        )

    def remove(self) -> None:
        """Take the record out with what belongs to it; the short message brings it back."""
        if self.editing.record is not None:
            self._remove(self.editing.record, self.editing.title())

    def _remove(self, record: int, title: str) -> None:
        store = self.session.store
        failed = lambda error: self._not_removed(error, record, title)  # noqa: E731
        # there the window goes, and there it is taken back
        with standing_at(ActionPage(PageName.activities.value)):
            self.session.jobs.start(
                lambda step: record_editor.remove(store, record),
                lambda change: self._done(change, title),
                failed,
            )

    def _not_removed(self, error: ProssceError, record: int, title: str) -> None:
        self.session.complain(error)
        if record == self.editing.record and self._page.isVisible():
            self.session.ask_reason(error, lambda: self._remove(record, title))

    def _done(self, change: object, title: str) -> None:
        self.removed.emit()
        self.session.tell(change)
        self.session.speaker.mention(_("Removed: {title}").format(title=title), undoes=change)
