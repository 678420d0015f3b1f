"""Sends a record to be saved, and moves the editor's state by the answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from prossce_desktop.app import Store
from prossce_desktop.domain.model.fields import AcceptedDoubt
from prossce_desktop.errors import ProssceError
from prossce_desktop.services.records import pinned_fields, record_editor
from prossce_desktop.services.records.record_editor import OpenedRecord, Saved, SaveRefused
from prossce_desktop.ui.records.editor_state import EditorAct, EditorEvent, EditorProgress
from prossce_desktop.ui.records.typed_during_save import Sent
from prossce_desktop.ui.session.session import Session

SaveAnswer = tuple[Saved, OpenedRecord] | SaveRefused


@dataclass(frozen=True, slots=True)
class SaveRequest:
    """What is saved as one step; `sent` tells it apart from what is typed later."""

    kind: str
    record: int | None
    typed: Mapping[str, object]
    accepted: tuple[AcceptedDoubt, ...]
    pinned: Mapping[str, object]
    sent: Sent

    def run(self, store: Store, today: dt.date) -> SaveAnswer:
        """Save, and read the record as it is stored then. For the writing thread."""
        sent = self.sent
        answer = record_editor.save(
            store, self.kind, self.record, self.typed, sent.counts,
            today=today, accepted=self.accepted, draft=sent.key,
        )  # fmt: skip
        if isinstance(answer, SaveRefused):
            return answer
        sent.saved = answer
        pinned_fields.pin(store, self.kind, self.pinned)
        return answer, record_editor.open_record(store, self.kind, answer.id, today)


class RecordSaver:
    """The saves of one editor. `answered` and `failed` hear the answer, and what is to be done with it."""

    def __init__(
        self,
        session: Session,
        progress: EditorProgress,
        shown_key: Callable[[], str],
        answered: Callable[[SaveAnswer, EditorAct], None],
        failed: Callable[[ProssceError, EditorAct], None],
        unread: Callable[[Saved], None],
    ) -> None:
        """`unread`: it was saved, and what is stored could not be read; `failed` hears nothing."""
        self._session, self._progress, self._shown_key = session, progress, shown_key
        self._answered, self._failed, self._unread = answered, failed, unread
        self._sent: Sent | None = None

    def sent(self) -> Sent | None:
        """What of the shown record is on its way."""
        return self._sent if self._sent is not None and self._sent.key == self._shown_key() else None

    def send(self, request: SaveRequest) -> None:
        """Save this on the writing thread."""
        self._sent = request.sent
        store, today = self._session.store, self._session.today()

        def answered(answer: SaveAnswer) -> None:
            refused = isinstance(answer, SaveRefused)
            event = EditorEvent.was_refused if refused else EditorEvent.was_saved
            self._answered(answer, self._meet(request.sent, event))

        def failed(error: ProssceError) -> None:
            if request.sent.saved is not None and self.sent() is request.sent:
                self._unread(request.sent.saved)
            else:
                self._failed(error, self._meet(request.sent, EditorEvent.has_failed))

        self._session.jobs.start(lambda step: request.run(store, today), answered, failed)

    def forget(self) -> None:
        """Nothing is on its way any more: the record is opened again."""
        self._sent = None

    def _meet(self, sent: Sent, event: EditorEvent) -> EditorAct:
        """Nothing is to be done for a record that is no longer shown."""
        if self._sent is sent:
            self._sent = None
        return self._progress.meet(event) if sent.key == self._shown_key() else EditorAct.nothing
