"""Keys pressed while another record opens wait, and are pressed once it is shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from prossce_desktop.services.records.record_editor import OpenedRecord
from prossce_desktop.ui.base.shortcuts import Shortcuts, is_modifier
from prossce_desktop.ui.parts.save_bar import Standing
from prossce_desktop.ui.records.record_editing import RecordEditing

_KEYS = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride, QEvent.Type.InputMethod)


class _Gate(QObject):
    """Filters the program's keys while a page holds its own. No page owns it, since pages may be deleted."""

    def __init__(self) -> None:
        super().__init__()
        self._holders: list[TypeAhead] = []

    def close(self, holder: TypeAhead) -> None:
        """For the keys of this one."""
        if not self._holders and (application := QApplication.instance()) is not None:
            application.installEventFilter(self)
        self._holders.append(holder)

    def open(self, holder: TypeAhead) -> None:
        """They go their way again."""
        self._holders = [one for one in self._holders if one is not holder and isValid(one)]
        if not self._holders and (application := QApplication.instance()) is not None:
            application.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _KEYS or not isinstance(watched, QWidget):
            return False
        return any(isValid(one) and one.takes(watched, event) for one in [*self._holders])


@cache
def _gate() -> _Gate:
    return _Gate()


class TypeAhead(QObject):
    """Takes the keys of `page`. Made before the page hears `refused`, after it hears `opened`, for the focus.

    `goes_on`: whether the record just opened only leads to another one, or to a tab that needs it.
    """

    def __init__(
        self,
        editing: RecordEditing,
        page: QWidget,
        keys: Shortcuts | None = None,
        goes_on: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__(page)
        self._editing = editing
        self._page = page
        self._keys = keys
        self._goes_on = goes_on
        self._is_holding = self._passes_on = False
        self._early: list[QKeyEvent | QInputMethodEvent] = []
        page.installEventFilter(self)
        editing.marks.connect(lambda asked: self.begin() if not asked else None)
        editing.opened.connect(self._opened)
        editing.copied.connect(self.give)
        editing.refused.connect(lambda _field: self.give())
        editing.stood.connect(self._stood)
        editing.missing.connect(lambda _sentence: self._drop())
        editing.session.jobs.busy.connect(self._at_rest)

    def hold(self) -> None:
        """From now on what is pressed is of the record that is to open."""
        if not self._is_holding:
            self._is_holding = True
            _gate().close(self)

    def pass_on(self) -> None:
        """The next one that opens is the one for which keys wait."""
        self._passes_on = True

    def begin(self) -> None:
        """A record opens; keys held for one that never opened are dropped."""
        if not self._passes_on:
            self._early.clear()
        self._passes_on = False
        self.hold()

    def give(self) -> None:
        """It stands, or will not: what was pressed since is pressed now, where the caret is."""
        self._let_go()
        while self._early and not self._is_holding:
            event = self._early.pop(0)
            if not (self._keys is not None and isinstance(event, QKeyEvent) and self._keys.handle(event)):
                QApplication.sendEvent(self._page.focusWidget() or self._page, event)

    def _opened(self, opened: OpenedRecord) -> None:
        is_copy = opened.draft is None and self._editing.drafts.exists  # which first leads to its dates
        if not is_copy and not self._goes_on():
            self.give()

    def _stood(self, standing: Standing, _sentence: str) -> None:
        if self._is_holding and standing in ("stopped", "draft") and not self._editing.is_under_way():
            self.give()

    def _at_rest(self, is_busy: bool) -> None:
        """Nothing is under way any more, so nothing will open: a mistake of ours must not keep the keys."""
        if self._is_holding and not is_busy:
            QTimer.singleShot(
                0,
                self,
                lambda: (
                    self.give() if self._is_holding and not self._editing.session.jobs.is_busy() else None
                ),
            )

    def _drop(self) -> None:
        self._let_go()
        self._early.clear()

    def _let_go(self) -> None:
        if self._is_holding:
            self._is_holding = False
            _gate().open(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide:
            self._drop()
        return False

    def takes(self, watched: QWidget, event: QEvent) -> bool:
        """Whether a key belongs to this page; it waits then."""
        if watched is not self._page and not self._page.isAncestorOf(watched):
            return False
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self._keys is not None and self._keys.is_ours(event):
                event.accept()  # it comes as a key, and waits in its turn
                return True
            return False
        if isinstance(event, QInputMethodEvent) or (isinstance(event, QKeyEvent) and not is_modifier(event)):
            self._early.append(event.clone())
            return True
        return False
