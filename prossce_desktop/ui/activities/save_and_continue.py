"""Save on the way to the next record, or to a tab that needs this one saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prossce_desktop.language.messages import _
from prossce_desktop.services.records.record_editor import Saved
from prossce_desktop.ui.base.keyboard_focus import withdraw
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.records.record_tabs import NEEDS_RECORD
from prossce_desktop.ui.records.type_ahead import TypeAhead

if TYPE_CHECKING:
    from prossce_desktop.ui.activities.activity_page import ActivityPage


class SaveAndContinue:
    """Of one page. Made after the page hears `opened`, and before it hears `refused`."""

    def __init__(self, page: ActivityPage) -> None:
        self._page = page
        self.to_next = False
        """Whether a new record comes once this one is saved."""
        self.early = TypeAhead(page.editing, page, page.keys, lambda: self.to_next)

    def save_and_next(self) -> None:
        """Save, then a new record of the kind with its pinned values."""
        page = self._page
        self.to_next = page.tab_name() not in NEEDS_RECORD or page.editing.typed_anything()
        self.save()
        if not self.to_next:
            self.early.hold()
            page.beside.once_saved(self._begin, self.early.give)

    def save(self) -> None:
        self._page.save()
        if self._page.editing.is_under_way():
            self.early.hold()

    def saved(self, saved: Saved) -> None:
        """It is saved: the new record comes, where one is wanted."""
        withdraw(self._page)
        if self.to_next:
            self.to_next = False
            page = self._page
            page.session.speaker.mention(
                _("Saved: {title}").format(title=page.editing.title()), undoes=saved.change
            )
            self._begin()

    def _begin(self) -> None:
        self.early.pass_on()
        self._page.go.emit(Place(PageName.activity, kind=self._page.editing.kind))
