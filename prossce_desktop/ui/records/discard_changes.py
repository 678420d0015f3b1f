"""Discarding what is typed and not saved; every page of it then shows what is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from prossce_desktop.language.messages import _
from prossce_desktop.ui.session.session import Session

if TYPE_CHECKING:
    from prossce_desktop.services.records.unsaved_drafts import Unfinished
    from prossce_desktop.ui.records.record_editing import RecordEditing


class Discarding(QObject):
    """Asks before it gives a draft up."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session

    def discard_key(self, key: str) -> None:
        """Give up the draft of this key; what is being written comes first."""
        store = self._session.store

        def work(step: object) -> Unfinished | None:
            # beside the window, with all that names records
            from prossce_desktop.services.records.unsaved_drafts import unfinished

            return next((one for one in unfinished(store) if one.draft.key == key), None)

        self._session.jobs.start(work, self._found)

    def _found(self, entry: Unfinished | None) -> None:
        if entry is None:
            self._session.speaker.mention(_("Nothing to discard: everything is saved."))
        else:
            self.discard(entry)

    def discard(self, entry: Unfinished) -> None:
        yes = _("Discard")
        asked = _("Discard the unsaved entries in “{title}”?").format(title=entry.name)
        if self._session.speaker.ask(asked, [yes, _("Cancel")], entry.goes) != yes:
            return
        store, key = self._session.store, entry.draft.key
        self._session.jobs.start(
            lambda step: store.drafts.drop(key), lambda _nothing: self._gone(key, entry.name)
        )

    def _gone(self, key: str, name: str) -> None:
        self._session.news.discarded.emit(key)
        self._session.speaker.mention(_("Discarded: unsaved entries in “{title}”").format(title=name))


class FollowsDiscards(QObject):
    """A record that is open shows what is stored once its draft is given up elsewhere, or here."""

    def __init__(self, editing: RecordEditing) -> None:
        super().__init__(editing)
        self._editing = editing
        editing.session.news.discarded.connect(self._discarded)

    def _discarded(self, key: str) -> None:
        if key == self._editing.key:
            self._editing.steps.forget()
            self._editing.open(self._editing.kind, self._editing.record)
