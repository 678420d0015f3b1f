"""Answers that are being typed, kept as drafts until they are saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer

from prossce_desktop import app
from prossce_desktop.app import Store
from prossce_desktop.errors import ProssceError
from prossce_desktop.services.decisions.questions import QueryShown
from prossce_desktop.services.records.unsaved_drafts import ANSWER
from prossce_desktop.ui.session.session import Session

KEEP_AFTER_MS = 1000
"""After the first key that is not yet kept: well within two seconds of the last one."""


@dataclass(frozen=True, slots=True)
class Typed:
    """An answer that is not saved yet: what came of it, and its words."""

    outcome: str = ""
    text: str = ""

    def __bool__(self) -> bool:
        return bool(self.outcome or self.text.strip())


def key_of(query: int) -> str:
    return f"{ANSWER}:{query}"


def kept_answers(store: Store) -> dict[int, Typed]:
    """By question what was typed and not saved. Beside the window."""
    found = {}
    for one in store.drafts.held():
        if one.record is not None and one.key == key_of(one.record):
            found[one.record] = Typed(str(one.typed.get("outcome") or ""), str(one.typed.get("text") or ""))
    return found


class AnswerDrafts(QObject):
    """Writes drafts of the answers that `keep` is given; one a question."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._held: dict[int, Typed] = {}
        self.timer = QTimer(self, singleShot=True, interval=KEEP_AFTER_MS)

    def soon(self) -> None:
        """Something was typed: the timer tells when it is to be kept."""
        if not self.timer.isActive():
            self.timer.start()

    def note_stored(self, held: Mapping[int, Typed]) -> None:
        """These lie in the base already."""
        self._held = {**held, **self._held}

    def keep(self, typed: Mapping[QueryShown, Typed]) -> None:
        """Keep these and no others: what was saved, or asked no longer, needs no draft."""
        self.timer.stop()
        now, before = {one.id: each for one, each in typed.items()}, self._held
        changed = [(one, each) for one, each in typed.items() if before.get(one.id) != each]
        gone = [id for id in before if id not in now]
        if not (changed or gone) or self._session.jobs.is_closed():
            return
        self._held = now
        store, at = self._session.store, app.now()

        def work(step: object) -> None:
            for one, each in changed:
                store.drafts.save(
                    key_of(one.id),
                    "query",
                    one.id,
                    {"title": one.title, "outcome": each.outcome, "text": each.text},
                    at,
                )
            for id in gone:
                store.drafts.drop(key_of(id))

        def failed(error: ProssceError) -> None:
            self._held = before  # it stands in the fields, and is tried again with the next key

        self._session.jobs.start(work, None, failed)
