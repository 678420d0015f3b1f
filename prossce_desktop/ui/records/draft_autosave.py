"""Keeps what is typed of a record as a draft, soon after the first key that is not yet kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from prossce_desktop import app
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _
from prossce_desktop.services.records.record_editor import OpenedRecord
from prossce_desktop.ui.records.draft_content import draft_of, key_of

if TYPE_CHECKING:
    from prossce_desktop.ui.records.record_editing import RecordEditing

DRAFT_AFTER_MS = 1000
"""After the first key that is not yet kept: well within two seconds of the last one."""


class DraftAutosave:
    """The draft of what an editing shows. It reads what is typed, open cells too, and moves nothing."""

    def __init__(self, editing: RecordEditing, when_kept: Callable[[], None]) -> None:
        self._editing = editing
        self._when_kept = when_kept
        self.exists = False
        self.kept_at: dt.datetime | None = None
        self.timer = QTimer(editing, singleShot=True, interval=DRAFT_AFTER_MS)
        self.timer.timeout.connect(self.keep)

    def opened(self, opened: OpenedRecord) -> None:
        """A record is shown, with its draft where there is one."""
        self.exists = opened.draft is not None
        self.kept_at = opened.draft.time if opened.draft is not None else None

    def saved(self) -> None:
        self.exists, self.kept_at = False, None

    def soon(self) -> None:
        if not self.timer.isActive():
            self.timer.start()

    def words(self) -> str:
        """Since when it is kept; "" where there is none."""
        if self.kept_at and self.exists:
            # Translators: {time}: a time of day
            return _("Unsaved entries typed until {time} are not lost.").format(
                time=formatting.clock(self.kept_at)
            )
        return ""

    def keep(self) -> None:
        """Keep what is typed now; where nothing differs any more, forget the draft."""
        self.timer.stop()
        editing = self._editing
        if editing.form is None or not editing.kind or editing.is_loading():
            return
        typed, counts = editing.typed(with_open=True), editing.counts_typed(True)
        jobs, store, key, kind = editing.session.jobs, editing.session.store, editing.key, editing.kind
        record = editing.record
        changed = record is not None and bool(typed or counts)
        if not (changed or (record is None and editing.typed_anything())):
            if self.exists:
                self.exists = False
                jobs.start(lambda step: store.drafts.drop(key))
                editing.stood.emit(
                    "saved" if record is not None else "quiet",
                    _("Everything is saved.") if record is not None else "",
                )
            return
        at, sent = app.now(), editing.saver.sent()
        reasons, names, title = editing.reasons_given(), editing.form.names_used(), editing.title()

        def work(step: object) -> str | None:
            if sent is None or sent.saved is None:
                store.drafts.save(key, kind, record, draft_of(typed, counts, reasons, names, title), at)
                return key
            fields, newer = sent.since(typed, counts)
            if not fields and not newer:
                return None
            store.drafts.save(
                key_of(sent.saved.id), kind, sent.saved.id, draft_of(fields, newer, reasons, names, title), at
            )
            return key_of(sent.saved.id)

        jobs.start(work, lambda key: self._was_kept(key, at))

    def _was_kept(self, key: str | None, at: dt.datetime) -> None:
        if key == self._editing.key:
            self.exists, self.kept_at = True, at
            self._when_kept()
