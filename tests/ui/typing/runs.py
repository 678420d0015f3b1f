"""One run: a record of its own in a page of its own, somebody who types into it, and others who change the same records meanwhile."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from prossce_desktop.app import Store
from prossce_desktop.domain.model.fields import FieldKind
from prossce_desktop.services.activities import fair_employers
from prossce_desktop.services.activities.fair_employers import EmployerRow
from prossce_desktop.services.commands import adding
from prossce_desktop.services.history.current_page import here, stand_at
from prossce_desktop.services.people import people_sheet
from prossce_desktop.services.people.people_sheet import RowDraft
from prossce_desktop.services.records import record_editor
from prossce_desktop.ui.activities.activity_page import ActivityPage
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.session.session import Session
from tests.faults.table import times
from tests.tools.recording_speaker import RecordingSpeaker
from tests.ui.activities.conftest import TODAY
from tests.ui.typing import places
from tests.ui.typing.hands import CTRL, Hands
from tests.ui.typing.post import Post

RUNS = times(200, 5_000)
"""Of all places together: in every run of the tests, and in `make test-long`."""
_PARTS = {"grids": 0.4, "forms": 0.35, "fields": 0.25}


def share(part: str, places: int) -> int:
    """So many of the runs each of these places has."""
    return -(-round(RUNS * _PARTS[part]) // places)


Key = Qt.Key


@contextmanager
def _nowhere() -> Iterator[None]:
    """What others do is made on no page of this window."""
    before = here()
    stand_at(None)
    try:
        yield
    finally:
        stand_at(before)


@dataclass(frozen=True)
class Desk:
    """What all runs of a test share."""

    session: Session
    bot: QtBot
    post: Post


class Run:
    """A record that is typed in. `tab`: where; `news` changes what is typed nowhere here."""

    def __init__(self, desk: Desk, chance: random.Random, kind: str, pairs: dict[str, str], tab: str = "") -> None:
        session, bot = desk.session, desk.bot
        self.session, self.bot, self.post, self.chance, self.kind = session, bot, desk.post, chance, kind
        self.store: Store = session.store
        self.record = adding.add(self.store, kind, [*pairs.items()], today=TODAY).id
        self._steps: list[str] = []
        self._others = 0
        self.noted = next((one.name for one in places.shown(kind) if one.kind is FieldKind.long_text), "")
        """The field that others change."""
        self.page = ActivityPage(session)
        self.page.resize(1158, 740)
        self.page.show()
        self.page.activateWindow()
        bot.waitUntil(self.page.isActiveWindow)
        self.hands = Hands(self.page, session, bot, chance, [self.news, self.news, self.undone, self.somebody, self.another_record, self.package])
        self.page.enter(Place(PageName.activity, record=self.record, kind=kind, tab=tab or None))
        self.hands.rest()

    # -- what others do -------------------------------------------------------------------------------------------

    def elsewhere(self, work: Callable[[], object], *, lasts: bool = False) -> None:
        """A change by somebody else, told when it is made, as a package that is read tells it; one that `lasts` is never taken back."""

        def done(change: object) -> None:
            if getattr(change, "step", None) and not lasts:
                self._steps.append(change.step)  # type: ignore[attr-defined]
            self.session.tell(change)

        with _nowhere():
            self.session.jobs.start(lambda _step: getattr(work(), "change", None), done, lambda _error: None)

    def change(self, **fields: str) -> None:
        """Fields of the same record are changed elsewhere, for good."""
        self.elsewhere(lambda: record_editor.save(self.store, self.kind, self.record, fields, today=TODAY), lasts=True)

    def news(self) -> None:
        """A field of the same record that nobody types in here."""
        self._others += 1
        fields = {self.noted: f"By another, {self._others}"}
        self.elsewhere(lambda: record_editor.save(self.store, self.kind, self.record, fields, today=TODAY))

    def undone(self) -> None:
        """Somebody takes back what was done elsewhere."""
        if self._steps:
            step, store = self._steps.pop(), self.store
            with _nowhere():
                self.session.jobs.start(lambda _step: store.undo.undo(step), self.session.tell, lambda _error: None)

    def somebody(self) -> None:
        """People and employers come to the same activity."""
        self._others += 1
        name, store, record = f"Other {self._others}", self.store, self.record
        if self.kind == "career_fair" and self.chance.random() < 0.5:
            self.elsewhere(lambda: fair_employers.save(store, record, [EmployerRow(None, None, name, {"hired": "1"})]))
        elif self.kind in ("career_fair", "training"):
            self.elsewhere(lambda: people_sheet.save_rows(store, record, [RowDraft(None, None, {"name": name, "sex": "F"})], TODAY))

    def package(self) -> None:
        """A package of a colleague is read in, who changed the same record or brought somebody to it."""
        self._others += 1
        number, kind, record = self._others, self.kind, self.record
        with_people = kind in ("career_fair", "training") and self.chance.random() < 0.5

        def work(mate: Store) -> None:
            if with_people:
                people_sheet.save_rows(mate, record, [RowDraft(None, None, {"name": f"Other {number}", "sex": "F"})], TODAY)
            else:
                record_editor.save(mate, kind, record, {self.noted: f"By a colleague, {number}"}, today=TODAY)

        with _nowhere():
            self.session.jobs.start(lambda _step: self.post.deliver(work), self.session.tell)

    def another_record(self) -> None:
        """Something quite different is recorded."""
        self._others += 1
        name, store = f"Organisation {self._others}", self.store
        self.elsewhere(lambda: record_editor.save(store, "organisation", None, {"name": name}, today=TODAY))

    # -- what is taken back here ------------------------------------------------------------------------------------

    def take_back(self) -> str:
        """Ctrl+Z, and what was said."""
        return self._pressed(Key.Key_Z, CTRL)

    def bring_back(self) -> str:
        """Ctrl+Shift+Z, and what was said."""
        return self._pressed(Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)

    def _pressed(self, key: Qt.Key, held: Qt.KeyboardModifier) -> str:
        speaker = self.session.speaker
        assert isinstance(speaker, RecordingSpeaker)
        before = len(speaker.mentioned)
        self.hands.log.append("<redo>" if held & Qt.KeyboardModifier.ShiftModifier else "<undo>")
        QTest.keyClick(self.hands.focus(), key, held)
        if len(speaker.mentioned) == before:  # it waits while the record is read again, and is done then
            self.hands.bot.waitUntil(lambda: not self.page.editing.is_loading())
            QCoreApplication.processEvents()
        return " ".join(speaker.mentioned[before:])

    def back_and_forth(self) -> None:
        """Some of what was done here last is taken back, and brought back again: it stands as it stood."""
        self.hands.settle()
        taken = 0
        for _again in range(self.chance.randint(1, 3)):
            said = self.take_back()
            self.hands.rest()
            said = said or self._last_said()
            if not said.startswith("Undone"):
                break
            taken += 1
        for _again in range(taken):
            said = self.bring_back()
            self.hands.rest()
            assert (said or self._last_said()).startswith("Redone"), self.told()

    def _last_said(self) -> str:
        speaker = self.session.speaker
        assert isinstance(speaker, RecordingSpeaker)
        return speaker.mentioned[-1] if speaker.mentioned else ""

    # -- what is stored -------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Ctrl+S, and everything comes to rest."""
        self.hands.settle()
        self.hands.save()
        self.hands.settle()

    def stored(self) -> record_editor.OpenedRecord:
        """The record as it is stored now."""
        return record_editor.open_record(self.store, self.kind, self.record, TODAY)

    def told(self) -> str:
        """What was pressed last, what came between, and what the save bar says."""
        return f"{self.hands.told()}: {self.page.bar.sentence()}"

    def close(self) -> None:
        """The page goes."""
        self.page.leave()
        self.hands.rest()
        self.page.hide()
        self.page.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@contextmanager
def run_of(desk: Desk, chance: random.Random, kind: str, pairs: dict[str, str], tab: str = "") -> Iterator[Run]:
    """A run that is closed at its end."""
    run = Run(desk, chance, kind, pairs, tab)
    try:
        yield run
    finally:
        run.close()
