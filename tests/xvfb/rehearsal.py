"""Which keys lead to a field of a form: counted beforehand in the same form without a screen, as nobody outside the program sees its fields."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from prossce_desktop.domain.model.codes import ActivityKind
from prossce_desktop.domain.model.fields import FieldKind
from prossce_desktop.services.records import record_editor
from prossce_desktop.ui.activities.activity_page import ActivityPage
from prossce_desktop.ui.activities.fair.funnel_model import FUNNEL_FIELDS
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.records.record_form import RecordForm
from prossce_desktop.ui.records.record_tabs import TabName
from prossce_desktop.ui.session.session import Session
from tests.ui.typing import places
from tests.ui.typing.test_forms import is_seen, text_for

Key = Qt.Key
MOST = 120
"""Tabs that no form has between two of its fields."""


@dataclass(frozen=True)
class Stop:
    """A field that is typed in. `way`: how many times Tab from the field before, Shift+Tab where it is less than nothing."""

    field: str
    way: int
    text: str
    stored: object
    is_chosen: bool


class Rehearsal:
    """Nothing that is rehearsed is stored."""

    def __init__(self, session: Session, bot: QtBot) -> None:
        self._session = session
        self._bot = bot

    def stops(self, kind: str, record: int | None, dice: random.Random, *, without: Sequence[str], many: int, anew: bool) -> list[Stop]:
        """Some fields of the form of a record, or of a new one, in any order; the keys are in the first one, in the middle again if `anew`."""
        fair = kind == ActivityKind.career_fair
        form = RecordForm(self._session, kind, without=FUNNEL_FIELDS if fair else ())
        with_keys = self._window(form)
        form.show_values(record_editor.open_record(self._session.store, kind, record, self._session.today()))
        form.first_focus()
        fields = [one for one in places.shown(kind) if one.name in form.by_name and one.name not in without]
        found: list[Stop] = []
        for field in dice.sample(fields, len(fields)):
            given = text_for(field, dice)
            if len(found) < many and given is not None and given[0].isascii() and is_seen(form, field):
                if anew and len(found) == many // 2:
                    form.first_focus()
                way = self.way(form.by_name[field.name], is_before=_is_before(form, field.name))
                form.put(field.name, given[1])
                found.append(Stop(field.name, way, given[0], given[1], field.kind is FieldKind.choice))
        self._close(with_keys)
        assert found or not anew
        return found

    def into_rows(self, kind: str, record: int, field: str) -> int:
        """Tabs from the first field of a form into its small grid."""
        form = RecordForm(self._session, kind)
        with_keys = self._window(form)
        form.show_values(record_editor.open_record(self._session.store, kind, record, self._session.today()))
        form.first_focus()
        found = self.way(form.by_name[field])
        self._close(with_keys)
        return found

    def into_cube(self, kind: str, record: int) -> int:
        """Tabs from where one begins in the head count into its grid."""
        page = ActivityPage(self._session)
        with_keys = self._window(page)
        page.enter(Place(PageName.activity, record=record, kind=kind, tab=TabName.head_count.value))
        self._bot.waitUntil(lambda: not self._session.jobs.is_busy() and TabName.head_count in page.tabs)
        page.tabs[TabName.head_count].first_focus()
        found = self.way(page.tabs[TabName.head_count].view)
        page.leave()
        self._close(with_keys)
        return found

    def way(self, target: QWidget, *, is_before: bool = False) -> int:
        """Press Tab, or Shift+Tab, until the keys are there."""
        for pressed in range(MOST):
            now = QApplication.focusWidget()
            assert now is not None
            if target.isAncestorOf(now) or now is target:
                return -pressed if is_before else pressed
            QTest.keyClick(now, Key.Key_Backtab if is_before else Key.Key_Tab)
        raise AssertionError(f"Tab does not lead to {target}")

    def _window(self, part: QWidget) -> QMainWindow:
        made = QMainWindow()
        made.setCentralWidget(part)
        made.resize(1158, 740)
        made.show()
        made.activateWindow()
        self._bot.waitUntil(made.isActiveWindow)
        return made

    def _close(self, window: QMainWindow) -> None:
        self._bot.waitUntil(lambda: not self._session.jobs.is_busy())
        window.hide()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _is_before(form: RecordForm, name: str) -> bool:
    """Whether a field stands before the one that has the keys."""
    focus = QApplication.focusWidget()
    names = list(form.by_name)
    here = next((at for at, one in enumerate(names) if focus is not None and form.by_name[one].isAncestorOf(focus)), 0)
    return names.index(name) < here
